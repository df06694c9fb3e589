"""Governors and objects between files and documents: what a file states otherwise than follows, and what is written.

Knows ids of tokens and rows of documents, not a file's notation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

import msgspec

from construal.annotation.annotation import Annotation, Value
from construal.annotation.document import Document
from construal.annotation.formats.format import Imported, Oddity
from construal.annotation.formats.turned import NONE, StatedRelation, Turned, token_lines
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import WEAK, rows_of
from construal.annotation.snacs.relations import (
    BARE,
    CONFIGS,
    KEYS,
    LEXCATS,
    Relation,
    joined_rows,
    relation,
    stated,
    token_id,
    values_of,
)
from construal.annotation.snacs.tree import sentence_ids


def attached_relations(imported: Imported, turned: Turned) -> list[Oddity]:
    """Put what the lines' relations state otherwise than follows into the annotations; tell of what has no place.

    The oddities have the turned lines' numbers.
    """
    if not turned.relations:
        return []
    of_document: dict[int, list[Annotation]] = defaultdict(list)
    for annotation in imported.annotations:
        of_document[annotation.document].append(annotation)
    starts = turned.line_starts()
    lines = iter(sorted(turned.relations))
    line = next(lines, None)
    changed: dict[int, Annotation] = {}
    oddities: list[Oddity] = []
    for document in imported.documents:
        bounds = document.sentences.source_start.tolist()
        mine: _Expressions | None = None
        while line is not None and starts[line] < bounds[-1]:
            mine = mine or _Expressions(document, of_document[document.id])
            index = bisect_right(bounds, starts[line]) - 1
            block_line = bisect_right(starts, bounds[index]) - 1
            place = token_lines(turned.lines[bounds[index] : bounds[index + 1]]).index(line - block_line)
            row = document.sentences.rows(index).start + place
            found = mine.at.get(row)
            values, message = _values(document, row, turned.relations[line], mine=mine)
            if values and found is None:
                message = "governor and object of a word without annotation, other than the tree has them; not read"
            elif values and found is not None:
                changed[found.id] = msgspec.structs.replace(found, values={**found.values, **values})
            if message:
                oddities.append(Oddity("", line + 1, message))
            line = next(lines, None)
    if changed:
        imported.annotations = [changed.get(annotation.id, annotation) for annotation in imported.annotations]
    return oddities


class _Expressions:
    """The single and strong expressions of a document by their first row, and the rows inside strong ones."""

    def __init__(self, document: Document, annotations: Sequence[Annotation]) -> None:
        self.document = document
        self.joined: Collection[int] = joined_rows(document, annotations)
        self.at: dict[int, Annotation] = {}
        for annotation in annotations:
            if annotation.layer == LEXICAL and annotation.text("strength") != WEAK:
                rows = rows_of(document, annotation.anchor)
                if rows:
                    self.at[rows[0]] = annotation

    def rows(self, row: int) -> list[int]:
        """The rows of the expression that begins in a row."""
        found = self.at.get(row)
        return (rows_of(self.document, found.anchor) if found is not None else None) or [row]


def _values(document: Document, row: int, said: StatedRelation, *, mine: _Expressions) -> tuple[dict[str, Value], str]:
    """The values that state a relation, empty where it is the derived one, and what is odd about it."""
    rows = mine.rows(row)
    anchor = mine.at[row].anchor if row in mine.at else None
    derived = relation(document, rows, anchor=anchor, joined=mine.joined) or BARE
    index = document.sentences.of_row(row)
    ids = sentence_ids(document, index)
    first = document.sentences.rows(index).start
    ends: list[int | None] = []
    message = ""
    for id, otherwise in ((said.governor, derived.governor), (said.object, derived.object)):
        if id in ids:
            ends.append(first + ids.index(id))
        elif id == NONE:
            ends.append(None)
        else:
            ends.append(otherwise)
            message = f"governor or object ‘{id}’ is no token of the sentence; not read"
    config = said.config if said.config in CONFIGS else derived.config
    if said.config and said.config not in CONFIGS:
        message = f"‘{said.config}’ is no kind of relation; not read"
    return values_of(document, rows, Relation(ends[0], ends[1], config), anchor=anchor, joined=mine.joined), message


def statements(annotations: Iterable[Annotation]) -> set[tuple[object, ...]]:
    """What annotations state about governors and objects, to be compared."""
    return {
        (annotation.anchor, *(annotation.get(key) for key in KEYS))
        for annotation in annotations
        if any(annotation.get(key) is not None for key in KEYS)
    }


class Relations:
    """The relations that stand for a document, sentence by sentence."""

    def __init__(self, document: Document, annotations: Sequence[Annotation]) -> None:
        self._document = document
        self._annotations = annotations

    @cached_property
    def _mine(self) -> _Expressions:
        return _Expressions(self._document, self._annotations)

    def of_sentence(self, index: int, block: bytes, *, labelled: bool) -> Mapping[int, StatedRelation]:
        """The relations of a sentence's adpositions by the position of their first row; `labelled`: those with a label.

        Which rows are adpositions is read from the block's own lexical cells.
        """
        result: dict[int, StatedRelation] = {}
        first = self._document.sentences.rows(index).start
        lines = block.split(b"\n")
        for position, number in enumerate(token_lines(block)):
            cells = lines[number].removesuffix(b"\r").split(b"\t")
            if len(cells) < 15 or cells[11].decode(errors="replace") not in LEXCATS:
                continue
            if labelled and cells[13] in (b"_", b"") and cells[14] in (b"_", b""):
                continue
            found = self._of(first + position)
            if found is not None:
                result[position] = found
        return result

    def _of(self, row: int) -> StatedRelation | None:
        document, mine = self._document, self._mine
        annotation = mine.at.get(row)
        if annotation is not None:
            found = stated(document, annotation, joined=mine.joined)
        else:
            found = relation(document, [row], joined=mine.joined)
        if found is None:
            return None
        governor, object = (NONE if end is None else token_id(document, end) for end in (found.governor, found.object))
        return StatedRelation(governor, object, found.config)
