"""How likely each label of a word is, over all legal labellings of its sentence: forward and backward sums.

Source: Rabiner 1989, III.B, with logarithms. Knows arrays, no label's meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from construal.core.models.columns import EMITTED, Columns
from construal.core.models.transitions import EMITS, END, FOLLOWS, START, Packed

Floats = npt.NDArray[np.floating]
Numbers = npt.NDArray[np.int64]
_OF_STATE = np.eye(EMITTED)[EMITS]
# Instead of minus infinity, of which two have no difference; farther than any sentence's scores can sum to.
_NEVER = -1e12
_INTO, _ONTO = np.maximum(FOLLOWS.T, _NEVER), np.maximum(FOLLOWS, _NEVER)


@dataclass(frozen=True, slots=True)
class Marginals:
    """What is known of the words of some sentences, one sentence after the other.

    `best` has the highest score of each place of `Columns` (words by 16). A column's probability is its share times
    what its place has for each: `shares` (words by columns) times `each` (words by 16).
    """

    columns: Columns
    best: Floats
    shares: Floats
    each: Floats
    targets: Floats  # the probability of each word that it is the first of a target

    @classmethod
    def of(cls, columns: Columns, scores: Floats, lengths: Sequence[int]) -> Marginals:
        """Those of words with these scores (words by columns) in sentences of these lengths, none of them empty."""
        best = np.maximum.reduceat(scores, columns.starts[:-1], axis=1)
        reached = np.where(np.isfinite(best), best, 0)  # 0 where no column is possible
        shares = np.exp(scores - reached[:, columns.emitted])
        parts = np.add.reduceat(shares, columns.parts, axis=1).reshape(len(scores), EMITTED, 2).astype(np.float64)
        total = parts.sum(axis=2)
        there = np.where(total > 0, total, 1)
        summed = np.where(total > 0, np.log(there) + reached, -np.inf)
        each = posteriors(summed[:, EMITS], lengths) @ _OF_STATE / there
        targets = np.minimum((parts[:, :, 1] * each).sum(axis=1), 1)
        return cls(columns, best, shares, each, targets)

    def tags(self, chosen: Numbers) -> Floats:
        """The probability of each word's lextag in the column chosen, whichever place it stands in."""
        rows = np.arange(len(chosen))
        both = (chosen, self.columns.twin[chosen])
        found = sum(self.shares[rows, of] * self.each[rows, self.columns.emitted[of]] for of in both)
        return np.minimum(np.asarray(found, dtype=np.float64), 1)

    def pairs(self, rows: Numbers) -> Floats:
        """The probability of each pair of the columns that these words begin a target with it (words by pairs)."""
        columns = self.columns
        found = np.zeros((len(rows), len(columns.pairs)))
        if found.size and len(columns.by_pair):
            each = self.each[np.ix_(rows, columns.emitted[columns.by_pair])]
            likely = self.shares[np.ix_(rows, columns.by_pair)] * each
            found[:, columns.paired] = np.add.reduceat(likely, columns.pair_starts, axis=1)
        return found


def posteriors(scores: Floats, lengths: Sequence[int]) -> Floats:
    """The probability of each state of each word (words by states), given those of sentences one after the other."""
    packed = Packed(np.maximum(scores, _NEVER), lengths)
    given, going = packed.scores, packed.going
    forward = np.empty_like(given)
    forward[0] = given[0] + np.maximum(START, _NEVER)
    for place in range(1, len(given)):
        count = going[place]
        forward[place, :count] = _summed(forward[place - 1, :count, None, :] + _INTO) + given[place, :count]
    backward = np.broadcast_to(np.maximum(END, _NEVER), given.shape[1:]).copy()
    for place in range(len(given) - 1, -1, -1):
        count = going[place]
        forward[place, :count] += backward[:count]
        if place:
            backward[:count] = _summed((backward[:count] + given[place, :count])[:, None, :] + _ONTO)
    likely = np.asarray(packed.unpacked(forward), dtype=np.float64)
    likely = np.exp(likely - likely.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True))


def _summed(ways: Floats) -> Floats:
    """The logarithm of what the last axis sums to."""
    top = ways.max(axis=2)
    return np.asarray(top + np.log(np.exp(ways - top[..., None]).sum(axis=2)))
