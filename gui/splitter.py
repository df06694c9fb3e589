"""A splitter whose handle is a hairline with room to grab."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from construal.gui.look import Look

GRAB = 7


class PaneSplitter(QSplitter):
    """Panes side by side, a line of one pixel between them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.look = look
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """A handle of ours."""
        return Handle(self)


class Handle(QSplitterHandle):
    """One pixel to see, seven to grab."""

    def __init__(self, splitter: PaneSplitter) -> None:
        super().__init__(Qt.Orientation.Horizontal, splitter)
        self._look = splitter.look

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reach over the neighbours by three pixels on each side."""
        side = (GRAB - 1) // 2
        self.setContentsMargins(side, 0, side, 0)
        self.setMask(QRegion(self.contentsRect().adjusted(-side, 0, side, 0)))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.setPen(QPen(self._look.colour("line"), 1))
        inside: QRect = self.contentsRect()
        x = inside.center().x() + 0.5
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
