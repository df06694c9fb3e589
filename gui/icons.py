"""Lucide icons, recoloured and kept by colour, size and pixel ratio. Knows file names and colours, no theme."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from construal.annotation.errors import ConstrualError

_ALIASES = {
    "document": "file-text", "documents": "files", "catalogue": "book-open", "book": "book-open", "terms": "table-2",
    "problem": "sigma", "help": "circle-question-mark", "undo": "undo-2", "redo": "redo-2", "export": "download",
    "import": "upload", "alert": "triangle-alert", "concordance": "text", "project": "hard-drive",
    "agreement": "scale", "sort": "arrow-up-down",
    "scheme": "list", "note": "message-square-text", "compare": "columns-2", "hint": "lightbulb", "stop": "square",
}  # fmt: skip
_RATIOS = (1.0, 1.25, 1.5, 2.0)


def names() -> list[str]:
    """The icons there are."""
    folder = resources.files("construal.resources") / "icons"
    return sorted(file.name.removesuffix(".svg") for file in folder.iterdir() if file.name.endswith(".svg"))


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> bytes:
    file = resources.files("construal.resources") / "icons" / f"{_ALIASES.get(name, name)}.svg"
    try:
        drawing = file.read_text(encoding="utf-8")
    except OSError as error:
        raise ConstrualError(f"There is no icon {name!r}; see resources/icons for those there are.") from error
    return drawing.replace("currentColor", colour).encode()


@lru_cache(maxsize=1024)
def pixmap(name: str, colour: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon in a colour (`#rrggbb`), `size` in device-independent pixels, sharp at that pixel ratio."""
    drawing = QSvgRenderer(QByteArray(_drawing(name, colour)))
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def icon(name: str, colour: str, size: int = 16, *, disabled: str | None = None) -> QIcon:
    """The icon in a colour, for widgets; in the colour `disabled` where they are disabled."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, colour, size, ratio))
        if disabled is not None:
            made.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return made
