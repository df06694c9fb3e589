"""A paragraph with mathematics, laid out for a width and painted in any colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from construal.gui.look import Look
from construal.gui.mathematics import Run, Shown, shown
from construal.gui.typefaces import mathematics

_LEVELS = {
    1: QTextCharFormat.VerticalAlignment.AlignSuperScript,
    -1: QTextCharFormat.VerticalAlignment.AlignSubScript,
}


class Paragraph:
    """Words of one raw text, ready to be painted; `height` is that of its lines, `pitch` apart."""

    def __init__(
        self, look: Look, raw: str, width: float, *, style: str = "text", size: int = 0, pitch: float = 0
    ) -> None:
        self.shown: Shown = shown(raw.strip())
        font = look.font(style)
        if size:
            font.setPixelSize(size)
        size = font.pixelSize()
        # Beside interface words, letters of formulas stay upright and in their face.
        symbol, variable = (font, font) if style != "text" else (mathematics(size), mathematics(size, is_italic=True))
        pitch = pitch or round(size * 1.65)
        self._layout = QTextLayout(self.shown.text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(_formats(self.shown.runs, symbol, variable))
        self._layout.beginLayout()
        top = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 40.0))
            # Lines stand on a grid of baselines, whatever raised parts and foreign fonts make of their heights.
            line.setPosition(QPointF(0, top + (pitch + size * 0.7) / 2 - line.ascent()))
            top += pitch
        self._layout.endLayout()
        self.height = top
        self.lines = self._layout.lineCount()

    def paint(self, painter: QPainter, at: QPointF, pen: QPen) -> None:
        """Paint with the upper left corner at a point."""
        painter.setPen(pen)
        self._layout.draw(painter, at)


def _formats(runs: tuple[Run, ...], symbol: QFont, variable: QFont) -> list[QTextLayout.FormatRange]:
    result: list[QTextLayout.FormatRange] = []
    qt_pos = 0
    for run in runs:
        length = len(run.text.encode("utf-16-le")) // 2
        if run.style != "text":
            part = QTextLayout.FormatRange()
            part.start, part.length = qt_pos, length
            kind = QTextCharFormat()
            kind.setFont(variable if run.style == "variable" else symbol)
            if run.level:
                kind.setVerticalAlignment(_LEVELS[run.level])
            part.format = kind
            result.append(part)
        qt_pos += length
    return result
