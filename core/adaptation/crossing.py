"""Cross-validation: which sentences are left out together, and how strongly weights are held, chosen without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from construal.annotation.snacs.evaluation.certainty import FEWEST_DOCUMENTS
from construal.core.adaptation.decisions import Sentence
from construal.core.adaptation.fitting import Integers
from construal.core.adaptation.material import STRENGTHS, Material, Strengths
from construal.core.progress import Progress

FOLDS = 5
_BLOCK = 20  # sentences that stay together where there are too few documents


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The group of each sentence, a document or a block of sentences, and the fold of each."""

    group: Integers
    fold: Integers
    unit: str  # "document" or "block of 20 sentences"


def split(sentences: Sequence[Sentence]) -> Split:
    """Folds of about as many targets, no group in two of them; the same for the same sentences."""
    documents = {sentence.document for sentence in sentences if sentence.targets}
    by_document = len(documents) >= FEWEST_DOCUMENTS
    names = [(s.document, 0 if by_document else s.number // _BLOCK) for s in sentences]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    group = np.array([numbers[name] for name in names], np.int64)
    sizes: Counter[int] = Counter(dict.fromkeys(numbers.values(), 0))
    for number, sentence in zip(group.tolist(), sentences, strict=True):
        sizes[number] += sentence.targets
    filled = [0] * FOLDS
    fold_of = np.zeros(len(numbers), np.int64)
    for number, size in sizes.most_common():
        fold_of[number] = min(range(FOLDS), key=lambda fold: (filled[fold], fold))
        filled[int(fold_of[number])] += size
    unit = "document" if by_document else f"block of {_BLOCK} sentences"
    return Split(group, fold_of[group], unit)


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The strengths for each fold, chosen on other folds alone, and those for all that was decided."""

    by_fold: Sequence[Strengths]
    overall: Strengths


def strengths(material: Material, fold: Integers, progress: Progress, *, begin: int, total: int) -> Chosen:
    """For each fold the strength that does best on the next one, learned from the rest; overall the best of all these.

    `begin` and `total` are the steps of the progress before and altogether; there are as many as folds by strengths.
    """
    labels = np.zeros((FOLDS, len(STRENGTHS)))
    choice = np.zeros((FOLDS, len(STRENGTHS)))
    for left_out in range(FOLDS):
        judged = (left_out + 1) % FOLDS
        chosen = (fold != left_out) & (fold != judged)
        for number, strength in enumerate(STRENGTHS):
            progress.step(begin + left_out * len(STRENGTHS) + number, total, "Choosing how much to learn")
            losses = material.losses(chosen, fold == judged, strength)
            labels[left_out, number], choice[left_out, number] = losses
    by_fold = [Strengths(_best(labels[f]), _best(choice[f])) for f in range(FOLDS)]
    return Chosen(by_fold, Strengths(_best(labels.sum(axis=0)), _best(choice.sum(axis=0))))


def _best(losses: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    return STRENGTHS[int(losses.argmin())]
