"""Words as glyphs, shaped once per text and style. Knows fonts, not where anything stands."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QGlyphRun, QPainter, QTextLayout, QTextOption

from construal.gui.text.measures import Style

KEPT = 30_000
_WIDE = 1e6


class Glyphs:
    """Draws text at its baseline from glyph runs that are kept; fonts that Qt falls back to are included."""

    def __init__(self, fonts: Mapping[Style, QFont]) -> None:
        self._fonts = fonts
        self._kept: dict[tuple[str, Style], tuple[float, float, list[QGlyphRun]]] = {}

    def draw(self, painter: QPainter, x: float, baseline: float, text: str, style: Style) -> None:
        """Draw `text` in the painter's pen colour with its left edge at `x`."""
        key = (text, style)
        shape = self._kept.get(key)
        if shape is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            shape = self._kept[key] = self._shape(text, self._fonts[style])
        left, ascent, runs = shape
        at = QPointF(x - left, baseline - ascent)
        for run in runs:
            painter.drawGlyphRun(at, run)

    @staticmethod
    def _shape(text: str, font: QFont) -> tuple[float, float, list[QGlyphRun]]:
        layout = shaped(text, font)
        line = layout.lineAt(0)
        return line.naturalTextRect().x(), line.ascent(), layout.glyphRuns()


def shaped(text: str, font: QFont) -> QTextLayout:
    """The text laid out by Qt in one line."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setCacheEnabled(False)
    layout.beginLayout()
    layout.createLine().setLineWidth(_WIDE)
    layout.endLayout()
    return layout
