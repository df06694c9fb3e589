"""The difference at hand: its sentence with the place filled, and what each side says on two cards side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from construal.annotation.annotation import Annotation
from construal.annotation.snacs.evaluation.differences import Kind, SentenceDifference
from construal.gui.look import Look
from construal.gui.panels.furnishing import in_role
from construal.gui.views.compare_words import Line, paint_line, sides, spoken
from construal.gui.views.marked_text import Marked, MarkedText, marked, shortened

INSET = 32.0
WIDE = 960.0  # pixels that sentence and cards may take
PITCH = 26.0
MOST_LINES = 2
HEAD = 40.0
CARD = 100.0
GAP = 12.0
DIFFERS = {
    Kind.TARGET: "only one side has a target here", Kind.MWE: "other words make an expression",
    Kind.ROLE: "another role", Kind.FUNCTION: "another function", Kind.SUPERSENSE: "another supersense",
    Kind.LEXCAT: "another lexcat", Kind.SENTENCE: "only one side has this sentence, or in these words",
}  # fmt: skip
HEIGHT = round(HEAD + MOST_LINES * PITCH + GAP + CARD + 16)


@dataclass(frozen=True, slots=True)
class Card:
    """One side: whose it is, what it says, and what is known about that."""

    word: str
    name: str
    lines: Sequence[Line]
    note: str
    facts: str
    cap: str = ""

    @property
    def spoken(self) -> str:
        """The card as a screen reader says it."""
        parts = (f"{self.word} {self.name}".strip(), spoken(self.lines), self.note, self.facts)
        return ": ".join(part for part in parts if part)


class CompareDetail(QWidget):
    """Shows a difference; a click on the card that can be taken takes it."""

    taken = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        in_role(self, "canvas", spoken="The difference at hand")
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self._head: tuple[str, str] = ("", "")
        self._count = ""
        self._sentence = Marked("")
        self.cards: tuple[Card, ...] = ()
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high as the lines and a card."""
        return QSize(600, HEIGHT)

    def show_difference(
        self, difference: SentenceDifference | None, statements: tuple[list[Annotation], list[Annotation]],
        *, names: tuple[str, str], count: str, cap: str,
    ) -> None:  # fmt: skip
        """Show this difference, or none; with a `cap` the other side can be taken by that key."""
        self._count = count
        if difference is None:
            self.cards, self._sentence, self._head = (), Marked(""), ("", "")
        else:
            self._head = (difference.sentence_id, DIFFERS[difference.kind])
            self._sentence = marked(difference.text, difference.fragments, start=difference.start)
            said = sides(difference, statements)
            self.cards = tuple(
                Card(word, name, lines, _notes(found), _facts(found), key)
                for word, name, lines, found, key in zip(
                    ("Here", "There"), names, said, statements, ("", cap), strict=True
                )
            )
        self.setAccessibleDescription(". ".join((self._sentence.text, *(card.spoken for card in self.cards))))
        self.update()

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the head, the sentence, and the cards."""
        if not self.cards:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        room = QRectF(INSET, 0, self._room(), HEAD)
        middle = Qt.AlignmentFlag.AlignVCenter
        row = room.adjusted(0, 6, 0, 0)
        painter.setFont(look.font("small_strong"))
        painter.setPen(look.colour("ink"))
        painter.drawText(row, middle, self._head[0])
        left = look.metrics("small_strong").horizontalAdvance(self._head[0]) + 10
        painter.setFont(look.font("small", tabular=True))
        painter.setPen(look.colour("ink2"))
        painter.drawText(row.adjusted(left, 0, 0, 0), middle, self._head[1])
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, self._count)
        # Lines hold less than their length says: a word that finds no room leaves a gap at their end.
        font = look.font("text")
        font.setPixelSize(17)
        shown = shortened(self._sentence, look.metrics("text"), room.width() * (MOST_LINES - 0.4))
        laid = MarkedText(look, shown, font, width=room.width(), pitch=PITCH)
        laid.paint(painter, QPointF(room.x(), HEAD), colour="ink")
        for card, box in zip(self.cards, self._boxes(), strict=True):
            self._card(painter, box, card)
        painter.end()

    def _card(self, painter: QPainter, box: QRectF, card: Card) -> None:
        look, middle = self._look, Qt.AlignmentFlag.AlignVCenter
        painter.setBrush(look.colour("raised"))
        painter.setPen(QPen(look.colour("line_strong"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inset = box.adjusted(14, 10, -14, -10)
        row = QRectF(inset.x(), inset.y(), inset.width(), 18)
        painter.setFont(look.font("small_strong"))
        painter.setPen(look.colour("ink"))
        painter.drawText(row, middle, card.word)
        left = look.metrics("small_strong").horizontalAdvance(card.word) + 8
        right = look.cap_width(card.cap) + 8 if card.cap else 0
        name = look.metrics("small").elidedText(card.name, Qt.TextElideMode.ElideMiddle, row.width() - left - right)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink2"))
        painter.drawText(row.adjusted(left, 0, 0, 0), middle, name)
        if card.cap:
            look.paint_cap(painter, QRectF(row.right() - right + 8, row.y(), right - 8, 18), card.cap)
        top = inset.y() + 22
        style, pitch = ("title", 26) if len(card.lines) == 1 else ("body", 19)
        for line in card.lines[:2]:
            paint_line(painter, look, QRectF(inset.x(), top, inset.width(), pitch), line, style=style)
            top += pitch
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink2"))
        foot = " · ".join(part for part in (card.note, card.facts) if part)
        foot = look.metrics("small").elidedText(foot, Qt.TextElideMode.ElideRight, inset.width())
        painter.drawText(QRectF(inset.x(), inset.bottom() - 18, inset.width(), 18), middle, foot)

    def _room(self) -> float:
        return min(self.width() - 2 * INSET, WIDE)

    def _boxes(self) -> tuple[QRectF, QRectF]:
        wide = (self._room() - GAP) / 2
        top = HEIGHT - CARD - 16
        return QRectF(INSET, top, wide, CARD), QRectF(INSET + wide + GAP, top, wide, CARD)

    # --- the mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over the card that can be taken."""
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if self._is_on_card(event.position()) else Qt.CursorShape.ArrowCursor
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the card."""
        if event.button() == Qt.MouseButton.LeftButton and self._is_on_card(event.position()):
            self.taken.emit()

    def _is_on_card(self, at: QPointF) -> bool:
        return bool(self.cards) and bool(self.cards[1].cap) and self._boxes()[1].contains(at)


def _notes(found: Sequence[Annotation]) -> str:
    return " · ".join(a.note for a in found if a.note)


def _facts(found: Sequence[Annotation]) -> str:
    """Whose statement it is, from when, and whether it was in doubt."""
    if len(found) != 1:
        return ""
    statement = found[0]
    who = f"by {statement.annotator}" if statement.annotator else f"from {statement.source}" if statement.source else ""
    # A statement of nobody in particular has the time at which its file was read: no news.
    is_dated = bool(statement.annotator and statement.modified)
    when = f"{datetime.fromtimestamp(statement.modified / 1000):%d %B %Y}".lstrip("0") if is_dated else ""
    return " · ".join(part for part in (who, when, "in doubt" if statement.doubt else "") if part)
