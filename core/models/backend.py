"""What runs a model, whatever the library: windows of words in, scores by head out. Knows arrays only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from construal.core.models.pieces import Encoded, Ints

Floats = npt.NDArray[np.float32]
VECTORS, PRECEDENTS = EXTRAS = ("vectors", "precedents")
_MOST_WINDOWS = 32
_MOST_PIECES = 4096  # with the padding


class Backend(Protocol):
    """Runs one model. Labels of a window do not depend on the windows beside it.

    `extras` asks for vectors of the words as well: `VECTORS` of the last layer, mean 0 and deviation 1, which the heads
    see, and `PRECEDENTS`, the same of the layer that the manifest names. A model that has none leaves them out.
    """

    name: str
    remarks: list[str]  # what a person should know of how it ran, one sentence each

    def scores(self, windows: Sequence[Encoded], *, extras: Sequence[str] = ()) -> Mapping[str, Floats]:
        """The scores of each head, a row for each word, one window after the other."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as arrays of windows by pieces, filled up with what `mask` hides.

    `first` is the place of each word's first piece, counted through all rows.
    """

    ids: Ints
    shapes: Ints
    mask: Ints
    first: Ints

    @classmethod
    def of(cls, windows: Sequence[Encoded]) -> Batch:
        """The batch of these windows, in their order."""
        length = max(len(window) for window in windows)
        ids, shapes, mask = (np.zeros((len(windows), length), np.int64) for _ in range(3))
        first: list[Ints] = []
        for row, window in enumerate(windows):
            size = len(window)
            ids[row, :size], shapes[row, :size], mask[row, :size] = window.ids, window.shapes, 1
            first.append(window.first + row * length)
        return cls(ids, shapes, mask, np.concatenate(first))


def batched(windows: Sequence[Encoded], *, most: int = _MOST_WINDOWS) -> Iterator[list[int]]:
    """The places of windows of about one length together, so that little is filled up, at most so many in one."""
    chosen: list[int] = []
    for place in sorted(range(len(windows)), key=lambda place: len(windows[place])):
        if chosen and (len(chosen) >= most or (len(chosen) + 1) * len(windows[place]) > _MOST_PIECES):
            yield chosen
            chosen = []
        chosen.append(place)
    if chosen:
        yield chosen


def run(
    backend: Backend, windows: Sequence[Encoded], *, most: int = _MOST_WINDOWS, extras: Sequence[str] = ()
) -> list[dict[str, Floats]]:
    """The scores of each window, run in batches by length."""
    result: list[dict[str, Floats]] = [{} for _ in windows]
    for places in batched(windows, most=most):
        found = backend.scores([windows[place] for place in places], extras=extras)
        ends = np.cumsum([len(windows[place].first) for place in places])
        for head, scores in found.items():
            for place, part in zip(places, np.split(scores, ends[:-1]), strict=True):
                result[place][head] = part
    return result
