"""What the targets most like one say of it: the construal that most of them have, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from construal.annotation.snacs.expression import prefixed
from construal.core.precedents.pool import Entry, Near, Pool

NEAREST = 10  # precedents that are asked
_STEEPNESS = 8  # the power of a likeness that a precedent weighs by
_QUERIES = 1000  # of a project that its votes are judged by, at most
_BINS = 5
_PRIOR = 5.0  # decisions that the average weighs in a bin


@dataclass(frozen=True, slots=True)
class Vote:
    """The construal that weighs most among the nearest, its share of the weight, and the annotations that have it.

    `shares` are all construals, heaviest first; `asked` the annotations that were asked, likest first.
    """

    role: str
    function: str
    share: float
    shares: tuple[tuple[str, str, float], ...]
    agreeing: tuple[int, ...]
    asked: tuple[int, ...]

    @property
    def text(self) -> str:
        """The vote in words."""
        construal = f"{prefixed(self.role)}↝{prefixed(self.function)}"
        if len(self.asked) == 1:
            return f"1 precedent says {construal}"
        return f"{len(self.asked)} precedents, {len(self.agreeing)} say {construal}"


def vote(near: Sequence[Near]) -> Vote | None:
    """The vote of the nearest targets, each weighing the more the liker it is; None where there are none."""
    if not near:
        return None
    weights: defaultdict[tuple[str, str], float] = defaultdict(float)
    for entry, likeness in near:
        weights[entry.role, entry.function] += max(likeness, 1e-3) ** _STEEPNESS
    total = sum(weights.values())
    # Of equal ones the one that comes first among the nearest.
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    role, function = ranked[0][0]
    return Vote(
        role,
        function,
        ranked[0][1] / total,
        tuple((*pair, weight / total) for pair, weight in ranked),
        tuple(e.annotation for e, _ in near if (e.role, e.function) == (role, function)),
        tuple(e.annotation for e, _ in near),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """How often the votes of a project's own targets are right, by share, each asked of other documents only.

    `right` is the number of right construals, `floor_right` that of the lexlemma's most frequent one in the same other
    documents. Where all is in one document, other sentences are asked.
    """

    queries: int
    right: int
    floor_right: int
    by_share: tuple[tuple[int, int], ...]  # right and all, by share

    @property
    def is_better(self) -> bool:
        """Whether votes are right more often than the most frequent construal is."""
        return self.right > self.floor_right

    def confidence(self, share: float) -> float:
        """How likely a vote of this share is right: what such votes were, drawn to the average where there are few."""
        if not self.queries:
            return share / 2
        right, asked = self.by_share[_bin(share)]
        average = (self.right + 0.5) / (self.queries + 1)  # never quite sure
        return (right + _PRIOR * average) / (asked + _PRIOR)


def judged(pool: Pool, floor: Callable[[Entry], tuple[str, str] | None], *, at_once: int = _QUERIES) -> Judged:
    """The votes of a pool on its own targets, at most so many, evenly picked.

    `floor` gives the most frequent construal for a target, by other documents than its own.
    """
    entries = sorted(pool.entries())
    chosen = entries[:: max(1, -(-len(entries) // at_once))]
    alone = len({entry.document for entry in entries}) == 1
    right = floor_right = 0
    by_share = [[0, 0] for _ in range(_BINS)]
    for entry in chosen:
        asked = pool.vector(entry.annotation)
        if asked is None:
            continue
        near = pool.nearest(
            asked, NEAREST, lemma=entry.lemma, document=entry.document, sentence=entry.sentence if alone else None
        )
        said = vote(near)
        is_right = said is not None and (said.role, said.function) == (entry.role, entry.function)
        right += is_right
        floor_right += floor(entry) == (entry.role, entry.function)
        if said is not None:
            of = by_share[_bin(said.share)]
            of[0] += is_right
            of[1] += 1
    return Judged(len(chosen), right, floor_right, tuple((of[0], of[1]) for of in by_share))


def _bin(share: float) -> int:
    return min(int(share * _BINS), _BINS - 1)
