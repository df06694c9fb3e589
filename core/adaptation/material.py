"""Decisions as arrays that weights are fitted to: vectors, scores of the model as it came, and what was decided.

Knows arrays and sentences, no project and no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from construal.core.adaptation.adaptation import Adaptation, TagColumns, Weights, extended
from construal.core.adaptation.decisions import NONE, Sentence
from construal.core.adaptation.fitting import (
    Flags,
    Floats,
    Integers,
    choice_loss,
    choice_weights,
    inputs,
    label_loss,
    label_weights,
    shares,
)
from construal.core.models.backend import VECTORS
from construal.core.models.labels import Labels
from construal.core.models.manifest import Calibration

STRENGTHS = (30.0, 10.0, 3.0, 1.0, 0.3)
MOST = 20_000  # targets that are learned from, the last ones: time and memory have an end
_UNLIKELY = -3.0  # the log-odds under which a word that is no target teaches nothing worth its time
Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """Decisions of one kind: the vector of each word, the model's scores, what was decided, and in which sentence."""

    vectors: Halves
    base: Floats
    gold: npt.NDArray[np.generic]
    sentence: Integers

    def part(self, chosen: Flags) -> tuple[Floats, Floats, npt.NDArray[np.generic]]:
        """Inputs, scores and decisions of the sentences that are chosen."""
        rows = chosen[self.sentence]
        return inputs(self.vectors[rows]), self.base[rows], self.gold[rows]


@dataclass(frozen=True, slots=True, eq=False)
class Strengths:
    """How strongly weights are held near nothing: those of labels, and those of what is a target."""

    labels: float
    choice: float


class Material:
    """All that the decisions of a project teach a model with these labels."""

    def __init__(
        self, sentences: Sequence[Sentence], features: Iterable[Mapping[str, Floats]], labels: Labels, *,
        calibration: Calibration,
    ) -> None:  # fmt: skip
        self.sentences = sentences
        self._labels, self._temperature = labels, calibration.temperature
        self._new = [_unknown(sentence, labels) for sentence in sentences]
        columns = TagColumns(extended(labels, [tag for of in self._new for tag in of]))
        self.pairs = columns.pairs
        self._parts = shares(self.pairs)
        number = {pair: place for place, pair in enumerate(self.pairs)}
        targets = _Gathered()
        choices = _Gathered()
        for index, (sentence, scores) in enumerate(zip(sentences, features, strict=True)):
            tags = columns.filled(scores["tag"]) / np.float32(calibration.temperature)
            head = scores["pair"] / np.float32(calibration.temperature) if "pair" in scores else None
            odds = columns.odds(tags)
            self._hidden = scores[VECTORS].shape[1]
            decided = {place: d.pair for place, d in sentence.decisions.items() if d.pair == NONE or d.pair in number}
            places = [place for place, pair in decided.items() if pair != NONE]
            if places:
                base = columns.pair_scores(tags[places], None if head is None else head[places], mix=calibration.mix)
                targets.add(scores[VECTORS][places], base, [number[decided[place]] for place in places], index)
            if sentence.is_complete:
                open_ones = np.flatnonzero(odds > _UNLIKELY).tolist()
                decided |= {place: NONE for place in open_ones if place not in sentence.decisions}
            known = list(decided)
            choices.add(scores[VECTORS][known], odds[known], [pair != NONE for pair in decided.values()], index)
        self.targets = targets.taught(np.int64, width=len(self.pairs))
        self.choices = choices.taught(np.bool_)
        wanted = self.choices.gold
        # Without a word that is no target nothing says which ones are.
        self.has_choice = bool(len(wanted)) and not bool(wanted.all())

    def fitted(self, chosen: Flags, strengths: Strengths, *, model: str = "") -> Adaptation:
        """The adaptation that the chosen sentences teach."""
        given, base, gold = self.targets.part(chosen)
        labels = label_weights(given, base, gold.astype(np.int64), parts=self._parts, strength=strengths.labels)
        choice = np.zeros(self._hidden + 1, np.float32)
        if self.has_choice:
            given, base, gold = self.choices.part(chosen)
            choice = choice_weights(given, base, gold.astype(np.bool_), strength=strengths.choice)
        tags = dict.fromkeys(tag for of, is_in in zip(self._new, chosen.tolist(), strict=True) if is_in for tag in of)
        weights = Weights(pairs=self.pairs, tags=tuple(tags), hidden=self._hidden, temperature=self._temperature)
        return Adaptation(model, weights, labels, choice)

    def losses(self, chosen: Flags, left_out: Flags, strength: float) -> tuple[float, float]:
        """How unlikely the decisions left out are to what the chosen ones teach: those on labels, those on targets."""
        given, base, gold = self.targets.part(chosen)
        weights = label_weights(given, base, gold.astype(np.int64), parts=self._parts, strength=strength)
        given, base, gold = self.targets.part(left_out)
        of_labels = label_loss(given, base, gold.astype(np.int64), weights)
        if not self.has_choice:
            return of_labels, 0.0
        given, base, gold = self.choices.part(chosen)
        weights = choice_weights(given, base, gold.astype(np.bool_), strength=strength)
        given, base, gold = self.choices.part(left_out)
        return of_labels, choice_loss(given, base, gold.astype(np.bool_), weights)


class _Gathered:
    def __init__(self) -> None:
        self._vectors: list[Halves] = []
        self._base: list[Floats] = []
        self._gold: list[int | bool] = []
        self._sentence: list[int] = []

    def add(self, vectors: Floats, base: Floats, gold: Sequence[int | bool], sentence: int) -> None:
        self._vectors.append(vectors.astype(np.float16))
        self._base.append(base)
        self._gold += gold
        self._sentence += [sentence] * len(gold)

    def taught(self, kind: type[np.generic], *, width: int = 0) -> Taught:
        empty = np.zeros((0, width) if width else 0, np.float32)
        vectors = np.concatenate(self._vectors) if self._vectors else np.zeros((0, 0), np.float16)
        base = np.concatenate([*self._base, empty])
        return Taught(vectors, base, np.array(self._gold, kind), np.array(self._sentence, np.int64))


def _unknown(sentence: Sentence, labels: Labels) -> list[str]:
    """The lextags of targets that the model does not know."""
    known = set(labels.tags)
    return [d.tag for d in sentence.decisions.values() if d.pair != NONE and d.tag and d.tag not in known]
