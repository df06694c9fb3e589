"""The canvas's measures at one text size, and what can tell how wide a text is. No Qt: layout is tested without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Style = Literal[
    "text", "symbol", "variable", "symbol_small", "variable_small",
    "label", "label_suggested", "number", "heading", "note", "title",
]  # fmt: skip
LABEL: Style = "label"


class Metrics(Protocol):
    """Tells how far a text advances in a style, in device-independent pixels."""

    def advance(self, text: str, style: Style) -> float:
        """The advance of `text`."""
        ...

    def offset(self, text: str, position: int, style: Style, *, is_end: bool = False) -> float:
        """How far from the reading edge of `text` the code point at `position` begins, or the one before it ends.

        Inside letters drawn as one the first begins where all do, and the last ends where all do.
        """
        ...


@dataclass(frozen=True, slots=True)
class Measures:
    """Distances in device-independent pixels for one text size; heights are whole, so that lines stay crisp."""

    scale: float
    text_size: int
    label_size: int
    word_height: float
    word_gap: float
    spread: float
    spread_unspaced: float
    label_gap: float
    overhang: float
    rule_y: float
    label_y: float
    label_height: float
    lane: float
    lanes_max: int
    line_plain: float
    line_bracket: float
    line_lane1: float
    sentence_gap: float
    document_gap: float
    dip: float
    dip_outer: float
    dip_inner: float
    bar_y: float
    bar_lane: float
    bar_label: float
    bar_dip: float
    bar_plain: float
    bar_gap: float
    sign: float  # scale of the signs that go with labels
    arrow: float
    arrow_pad: float
    doubt: float
    warning: float
    badge_gap: float
    run_on: float
    heading: float
    heading_rule: float
    title_line: float
    title_note: float
    title_after: float


def measures(tokens: Mapping[str, Any], text_size: int) -> Measures:
    """The measures of the tokens' [text_view], scaled from 17 px to `text_size`."""
    s = text_size / 17
    label_size = max(10, round(11 * s))
    sign = label_size / 11
    label_height = float(round(14 * label_size / 11))
    label_y = float(round(tokens["label_y"] * s))
    lane = label_height + tokens["lane"] - 14
    return Measures(
        scale=s,
        text_size=text_size,
        label_size=label_size,
        word_height=24 * s,
        word_gap=tokens["word_gap"] * s,
        spread=tokens["spread_max"] * s,
        spread_unspaced=4 * s,
        label_gap=tokens["label_gap"],
        overhang=tokens["right_overhang"],
        rule_y=round(tokens["rule_y"] * s - 0.5) + 0.5,
        label_y=label_y,
        label_height=label_height,
        lane=lane,
        lanes_max=tokens["lanes_max"],
        line_plain=round(tokens["line_plain"] * s),
        line_bracket=round(tokens["line_bracket"] * s),
        line_lane1=label_y + label_height + round(5 * s),
        sentence_gap=round(tokens["sentence_gap"] * s),
        document_gap=round(tokens["document_gap"] * s),
        dip=round(tokens["bracket_dip"] * s),
        dip_outer=round(tokens["bracket_dip_outer"] * s),
        dip_inner=round(4 * s),
        bar_y=round(tokens["concept_bar_y"] * s - 0.5) + 0.5,
        bar_lane=round(tokens["concept_lane"] * s),
        bar_label=label_height + tokens["concept_label"] - 14,
        bar_dip=2.5,
        bar_plain=round(tokens["line_plain"] * s) + 2,
        bar_gap=round(6 * s),
        sign=sign,
        arrow=13 * sign,
        arrow_pad=3 * sign,
        doubt=13 * sign,
        warning=12 * sign,
        badge_gap=4 * sign,
        run_on=8.0,
        heading=37.0,
        heading_rule=26.0,
        title_line=28.0,
        title_note=25.0,
        title_after=24.0,
    )
