"""Labels under a line: how wide, in which lane, how shortened. No Qt, no words.

Lanes are given from right to left; a label drops below each later one that it reaches, so that its stem, at its own
anchor, crosses none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from construal.gui.text.measures import LABEL, Measures, Metrics
from construal.gui.text.sentence import Mark

FRONT, END = 4, 3  # letters that stay when a name is shortened in the middle
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Label:
    """A label to be placed: `atom` and `inset` say where its target begins, `last` where that part of it ends."""

    mark: int
    atom: int
    last: int
    inset: float
    names: tuple[str, ...]
    slots: tuple[str, ...]
    width: float
    signs: float  # what doubt and broken rules take of the width


@dataclass(frozen=True, slots=True)
class Placed:
    """A label on its line: `anchor` is the left edge of the target, `x` that of the label, never right of it."""

    label: Label
    anchor: float
    x: float
    lane: int = 1

    @property
    def right(self) -> float:
        """The right edge of the label."""
        return self.x + self.label.width


def shown_names(mark: Mark) -> tuple[str, ...]:
    """What a label says: role and function, or one word where both are the same."""
    if mark.state in ("open", "rejected", "not_target", "not_target_suggested"):
        return ()
    names = tuple(name for name, _ in mark.slots)
    return names[:1] if len(names) == 2 and names[0] == names[1] else names[:2]


def sign_width(mark: Mark, measures: Measures) -> float:
    """What the signs after a label take: doubt, then a broken rule."""
    doubt = measures.badge_gap + measures.doubt if mark.doubt else 0.0
    return doubt + (measures.badge_gap + measures.warning if mark.breaks_rule else 0.0)


def slots_width(slots: Sequence[str], metrics: Metrics, measures: Measures) -> float:
    """The width of one or two names in semibold with the arrow between them."""
    arrow = measures.arrow + 2 * measures.arrow_pad if len(slots) == 2 else 0.0
    return sum(metrics.advance(slot, LABEL) for slot in slots) + arrow


def shorten(label: Label, room: float, metrics: Metrics, measures: Measures) -> Label:
    """The label shortened in the middle as little as fits `room`, first the role, then the function.

    At least four letters stay at the front and three at the end; then it may still be wider than `room`.
    """
    slots = list(label.slots)
    for place, name in enumerate(label.names):
        for kept in range(len(name) - 2, FRONT + END - 1, -1):
            if slots_width(slots, metrics, measures) + label.signs <= room:
                break
            front = max(FRONT, (kept + 1) // 2)
            slots[place] = name[:front] + ELLIPSIS + name[len(name) - (kept - front) :]
    return replace(label, slots=tuple(slots), width=slots_width(slots, metrics, measures) + label.signs)


def with_lanes(placed: Sequence[Placed], gap: float) -> tuple[Placed, ...]:
    """The labels of a line, in order of their anchors, each in its lane."""
    lanes: list[Placed] = []
    for one in reversed(placed):
        below = [later.lane for later in lanes if later.x < one.right + gap]
        lanes.append(replace(one, lane=1 + max(below, default=0)))
    return tuple(reversed(lanes))


def with_few_lanes(placed: Sequence[Placed], metrics: Metrics, measures: Measures) -> tuple[Placed, ...]:
    """The labels in lanes, with names shortened where more than the most lanes would be needed otherwise."""
    gap = measures.label_gap
    result = with_lanes(placed, gap)
    for place in reversed(range(len(result))):
        one = result[place]
        if one.lane <= measures.lanes_max:
            continue
        lowest = [later.x for later in result[place + 1 :] if later.lane >= measures.lanes_max]
        room = min(lowest, default=one.x) - gap - one.x
        shorter = shorten(one.label, room, metrics, measures)
        if shorter.width <= room:
            result = with_lanes((*result[:place], replace(one, label=shorter), *result[place + 1 :]), gap)
    return result


def most_lanes(placed: Sequence[Placed]) -> int:
    """How many lanes the labels take."""
    return max((one.lane for one in placed), default=0)
