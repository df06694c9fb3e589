"""Learning from a project's decisions in the window: a job that can be stopped, its report, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from construal.annotation.commands import Change
from construal.annotation.errors import ConstrualError
from construal.core.adaptation import kept
from construal.core.adaptation.adapting import Made, Report, made
from construal.core.adaptation.kept import Kept
from construal.core.adaptation.model_at_hand import model_at_hand
from construal.core.project import Project
from construal.gui.jobs import Job, JobProgress
from construal.gui.learned_sheet import LearnedSheet
from construal.gui.session import Session

NOTHING_YET = "Nothing was learned from this project yet."


class Learning:
    """Has a model learn from a session's project, and shows on a sheet what comes of it.

    `adapted` is called when a model reads otherwise from now on, by whatever step.
    """

    def __init__(self, session: Session, sheet: LearnedSheet, *, adapted: Callable[[], None]) -> None:
        self._session = session
        self._adapted = adapted
        self._job: Job | None = None
        self.sheet = sheet
        sheet.learn_wanted.connect(self.learn)
        sheet.stop_wanted.connect(self.stop)
        sheet.revert_wanted.connect(self.revert)
        session.changed.connect(self._on_change)

    def open(self) -> None:
        """Show the sheet with what is in use, or with how far a job is."""
        if self._job is None:
            self._show_in_use()
        self.sheet.open()

    def learn(self) -> Job:
        """Learn in a job; what helps is kept, as one step that can be undone."""
        path, annotator = self._session.project.path, self._session.project.annotator

        def work(progress: JobProgress) -> object:
            with Project.open(path, annotator=annotator, readonly=True) as reader:
                tagger, _ = model_at_hand(reader)
                return made(reader, tagger, progress=progress)

        job = self._session.jobs.start(
            "Learning from decisions", work, done=self._on_made, failed=self._on_failed, key="learn"
        )
        self._job = job
        job.progressed.connect(self.sheet.show_progress)
        job.cancelled.connect(self._on_stopped)
        self.sheet.show_progress(0, "")
        return job

    def stop(self) -> None:
        """Stop the job; nothing was changed then."""
        if self._job is not None:
            self._job.cancel()

    def revert(self) -> None:
        """Use every model as it came again, as a step."""
        try:
            gone = kept.revert(self._session.project)
        except ConstrualError as error:
            self._session.refused.emit(str(error))
            return
        if gone:
            self._session.said.emit(f"{', '.join(k.report.model for k in gone)} is used as it came")

    def _on_made(self, found: Made) -> None:
        self._job = None
        outcome = found.report.sentence
        if found.report.verdict.is_better:
            try:
                kept.keep(self._session.project, found)
            except ConstrualError as error:
                outcome = str(error)
            else:
                self._session.said.emit(f"{found.report.model} learned from {found.report.targets:,} targets")
        self._show(found.report, outcome)
        self.sheet.open()

    def _on_failed(self, error: ConstrualError) -> None:
        self._job = None
        self.sheet.show_learned("", (), str(error), can_revert=bool(self._in_use()))
        if not self.sheet.isVisible():
            self._session.refused.emit(str(error))

    def _on_stopped(self) -> None:
        self._job = None
        self._show_in_use()
        self._session.said.emit("Learning was stopped; nothing was changed")

    def _on_change(self, change: Change) -> None:
        if not change.models:
            return
        self._adapted()
        if self._job is None and self.sheet.isVisible():
            self._show_in_use()

    def _in_use(self) -> list[Kept]:
        return [k for k in kept.all_kept(self._session.project) if k.is_active]

    def _show_in_use(self) -> None:
        found = self._in_use()
        if found:
            self._show(found[0].report, f"In use: adaptation {found[0].id}. {found[0].report.sentence}")
        else:
            self.sheet.show_learned("", (), NOTHING_YET, can_revert=False)

    def _show(self, report: Report, outcome: str) -> None:
        self.sheet.show_learned(report.learned, report.verdict.figures, outcome, can_revert=bool(self._in_use()))
