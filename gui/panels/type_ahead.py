"""A field with the list of what it finds below it: arrows move, Enter takes, Esc leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from construal.gui.look import Look
from construal.gui.panels.furnishing import field
from construal.gui.panels.rows import Row, Rows


class TypeAhead(QWidget):
    """Shows the rows that `found` gives for what is typed."""

    chosen = Signal(object)  # the value of a row
    left = Signal()

    def __init__(
        self, look: Look, parent: QWidget, words: str, found: Callable[[str], Sequence[Row]], *, icon: str = "search"
    ) -> None:
        super().__init__(parent)
        self._found = found
        self.field = field(look, self, words, icon=icon)
        self.field.textChanged.connect(self.refresh)
        self.field.installEventFilter(self)
        self.list = Rows(look, self, spoken="What was found", height=28)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.taken.connect(self._take)
        self.list.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        inset = QVBoxLayout()
        inset.setContentsMargins(16, 0, 16, 0)
        inset.addWidget(self.field)
        column.addLayout(inset)
        column.addWidget(self.list)

    def begin(self, text: str = "") -> None:
        """Take the focus, with these first letters."""
        self.field.setText(text)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.end(False)  # a field that comes by a shortcut selects what it holds

    def say(self, words: str) -> None:
        """Say in the empty field what belongs in it."""
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)

    def refresh(self) -> None:
        """Find again for what is typed."""
        self.list.show_rows(self._found(self.field.text()))

    def _take(self, value: object) -> None:
        self.field.clear()
        self.chosen.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that belong to the list while the field has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.rows:
                self.list.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.take_current()
                return True
            if key == Qt.Key.Key_Escape:
                self.field.clear()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
