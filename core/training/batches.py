"""Examples as batches of tensors: which sentences go together, in an order that the seed and the epoch decide."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from construal.core.models.arborescence import ROOT
from construal.core.models.labels import Labels
from construal.core.models.pieces import Encoded, Ints, Pieces
from construal.core.training.examples import Example
from construal.core.training.label_sets import MASK, Targets, numbered
from construal.core.training.network import Batch

_BUCKET = 40  # batches' worth of sentences that are sorted by length together


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, or a window of a long one, with what its words teach; `example` is the sentence's number.

    `heads` are the governors of the words, counted from 1 inside the window, 0 for the root, MASK outside the window;
    empty where they are not taught.
    """

    encoded: Encoded
    targets: Targets
    example: int
    heads: Ints


def items(examples: Sequence[Example], pieces: Pieces, labels: Labels) -> list[Item]:
    """The windows of every example, in order."""
    by_label = {head: labels.numbers(head) for head in labels.sizes}
    found: list[Item] = []
    windows = pieces.encode_all([example.words for example in examples])
    for place, (example, of_example) in enumerate(zip(examples, windows, strict=True)):
        targets = numbered(example, by_label)
        begin = 0
        for window in of_example:
            end = begin + len(window.first)
            known = {head: numbers[begin:end] for head, numbers in targets.items()}
            found.append(Item(window, known, place, _inside(example.heads, begin, end=end)))
            begin = end
    return found


def _inside(heads: Sequence[int], begin: int, *, end: int) -> Ints:
    """The governors of some words of a sentence, counted from the first of these."""
    own = np.array(heads[begin:end], np.int64)
    return np.where(own == ROOT, ROOT, np.where((own > begin) & (own <= end), own - begin, MASK))


def shuffled(lengths: Sequence[int], *, size: int, pieces: int, seed: int, epoch: int) -> list[list[int]]:
    """The numbers of items, each once, in batches of like length; the same for the same seed and epoch."""
    order = random.Random(f"{seed} {epoch}")
    numbers = list(range(len(lengths)))
    order.shuffle(numbers)
    step = size * _BUCKET
    buckets = [sorted(numbers[i : i + step], key=lengths.__getitem__) for i in range(0, len(numbers), step)]
    cut = _cut([number for bucket in buckets for number in bucket], lengths, size=size, pieces=pieces)
    order.shuffle(cut)
    return cut


def by_length(lengths: Sequence[int], *, size: int, pieces: int) -> list[list[int]]:
    """The numbers of items in batches, the shortest first."""
    return _cut(sorted(range(len(lengths)), key=lengths.__getitem__), lengths, size=size, pieces=pieces)


def _cut(numbers: Iterable[int], lengths: Sequence[int], *, size: int, pieces: int) -> list[list[int]]:
    batches: list[list[int]] = []
    current: list[int] = []
    longest = 0
    for number in numbers:
        longer = max(longest, lengths[number])
        if current and (len(current) == size or (len(current) + 1) * longer > pieces):
            batches.append(current)
            current, longer = [], lengths[number]
        current.append(number)
        longest = longer
    return [*batches, current] if current else batches


def collated(encoded: Sequence[Encoded], *, padding: int = 0, device: torch.device | str = "cpu") -> Batch:
    """Sentences as one batch of tensors."""
    width = max(len(one) for one in encoded)
    ids = np.full((len(encoded), width), padding, np.int64)
    shapes = np.zeros((len(encoded), width), np.int64)
    mask = np.zeros((len(encoded), width), np.int64)
    for row, one in enumerate(encoded):
        ids[row, : len(one)], shapes[row, : len(one)], mask[row, : len(one)] = one.ids, one.shapes, 1
    first = np.concatenate([row * width + one.first for row, one in enumerate(encoded)])
    return Batch(*(torch.from_numpy(array).to(device) for array in (ids, shapes, mask, first)))


def taught(chosen: Sequence[Item], head: str) -> Tensor:
    """The numbers of the labels of a head for each word of the items, MASK where they do not teach it."""
    return torch.from_numpy(
        np.concatenate([
            item.targets[head] if head in item.targets else np.full(len(item.encoded.first), MASK, np.int64)
            for item in chosen
        ])
    )  # fmt: skip
