"""Between code points, which anchors count, and UTF-16 units, which Qt counts (`qt_pos`). Knows only strings."""

from __future__ import annotations


def to_qt(text: str, position: int) -> int:
    """The UTF-16 position of a code-point position in `text`; past the end it is the end."""
    before = text[:position]
    return len(before) if before.isascii() else len(before) + sum(c > "\uffff" for c in before)


def from_qt(text: str, qt_pos: int) -> int:
    """The code-point position of a UTF-16 position in `text`; inside a pair of surrogates, that of the pair."""
    if text.isascii():
        return min(max(qt_pos, 0), len(text))
    units = 0
    for position, char in enumerate(text):
        units += 2 if char > "\uffff" else 1
        if units > qt_pos:
            return position
    return len(text)


def qt_length(text: str) -> int:
    """How many UTF-16 units `text` has."""
    return to_qt(text, len(text))
