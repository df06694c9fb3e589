"""Empty nodes without a label in the text: the mouse and the keys select each by itself, and it can be decided on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import LEXICAL, SHIFT, Desk, opened
from made import prepared_of
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.core.project import Project
from construal.gui.text.hit import word_rects
from construal.gui.text.view import LEFT, TextView

WORD, FIRST, SECOND = 0, 1, 2


def korean() -> Document:
    """Two words, and behind the first two empty nodes for its particles."""
    columns = {"id": Column.of(["1", "1.1", "1.2", "2"]), "form": Column.of(["집에서부터", "에서", "부터", "가요"])}
    tokens = Tokens(ints([0, 5, 5, 6]), ints([5, 5, 5, 8]), columns)
    sentences = Sentences(ints([0, 4]), ints([0]), ints([8]), Column.of(["1"]))
    return Document(1, "korean", "집에서부터 가요", tokens, sentences, language="ko")


def build(path: Path) -> None:
    with Project.create(path, annotator="ann", name="Made", language="ko") as project:
        project.add(prepared_of([korean()]))


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "made.construal", qtbot, build)


def text(desk: Desk) -> TextView:
    return desk.bench.middle.text.view


def point_of(desk: Desk, place: int) -> QPoint:
    """The middle of a word of the first sentence, in the viewport."""
    ((layout, top), *_) = text(desk).visible_sentences()
    x, y, width, height = word_rects(layout, place)[0]
    return QPointF(LEFT + x + width / 2, top + y + height / 2).toPoint()


def click(desk: Desk, place: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    desk.qtbot.mouseClick(text(desk).viewport(), Qt.MouseButton.LeftButton, modifiers, point_of(desk, place))


@pytest.mark.parametrize(("place", "words"), [(FIRST, "에서"), (SECOND, "부터")])
def test_a_click_selects_the_node(desk: Desk, place: int, words: str) -> None:
    """A click selects that one of two nodes at one place, which is shown as the target and takes a label."""
    click(desk, place)

    assert desk.bench.session.rows == (place,)
    assert desk.words == words
    assert text(desk).shown.node == place

    desk.bench.deciding.choose("Source", "Source")
    (own,) = desk.stored()
    assert (own.anchor.row, own.text("role")) == (place, "Source")


def test_the_fill_and_the_frame_are_on_the_node(desk: Desk) -> None:
    """The node at hand is filled, and the one under the mouse framed, not the word before them or the other node."""
    before = text(desk).viewport().grab().toImage()
    click(desk, SECOND)
    text(desk).show_hovered(())
    after = text(desk).viewport().grab().toImage()
    text(desk).show_hovered(((5, 5),), node=FIRST)
    framed = text(desk).viewport().grab().toImage()
    x, y = (round(part) for part in text(desk).viewport().rect().topLeft().toTuple())
    ((layout, top), *_) = text(desk).visible_sentences()

    def differ(place: int, one: object, other: object) -> bool:
        left, above, width, height = word_rects(layout, place)[0]
        scale = before.devicePixelRatio()
        box = [round(v * scale) for v in (x + LEFT + left, y + top + above, width, height)]
        return bool(one.copy(*box) != other.copy(*box))  # type: ignore[attr-defined]

    assert [differ(place, before, after) for place in (WORD, FIRST, SECOND)] == [False, False, True]
    assert [differ(place, after, framed) for place in (WORD, FIRST)] == [False, True]


def test_nodes_alone_are_no_expression(desk: Desk) -> None:
    """Extended from one node to the next, the selection is the next; with the word before them it is the word."""
    click(desk, FIRST)
    desk.press(Qt.Key.Key_Right, modifiers=SHIFT)
    assert (desk.bench.session.rows, desk.words) == ((SECOND,), "부터")

    click(desk, WORD)
    click(desk, SECOND, SHIFT)
    assert desk.words == "집에서부터"
    assert desk.bench.session.project.annotations(layer=LEXICAL) == []
