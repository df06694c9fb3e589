"""How fast the real window is: until it is shown, until a jump and an edit are painted. Measures, judges nothing.

Run as `python -m construal.gui.measure WHAT PROJECT`, WHAT being window, text or reading; prints seconds as JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from construal.annotation.layer import LEXICAL
from construal.core.settings import Settings
from construal.gui.app import application, wait_for_reads
from construal.gui.look import Look
from construal.gui.text.measure import jump_times
from construal.gui.text.view import TextView
from construal.gui.window import MainWindow
from construal.gui.workbench import Workbench

SIZE = (1440, 900)
SEED = 2026


class Paints(QObject):
    """Notes when a widget was last told to paint."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.number = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let pass."""
        self.number += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def shown(path: Path) -> MainWindow:
    """The window on a project, painted once."""
    app = application()
    window = MainWindow(Look("light", 17), Settings(annotator="benchmark"))
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    window.open_project(path)
    app.processEvents()
    window.grab()
    return window


def jumps(bench: Workbench, look: Look, number: int) -> list[float]:
    """Seconds of each of so many random jumps in the open document, on a canvas of its own."""
    source = bench.middle.text.source
    assert source is not None
    view = TextView()
    view.set_theme(look.theme)
    try:
        return jump_times(view, source, number, SEED)
    finally:
        view.deleteLater()


def edits(bench: Workbench, app: QApplication, number: int) -> list[float]:
    """Seconds from a key press to the painted window, decision saved: accept or not a target, at random places."""
    document = bench.session.document
    assert document is not None
    view = bench.middle.text.view
    paints = Paints(view)
    view.viewport().installEventFilter(paints)
    chance = random.Random(SEED)
    times: list[float] = []
    for _ in range(number):
        place = chance.randrange(len(document.text) // 2)
        target = bench.session.project.next_annotation(document.id, LEXICAL, after=place, undecided=True)
        assert target is not None
        bench.open_annotation(document.id, target.id)
        app.processEvents()
        before, painted = bench.session.project.events(limit=1), paints.number
        key, text = (Qt.Key.Key_Return, "\r") if chance.random() < 0.7 else (Qt.Key.Key_Minus, "-")
        press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        begin = time.perf_counter()
        app.sendEvent(view, press)
        app.processEvents()
        if paints.number == painted:  # nothing was left to paint by then: it counts as painted when it is
            view.viewport().repaint()
        times.append(time.perf_counter() - begin)
        if bench.session.project.events(limit=1) == before:
            raise AssertionError(f"the key {text!r} decided nothing")
    return times


def readings(window: MainWindow, app: QApplication) -> dict[str, list[float]]:
    """Seconds from opening each document but the first to its first suggestions painted, and to all in sight.

    The model is loaded, and nothing else is read, when a document is opened.
    """
    bench = window.workbench
    assert bench is not None
    view, reading = bench.middle.text.view, bench.reading
    flags = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents

    def until(done: Callable[[], bool]) -> None:
        while not done():
            app.processEvents(flags, 50)

    until(lambda: reading.readers is not None and reading.readers.is_warm)
    until(lambda: not window.jobs.jobs)
    first: list[float] = []
    page: list[float] = []
    came: list[float] = []

    def painted() -> None:
        view.viewport().repaint()
        came.append(time.perf_counter())

    def is_page_read() -> bool:
        assert reading.reading is not None
        return not reading.reading.unread([layout.sentence.index for layout, _ in view.visible_sentences()])

    reading.put.connect(painted)
    for record in bench.session.project.records()[1:]:
        came.clear()
        begin = time.perf_counter()
        bench.open_document(record.id)
        until(lambda: bool(came) and is_page_read())
        first.append(came[0] - begin)
        page.append(came[-1] - begin)
        until(lambda: not window.jobs.jobs)
    return {"first": first, "page": page}


def main(what: str, path: Path) -> dict[str, object]:
    """What was asked for, in seconds; `window` gives the time of day at which it was painted."""
    window = shown(path)
    if what == "window":
        return {"painted": time.time()}
    app = application()
    if what == "reading":
        read: dict[str, object] = {**readings(window, app)}
        window.close()
        return read
    wait_for_reads(window, app)
    bench = window.workbench
    assert bench is not None
    measured: dict[str, object] = {"jumps": jumps(bench, window.look, 300), "edits": edits(bench, app, 300)}
    window.close()
    return measured


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], Path(sys.argv[2]))) + "\n")
