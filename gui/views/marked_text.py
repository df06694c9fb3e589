"""A sentence with the words that are meant marked in it: on one line, shortened around them, or as a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from construal.gui.look import Look
from construal.gui.mathematics import plain
from construal.gui.text.units import to_qt

_SPACES = re.compile(r"\s+")
_BEFORE = 0.4  # of the room: what may stand before the first mark where not all finds room
_MORE = "…"
PAD = 2.5  # of a filled mark, pixels at each side


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in one line, and the marks in it as half-open code points."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marked(text: str, fragments: tuple[tuple[int, int], ...], *, start: int = 0) -> Marked:
    """A sentence that begins at `start`, with these fragments marked; spaces are one, mathematics is readable."""
    parts: list[str] = []
    marks: list[tuple[int, int]] = []
    length = position = 0

    def add(part: str) -> int:
        nonlocal length
        flat = plain(_SPACES.sub(" ", part))
        parts.append(flat if length else flat.lstrip())
        length += len(parts[-1])
        return length

    for begin, end in ((a - start, b - start) for a, b in fragments):
        left = add(text[position:begin])
        marks.append((left, add(text[begin:end])))
        position = end
    add(text[position:])
    return Marked("".join(parts).rstrip(), tuple(marks))


def shortened(whole: Marked, metrics: QFontMetricsF, room: float) -> Marked:
    """As much of it around the first mark as finds room on lines of this length together, cut between words."""
    text, marks = whole.text, whole.marks
    if metrics.horizontalAdvance(text) <= room:
        return whole
    cut = 0
    if marks:
        first = marks[0][0]
        while cut < first and metrics.horizontalAdvance(text[cut:first]) > room * _BEFORE:
            following = text.find(" ", cut + 1, first)
            cut = following if following > 0 else first
        cut += text[cut : cut + 1] == " "
    front = f"{_MORE} " if cut else ""
    rest = metrics.elidedText(front + text[cut:], Qt.TextElideMode.ElideRight, room)
    end = len(rest) - rest.endswith(_MORE)
    shift = len(front) - cut
    kept = ((max(a + shift, 0), min(b + shift, end)) for a, b in marks)
    return Marked(rest, tuple((a, b) for a, b in kept if a < b))


class MarkedText:
    """Laid out for a width: on one line, or wrapped; `height` is that of its lines."""

    def __init__(self, look: Look, shown: Marked, font: QFont, *, width: float, pitch: float = 0) -> None:
        self._look = look
        self._is_filled = pitch > 0
        self._marks = [(to_qt(shown.text, a), to_qt(shown.text, b)) for a, b in shown.marks]
        self._layout = QTextLayout(shown.text, font)
        option = QTextOption()
        wraps = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        option.setWrapMode(wraps if self._is_filled else QTextOption.WrapMode.NoWrap)
        self._layout.setTextOption(option)
        self._layout.setFormats([self._format(a, b) for a, b in self._marks])
        self._layout.beginLayout()
        top = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 40.0))
            line.setPosition(QPointF(0, top))
            top += pitch or line.height()
        self._layout.endLayout()
        self.height = top
        self.lines = self._layout.lineCount()

    def _format(self, begin: int, end: int) -> QTextLayout.FormatRange:
        """Marks are strong on one line, and filled as the current target is in a paragraph."""
        kind = QTextCharFormat()
        kind.setForeground(self._look.colour("target_ink" if self._is_filled else "ink"))
        if not self._is_filled:
            kind.setFontWeight(QFont.Weight.DemiBold)
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = begin, end - begin, kind
        return part

    def paint(self, painter: QPainter, at: QPointF, *, colour: str) -> None:
        """Paint with the upper left corner at a point."""
        if self._is_filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("target_fill"))
            for box in self._boxes():
                painter.drawRoundedRect(box.translated(at), 3, 3)
        painter.setPen(self._look.colour(colour))
        self._layout.draw(painter, at)

    def _boxes(self) -> list[QRectF]:
        """Where the marks are, one box a line that a mark is on."""
        boxes: list[QRectF] = []
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            first, last = line.textStart(), line.textStart() + line.textLength()
            for begin, end in self._marks:
                if begin < last and end > first:
                    xs = [_x(line.cursorToX(place)) for place in (max(begin, first), min(end, last))]
                    left, right = min(xs) - PAD, max(xs) + PAD
                    boxes.append(QRectF(left, line.y(), right - left, line.height()))
        return boxes


def _x(answer: object) -> float:
    """The x that Qt answers with, alone or beside the position it was asked for."""
    return float(answer[0] if isinstance(answer, tuple) else answer)  # type: ignore[arg-type]  # a float
