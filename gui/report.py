"""What happens when something goes wrong: known errors are one message, anything else a report the person may copy."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QThread, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from construal.annotation.errors import ConstrualError

log = logging.getLogger(__name__)

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def tell(parent: QWidget | None, error: ConstrualError) -> None:
    """One message for an error that the person can understand and act on."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Construal", str(error), QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()


def report_text(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The report: version, system, and the traceback; nothing of the annotated texts but what an error quotes."""
    from construal import __version__

    lines = traceback.format_exception(kind, error, trace)
    head = (
        f"Construal {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()}\n\n"
    )
    return head + "".join(lines)


class CrashReporter(QObject):
    """Takes `sys.excepthook` while the window runs: tells from any thread, shows on the GUI thread, one at a time."""

    _crashed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: Hook = sys.excepthook
        self._is_shown = False
        self._crashed.connect(self._show, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._hook

    def leave(self) -> None:
        """Give `sys.excepthook` back."""
        sys.excepthook = self._before

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, ConstrualError) and QThread.currentThread() is self.thread():
            tell(QApplication.activeWindow(), error)
            return
        text = report_text(kind, error, trace)
        log.error("%s", text)
        self._crashed.emit(text)

    def _show(self, text: str) -> None:
        if self._is_shown:
            return
        self._is_shown = True
        box = QMessageBox(QApplication.activeWindow())
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle("Construal")
        box.setText("Something went wrong that should not.")
        box.setInformativeText(
            "What you decided before is saved. The report below says what happened; nothing was sent anywhere."
        )
        box.setDetailedText(text)
        copy = box.addButton("Copy the report", QMessageBox.ButtonRole.ActionRole)
        box.addButton("Go on", QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        if box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(text)
        self._is_shown = False
