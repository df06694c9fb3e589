"""Keys: one table of actions, letters belong to labels, and no key means two things in one place."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from construal.gui.actions import ACTIONS, BY_NAME, GROUPS, Where, combination, shown
from construal.gui.keys import KeyFilter, KeyTable, Letters, Run

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SUPERSENSES = (Where.SUPERSENSES, Where.TEXT)


@pytest.fixture
def table(qapp: object) -> KeyTable:
    return KeyTable()


def test_action_names_are_unique() -> None:
    """A name stands for one action, and every action is in a group that menus show."""
    assert [name for name, count in Counter(a.name for a in ACTIONS).items() if count > 1] == []
    assert {a.group for a in ACTIONS} == set(GROUPS)


@pytest.mark.parametrize("places", [SUPERSENSES, (Where.CONCEPTS, Where.TEXT), (Where.RELATION,)])
def test_no_key_means_two_things_in_one_place(qapp: object, places: tuple[Where, ...]) -> None:
    """In each layer a key runs one action, whether it works in the text or anywhere."""
    keys = Counter(
        combination(key).toCombined() for a in ACTIONS if a.where in (*places, Where.WINDOW) for key in a.keys
    )

    assert [key for key, count in keys.items() if count > 1] == []


def test_no_action_in_the_text_takes_a_letter(qapp: object) -> None:
    """Letters stay free for labels: no action has a bare letter as its key."""
    assert [a.name for a in ACTIONS for key in a.keys if len(key) == 1 and key.isalpha()] == []


@pytest.mark.parametrize("letter", ["a", "Z", "é", "я", "क"])
def test_letters_begin_a_label(table: KeyTable, letter: str) -> None:
    """A letter of any script begins a label, and only in the text."""
    assert table.meaning(0, NONE, text=letter, places=SUPERSENSES) == Letters(letter)
    assert table.meaning(0, NONE, text=letter, places=(Where.WINDOW,)) is None


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "name"),
    [
        (Qt.Key.Key_Return, NONE, "\r", "accept"),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "\r", "accept"),
        (Qt.Key.Key_1, NONE, "1", "take_1"),
        (Qt.Key.Key_5, Qt.KeyboardModifier.KeypadModifier, "5", "take_5"),
        (Qt.Key.Key_Minus, NONE, "-", "not_target"),
        (Qt.Key.Key_Backspace, NONE, "\b", "reject"),
        (Qt.Key.Key_Space, NONE, " ", "skip"),
        (Qt.Key.Key_Question, SHIFT, "?", "doubt"),
        (Qt.Key.Key_Semicolon, NONE, ";", "note"),
        (Qt.Key.Key_Exclam, SHIFT, "!", "second"),
        (Qt.Key.Key_Equal, NONE, "=", "same"),
        (Qt.Key.Key_Tab, NONE, "\t", "function"),
        (Qt.Key.Key_Right, NONE, "", "next"),
        (Qt.Key.Key_Right, CTRL, "", "next_word"),
        (Qt.Key.Key_Right, SHIFT, "", "extend_right"),
        (Qt.Key.Key_Right, ALT | SHIFT, "", "across_right"),
        (Qt.Key.Key_Up, NONE, "", "previous_sentence"),
        (Qt.Key.Key_M, CTRL, "\r", "strong"),
        (Qt.Key.Key_M, CTRL | SHIFT, "\r", "weak"),
        (Qt.Key.Key_Escape, NONE, "\x1b", "back"),
    ],
)
def test_keys_of_the_text(
    table: KeyTable, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, name: str
) -> None:
    """The keys a person learns do what the key sheet says."""
    assert table.meaning(key, modifiers, text=text, places=SUPERSENSES) == Run(name)


def test_a_sign_is_taken_by_what_it_types(table: KeyTable) -> None:
    """`?` is Shift+ß on one keyboard and Shift+, on another; what it types counts."""
    assert table.meaning(Qt.Key.Key_ssharp, SHIFT, text="?", places=SUPERSENSES) == Run("doubt")


def test_plus_is_a_new_concept_only_among_concepts(table: KeyTable) -> None:
    """An action of one layer does nothing in another."""
    assert table.meaning(Qt.Key.Key_Plus, SHIFT, text="+", places=(Where.CONCEPTS, Where.TEXT)) == Run("new_concept")
    assert table.meaning(Qt.Key.Key_Plus, SHIFT, text="+", places=SUPERSENSES) is None


def test_commands_of_the_window_stay_shortcuts(table: KeyTable) -> None:
    """Ctrl+Z and Ctrl+K are nobody's in the text, so that the window's shortcuts get them."""
    assert table.meaning(Qt.Key.Key_Z, CTRL, text="\x1a", places=SUPERSENSES) is None
    assert table.meaning(Qt.Key.Key_K, CTRL, text="\x0b", places=SUPERSENSES) is None


def test_own_keys_take_the_place_of_the_tables(qapp: object) -> None:
    """A person's own key for an action replaces all of its keys."""
    table = KeyTable(own={"skip": ("Ctrl+J",)})

    assert table.meaning(Qt.Key.Key_J, CTRL, text="", places=SUPERSENSES) == Run("skip")
    assert table.meaning(Qt.Key.Key_Space, NONE, text=" ", places=SUPERSENSES) is None


def test_the_filter_hands_on_meanings_and_leaves_the_rest(qtbot: QtBot) -> None:
    """Real key presses on a widget arrive as actions and letters, once each."""
    heard: list[str] = []
    widget = QWidget()
    qtbot.addWidget(widget)
    keys = KeyFilter(
        KeyTable(), places=lambda: SUPERSENSES, run=heard.append, letters=lambda t: heard.append(f"letters {t}"),
        parent=widget,
    )  # fmt: skip
    keys.watch(widget)
    widget.show()

    qtbot.keyClick(widget, Qt.Key.Key_Return)
    qtbot.keyClick(widget, "c")
    qtbot.keyClick(widget, Qt.Key.Key_F2)
    qtbot.keyClick(widget, Qt.Key.Key_Right, ALT | SHIFT)

    assert heard == ["accept", "letters c", "across_right"]


def test_caps_are_written_as_people_read_them(qapp: object) -> None:
    """Key caps say Enter, arrows and a real minus, in the words of this system."""
    assert [shown(k) for k in ("Return", "-", "Right", "Ctrl+PgDown", "?")] == ["Enter", "−", "→", "Ctrl PgDn", "?"]
    assert all(BY_NAME[name].key for name in ("accept", "undo", "palette"))
