"""From a file to a project: read and packed without a database, so that a job may do it, then added in one step."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from construal.annotation.annotation import Annotation, now
from construal.annotation.catalogue import Concept
from construal.annotation.commands import AddDocuments, Batch, Command, EditCatalogue
from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Format, Imported, Oddity, ReadOptions
from construal.annotation.formats.registry import by_name, detect
from construal.annotation.formats.tables.preview import Preview, preview
from construal.annotation.formats.tables.table import TABLE
from construal.annotation.snacs.versions import marked
from construal.core.collector import collector_held
from construal.core.contents import Content, Source, content
from construal.core.progress import Progress, over

_HEAD = 65_536  # bytes that a format may look at to know a file


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file read and made ready for the disk."""

    source: Source
    format: str
    contents: tuple[Content, ...]
    imported: Imported


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought: counts, ids of the new documents, and what was odd."""

    name: str
    format: str
    documents: tuple[int, ...]
    annotations: int
    concepts: int
    oddities: tuple[Oddity, ...]


@collector_held()
def prepare(path: Path, *, format: str | None = None, options: ReadOptions, progress: Progress) -> Prepared:
    """Read a file and make it ready for the disk. Raises FormatError where it is absent, or no such file."""
    data, reader, imported = read(path, format=format, options=options, progress=progress)
    sha = hashlib.sha256(data).hexdigest()
    for document in imported.documents:
        document.source = sha
    documents = imported.documents
    note = f"Packing {path.name}"
    of_document: dict[int, list[Annotation]] = {document.id: [] for document in documents}
    for annotation in imported.annotations:
        of_document[annotation.document].append(annotation)
    told = over(progress, documents, len(documents), note=note)
    contents = tuple(content(document, of_document[document.id]) for document in told)
    source = Source(sha, path.name, len(data), zlib.compress(data, 3))
    return Prepared(source, reader.name, contents, imported)


def read(path: Path, *, format: str | None, options: ReadOptions, progress: Progress) -> tuple[bytes, Format, Imported]:
    """The bytes of a file, its format, and what it holds. Raises FormatError where it is absent, or no such file."""
    progress.step(0, 0, f"Reading {path.name}")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormatError(f"{error.strerror}; check the name.", str(path)) from error
    reader: Format = by_name(format) if format else detect(path, data[:_HEAD])
    imported = reader.read(data, str(path), replace(options, time=options.time or now()))
    imported.annotations = marked(imported.annotations)
    for document in imported.documents:
        document.format = reader.name
    return data, reader, imported


def table_preview(path: Path, *, format: str | None, language: str) -> Preview | None:
    """A table of words as it is seen before it is read; None where the file is none.

    Raises FormatError where the file is absent, or a table that cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        name = (by_name(format) if format else detect(path, head)).name
        return preview(path.read_bytes(), str(path), language=language) if name.startswith(TABLE) else None
    except OSError as error:
        raise FormatError(f"{error.strerror}; check the name.", str(path)) from error


def command(prepared: Prepared, catalogue: Mapping[str, Concept]) -> tuple[Command, ImportReport]:
    """The one command that brings in what was read, and the report of it.

    A concept that the catalogue already has stays as it is there; where the two differ that is an oddity.
    """
    imported, name = prepared.imported, prepared.source.name
    oddities = list(imported.oddities)
    fresh = []
    for concept in imported.concepts:
        known = catalogue.get(concept.id)
        if known is None:
            fresh.append(concept)
        elif _unsourced(known) != _unsourced(concept):
            oddities.append(Oddity(name, 0, f"The catalogue already has ‘{concept.id}’ and keeps its own version."))
    label = f"Import {name}"
    parts: list[Command] = []
    if fresh:
        parts.append(EditCatalogue(label=label, put=tuple(fresh)))
    if prepared.contents:
        records = tuple(c.record for c in prepared.contents)
        parts.append(AddDocuments(label=label, records=records, annotations=tuple(imported.annotations)))
    report = ImportReport(
        name=name, format=prepared.format, documents=tuple(c.record.id for c in prepared.contents),
        annotations=len(imported.annotations), concepts=len(fresh), oddities=tuple(oddities),
    )  # fmt: skip
    return (parts[0] if len(parts) == 1 else Batch(label=label, commands=tuple(parts))), report


def _unsourced(concept: Concept) -> Concept:
    """The concept whatever file it came from."""
    return msgspec.structs.replace(concept, source="")
