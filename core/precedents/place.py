"""Which words a target's vector is made of, its own, its governor and its object, and the vector made of theirs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.scheme import UNCLEAR
from construal.annotation.snacs import relations
from construal.annotation.snacs.expression import WEAK, rows_of
from construal.core.models.tagged import regular_rows

Floats = npt.NDArray[np.float32]
PARTS = (1.0, 0.7, 0.7)  # by what target, governor and object are multiplied, found on documents left out in turn


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


class Spot(NamedTuple):
    """A place by numbers of words in its sentence, empty nodes not counted; `words` may be none."""

    sentence: int
    words: tuple[int, ...]
    governor: int | None
    object: int | None


def spot(document: Document, place: Place) -> Spot:
    """The spot of a place; governor and object of another sentence are none."""
    sentence = document.sentences.of_row(place.rows[0])
    number = {row: position for position, row in enumerate(regular_rows(document, sentence))}
    own = tuple(number[row] for row in place.rows if row in number)
    governor, object_ = (None if row is None else number.get(row) for row in (place.governor, place.object))
    return Spot(sentence, own, governor, object_)


def vector(words: Floats, spot: Spot) -> Floats:
    """The vector of a target, from those of its sentence's words: target, governor and object, of the lengths `PARTS`.

    Of several words the target has their mean. What is absent is zeros.
    """
    width = words.shape[1]
    made = np.zeros(len(PARTS) * width, np.float32)
    parts = (
        words[list(spot.words)].mean(axis=0) if spot.words else None,
        None if spot.governor is None else words[spot.governor],
        None if spot.object is None else words[spot.object],
    )
    for number, (part, wanted) in enumerate(zip(parts, PARTS, strict=True)):
        if part is not None and (length := float(np.linalg.norm(part))) > 0:
            made[number * width : (number + 1) * width] = part * (wanted / length)
    return made
