"""The dialog of a table's columns: seen before anything is read, changed with the keyboard, told at once what comes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk, opened, told
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QTableWidget
from pytestqt.qtbot import QtBot

from construal.annotation.formats.tables.mapping import ColumnMapping
from construal.annotation.formats.tables.preview import preview
from construal.gui.look import Look
from construal.gui.table_columns import ColumnsDialog, ask_for_columns

TABLE = (
    "Token,Scene Role,Function,SS_K,SS2_K,Gloss\nWe,,,,,we\nmet,,,,,met\nat,Time,Time,Time,Interval,at\nnoon,,,,,x\n"
)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "made.construal", qtbot)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table with gold and one annotator."""
    path = tmp_path / "met.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def dialog(desk: Desk) -> ColumnsDialog:
    """The dialog, once it is there and has the keys."""
    found: list[ColumnsDialog] = []

    def is_there() -> bool:
        found[:] = [d for d in desk.window.findChildren(ColumnsDialog) if d.isVisible()]
        focused = QApplication.focusWidget()
        return bool(found) and focused is not None and found[0].isAncestorOf(focused)

    desk.qtbot.waitUntil(is_there)
    return found[0]


def names(desk: Desk) -> list[str]:
    """The documents of the project."""
    return [record.name for record in desk.bench.session.project.records()]


def test_a_table_is_read_by_enter(desk: Desk, table: Path) -> None:
    """The dialog shows the guess and the first rows; Enter imports, and the decisions are there."""
    desk.bench.import_files([table])
    shown = dialog(desk)
    rows = shown.findChild(QTableWidget)

    assert rows is not None
    assert [rows.item(2, place).text() for place in range(3)] == ["at", "Time", "Time"]
    assert [choice.currentText() for choice in shown.meanings] == [
        "word", "scene role", "function", "scene role", "function", "not read",
    ]  # fmt: skip
    assert [owner.text() for owner in shown.owners][3:5] == ["K", "K"]
    assert shown.outcome.text() == "1 sentence, 4 words, decisions: 1 of nobody’s own, 1 by K."
    assert names(desk) == ["lunch", "repair"]

    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: "met" in names(desk))

    project = desk.bench.session.project
    found = project.annotations(document=project.record("met").id)
    assert sorted((a.annotator, a.text("function")) for a in found) == [("", "Time"), ("K", "Interval")]


def test_a_column_is_changed_with_the_keyboard(desk: Desk, table: Path) -> None:
    """Home and letters choose, Tab goes on, and what comes of it is told at once; the words are needed."""
    desk.bench.import_files([table])
    shown = dialog(desk)
    assert desk.focused() is shown.meanings[0]

    desk.press(Qt.Key.Key_Home)
    assert shown.meanings[0].currentText() == "not read"
    assert shown.outcome.text() == "No column holds the words; say which one does."
    assert not shown.ok.isEnabled()
    desk.press(Qt.Key.Key_Return)
    assert shown.isVisible()

    desk.press("w", "o", "r", "d")
    assert shown.ok.isEnabled()
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert desk.focused() is shown.owners[1]
    desk.type("K")
    assert "both the scene role of K" in shown.outcome.text()
    desk.press(Qt.Key.Key_Backspace)
    desk.type("Ann")
    assert "1 by Ann" in shown.outcome.text()
    assert shown.reasons[1].text() == "as you say"
    desk.press(Qt.Key.Key_Escape)


def test_every_control_is_reached_by_tab(desk: Desk, table: Path) -> None:
    """Tab visits each choice, each name that may be given, the switch, the rows and both buttons."""
    desk.bench.import_files([table])
    shown = dialog(desk)
    visited = set()
    for _ in range(30):
        visited.add(desk.focused())
        desk.press(Qt.Key.Key_Tab)

    assert {
        *shown.meanings,
        *(o for o in shown.owners if o.isEnabled()),
        shown.parts,
        shown.ok,
        shown.cancel,
    } <= visited
    assert all(w.accessibleName() for w in shown.findChildren(QComboBox))
    assert all(w.accessibleName() for w in shown.findChildren(QLineEdit) if w in shown.owners)
    desk.press(Qt.Key.Key_Escape)


def test_escape_imports_nothing(desk: Desk, table: Path) -> None:
    """Esc leaves; it is told, and the next file is asked about."""
    other = table.parent / "other.csv"
    other.write_text("word,SS\nat,Time\n", encoding="utf-8")
    desk.bench.import_files([table, other])
    dialog(desk)

    desk.press(Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: "met.csv was not imported" in told(desk))
    second = dialog(desk)
    assert second.windowTitle() == "Columns of other.csv"
    desk.press(Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: "other.csv was not imported" in told(desk))

    assert names(desk) == ["lunch", "repair"]


