"""A splitter whose handle is a hairline."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QSplitterHandle, QWidget

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


def fill_with_two(
    look: Look, page: QWidget, left: QWidget, right: QWidget, *, widths: tuple[int, int] = (760, 352)
) -> None:
    """Fill a page with two panes; what the page gets wider, the left one does."""
    splitter = PaneSplitter(look, page)
    splitter.addWidget(left)
    splitter.addWidget(right)
    splitter.setStretchFactor(0, 1)
    splitter.setSizes([*widths])
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(splitter)


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
