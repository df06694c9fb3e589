"""Chips: a concept or hint in a rounded frame, with its number. Where they stand is a pure function of their widths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from construal.gui.look import Look

HEIGHT = 24.0
GAP = 6.0
MOST = 190.0  # pixels of a chip's words; longer ones are shortened
PAD = 7.0
Kind = Literal["concept", "hint"]


@dataclass(frozen=True, slots=True)
class Chip:
    """What a chip says. A suggestion has a `digit` that accepts it, and its share."""

    kind: Kind
    number: str  # C1, H2, or + for a suggestion
    words: str
    digit: str = ""
    share: str = ""

    @property
    def is_suggestion(self) -> bool:
        """Whether nobody has decided on it."""
        return bool(self.digit)


def flow(widths: Sequence[float], room: float, *, height: float = HEIGHT, gap: float = GAP) -> list[QRectF]:
    """Boxes of these widths side by side, in as many rows as it takes; none wider than the room."""
    boxes: list[QRectF] = []
    x = y = 0.0
    for width in widths:
        wide = min(width, room)
        if x and x + wide > room:
            x, y = 0.0, y + height + gap
        boxes.append(QRectF(x, y, wide, height))
        x += wide + gap
    return boxes


def width(look: Look, chip: Chip) -> float:
    """How wide a chip wants to be, its digit and share included."""
    wide = 2 * PAD + look.metrics("caption_strong").horizontalAdvance(chip.number) + 8
    wide += min(MOST if not chip.is_suggestion else 1.6 * MOST, look.metrics("small").horizontalAdvance(chip.words) + 1)
    if chip.digit:
        wide += 18 + 8
    if chip.share:
        wide += look.metrics("small").horizontalAdvance(chip.share) + 8 + 12
    return wide


def paint(painter: QPainter, look: Look, box: QRectF, chip: Chip, *, is_current: bool) -> None:
    """Paint a chip in its box: filled where it is decided, dashed where it is suggested, ringed where it is current."""
    if chip.digit:
        look.paint_cap(painter, QRectF(box.x(), box.center().y() - 9, 18, 18), chip.digit)
        box = box.adjusted(26, 0, 0, 0)
    if chip.share:
        taken = look.metrics("small").horizontalAdvance(chip.share) + 8
        painter.setFont(look.font("small", tabular=True))
        painter.setPen(look.colour("ink2"))
        painter.drawText(
            QRectF(box.right() - taken - 12 + 8, box.y(), taken, box.height()),
            Qt.AlignmentFlag.AlignVCenter,
            chip.share,
        )
        box = box.adjusted(0, 0, -taken - 12, 0)
    hue = look.colour(chip.kind)
    frame = box.adjusted(0.5, 0.5, -0.5, -0.5)
    pen = QPen(hue, 1)
    if chip.is_suggestion:
        pen.setWidthF(1.25)
        pen.setDashPattern([3.2, 2.4])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(look.colour(f"{chip.kind}_tint") if not chip.is_suggestion else look.colour("canvas"))
    painter.drawRoundedRect(frame, 3, 3)
    if is_current:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("focus"), 2))
        painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), 5, 5)
    x = box.x() + PAD
    painter.setFont(look.font("caption_strong"))
    painter.setPen(look.colour("ink2") if chip.is_suggestion else hue)
    painter.drawText(QRectF(x, box.y(), box.width(), box.height()), Qt.AlignmentFlag.AlignVCenter, chip.number)
    x += look.metrics("caption_strong").horizontalAdvance(chip.number) + 8
    room = box.right() - PAD - x
    metrics = look.metrics("small")
    words = metrics.elidedText(chip.words, Qt.TextElideMode.ElideRight, room + 1)
    painter.setFont(look.font("small"))
    painter.drawText(QRectF(x, box.y(), room + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, words)


def chip_at(boxes: Sequence[QRectF], point: QPointF) -> int:
    """The place of the chip at a point, -1 where there is none."""
    return next((place for place, box in enumerate(boxes) if box.contains(point)), -1)
