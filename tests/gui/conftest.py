"""What holds for every test of the window: it leaves no thread, no running timer and no top-level widget behind."""

import gc
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget


def pytest_configure(config: pytest.Config) -> None:
    """Let the offscreen platform say what it cannot do without failing a test."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


def _windows() -> set[QWidget]:
    return {widget for widget in QApplication.topLevelWidgets() if shiboken6.isValid(widget)}


def _alive(kind: type) -> list[object]:
    return [thing for thing in gc.get_objects() if type(thing).__mro__.count(kind) and shiboken6.isValid(thing)]


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test after which a window, a running thread or a running timer of its own is still there."""
    before = _windows() if QApplication.instance() else set()
    yield
    if QApplication.instance() is None:
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
    gc.collect()
    left = [*_windows().difference(before)]
    threads = [thread for thread in _alive(QThread) if isinstance(thread, QThread) and thread.isRunning()]
    mine = QThread.currentThread()
    threads = [thread for thread in threads if thread is not mine]
    timers = [timer for timer in _alive(QTimer) if isinstance(timer, QTimer) and timer.isActive()]
    for widget in left:
        widget.deleteLater()
    for timer in timers:
        timer.stop()
    if left or threads or timers:
        pytest.fail(f"left behind by {request.node.name}: windows {left}, threads {threads}, timers {timers}")
