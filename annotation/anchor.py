"""Where an annotation sits: fragments of text, a token row without text, a solution step, or a whole document."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from construal.annotation.errors import CommandError


# Frozen values hold no cycles, so the garbage collector need not look at a million of them.
class Anchor(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One place in one document.

    `fragments` are half-open `(start, end)` code-point ranges, sorted, apart from each other (gaps allowed, parts of
    tokens allowed). `row` names a token row without text (an empty node) and then carries one zero-width fragment for
    its position; `step` is the 0-based index of a solution step. An anchor with none of the three is the document.
    """

    fragments: tuple[tuple[int, int], ...] = ()
    row: int | None = None
    step: int | None = None

    @property
    def start(self) -> int | None:
        """First code point, or None for a step or a whole document."""
        return self.fragments[0][0] if self.fragments else None

    @property
    def end(self) -> int | None:
        """The code point after the last, or None for a step or a whole document."""
        return self.fragments[-1][1] if self.fragments else None

    @property
    def is_document(self) -> bool:
        """True where the whole document is meant."""
        return not self.fragments and self.row is None and self.step is None

    @property
    def has_gap(self) -> bool:
        """True where the anchor has more than one fragment."""
        return len(self.fragments) > 1

    def covers(self, start: int, end: int) -> bool:
        """Whether `start, end` lies whole inside one fragment."""
        return any(s <= start and end <= e for s, e in self.fragments)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any fragment shares a code point with `start, end`."""
        return any(s < end and start < e for s, e in self.fragments)

    def text(self, document_text: str, *, gap: str = " … ") -> str:
        """The words at the anchor, fragments joined by `gap`."""
        return gap.join(document_text[s:e] for s, e in self.fragments)

    def __str__(self) -> str:
        """The anchor as `parse` reads it: `3-7,9-12`, `row 5 at 17`, `step 3` or `document`."""
        if self.row is not None:
            return f"row {self.row} at {self.start}"
        if self.step is not None:
            return f"step {self.step}"
        return ",".join(f"{s}-{e}" for s, e in self.fragments) or "document"


DOCUMENT = Anchor()


def span(*fragments: tuple[int, int]) -> Anchor:
    """An anchor on text: fragments are sorted, and joined where they touch or overlap.

    Raises CommandError for a fragment that is empty, reversed or negative.
    """
    return Anchor(fragments=merged(fragments))


def at_row(row: int, position: int) -> Anchor:
    """An anchor on token row `row`, which has no text and stands at code point `position`."""
    return Anchor(fragments=((position, position),), row=row)


def at_step(step: int) -> Anchor:
    """An anchor on the solution step with this 0-based index."""
    return Anchor(step=step)


def merged(fragments: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Fragments sorted, and joined where they touch or overlap."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(fragments):
        if not 0 <= start < end:
            raise CommandError(f"A fragment must run forward from 0 or more, not from {start} to {end}.")
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    if not result:
        raise CommandError("An anchor on text needs at least one fragment.")
    return tuple(result)


def parse(text: str) -> Anchor:
    """The anchor that `str(anchor)` wrote. Raises CommandError for anything else."""
    try:
        if text == "document":
            return DOCUMENT
        if text.startswith("step "):
            return at_step(int(text[5:]))
        if text.startswith("row "):
            row, position = text[4:].split(" at ")
            return at_row(int(row), int(position))
        pairs = (part.split("-") for part in text.split(","))
        return Anchor(fragments=tuple((int(s), int(e)) for s, e in pairs))
    except ValueError as error:
        raise CommandError(f"‘{text}’ is no anchor; expected such as 3-7,9-12, step 3 or document.") from error
