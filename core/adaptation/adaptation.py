"""An adaptation of a model: the weights that change its scores of adpositions, and what it does to the scores of words.

Knows arrays and labels, no project and no file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from construal.core.adaptation.fitting import Floats, inputs
from construal.core.models.backend import VECTORS
from construal.core.models.errors import ModelError
from construal.core.models.labels import Labels
from construal.core.models.lextags import parsed

Integers = npt.NDArray[np.int64]


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """The labels that were learned, each with its weights; `tags` are lextags that the model does not know."""

    pairs: tuple[str, ...]
    tags: tuple[str, ...]
    hidden: int
    temperature: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Adaptation:
    """Weights for the pairs of `weights` (pairs by inputs) and for what is a target (inputs), zero where not learned.

    `model` is the hash of the model that they belong to, `id` their number in the project.
    """

    model: str
    weights: Weights
    labels: Floats
    choice: Floats
    id: int = 0

    def to_bytes(self) -> bytes:
        """The numbers, in 16 bits."""
        return np.concatenate((self.labels, self.choice[None])).astype("<f2").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes, weights: Weights, *, model: str, id: int) -> Adaptation:
        """What `to_bytes` wrote. Raises ModelError where the bytes are not as many as the labels want."""
        wanted = (len(weights.pairs) + 1, weights.hidden + 1)
        if len(data) != 2 * wanted[0] * wanted[1]:
            raise ModelError(f"The adaptation {id} is damaged ({len(data)} bytes); take it back and adapt anew.")
        numbers = np.frombuffer(data, "<f2").reshape(wanted).astype(np.float32)
        return cls(model, weights, numbers[:-1], numbers[-1], id)

    def extended(self, labels: Labels) -> Labels:
        """The model's labels with those that were learned behind them."""
        return extended(labels, self.weights.tags)

    def on(self, labels: Labels) -> Adapted:
        """The adaptation as it changes the scores of a model with these labels."""
        return Adapted(self, labels)


class Adapted:
    """What an adaptation does to the scores of a model's words."""

    def __init__(self, adaptation: Adaptation, labels: Labels) -> None:
        self._adaptation = adaptation
        self.columns = TagColumns(adaptation.extended(labels))
        self._known = len(labels.tags), len(labels.pairs)
        learned = {pair: number for number, pair in enumerate(adaptation.weights.pairs)}
        rows = np.array([learned.get(pair, -1) for pair in self.columns.pairs])
        padded = np.concatenate((adaptation.labels, np.zeros_like(adaptation.labels[:1])))
        self._labels = padded[rows] * np.float32(adaptation.weights.temperature)
        head = adaptation.extended(labels).pairs
        self._head = padded[np.array([learned.get(pair, -1) for pair in head])] * np.float32(
            adaptation.weights.temperature
        )

    def scores(self, scores: Mapping[str, Floats]) -> dict[str, Floats]:
        """The scores of words, with vectors among them, as adapted; without the vectors.

        How likely the words are to be targets changes by what was learned of that alone.
        """
        result = {head: of for head, of in scores.items() if head != VECTORS}
        given = inputs(scores[VECTORS])
        tags = self.columns.filled(scores["tag"])
        places, by_tag = self.columns.targets, self.columns.pair_of
        before = _log_sum(tags[:, places])
        changed = tags[:, places] + (given @ self._labels.T)[:, by_tag]
        turned = given @ self._adaptation.choice * np.float32(self._adaptation.weights.temperature)
        tags[:, places] = changed + (before - _log_sum(changed) + turned)[:, None]
        result["tag"] = tags
        if "pair" in scores:
            pairs = scores["pair"]
            missing = len(self._head) - pairs.shape[1]
            wide = np.concatenate((pairs, np.repeat(pairs.min(axis=1, keepdims=True), missing, axis=1)), axis=1)
            result["pair"] = wide + given @ self._head.T
        return result


class TagColumns:
    """The columns of lextags that say a target, and the pair that each says."""

    def __init__(self, labels: Labels) -> None:
        pairs = [parsed(tag).pair for tag in labels.tags]
        self.labels = labels
        self.pairs = tuple(dict.fromkeys(pair for pair in pairs if pair))
        number = {pair: place for place, pair in enumerate(self.pairs)}
        self.targets: Integers = np.array([place for place, pair in enumerate(pairs) if pair], np.int64)
        self.others: Integers = np.array([place for place, pair in enumerate(pairs) if not pair], np.int64)
        self.pair_of: Integers = np.array([number[pair] for pair in pairs if pair], np.int64)
        order = np.argsort(self.pair_of, kind="stable")
        self._by_pair = self.targets[order]
        self._starts = np.searchsorted(self.pair_of[order], np.arange(len(self.pairs)))

    @cached_property
    def head(self) -> Integers:
        """The column of each pair in the pair head, -1 where it has none."""
        numbers = self.labels.numbers("pair")
        return np.array([numbers.get(pair, -1) for pair in self.pairs], np.int64)

    def filled(self, tags: npt.NDArray[np.floating]) -> Floats:
        """Scores of the model's own tags, with those learned behind them: as likely as its targets on the average."""
        wide = np.empty((len(tags), len(self.labels.tags)), np.float32)
        known = tags.shape[1]
        wide[:, :known] = tags
        own = self.targets[self.targets < known]
        wide[:, known:] = wide[:, own].mean(axis=1, keepdims=True) if len(own) else 0
        return wide

    def odds(self, tags: Floats) -> Floats:
        """The log-odds of each word, with all scores filled, to be a target."""
        return _log_sum(tags[:, self.targets]) - _log_sum(tags[:, self.others])

    def pair_scores(self, tags: Floats, pairs: npt.NDArray[np.floating] | None, *, mix: float) -> Floats:
        """The scores of each pair for each word, given that it is a target, as the decoder mixes both heads."""
        ordered = tags[:, self._by_pair]
        most = ordered.max(axis=1, keepdims=True)
        summed = np.add.reduceat(np.exp(ordered - most), self._starts, axis=1)
        joint: Floats = np.log(np.maximum(summed, np.float32(1e-30))) + most
        if pairs is None or mix >= 1:
            return joint
        own = np.where(self.head >= 0, pairs[:, self.head], pairs.min(axis=1, keepdims=True))
        return np.asarray(mix * joint + (1 - mix) * own, np.float32)


def extended(labels: Labels, tags: Sequence[str]) -> Labels:
    """Labels with other lextags behind them, and the pairs of those that the pair head lacks."""
    fresh = tuple(tag for tag in dict.fromkeys(tags) if tag not in set(labels.tags))
    pairs = dict.fromkeys(pair for tag in fresh if (pair := parsed(tag).pair))
    more = tuple(pair for pair in pairs if pair not in set(labels.pairs)) if labels.pairs else ()
    return msgspec.structs.replace(labels, tags=(*labels.tags, *fresh), pairs=(*labels.pairs, *more))


def _log_sum(scores: npt.NDArray[np.floating]) -> Floats:
    most = scores.max(axis=1, keepdims=True)
    return np.asarray(np.log(np.exp(scores - most).sum(axis=1)) + most[:, 0], np.float32)
