"""Which words a target's vector is made of: its own, its governor and its object. Knows no vector."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.scheme import UNCLEAR
from construal.annotation.snacs import relations
from construal.annotation.snacs.expression import WEAK, rows_of


@dataclass(frozen=True, slots=True)
class Place:
    """The token rows of a target, all in one sentence; governor and object are None where there is none."""

    rows: tuple[int, ...]
    governor: int | None = None
    object: int | None = None


def is_precedent(annotation: Annotation) -> bool:
    """Whether an annotation decides a target's role, so that others may be decided like it."""
    role = annotation.text("role")
    return (
        annotation.layer == LEXICAL
        and annotation.is_decided
        and bool(role)
        and role != UNCLEAR
        and not role.startswith("`")
        and annotation.get("target") is not False
        and annotation.text("strength") != WEAK
    )


def key(annotation: Annotation) -> str:
    """What tells the place of a target from every other of its document: its anchor, and what was stated of its words.

    Two annotations with one key have one vector.
    """
    stated = (annotation.text("governor"), annotation.text("object"))
    return " ".join((str(annotation.anchor), *stated)) if any(stated) else str(annotation.anchor)


def place(document: Document, annotation: Annotation, *, joined: Collection[int] = ()) -> Place | None:
    """The place of a target of a document; None where its anchor is on no token.

    Governor and object are those stated, else those of the document's tree; `joined` as for the relations.
    """
    rows = rows_of(document, annotation.anchor)
    if not rows:
        return None
    found = relations.stated(document, annotation, joined=joined) or relations.BARE
    return Place(tuple(rows), found.governor, found.object)
