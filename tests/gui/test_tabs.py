"""The pages in the middle, on a real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import CTRL, SHIFT, Desk, opened
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "made.construal", qtbot)


def test_a_page_that_is_not_shown_asks_for_no_room(desk: Desk) -> None:
    """Back from a wide page, the panes beside the text are as wide as they were."""
    before = desk.bench.panes.sizes()
    desk.press(Qt.Key.Key_B, modifiers=CTRL | SHIFT)
    desk.qtbot.waitUntil(lambda: desk.bench.middle.tabs.current == "terms")
    desk.press(Qt.Key.Key_T, modifiers=CTRL)
    desk.qtbot.waitUntil(lambda: desk.bench.middle.tabs.current == "text")
    assert desk.bench.panes.sizes() == before
