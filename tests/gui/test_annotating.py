"""Annotating from the keyboard to the file: real key presses on a real project, read back by another program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import ALT, CTRL, ID, SHIFT, Desk, opened, told
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from construal.annotation.annotation import Status
from construal.annotation.layer import CONCEPT


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "made.construal", qtbot)


def test_accept_with_one_key(desk: Desk) -> None:
    """Enter accepts, goes on to the next undecided target, and the decision is in the file."""
    desk.press(Qt.Key.Key_Return)
    (own,) = desk.stored()

    assert (own.status, own.text("role"), own.source) == (Status.GOLD, "Time", "frequency 1")
    assert desk.words == "to"
    assert told(desk) == "Accepted Time on «at»"


def test_correct_with_the_picker(desk: Desk) -> None:
    """Letters in the text start the picker; Enter takes the first match; the keys are back in the text."""
    desk.type("dur")

    assert desk.bench.decision.picker.is_open

    desk.press(Qt.Key.Key_Return)
    (own,) = desk.stored()

    assert (own.text("role"), own.text("function")) == ("Duration", "Duration")
    assert own.replaces == ID + 100

    desk.press(Qt.Key.Key_Return)

    assert [a.text("role") for a in desk.stored()] == ["Duration", "Goal"]


def test_role_and_function_apart(desk: Desk) -> None:
    """Tab goes from the role to the function; both are typed."""
    desk.type("exper")
    desk.press(Qt.Key.Key_Tab)
    desk.type("locus")
    desk.press(Qt.Key.Key_Return)
    (own,) = desk.stored()

    assert (own.text("role"), own.text("function")) == ("Experiencer", "Locus")


def test_a_forbidden_function_is_explained_and_not_recorded(desk: Desk) -> None:
    """Enter on a label that a rule forbids shows the reason and changes nothing; Esc twice is back in the text."""
    desk.type("exper")
    desk.press(Qt.Key.Key_Tab)
    desk.type("stim")
    desk.press(Qt.Key.Key_Return)

    assert "never a function" in desk.bench.decision.picker.foot.text()
    assert desk.stored() == []

    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Return)

    assert [a.text("role") for a in desk.stored()] == ["Time"]


def test_digits_reject_not_a_target_skip(desk: Desk) -> None:
    """1 takes the first candidate, Space leaves for later, Backspace rejects, - says that there is no target."""
    desk.press("1")
    desk.press(Qt.Key.Key_Space)

    assert desk.words == "for"

    desk.press(Qt.Key.Key_Backspace)

    assert desk.words == "for"

    desk.press("-")
    first, last = desk.stored()

    assert first.text("role") == "Time"
    assert last.values["target"] is False
    assert {first.status, last.status} == {Status.GOLD}
    assert desk.words == "to"


def test_doubt_and_note(desk: Desk) -> None:
    """? and ; are kept with the decision; the note is written in a line below the text."""
    desk.press("?")
    desk.press(";")
    desk.type("see 4.2")
    desk.press(Qt.Key.Key_Return)
    (own,) = desk.stored()

    assert own.doubt
    assert own.note == "see 4.2"

    desk.press(Qt.Key.Key_Return)

    assert desk.stored()[0].status is Status.GOLD


def test_undo_and_redo_by_keyboard(desk: Desk) -> None:
    """Ctrl+Z takes back what was done, wherever the keys are, and says what; Ctrl+Shift+Z does it again."""
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Z, modifiers=CTRL)

    assert told(desk).startswith("Taken back: Accept Goal")
    assert [a.text("role") for a in desk.stored()] == ["Time"]
    assert desk.words == "to"

    desk.press(Qt.Key.Key_Z, modifiers=CTRL | SHIFT)

    assert [a.text("role") for a in desk.stored()] == ["Time", "Goal"]


def test_a_gapped_expression(desk: Desk) -> None:
    """Words are walked, selected across a gap, joined, labelled, and taken apart, without the mouse."""
    desk.press(Qt.Key.Key_PageDown, modifiers=CTRL)
    desk.press(Qt.Key.Key_Home, modifiers=CTRL)
    desk.press(Qt.Key.Key_Right, modifiers=CTRL)
    desk.press(Qt.Key.Key_Right, modifiers=ALT | SHIFT)

    assert desk.words == "took … time"

    desk.press(Qt.Key.Key_M, modifiers=CTRL)
    (joined,) = desk.stored()

    assert joined.values == {"strength": "strong"}
    assert len(joined.anchor.fragments) == 2

    desk.press(Qt.Key.Key_M, modifiers=CTRL)

    assert desk.stored() == []


def test_new_words_become_a_target(desk: Desk) -> None:
    """Letters on a word that is no target make it one."""
    desk.press(Qt.Key.Key_Home, modifiers=CTRL)
    desk.type("agent")
    desk.press(Qt.Key.Key_Return)
    (own,) = desk.stored()

    assert (own.anchor.start, own.text("role")) == (0, "Agent")


def test_mark_and_link_a_term(desk: Desk) -> None:
    """In the concepts layer a word is selected and linked to a concept of the catalogue by typing its name."""
    desk.press(Qt.Key.Key_2, modifiers=CTRL)
    desk.press(Qt.Key.Key_Home, modifiers=CTRL)
    for _ in range(9):
        desk.press(Qt.Key.Key_Right, modifiers=CTRL)

    assert desk.words == "market"

    desk.type("mark")
    desk.press(Qt.Key.Key_Return)
    (mention,) = desk.stored()

    assert (mention.layer, mention.values["concept"]) == (CONCEPT, "C_market")


def test_the_mouse_does_what_the_keys_do(desk: Desk) -> None:
    """A click on a candidate decides, a click on a word goes there, a click on a document opens it."""
    rows = desk.bench.decision.candidates
    desk.qtbot.mouseClick(rows, Qt.MouseButton.LeftButton, pos=QPoint(60, 45))
    second = desk.bench.documents.list
    (own,) = desk.stored()

    assert (own.text("role"), own.text("function")) != ("Time", "Time")

    view = desk.bench.middle.text.view
    box = view.rect_of([(0, 2)])
    assert box is not None
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())

    assert desk.words == "We"

    at = second.visualRect(desk.bench.documents.model.index(1)).center()
    desk.qtbot.mouseClick(second.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert desk.bench.session.document is not None
    assert desk.bench.session.document.name == "repair"
