"""What the sentences of a document say beside their 19-column blocks: relations of adpositions, parts of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats import sister_forms
from construal.annotation.formats.conllulex_writer import Part
from construal.annotation.formats.sister_parts import parts
from construal.annotation.formats.sister_relations import Relations, statements
from construal.annotation.formats.turned import Said

_DEFAULT = "2.6"


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


def undeclared_version(part: Part) -> str:
    """The version of the scheme that the document's first sentence has to declare, "" where a reader knows it.

    It does where the source declares one, and where a file of the field stated annotations of version 2.6.
    """
    versions = Counter(a.scheme.removeprefix("snacs-") for a in part.lexical if a.get("role") is not None)
    if not versions:
        return ""
    version = versions.most_common(1)[0][0] or _DEFAULT
    others = sum(versions.values()) - versions[version]
    if others:
        part.losses.add(f"annotations of another version of the scheme than {version}, which the file declares", others)
    if part.source is not None:
        stated = sister_forms.scheme_of(part.blocks[0]) if part.blocks else ""
        if stated or (part.stated and version == _DEFAULT):
            return ""
    return version
