"""The state that commands change: what a project must be able to do, and a project that lives in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

import msgspec

from construal.annotation.annotation import Annotation
from construal.annotation.catalogue import Concept
from construal.annotation.document import PROSE
from construal.annotation.snacs.target_entry import Key, TargetEntry


class DocumentRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a project lists of a document; its text and tokens are kept apart, for they never change."""

    id: int
    name: str
    title: str = ""
    kind: str = PROSE
    language: str = "en"
    format: str = ""
    source: str = ""
    sentences: int = 0
    tokens: int = 0
    characters: int = 0
    metadata: Mapping[str, str] = {}


class State(Protocol):
    """Annotations, concepts and document records by id; puts replace what has the same id, drops want it there."""

    def annotation(self, id: int) -> Annotation | None:
        """The annotation with this id."""

    def put_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Keep these, in place of any with the same id."""

    def drop_annotations(self, ids: Iterable[int]) -> None:
        """Forget these."""

    def annotations_of(self, document: int) -> list[Annotation]:
        """Every annotation of a document, by id."""

    def concept(self, id: str) -> Concept | None:
        """The concept with this id."""

    def put_concepts(self, concepts: Iterable[Concept]) -> None:
        """Keep these, in place of any with the same id."""

    def drop_concepts(self, ids: Iterable[str]) -> None:
        """Forget these."""

    def target_entry(self, key: Key) -> TargetEntry | None:
        """The entry of the project's target lists with this key."""

    def put_target_entries(self, entries: Iterable[TargetEntry]) -> None:
        """Keep these, in place of any with the same key."""

    def drop_target_entries(self, keys: Iterable[Key]) -> None:
        """Forget these."""

    def adaptation(self, model: str) -> int | None:
        """The adaptation of a model that is in use; None where the model is used as it came."""

    def put_adaptation(self, model: str, id: int | None) -> None:
        """Use this adaptation of a model, or none."""

    def record(self, id: int) -> DocumentRecord | None:
        """The record of the document with this id."""

    def put_records(self, records: Iterable[DocumentRecord]) -> None:
        """List these documents."""

    def drop_records(self, ids: Iterable[int]) -> None:
        """List these documents no more; their text stays kept."""


class Memory:
    """A state in memory, for scripts, `construal tag` and the proof that a log replays to the same state."""

    def __init__(self) -> None:
        self.annotations: dict[int, Annotation] = {}
        self.concepts: dict[str, Concept] = {}
        self.records: dict[int, DocumentRecord] = {}
        self.target_entries: dict[Key, TargetEntry] = {}
        self.adaptations: dict[str, int] = {}

    def annotation(self, id: int) -> Annotation | None:
        """The annotation with this id."""
        return self.annotations.get(id)

    def put_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Keep these, in place of any with the same id."""
        self.annotations.update((a.id, a) for a in annotations)

    def drop_annotations(self, ids: Iterable[int]) -> None:
        """Forget these."""
        for id in ids:
            del self.annotations[id]

    def annotations_of(self, document: int) -> list[Annotation]:
        """Every annotation of a document, by id."""
        return sorted((a for a in self.annotations.values() if a.document == document), key=lambda a: a.id)

    def concept(self, id: str) -> Concept | None:
        """The concept with this id."""
        return self.concepts.get(id)

    def put_concepts(self, concepts: Iterable[Concept]) -> None:
        """Keep these, in place of any with the same id."""
        self.concepts.update((c.id, c) for c in concepts)

    def drop_concepts(self, ids: Iterable[str]) -> None:
        """Forget these."""
        for id in ids:
            del self.concepts[id]

    def target_entry(self, key: Key) -> TargetEntry | None:
        """The entry of the project's target lists with this key."""
        return self.target_entries.get(key)

    def put_target_entries(self, entries: Iterable[TargetEntry]) -> None:
        """Keep these, in place of any with the same key."""
        self.target_entries.update((e.key, e) for e in entries)

    def drop_target_entries(self, keys: Iterable[Key]) -> None:
        """Forget these."""
        for key in keys:
            del self.target_entries[key]

    def adaptation(self, model: str) -> int | None:
        """The adaptation of a model that is in use; None where the model is used as it came."""
        return self.adaptations.get(model)

    def put_adaptation(self, model: str, id: int | None) -> None:
        """Use this adaptation of a model, or none."""
        if id is None:
            self.adaptations.pop(model, None)
        else:
            self.adaptations[model] = id

    def record(self, id: int) -> DocumentRecord | None:
        """The record of the document with this id."""
        return self.records.get(id)

    def put_records(self, records: Iterable[DocumentRecord]) -> None:
        """List these documents."""
        self.records.update((r.id, r) for r in records)

    def drop_records(self, ids: Iterable[int]) -> None:
        """List these documents no more."""
        for id in ids:
            del self.records[id]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Memory):
            return NotImplemented
        mine = (self.annotations, self.concepts, self.records, self.target_entries, self.adaptations)
        theirs = (other.annotations, other.concepts, other.records, other.target_entries, other.adaptations)
        return mine == theirs

    __hash__ = None  # type: ignore[assignment]  # it changes
