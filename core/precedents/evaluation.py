"""How good an order of precedents is: ranks of those with the label of the target asked about. Knows no vector.

A precedent with the same role and function counts 2, one with the same role 1; the cumulated gain is linear, its
discount the binary logarithm (Järvelin and Kekäläinen 2002). A document's own targets are never among what is ranked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]
NEAREST = 10  # precedents that vote, and that the cumulated gain looks at
_FEW = 5
_AT_ONCE = 256  # queries that are ranked together


class Labelled(NamedTuple):
    """A decided target: its document, its lexlemma, and its labels."""

    document: int
    lemma: str
    role: str
    function: str


Ranker = Callable[[slice], Floats]  # the scores of every precedent, higher first, for each of some queries


@dataclass(frozen=True, slots=True)
class RankingFigures:
    """Ratios from 0 to 1, averaged over queries.

    `first`, `few`: how many of the first one and five are relevant; `hit`: whether any of five is; `gain`: normalised
    discounted cumulated gain of ten; `reciprocal`: one over the first relevant rank; `vote`: whether the most frequent
    role of ten is right; `first_by_lemma`: `first`, averaged over the lexlemmas of the queries.
    """

    queries: int
    first: float
    few: float
    hit: float
    gain: float
    reciprocal: float
    vote: float
    first_by_lemma: float


def figures(queries: Sequence[Labelled], pool: Sequence[Labelled], rank: Ranker) -> RankingFigures:
    """The figures of a ranker over queries. Where several score the same, the earlier in the pool ranks first."""
    measured = [
        _measured(queries[start : start + _AT_ONCE], pool, rank(slice(start, start + _AT_ONCE)))
        for start in range(0, len(queries), _AT_ONCE)
    ]
    if not measured or not pool:
        return RankingFigures(len(queries), *([0.0] * 7))
    each = np.concatenate(measured, axis=1)
    first, few, hit, gain, reciprocal, vote = each.mean(axis=1).tolist()
    lemmas = np.unique([query.lemma for query in queries], return_inverse=True)[1]
    by_lemma = np.bincount(lemmas, weights=each[0]) / np.bincount(lemmas)
    return RankingFigures(len(queries), first, few, hit, gain, reciprocal, vote, float(by_lemma.mean()))


def _measured(queries: Sequence[Labelled], pool: Sequence[Labelled], scores: Floats) -> Floats:
    """Six measures, a row each, of some queries."""
    grades = graded(queries, pool)
    apart = _codes((q.document for q in queries), (p.document for p in pool))
    own = apart[0][:, None] == apart[1]
    grades[own] = 0
    order = np.argsort(np.where(own, np.inf, -scores), axis=1, kind="stable")
    ranked = np.take_along_axis(grades, order, axis=1)
    relevant = ranked > 0
    first_place = np.where(relevant.any(axis=1), relevant.argmax(axis=1) + 1.0, np.inf)
    left = (~own).sum(axis=1)
    roles = np.unique([p.role for p in pool], return_inverse=True)
    votes = [
        roles[0][voted(roles[1][row[: min(NEAREST, size)]])] == query.role if size else False
        for row, size, query in zip(order, left.tolist(), queries, strict=True)
    ]
    return np.stack([
        relevant[:, :1].mean(axis=1),
        relevant[:, :_FEW].sum(axis=1) / _FEW,
        relevant[:, :_FEW].any(axis=1),
        normalised_gain(ranked),
        1 / first_place,
        votes,
    ])  # fmt: skip


def graded(queries: Sequence[Labelled], pool: Sequence[Labelled]) -> Ints:
    """How relevant each precedent is for each query: 2, 1 or 0."""
    asked, known = _codes((q.role for q in queries), (p.role for p in pool))
    same_role = asked[:, None] == known
    asked, known = _codes((q.function for q in queries), (p.function for p in pool))
    grades: Ints = same_role * (1 + (asked[:, None] == known)).astype(np.int64)
    return grades


def normalised_gain(ranked: Ints, *, depth: int = NEAREST) -> Floats:
    """The discounted cumulated gain of the first grades of each row, over the best that the row's grades allow.

    A row without a relevant grade has 0.
    """
    discount = 1 / np.log2(np.arange(2, min(depth, ranked.shape[1]) + 2))
    best = -np.sort(-ranked, axis=1)[:, : len(discount)] @ discount
    gained = ranked[:, : len(discount)] @ discount
    return np.divide(gained, best, out=np.zeros(len(ranked)), where=best > 0)


def voted(labels: Ints, weights: Floats | None = None) -> int:
    """The label with the most votes, nearest first; where several have as many, the one that comes first."""
    counts = np.bincount(labels, weights=weights)
    return int(labels[counts[labels].argmax()])


def _codes(asked: Iterable[object], known: Iterable[object]) -> tuple[Ints, Ints]:
    """Equal numbers for equal values."""
    numbers: dict[object, int] = {}
    first, second = (
        np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64) for values in (asked, known)
    )
    return first, second
