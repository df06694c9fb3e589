"""The decided targets of a project with their vectors: read from its file, made where they are missing.

A job may do this, through a connection of its own; what was made is kept by whoever holds the project.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.reading import decisions
from construal.core import connection as connections
from construal.core.contents import Contents
from construal.core.precedents.place import Floats, is_precedent, key, place
from construal.core.precedents.pool import Entry, Pool
from construal.core.precedents.table import VectorTable
from construal.core.precedents.vectors import Reader, made
from construal.core.progress import Progress, over
from construal.core.suggest.expressions import as_now, expressions
from construal.core.tables import Tables

if TYPE_CHECKING:
    from construal.core.project import Project

_AT_ONCE = 64  # targets whose vectors are made and told together


@dataclass(frozen=True, slots=True)
class Fresh:
    """Vectors of a document's targets that the project does not keep yet, and places that it keeps for nothing."""

    model: str
    document: int
    vectors: tuple[tuple[str, Floats], ...]
    left: tuple[str, ...] = ()


def entry(document: Document, annotation: Annotation) -> Entry | None:
    """What a decided target of a document is known by, in the labels of the current scheme; None where it is none."""
    for now in as_now(document, [annotation]):
        if is_precedent(now) and (at := place(document, now)) is not None:
            for expression in expressions(document, [now]):
                return Entry(
                    annotation.id, document.id, document.sentences.of_row(at.rows[0]), expression.lexlemma,
                    expression.lexcat, expression.role, expression.function,
                )  # fmt: skip
    return None


def filled(
    pool: Pool, path: Path, annotator: str, *, model: str, reader: Reader | None, progress: Progress,
    tell: Callable[[Fresh], None], documents: Iterable[int] | None = None,
) -> None:  # fmt: skip
    """Put an annotator's decided targets of these documents (of all by default) into a pool, in place of what it had.

    Vectors of the `model` that are missing are made by its `reader`, and told as they come; without one their targets
    are left out. Raises Cancelled where `progress` does.
    """
    connection = connections.reading(path)
    try:
        tables, contents, table = Tables(connection), Contents(connection), VectorTable(connection)
        ids = _annotated(connection) if documents is None else list(documents)
        for id in over(progress, ids, len(ids), note="Reading precedents"):
            record = tables.record(id)
            standing = [] if record is None else decisions(tables.annotations_of(id), annotator)
            targets = [a for a in standing if is_precedent(a)]
            pool.keep_of(id, {a.id for a in targets})
            kept = {of.place: of.vector for of in table.read(model, id)}
            if left := kept.keys() - {key(a) for a in targets}:
                tell(Fresh(model, id, (), tuple(sorted(left))))
            if record is None or not targets:
                continue
            document = contents.document(record)
            missing = []
            for annotation in targets:
                vector = kept.get(key(annotation))
                if vector is None or vector.shape != (pool.width,):
                    missing.append(annotation)
                else:
                    put(pool, document, annotation, vector)
            if reader is None:
                continue
            for some in _parts(missing):
                progress.step(0, 0, f"Reading precedents in {record.name}")
                found = made(reader, document, some, standing=standing)
                by_id = {of.annotation: of.vector for of in found}
                for annotation in some:
                    if annotation.id in by_id:
                        put(pool, document, annotation, by_id[annotation.id])
                tell(Fresh(model, id, tuple((of.place, of.vector) for of in found)))
    finally:
        connection.close()


def put(pool: Pool, document: Document, annotation: Annotation, vector: npt.NDArray[np.floating]) -> None:
    """Put a decided target of a document into a pool; what the current scheme has no label for is left out."""
    found = entry(document, annotation)
    if found is not None:
        pool.put(found, vector)


def keep(project: Project, fresh: Sequence[Fresh]) -> None:
    """Write what was made to the project's file; nothing where the project is only read. Raises DiskRefused."""
    if project.readonly or not fresh:
        return
    table = VectorTable(project.connection)
    with project.writing():
        for of in fresh:
            table.put(of.model, of.document, of.vectors)
            table.drop(of.model, of.document, of.left)


def tidy(project: Project, model: str) -> None:
    """Forget what other models made, and what documents had that are gone. Raises DiskRefused."""
    if not project.readonly:
        with project.writing():
            VectorTable(project.connection).drop_others(model, {record.id for record in project.records()})


def _annotated(connection: sqlite3.Connection) -> list[int]:
    sql = "SELECT DISTINCT document FROM annotations WHERE layer = ? ORDER BY document"
    return [id for (id,) in connection.execute(sql, (LEXICAL,))]


def _parts(annotations: Sequence[Annotation]) -> Iterator[Sequence[Annotation]]:
    return (annotations[start : start + _AT_ONCE] for start in range(0, len(annotations), _AT_ONCE))
