"""Jobs: work in other threads, told to the window by signals that always arrive on the GUI thread.

A job returns a value; whoever started it turns the value into commands. Jobs never touch widgets or the project's own
connection.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from construal.annotation.errors import ConstrualError
from construal.core.progress import Cancelled, Progress

log = logging.getLogger(__name__)

TOLD_EVERY = 0.1  # seconds between two reports of one job
READERS = 3


class Job(QObject):
    """One piece of work under way: what it is called, how far it is, and how it ends."""

    progressed = Signal(float, str)  # share from 0 to 1, note
    partial = Signal(object)
    done = Signal(object)
    failed = Signal(object)  # a ConstrualError
    cancelled = Signal()
    finished = Signal()  # after any of the three

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.share = 0.0
        self.note = ""
        self.started = time.monotonic()
        self.is_running = True
        self.is_quiet = False
        self.is_cancelled = False

    def cancel(self) -> None:
        """Ask the work to stop; it does at its next step."""
        self.is_cancelled = True

    @property
    def seconds_left(self) -> float | None:
        """What is left at the pace so far; None while nothing can be said."""
        spent = time.monotonic() - self.started
        return spent / self.share * (1 - self.share) if self.share > 0.02 and spent > 0.5 else None

    def _on_progress(self, share: float, note: str) -> None:
        self.share, self.note = share, note
        self.progressed.emit(share, note)

    def _on_end(self, result: object, error: object) -> None:
        self.is_running = False
        if error is None and self.is_cancelled:
            error = Cancelled()
        if error is None:
            self.done.emit(result)
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        elif isinstance(error, ConstrualError):
            self.failed.emit(error)
        self.finished.emit()
        if isinstance(error, Exception) and not isinstance(error, ConstrualError | Cancelled):
            sys.excepthook(type(error), error, error.__traceback__)


class _Voice(QObject):
    """Carries a job's words from its thread to the GUI thread."""

    progress = Signal(float, str)
    part = Signal(object)
    end = Signal(object, object)


class JobProgress(Progress):
    """What a job's work says while it runs: steps, told at most ten times a second, and parts of its result."""

    def __init__(self, job: Job, voice: _Voice) -> None:
        super().__init__()
        self._job = job
        self._voice = voice
        self._told = 0.0

    def step(self, done: int, total: int, note: str = "") -> None:
        """Report `done` of `total`. Raises Cancelled where the person stopped the job."""
        if self._job.is_cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= TOLD_EVERY or done >= total:
            self._told = now
            self._voice.progress.emit(done / total if total else 0.0, note)

    def part(self, value: object) -> None:
        """Hand over a part of the result at once. Raises Cancelled where the person stopped the job."""
        if self._job.is_cancelled:
            raise Cancelled
        self._voice.part.emit(value)


class _Run(QRunnable):
    def __init__(self, job: Job, work: Callable[[JobProgress], object]) -> None:
        super().__init__()
        self.setAutoDelete(False)  # the runner keeps it: Qt would free it under Python's feet
        self._job = job
        self._work = work
        self.voice = _Voice()
        self.voice.progress.connect(job._on_progress, Qt.ConnectionType.QueuedConnection)
        self.voice.part.connect(job.partial, Qt.ConnectionType.QueuedConnection)
        self.voice.end.connect(job._on_end, Qt.ConnectionType.QueuedConnection)

    def run(self) -> None:
        """Do the work; every ending is told, a bug's too."""
        result: object = None
        error: Exception | None = None
        if not self._job.is_cancelled:
            try:
                result = self._work(JobProgress(self._job, self.voice))
            except (Cancelled, ConstrualError) as known:
                error = known
            except Exception as bug:  # noqa: BLE001  # told on the GUI thread, where the report is shown
                error = bug
        self.voice.end.emit(result, error)


class JobRunner(QObject):
    """Runs jobs: one at a time of those that use the store or a model, a few of those that only read."""

    changed = Signal()  # a job began, moved or ended

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = QThreadPool(self)
        self._work.setMaxThreadCount(1)
        self._read = QThreadPool(self)
        self._read.setMaxThreadCount(READERS)
        self._runs: dict[Job, _Run] = {}
        self._by_key: dict[str, Job] = {}
        self._spent: list[_Run] = []  # ended, but a thread may still be on its way out of them

    @property
    def jobs(self) -> list[Job]:
        """The jobs under way or waiting, oldest first."""
        return list(self._runs)

    def start(
        self,
        title: str,
        work: Callable[[JobProgress], object],
        *,
        done: Callable[[Any], None] | None = None,
        partial: Callable[[Any], None] | None = None,
        failed: Callable[[ConstrualError], None] | None = None,
        reads_only: bool = False,
        is_quiet: bool = False,
        key: str = "",
    ) -> Job:
        """Begin a job; a new one cancels the one that still runs under the same `key`. A quiet one is not shown."""
        if key and (old := self._by_key.get(key)):
            old.cancel()
        if not self._work.activeThreadCount() and not self._read.activeThreadCount():
            self._spent.clear()
        job = Job(title, self)
        job.is_quiet = is_quiet
        run = _Run(job, work)
        self._runs[job] = run
        if key:
            self._by_key[key] = job
        for signal, slot in ((job.done, done), (job.partial, partial), (job.failed, failed)):
            if slot is not None:
                signal.connect(slot)
        job.progressed.connect(self._tell)
        job.finished.connect(self._on_finished)
        (self._read if reads_only else self._work).start(run)
        self.changed.emit()
        return job

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self.jobs:
            job.cancel()

    def close(self) -> None:
        """Stop every job and wait for it, so that no thread outlives the window."""
        self.cancel_all()
        for pool in (self._work, self._read):
            pool.clear()
            pool.waitForDone()
        for job in self.jobs:
            job.blockSignals(True)
        self._runs.clear()
        self._by_key.clear()
        self._spent.clear()

    def _tell(self, _share: float, _note: str) -> None:
        self.changed.emit()

    def _on_finished(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            if run := self._runs.pop(job, None):
                self._spent.append(run)
            self._by_key = {key: other for key, other in self._by_key.items() if other is not job}
            job.deleteLater()
        self.changed.emit()
