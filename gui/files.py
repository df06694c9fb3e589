"""Files in and out: opening, creating, importing, exporting and suggesting, each long part as a job."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from construal.annotation.annotation import id_source
from construal.annotation.errors import ConstrualError
from construal.annotation.formats.format import Loss
from construal.annotation.formats.tables.mapping import ColumnMapping
from construal.annotation.formats.tables.preview import Preview
from construal.core import importing, suggesting
from construal.core.importing import ImportReport, Prepared
from construal.core.project import Project
from construal.gui.jobs import Job, JobProgress
from construal.gui.session import Session

TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
PROJECTS = "Construal projects (*.construal)"


def ask_for_project(parent: QWidget, folder: str) -> str:
    """The project file a person picks, "" for none."""
    return QFileDialog.getOpenFileName(parent, "Open project", folder, f"{PROJECTS};;All files (*)")[0]


def ask_for_new_project(parent: QWidget, folder: str) -> str:
    """Where a person wants a new project, "" for nowhere; the ending is added where it was left out."""
    path = QFileDialog.getSaveFileName(parent, "New project", folder, PROJECTS)[0]
    return path if not path or path.endswith(".construal") else f"{path}.construal"


def ask_for_imports(parent: QWidget, folder: str) -> list[str]:
    """The files a person wants to import."""
    return QFileDialog.getOpenFileNames(parent, "Import files", folder, "All files (*)")[0]


def ask_for_export(parent: QWidget, suggested: str) -> str:
    """Where a person wants the export; the ending says the format."""
    endings = (
        "STREUSLE (*.conllulex);;CoNLL-U (*.conllu);;STREUSLE JSON (*.streusle.json);;"
        "STREUSLE JSON with governors (*.govobj.json);;Problems (*.json);;"
        "Words as a table (*.xlsx);;Words as a table (*.tokens.csv);;"
        "Terms (*.csv);;Terms (*.jsonl);;Text (*.txt);;All files (*)"
    )
    return QFileDialog.getSaveFileName(parent, "Export", suggested, endings)[0]


class Importing(QObject):
    """Imports files and adds suggestions: reads and computes in a job, commits on the GUI thread."""

    said = Signal(str)
    refused = Signal(str)
    imported = Signal(object)  # ids of the new documents
    columns_wanted = Signal(object, object)  # the Preview of a table, and what to call with its mapping, or with None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._waiting: deque[Path] = deque()
        self._is_looking = False
        self._agreed: dict[tuple[str, ...], ColumnMapping] = {}

    def add(self, paths: Sequence[str | Path]) -> None:
        """Import files in this order, each as one step that can be undone.

        What the columns of a table mean is asked first, once for all tables with the same columns.
        """
        self._waiting += map(Path, paths)
        if not self._is_looking:
            self._agreed.clear()
            self._go_on()

    def _go_on(self) -> None:
        """Import what waits, up to the next file that may be a table: that is looked at in a job."""
        self._is_looking = False
        while self._waiting:
            path = self._waiting.popleft()
            if path.suffix.lower() in TABLES:
                self._look_at(path)
                return
            self._add_one(path)

    def _look_at(self, path: Path) -> None:
        self._is_looking = True
        language = self._session.project.language

        def answered(mapping: ColumnMapping | None) -> None:
            if mapping is None:
                self.said.emit(f"{path.name} was not imported")
            else:
                self._agreed[mapping.header] = mapping
                self._add_one(path, mapping)
            self._go_on()

        def seen(preview: Preview | None) -> None:
            if preview is None:
                self._add_one(path)
                self._go_on()
            elif preview.mapping.has_header and preview.mapping.header in self._agreed:
                answered(self._agreed[preview.mapping.header])
            else:
                self.columns_wanted.emit(preview, answered)

        def refused(error: ConstrualError) -> None:
            self._refuse(error)
            self._go_on()

        job = self._session.jobs.start(
            f"Looking at {path.name}", lambda _: importing.table_preview(path, format=None, language=language),
            done=seen, failed=refused, reads_only=True,
        )  # fmt: skip
        job.cancelled.connect(self._go_on)

    def _add_one(self, path: Path, columns: ColumnMapping | None = None) -> None:
        project = self._session.project
        read = project.reader(columns=columns)

        def done(prepared: Prepared) -> None:
            try:
                report = project.add(prepared)
            except ConstrualError as error:
                self.refused.emit(str(error))
                return
            self.said.emit(imported_words(report))
            self.imported.emit(list(report.documents))

        self._session.jobs.start(
            f"Importing {path.name}", lambda progress: read(path, progress), done=done, failed=self._refuse
        )

    def suggest(self, documents: Sequence[int] | None = None) -> Job:
        """Suggest in these documents, or in all; each document's suggestions are shown as they come, undone as one."""
        project = self._session.project
        ids = [record.id for record in project.records()] if documents is None else list(documents)
        path, annotator, run = project.path, project.annotator, project.new_id()
        counts: Counter[str] = Counter()

        def work(progress: JobProgress) -> object:
            with Project.open(path, annotator=annotator, readonly=True) as reader:
                usable = suggesting.usable(reader, None, progress=progress)
            faults = list(usable.faults)
            for proposal in suggesting.propose(
                path, usable.suggesters, ids, annotator=annotator, new_id=id_source(), progress=progress
            ):
                progress.part(proposal)
                faults += proposal.faults
            return faults, usable.remarks

        def part(proposal: suggesting.Proposal) -> None:
            counts["documents"] += 1
            counts["annotations"] += len(proposal.annotations)
            try:
                commands = suggesting.edits(project, proposal)
                if commands:
                    project.do_all(commands, run=run)
            except ConstrualError as error:
                job.cancel()
                self.refused.emit(str(error))

        def done(told: tuple[list[str], tuple[str, ...]]) -> None:
            faults, remarks = told
            made = suggested_words(counts["documents"], counts["annotations"])
            self.said.emit(". ".join((made, *(remark.rstrip(".") for remark in remarks))))
            for fault in faults:
                self.refused.emit(fault)

        job = self._session.jobs.start("Suggesting", work, partial=part, done=done, failed=self._refuse, key="suggest")
        return job

    def export(self, target: str) -> None:
        """Write the decisions to a file, in a job; what the format cannot carry is told."""
        path, annotator = self._session.project.path, self._session.project.annotator
        name = Path(target).name

        def work(progress: JobProgress) -> object:
            with Project.open(path, annotator=annotator, readonly=True) as reader:
                return reader.export(Path(target), progress=progress)

        def done(losses: list[Loss]) -> None:
            self.said.emit(f"Exported to {name}{exported_words(losses)}")

        self._session.jobs.start(f"Exporting to {name}", work, done=done, failed=self._refuse)

    def _refuse(self, error: object) -> None:
        self.refused.emit(str(error))


def imported_words(report: ImportReport) -> str:
    """What an import brought, in one line."""
    parts = [
        f"{count:,} {word}{'' if count == 1 else 's'}"
        for count, word in (
            (len(report.documents), "document"), (report.annotations, "annotation"), (report.concepts, "concept")
        )
        if count
    ]  # fmt: skip
    odd = f"; {len(report.oddities)} oddities, the first: {report.oddities[0].message}" if report.oddities else ""
    return f"Imported {report.name}: {', '.join(parts) or 'nothing new'}{odd}"


def suggested_words(documents: int, annotations: int) -> str:
    """What a run of suggesters brought, in one line."""
    return f"Suggested {annotations:,} annotations in {documents:,} document{'' if documents == 1 else 's'}"


def exported_words(losses: Sequence[Loss]) -> str:
    """What a format could not carry, in one clause; "" where it carried all."""
    if not losses:
        return ""
    number = sum(loss.count for loss in losses)
    return f"; {number:,} {'thing was' if number == 1 else 'things were'} left out, the first: {losses[0].message}"
