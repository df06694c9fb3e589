"""The look as data: colours, measures and type from `resources/theme/tokens.toml`, worn by the whole application.

Knows no widget of ours. Widgets are told apart by the dynamic property `role`, set before they are shown (afterwards
unpolish and polish): see ROLES. A plain QWidget needs WA_StyledBackground for a role that fills it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from construal.annotation.errors import ConstrualError
from construal.gui import icons, typefaces

THEMES = ("light", "dark", "high_contrast")
TEXT_SIZE = 17
TEXT_SIZES = range(13, 33)
ROLES: Mapping[str, str] = MappingProxyType(
    {
        # QPushButton
        "primary": "QPushButton: the one filled button of a page",
        "quiet": "QPushButton, QToolButton: words without a frame, as Undo in the status line",
        # QToolButton
        "layer": "QToolButton, checkable: one of the segmented layer buttons",
        "chip": "QToolButton, checkable: a filter that can be put on and off",
        "icon": "QToolButton: an icon without words",
        # QLabel
        "section": "QLabel: section title, 12 px semibold",
        "title": "QLabel: 15 px semibold",
        "target": "QLabel: the target word at the top of the decision panel, serif 24 px",
        "secondary": "QLabel: 12 px, ink2",
        "caption": "QLabel: 11 px, ink2",
        "keycap": "QLabel: a key, 18 px high with a hairline",
        "danger": "QLabel: what went wrong",
        "warn": "QLabel: what needs attention",
        # QWidget, QFrame
        "topbar": "QWidget: the bar at the top, window colour, hairline below",
        "pane": "QWidget: a side pane, panel colour",
        "header": 'QWidget: a pane\'s header; property focused="true" draws the accent line',
        "canvas": "QWidget: canvas colour",
        "card": "QFrame: one of two things compared",
        "float": "QFrame: a list or overlay above the page",
        "hairline": "QFrame, 1 px: between sections",
    }
)

_HUE_GROUPS = ("label", "layer", "text", "line", "fill", "surface")
_STYLES = {"label_suggested": "label"}


@cache
def _tokens() -> dict[str, Any]:
    file = resources.files("construal.resources") / "theme" / "tokens.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=512)
def _colour(value: str) -> QColor:
    return QColor(value)


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the three looks: colours by group, measures of the canvas, fonts and icons.

    `text_size` is the size of the annotated text in device-independent pixels, 13 to 32.
    """

    name: str
    text_size: int = TEXT_SIZE
    surface: Mapping[str, str] = field(init=False, repr=False, compare=False)
    line: Mapping[str, str] = field(init=False, repr=False, compare=False)
    text: Mapping[str, str] = field(init=False, repr=False, compare=False)
    fill: Mapping[str, str] = field(init=False, repr=False, compare=False)
    label: Mapping[str, str] = field(init=False, repr=False, compare=False)
    layer: Mapping[str, str] = field(init=False, repr=False, compare=False)
    heat: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)  # fill and ink of each step

    def __post_init__(self) -> None:
        if self.name not in THEMES:
            raise ConstrualError(f"There is no theme {self.name!r}; the themes are {', '.join(THEMES)}.")
        if self.text_size not in TEXT_SIZES:
            raise ConstrualError(f"Text of {self.text_size} px cannot be set; it goes from 13 to 32 px.")
        colours = _tokens()["colour"][self.name]
        for group in ("surface", "line", "text", "fill", "label", "layer"):
            object.__setattr__(self, group, MappingProxyType(colours[group]))
        steps = sorted(colours["heat"])
        object.__setattr__(self, "heat", tuple((colours["heat"][s]["fill"], colours["heat"][s]["ink"]) for s in steps))

    @property
    def is_dark(self) -> bool:
        """Whether light ink stands on a dark canvas."""
        return self.name == "dark"

    def colour(self, name: str) -> QColor:
        """The colour of that name in any group, as `ink`, `target_fill`, `circumstance_2`, `concept`, or KeyError."""
        return _colour(self._value(name))

    def hue(self, name: str) -> QColor:
        """The colour for a hue name of a label; `ink2` for a name that the tokens lack, as of a user's own layer."""
        try:
            return _colour(self._value(name))
        except KeyError:
            return _colour(self.text["ink2"])

    def _value(self, name: str) -> str:
        for group in _HUE_GROUPS:
            values: Mapping[str, str] = getattr(self, group)
            if name in values:
                return values[name]
        raise KeyError(name)

    def measures(self, section: str) -> Mapping[str, Any]:
        """A section of measures of the tokens: `rows`, `panes`, `space`, `line`, `text_view`, `motion`, `type`."""
        return MappingProxyType(_tokens()[section])

    def font(self, style: str) -> QFont:
        """The font of a style of [type]; `text` has the size of the annotated text, and labels go with it."""
        kind = _tokens()["type"][style]
        weight = int(kind["weight"])
        if style in ("text", "text_title", "target"):
            size = kind["size"] * self.text_size / TEXT_SIZE if style != "target" else kind["size"]
            return typefaces.text(round(size), weight)
        if style in ("label", "label_suggested"):
            return typefaces.interface(max(10, round(kind["size"] * self.text_size / TEXT_SIZE)), weight)
        return typefaces.interface(int(kind["size"]), weight)

    def icon(self, name: str, colour: str = "ink2", size: int = 16) -> QIcon:
        """An icon in a colour of the tokens, with its disabled form."""
        return icons.icon(name, self.colour(colour).name(), size, disabled=self.text["disabled"])


