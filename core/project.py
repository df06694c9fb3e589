"""A project: one file that holds documents, annotations, the catalogue and the log of all that was done.

A command is committed first and told after: if the disk refuses, nothing has changed. Every method belongs to the
thread that opened the project, but for those that say that a job may call them.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from filelock import FileLock

from construal.annotation.actions import Author
from construal.annotation.annotation import Annotation, Status, id_source, now
from construal.annotation.catalogue import Concept
from construal.annotation.commands import Change, Command
from construal.annotation.document import Document
from construal.annotation.errors import ProjectError
from construal.annotation.formats.format import Loss, ReadOptions
from construal.annotation.formats.tables.mapping import ColumnMapping
from construal.annotation.snacs.target_entry import TargetEntry, extended
from construal.annotation.snacs.target_lists import TargetLists
from construal.annotation.snacs.targets import lists_for
from construal.annotation.state import DocumentRecord
from construal.core import connection as connections
from construal.core import doctor, exporting, importing, opening, suggesting
from construal.core.changes import Changes
from construal.core.contents import Contents
from construal.core.coverage import Coverage, coverage
from construal.core.doctor import ProjectInfo
from construal.core.errors import ReadOnlyProject, told_plainly
from construal.core.events import Event, Log
from construal.core.importing import ImportReport, Prepared
from construal.core.progress import Progress, Quiet
from construal.core.standing import Standing
from construal.core.suggest.suggester import Suggester
from construal.core.suggesting import SuggestReport
from construal.core.tables import Tables
from construal.core.writer import Writer, decoded, is_held

_OPEN_DOCUMENTS = 8  # kept in memory at once


class Project:
    """An open project file. Made by `create` or `open`; use it in a `with` statement, or call `close`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, held: FileLock | None, annotator: str) -> None:
        self.path = path
        self.connection = connection
        self.readonly = held is None
        self.annotator = annotator
        self.changes = Changes()
        self.tables = Tables(connection)
        self.contents = Contents(connection)
        self.log = Log(connection)
        self.standing = Standing(self.tables)
        self.new_id = id_source()
        self._held = held
        self._documents: OrderedDict[int, Document] = OrderedDict()

    # --- opening and closing -------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: str | Path, *, language: str = "en", annotator: str = "", name: str = "") -> Self:
        """A new project. Raises ProjectError where the file is already there or cannot be made."""
        path = Path(path).absolute()
        connection, held = opening.create(path, language=language, name=name)
        return cls(path, connection, held=held, annotator=annotator)

    @classmethod
    def open(cls, path: str | Path, *, annotator: str = "", readonly: bool = False) -> Self:
        """An existing project: to write, or to read where another program writes it or the disk is protected.

        Raises NoProject, ProjectTooNew or DiskRefused; the file is then as it was.
        """
        path = Path(path).absolute()
        connection, held = opening.open(path, readonly=readonly)
        return cls(path, connection, held=held, annotator=annotator)

    def close(self) -> None:
        """Let go of the file; twice does no harm."""
        self.connection.close()
        if self._held is not None:
            self._held.release()
            self._held = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # --- reading -------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The project's name."""
        return self._get("name") or self.path.stem

    @property
    def language(self) -> str:
        """The language of its texts unless a document says otherwise."""
        return self._get("language") or "en"

    @property
    def writer(self) -> Writer | None:
        """Who writes the file now, where that is another program."""
        text = self._get("writer")
        return decoded(text) if self.readonly and text and is_held(self.path) else None

    def records(self, *, search: str = "", kind: str | None = None) -> list[DocumentRecord]:
        """The documents, in the order they came; with `search`, those that hold its words or have it in their name."""
        if search.strip():
            like = f"%{search.strip()}%"
            named = [r.id for r in self.tables.records("name LIKE ? OR title LIKE ?", (like, like))]
            found = self.tables.records_by_id(sorted({*named, *self.contents.found(search)}))
        else:
            found = self.tables.records()
        return found if kind is None else [r for r in found if r.kind == kind]

    def record(self, document: int | str) -> DocumentRecord:
        """The record of a document by id or name. Raises ProjectError where there is none."""
        if isinstance(document, int):
            record = self.tables.record(document)
        else:
            record = next(iter(self.tables.records("name = ?", (document,))), None)
        if record is None:
            raise ProjectError(f"{self.path.name} has no document ‘{document}’; ‘construal info’ lists them.")
        return record

    def document(self, document: int | str) -> Document:
        """A document by id or name. Raises ProjectError where there is none."""
        if isinstance(document, int) and document in self._documents:
            self._documents.move_to_end(document)
            return self._documents[document]
        record = self.record(document)
        if record.id not in self._documents:
            self._documents[record.id] = self.contents.document(record)
            if len(self._documents) > _OPEN_DOCUMENTS:
                self._documents.popitem(last=False)
        return self._documents[record.id]

    def annotations(
        self, document: int | None = None, *,
        layer: str | None = None, annotator: str | None = None, status: Status | None = None,
    ) -> list[Annotation]:  # fmt: skip
        """The statements of everybody that match, by document and place."""
        asked = {"document": document, "layer": layer, "annotator": annotator, "status": status}
        given = {key: value for key, value in asked.items() if value is not None}
        where = " AND ".join(f"{key} = :{key}" for key in given) or "TRUE"
        return list(self.tables.annotations_where(f'{where} ORDER BY document, start, "end", id', given))

    def reading(
        self, document: int, *, layer: str | None = None, start: int | None = None, end: int | None = None
    ) -> list[Annotation]:
        """What this project's annotator sees of a document, by place; with `start, end` only what meets that range."""
        return self.standing.reading(document, self.annotator, layer=layer, start=start, end=end)

    def next_annotation(
        self, document: int, layer: str, *, after: int | Annotation, undecided: bool = False
    ) -> Annotation | None:
        """The first statement behind a position or another statement; `undecided`: suggested, or rejected and open."""
        return self.standing.neighbour(document, layer, self.annotator, place=after, undecided=undecided, forward=True)

    def previous_annotation(
        self, document: int, layer: str, *, before: int | Annotation, undecided: bool = False
    ) -> Annotation | None:
        """The last statement in front of a position or another statement."""
        return self.standing.neighbour(
            document, layer, self.annotator, place=before, undecided=undecided, forward=False
        )

    def coverage(self, layer: str, *, document: int | None = None) -> dict[int, Coverage]:
        """How much of each document is decided in a layer; documents with nothing in it are left out."""
        return coverage(self.connection, layer, self.annotator, document=document)

    def annotated(self, layer: str) -> list[int]:
        """The ids of the documents with any statement in a layer."""
        sql = "SELECT DISTINCT document FROM annotations WHERE layer = ? ORDER BY document"
        return [id for (id,) in self.connection.execute(sql, (layer,))]

    def concepts(self) -> dict[str, Concept]:
        """The catalogue by id, in the order the concepts came."""
        return self.tables.concepts()

    def concept(self, id: str) -> Concept | None:
        """The concept with this id."""
        return self.tables.concept(id)

    def target_entries(self) -> list[TargetEntry]:
        """The project's own target lists, by language and words."""
        return self.tables.target_entries()

    def target_lists(self, language: str) -> TargetLists:
        """The target lists that count here for a language: those shipped, with the project's own on top."""
        return extended(lists_for(language), self.target_entries())

    def events(self, *, limit: int = 100, document: int | None = None) -> list[Event]:
        """The log, newest first, of all or of one document."""
        return self.log.events(limit=limit, document=document)

    # --- changing ------------------------------------------------------------------------------------------

    def author(self) -> Author:
        """The annotator as the author of what is done now. Raises ReadOnlyProject where nothing may be."""
        return Author(self.annotator, self.new_id, now())

    def do(self, command: Command, *, took: int | None = None, source: object = None) -> Change:
        """Commit a command, then tell the listeners. `took`: milliseconds the person needed; `source`: who asks.

        Raises CommandError, ReadOnlyProject or DiskRefused; nothing has changed then.
        """
        return self._commit([command], took=took, source=source)

    def do_all(self, commands: Sequence[Command], *, run: int | None = None, source: object = None) -> Change:
        """Commit several commands, an event each, undone as one step; calls with the same `run` are one step, too."""
        return self._commit(commands, run=self.new_id() if run is None else run, source=source)

    def do_aside(self, command: Command, *, source: object = None) -> Change:
        """Commit what no person did and no person's step rests on, as an event and no step to undo; raises as `do`."""
        return self._commit([command], source=source, is_step=False)

    def _commit(
        self, commands: Sequence[Command], *,
        took: int | None = None, run: int | None = None, source: object = None, is_step: bool = True,
    ) -> Change:  # fmt: skip
        time = now()
        changed = Change(source=source)
        with self.writing():
            for command in commands:
                inverse, change = command.apply(self.tables)
                self.log.append("do", command, inverse, change,
                                time=time, annotator=self.annotator, took=took, run=run, is_step=is_step)  # fmt: skip
                changed |= change
            self._follow(changed)
        return self._told(changed)

    def undo(self, *, source: object = None) -> Change | None:
        """Take back the newest step that stands; None where there is none."""
        return self._move("undo", source)

    def redo(self, *, source: object = None) -> Change | None:
        """Do again the step that was last taken back; None where there is none."""
        return self._move("redo", source)

    @property
    def undo_label(self) -> str:
        """The name of the step that `undo` would take back, or ""."""
        return self.log.label(self.log.top("undo"))

    @property
    def redo_label(self) -> str:
        """The name of the step that `redo` would do again, or ""."""
        return self.log.label(self.log.top("redo"))

    def _move(self, kind: Literal["undo", "redo"], source: object) -> Change | None:
        top = self.log.top(kind)
        if top is None:
            return None
        run = self.log.run(top)
        changed = Change(source=source)
        with self.writing():
            while top is not None:
                command = self.log.inverse(top)
                inverse, change = command.apply(self.tables)
                self.log.append(kind, command, inverse, change,
                                time=now(), annotator=self.annotator, target=top, run=run)  # fmt: skip
                changed |= change
                top = self.log.top(kind)
                if run is None or self.log.run(top) != run:
                    break
            self._follow(changed)
        return self._told(changed)

    def _follow(self, change: Change) -> None:
        """Keep what people mark inside words findable."""
        self.contents.parts.follow(change, self.tables.annotations_where, self.document)

    def _told(self, change: Change) -> Change:
        for id in change.documents if change.records else ():
            self._documents.pop(id, None)
        self.standing.forget(change)
        self.changes.tell(change)
        return change

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction. Raises ReadOnlyProject or DiskRefused; nothing has changed then."""
        if self.readonly:
            who = self.writer
            reason = f"{who} writes it" if who else "it was opened so, or its folder is protected"
            raise ReadOnlyProject(f"{self.path.name} is open for reading only ({reason}); nothing was changed.")
        with told_plainly(self.path), connections.transaction(self.connection):
            yield

    # --- files ---------------------------------------------------------------------------------------------

    def prepare(
        self, path: str | Path, *,
        format: str | None = None, language: str | None = None, annotator: str = "", progress: Progress | None = None,
    ) -> Prepared:  # fmt: skip
        """Read a file without touching the project. See `reader` for the form that a job may call."""
        return self.reader(format=format, language=language, annotator=annotator)(Path(path), progress or Quiet())

    def reader(
        self, *,
        format: str | None = None, language: str | None = None, annotator: str = "",
        scheme: str = "", columns: ColumnMapping | None = None,
    ) -> Callable[[Path, Progress], Prepared]:  # fmt: skip
        """A function that reads files for this project and touches no database: a job may call it.

        `scheme` is the version that the files are in ("snacs-2.5"), "" for what they tell themselves; `columns` says
        what the columns of a table mean; without it they are guessed.
        """
        options = ReadOptions(
            language=language or self.language, annotator=annotator, scheme=scheme,
            new_id=self.new_id,  # one for all readers: documents are listed by their ids, in the order they were read
            known_concepts=self.concepts(), columns=columns,
        )  # fmt: skip
        return lambda path, progress: importing.prepare(
            path, format=format, options=replace(options, time=now()), progress=progress
        )

    def add(self, prepared: Prepared, *, source: object = None) -> ImportReport:
        """Bring in what was read, as one event. Raises ProjectError for a file that is already in the project."""
        sha, name = prepared.source.sha256, prepared.source.name
        if prepared.contents and self.tables.records("source = ?", (sha,)):
            raise ProjectError(f"{name} is already in {self.path.name}; undo that import, or choose another file.")
        command, report = importing.command(prepared, self.concepts())
        with self.writing():
            self.contents.add_source(prepared.source)
            self.contents.add(prepared.contents)
            inverse, change = command.apply(self.tables)
            self.log.append("do", command, inverse, change, time=now(), annotator=self.annotator)
        self._told(replace(change, source=source))
        return report

    def import_file(
        self, path: str | Path, *,
        format: str | None = None, language: str | None = None, annotator: str = "",
        columns: ColumnMapping | None = None, progress: Progress | None = None,
    ) -> ImportReport:  # fmt: skip
        """Read a file into the project. Raises FormatError for what is no such file; the project is as it was then."""
        read = self.reader(format=format, language=language, annotator=annotator, columns=columns)
        return self.add(read(Path(path), progress or Quiet()))

    def export(
        self, path: str | Path, *,
        format: str | None = None, documents: Sequence[int | str] | None = None, annotator: str | None = None,
        progress: Progress | None = None,
    ) -> list[Loss]:  # fmt: skip
        """Write the decisions that stand for an annotator (this project's own by default) to a file.

        The format follows from the ending unless it is named. Gives what the format could not carry.
        """
        return exporting.export(
            self, Path(path), format=format, annotator=self.annotator if annotator is None else annotator,
            documents=None if documents is None else [self.record(d).id for d in documents],
            progress=progress or Quiet(),
        )  # fmt: skip

    # --- suggestions ---------------------------------------------------------------------------------------

    def suggest(
        self, *,
        layer: str | None = None, documents: Sequence[int | str] | None = None, model: str | None = None,
        expressions: str | None = None, suggesters: Sequence[Suggester] | None = None, progress: Progress | None = None,
    ) -> SuggestReport:  # fmt: skip
        """Suggest for documents (all by default): an event a document, one step to undo, never over a decision.

        `model` is a name or "none", `expressions` "targets", "all" or "auto": both by default as the settings say.
        """
        ids = [r.id for r in self.tables.records()] if documents is None else [self.record(d).id for d in documents]
        return suggesting.suggest(
            self, ids, layer=layer, suggesters=suggesters, model=model, expressions=expressions,
            progress=progress or Quiet(),
        )  # fmt: skip

    # --- small facts ---------------------------------------------------------------------------------------

    def info(self) -> ProjectInfo:
        """The project in numbers."""
        return doctor.info(self)

    def verify(self, *, progress: Progress | None = None) -> list[str]:
        """A sentence for each thing that is not as it must be: the file, the log against the state, the sources."""
        return doctor.verify(self, progress=progress)

    def _get(self, key: str) -> str:
        row = self.connection.execute("SELECT value FROM project WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""
