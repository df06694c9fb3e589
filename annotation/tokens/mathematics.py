"""Where mathematics stands in raw text. Knows delimiters only; what stands between them is nobody's business here."""

from __future__ import annotations

import re

# Each may run over a line break, never over a blank line. A `$` opens before and closes after something visible, and
# the closing one stands before no digit, so that "$5 and $10" is money; a pair with spaces inside counts where
# something only TeX would write is between. CHAMP's `@@…@@` comes first: nothing inside it is a delimiter.
_LONGEST = 2_000  # code points; two stray delimiters further apart are no formula
_DOLLAR = rf"(?:[^$\\\n]|\\.|\n(?![ \t]*\n)){{0,{_LONGEST}}}"


def _between(opening: str, closing: str) -> str:
    return rf"{opening}(?:(?!{closing}|\n[ \t]*\n)[\s\S]){{1,{_LONGEST}}}{closing}"


_SEGMENT = re.compile(
    "|".join(
        (
            _between("@@", "@@"),
            _between(r"(?<!\\)\$\$(?!\$)", r"\$\$"),
            _between(r"\\\[", r"\\\]"),
            _between(r"\\\(", r"\\\)"),
            rf"(?<![\\$])\$(?![\s$]){_DOLLAR}(?<!\s)\$(?![\d$])",
            rf"(?<![\\$])\$(?!\$)[^$\\^_\n]*(?:\\[A-Za-z]|[\^_]){_DOLLAR}\$(?![\d$])",
        )
    )
)
_LONE = re.compile(r"@@|(?<![\\$])\$(?![\d\s$.,])")


def segments(text: str) -> list[tuple[int, int]]:
    """The stretches of mathematics, delimiters included, in order; none overlap."""
    if "$" not in text and "@@" not in text and "\\" not in text:
        return []
    return [m.span() for m in _SEGMENT.finditer(text)]


def masked(text: str, stretches: list[tuple[int, int]], filler: str) -> str:
    """The text with each stretch filled by one repeated character: offsets stay as they were."""
    if not stretches:
        return text
    parts: list[str] = []
    last = 0
    for start, end in stretches:
        parts += (text[last:start], filler * (end - start))
        last = end
    parts.append(text[last:])
    return "".join(parts)


def lone_delimiters(text: str, stretches: list[tuple[int, int]]) -> list[int]:
    """Positions of `@@` and `$` outside the stretches that look like one half of a pair; money is none."""
    return [m.start() for m in _LONE.finditer(masked(text, stretches, " "))]
