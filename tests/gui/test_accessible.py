"""What a screen reader is told of the canvas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from construal.gui.text.accessible import name_of, surface
from construal.gui.text.sentence import Mark, Sentence, Word
from construal.gui.text.view import TextView

SLOTS = (("Cost", "participant_2"), ("Locus", "circumstance_2"))
WORDS = (Word(0, 5, "offer"), Word(6, 8, "it"), Word(9, 11, "at"), Word(12, 13, "a"), Word(14, 19, "price"))
MARKS = (
    Mark(1, "lexical", ((9, 11),), "suggested", slots=SLOTS, confidence=0.71),
    Mark(2, "lexical", ((0, 5), (14, 19)), "decided", "strong"),
)


class OneSentence:
    """A text of one sentence."""
    language = "en"

    def count(self) -> int:
        return 1

    def lengths(self) -> NDArray[np.integer[Any]]:
        return np.array([19])

    def index_at(self, start: int) -> int:
        return 0

    def sentence(self, index: int) -> Sentence:
        return Sentence(0, "1", WORDS, MARKS, start=0, end=19)


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    made = TextView()
    qtbot.addWidget(made)
    made.is_moving_shown = False
    made.resize(816, 300)
    made.show()
    made.set_source(OneSentence())
    return made


def test_the_marks_in_the_window_are_children(view: TextView) -> None:
    """Each mark in the window is a child with words, names, state and place; the current one is selected."""
    view.set_current(1, ((9, 11),))
    canvas = QAccessible.queryAccessibleInterface(view)
    children = [canvas.child(place) for place in range(canvas.childCount())]

    assert [child.text(QAccessible.Text.Name) for child in children] == [
        "offer … price, strong expression, decided, 1 of 2",
        "at, Cost ↝ Locus, suggested .71, 2 of 2",
    ]
    assert [child.state().selected for child in children] == [False, True]
    assert children[1].parent() is canvas


def test_a_child_lies_where_it_is_painted(view: TextView) -> None:
    """The rectangle of a child is that of its words and label on the screen, and the point there leads to it."""
    rect = view.rect_of(((9, 11),))
    assert rect is not None
    at = view.viewport().mapToGlobal(rect.center().toPoint())
    canvas = QAccessible.queryAccessibleInterface(view)

    assert canvas.child(1).rect().contains(at)
    assert canvas.childAt(at.x(), at.y()) is canvas.child(1)


def test_children_end_with_their_text(view: TextView) -> None:
    """When another text is shown the children of the one before are valid no more."""
    canvas = QAccessible.queryAccessibleInterface(view)
    child = canvas.child(0)
    view.set_source(None)

    assert canvas.childCount() == 0
    assert not child.isValid()


def test_names() -> None:
    """Parts of words are read as parts; doubt and a broken rule are said."""
    words = (Word(0, 7, "undoing"), Word(8, 10, "it"))
    one = Mark(1, "own", ((2, 7), (8, 10)), "adjudicated", slots=(("Org", "x"),), doubt=True, breaks_rule=True)
    sentence = Sentence(0, "1", words, (one,))

    assert surface(sentence, one) == "doing … it"
    assert name_of(sentence, 0) == "doing … it, Org, adjudicated, doubt, breaks a rule, 1 of 1"
