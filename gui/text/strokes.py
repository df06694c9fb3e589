"""Rules, brackets and bars under the words of a line: where they run, dip, break and begin. No Qt, no colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from construal.gui.text.boxes import Rule
from construal.gui.text.measures import Measures
from construal.gui.text.sentence import Mark, Sentence

LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class Trace:
    """A mark over its whole sentence: `fragments` joined where only space parts them, its lane or its dip."""

    mark: int
    fragments: tuple[tuple[int, int], ...]
    is_bar: bool
    lane: int = 1
    dip: float = 0.0

    @property
    def start(self) -> int:
        """Where the mark begins."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Where the mark ends."""
        return self.fragments[-1][1]


def joined(mark: Mark, sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """The fragments of a mark, those made one between which no character of a word stands."""
    parts: list[tuple[int, int]] = []
    for start, end in sorted(mark.fragments):
        if parts and not any(w.start < start and w.end > parts[-1][1] for w in sentence.words):
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
        else:
            parts.append((start, end))
    return tuple(parts)


def traces(sentence: Sentence, measures: Measures) -> list[Trace]:
    """The marks of a sentence as lines to be drawn, in the order of the marks."""
    fragments = {place: joined(mark, sentence) for place, mark in enumerate(sentence.marks) if mark.fragments}
    bars = {p: f for p, f in fragments.items() if sentence.marks[p].layer != LEXICAL}
    rules = {p: f for p, f in fragments.items() if sentence.marks[p].layer == LEXICAL}
    lanes = _lanes(bars)
    result = [Trace(p, f, True, lane=lanes[p], dip=measures.bar_dip) for p, f in bars.items()]
    result += [Trace(p, f, False, dip=_dip(p, rules, sentence, measures)) for p, f in rules.items()]
    return sorted(result, key=lambda trace: trace.mark)


def _lanes(bars: Mapping[int, tuple[tuple[int, int], ...]]) -> dict[int, int]:
    """The lane of each bar: the inner one nearest the word, an outer one below all that it meets."""
    lanes: dict[int, int] = {}
    for place in sorted(bars, key=lambda p: (bars[p][-1][1] - bars[p][0][0], bars[p][0][0], p)):
        start, end = bars[place][0][0], bars[place][-1][1]
        met = [lanes[other] for other in lanes if bars[other][0][0] < end and bars[other][-1][1] > start]
        lanes[place] = 1 + max(met, default=0)
    return lanes


def _dip(
    place: int, rules: Mapping[int, tuple[tuple[int, int], ...]], sentence: Sentence, measures: Measures
) -> float:
    """How deep a bracket crosses its gaps: deeper around another with a gap, shallower for a weak one inside."""
    own = rules[place]
    if len(own) < 2:
        return measures.dip
    start, end = own[0][0], own[-1][1]
    others = [(f[0][0], f[-1][1]) for p, f in rules.items() if p != place and len(f) > 1]
    if any(start <= s and e <= end and (s, e) != (start, end) for s, e in others):
        return measures.dip_outer
    within = any(s <= start and end <= e and (s, e) != (start, end) for s, e in others)
    return measures.dip_inner if within and sentence.marks[place].strength == "weak" else measures.dip


def stroke(
    trace: Trace,
    span: tuple[int, int],
    right: float,
    *,
    x_at: Callable[[int, bool], float],
    measures: Measures,
    y: float,
) -> Rule | None:
    """The part of a mark on a line that holds the code points `span` and ends at `right`; None if there is none.

    `x_at(position, is_end)` gives the x of a position, as the end of what is before it or the start of what follows.
    """
    start, end = span
    if trace.end <= start or trace.start >= end:
        return None
    spans = [(x_at(max(s, start), False), x_at(min(e, end), True)) for s, e in trace.fragments if s < end and e > start]
    gaps: list[tuple[float, float]] = []
    for (_, before), (after, _) in pairwise(trace.fragments):
        if before >= end or after <= start:
            continue
        left = x_at(before, True) if before > start else 0.0
        gaps.append((left, x_at(after, False) if after < end else right + measures.run_on))
    is_ended = trace.end <= end
    in_gap = any(before < end and after >= end for (_, before), (after, _) in pairwise(trace.fragments))
    run_on = None if is_ended or in_gap or not spans else (spans[-1][1], right + measures.run_on)
    kind = "bar" if trace.is_bar else "rule"
    return Rule(
        trace.mark, kind, y, trace.dip, tuple(spans), tuple(gaps), run_on,
        is_begun=trace.start >= start, is_ended=is_ended,
    )  # fmt: skip
