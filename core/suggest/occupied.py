"""The places of a document where a decision already stands, so that no suggestion is made over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document


class Occupied:
    """Where `standing` has a decision or a rejection in a layer; suggestions and weak expressions leave room."""

    def __init__(self, document: Document, standing: Iterable[Annotation], *, layer: str) -> None:
        answers = [
            a
            for a in standing
            if a.layer == layer
            and a.document == document.id
            and a.status is not Status.SUGGESTED
            and a.get("strength") != "weak"
        ]
        self._rows = {row for answer in answers for row in document.tokens.rows_of(answer.anchor)}
        # Merged, so that both ends rise together and can be searched.
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(fragment for answer in answers for fragment in answer.anchor.fragments):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)
        self._exact = {answer.anchor.fragments for answer in answers}

    def touches_rows(self, rows: Iterable[int]) -> bool:
        """Whether an answer stands on any of these token rows."""
        return not self._rows.isdisjoint(rows)

    def touches(self, start: int, end: int) -> bool:
        """Whether an answer shares a code point with `start, end`."""
        first = bisect_right(self._ends, start)
        return first < bisect_left(self._starts, end)

    def is_answered(self, start: int, end: int) -> bool:
        """Whether an answer stands on exactly `start, end`."""
        return ((start, end),) in self._exact
