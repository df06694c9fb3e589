"""The strip of keys at the foot of the decision pane: what may be pressed here, each a button too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from construal.gui.actions import BY_NAME
from construal.gui.look import Look
from construal.gui.parts import named


class KeyButton(QAbstractButton):
    """A key cap and its word; a click does what the key does."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        action = BY_NAME[name]
        self._look = look
        self._cap, self._word = action.key, action.cap or action.title
        self.setText(f"{self._word} ({self._cap})")
        self.setAccessibleName(action.title)
        self.setToolTip(action.title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Room for the cap and the word."""
        word = self._look.metrics("small").horizontalAdvance(self._word)
        return QSize(round(self._look.cap_width(self._cap) + 8 + word + 4), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap and the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, middle = self._look, self.height() / 2
        wide = look.cap_width(self._cap)
        look.paint_cap(painter, QRectF(1, middle - 9, wide, 18), self._cap)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink" if self.underMouse() or self.hasFocus() else "ink2"))
        rest = QRectF(wide + 8, 0, self.width() - wide - 8, self.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, self._word)
        if self.hasFocus():
            look.paint_focus(painter, QRectF(self.rect()))


class KeyStrip(QWidget):
    """Buttons for some actions, three a row."""

    pressed = Signal(str)  # an action's name

    def __init__(self, look: Look, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "keyStrip")
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 10, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for place, name in enumerate(names):
            button = KeyButton(look, name, self)
            button.clicked.connect(lambda _on=False, name=name: self.pressed.emit(name))
            grid.addWidget(button, place // 3, place % 3, Qt.AlignmentFlag.AlignLeft)
        for column in range(3):
            grid.setColumnStretch(column, 1)
