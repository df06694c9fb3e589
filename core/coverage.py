"""How much of a document is decided: what counts as a place to decide, and how many of them there are."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from construal.annotation.annotation import Annotation
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import WEAK
from construal.core.tables import SEEN

# `counts` in SQL, where `a` is the annotations row. Values are written without spaces, and a quote inside a text is
# written with a backslash, so what is looked for is never part of one.
_COUNTS = (
    f'(a.layer != \'{LEXICAL}\' OR (instr(a."values", \'"strength":"{WEAK}"\') = 0 '
    "AND (a.status IN ('suggested', 'rejected') AND instr(a.\"values\", '\"supersense\":\"') = 0 "
    'AND instr(a."values", \'"suggester":"tagger"\') = 0 '
    'OR instr(a."values", \'"role":"\') > 0 OR instr(a."values", \'"target":false\') > 0)))'
)


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


def counts(annotation: Annotation) -> bool:
    """Whether a statement is a place to decide: in the lexical layer a target, or a decision that it is none.

    Noun and verb supersenses, weak expressions, and expressions without a label are none; what a rule finds without
    knowing its label is one.
    """
    if annotation.layer != LEXICAL:
        return True
    if annotation.get("strength") == WEAK:
        return False
    if isinstance(annotation.get("role"), str) or annotation.get("target") is False:
        return True
    if annotation.is_decided or annotation.get("suggester") == "tagger":
        return False
    return not isinstance(annotation.get("supersense"), str)


def coverage(
    connection: sqlite3.Connection, layer: str, annotator: str, *, document: int | None = None
) -> dict[int, Coverage]:
    """The coverage of a layer by document id, as `annotator` sees it."""
    one = "AND document = :document" if document is not None else ""
    rows = connection.execute(
        "SELECT document, sum(status IN ('draft', 'gold', 'adjudicated')), sum(status = 'suggested'), "
        f"sum(status = 'rejected') FROM annotations a WHERE layer = :layer {one} AND ({SEEN}) AND {_COUNTS} "
        "GROUP BY document",
        {"layer": layer, "annotator": annotator, "document": document},
    )
    return {id: Coverage(decided, suggested, rejected) for id, decided, suggested, rejected in rows}
