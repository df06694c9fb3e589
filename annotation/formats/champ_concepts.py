"""CHAMP's concepts: each holds its parent whole, and that its own, so that an edit shows in every descendant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from construal.annotation.catalogue import Concept
from construal.annotation.formats.champ_layout import Json
from construal.annotation.formats.champ_shape import without_marks
from construal.annotation.formats.format import Loss


class ConceptSection:
    """The concepts of a file in the making, `out` by id and in order; `changed` tells of any difference."""

    def __init__(self, catalogue: Mapping[str, Concept]) -> None:
        self.catalogue = catalogue
        self.out: dict[str, Json] = {}
        self.changed = False
        self._raw: dict[str, msgspec.Raw] = {}
        self._read: dict[str, Concept] = {}

    def add_source(self, raw: Mapping[str, msgspec.Raw], read: Mapping[str, Concept], *, keep: Iterable[str]) -> None:
        """Add a file's concepts as the catalogue has them now; one that it has no more goes, but for those to keep."""
        needed = set(keep)
        for id, value in raw.items():
            self._raw.setdefault(id, value)
        for id, concept in read.items():
            self._read.setdefault(id, concept)
        for id, value in raw.items():
            if id in self.out:
                continue
            if id not in self.catalogue and id in read and id not in needed:
                self.changed = True
            elif self._is_unchanged(id):
                self.out[id] = value
            else:
                self.changed = True
                self.out[id] = self._object(self.catalogue[id])

    def add(self, concept: Concept) -> None:
        """Add a concept of the catalogue, where it is not there already."""
        if concept.id in self.out or (concept.id in self._read and self._is_unchanged(concept.id)):
            return
        self.changed = True
        self.out[concept.id] = self._object(concept)

    def _is_unchanged(self, id: str) -> bool:
        """Whether a concept and all above it are as they were read; one the catalogue has not counts as unchanged."""
        walked: set[str] = set()
        while id not in walked:
            walked.add(id)
            now, before = self.catalogue.get(id), self._read.get(id)
            if now is None:
                return True
            if before is None or _champ_part(now) != _champ_part(before):
                return False
            if not now.broader:
                return True
            id = now.broader[0]
        return True

    def _object(self, concept: Concept, *, above: tuple[str, ...] = (), inside: bool = False) -> Json:
        """A concept in CHAMP's shape, with the keys that its file gave it; a circle of parents is cut."""
        parent: Json = None
        if concept.broader and concept.broader[0] not in (*above, concept.id):
            found = self.catalogue.get(concept.broader[0]) or self._read.get(concept.broader[0])
            if found is not None:
                parent = self._object(found, above=(*above, concept.id), inside=True)
        fields: dict[str, Json] = {}
        if concept.id in self._raw:
            # Inside another concept a raw part would stand at the wrong depth, so it is decoded there.
            kind = dict[str, object] if inside else dict[str, msgspec.Raw]
            fields = msgspec.json.decode(self._raw[concept.id], type=kind)
        before = self._read.get(concept.id)
        text = concept.definition
        if not text and before is None:
            text = concept.title
        ours: dict[str, Json] = {
            "identifier": concept.id,
            "name": _name(concept),
            "_raw_text": text,
            "_text": without_marks(text),
            "category": concept.category,
            "parent": parent,
        }
        if before is not None:
            kept = {"identifier"}
            kept |= {"name"} if _name(before) == _name(concept) else set()
            kept |= {"category"} if before.category == concept.category else set()
            kept |= {"_raw_text", "_text"} if before.definition == text else set()
            ours = {key: value for key, value in ours.items() if key not in kept or key not in fields}
        return {**fields, **ours}


def concept_losses(concepts: Iterable[Concept]) -> list[Loss]:
    """What CHAMP has no place for: terms beside the name, other relations, notes."""
    losses: list[Loss] = []
    for concept in concepts:
        terms = sum(1 for term in concept.terms if term.text != _name(concept))
        lost = {
            "terms beside the name": terms,
            "broader concepts beside the first": len(concept.broader) - 1,
            "related concepts": len(concept.related),
            "external ids": len(concept.external),
            "a note": bool(concept.note),
        }
        losses += [Loss(concept.id, what, int(count)) for what, count in lost.items() if count > 0]
    return losses


def _name(concept: Concept) -> str | None:
    return concept.name or next((term.text for term in concept.terms if term.status == "preferred"), None)


def _champ_part(concept: Concept) -> tuple[str | None, str, str, tuple[str, ...]]:
    return (_name(concept), concept.definition, concept.category, concept.broader[:1])
