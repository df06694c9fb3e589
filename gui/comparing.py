"""A session's comparison with another reading: made in a job, then kept up with the project. No widgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from construal.annotation.commands import Change
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.evaluation.differences import SentenceDifference
from construal.core.comparing import Comparison, Other, compare
from construal.core.progress import Progress
from construal.core.taking_over import take_over
from construal.gui.jobs import Job
from construal.gui.session import Session


class Comparing(QObject):
    """Holds what is compared; `changed` when another comparison stands, `moved` when its differences did."""

    changed = Signal()
    moved = Signal()
    stale = Signal()  # the project changed: `catch_up` when it is next looked at

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.comparison: Comparison | None = None
        self.other: Other | None = None  # what is compared with, or will be when the job is done
        self.files: list[Path] = []  # compared with so far, the last one first
        self._documents: set[int] = set()  # that changed since they were compared
        self._must_compare = False
        self._job: Job | None = None
        session.changed.connect(self._on_change)

    @property
    def running(self) -> str:
        """What the job under way is called, "" where there is none."""
        return self._job.title if self._job is not None and self._job.is_running else ""

    def compare_with(self, other: Other) -> None:
        """Compare with another reading, in a job; what was compared before stands until then."""
        project = self.session.project
        path, annotator = project.path, project.annotator
        if other.file is not None:
            self.files = [other.file, *(known for known in self.files if known != other.file)]
        self.other = other
        self._documents.clear()
        self._must_compare = False

        def work(progress: Progress) -> Comparison:
            return compare(path, annotator=annotator, other=other, progress=progress)

        self._job = self.session.jobs.start(
            f"Comparing with {other.name}", work,
            done=self._on_compared, failed=self._on_failed, reads_only=True, key="compare",
        )  # fmt: skip
        self._job.finished.connect(self._on_finished)
        self.changed.emit()

    def _on_compared(self, comparison: Comparison) -> None:
        if comparison.other == self.other and comparison.annotator == self.session.project.annotator:
            self.comparison = comparison
            self._follow()

    def _on_failed(self, error: object) -> None:
        self.session.refused.emit(str(error))

    def _on_finished(self) -> None:
        if not self.running:
            self._job = None
            self.other = self.comparison.other if self.comparison is not None else None
            self.changed.emit()

    # --- following the project

    def _on_change(self, change: Change) -> None:
        if self.other is None:
            return
        if change.records:
            self._must_compare = True
        elif LEXICAL in change.layers:
            self._documents |= change.documents
        self.stale.emit()

    def catch_up(self) -> None:
        """Compare again what changed in the project since; all of it where documents came or went."""
        if self._must_compare and self.other is not None:
            self._must_compare = False
            if self.other.file is None and self.other.annotator == self.session.project.annotator:
                self.other = self.comparison = None
                self.changed.emit()
            else:
                self.compare_with(self.other)
        elif not self.running and self._follow():
            self.moved.emit()

    def _follow(self) -> bool:
        project, comparison = self.session.project, self.comparison
        documents, self._documents = sorted(self._documents), set()
        if comparison is None:
            return False
        changed = [id for id in documents if comparison.follow(id, project.annotations(id, layer=LEXICAL))]
        return bool(changed)

    # --- changing the project

    def take(self, difference: SentenceDifference) -> None:
        """Say at a place what the other side says, as the present annotator: one step to undo."""
        session, comparison = self.session, self.comparison
        if comparison is None:
            return
        project = session.project
        end = difference.start + max(len(difference.text), 1)
        standing = project.reading(difference.document, layer=LEXICAL, start=difference.start, end=end)
        command = take_over(comparison, difference, standing, project.author())
        if command is None:
            session.refused.emit("Nothing can be taken here: no annotation says what differs.")
        else:
            session.do(command, said=f"Took {comparison.other.name}’s reading of «{difference.words}»")
