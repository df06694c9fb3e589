"""Learning from the project's decisions in the window: one button, figures before and after, and the way back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from decided import decided_project
from desk import CTRL, Desk, opened, told
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from construal.core import settings
from construal.core.models.manifest import Calibration, read, seal
from construal.gui.learned_sheet import LEARN, STOP, LearnedSheet
from construal.gui.learning import NOTHING_YET

LONG = 120_000  # milliseconds; other programs share the machine


@pytest.fixture
def desk(tmp_path: Path, model_folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A window on a decided project, whose model can be taught."""
    folder = shutil.copytree(model_folder, tmp_path / "model")
    seal(folder, msgspec.structs.replace(read(folder), calibration=Calibration()))
    monkeypatch.setenv(settings.MODEL_VARIABLE, str(folder))
    yield from opened(tmp_path / "decided.construal", qtbot, lambda path: decided_project(path).close())


def sheet(desk: Desk) -> LearnedSheet:
    return desk.bench.learning.sheet


def adaptations(desk: Desk) -> list[int]:
    """The numbers of those in use, as the file has them."""
    return [id for _, id in desk.bench.session.project.tables.adaptations()]


def open_sheet(desk: Desk) -> None:
    """Through the palette, as any command."""
    desk.press(Qt.Key.Key_K, modifiers=CTRL)
    desk.type("learn from")
    desk.press(Qt.Key.Key_Return)
    assert sheet(desk).isVisible()


def test_a_model_learns_by_two_keys(desk: Desk) -> None:
    """Enter on the sheet learns; the figures stand in it, suggestions follow, undo takes it back, Esc closes."""
    before = desk.focused()
    open_sheet(desk)
    assert sheet(desk).outcome.text() == NOTHING_YET
    assert not sheet(desk).revert.isEnabled()
    desk.press(Qt.Key.Key_Return)
    assert sheet(desk).learn.text() == STOP
    desk.qtbot.waitUntil(lambda: sheet(desk).learn.text() == LEARN, timeout=LONG)
    assert sheet(desk).outcome.text().startswith("Kept: of 144 decisions left out, ")
    assert sheet(desk).learned.text().startswith("tiny-standard 1 learned from 144 targets with 5 construals")
    assert [row[0].text() for row in sheet(desk).cells] == [
        "F1 on decisions left out", "target", "role", "function", "construal",
    ]  # fmt: skip
    assert told(desk) == "tiny-standard learned from 144 targets"
    assert adaptations(desk) == [1]
    assert desk.bench.session.project.undo_label == "Adapt tiny-standard to this project"

    desk.window.run("undo")
    assert adaptations(desk) == []
    assert sheet(desk).outcome.text() == NOTHING_YET
    desk.window.run("redo")
    assert sheet(desk).outcome.text().startswith("In use: adaptation 1. Kept: ")
    sheet(desk).revert.click()
    assert adaptations(desk) == []
    assert told(desk) == "tiny-standard is used as it came"
    desk.press(Qt.Key.Key_Escape)
    assert not sheet(desk).isVisible()
    assert desk.focused() is before


def test_learning_can_be_stopped(desk: Desk) -> None:
    """The same button stops it; nothing was changed then."""
    open_sheet(desk)
    sheet(desk).learn.click()
    sheet(desk).learn.click()
    desk.qtbot.waitUntil(lambda: sheet(desk).learn.text() == LEARN, timeout=LONG)
    assert told(desk) == "Learning was stopped; nothing was changed"
    assert adaptations(desk) == []


def test_what_cannot_be_learned_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a model the sheet says so in a sentence."""
    monkeypatch.setenv(settings.MODEL_VARIABLE, settings.NO_MODEL)
    open_sheet(desk)
    sheet(desk).learn.click()
    desk.qtbot.waitUntil(lambda: sheet(desk).learn.text() == LEARN, timeout=LONG)
    assert "name a model of ‘en’" in sheet(desk).outcome.text()


def test_the_sheet_keeps_its_place(desk: Desk) -> None:
    """In the middle of the window, whatever its size."""
    open_sheet(desk)
    desk.window.resize(900, 600)
    desk.qtbot.waitUntil(lambda: abs(2 * sheet(desk).geometry().center().x() - desk.bench.width()) <= 2)
    assert desk.bench.rect().contains(sheet(desk).geometry())
