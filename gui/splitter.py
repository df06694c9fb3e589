"""A splitter whose handle is a hairline."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from construal.gui.look import Look


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
    """One pixel to see; Qt itself lets a thin handle be grabbed two pixels beside it."""

    def __init__(self, splitter: PaneSplitter) -> None:
        super().__init__(Qt.Orientation.Horizontal, splitter)
        self._look = splitter.look

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.setPen(QPen(self._look.colour("line"), 1))
        inside: QRect = self.contentsRect()
        x = inside.center().x() + 0.5
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
