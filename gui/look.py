"""The look that is on: colours, fonts and icons of the present theme, and the small things every panel paints alike."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from construal.annotation.scheme import load
from construal.gui.session import SCHEME
from construal.gui.theme import TEXT_SIZE, Theme, apply
from construal.gui.window_style import window_style


def resolved(name: str) -> str:
    """The theme that a preference means here and now."""
    if name != "system":
        return name
    return "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


class _Wearer(QObject):
    """Belongs to a widget, and dresses it again when the theme changes."""

    def __init__(self, look: Look, widget: QObject, wear: Callable[[], object]) -> None:
        super().__init__(widget)
        self._wear = wear
        look.changed.connect(self.wear)
        wear()

    def wear(self) -> None:
        """Put the icon on."""
        self._wear()


class Look(QObject):
    """The present theme; panels ask it anew at each paint, and listen to `changed` where they keep something."""

    changed = Signal()

    def __init__(self, name: str, text_size: int = TEXT_SIZE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scheme = load(SCHEME)
        self._metrics: dict[str, QFontMetricsF] = {}
        self.theme = Theme(resolved(name), text_size)
        self.wear(name, text_size)

    def wear(self, name: str, text_size: int) -> None:
        """Put a theme on ("system" for what the system has), with this size of the annotated text."""
        self.theme = Theme(resolved(name), text_size)
        self._metrics.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply(app, self.theme)
            app.setStyleSheet(app.styleSheet() + window_style(self.colour, self.serif))
        self.changed.emit()

    @property
    def is_dark(self) -> bool:
        """Whether the present theme is dark."""
        return self.theme.is_dark

    @property
    def serif(self) -> str:
        """The family of the annotated text."""
        return self.font("serif_small").family()

    def colour(self, name: str) -> QColor:
        """A colour of the tokens by its name."""
        return self.theme.colour(name)

    def font(self, style: str, *, tabular: bool = False) -> QFont:
        """A font of the tokens, or one of its strong or serif forms; `tabular` for columns of numbers."""
        base = style.removesuffix("_strong")
        if base == "serif_small":
            font = QFont(self.theme.font("target"))
            font.setWeight(QFont.Weight.Normal)
            font.setPixelSize(14)
        elif base == "strong":
            font = QFont(self.theme.font("body"))
        else:
            font = QFont(self.theme.font(base))
        if style.endswith("strong"):
            font.setWeight(QFont.Weight.DemiBold)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def metrics(self, style: str) -> QFontMetricsF:
        """The measures of a font, kept until the theme changes."""
        if style not in self._metrics:
            self._metrics[style] = QFontMetricsF(self.font(style))
        return self._metrics[style]

    def icon(self, name: str, colour: str = "ink2") -> QIcon:
        """An icon in a colour of the tokens."""
        return self.theme.icon(name, colour)

    def dress(self, widget: QObject, name: str, put: Callable[[QIcon], object], *, colour: str = "ink2") -> None:
        """Give a widget an icon by `put`, and anew whenever another theme is put on, as long as it lives."""
        _Wearer(self, widget, lambda: put(self.icon(name, colour)))

    def initial(self, name: str) -> QIcon:
        """A disc with the first letter of a person's name."""
        size = 36
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.colour("ink2"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(0, 0, size, size))
        font = self.font("strong")
        font.setPixelSize(20)
        painter.setFont(font)
        painter.setPen(self.colour("panel"))
        painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, name[:1].upper())
        painter.end()
        return QIcon(pixmap)

    # --- key caps, rings, focus

    def cap_width(self, text: str) -> float:
        """How wide a key cap is."""
        return max(18.0, self.metrics("caption").horizontalAdvance(text) + 11)

    def paint_cap(self, painter: QPainter, box: QRectF, text: str) -> None:
        """Paint a key cap."""
        painter.setPen(QPen(self.colour("line_strong"), 1))
        painter.setBrush(self.colour("raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(self.font("caption"))
        painter.setPen(self.colour("ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def paint_focus(self, painter: QPainter, box: QRectF) -> None:
        """Paint the ring of what has the focus."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.colour("focus"), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)

    def paint_ring(self, painter: QPainter, centre: QPointF, share: float, *, is_complete: bool) -> None:
        """Paint a progress ring: empty, a growing sector, or a filled tick."""
        ink = self.colour("ink2")
        box = QRectF(centre.x() - 6, centre.y() - 6, 12, 12)
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(ink if is_complete else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(0.6, 0.6, -0.6, -0.6))
        if is_complete:
            painter.setPen(QPen(self.colour("panel"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            tick = QPainterPath(QPointF(centre.x() - 2.6, centre.y() + 0.2))
            tick.lineTo(centre.x() - 0.7, centre.y() + 2.1)
            tick.lineTo(centre.x() + 2.8, centre.y() - 1.9)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(tick)
        elif share:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPie(box.adjusted(1.6, 1.6, -1.6, -1.6), 90 * 16, round(-360 * 16 * share))

    # --- construals

    def hue(self, label: str) -> QColor:
        """The colour of a label by its root and depth."""
        return self.theme.hue(self._scheme.hue(label))

    def construal_width(self, role: str, function: str, *, style: str = "body") -> float:
        """How wide a construal is where it is strong."""
        metrics = self.metrics("strong" if style == "body" else style)
        wide = metrics.horizontalAdvance(role)
        return wide if function in ("", role) else wide + 19 + metrics.horizontalAdvance(function)

    def paint_construal(
        self, painter: QPainter, at: QPointF, role: str, function: str, *,
        is_strong: bool = True, style: str = "body", room: float = 1e6,
        marks: tuple[tuple[int, ...], tuple[int, ...]] = ((), ()),
    ) -> float:  # fmt: skip
        """Paint a construal with its middle at this height, both names in their hues, typed letters marked.

        Gives the x after it. Where there is too little room, the names are shortened in the middle.
        """
        name = ("strong" if is_strong else "body") if style == "body" else style
        metrics = self.metrics(name)
        names = [role] if function in ("", role) else [role, function]
        if self.construal_width(role, function, style=style) > room:
            each = (room - 19 * (len(names) - 1)) / len(names)
            shown = [metrics.elidedText(n, Qt.TextElideMode.ElideMiddle, each) for n in names]
        else:
            shown = names
        font, x = self.font(name), at.x()
        for place, (label, text) in enumerate(zip(names, shown, strict=True)):
            if place:
                self.paint_arrow(painter, QPointF(x + 3, at.y()))
                x += 19
            painter.setFont(font)
            if marks[place] and text == label:
                for position in marks[place]:
                    left = metrics.horizontalAdvance(label[:position])
                    wide = metrics.horizontalAdvance(label[: position + 1]) - left
                    painter.fillRect(QRectF(x + left, at.y() - 9, wide, 18), self.colour("match"))
            painter.setPen(self.hue(label))
            wide = metrics.horizontalAdvance(text)
            painter.drawText(QRectF(x, at.y() - 14, wide + 4, 28), Qt.AlignmentFlag.AlignVCenter, text)
            x += wide
        return x

    def paint_arrow(self, painter: QPainter, at: QPointF, colour: str = "ink3") -> None:
        """Paint ↝, 13 pixels wide, with its left end at this point: a wave with a head."""
        path = QPainterPath(QPointF(at.x(), at.y() + 0.5))
        path.cubicTo(at.x() + 1.6, at.y() - 3.2, at.x() + 3.0, at.y() - 2.2, at.x() + 4.6, at.y() + 0.4)
        path.cubicTo(at.x() + 6.0, at.y() + 2.8, at.x() + 7.6, at.y() + 2.6, at.x() + 9.2, at.y() - 0.2)
        path.lineTo(at.x() + 12.5, at.y() - 0.2)
        path.moveTo(at.x() + 10.0, at.y() - 2.8)
        path.lineTo(at.x() + 12.7, at.y() - 0.2)
        path.lineTo(at.x() + 10.0, at.y() + 2.4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.colour(colour), 1.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
