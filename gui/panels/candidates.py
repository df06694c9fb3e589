"""The five candidate construals of a target: rows with their digit, the construal in its hues, a bar and a number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from construal.gui.look import Look
from construal.gui.panels.choice_delegate import share_words
from construal.gui.panels.painted_rows import PaintedRows
from construal.gui.panels.ranking import Candidate

ROW = 30
BAR = 62


class CandidateRows(PaintedRows[Candidate]):
    """Shows candidates; a digit, a click, or Enter on a row takes it."""

    taken = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, height=ROW)
        self._shown = -1  # the row that says what Enter in the text would take
        self.setAccessibleName("Candidates")

    def show_candidates(self, rows: Sequence[Candidate], *, shown: int) -> None:
        """Show these, the row `shown` marked as what stands or would be taken."""
        self._shown = shown
        words = "; ".join(f"{n}: {_words(c)}" for n, c in enumerate(rows, start=1))
        self._show(rows, at=max(shown, 0), spoken=words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, candidate in enumerate(self._rows):
            box = QRectF(0, place * ROW, self.width(), ROW)
            if place == self._shown:
                painter.fillRect(box, look.colour("accent_tint"))
                painter.fillRect(QRectF(0, box.y(), 3, ROW), look.colour("accent"))
            elif place == self._hover:
                painter.fillRect(box, look.colour("hover"))
            if self.hasFocus() and place == self._at:
                painter.setPen(QPen(look.colour("focus"), 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
            look.paint_cap(painter, QRectF(16, box.center().y() - 9, 19, 18), str(place + 1))
            is_shown = place == self._shown
            look.paint_construal(
                painter, QPointF(46, box.center().y()), candidate.role, candidate.function, is_strong=is_shown,
                room=box.width() - 46 - 16 - 40 - BAR - 12,
            )  # fmt: skip
            if candidate.share:
                self._share(painter, box, candidate.share)

    def _share(self, painter: QPainter, box: QRectF, share: float) -> None:
        look = self._look
        bar = QRectF(box.right() - 16 - 40 - BAR, box.center().y() - 3, BAR, 6)
        painter.fillRect(bar, look.colour("track"))
        painter.fillRect(QRectF(bar.x(), bar.y(), BAR * share, 6), look.colour("ink2"))
        painter.setFont(look.font("small", tabular=True))
        painter.setPen(look.colour("ink2"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box.adjusted(0, 0, -16, 0), right, share_words(share))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the row that was clicked."""
        place = self._place_at(event.position().y())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter takes; the digits work here as in the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows:
            self.taken.emit(self._at)
        elif event.text() in tuple("12345") and int(event.text()) <= len(self._rows):
            self.taken.emit(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)


def _words(candidate: Candidate) -> str:
    both = candidate.function not in ("", candidate.role)
    name = f"{candidate.role}, function {candidate.function}" if both else candidate.role
    return f"{name}, {candidate.share:.0%}" if candidate.share else name
