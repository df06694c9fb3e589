"""What the benchmark watches in the real window really happens there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from construal.core.benchmark import made_project, made_text
from construal.core.project import Project
from construal.gui.app import wait_for_reads
from construal.gui.measure import edits, jumps, shown
from construal.gui.window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on a made text with a suggestion at every tenth word."""
    made = made_text.document(1, 2_000)
    with Project.create(tmp_path / "p.construal") as project:
        project.add(made_project.prepared([made], made_text.suggestions(made, 200, first_id=10)))
    window = shown(tmp_path / "p.construal")
    wait_for_reads(window, qapp)
    yield window
    window.close()
    window.deleteLater()
    qapp.processEvents()


def test_edits_are_decisions(window: MainWindow, qapp: QApplication) -> None:
    """Each key that is measured has decided something by the time it counts as painted."""
    assert window.workbench is not None
    project = window.workbench.session.project

    times = edits(window.workbench, qapp, 10)

    assert len(times) == 10
    assert all(seconds > 0 for seconds in times)
    assert [event.kind for event in project.events(limit=10)] == ["do"] * 10
    assert len(project.annotations(annotator="benchmark")) == 10


def test_jumps_change_nothing(window: MainWindow) -> None:
    """Jumps are timed one by one, and leave the project alone."""
    assert window.workbench is not None
    before = window.workbench.session.project.events(limit=5)

    times = jumps(window.workbench, window.look, 7)

    assert len(times) == 7
    assert window.workbench.session.project.events(limit=5) == before
