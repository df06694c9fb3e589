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
_FOLLOWS = np.full((STATES, STATES), -np.inf)
_FOLLOWS[tuple(zip(*_allowed(), strict=True))] = 0
_START = np.full(STATES, -np.inf)
_START[list(_BEGIN)] = 0
_END = np.full(STATES, -np.inf)
_END[list(_COMPLETE)] = 0


def best(sentences: Sequence[Floats]) -> Numbers:
    """The best legal states of the words of each sentence, one sentence after the other.

    Each has an array of words by states. A word alone must be possible throughout.
    """
    longest = max(len(scores) for scores in sentences)
    padded = np.zeros((longest, len(sentences), STATES))
    for number, scores in enumerate(sentences):
        padded[: len(scores), number] = scores
    reached = np.empty_like(padded)
    before = np.zeros(padded.shape, dtype=np.int8)
    reached[0] = padded[0] + _START
    incoming = _FOLLOWS.T  # state by state before it, so that the last axis is the one searched
    for place in range(1, longest):
        ways = reached[place - 1][:, None, :] + incoming
        before[place] = ways.argmax(axis=2)
        reached[place] = ways.max(axis=2) + padded[place]
    result: list[Numbers] = []
    for number, scores in enumerate(sentences):
        length = len(scores)
        states = np.empty(length, dtype=np.int64)
        if length:
            states[-1] = (reached[length - 1, number] + _END).argmax()
            for place in range(length - 1, 0, -1):
                states[place - 1] = before[place, number, states[place]]
        result.append(states)
    return np.concatenate(result)
