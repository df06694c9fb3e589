"""The units of one sentence of two sides under common keys: in a word of several targets, part is held against part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from construal.annotation.snacs.evaluation.analysis import PART, Analysis, Key, Unit


class Aligned(NamedTuple):
    """Both sides' units by gold's keys; `own` has the system's own key where that is another."""

    gold: dict[Key, Unit]
    system: dict[Key, Unit]
    own: dict[Key, Key]


def aligned(gold: Analysis, system: Analysis) -> Aligned:
    """Every unit of both sides. A word with one unit on either side is one place, whatever letters these are on.

    Where a side has several in one word, those on the same letters stand at one key; of the others, those that say
    what the word is first, then those one of which is inside the other.
    """
    wanted, offered = gold.units(), system.units()
    own: dict[Key, Key] = {}
    for word in {key[1] for key in (*gold.parts, *system.parts)}:
        mine, yours = _at(word, wanted), _at(word, offered)
        units = {key: offered.pop(key) for key in yours}
        places = {there: here for here, there in _pairs(gold, system, mine, yours=yours)}
        for key, unit in units.items():
            place = places.get(key, key)
            if place in mine and key not in places:
                place = _place(system, key)  # gold has other letters at this key
            offered[place] = unit
            if place != key:
                own[place] = key
    return Aligned(wanted, offered, own)


def _at(word: int, units: dict[Key, Unit]) -> list[Key]:
    """The keys of the units inside one word, the first of the word before its parts."""
    return [key for key in units if key == (word,) or key[:2] == (PART, word)]


def _pairs(gold: Analysis, system: Analysis, mine: list[Key], *, yours: list[Key]) -> Iterator[tuple[Key, Key]]:
    left, right = list(mine), list(yours)
    fits: tuple[Callable[[Key, Key], bool], ...] = (
        lambda here, there: gold.said(here) == system.said(there) or (here[0] == PART and here == there),
        lambda here, there: here[0] != PART != there[0],
        lambda here, there: gold.said(here) in system.said(there) or system.said(there) in gold.said(here),
    )
    for fit in fits:
        for here in tuple(left):
            there = next((key for key in right if fit(here, key)), None)
            if there is not None:
                left.remove(here)
                right.remove(there)
                yield here, there


def _place(analysis: Analysis, key: Key) -> Key:
    """The key of the first unit in a word as that of one on a second part."""
    form, said = analysis.words[key[0]].form, analysis.said(key)
    start = max(form.rfind(said), 0)
    return (PART, key[0], start, start + len(said))
