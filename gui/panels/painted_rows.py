"""Painted rows of one height in a widget as high as they are: the pointer tints one, the arrows move among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from construal.gui.look import Look

T = TypeVar("T")


class PaintedRows(QWidget, Generic[T]):
    """Rows `height` pixels high; what they look like, and what taking one does, each kind says itself."""

    def __init__(self, look: Look, parent: QWidget, *, height: int) -> None:
        super().__init__(parent)
        self._look = look
        self._row_height = height
        self._rows: tuple[T, ...] = ()
        self._at = 0
        self._hover = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def rows(self) -> tuple[T, ...]:
        """The rows shown."""
        return self._rows

    def _show(self, rows: Sequence[T], *, at: int, spoken: str) -> None:
        """Show these rows, the one `at` current; none at all hide the widget."""
        self._rows, self._at, self._hover = tuple(rows), at, -1
        self.setFixedHeight(self._row_height * len(self._rows))
        self.setVisible(bool(self._rows))
        self.setAccessibleDescription(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(200, self._row_height * len(self._rows))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the pointer."""
        self._hover = self._place_at(event.position().y())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Tint none."""
        self._hover = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._rows:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._at = min(max(self._at + step, 0), len(self._rows) - 1)
            self.update()
        else:
            super().keyPressEvent(event)

    def _place_at(self, y: float) -> int:
        """The row at this height, -1 where there is none."""
        place = int(y // self._row_height)
        return place if 0 <= place < len(self._rows) else -1
