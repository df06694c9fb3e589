"""What a line is filled with: words cut so that a line may end after each, formulas as shown. No Qt, no labels."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from construal.gui.mathematics import Run, Shown, formulas, shown
from construal.gui.text.measures import Measures, Metrics, Style
from construal.gui.text.sentence import Sentence, Word

# Scripts that are written without spaces between words: a line may end between any two of their characters.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Atom:
    """A word, part of one, or a word of a formula; nothing shorter is moved to another line.

    `gap` is the space after it, `give` how far that may grow, `can_break` whether a line may end after it.
    """

    word: int
    start: int
    end: int
    text: str
    width: float
    gap: float = 0.0
    give: float = 0.0
    can_break: bool = False
    runs: tuple[Run, ...] = ()
    formula: tuple[Shown, int, int] | None = None  # the whole formula, its start in the document, where we are shown


def run_style(run: Run) -> Style:
    """The style in which a run of a formula is written."""
    if run.style == "text":
        return "symbol_small" if run.level else "text"
    if run.style == "variable":
        return "variable_small" if run.level else "variable"
    return "symbol_small" if run.level else "symbol"


def runs_advance(runs: Sequence[Run], metrics: Metrics) -> float:
    """How far runs advance."""
    return sum(metrics.advance(run.text, run_style(run)) for run in runs)


def cut_runs(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    """The runs of shown positions `start, end`."""
    cut: list[Run] = []
    at = 0
    for run in runs:
        part = run.text[max(0, start - at) : max(0, end - at)]
        if part:
            cut.append(replace(run, text=part))
        at += len(run.text)
    return tuple(cut)


def offset_in(atom: Atom, position: int, metrics: Metrics, *, is_end: bool = False) -> float:
    """How far from the atom's reading edge the code point at a position begins, or that before it ends."""
    if position <= atom.start:
        return 0.0
    if position >= atom.end:
        return atom.width
    if atom.formula is not None:
        formula, begin, first = atom.formula
        return runs_advance(cut_runs(formula.runs, first, max(first, formula.to_shown(position - begin))), metrics)
    return metrics.offset(atom.text, position - atom.start, "text", is_end=is_end)


def atoms(sentence: Sentence, width: float, metrics: Metrics, measures: Measures) -> list[Atom]:
    """The atoms of a sentence, none wider than `width` unless it is one character."""
    inside_of = _formulas(sentence.words)
    made: list[Atom] = []
    words = sentence.words
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        gap = give = 0.0
        can_break = False
        if following is not None and word.space_after:
            gap, give, can_break = measures.word_gap, measures.spread, True
        elif following is not None and is_unspaced(word.text[-1:], following.text[:1]):
            give, can_break = measures.spread_unspaced, True
        inside = inside_of.get(place)
        if inside is None:
            wide = metrics.advance(word.text, "text")
            atom = Atom(place, word.start, word.end, word.text, wide, gap, give, can_break)
            made.extend(_pieces(atom, width, metrics) if wide > width else (atom,))
            continue
        formula, begin = inside
        first, last = formula.to_shown(word.start - begin), len(formula.text)
        goes_on = following is not None and inside_of.get(place + 1) is inside
        if following is not None and goes_on:
            last = formula.to_shown(following.start - begin)
        runs = cut_runs(formula.runs, first, last)
        if goes_on:
            # spaces inside are shown as the formula has them, and a long one may break there
            gap, give, can_break = 0.0, 0.0, bool(runs) and runs[-1].text.endswith(" ")
        wide, text = runs_advance(runs, metrics), word.text if runs else ""
        made.append(
            Atom(place, word.start, word.end, text, wide, gap, give, can_break, runs, (formula, begin, first))
        )  # fmt: skip
    return made


def is_unspaced(last: str, first: str) -> bool:
    """Whether a line may end between these characters, which no space parts."""
    if not (_UNSPACED.match(last) or _UNSPACED.match(first)):
        return False
    closing = unicodedata.category(first) in ("Pe", "Pf", "Po", "Mn", "Mc") if first else True
    opening = unicodedata.category(last) in ("Ps", "Pi") if last else True
    return not (closing or opening)


def _pieces(atom: Atom, width: float, metrics: Metrics) -> list[Atom]:
    """Parts of a word that is wider than the line, each as long as fits."""
    parts: list[Atom] = []
    at = 0
    while at < len(atom.text):
        # the longest prefix that fits, by halving
        low, high = 1, len(atom.text) - at
        while low < high:
            middle = (low + high + 1) // 2
            if metrics.advance(atom.text[at : at + middle], "text") <= width:
                low = middle
            else:
                high = middle - 1
        text = atom.text[at : at + low]
        start = atom.start + at
        parts.append(Atom(atom.word, start, start + low, text, metrics.advance(text, "text"), can_break=True))
        at += low
    parts[-1] = replace(parts[-1], end=atom.end, gap=atom.gap, give=atom.give, can_break=atom.can_break)
    return parts


def _formulas(words: Sequence[Word]) -> dict[int, tuple[Shown, int]]:
    """For each word of a formula, the formula as shown and where in the document it begins."""
    if not any("$" in word.text or "@@" in word.text for word in words):
        return {}
    begin = words[0].start
    text = ""
    for word in words:
        text = text.ljust(word.start - begin) + word.text
    starts = [word.start for word in words]
    found: dict[int, tuple[Shown, int]] = {}
    for opened, closed in formulas(text):
        first = bisect_right(starts, begin + opened) - 1
        last = bisect_right(starts, begin + closed - 1) - 1
        # words that a formula shares with prose, as in "$V$-categories", are shown with it
        start, end = words[first].start, max(words[last].end, begin + closed)
        whole = (shown(text[start - begin : end - begin]), start)
        for place in range(first, last + 1):
            found.setdefault(place, whole)
    return found
