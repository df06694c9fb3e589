"""The field above a table that filters it: it waits for a pause in typing, and shares keys with the table."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from construal.gui.actions import is_letter

TYPING_PAUSE = 120  # ms
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TableFilter(QObject):
    """A filter field and its table; `applied` when the table is to follow what was typed."""

    applied = Signal()

    def __init__(self, field: QLineEdit, table: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._field = field
        self._table = table
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self.applied)
        field.textChanged.connect(lambda _text: self._pause.start())

    def focus(self) -> None:
        """Go to the field, what stands in it selected."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def stop(self) -> None:
        """Forget a pause that has begun: the table has just been filtered."""
        self._pause.stop()

    def take_table_key(self, event: QKeyEvent) -> bool:
        """A key pressed in the table: Esc clears the filter, a letter begins one; False for any other."""
        if event.key() == Qt.Key.Key_Escape and self._field.text():
            self._field.clear()
        elif is_letter(event.text(), event.modifiers()):
            self._field.setText(event.text())
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._field.end(False)
        else:
            return False
        return True

    def take_field_key(self, key: int) -> bool:
        """A key pressed in the field: Esc clears, then leaves; Enter and Down filter at once and leave."""
        if key == Qt.Key.Key_Escape:
            self._field.clear() if self._field.text() else self._table.setFocus()
        elif key in (Qt.Key.Key_Down, *ENTER):
            if self._pause.isActive():
                self._pause.stop()
                self.applied.emit()
            self._table.setFocus()
        else:
            return False
        return True


def filter_bar(field: QLineEdit, count: QWidget, button: QWidget) -> QHBoxLayout:
    """The bar above a table: its filter, how many rows there are, and at the right what makes a new one."""
    bar = QHBoxLayout()
    bar.setContentsMargins(16, 7, 16, 7)
    bar.setSpacing(12)
    field.setFixedWidth(240)
    bar.addWidget(field)
    bar.addWidget(count)
    bar.addStretch()
    bar.addWidget(button)
    return bar
