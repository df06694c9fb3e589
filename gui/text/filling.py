"""Fills lines: which words stand on which line and where, so that labels find room. No Qt, nothing below the labels.

Depends on labels, never on which target is current: moving on must not move a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from construal.gui.text.atoms import Atom
from construal.gui.text.labels import Label, Placed, most_lanes, shorten, with_few_lanes, with_lanes
from construal.gui.text.measures import Measures, Metrics

FULL = 0.4  # a line this full may end early for the sake of a label


@dataclass(frozen=True, slots=True)
class Filled:
    """A line: its atoms `first` up to `last` (excluded), their left edges, and its labels in lanes."""

    first: int
    last: int
    xs: tuple[float, ...]
    labels: tuple[Placed, ...]


class Filler:
    """Fills the lines of one sentence from its atoms and labels; x grows in reading direction."""

    def __init__(
        self,
        atoms: Sequence[Atom],
        labels: Mapping[int, Sequence[Label]],
        *,
        width: float,
        metrics: Metrics,
        measures: Measures,
    ) -> None:
        self.atoms = atoms
        self.labels = labels
        self.width = width
        self.metrics = metrics
        self.measures = measures
        self._begin(0)

    def _begin(self, first: int) -> None:
        self.first = first
        self.xs: list[float] = []
        self.placed: list[Placed] = []

    def lines(self) -> list[Filled]:
        """The lines, top down."""
        done: list[Filled] = []
        at = 0
        while at < len(self.atoms):
            after = at + 1
            while after < len(self.atoms) and not self.atoms[after - 1].can_break:
                after += 1
            if not self._add(at, after):
                if self.xs:
                    done.append(self._finished(at))
                self._begin(at)
                if not self._add(at, after):  # words that nothing parts and that no line holds: cut where it is full
                    after = self._add_part(at, after)
            at = after
        if self.xs:
            done.append(self._finished(len(self.atoms)))
        return done

    def _finished(self, last: int) -> Filled:
        labels = with_few_lanes(self.placed, self.metrics, self.measures)
        return Filled(self.first, last, tuple(self.xs), labels)

    def _add_part(self, first: int, after: int) -> int:
        """Put as many atoms on the empty line as fit, at least one, and tell which comes next."""
        for last in range(after - 1, first, -1):
            self._begin(first)
            if self._add(first, last):
                return last
        self._begin(first)
        self._place(first)
        for label in self.labels.get(first, ()):
            self.placed.append(self._set(label, self.placed, self.xs))
        return first + 1

    def _place(self, at: int) -> None:
        before = self.atoms[at - 1] if self.xs else None
        self.xs.append(self.xs[-1] + before.width + before.gap if before is not None else 0.0)

    def _add(self, first: int, after: int) -> bool:
        """Put the atoms on the line if they and their labels belong there, or leave it as it was."""
        xs, placed = list(self.xs), list(self.placed)
        is_full = False
        for at in range(first, after):
            self._place(at)
            if self.xs[-1] + self.atoms[at].width > self.width + 0.01:
                self.xs, self.placed = xs, placed
                return False
            for label in self.labels.get(at, ()):
                self._spread(label, at)
                one = self._set(label, self.placed, self.xs)
                is_full = is_full or one.x + 0.01 < one.anchor or one.label is not label
                self.placed.append(one)
        if len(self.placed) == len(placed) or not xs:
            return True
        reaches = self.xs[-1] + self.atoms[after - 1].width > self.width + 0.01
        crowded = most_lanes(with_lanes(self.placed, self.measures.label_gap)) > self.measures.lanes_max
        is_early = self.xs[first - self.first] >= FULL * self.width
        shortened = crowded and with_few_lanes(self.placed, self.metrics, self.measures)
        hopeless = shortened and most_lanes(shortened) > self.measures.lanes_max
        if reaches or hopeless or ((is_full or crowded) and is_early):
            self.xs, self.placed = xs, placed
            return False
        return True

    def _spread(self, label: Label, at: int) -> None:
        """Widen the gaps between this target and the one before, if that alone makes room for the label before."""
        if not self.placed:
            return
        before = self.placed[-1]
        need = before.right + self.measures.label_gap - (self.xs[-1] + label.inset)
        begin = min(max(before.label.last, before.label.atom), at - 1)
        gaps = range(max(begin, self.first), at)
        room = sum(self.atoms[g].give for g in gaps)
        if need <= 0 or room < need:
            return
        share = 0.0
        for g in gaps:
            share += need * self.atoms[g].give / room
            self.xs[g + 1 - self.first] += share
        for place in range(len(self.placed)):
            one = self.placed[place]
            anchor = self.xs[one.label.atom - self.first] + one.label.inset
            self.placed[place] = replace(one, anchor=anchor, x=one.x + anchor - one.anchor)

    def _set(self, label: Label, placed: Sequence[Placed], xs: Sequence[float]) -> Placed:
        """The label at its target, moved left and at last shortened if it would pass the edge of the text."""
        anchor = xs[label.atom - self.first] + label.inset
        edge = self.width + self.measures.overhang
        if anchor + label.width <= edge:
            return Placed(label, anchor, anchor)
        # never to the left of the target before, whose stem would cross it
        leftmost = min(anchor, placed[-1].anchor + self.measures.label_gap if placed else 0.0)
        x = max(leftmost, edge - label.width)
        if x + label.width > edge:
            label = shorten(label, edge - x, self.metrics, self.measures)
        return Placed(label, anchor, x)
