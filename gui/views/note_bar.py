"""The line in which a note is written, below the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from construal.gui.parts import named


class NoteBar(QWidget):
    """Asks for a note; Enter keeps it, Esc leaves it as it was."""

    noted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "noteBar", visible=False)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = named(QLineEdit(self), spoken="Note")
        self.field.setPlaceholderText("Note: Enter keeps it, Esc leaves")
        self.field.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(named(QLabel("Note", self), "secondary"))
        row.addWidget(self.field, 1)

    def open(self, text: str) -> None:
        """Show the note as it is, and take the focus."""
        self.field.setText(text)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps, Esc leaves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.hide()
                self.noted.emit(self.field.text().strip())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
