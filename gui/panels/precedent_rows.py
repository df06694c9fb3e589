"""Precedents as lines: the words around an expression, and what was decided for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from construal.gui.look import Look
from construal.gui.panels.painted_rows import PaintedRows
from construal.gui.parts import named
from construal.gui.precedents import Precedent

ROW = 28
SHOWN = 5


class PrecedentRows(PaintedRows[Precedent]):
    """Shows up to five precedents; a click or Enter on one opens its place."""

    opened = Signal(object, object)  # document, annotation: ids exceed a C integer

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, height=ROW)
        named(self, spoken="Precedents in your gold")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_precedents(self, rows: Sequence[Precedent]) -> None:
        """Show the first of these."""
        shown = rows[:SHOWN]
        self._show(shown, at=0, spoken="; ".join(map(_spoken, shown)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, row in enumerate(self._rows):
            box = QRectF(16, place * ROW, self.width() - 32, ROW)
            if place == self._hover:
                painter.fillRect(QRectF(0, box.y(), self.width(), ROW), look.colour("hover"))
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QPointF(box.x(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
            wide = look.construal_width(row.role, row.function, style="label")
            at = QPointF(box.right() - wide, box.center().y())
            look.paint_construal(painter, at, row.role, row.function, is_strong=True, style="label")
            room = box.width() - wide - 12
            if row.likeness is not None:
                room -= self._likeness(painter, QRectF(box.x(), box.y(), room, ROW), row.likeness)
            self._context(painter, QRectF(box.x(), box.y(), room, ROW), row)
            if self.hasFocus() and place == self._at:
                look.paint_focus(painter, box.adjusted(-8, 0, 8, -1))

    def _likeness(self, painter: QPainter, box: QRectF, likeness: float) -> float:
        """Paint a likeness at the right of a box, and tell how much room it takes."""
        look, text = self._look, f"{likeness:.2f}".replace("0.", ".", 1)
        painter.setPen(look.colour("ink2"))
        painter.setFont(look.font("caption", tabular=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        return look.metrics("caption").horizontalAdvance("–.00") + 8

    def _context(self, painter: QPainter, box: QRectF, row: Precedent) -> None:
        look, middle = self._look, Qt.AlignmentFlag.AlignVCenter
        plain, strong = look.metrics("serif_small"), look.metrics("serif_small_strong")
        words = strong.horizontalAdvance(row.words)
        # Most of the room is for what comes after; what came before gives way at its front.
        before = row.before
        room = max((box.width() - words) * 0.5, 0)
        after_wide = plain.horizontalAdvance(row.after)
        room = max(room, box.width() - words - after_wide)
        before = plain.elidedText(before, Qt.TextElideMode.ElideLeft, room)
        x = box.x()
        painter.setPen(look.colour("ink2"))
        painter.setFont(look.font("serif_small"))
        painter.drawText(QRectF(x, box.y(), room + 2, ROW), middle, before)
        x += plain.horizontalAdvance(before)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font("serif_small_strong"))
        painter.drawText(QRectF(x, box.y(), words + 2, ROW), middle, row.words)
        x += words
        painter.setPen(look.colour("ink2"))
        painter.setFont(look.font("serif_small"))
        after = plain.elidedText(row.after, Qt.TextElideMode.ElideRight, max(box.right() - x, 0))
        painter.drawText(QRectF(x, box.y(), box.right() - x, ROW), middle, after)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the place of the row that was clicked."""
        self._open(self._place_at(event.position().y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self._at)
        else:
            super().keyPressEvent(event)

    def _open(self, place: int) -> None:
        if 0 <= place < len(self._rows):
            self.opened.emit(self._rows[place].document, self._rows[place].annotation)


def _spoken(row: Precedent) -> str:
    words = f"{row.words}: {row.role}, {row.function}"
    return words if row.likeness is None else f"{words}, {row.likeness:.0%} alike"
