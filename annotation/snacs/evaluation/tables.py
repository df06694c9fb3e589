"""Figures by label and by lexlemma, and which label was taken for which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from construal.annotation.scheme import UNCLEAR
from construal.annotation.snacs.evaluation.analysis import Unit
from construal.annotation.snacs.evaluation.classes import EXACT, coarse
from construal.annotation.snacs.evaluation.score import Score
from construal.annotation.snacs.evaluation.tally import Tally
from construal.annotation.snacs.expression import unprefixed

What = Literal["role", "function", "construal", "supersense"]
WHATS: tuple[What, ...] = ("role", "function", "construal", "supersense")


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How well one label is found: a role, function, construal or supersense, without `p.`."""

    label: str
    score: Score


@dataclass(frozen=True, slots=True)
class LexlemmaScore:
    """How well the targets of one lexlemma are found (`target`) and labelled."""

    lexlemma: str
    target: Score
    role: Score
    function: Score
    construal: Score


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often the system has one label where gold has another, on words that both label."""

    gold: str
    system: str
    count: int


def label_scores(tally: Tally, what: What, *, depth: int = EXACT) -> list[LabelScore]:
    """Each label that either side has, most wanted first."""
    correct: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for (_, gold, system), count in tally.units.items():
        if gold is not None and gold.first == UNCLEAR:
            continue
        one, other = _label(gold, what, depth), _label(system, what, depth)
        if one:
            wanted[one] += count
        if other:
            found[other] += count
        if one and one == other:
            correct[one] += count
    labels = sorted(wanted.keys() | found.keys(), key=lambda label: (-wanted[label], -found[label], label))
    return [LabelScore(label, Score(correct[label], found[label], wanted[label])) for label in labels]


def lexlemma_scores(tally: Tally, *, depth: int = EXACT) -> list[LexlemmaScore]:
    """Each lexlemma that either side has as a target, most wanted first."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 6)  # found, wanted, right by four criteria
    for (lexlemma, gold, system), count in tally.lexlemmas.items():
        if gold is not None and gold.first == UNCLEAR:
            continue
        row = counts[lexlemma]
        is_found, is_wanted = (unit is not None and unit.is_target for unit in (system, gold))
        row[0] += count * is_found
        row[1] += count * is_wanted
        if is_found and is_wanted:
            row[2] += count
            for place, what in enumerate(WHATS[:3], 3):
                row[place] += count * (_label(gold, what, depth) == _label(system, what, depth))
    ranked = sorted(counts.items(), key=lambda item: (-item[1][1], -item[1][0], item[0]))
    return [
        LexlemmaScore(lexlemma, *(Score(right, row[0], row[1]) for right in row[2:]))
        for lexlemma, row in ranked
        if row[0] or row[1]
    ]


def confusions(tally: Tally, what: What, *, depth: int = EXACT) -> list[Confusion]:
    """Pairs of labels on words that both sides label, equal ones included, most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for (_, gold, system), count in tally.units.items():
        one, other = _label(gold, what, depth), _label(system, what, depth)
        if one and other:
            counts[one, other] += count
    return [Confusion(*pair, count) for pair, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def mistaken(found: Iterable[Confusion]) -> list[Confusion]:
    """Those where the two labels differ."""
    return [confusion for confusion in found if confusion.gold != confusion.system]


def _label(unit: Unit | None, what: What, depth: int) -> str:
    """The label of a unit, "" where it has none of this kind."""
    if unit is None:
        return ""
    if what == "supersense":
        return unit.first if unit.first.startswith(("n.", "v.")) else ""
    if not unit.is_target:
        return ""
    role, function = (unprefixed(coarse(label, depth)) for label in (unit.first, unit.second))
    if what == "construal":
        return role if role == function else f"{role}~>{function}"
    return role if what == "role" else function
