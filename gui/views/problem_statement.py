"""The head of a problem's page: its statement and its answer, mathematics as people read it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from construal.gui.look import Look
from construal.gui.mathematics import plain
from construal.gui.views.paragraph import Paragraph
from construal.gui.views.problem_page import Page

LEFT, RIGHT, TOP, BOTTOM = 36.0, 20.0, 16.0, 16.0
TITLE = 24.0
BIGGER = 2  # pixels over the text


class Statement(QWidget):
    """Paints the statement and the answer."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._page: Page | None = None
        self._parts: tuple[int, Paragraph, Paragraph | None] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._forget)

    def show_problem(self, page: Page) -> None:
        """Show the head of this page."""
        self._page = page
        answer = f". Answer: {plain(page.answer)}" if page.answer else ""
        self.setAccessibleName(f"Problem: {plain(page.statement)}{answer}")
        self._forget()

    def _forget(self) -> None:
        self._parts = None
        self.updateGeometry()
        self.update()

    def _laid_out(self, width: int) -> tuple[int, Paragraph, Paragraph | None] | None:
        page, room = self._page, width - LEFT - RIGHT
        if page is None:
            return None
        if self._parts is None or self._parts[0] != width:
            size = self._look.font("text").pixelSize() + BIGGER
            statement = Paragraph(self._look, page.statement, room, size=size)
            answer = None
            if page.answer.strip():
                answer = Paragraph(self._look, f"Answer: {page.answer.strip()}", room, size=max(size - 5, 12))
            self._parts = width, statement, answer
        return self._parts

    def heightForWidth(self, width: int) -> int:
        """As high as its lines at a width."""
        parts = self._laid_out(width)
        if parts is None:
            return 0
        _, statement, answer = parts
        return round(TOP + TITLE + statement.height + (4 + answer.height if answer else 0) + BOTTOM)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(600, self.heightForWidth(max(self.width(), 600)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title, statement, answer."""
        parts = self._laid_out(self.width())
        if parts is None:
            return
        look, painter = self._look, QPainter(self)
        painter.setFont(look.font("small_strong"))
        painter.setPen(look.colour("ink2"))
        painter.drawText(QRectF(LEFT, TOP, 200, TITLE - 4), Qt.AlignmentFlag.AlignVCenter, "Problem")
        _, statement, answer = parts
        statement.paint(painter, QPointF(LEFT, TOP + TITLE), QPen(look.colour("ink")))
        if answer:
            answer.paint(painter, QPointF(LEFT, TOP + TITLE + statement.height + 4), QPen(look.colour("ink2")))
