"""From what a model says of words, one row each, to the tree of their sentence. Knows arrays and labels, no file.

A governor's score is a product of two rows, so nothing of a sentence but its words is needed (Dozat and Manning 2017).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from construal.core.models.arborescence import ROOT, heads

Floats = npt.NDArray[np.float32]
OUTPUTS = ("arc_dependent", "arc_governor", "relation_dependent", "relation_governor")
RANK = 4  # products that a relation's score is the sum of
ROOT_RELATION = "root"
UNKNOWN_RELATION = "dep"
_LONGEST = 1000  # words of which every pair is looked at
_BESIDE = "parataxis"  # how the roots of the later parts of a longer sentence hang on that of the first


@dataclass(frozen=True, slots=True)
class Parsed:
    """The governor of each word, counted from 1, 0 for the root, and its relation to it."""

    heads: tuple[int, ...] = ()
    relations: tuple[str, ...] = ()


class Parser:
    """Finds the best tree of a sentence by the scores of one model. Only the root has the relation `root`."""

    def __init__(self, relations: Sequence[str]) -> None:
        self._relations = tuple(relations)
        self._usable = np.array([relation != ROOT_RELATION for relation in self._relations])

    def parsed(self, scores: Mapping[str, Floats]) -> Parsed:
        """The tree of a sentence from the `OUTPUTS` for its words; empty where the model has none."""
        if any(name not in scores for name in OUTPUTS):
            return Parsed()
        dependent, governor, *of_relations = (scores[name] for name in OUTPUTS)
        found: list[int] = []
        for start in range(0, len(dependent), _LONGEST):
            part = slice(start, start + _LONGEST)
            found += [head + start if head else ROOT for head in heads(arc_scores(dependent[part], governor[part]))]
        roots = [place for place, head in enumerate(found) if head == ROOT]
        relations = self._named(found, *of_relations)
        for place in roots[1:]:
            found[place], relations[place] = roots[0] + 1, _BESIDE
        return Parsed(tuple(found), tuple(relations))

    def _named(self, found: Sequence[int], dependent: Floats, governor: Floats) -> list[str]:
        names = [ROOT_RELATION] * len(found)
        places = [place for place, head in enumerate(found) if head != ROOT]
        if not self._usable.any():
            return [UNKNOWN_RELATION if head else ROOT_RELATION for head in found]
        above = [found[place] - 1 for place in places]
        scores = relation_scores(dependent[places], governor[above])
        for place, best in zip(places, np.where(self._usable, scores, -np.inf).argmax(-1).tolist(), strict=True):
            names[place] = self._relations[best]
        return names


def universal(relation: str) -> str:
    """A relation without its subtype."""
    return relation.partition(":")[0]


def attached(found: Parsed, gold: Parsed) -> tuple[int, int]:
    """How many words have the governor that gold has, and how many of them also its relation but for the subtype."""
    is_right = [ours == theirs for ours, theirs in zip(found.heads, gold.heads, strict=True)]
    is_named = [
        universal(ours) == universal(theirs) for ours, theirs in zip(found.relations, gold.relations, strict=True)
    ]
    return sum(is_right), sum(head and name for head, name in zip(is_right, is_named, strict=True))


def arc_scores(dependent: Floats, governor: Floats) -> Floats:
    """How well each word is governed by each, the root first: of a dependent, the last column is its being the root."""
    scores: Floats = np.concatenate([dependent[:, -1:], dependent[:, :-1] @ governor.T], axis=1)
    return scores


def relation_scores(dependent: Floats, governor: Floats) -> Floats:
    """How well each relation fits pairs of words, a row a pair: what both say of it, and `RANK` products."""
    shape = len(dependent), dependent.shape[1] // (1 + RANK), 1 + RANK
    of_dependent, of_governor = dependent.reshape(shape), governor.reshape(shape)
    products = (of_dependent[..., 1:] * of_governor[..., 1:]).sum(-1)
    scores: Floats = of_dependent[..., 0] + of_governor[..., 0] + products
    return scores
