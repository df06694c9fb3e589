"""Jobs: work in other threads whose every ending is told once, on the GUI thread."""

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from construal.annotation.errors import CommandError
from construal.gui.jobs import JobProgress, JobRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    jobs = JobRunner()
    yield jobs
    jobs.close()


def test_a_result_arrives_on_the_gui_thread(runner: JobRunner, qtbot: QtBot) -> None:
    """The work runs elsewhere; its value is handed over here, and the job is gone from the list."""
    ran: list[object] = []
    got: list[object] = []

    def work(progress: JobProgress) -> object:
        ran.append(threading.get_ident())
        return 42

    def done(value: object) -> None:
        got.append((value, QThread.currentThread() is QApplication.instance().thread()))

    job = runner.start("Counting", work, done=done)
    with qtbot.waitSignal(job.finished):
        pass

    assert got == [(42, True)]
    assert ran != [threading.get_ident()]
    assert runner.jobs == []


def test_a_known_error_is_told_as_one(runner: JobRunner, qtbot: QtBot) -> None:
    """An error that a person understands comes as `failed`, not as a crash."""
    failures: list[object] = []

    def work(progress: JobProgress) -> object:
        raise CommandError("No.")

    job = runner.start("Failing", work, failed=failures.append)
    with qtbot.waitSignal(job.finished):
        pass

    assert [str(f) for f in failures] == ["No."]


def test_a_bug_reaches_the_excepthook(runner: JobRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody expected is reported like one on the GUI thread, with its traceback."""
    seen: list[tuple[type[BaseException], bool]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: seen.append((kind, trace is not None)))

    def work(progress: JobProgress) -> object:
        raise ZeroDivisionError

    job = runner.start("Dividing", work)
    with qtbot.waitSignal(job.finished):
        pass
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == [(ZeroDivisionError, True)]


def test_cancel_stops_at_the_next_step(runner: JobRunner, qtbot: QtBot) -> None:
    """A cancelled job ends as cancelled, and hands no result over."""
    results: list[object] = []
    begun = threading.Event()

    def work(progress: JobProgress) -> object:
        begun.set()
        while True:
            progress.step(1, 2)

    job = runner.start("Endless", work, done=results.append)
    begun.wait(5)
    with qtbot.waitSignals([job.cancelled, job.finished]):
        job.cancel()

    assert results == []


def test_progress_is_told_seldom_and_to_the_end(runner: JobRunner, qtbot: QtBot) -> None:
    """Ten thousand steps are a few reports, and the last says that all is done."""
    shares: list[float] = []

    def work(progress: JobProgress) -> object:
        for done in range(10_001):
            progress.step(done, 10_000)
        return None

    job = runner.start("Stepping", work)
    job.progressed.connect(lambda share, _note: shares.append(share))
    with qtbot.waitSignal(job.finished):
        pass

    assert shares[-1] == 1.0
    assert len(shares) < 200


def test_parts_arrive_in_order(runner: JobRunner, qtbot: QtBot) -> None:
    """What a job hands over while it runs comes before its end, in order."""
    heard: list[object] = []

    def work(progress: JobProgress) -> object:
        for number in range(5):
            progress.part(number)
        return "end"

    job = runner.start("Parts", work, partial=heard.append, done=heard.append)
    with qtbot.waitSignal(job.finished):
        pass

    assert heard == [0, 1, 2, 3, 4, "end"]


def test_a_new_run_cancels_the_old_one_of_its_key(runner: JobRunner, qtbot: QtBot) -> None:
    """Only the newest of several runs under one key gives a result."""
    results: list[object] = []

    def endless(progress: JobProgress) -> object:
        while True:
            progress.step(0, 1)

    runner.start("Old", endless, done=results.append, key="search")
    new = runner.start("New", lambda _progress: "new", done=results.append, key="search")
    with qtbot.waitSignal(new.finished):
        pass

    assert results == ["new"]


def test_store_jobs_run_one_at_a_time(runner: JobRunner, qtbot: QtBot) -> None:
    """Two jobs that may use the store never overlap."""
    together = threading.Lock()
    overlaps: list[bool] = []

    def work(progress: JobProgress) -> object:
        free = together.acquire(blocking=False)
        overlaps.append(not free)
        progress.step(0, 1)
        if free:
            together.release()
        return None

    jobs = [runner.start(str(n), work) for n in range(6)]
    with qtbot.waitSignal(jobs[-1].finished):
        pass

    assert overlaps == [False] * 6


def test_close_leaves_no_thread_at_work(qtbot: QtBot) -> None:
    """After close every job has stopped, running or waiting, and nothing more is told."""
    jobs = JobRunner()
    results: list[object] = []
    running = threading.Event()

    def endless(progress: JobProgress) -> object:
        running.set()
        while True:
            progress.step(0, 1)

    for _ in range(3):
        jobs.start("Endless", endless, done=results.append)
    running.wait(5)
    jobs.close()
    QApplication.processEvents()

    assert jobs.jobs == []
    assert results == []
