"""Commands: frozen values that change a state and hand back their inverse and what changed.

There are seven. What a person does in the window ("accept", "join") is a function in `construal.annotation.actions`
that builds one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, Union

import msgspec

from construal.annotation.annotation import Annotation
from construal.annotation.catalogue import Concept
from construal.annotation.errors import CommandError
from construal.annotation.snacs.target_entry import Key, TargetEntry
from construal.annotation.state import DocumentRecord, State

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Change:
    """What a command touched: ids of documents and annotations, names of layers, ids of concepts."""

    documents: frozenset[int] = frozenset()
    annotations: frozenset[int] = frozenset()
    layers: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    records: bool = False  # the list of documents itself
    targets: frozenset[str] = frozenset()  # languages whose target lists changed
    models: frozenset[str] = frozenset()  # models that are adapted otherwise now
    source: object = None  # who caused it, so that an editor may skip its own echo

    def __or__(self, other: Change) -> Change:
        return Change(
            self.documents | other.documents,
            self.annotations | other.annotations,
            self.layers | other.layers,
            self.concepts | other.concepts,
            self.records or other.records,
            self.targets | other.targets,
            self.models | other.models,
            self.source if self.source is not None else other.source,
        )


class Edit(msgspec.Struct, frozen=True, kw_only=True, tag="edit", omit_defaults=True):
    """Put annotations (new, or in place of the same id) and drop others."""

    label: str
    put: tuple[Annotation, ...] = ()
    drop: tuple[int, ...] = ()

    def apply(self, state: State) -> tuple[Edit, Change]:
        """Change `state`. Raises CommandError, before anything is changed, for an unknown document or id."""
        if len({a.id for a in self.put} | set(self.drop)) < len(self.put) + len(self.drop):
            raise CommandError(f"‘{self.label}’ names an annotation twice.")
        replaced: list[Annotation] = []
        fresh: list[int] = []
        for annotation in self.put:
            if state.record(annotation.document) is None:
                raise CommandError(f"‘{self.label}’ needs document {annotation.document}, which the project has not.")
            before = state.annotation(annotation.id)
            if before is None:
                fresh.append(annotation.id)
            else:
                replaced.append(before)
        dropped: list[Annotation] = []
        for id in self.drop:
            before = state.annotation(id)
            if before is None:
                raise CommandError(f"‘{self.label}’ needs annotation {id}, which the project has not.")
            dropped.append(before)
        state.drop_annotations(self.drop)
        state.put_annotations(self.put)
        touched = [*self.put, *replaced, *dropped]
        change = Change(
            documents=frozenset(a.document for a in touched),
            annotations=frozenset(a.id for a in touched),
            layers=frozenset(a.layer for a in touched),
        )
        return Edit(label=self.label, put=(*replaced, *dropped), drop=tuple(fresh)), change


class EditCatalogue(msgspec.Struct, frozen=True, kw_only=True, tag="catalogue", omit_defaults=True):
    """Put concepts (new, or in place of the same id) and drop others."""

    label: str
    put: tuple[Concept, ...] = ()
    drop: tuple[str, ...] = ()

    def apply(self, state: State) -> tuple[EditCatalogue, Change]:
        """Change `state`. Raises CommandError, before anything is changed, for an unknown id."""
        if len({c.id for c in self.put} | set(self.drop)) < len(self.put) + len(self.drop):
            raise CommandError(f"‘{self.label}’ names a concept twice.")
        ids = [c.id for c in self.put]
        for id in self.drop:
            if state.concept(id) is None:
                raise CommandError(f"‘{self.label}’ needs the concept ‘{id}’, which the catalogue has not.")
        put, drop = _as_before(state.concept, ids, self.drop)
        state.drop_concepts(self.drop)
        state.put_concepts(self.put)
        change = Change(concepts=frozenset((*ids, *self.drop)))
        return EditCatalogue(label=self.label, put=put, drop=drop), change


class EditTargets(msgspec.Struct, frozen=True, kw_only=True, tag="targets", omit_defaults=True):
    """Put entries on the project's own target lists (new, or in place of the same words) and take others off."""

    label: str
    put: tuple[TargetEntry, ...] = ()
    drop: tuple[Key, ...] = ()

    def apply(self, state: State) -> tuple[EditTargets, Change]:
        """Change `state`. Raises CommandError, before anything is changed, for words that are not on the list."""
        if len({e.key for e in self.put} | set(self.drop)) < len(self.put) + len(self.drop):
            raise CommandError(f"‘{self.label}’ names the same words twice.")
        keys = [e.key for e in self.put]
        for key in self.drop:
            if state.target_entry(key) is None:
                raise CommandError(f"‘{key[1]}’ is not on the project's target list for ‘{key[0]}’.")
        put, drop = _as_before(state.target_entry, keys, self.drop)
        state.drop_target_entries(self.drop)
        state.put_target_entries(self.put)
        change = Change(targets=frozenset(language for language, _ in (*keys, *self.drop)))
        return EditTargets(label=self.label, put=put, drop=drop), change


