"""The signs of the canvas that no font draws: arrow, doubt, broken rule, cross, dot. Painted at a middle height."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from construal.gui import typefaces
from construal.gui.text.inks import Inks


def _arrow() -> QPainterPath:
    path = QPainterPath(QPointF(0.6, 0.9))
    path.cubicTo(1.3, -1.9, 2.9, -2.1, 3.9, 0.1)
    path.cubicTo(4.9, 2.3, 6.4, 2.1, 7.3, 0.3)
    path.cubicTo(7.7, -0.4, 8.3, 0.0, 9.2, 0.0)
    path.lineTo(12.3, 0.0)
    path.moveTo(9.9, -2.5)
    path.lineTo(12.4, 0.0)
    path.lineTo(9.9, 2.5)
    return path


_ARROW = _arrow()
_TRIANGLE = QPolygonF([QPointF(6, 0.8), QPointF(11.4, 10.8), QPointF(0.6, 10.8)])


def draw_arrow(painter: QPainter, x: float, y: float, inks: Inks, *, scale: float = 1.0, hue: str = "ink3") -> None:
    """Draw ↝, 13 px wide at scale 1, around the height `y`."""
    pen = QPen(inks.theme.hue(hue), 1.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.translate(x, y)
    painter.scale(scale, scale)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_ARROW)
    painter.restore()


def draw_doubt(painter: QPainter, x: float, y: float, inks: Inks, *, scale: float = 1.0) -> None:
    """Draw a circled question mark, 13 px at scale 1, around the height `y`."""
    painter.setPen(inks.pen("ink2", 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    circle = QRectF(x + 0.5, y - 6 * scale, 12 * scale, 12 * scale)
    painter.drawEllipse(circle)
    painter.setFont(typefaces.interface(round(9 * scale), 600))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "?")


def draw_warning(painter: QPainter, x: float, y: float, inks: Inks, *, scale: float = 1.0) -> None:
    """Draw the triangle of a broken rule, 12 px at scale 1, around the height `y`."""
    painter.save()
    painter.translate(x, y - 6 * scale)
    painter.scale(scale, scale)
    painter.setPen(inks.pen("danger", 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(_TRIANGLE)
    painter.drawLine(QPointF(6, 4.2), QPointF(6, 7.4))
    painter.setBrush(inks("danger"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(6, 9.0), 0.7, 0.7)
    painter.restore()


def draw_cross(painter: QPainter, x: float, y: float, inks: Inks) -> None:
    """Draw the × of a rejected suggestion, 4 px, with its middle at this point."""
    painter.setPen(inks.pen("ink2", 1.25))
    painter.drawLine(QPointF(x - 2, y - 2), QPointF(x + 2, y + 2))
    painter.drawLine(QPointF(x - 2, y + 2), QPointF(x + 2, y - 2))


def draw_dot(painter: QPainter, x: float, y: float, inks: Inks, *, is_hollow: bool) -> None:
    """Draw the dot of what is not a target, 4 px; hollow where that is only suggested."""
    if is_hollow:
        painter.setPen(inks.pen("control", 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), 2.0, 2.0)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks("control"))
        painter.drawEllipse(QPointF(x, y), 2.0, 2.0)
