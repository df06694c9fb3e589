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
from construal.core.models.labels import Labels
from construal.core.models.legality import Flags, Legality
from construal.core.models.lextags import BIO, Lextag, expressions

Floats = npt.NDArray[np.floating]
LIKELIEST = 5
_FAR = 30.0  # how far below the least likely tag of a word a tag stands that the model does not know


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
    that it is. `likeliest` are the five likeliest construals, likeliest first, given that it is one.
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
    """The lextags of a sentence, the probability of each by itself, and its targets."""

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


class Decoder:
    """Finds the likeliest legal labels for the scores of one model's heads.

    `temperature` divides the scores, `mix` is the joint head's share where the pair head also has a say.
    """

    def __init__(
        self,
        labels: Labels,
        *,
        language: str = "en",
        scheme: str = "snacs-2.6",
        temperature: float = 1.0,
        mix: float = 1.0,
    ) -> None:
        self._temperature, self._mix = temperature, mix
        self.legality = legality = Legality(labels.tags, language=language, scheme=scheme)
        self._tags = legality.tags
        # Tags of one BIO tag stand together, each such run ended by a column that no word can have.
        bio = np.array([BIO.index(tag.bio) if tag.bio in BIO else len(BIO) for tag in self._tags])
        runs = [np.append(np.flatnonzero(bio == number), len(self._tags)) for number in range(len(BIO))]
        self._order = np.concatenate(runs)
        self._starts = np.cumsum([0, *(len(run) for run in runs[:-1])])
        self._ends = np.append(self._starts[1:], len(self._order))
        self._begins = np.append(legality.begins, False)[self._order]
        self._inside = np.append(legality.inside, False)[self._order]
        self._lexcats = np.array([*(tag.lexcat for tag in self._tags), ""])[self._order]
        pairs = [tag.pair for tag in self._tags]
        self._pairs = tuple(dict.fromkeys(pair for pair in pairs if pair))
        of_pair = {pair: number for number, pair in enumerate(self._pairs)}
        self._pair_of = np.array([*(of_pair.get(pair, -1) for pair in pairs), -1])[self._order]
        self._targets = np.flatnonzero(self._pair_of >= 0)
        # Columns by pair, so that one pass sums those of each.
        self._by_pair = self._targets[np.argsort(self._pair_of[self._targets], kind="stable")]
        self._pair_starts = np.searchsorted(self._pair_of[self._by_pair], np.arange(len(self._pairs)))
        head = labels.numbers("pair")
        self._head_columns = np.array([head.get(pair, -1) for pair in self._pairs], dtype=np.int64)
        parts = [pair.replace("p.", "").partition("|") for pair in self._pairs]
        self._construals = [(role, function) for role, _, function in parts]
        self._roles = np.array([role for role, _ in self._construals])
        self._functions = np.array([function for _, function in self._construals])

    def decode(self, scores: Sequence[Mapping[str, Floats]], sentences: Sequence[Sequence[Word]]) -> list[Decoded]:
        """The labels of sentences, given the scores of the heads "tag" and, if there is one, "pair" for each word."""
        lengths = [len(words) for words in sentences]
        if not sum(lengths):
            return [Decoded((), np.zeros(0), ()) for _ in sentences]
        given = [of["tag"] for of, length in zip(scores, lengths, strict=True) if length]
        ordered = self._ordered(np.concatenate(given))
        alone = self._alone([word for words in sentences for word in words])
        singles = np.where(alone, ordered, -np.inf)
        firsts = np.where(self._begins, ordered, -np.inf)
        emitted = np.concatenate(
            (np.maximum.reduceat(singles, self._starts, axis=1), np.maximum.reduceat(firsts, self._starts, axis=1)),
            axis=1,
        )[:, transitions.EMITS]
        bounds = np.cumsum([0, *lengths])
        states = transitions.best([emitted[s:e] for s, e in pairwise(bounds.tolist())])
        emits = transitions.EMITS[states]
        chosen = np.empty(len(emits), dtype=np.int64)
        for word, emit in enumerate(emits.tolist()):
            source, run = (firsts, emit - len(BIO)) if emit >= len(BIO) else (singles, emit)
            start = self._starts[run]
            chosen[word] = start + source[word, start : self._ends[run]].argmax()
        legal = np.where(alone | self._begins, ordered, -np.inf)
        legal = np.exp(legal - legal.max(axis=1, keepdims=True))
        legal /= legal.sum(axis=1, keepdims=True)
        found = np.flatnonzero(self._pair_of[chosen] >= 0)
        pair_scores = [of["pair"] for of, length in zip(scores, lengths, strict=True) if length and "pair" in of]
        heads = np.concatenate(pair_scores)[found] if pair_scores else None
        likely = self._likely(legal[found], heads)
        if heads is not None and self._mix < 1 and len(found):
            usable = np.where((emits[found] >= len(BIO))[:, None], self._begins, alone[found])
            chosen[found] = self._chosen_again(chosen[found], usable, likely, emits[found] % len(BIO))
        probabilities = legal[np.arange(len(chosen)), chosen]
        targets = legal[:, self._targets].sum(axis=1)
        rows = {int(word): row for row, word in enumerate(found)}
        decoded = []
        for start, end in pairwise(bounds.tolist()):
            decoded.append(Decoded(
                tuple(self._tags[self._order[column]] for column in chosen[start:end]),
                probabilities[start:end],
                tuple(
                    self._target(word - start, int(chosen[word]), likely[rows[word]], float(targets[word]))
                    for word in range(start, end) if word in rows
                ),
            ))  # fmt: skip
        return decoded

    def _ordered(self, given: Floats) -> Floats:
        """Scores at temperature 1 in the order of the columns, with those of tags that the model does not know."""
        count, width = given.shape
        wide = np.full((count, len(self._tags) + 1), -np.inf, dtype=np.float32)
        wide[:, :width] = given / self._temperature
        wide[:, width:-1] = wide[:, :width].min(axis=1, keepdims=True, initial=0) - _FAR
        ordered: Floats = wide[:, self._order]
        return ordered

    def _alone(self, words: Sequence[Word]) -> Flags:
        """Which columns each word may have that begins no strong expression."""
        rows: list[Flags] = []
        kept: dict[int, Flags] = {}
        for word in words:
            mask = self.legality.of_word(word)
            row = kept.get(id(mask))
            if row is None:
                row = kept[id(mask)] = np.append(mask, False)[self._order] | self._inside
            rows.append(row)
        return np.stack(rows)

    def _likely(self, legal: Floats, heads: Floats | None) -> Floats:
        """How likely each construal is for each target, given that it is one."""
        if not len(legal):
            return np.zeros((0, len(self._pairs)))
        summed = np.add.reduceat(legal[:, self._by_pair].astype(np.float64), self._pair_starts, axis=1)
        if heads is not None and self._mix < 1:
            scores = heads / self._temperature
            scores = scores - scores.max(axis=1, keepdims=True)
            # A pair that the head does not know is as unlikely as its least likely one.
            own = np.where(self._head_columns >= 0, scores[:, self._head_columns], scores.min(axis=1, keepdims=True))
            own = np.exp(own) / np.exp(scores).sum(axis=1, keepdims=True)
            summed = summed**self._mix * own ** (1 - self._mix)
        total = summed.sum(axis=1, keepdims=True)
        return np.asarray(summed / np.where(total > 0, total, 1))

    def _chosen_again(
        self, chosen: npt.NDArray[np.int64], usable: Flags, likely: Floats, runs: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int64]:
        """The column of each target with the same BIO tag and lexcat whose construal is likeliest by both heads."""
        result = chosen.copy()
        for row, (column, run) in enumerate(zip(chosen.tolist(), runs.tolist(), strict=True)):
            part = slice(int(self._starts[run]), int(self._ends[run]))
            fits = usable[row, part] & (self._pair_of[part] >= 0) & (self._lexcats[part] == self._lexcats[column])
            values = np.where(fits, likely[row, self._pair_of[part]], -1.0)
            result[row] = part.start + int(values.argmax())
        return result

    def _target(self, position: int, column: int, likely: Floats, probability: float) -> Target:
        number = int(self._pair_of[column])
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


def decode(
    tag_scores: Floats, labels: Labels, *, words: Sequence[Word], pair_scores: Floats | None = None, mix: float = 1.0
) -> Decoded:
    """The labels of one English sentence, given the scores of its words."""
    scores = {"tag": tag_scores} if pair_scores is None else {"tag": tag_scores, "pair": pair_scores}
    return _decoder(labels, mix).decode([scores], [words])[0]


@lru_cache(maxsize=8)
def _decoder(labels: Labels, mix: float) -> Decoder:
    return Decoder(labels, mix=mix)
