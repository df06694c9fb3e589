"""What the sentences of a document say beside their 19-column blocks: relations of adpositions, parts of words."""

from __future__ import annotations

from collections.abc import Sequence

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.sister_parts import parts
from construal.annotation.formats.sister_relations import Relations, statements
from construal.annotation.formats.turned import Said


class Standing:
    """The annotations that stand for a document, as its sentences say them."""

    def __init__(self, document: Document, annotations: Sequence[Annotation]) -> None:
        self._document = document
        self._relations = Relations(document, annotations)
        self._parts = parts(document, annotations)
        self._stated = statements(annotations)

    def says_as(self, other: Standing) -> bool:
        """Whether another says the same beside the blocks."""
        return self._stated == other._stated and self._parts == other._parts

    def said(self, index: int, block: bytes, *, labelled: bool = False, with_relations: bool = True) -> Said:
        """What a sentence with this block says; `labelled`: relations of words with a label only."""
        relations = self._relations.of_sentence(index, block, labelled=labelled) if with_relations else {}
        rows = self._document.sentences.rows(index)
        found = {row - rows.start: self._parts[row] for row in rows if row in self._parts} if self._parts else {}
        return Said(block, relations, found)
