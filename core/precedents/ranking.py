"""Decided targets of a corpus as queries and precedents: their labels, their vectors, and the ways to order them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from construal.core.precedents.evaluation import Floats, Labelled, Ranker, RankingFigures, figures

_SAME = 4.0  # what the same lexlemma counts: more than any likeness


def by_likeness(asked: Floats, known: Floats) -> Ranker:
    """Orders precedents by the cosine of their vectors; rows are of length 1."""
    return lambda chosen: asked[chosen] @ known.T


def lemma_first(queries: Sequence[Labelled], pool: Sequence[Labelled], rank: Ranker) -> Ranker:
    """Those of the query's own lexlemma before all others, else as another ranker has them."""
    asked, known = _numbered([q.lemma for q in queries], [p.lemma for p in pool])
    return lambda chosen: rank(chosen) + _SAME * (asked[chosen, None] == known)


def random_order(queries: Sequence[Labelled], pool: Sequence[Labelled], *, seed: int = 1) -> Ranker:
    """Any order, the same for the same seed."""
    return lambda chosen: np.random.default_rng((seed, chosen.start)).random((len(queries[chosen]), len(pool)))


def most_frequent(queries: Sequence[Labelled], pool: Sequence[Labelled]) -> Ranker:
    """Those of the query's lexlemma first, what was decided for it most often before what was decided less often."""
    decided = Counter((p.lemma, p.role, p.function) for p in pool)
    share = np.array([decided[p.lemma, p.role, p.function] for p in pool]) / max(len(pool), 1)
    return lemma_first(queries, pool, lambda chosen: np.tile(share, (len(queries[chosen]), 1)))


def baselines(queries: Sequence[Labelled], pool: Sequence[Labelled]) -> dict[str, RankingFigures]:
    """The figures of the orders that need no vector, by name."""
    at_random = random_order(queries, pool)
    rankers = {
        "any order": at_random,
        "same lemma, any order": lemma_first(queries, pool, at_random),
        "same lemma, most frequent first": most_frequent(queries, pool),
    }
    return {name: figures(queries, pool, ranker) for name, ranker in rankers.items()}


def rows(vectors: Sequence[npt.NDArray[np.floating]]) -> Floats:
    """The vectors as rows of length 1."""
    stacked = np.stack(vectors).astype(np.float32)
    length = np.linalg.norm(stacked, axis=1, keepdims=True)
    divided: Floats = stacked / np.where(length > 0, length, 1)
    return divided


def _numbered(asked: Sequence[str], known: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    numbers = {lemma: number for number, lemma in enumerate(dict.fromkeys((*asked, *known)))}
    first, second = (np.array([numbers[lemma] for lemma in lemmas], np.int64) for lemmas in (asked, known))
    return first, second
