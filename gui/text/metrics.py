"""The widths of words as Qt sets them, kept by word and style."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF

from construal.gui import typefaces
from construal.gui.text.measures import Style
from construal.gui.theme import Theme

KEPT = 60_000  # words and styles; about 10 MB


def fonts(theme: Theme) -> dict[Style, QFont]:
    """The font of every style of the canvas."""
    size = theme.font("text").pixelSize()
    small = round(size * 0.72)
    return {
        "text": theme.font("text"),
        "symbol": typefaces.mathematics(size),
        "variable": typefaces.mathematics(size, is_italic=True),
        "symbol_small": typefaces.mathematics(small),
        "variable_small": typefaces.mathematics(small, is_italic=True),
        "label": theme.font("label"),
        "label_suggested": theme.font("label_suggested"),
        "number": typefaces.tabular(theme.font("caption")),
        "heading": typefaces.interface(12, 600),
        "note": theme.font("small"),
        "title": theme.font("text_title"),
    }


class FontMetrics:
    """Advances measured by Qt, each once per text and style."""

    def __init__(self, theme: Theme) -> None:
        self.fonts = fonts(theme)
        self._measuring = {style: QFontMetricsF(font) for style, font in self.fonts.items()}
        self._kept: dict[tuple[str, Style], float] = {}

    def advance(self, text: str, style: Style) -> float:
        """The advance of `text` in device-independent pixels."""
        key = (text, style)
        width = self._kept.get(key)
        if width is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            width = self._kept[key] = self._measuring[style].horizontalAdvance(text)
        return width

    def baseline(self, style: Style, height: float) -> float:
        """How far below the top of a line of this height the baseline stands, rounded to whole pixels."""
        measured = self._measuring[style]
        return float(round((height - measured.ascent() - measured.descent()) / 2 + measured.ascent()))

    def middle(self, style: Style) -> float:
        """Half the height of a small letter above the baseline."""
        return self._measuring[style].xHeight() / 2
