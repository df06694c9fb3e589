"""How much of a document is decided."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from construal.core.tables import SEEN


@dataclass(frozen=True, slots=True)
class Coverage:
    """Places of one layer in one document: decided, suggested and unanswered, rejected and still open."""

    decided: int
    suggested: int
    open: int

    @property
    def total(self) -> int:
        """All places."""
        return self.decided + self.suggested + self.open

    @property
    def is_complete(self) -> bool:
        """True where there are places and each is decided."""
        return 0 < self.decided == self.total


def coverage(
    connection: sqlite3.Connection, layer: str, annotator: str, *, document: int | None = None
) -> dict[int, Coverage]:
    """The coverage of a layer by document id, as `annotator` sees it."""
    one = "AND document = :document" if document is not None else ""
    rows = connection.execute(
        "SELECT document, sum(status IN ('draft', 'gold', 'adjudicated')), sum(status = 'suggested'), "
        f"sum(status = 'rejected') FROM annotations a WHERE layer = :layer {one} AND ({SEEN}) GROUP BY document",
        {"layer": layer, "annotator": annotator, "document": document},
    )
    return {id: Coverage(decided, suggested, rejected) for id, decided, suggested, rejected in rows}
