"""How sure a figure is: intervals and tests from resampling whole documents, or sentences. Sources:

intervals are percentile bootstrap (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13); two systems
are compared by paired bootstrap (Koehn, EMNLP 2004) and approximate randomisation (Noreen 1989; Yeh, COLING 2000).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from construal.annotation.snacs.evaluation.classes import events, score, tag_accuracies
from construal.annotation.snacs.evaluation.tally import LINKS, Tally

RESAMPLES = 2000
SEED = 1
LEVEL = 0.95
FEWEST_DOCUMENTS = 10  # below, sentences are resampled: so few documents say nothing about others

_AT_ONCE = 250  # resamples held in memory together
_SCORES = (
    ("target", "SNACS", "ID"), ("role", "SNACS", "Role"), ("function", "SNACS", "Fxn"),
    ("construal", "SNACS", "Labeled"), ("noun supersense", "NOUN", "Labeled"), ("verb supersense", "VERB", "Labeled"),
)  # fmt: skip

Numbers = NDArray[np.float64]
Value = Callable[[Numbers], Numbers]  # from rows of summed counts, one figure a row


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and the range that holds it at the level of 95 %; None where nothing can be said."""

    figure: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class PairedTest:
    """How much better the first system is, the interval of that, and how often chance alone does as much.

    `p` is two-sided, by approximate randomisation.
    """

    figure: str
    difference: float | None
    low: float | None
    high: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Resampling:
    """How figures are resampled: how often, from which seed, at which depth of labels, and on whose targets."""

    depth: int
    gold_targets: bool
    resamples: int = RESAMPLES
    seed: int = SEED


class _Table(NamedTuple):
    figure: str
    value: Value
    counts: Numbers  # a row for each group


def intervals(groups: Sequence[Tally], how: Resampling) -> list[Interval]:
    """The main figures with their intervals over these groups of sentences."""
    tables = list(_tables(groups, how))
    drawn = _resampled(tables, how)
    return [
        Interval(table.figure, _whole(table.value(_total(table))), *_bounds(values))
        for table, values in zip(tables, drawn, strict=True)
    ]


def paired_tests(one: Sequence[Tally], other: Sequence[Tally], how: Resampling) -> list[PairedTest]:
    """The main figures of two systems compared; both must have counted the same groups of sentences in order."""
    tests: list[PairedTest] = []
    mine, yours = list(_tables(one, how)), list(_tables(other, how))
    drawn = _resampled([*mine, *yours], how)
    for number, (a, b) in enumerate(zip(mine, yours, strict=True)):
        seen = _whole(a.value(_total(a)) - b.value(_total(b)))
        p: float | None = None
        if seen is not None:
            # A shuffle that gives just the difference seen must not miss it by a rounding error.
            as_far = np.count_nonzero(np.abs(_shuffled(a, b, how)) >= abs(seen) - 1e-12)
            p = float((as_far + 1) / (how.resamples + 1))
        tests.append(PairedTest(a.figure, seen, *_bounds(drawn[number] - drawn[len(mine) + number]), p))
    return tests


def _tables(groups: Sequence[Tally], how: Resampling) -> Iterator[_Table]:
    outcomes = [events(group.units) for group in groups]
    for figure, kind, criterion in _SCORES:
        if criterion == "ID" and how.gold_targets:
            continue
        scores = [score(outcome, criterion, kind=kind, depth=how.depth) for outcome in outcomes]
        if how.gold_targets:
            yield _Table(figure, _share, _numbers([(s.correct, s.wanted) for s in scores], 2))
        else:
            yield _Table(figure, _f, _numbers([(s.correct, s.found, s.wanted) for s in scores], 3))
    full = [tag_accuracies(group.tags, depth=how.depth)["Full"] for group in groups]
    yield _Table("full tag", _share, _numbers([(a.correct, a.wanted) for a in full], 2))
    links = [[group.link(kind, gappy=False) for kind in LINKS] for group in groups]
    rows = [
        [n for link in both for n in (link.found_correct, link.found, link.wanted_correct, link.wanted)]
        for both in links
    ]
    yield _Table("multiword links", _link_f, _numbers(rows, 8))


def _numbers(rows: Sequence[Sequence[int]], width: int) -> Numbers:
    return np.array(rows, np.float64).reshape(-1, width)


def _resampled(tables: Sequence[_Table], how: Resampling) -> list[Numbers]:
    """The figure of each table in every resample; the same groups are drawn for all tables."""
    groups = len(tables[0].counts)
    if not groups:
        return [np.full(how.resamples, np.nan) for _ in tables]
    rng = np.random.default_rng(how.seed)
    side_by_side = np.hstack([table.counts for table in tables])
    ends = np.cumsum([table.counts.shape[1] for table in tables])[:-1]
    drawn: list[list[Numbers]] = [[] for _ in tables]
    for begin in range(0, how.resamples, _AT_ONCE):
        times = rng.multinomial(groups, np.full(groups, 1 / groups), size=min(_AT_ONCE, how.resamples - begin))
        sums = np.hsplit(times.astype(np.float64) @ side_by_side, ends)
        for found, table, rows in zip(drawn, tables, sums, strict=True):
            found.append(table.value(rows))
    return [np.concatenate(found) for found in drawn]


def _shuffled(one: _Table, other: _Table, how: Resampling) -> Numbers:
    """The difference of two systems, in every resample, where a coin decides for each group whose counts are whose."""
    rng = np.random.default_rng(how.seed)
    base, apart = _total(other), one.counts - other.counts
    whole = _total(one) + base
    found: list[Numbers] = []
    for begin in range(0, how.resamples, _AT_ONCE):
        coins = rng.integers(0, 2, size=(min(_AT_ONCE, how.resamples - begin), len(apart)))
        mine = base + coins.astype(np.float64) @ apart
        found.append(one.value(mine) - one.value(whole - mine))
    return np.concatenate(found) if found else np.zeros(0)


def _total(table: _Table) -> Numbers:
    total: Numbers = table.counts.sum(axis=0, keepdims=True)
    return total


def _bounds(drawn: Numbers) -> tuple[float | None, float | None]:
    """The middle 95 % of what was drawn; draws in which nothing is there to be measured say nothing."""
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return None, None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _whole(values: Numbers) -> float | None:
    return None if np.isnan(values[0]) else float(values[0])


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    """The ratio, not a number where there is nothing to divide by."""
    ratio: Numbers = np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)
    return ratio


def _share(rows: Numbers) -> Numbers:
    return _ratio(rows[:, 0], rows[:, 1])


def _f(rows: Numbers) -> Numbers:
    return _ratio(2 * rows[:, 0], rows[:, 1] + rows[:, 2])


def _link_f(rows: Numbers) -> Numbers:
    """The mean of the F of Link+ and of Link-."""
    halves: list[Numbers] = []
    for begin in (0, 4):
        right, found, right_of_gold, wanted = rows[:, begin : begin + 4].T
        precision, recall = np.nan_to_num(_ratio(right, found)), np.nan_to_num(_ratio(right_of_gold, wanted))
        value = np.nan_to_num(_ratio(2 * precision * recall, precision + recall))
        halves.append(np.where((found > 0) | (wanted > 0), value, np.nan))
    mean: Numbers = (halves[0] + halves[1]) / 2
    return mean
