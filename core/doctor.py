"""Is a project whole? The file, the log against the state, and the kept sources against their checksums."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from construal.annotation.errors import ConstrualError
from construal.annotation.state import Memory
from construal.core.progress import Progress, Quiet

if TYPE_CHECKING:
    from construal.core.project import Project


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """A project in numbers."""

    name: str
    language: str
    documents: int
    sentences: int
    tokens: int
    annotations: dict[str, int]  # by layer
    suggestions: int
    annotators: dict[str, int]  # annotations by name, "" for files and models
    concepts: int
    events: int
    sources: tuple[str, ...]
    bytes: int
    writer: str


def info(project: Project) -> ProjectInfo:
    """The project in numbers."""
    rows = project.connection.execute
    documents, sentences, tokens = rows(
        "SELECT count(*), coalesce(sum(sentences), 0), coalesce(sum(tokens), 0) FROM documents"
    ).fetchone()
    by_layer = rows("SELECT layer, count(*) FROM annotations WHERE status != 'suggested' GROUP BY layer ORDER BY layer")
    by_name = rows("SELECT annotator, count(*) FROM annotations WHERE status != 'suggested' GROUP BY annotator")
    return ProjectInfo(
        name=project.name,
        language=project.language,
        documents=documents,
        sentences=sentences,
        tokens=tokens,
        annotations=dict(by_layer.fetchall()),
        suggestions=rows("SELECT count(*) FROM annotations WHERE status = 'suggested'").fetchone()[0],
        annotators=dict(by_name.fetchall()),
        concepts=rows("SELECT count(*) FROM concepts").fetchone()[0],
        events=rows("SELECT count(*) FROM events").fetchone()[0],
        sources=tuple(name for (name,) in rows("SELECT name FROM sources ORDER BY rowid")),
        bytes=project.path.stat().st_size,
        writer=str(project.writer or ""),
    )


def verify(project: Project, *, progress: Progress | None = None) -> list[str]:
    """A sentence for each thing that is not as it must be; none where the project is whole."""
    found: list[str] = []
    try:
        found.extend(_faults(project, progress or Quiet()))
    except (sqlite3.DatabaseError, zlib.error, msgspec.DecodeError) as error:
        # Too damaged to be looked at to the end.
        found.append(f"The file is damaged ({error}); go back to a copy of it.")
    return found


def _faults(project: Project, progress: Progress) -> Iterator[str]:
    progress.step(0, 3, "Checking the file")
    for (line,) in project.connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"The file is damaged: {'; '.join(line.splitlines()).rstrip('.')}."
    progress.step(1, 3, "Replaying the log")
    try:
        if replayed(project) != current(project):
            yield "The state is not what the log says; ask for help before you go on."
    except ConstrualError as error:
        yield f"The log does not replay: {error}"
    progress.step(2, 3, "Checking the sources")
    for sha, name in project.connection.execute("SELECT sha256, name FROM sources").fetchall():
        try:
            data = project.contents.source(sha)
        except ConstrualError:
            data = None
        if data is None or hashlib.sha256(data).hexdigest() != sha:
            yield f"The kept source of {name} is not what was read."
    for (name,) in project.connection.execute(
        "SELECT name FROM documents WHERE id NOT IN (SELECT document FROM contents)"
    ).fetchall():
        yield f"The text of document ‘{name}’ is missing."
    progress.step(3, 3)


def replayed(project: Project) -> Memory:
    """The state that the log gives when it is played from the beginning."""
    memory = Memory()
    for command in project.log.commands():
        command.apply(memory)
    return memory


def current(project: Project) -> Memory:
    """The state as the tables have it."""
    memory = Memory()
    memory.put_records(project.records())
    memory.put_annotations(project.annotations())
    memory.put_concepts(project.concepts().values())
    memory.put_target_entries(project.target_entries())
    for model, id in project.tables.adaptations():
        memory.put_adaptation(model, id)
    return memory
