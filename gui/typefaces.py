"""The fonts that ship with the program, and which family is used for what.

Knows sizes and weights, no colours. Other scripts come from the system's fonts.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from importlib import resources

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

log = logging.getLogger(__name__)

_FILES = (
    "Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Italic.ttf",
    "ConstrualSerif-Regular.ttf", "ConstrualSerif-SemiBold.ttf", "ConstrualSerif-Italic.ttf",
)  # fmt: skip
_INTERFACE = ("Inter", "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans")
_TEXT = ("Construal Serif", "Source Serif 4", "Noto Serif", "DejaVu Serif")
# Serifs of other scripts, where the system has them; what it lacks Qt finds by itself.
_SCRIPTS = tuple(
    f"Noto Serif {script}"
    for script in (
        "Devanagari", "Gujarati", "Bengali", "Gurmukhi", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala",
        "Thai", "Lao", "Khmer", "Myanmar", "Armenian", "Georgian", "Ethiopic", "Hebrew",
    )
)  # fmt: skip
# One code point has another shape in each of these languages.
_HAN = {"zh": "SC", "zh-hans": "SC", "zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK", "ja": "JP", "ko": "KR"}
_MATHEMATICS = ("Construal Serif", "STIX Two Text", "STIX Two Math", "Noto Sans Math", "DejaVu Serif")
_CODE = ("DejaVu Sans Mono", "Menlo", "Consolas")
_loaded: list[int] = []


def load() -> None:
    """Make the bundled fonts known to the running application; the second time costs nothing."""
    if _loaded and QFontDatabase.applicationFontFamilies(_loaded[0]):
        return
    _loaded.clear()
    # Said of every font that lacks a script, although the next one in the list has it.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    folder = resources.files("construal.resources") / "fonts"
    for name in _FILES:
        font = QFontDatabase.addApplicationFontFromData((folder / name).read_bytes())
        if font < 0:
            log.warning("The font %s cannot be used; the system's own takes its place.", name)
        else:
            _loaded.append(font)


def text_families() -> tuple[str, ...]:
    """The families of the annotated text, best first."""
    return _TEXT


@lru_cache(maxsize=256)
def _font(families: tuple[str, ...], size: int, weight: int, is_italic: bool) -> QFont:
    font = QFont(list(families))
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(is_italic)
    # words stand at fractions of a pixel: hinting would move each glyph on its own
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def interface(size: int, weight: int = 400) -> QFont:
    """The font of controls and labels, `size` in pixels."""
    return QFont(_font(_INTERFACE, size, weight, False))


def text(size: int, weight: int = 400, *, is_italic: bool = False) -> QFont:
    """The serif of the annotated text, `size` in pixels."""
    return QFont(_font(_TEXT, size, weight, is_italic))


def for_language(font: QFont, language: str) -> QFont:
    """The same font, with families behind it for other scripts; Han characters as `language` (ISO 639) writes them."""
    code = language.lower().replace("_", "-")
    variant = _HAN.get(code) or _HAN.get(code.split("-")[0], "SC")
    same = QFont(font)
    same.setFamilies([*font.families(), *_SCRIPTS, f"Noto Serif CJK {variant}", f"Source Han Serif {variant}"])
    return same


def mathematics(size: int, *, is_italic: bool = False) -> QFont:
    """The font of formulas, `size` in pixels; variables are italic."""
    return QFont(_font(_MATHEMATICS, size, 400, is_italic))


def code(size: int) -> QFont:
    """A font with letters of one width, `size` in pixels."""
    return QFont(_font(_CODE, size, 400, False))


def tabular(font: QFont) -> QFont:
    """The same font with figures of one width, for columns of numbers."""
    same = QFont(font)
    same.setFeature(QFont.Tag("tnum"), 1)
    return same
