"""Starting the window: application, look, settings, what happens on errors; and its picture without a screen."""

from __future__ import annotations

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, Qt, QThread
from PySide6.QtWidgets import QApplication

from construal.annotation.errors import ConstrualError
from construal.core import settings as preferences
from construal.gui.look import Look
from construal.gui.report import CrashReporter
from construal.gui.window import MainWindow

log = logging.getLogger(__name__)

LOG_SIZE = 500_000  # bytes
IDLE_ROUNDS = 4


def application() -> QApplication:
    """The running application, or a new one."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("construal")
    app.setApplicationDisplayName("Construal")
    app.setDesktopFileName("construal")
    return app


def run(path: Path | None = None, *, annotator: str | None = None) -> int:
    """Show the window, on a project or on the start page, until it is closed; gives the exit code."""
    app = application()
    written = log_file()
    if written is not None:
        logging.getLogger().addHandler(written)
    reporter = CrashReporter()
    settings, faults = preferences.load()
    look = Look(settings.theme, settings.text_size)
    window = MainWindow(look, settings, annotator=annotator)
    window.show()
    if path is not None:
        window.open_project(path)
    for fault in faults:
        window.status.refuse(fault)
    try:
        return app.exec()
    finally:
        reporter.leave()
        if written is not None:
            logging.getLogger().removeHandler(written)
            written.close()


def screenshot(
    project: Path,
    png: Path,
    *,
    theme: str = "light",
    size: tuple[int, int] = (1440, 900),
    document: str | int | None = None,
    layer: str | None = None,
    view: str | None = None,
) -> None:
    """Write a picture of the real window on a project; where there is no screen, it is drawn without one.

    `view` is "text", "problem" or "catalogue". Raises ConstrualError where the picture cannot be written.
    """
    if "QT_QPA_PLATFORM" not in os.environ and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = application()
    settings, _faults = preferences.load()
    window = MainWindow(Look(theme, settings.text_size), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(QSize(*size))
    window.show()
    try:
        if not window.open_project(project):
            raise ConstrualError(f"{project}: the project cannot be shown.")
        bench = window.workbench
        assert bench is not None
        bench.middle.text.view.is_moving_shown = False
        if document is not None:
            bench.open_document(bench.session.project.record(document).id)
        if layer is not None:
            bench.run({"lexical": "supersenses", "concept": "concepts", "hint": "hints"}.get(layer, layer))
        if view is not None:
            bench.run(view)
        wait_for_reads(window, app)
        picture = window.grab()
    finally:
        window.close()
        window.deleteLater()
        app.processEvents()
    if not picture.save(str(png)):
        raise ConstrualError(f"{png}: the picture cannot be written; choose another place.")


def wait_for_reads(window: MainWindow, app: QApplication, *, rounds: int = 400) -> None:
    """Let the window's jobs end and its views settle, for a limited number of rounds."""
    idle = 0
    for _ in range(rounds):
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 25)
        QThread.msleep(5)
        bench = window.workbench
        is_waiting = bench is not None and bench.reading.is_about_to
        idle = 0 if window.jobs.jobs or is_waiting else idle + 1
        if idle > IDLE_ROUNDS:
            break


def log_file() -> logging.Handler | None:
    """What keeps warnings and errors in a file beside the settings; None where there is no place for it."""
    folder = preferences.folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "construal.log"
        handler = RotatingFileHandler(path, maxBytes=LOG_SIZE, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler
