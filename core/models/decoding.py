"""From a model's scores to labels that break no rule, with their probabilities. Knows arrays, no model and no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from construal.annotation.snacs.expression import Expression, Word
from construal.core.models import transitions
from construal.core.models.columns import Columns
from construal.core.models.labels import Labels
from construal.core.models.lextags import Lextag, expressions
from construal.core.models.manifest import Calibration
from construal.core.models.marginals import Marginals

Floats = npt.NDArray[np.floating]
Numbers = npt.NDArray[np.int64]
LIKELIEST = 5


@dataclass(frozen=True, slots=True)
class Construal:
    """A scene role and a function, without `p.`, and how likely they are for a target."""

    role: str
    function: str
    probability: float


@dataclass(frozen=True, slots=True)
class Target:
    """An adposition that was found, at its first word, and how likely each decision on it is.

    `target` is the probability that it is one; `role`, `function` and `construal` those of the labels chosen, given
    that it is. `likeliest` are the five likeliest construals that the word may have, likeliest first, given that it is
    one; what they lack of 1 is the share of all others.
    """

    position: int
    chosen: Construal
    target: float
    role: float
    function: float
    likeliest: tuple[Construal, ...]

    @property
    def construal(self) -> float:
        """The probability of the construal chosen, given that the word is a target."""
        return self.chosen.probability


@dataclass(frozen=True, slots=True)
class Decoded:
    """The lextags of a sentence, the probability of each over all that the sentence may have, and its targets."""

    lextags: tuple[Lextag, ...]
    probabilities: Floats
    targets: tuple[Target, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        """The lextags as STREUSLE writes them."""
        return tuple(tag.text for tag in self.lextags)

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """The lexical expressions that the lextags say."""
        return expressions(self.lextags)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was decided of the words of some sentences, one sentence after the other.

    `chosen` are columns of `Columns`, `probabilities` those of their lextags, `targets` the probability of each word
    that it is the first of a target. `found` are the words that are, `pairs` the number of the pair of each, `likely`
    how likely each pair is for each (targets by pairs).
    """

    chosen: Numbers
    probabilities: Floats
    targets: Floats
    found: Numbers
    pairs: Numbers
    likely: Floats


class Decoder:
    """Finds the likeliest legal labels for the scores of one model's heads, and how likely each is.

    Probabilities are those over all legal labellings of the sentence, as the calibration has them. `calibration.mix`
    is the joint head's share in the labels of adpositions where the pair head also has a say.
    """

    def __init__(
        self, labels: Labels, *, language: str = "en", scheme: str = "snacs-2.6", calibration: Calibration | None = None
    ) -> None:
        self.calibration = calibration or Calibration()
        self.columns = Columns(labels, language=language, scheme=scheme)
        parts = [pair.replace("p.", "").partition("|") for pair in self.columns.pairs]
        self._construals = [(role, function) for role, _, function in parts]
        self._roles = np.array([role for role, _ in self._construals])
        self._functions = np.array([function for _, function in self._construals])

    def decode(self, scores: Sequence[Mapping[str, Floats]], sentences: Sequence[Sequence[Word]]) -> list[Decoded]:
        """The labels of sentences, given the scores of the heads "tag" and, if there is one, "pair" for each word."""
        lengths = [len(words) for words in sentences]
        if not sum(lengths):
            return [Decoded((), np.zeros(0), ()) for _ in sentences]
        read = self.read(scores, sentences)
        targets = tempered(read.targets[read.found], self.calibration.target).tolist()
        made = {
            word: (number, row, target)
            for word, number, row, target in zip(
                read.found.tolist(), read.pairs.tolist(), read.likely, targets, strict=True
            )
        }
        tags = [self.columns.tags[number] for number in self.columns.tag[read.chosen].tolist()]
        return [
            Decoded(
                tuple(tags[start:end]),
                read.probabilities[start:end],
                tuple(self._target(word - start, *made[word]) for word in range(start, end) if word in made),
            )
            for start, end in pairwise(np.cumsum([0, *lengths]).tolist())
        ]

    def read(self, scores: Sequence[Mapping[str, Floats]], sentences: Sequence[Sequence[Word]]) -> Reading:
        """The same as arrays, of at least one word; no temperature of targets is in them."""
        columns = self.columns
        by_column, marginals = self.marginals(scores, sentences)
        lengths = [len(words) for words in sentences if words]
        emits = transitions.EMITS[transitions.best(marginals.best[:, transitions.EMITS], lengths)]
        chosen = np.empty(len(emits), dtype=np.int64)
        for emit in np.unique(emits):
            start, end = columns.starts[emit : emit + 2]
            rows = np.flatnonzero(emits == emit)
            chosen[rows] = start + by_column[rows, start:end].argmax(axis=1)
        found = np.flatnonzero(columns.pair[chosen] >= 0)
        heads = pair_scores(scores)
        pairs = marginals.pairs(found)
        # The best labelling of a long sentence may be too unlikely for a number: then the one chosen is all there is.
        nothing = ~pairs.any(axis=1)
        pairs[nothing, columns.pair[chosen[found[nothing]]]] = 1
        likely = self.likely(pairs, None if heads is None else heads[found])
        if heads is not None and self.calibration.mix < 1:
            chosen[found] = self._chosen_again(chosen[found], by_column[found], likely)
        return Reading(chosen, marginals.tags(chosen), marginals.targets, found, columns.pair[chosen[found]], likely)

    def marginals(
        self, scores: Sequence[Mapping[str, Floats]], sentences: Sequence[Sequence[Word]]
    ) -> tuple[Floats, Marginals]:
        """The scores by column of the words of sentences that have any, and how likely each column is."""
        words = [word for of in sentences for word in of]
        given = np.concatenate([of["tag"] for of, words in zip(scores, sentences, strict=True) if words])
        by_column = self.columns.scores(given, words, temperature=self.calibration.temperature)
        return by_column, Marginals.of(self.columns, by_column, [len(of) for of in sentences if of])

    def likely(self, pairs: Floats, heads: Floats | None) -> Floats:
        """How likely each construal is for targets, given that each is one (targets by pairs).

        `pairs` are the probabilities that the joint head gives, `heads` the scores of the pair head.
        """
        if not pairs.size:
            return pairs
        mix, columns = self.calibration.mix, self.columns
        with np.errstate(divide="ignore"):
            logarithms = np.log(pairs)
        logarithms -= logarithms.max(axis=1, keepdims=True)
        possible = np.isfinite(logarithms)
        if heads is not None and mix < 1:
            own = heads.astype(np.float64) / self.calibration.temperature
            # A pair that the head does not know is as unlikely as its least likely one.
            own = np.where(columns.heads >= 0, own[:, columns.heads], own.min(axis=1, keepdims=True))
            logarithms = mix * np.where(possible, logarithms, 0) + (1 - mix) * own
        logarithms = np.where(possible, logarithms / self.calibration.construal, -np.inf)
        likely = np.exp(logarithms - logarithms.max(axis=1, keepdims=True))
        return np.asarray(likely / likely.sum(axis=1, keepdims=True))

    def _chosen_again(self, chosen: Numbers, by_column: Floats, likely: Floats) -> Numbers:
        """The column of each target in the same place and with the same lexcat whose construal is likeliest."""
        columns, result = self.columns, chosen.copy()
        for row, column in enumerate(chosen.tolist()):
            emit = columns.emitted[column]
            part = slice(int(columns.starts[emit]), int(columns.starts[emit + 1]))
            fits = np.isfinite(by_column[row, part]) & (columns.lexcat[part] == columns.lexcat[column])
            fits &= columns.pair[part] >= 0
            result[row] = part.start + int(np.where(fits, likely[row, columns.pair[part]], -1.0).argmax())
        return result

    def _target(self, position: int, number: int, likely: Floats, probability: float) -> Target:
        role, function = self._construals[number]
        best = np.argsort(-likely, kind="stable")[:LIKELIEST].tolist()
        return Target(
            position,
            self._construal(likely, number),
            target=probability,
            role=float(likely[self._roles == role].sum()),
            function=float(likely[self._functions == function].sum()),
            likeliest=tuple(self._construal(likely, n) for n in best if likely[n] > 0),
        )

    def _construal(self, likely: Floats, number: int) -> Construal:
        role, function = self._construals[number]
        return Construal(role, function, float(likely[number]))


def pair_scores(scores: Sequence[Mapping[str, Floats]]) -> Floats | None:
    """The scores of the pair head for all words, None where a model has none."""
    given = [of["pair"] for of in scores if "pair" in of]
    return np.concatenate(given) if given else None


def tempered(probabilities: Floats, temperature: float) -> Floats:
    """Probabilities of yes or no at a temperature: above 1 nearer to the half, below it farther off."""
    if temperature == 1:
        return probabilities
    with np.errstate(divide="ignore", over="ignore"):
        odds = np.log(probabilities) - np.log1p(-probabilities)
        return np.asarray(1 / (1 + np.exp(-odds / temperature)))


def decode(
    tag_scores: Floats, labels: Labels, *, words: Sequence[Word], pair_scores: Floats | None = None, mix: float = 1.0
) -> Decoded:
    """The labels of one English sentence, given the scores of its words."""
    scores = {"tag": tag_scores} if pair_scores is None else {"tag": tag_scores, "pair": pair_scores}
    return _decoder(labels, mix).decode([scores], [words])[0]


@lru_cache(maxsize=8)
def _decoder(labels: Labels, mix: float) -> Decoder:
    return Decoder(labels, calibration=Calibration(mix=mix))
