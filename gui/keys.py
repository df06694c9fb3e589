"""What a key press means where it lands: letters belong to labels, everything else to the action table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from construal.gui.actions import ACTIONS, Action, Where, combination, is_letter

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class Run:
    """The key runs an action."""

    name: str


@dataclass(frozen=True, slots=True)
class Letters:
    """The key begins a label with these letters."""

    text: str


Meaning = Run | Letters | None


class KeyTable:
    """Keys to action names for each place; a person's own keys take the place of the table's."""

    def __init__(self, actions: Iterable[Action] = ACTIONS, own: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._by_stroke: dict[Where, dict[int, str]] = {where: {} for where in Where}
        self._by_sign: dict[Where, dict[str, str]] = {where: {} for where in Where}
        for action in actions:
            for key in (own or {}).get(action.name, action.keys):
                self._by_stroke[action.where].setdefault(combination(key).toCombined(), action.name)
                if len(key) == 1 and not key.isalpha():
                    self._by_sign[action.where].setdefault(key, action.name)

    def meaning(self, key: int, modifiers: Qt.KeyboardModifier, *, text: str, places: Iterable[Where]) -> Meaning:
        """What a key press means in these places, the narrowest first; None where it is nobody's.

        Signs (`?`, `-`, `+`, `1`) are taken by what they type, for their keys differ between keyboards.
        """
        places = tuple(places)
        command = modifiers & ~(_KEYPAD | _SHIFT)
        if not command and text:
            for place in places:
                if name := self._by_sign[place].get(text):
                    return Run(name)
        plain = modifiers & ~_KEYPAD
        for place in places:
            if name := self._by_stroke[place].get(key | plain.value):
                return Run(name)
        if any(place is not Where.WINDOW for place in places) and is_letter(text, modifiers):
            return Letters(text)
        return None


class KeyFilter(QObject):
    """Listens to the keys of some widgets and hands on what they mean; what means nothing stays with the widget."""

    def __init__(
        self,
        table: KeyTable,
        *,
        places: Callable[[], tuple[Where, ...]],
        run: Callable[[str], None],
        letters: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._places = places
        self._run = run
        self._letters = letters

    def watch(self, widget: QWidget) -> None:
        """Listen to a widget's keys, too."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that mean something; claim them before a shortcut does."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        meaning = self._table.meaning(event.key(), event.modifiers(), text=event.text(), places=self._places())
        if meaning is None:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            if isinstance(meaning, Run):
                self._run(meaning.name)
            else:
                self._letters(meaning.text)
        return True
