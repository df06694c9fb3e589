"""What may follow what in a sentence of BIO tags with gaps, and the best legal sequence. Knows no labels.

A word's state is its BIO tag, how its expression goes on where that is promised, and inside a gap how the expression
around it goes on after it. So a verbal expression never turns out a single word, nor a single word's lexcat a group's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from construal.core.models.lextags import BIO

Floats = npt.NDArray[np.floating]
Numbers = npt.NDArray[np.int64]

# States outside a gap: a word alone, the first of a strong expression, the first of a weak one that is alone in it,
# one inside a strong expression, and one that a weak link joins: the first of a strong expression, or alone.
_ALONE, _FIRST, _WEAK, _INSIDE, _JOINED_FIRST, _JOINED = range(6)
_LAYER = 6
_TAGS = ("O", "B", "B", "I_", "I~", "I~")
_LINKS = {_FIRST: "_", _WEAK: "~", _INSIDE: "_~", _JOINED_FIRST: "_", _JOINED: "~"}
_COMPLETE = (_ALONE, _INSIDE, _JOINED)
_BEGIN = (_ALONE, _FIRST, _WEAK)
_GAPS = {"_": _LAYER, "~": 2 * _LAYER}  # the first state inside a gap after which this link follows
STATES = 3 * _LAYER


def _joins(link: str) -> tuple[int, ...]:
    return (_INSIDE,) if link == "_" else (_JOINED_FIRST, _JOINED)


def _allowed() -> Iterator[tuple[int, int]]:
    """Which state may follow which."""
    for base in (0, *_GAPS.values()):
        for state in range(_LAYER):
            if state in _COMPLETE:
                yield from ((base + state, base + then) for then in _BEGIN)
            for link in _LINKS.get(state, ""):
                yield from ((base + state, base + then) for then in _joins(link))
    for state, links in _LINKS.items():
        for link in links:
            yield from ((state, _GAPS[link] + then) for then in _BEGIN)
    for link, base in _GAPS.items():
        for state in _COMPLETE:
            yield from ((base + state, then) for then in _joins(link))


def _emits() -> Iterator[int]:
    """For each state its BIO tag's number, raised by the number of tags where it begins a strong expression."""
    for lower in (False, True, True):
        for state, tag in enumerate(_TAGS):
            number = BIO.index(tag[0].lower() + tag[1:] if lower else tag)
            yield number + len(BIO) * (state in (_FIRST, _JOINED_FIRST))


EMITS: Numbers = np.array(list(_emits()), dtype=np.int64)
FOLLOWS = np.full((STATES, STATES), -np.inf)
FOLLOWS[tuple(zip(*_allowed(), strict=True))] = 0
START = np.full(STATES, -np.inf)
START[list(_BEGIN)] = 0
END = np.full(STATES, -np.inf)
END[list(_COMPLETE)] = 0


class Packed:
    """Scores of words by states with sentences side by side, the longest first, so that those that go on stand first.

    `scores` is words by sentences by states, and `going` tells how many sentences have a word at each place.
    """

    def __init__(self, scores: Floats, lengths: Sequence[int]) -> None:
        size = np.asarray(lengths, dtype=np.int64)
        order = np.argsort(-size, kind="stable")
        self.lengths: Numbers = size[order]
        self._rank = np.empty_like(order)
        self._rank[order] = np.arange(len(order))
        self._sentence = np.repeat(self._rank, size)
        self._place = np.arange(len(scores)) - np.repeat(np.cumsum(size) - size, size)
        longest = int(size.max())
        self.scores: Floats = np.zeros((longest, len(size), scores.shape[1]))
        self.scores[self._place, self._sentence] = scores
        self.going: list[int] = (self.lengths[None] > np.arange(longest)[:, None]).sum(axis=1).tolist()

    def unpacked(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        """What was found for each word, one sentence after the other in the order in which they came."""
        return values[self._place, self._sentence]


def best(scores: Floats, lengths: Sequence[int]) -> Numbers:
    """The best legal state of each word, given those of sentences one after the other (words by states).

    A word alone must be possible throughout, and no sentence empty.
    """
    packed = Packed(scores, lengths)
    given, going = packed.scores, packed.going
    before = np.zeros(given.shape, dtype=np.int8)
    incoming = FOLLOWS.T  # state by state before it, so that the last axis is the one searched
    reached = given[0] + START
    states = np.empty(given.shape[:2], dtype=np.int64)
    ends = np.empty(given.shape[1], dtype=np.int64)
    for place in range(1, len(given) + 1):
        go_on = going[place] if place < len(given) else 0
        ends[go_on : going[place - 1]] = (reached[go_on:] + END).argmax(axis=1)
        if go_on:
            ways = reached[:go_on, None, :] + incoming
            before[place, :go_on] = ways.argmax(axis=2)
            reached = ways.max(axis=2) + given[place, :go_on]
    rows = np.arange(given.shape[1])
    for place in reversed(range(len(given))):
        go_on = going[place + 1] if place + 1 < len(given) else 0
        if go_on:
            states[place, :go_on] = before[place + 1, rows[:go_on], states[place + 1, :go_on]]
        states[place, go_on : going[place]] = ends[go_on : going[place]]
    return np.asarray(packed.unpacked(states), dtype=np.int64)