@cache
def theme(name: str) -> Theme:
    """The theme of that name, with text of the default size."""
    return Theme(name)


def _palette(worn: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for kind, name in (
        (role.Window, "window"), (role.WindowText, "ink"), (role.Base, "raised"), (role.AlternateBase, "stripe"),
        (role.Text, "ink"), (role.Button, "raised"), (role.ButtonText, "ink"), (role.BrightText, "danger"),
        (role.ToolTipBase, "raised"), (role.ToolTipText, "ink"), (role.Highlight, "selected"),
        (role.HighlightedText, "ink"), (role.PlaceholderText, "ink3"), (role.Link, "accent"),
        (role.LinkVisited, "accent"), (role.Accent, "accent"), (role.Light, "raised"), (role.Midlight, "line"),
        (role.Mid, "line_strong"), (role.Dark, "control"), (role.Shadow, "control"),
    ):  # fmt: skip
        palette.setColor(kind, worn.colour(name))
    for kind in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, kind, worn.colour("disabled"))
    return palette


def style_sheet(worn: Theme) -> str:
    """The style sheet of the application in this theme."""
    file = resources.files("construal.resources") / "theme" / "application.qss"
    serif = ", ".join(f'"{family}"' for family in typefaces.text_families())
    filled = re.sub(r"@(\w+)", lambda match: worn.colour(match[1]).name(), file.read_text(encoding="utf-8"))
    return filled.replace("%SERIF%", serif)


class ConstrualStyle(QProxyStyle):
    """Fusion with our focus ring around buttons, tooltips after 600 ms, and nothing that moves by itself."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.theme = theme("light")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a ring of 2 px with a gap of 1 px where Fusion has a dotted frame."""
        if element != QStyle.PrimitiveElement.PE_FrameFocusRect:
            super().drawPrimitive(element, option, painter, widget)
            return
        if not isinstance(widget, QPushButton):
            return
        box = widget.rect().toRectF()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.colour("raised"), 1.0))
        painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), 3, 3)
        painter.setPen(QPen(self.theme.colour("focus"), 2.0))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        given: QStyleHintReturn | None = None,
    ) -> int:
        """What Fusion answers, but tooltips come after 600 ms."""
        if hint == QStyle.StyleHint.SH_ToolTip_WakeUpDelay:
            return 600
        return super().styleHint(hint, option, widget, given)


def apply(app: QApplication, worn: Theme) -> None:
    """Let the application wear a theme: fonts, style, palette and style sheet, at once in every window."""
    typefaces.load()
    style = app.property("construalStyle")
    if not isinstance(style, ConstrualStyle):
        style = ConstrualStyle()
        style.theme = worn
        app.setStyle(style)
        app.setProperty("construalStyle", style)
    style.theme = worn
    app.setFont(worn.font("body"))
    app.setPalette(_palette(worn))
    app.setStyleSheet(style_sheet(worn))
