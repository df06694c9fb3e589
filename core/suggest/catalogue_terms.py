"""Suggests a mention wherever a catalogued term occurs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept
from construal.annotation.document import Document
from construal.annotation.layer import CONCEPT
from construal.core.suggest.occupied import Occupied
from construal.core.terms.occurrences import TermIndex

CERTAIN = 0.95


class CatalogueSuggester:
    """Suggests every occurrence of a catalogued term, linked to its concept.

    Nested occurrences are suggested too. A term that names several concepts is linked to the first in the catalogue,
    with a confidence that is shared among them. What crosses a decided mention, or sits exactly on one, is left out.
    """

    name = "catalogue"
    version = "1"
    layer = CONCEPT

    def __init__(self, catalogue: Mapping[str, Concept]) -> None:
        self._catalogue = catalogue
        self._indexes: dict[str, TermIndex] = {}

    def suggest(
        self, document: Document, standing: Sequence[Annotation], *, new_id: Callable[[], int], time: int
    ) -> list[Annotation]:
        """One suggestion for each occurrence that nobody has answered."""
        if not self._catalogue:
            return []
        index = self._indexes.get(document.language)
        if index is None:
            index = self._indexes[document.language] = TermIndex(self._catalogue, document.language)
        occupied = Occupied(document, standing, layer=CONCEPT)
        return [
            Annotation(
                id=new_id(),
                document=document.id,
                layer=CONCEPT,
                anchor=span((found.start, found.end)),
                values={
                    "concept": found.concepts[0],
                    "canonical": self._catalogue[found.concepts[0]].title,
                    "evidence": _evidence(found.term, found.concepts),
                },
                status=Status.SUGGESTED,
                source=f"{self.name} {self.version}",
                confidence=CERTAIN / len(found.concepts),
                created=time,
                modified=time,
            )
            for found in index.occurrences(document)
            if occupied.leaves_room(found.start, found.end)
        ]


def _evidence(term: str, concepts: Sequence[str]) -> str:
    if len(concepts) == 1:
        return f"‘{term}’ is in the catalogue"
    return f"‘{term}’ names {len(concepts)} concepts: {', '.join(concepts)}"
