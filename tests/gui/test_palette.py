"""The palette and the key sheet: both say all that the action table says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from construal.annotation.state import DocumentRecord
from construal.gui.actions import ACTIONS, shown
from construal.gui.key_sheet import KeySheet
from construal.gui.look import Look
from construal.gui.palette import HIDDEN, Palette, matching_actions


def test_every_action_is_found_by_its_own_words(qapp: object) -> None:
    """Typing an action's title lists it first."""
    found = {a.name: [hit.name for hit in matching_actions(a.title)] for a in ACTIONS if a.name not in HIDDEN}

    assert {name: hits[:1] for name, hits in found.items() if hits[:1] != [name]} == {}


def test_words_that_begin_so_come_first(qapp: object) -> None:
    """“und” is Undo before it is anything with these letters inside or scattered."""
    assert matching_actions("und")[0].name == "undo"


@pytest.fixture
def palette(qtbot: QtBot) -> tuple[Palette, list[object]]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    heard: list[object] = []
    records = [DocumentRecord(id=2**60, name="repair", title="A bicycle"), DocumentRecord(id=7, name="lunch")]
    made = Palette(
        Look("light"), window, run=heard.append,
        documents=lambda query: [r for r in records if query in r.name], open_document=heard.append,
    )  # fmt: skip
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made.open()
    return made, heard


def test_enter_runs_the_line_at_hand(palette: tuple[Palette, list[object]], qtbot: QtBot) -> None:
    """Letters, an arrow, Enter: the second line is run, once, and the palette is gone."""
    shown_palette, heard = palette
    qtbot.keyClicks(shown_palette.field, "layer")
    second = shown_palette.model.entries[1].title
    qtbot.keyClick(shown_palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(shown_palette.field, Qt.Key.Key_Return)

    assert second.startswith("Layer")
    assert len(heard) == 1
    assert shown_palette.isHidden()


def test_documents_are_found_too(palette: tuple[Palette, list[object]], qtbot: QtBot) -> None:
    """A document's name opens it, by its whole id."""
    shown_palette, heard = palette
    qtbot.keyClicks(shown_palette.field, "repair")
    qtbot.keyClick(shown_palette.field, Qt.Key.Key_Return)

    assert heard == [2**60]


def test_escape_runs_nothing(palette: tuple[Palette, list[object]], qtbot: QtBot) -> None:
    """Esc closes and does nothing."""
    shown_palette, heard = palette
    qtbot.keyClick(shown_palette.field, Qt.Key.Key_Escape)

    assert heard == []
    assert shown_palette.isHidden()


def test_nothing_found_says_so(palette: tuple[Palette, list[object]], qtbot: QtBot) -> None:
    """Letters that nothing holds leave a sentence instead of a list."""
    shown_palette, heard = palette
    qtbot.keyClicks(shown_palette.field, "zzzqqq")
    qtbot.keyClick(shown_palette.field, Qt.Key.Key_Return)

    assert shown_palette.model.entries == []
    assert heard == []


def test_the_key_sheet_has_every_action_with_its_keys(qtbot: QtBot) -> None:
    """F1 shows each action that has a key, with that key."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    sheet = KeySheet(Look("light"), window)
    window.show()
    qtbot.waitExposed(window)
    sheet.open()
    text = sheet.text.toPlainText().replace("\xa0", " ")

    assert [a.title for a in ACTIONS if a.keys and a.title not in text] == []
    assert [a.name for a in ACTIONS for key in a.keys if shown(key) not in text] == []

    qtbot.keyClick(sheet.text, Qt.Key.Key_Escape)

    assert sheet.isHidden()
