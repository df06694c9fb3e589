"""The widths of words as Qt sets them, kept by word and style."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF, QTextLine

from construal.gui import typefaces
from construal.gui.text.glyphs import shaped
from construal.gui.text.measures import Style
from construal.gui.text.units import to_qt
from construal.gui.theme import Theme

KEPT = 60_000  # words and styles; about 10 MB
_JOINING = "\u0300"  # from here on letters combine, join and change places


def fonts(theme: Theme, language: str = "") -> dict[Style, QFont]:
    """The font of every style of the canvas, for a text in `language`."""
    size = theme.font("text").pixelSize()
    small = round(size * 0.72)
    return {
        "text": typefaces.for_language(theme.font("text"), language),
        "symbol": typefaces.mathematics(size),
        "variable": typefaces.mathematics(size, is_italic=True),
        "symbol_small": typefaces.mathematics(small),
        "variable_small": typefaces.mathematics(small, is_italic=True),
        "label": theme.font("label"),
        "label_suggested": theme.font("label_suggested"),
        "number": typefaces.tabular(theme.font("caption")),
        "heading": typefaces.interface(12, 600),
        "note": theme.font("small"),
        "title": typefaces.for_language(theme.font("text_title"), language),
    }


class FontMetrics:
    """Advances measured by Qt, each once per text and style."""

    def __init__(self, theme: Theme, language: str = "") -> None:
        self.fonts = fonts(theme, language)
        self._measuring = {style: QFontMetricsF(font) for style, font in self.fonts.items()}
        self._kept: dict[tuple[str, Style], float] = {}
        self._edges: dict[tuple[str, Style], tuple[list[float], list[float]]] = {}

    def advance(self, text: str, style: Style) -> float:
        """The advance of `text` in device-independent pixels."""
        key = (text, style)
        width = self._kept.get(key)
        if width is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            width = self._kept[key] = self._measuring[style].horizontalAdvance(text)
        return width

    def offset(self, text: str, position: int, style: Style, *, is_end: bool = False) -> float:
        """How far from the reading edge of `text` the code point at `position` begins, or the one before it ends."""
        if max(text, default="") < _JOINING:
            return self.advance(text[:position], style)
        key = (text, style)
        edges = self._edges.get(key)
        if edges is None:
            if len(self._edges) >= KEPT:
                self._edges.clear()
            edges = self._edges[key] = _edges(text, self.fonts[style])
        return edges[is_end][position]

    def baseline(self, style: Style, height: float) -> float:
        """How far below the top of a line of this height the baseline stands, rounded to whole pixels."""
        measured = self._measuring[style]
        return float(round((height - measured.ascent() - measured.descent()) / 2 + measured.ascent()))

    def middle(self, style: Style) -> float:
        """Half the height of a small letter above the baseline."""
        return self._measuring[style].xHeight() / 2


def _edges(text: str, font: QFont) -> tuple[list[float], list[float]]:
    """For each position of a text, where the letter at it begins and where the letter before it ends."""
    layout = shaped(text, font)
    line = layout.lineAt(0)
    units = [to_qt(text, position) for position in range(len(text) + 1)]
    xs = [_x(line, unit) for unit in units]
    places = [abs(x - xs[0]) for x in xs]
    # Qt gives a position inside letters drawn as one the place where these end.
    is_edge = [layout.isValidCursorPosition(unit) for unit in units]
    begins: list[float] = []
    for place, edge in zip(places, is_edge, strict=True):
        begins.append(place if edge or not begins else begins[-1])
    return begins, places


def _x(line: QTextLine, unit: int) -> float:
    # PySide gives the position back beside the place, which its types do not say.
    place: tuple[float, int] = line.cursorToX(unit)  # type: ignore[assignment]
    return place[0]
