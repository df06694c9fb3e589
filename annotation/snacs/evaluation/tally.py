"""Counting two sides' units, tags and links sentence by sentence; nothing is judged here but links."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from construal.annotation.snacs.evaluation.alignment import aligned
from construal.annotation.snacs.evaluation.analysis import PART, Analysis, Key, Tag, Unit
from construal.annotation.snacs.evaluation.score import LinkScore

SINGLE, CONTIGUOUS, GAPPY = "SWE", "ContigMWE", "GappyMWE"
UnitPair = tuple[str, Unit | None, Unit | None]  # shape, gold's, the system's
LINKS = ("Link+", "Link-")

_PLAIN_TAG = "O"


@dataclass(slots=True)
class Tally:
    """What was counted. `links` has, for Link+ and Link-, all four counts of all links and of those across gaps."""

    units: Counter[UnitPair] = field(default_factory=Counter)
    tags: Counter[tuple[Tag, Tag | None]] = field(default_factory=Counter)
    lexlemmas: Counter[tuple[str, Unit | None, Unit | None]] = field(default_factory=Counter)
    links: list[int] = field(default_factory=lambda: [0] * 16)
    words: int = 0
    sentences: int = 0
    plain: Counter[tuple[Unit | None, Unit | None]] = field(default_factory=Counter)

    def add(self, gold: Analysis, system: Analysis | None) -> None:
        """Count a sentence; None where the system has nothing to say of it."""
        self.sentences += 1
        if system is not None and gold.is_plain and system.is_plain:
            self.plain.update(zip(gold.singles, system.singles, strict=True))
            self.words += sum(unit is not None for unit in gold.singles)
            if _has_target(gold.singles) or _has_target(system.singles):
                for p, (one, other) in enumerate(zip(gold.singles, system.singles, strict=True)):
                    self._add_lexlemma(gold, system, (p,), (p,), pair=(one, other))
            return
        wanted, offered, own = (gold.units(), {}, {}) if system is None else aligned(gold, system)
        ordinals = gold.ordinals()
        for key in wanted.keys() | offered.keys():
            one, other = wanted.get(key), offered.get(key)
            self.units[_shape(key, ordinals), one, other] += 1
            self._add_lexlemma(gold, system, key, own.get(key, key), pair=(one, other))
        tags = gold.tags()
        self.words += len(tags)
        others: list[Tag] | list[None] = [None] * len(tags) if system is None else system.tags()
        self.tags.update(zip(tags, others, strict=True))
        self._add_links([tag.bio for tag in tags], [tag.bio if tag else _PLAIN_TAG for tag in others])

    def merge(self, other: Tally) -> None:
        """Add what another tally counted."""
        self.units.update(other.units)
        self.tags.update(other.tags)
        self.lexlemmas.update(other.lexlemmas)
        self.plain.update(other.plain)
        self.links = [a + b for a, b in zip(self.links, other.links, strict=True)]
        self.words += other.words
        self.sentences += other.sentences

    def settle(self) -> Tally:
        """Sort what plain sentences gave into units and tags, each pair once; gives itself."""
        for (one, other), count in self.plain.items():
            if one is None and other is None:
                continue
            self.units[SINGLE, one, other] += count
            if one is not None:
                self.tags[Tag(_PLAIN_TAG, one, ""), Tag(_PLAIN_TAG, other, "")] += count
        self.plain.clear()
        return self

    def link(self, kind: str, *, gappy: bool) -> LinkScore:
        """The links of `Link+` (weak ones counted as strong) or `Link-` (left out), all or those across gaps."""
        begin = 8 * LINKS.index(kind) + 4 * gappy
        return LinkScore(*self.links[begin : begin + 4])

    def _add_lexlemma(
        self, gold: Analysis, system: Analysis | None, key: Key, own: Key, *, pair: tuple[Unit | None, Unit | None]
    ) -> None:
        """Count a target under gold's name of it; one of the system's on a part of a word, which gold has not, its."""
        one, other = pair
        is_wanted = one is not None and one.is_target
        if is_wanted or (other is not None and other.is_target):
            side = gold if is_wanted or system is None or own not in system.named else system
            self.lexlemmas[side.lexlemma(key if side is gold else own), one, other] += 1

    def _add_links(self, gold: list[str], system: list[str]) -> None:
        wanted, found = _links(gold), _links(system)
        if not wanted and not found:
            return
        for kind, begin in zip(LINKS, (0, 8), strict=True):
            mine = [(a, b) for a, b, strong in wanted if strong or kind == "Link+"]
            yours = [(a, b) for a, b, strong in found if strong or kind == "Link+"]
            my_groups, your_groups = _groups(mine), _groups(yours)
            for offset, links, groups in ((begin, yours, my_groups), (begin + 2, mine, your_groups)):
                for a, b in links:
                    right = a in groups and groups[a] == groups.get(b)
                    for gap in (0, 4) if b - a > 1 else (0,):
                        self.links[offset + gap] += right
                        self.links[offset + gap + 1] += 1


def _has_target(units: list[Unit | None]) -> bool:
    return any(unit is not None and unit.is_target for unit in units)


def _shape(key: Key, ordinals: list[int]) -> str:
    if len(key) == 1 or key[0] == PART:
        return SINGLE
    return CONTIGUOUS if ordinals[key[-1]] - ordinals[key[0]] + 1 == len(key) else GAPPY


def _links(bio: list[str]) -> list[tuple[int, int, bool]]:
    """Neighbouring words of an expression, and whether their link is strong, from BIO tags with one level of gaps."""
    found: list[tuple[int, int, bool]] = []
    last = {True: -1, False: -1}  # by whether inside a gap
    for place, tag in enumerate(bio):
        if tag in ("O", "o"):
            continue
        inside = tag[0].islower()
        if tag not in ("B", "b"):
            found.append((last[inside], place, tag.endswith("_")))
        last[inside] = place
    return found


def _groups(links: list[tuple[int, int]]) -> dict[int, int]:
    """The first word of the expression that each linked word belongs to."""
    first: dict[int, int] = {}
    for a, b in links:
        first[b] = first.setdefault(a, a)
    return first
