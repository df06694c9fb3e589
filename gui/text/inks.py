"""Colours and pens of the canvas in one theme, made once. Knows states of marks, no geometry but that of pens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from construal.gui.text.sentence import Mark
from construal.gui.theme import Theme


class Inks:
    """The colours and pens of a theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        line = theme.measures("line")
        self._dash: tuple[float, float] = (line["dash_suggested"][0], line["dash_suggested"][1])
        self._dot: float = line["dot_open"]["diameter"]
        self._pitch: float = line["dot_open"]["pitch"]
        self._widths: dict[str, float] = {
            "suggested": line["mark_suggested"],
            "strong": line["mark_strong"],
            "single": line["mark_decided"],
            "weak": line["mark_weak"],
            "adjudicated": line["mark_adjudicated"]["width"],
        }
        self.adjudicated_step: float = line["mark_adjudicated"]["width"] + line["mark_adjudicated"]["gap"]
        self._pens: dict[tuple[str, float, str], QPen] = {}

    def __call__(self, name: str) -> QColor:
        """A colour by its name in the tokens."""
        return self.theme.colour(name)

    def hue_name(self, mark: Mark) -> str:
        """The name of the hue of a mark's line: that of its role, of its layer, or `ink2`."""
        if mark.slots:
            return mark.slots[0][1]
        return mark.layer if mark.layer in self.theme.layer else "ink2"

    def width(self, mark: Mark) -> float:
        """How thick the line of a mark is."""
        if mark.state in ("open", "rejected"):
            return self._dot
        if mark.state == "adjudicated":
            return self._widths["adjudicated"]
        is_labelled = bool(mark.slots) or mark.layer != "lexical"
        if mark.state == "suggested":
            return self._widths["suggested" if is_labelled or mark.strength == "single" else mark.strength]
        return self._widths["single" if is_labelled else mark.strength]

    def pen(self, name: str, width: float, kind: str = "solid") -> QPen:
        """A pen in a hue, "solid", "dashed" or "dotted"."""
        key = (name, width, kind)
        pen = self._pens.get(key)
        if pen is None:
            pen = QPen(self.theme.hue(name), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            if kind == "dashed":
                pen.setDashPattern([self._dash[0] / width, self._dash[1] / width])
            elif kind == "dotted":
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setDashPattern([0.001, self._pitch / width])
            self._pens[key] = pen
        return pen

    def mark_pen(self, mark: Mark, *, hue: str | None = None) -> QPen:
        """The pen of a mark's line; `hue` instead of its own where it is current."""
        if mark.state in ("open", "rejected"):
            return self.pen(hue or "control", self._dot, "dotted")
        kind = "dashed" if mark.state == "suggested" else "solid"
        return self.pen(hue or self.hue_name(mark), self.width(mark), kind)

    def gap_pen(self, mark: Mark, *, hue: str | None = None) -> QPen:
        """The thin pen with which a mark crosses a gap or runs on to the next line."""
        if mark.state in ("open", "rejected"):
            return self.mark_pen(mark, hue=hue)
        return self.pen(hue or self.hue_name(mark), 1.0, "dashed" if mark.state == "suggested" else "solid")
