"""When something goes wrong: one dialog that offers the report, whatever thread it happened in."""

import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from construal import __version__
from construal.annotation.errors import CommandError
from construal.gui.report import CrashReporter, report_text


def raised(error: Exception) -> Exception:
    """The error with a traceback, as if it had been raised here."""
    try:
        raise error
    except type(error) as caught:
        return caught


def press(label: str, told: list[str]) -> None:
    """Wait for the dialog, remember its text, and press a button."""

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.append(box.detailedText() or box.text())
            next(b for b in box.buttons() if b.text().replace("&", "") == label).click()

    QTimer.singleShot(300, answer)


def test_a_report_says_where_it_happened() -> None:
    """The report has the version and the traceback."""
    error = raised(ZeroDivisionError("by nothing"))
    text = report_text(type(error), error, error.__traceback__)

    assert __version__ in text
    assert "by nothing" in text
    assert "test_report.py" in text


@pytest.mark.may_warn
def test_a_bug_is_one_dialog_whose_report_can_be_copied(qtbot: QtBot) -> None:
    """An error nobody expected is logged and shown once; the report goes to the clipboard when asked."""
    reporter = CrashReporter()
    told: list[str] = []
    try:
        error = raised(ZeroDivisionError("by nothing"))
        press("Copy the report", told)
        sys.excepthook(type(error), error, error.__traceback__)
        qtbot.waitUntil(lambda: bool(told))
        QApplication.processEvents()
    finally:
        reporter.leave()

    assert "by nothing" in told[0]
    assert QGuiApplication.clipboard().text() == told[0]


@pytest.mark.may_warn
def test_a_bug_in_another_thread_is_shown_on_this_one(qtbot: QtBot) -> None:
    """The hook may be called from any thread."""
    reporter = CrashReporter()
    told: list[str] = []
    try:
        error = raised(ZeroDivisionError("elsewhere"))
        press("Go on", told)
        thread = threading.Thread(target=lambda: sys.excepthook(type(error), error, error.__traceback__))
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(told))
        QApplication.processEvents()
    finally:
        reporter.leave()

    assert "elsewhere" in told[0]


def test_a_known_error_is_one_message(qtbot: QtBot) -> None:
    """An error that a person understands is shown in its own words, without a report."""
    reporter = CrashReporter()
    told: list[str] = []
    try:
        error = raised(CommandError("Nothing was changed."))
        press("OK", told)
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        reporter.leave()

    assert told == ["Nothing was changed."]
