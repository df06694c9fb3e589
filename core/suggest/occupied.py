"""The places of a document where a decision already stands, so that no suggestion is made over it."""

from __future__ import annotations

from bisect import bisect_left
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
        self._fragments = sorted({fragment for answer in answers for fragment in answer.anchor.fragments})
        self._starts = [start for start, _ in self._fragments]
        self._longest = max((end - start for start, end in self._fragments), default=0)
        self._exact = {answer.anchor.fragments for answer in answers}

    def touches_rows(self, rows: Iterable[int]) -> bool:
        """Whether an answer stands on any of these token rows."""
        return not self._rows.isdisjoint(rows)

    def leaves_room(self, start: int, end: int) -> bool:
        """Whether a mention may be suggested at `start, end`: no answer is exactly there, and none is crossed.

        Mentions nest, so a place inside an answer or around one is free.
        """
        if ((start, end),) in self._exact:
            return False
        first = bisect_left(self._starts, start - self._longest)
        for other_start, other_end in self._fragments[first : bisect_left(self._starts, end)]:
            crosses = start < other_end and not (
                (other_start <= start and end <= other_end) or (start <= other_start and other_end <= end)
            )
            if crosses:
                return False
        return True