class Adapt(msgspec.Struct, frozen=True, kw_only=True, tag="adapt", omit_defaults=True):
    """Use an adaptation of a model, whose weights are already kept, or the model as it came; `model` is its hash."""

    label: str
    model: str
    adaptation: int | None = None

    def apply(self, state: State) -> tuple[Adapt, Change]:
        """Change `state`."""
        before = state.adaptation(self.model)
        state.put_adaptation(self.model, self.adaptation)
        change = Change(models=frozenset((self.model,)))
        return Adapt(label=self.label, model=self.model, adaptation=before), change


class AddDocuments(msgspec.Struct, frozen=True, kw_only=True, tag="add", omit_defaults=True):
    """List documents whose text is already kept, with their annotations."""

    label: str
    records: tuple[DocumentRecord, ...] = ()
    annotations: tuple[Annotation, ...] = ()

    def apply(self, state: State) -> tuple[RemoveDocuments, Change]:
        """Change `state`. Raises CommandError, before anything is changed, for a document that is already there."""
        if len({r.id for r in self.records}) < len(self.records):
            raise CommandError(f"‘{self.label}’ names a document twice.")
        for record in self.records:
            if state.record(record.id) is not None:
                raise CommandError(f"Document {record.id} (‘{record.name}’) is already in the project.")
        state.put_records(self.records)
        state.put_annotations(self.annotations)
        ids = tuple(r.id for r in self.records)
        change = Change(documents=frozenset(ids), layers=frozenset(a.layer for a in self.annotations), records=True)
        return RemoveDocuments(label=self.label, documents=ids), change


class RemoveDocuments(msgspec.Struct, frozen=True, kw_only=True, tag="remove", omit_defaults=True):
    """List documents no more, and drop their annotations."""

    label: str
    documents: tuple[int, ...] = ()

    def apply(self, state: State) -> tuple[AddDocuments, Change]:
        """Change `state`. Raises CommandError, before anything is changed, for an unknown document."""
        if len(set(self.documents)) < len(self.documents):
            raise CommandError(f"‘{self.label}’ names a document twice.")
        records = []
        for id in self.documents:
            record = state.record(id)
            if record is None:
                raise CommandError(f"‘{self.label}’ needs document {id}, which the project has not.")
            records.append(record)
        annotations = tuple(a for id in self.documents for a in state.annotations_of(id))
        state.drop_annotations(a.id for a in annotations)
        state.drop_records(self.documents)
        change = Change(
            documents=frozenset(self.documents), layers=frozenset(a.layer for a in annotations), records=True
        )
        return AddDocuments(label=self.label, records=tuple(records), annotations=annotations), change


class Batch(msgspec.Struct, frozen=True, kw_only=True, tag="batch", omit_defaults=True):
    """Several commands as one: all or nothing, undone in reverse."""

    label: str
    commands: tuple[Command, ...] = ()

    def apply(self, state: State) -> tuple[Batch, Change]:
        """Change `state`; where one command fails, those before it are taken back and its error is raised."""
        inverses: list[Command] = []
        change = Change()
        try:
            for command in self.commands:
                inverse, part = command.apply(state)
                inverses.append(inverse)
                change |= part
        except CommandError:
            for inverse in reversed(inverses):
                inverse.apply(state)
            raise
        return Batch(label=self.label, commands=tuple(reversed(inverses))), change


Command = Union[  # noqa: UP007  # names Batch before it is
    Edit, EditCatalogue, EditTargets, Adapt, AddDocuments, RemoveDocuments, Batch
]

_decoder = msgspec.json.Decoder(Command)


def _as_before(
    now: Callable[[K], V | None], put: Sequence[K], drop: Sequence[K]
) -> tuple[tuple[V, ...], tuple[K, ...]]:
    """What to put and what to drop to have things as they are `now`, once others are put and dropped."""
    values = tuple(value for key in (*put, *drop) if (value := now(key)) is not None)
    return values, tuple(key for key in put if now(key) is None)


def encode(command: Command) -> bytes:
    """The command as JSON."""
    return msgspec.json.encode(command)


def decode(data: bytes) -> Command:
    """The command that `encode` wrote."""
    result: Command = _decoder.decode(data)
    return result
