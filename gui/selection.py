"""Which token rows are selected, and how keys change that; pure values, no widgets.

Rows are taken in the order of the document; a selection never leaves its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected rows: earlier fragments (`fixed`), and the fragment at hand, which runs from `base` to `head`."""

    base: int
    head: int
    fixed: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """The selected rows in order, each once."""
        low, high = sorted((self.base, self.head))
        return tuple(sorted({*self.fixed, *range(low, high + 1)}))

    def moved(self, step: int, *, total: int) -> Selection:
        """One word before or after the head, of `total` in the document; nothing else stays selected."""
        row = min(max(self.head + step, 0), max(total - 1, 0))
        return Selection(row, row)

    def extended(self, step: int, *, within: range) -> Selection:
        """The fragment at hand, one word longer or shorter at its head."""
        head = self.head + step
        return Selection(self.base, head, self.fixed) if head in within else self

    def across(self, step: int, *, within: range) -> Selection:
        """A new fragment beyond a gap of one word; again, while it is one word: the gap grows.

        Where no word is left on that side, nothing changes.
        """
        starts_new = not self.fixed or self.base != self.head
        fixed = self.rows if starts_new else self.fixed
        row = self.head + (2 * step if starts_new else step)
        while row in fixed:
            row += step
        return Selection(row, row, fixed) if row in within else self


def of_rows(rows: Iterable[int]) -> Selection:
    """The selection of these rows, at least one; the last run is the fragment at hand."""
    ordered = sorted(set(rows))
    first = len(ordered) - 1
    while first > 0 and ordered[first - 1] == ordered[first] - 1:
        first -= 1
    return Selection(ordered[first], ordered[-1], tuple(ordered[:first]))
