"""Starting and picturing the window: what `construal` and `construal demo` call."""

import logging
import sys
from pathlib import Path

import pytest
from made import made_prepared
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from construal.annotation.errors import ConstrualError
from construal.core.project import Project
from construal.core.settings import Settings
from construal.gui import app
from construal.gui.look import Look
from construal.gui.window import MainWindow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "p.construal"
    with Project.create(made, annotator="ann") as project:
        project.add(made_prepared())
    return made


@pytest.mark.parametrize(("theme", "layer", "view"), [("light", "lexical", "text"), ("dark", "concept", "catalogue")])
def test_a_picture_of_the_real_window(
    qtbot: QtBot, path: Path, tmp_path: Path, theme: str, layer: str, view: str
) -> None:
    """The picture has the size asked for and more than one colour, and the project can be opened again after."""
    png = tmp_path / "window.png"
    app.screenshot(path, png, theme=theme, size=(1200, 760), document="cafe", layer=layer, view=view)
    picture = QImage(str(png))

    assert (picture.width(), picture.height()) == (1200, 760)
    assert len({picture.pixel(x, y) for x in range(0, 1200, 3) for y in range(0, 760, 8)}) > 20
    with Project.open(path) as again:
        assert not again.readonly


def test_a_picture_that_cannot_be_written_is_refused(qtbot: QtBot, path: Path, tmp_path: Path) -> None:
    """Where the picture cannot go, that is said in one sentence."""
    with pytest.raises(ConstrualError, match="cannot be written"):
        app.screenshot(path, tmp_path / "nowhere" / "window.png")


def test_run_shows_the_project_until_it_is_closed(qtbot: QtBot, path: Path) -> None:
    """The window opens on the project; closing it ends the program with 0 and gives the file and the hook back."""
    hook, handlers, titles = sys.excepthook, list(logging.getLogger().handlers), []

    def close() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                titles.append(window.windowTitle())
                window.close()
                window.deleteLater()

    QTimer.singleShot(300, close)
    code = app.run(path, annotator="ann")

    assert code == 0
    assert titles == ["p – Construal"]
    assert sys.excepthook is hook
    assert logging.getLogger().handlers == handlers
    with Project.open(path) as again:
        assert not again.readonly


def test_a_file_that_is_no_project_is_one_message(qtbot: QtBot, tmp_path: Path) -> None:
    """A wrong file is told in one message, and the window stays as it was."""
    wrong = tmp_path / "wrong.construal"
    wrong.write_text("not a project")
    window = MainWindow(Look("light"), Settings(), annotator="ann")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    told: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.append(box.text())
            box.accept()

    QTimer.singleShot(200, answer)

    assert not window.open_project(wrong)
    assert len(told) == 1
    assert "wrong.construal" in told[0]
    assert window.start.isVisible()
