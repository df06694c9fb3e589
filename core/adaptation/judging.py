"""Whether an adaptation is better than the model as it came: the same decisions, left out, read by both.

Knows readings and decisions, no project and no model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from construal.annotation.snacs.evaluation.certainty import LEVEL, RESAMPLES, SEED
from construal.core.adaptation.decisions import NONE, Decision
from construal.core.models.decoding import Decoded

CHANCE = 0.05
_AT_ONCE = 250  # resamples held in memory together
FIGURES = ("target", "role", "function", "construal")
Counts = npt.NDArray[np.int64]
Reading = Mapping[int, tuple[str, str]]  # role and function by the place of a target's first word


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of both, F1 from 0 to 1, and the interval of the difference at 95 %."""

    figure: str
    before: float
    after: float
    low: float
    high: float


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What decisions left out say: how many were judged, and how many turned right and wrong.

    `chance` is how often a fair coin would do as much.

    Kept is an adaptation of whose changed decisions more turn right than wrong, so clearly that chance does as much in
    at most one of 20 cases (exact sign test, one-sided).
    """

    judged: int
    turned_right: int
    turned_wrong: int
    chance: float
    figures: tuple[Comparison, ...]

    @property
    def is_better(self) -> bool:
        """Whether it is kept."""
        return self.turned_right > self.turned_wrong and self.chance <= CHANCE


class Judged(NamedTuple):
    """One sentence read by both, beside what was decided."""

    group: int
    gold: Mapping[int, Decision]
    before: Reading
    after: Reading
    is_complete: bool


def reading_of(decoded: Decoded) -> Reading:
    """The construals of the targets that were read."""
    return {target.position: (target.chosen.role, target.chosen.function) for target in decoded.targets}


class Tally:
    """Adds up sentences, group by group."""

    def __init__(self, groups: int) -> None:
        # By group, side and figure: correct, found and wanted.
        self._counts: Counts = np.zeros((groups, 2, len(FIGURES), 3), np.int64)
        self._right = self._wrong = self._judged = 0

    def add(self, sentence: Judged) -> None:
        """Count one sentence; a word that nobody decided on counts only where all is decided."""
        places = dict.fromkeys(sentence.gold)
        if sentence.is_complete:
            places |= dict.fromkeys((*sentence.before, *sentence.after))
        for place in places:
            decision = sentence.gold.get(place)
            wanted = _construal(decision.pair) if decision is not None else None
            before, after = (reading.get(place) for reading in (sentence.before, sentence.after))
            self._judged += 1
            self._right += before != wanted and after == wanted
            self._wrong += before == wanted and after != wanted
            for side, said in enumerate((before, after)):
                self._counts[sentence.group, side] += _counted(wanted, said)

    def verdict(self) -> Verdict:
        """What all sentences together say."""
        total = _f(self._counts.sum(axis=0))
        random = np.random.default_rng(SEED)
        groups = len(self._counts)
        flat = self._counts.reshape(groups, -1)
        drawn: list[npt.NDArray[np.float64]] = []
        for _ in range(0, RESAMPLES, _AT_ONCE):
            times = random.multinomial(groups, np.full(groups, 1 / groups), size=_AT_ONCE)
            values = _f((times @ flat).reshape(-1, *self._counts.shape[1:]))
            drawn.append(values[:, 1] - values[:, 0])
        differences = np.concatenate(drawn)
        ends = 100 * (1 - LEVEL) / 2
        low, high = np.percentile(differences, (ends, 100 - ends), axis=0)
        figures = tuple(
            Comparison(figure=name, before=float(total[0, n]), after=float(total[1, n]), low=float(low[n]),
                       high=float(high[n]))
            for n, name in enumerate(FIGURES)
        )  # fmt: skip
        return Verdict(
            judged=self._judged, turned_right=self._right, turned_wrong=self._wrong,
            chance=chance(self._right, self._wrong), figures=figures,
        )  # fmt: skip


def chance(right: int, wrong: int) -> float:
    """How often a fair coin gives at least so many of one side: the exact sign test, one-sided."""
    together = right + wrong
    return float(sum(comb(together, k) for k in range(right, together + 1)) / 2**together)


def _construal(pair: str) -> tuple[str, str] | None:
    if pair == NONE:
        return None
    role, _, function = pair.replace("p.", "").partition("|")
    return role, function


def _counted(wanted: tuple[str, str] | None, said: tuple[str, str] | None) -> Sequence[Sequence[int]]:
    """Correct, found and wanted by figure."""
    found, there = int(said is not None), int(wanted is not None)
    if wanted is None or said is None:
        return [(0, found, there)] * len(FIGURES)
    same = (True, wanted[0] == said[0], wanted[1] == said[1], wanted == said)
    return [(int(is_same), 1, 1) for is_same in same]


def _f(counts: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    correct, found, wanted = (counts[..., n].astype(np.float64) for n in range(3))
    return np.asarray(2 * correct / np.maximum(found + wanted, 1))