def test_tables_with_the_same_columns_are_asked_about_once(desk: Desk, table: Path) -> None:
    """Chapters that share their columns follow the first; other files keep their place between them."""
    paths = [table, table.parent / "plain.txt", table.parent / "met2.csv"]
    paths[1].write_text("It rained.", encoding="utf-8")
    paths[2].write_text(TABLE.replace("noon", "dawn"), encoding="utf-8")
    desk.bench.import_files(paths)
    dialog(desk)

    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: len(names(desk)) == 5)

    assert names(desk)[2:] == ["met", "plain", "met2"]


def test_what_is_no_table_of_words_is_not_asked_about(desk: Desk, tmp_path: Path) -> None:
    """A list of terms is imported at once; a damaged workbook is refused, and what follows is still imported."""
    paths = [tmp_path / "terms.csv", tmp_path / "bad.xlsx", tmp_path / "after.txt"]
    paths[0].write_text("concept,term\nC_x,ring\n", encoding="utf-8")
    paths[1].write_bytes(b"PK\x03\x04 no more")
    paths[2].write_text("It rained.", encoding="utf-8")
    refused: list[str] = []
    desk.bench.importing.refused.connect(refused.append)

    desk.bench.import_files(paths)
    desk.qtbot.waitUntil(lambda: "after" in names(desk))

    assert "C_x" in desk.bench.session.project.concepts()
    assert "no workbook" in refused[0]


def test_suffixes_are_parts_of_words(qtbot: QtBot) -> None:
    """The switch shows what is guessed, and changes the reading."""
    seen = preview(b"form,lexlemma,SS,SS2\ntalossa,ssa,Locus,Locus\n", "fi.csv", language="fi")
    answers: list[ColumnMapping | None] = []
    window = ColumnsDialog(Look("light"), seen, language="fi")
    window.accepted.connect(lambda: answers.append(window.mapping))
    window.show()
    qtbot.waitExposed(window)

    assert window.parts.isChecked()
    window.parts.setFocus()
    qtbot.keyClick(window.parts, Qt.Key.Key_Space)
    assert not window.mapping.parts
    qtbot.keyClick(window, Qt.Key.Key_Return)

    assert [answer and answer.parts for answer in answers] == [False]


def test_the_wheel_changes_nothing_in_passing(desk: Desk, table: Path) -> None:
    """Over a choice without the focus the wheel scrolls the page."""
    desk.bench.import_files([table])
    shown = dialog(desk)
    choice = shown.meanings[2]
    place = QPointF(5, 5)
    down = QWheelEvent(
        place, choice.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier(0),
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, down)

    assert choice.currentText() == "function"
    desk.press(Qt.Key.Key_Escape)


def test_a_project_is_closed_while_the_dialog_is_open(desk: Desk, table: Path) -> None:
    """Closing the project takes the dialog along, and nothing is imported."""
    desk.bench.import_files([table])
    dialog(desk)

    desk.window.close_project()
    QApplication.processEvents()

    assert desk.window.workbench is None
    assert not [d for d in desk.window.findChildren(ColumnsDialog) if d.isVisible()]


def test_words_of_a_file_are_shown_as_they_are(qtbot: QtBot) -> None:
    """Headers and cells are no rich text, and no shortcuts."""
    seen = preview(b"form,SS,<b>x</b> & y\n<i>a</i>,Time,<img src='x.png'>\n", "<u>a</u>.csv")
    window = ColumnsDialog(Look("light"), seen, language="en")
    window.show()
    qtbot.waitExposed(window)
    labels = {label.text(): label.textFormat() for label in window.findChildren(QLabel)}
    plain = Qt.TextFormat.PlainText

    for text in ("<b>x</b> && y", "<img src='x.png'>", "<i>a</i>"):
        assert labels[text] == plain
    window.close()


def test_it_answers_once(qtbot: QtBot) -> None:
    """Whoever asks hears the mapping, or None."""
    seen = preview(TABLE.encode(), "a.csv")
    parent = ColumnsDialog(Look("light"), seen, language="en")
    parent.show()
    answers: list[ColumnMapping | None] = []
    asked = ask_for_columns(Look("light"), parent, seen, language="en", answer=answers.append)
    qtbot.waitUntil(asked.isVisible)
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(answers))
    parent.close()

    assert answers == [None]
