"""The panes side by side: which give way, by key or in a narrow window, and come back as they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk, opened
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from construal.gui.panes import FOLDS_UNDER, Panes


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "made.construal", qtbot)


@pytest.fixture
def panes(desk: Desk) -> Panes:
    return desk.bench.panes


def test_the_documents_give_way_in_a_narrow_window(desk: Desk, panes: Panes) -> None:
    """They come back in a wide one, unless they were put away by key."""
    desk.window.resize(FOLDS_UNDER - 100, 700)
    desk.qtbot.waitUntil(lambda: not panes.documents.isVisible())
    desk.window.resize(1440, 900)
    desk.qtbot.waitUntil(panes.documents.isVisible)
    desk.bench.run("documents_pane")
    desk.window.resize(FOLDS_UNDER - 100, 700)
    desk.window.resize(1440, 900)
    desk.qtbot.waitUntil(lambda: panes.width() >= FOLDS_UNDER)
    assert not panes.documents.isVisible()


def test_a_pane_put_away_leaves_the_keys_to_the_text(desk: Desk, panes: Panes) -> None:
    """Whatever had them before."""
    panes.documents.setFocus()
    assert desk.focused() is not desk.bench.middle.text.view
    desk.bench.run("documents_pane")
    assert desk.focused() is desk.bench.middle.text.view


def test_a_page_without_decision(desk: Desk, panes: Panes) -> None:
    """The decision is gone while such a page is shown, comes back as wide as it was, and not if it is put away."""
    desk.window.resize(1900, 900)  # so that every page has room beside the other panes
    desk.qtbot.waitUntil(lambda: panes.width() == 1900)
    wide = panes.sizes()
    desk.bench.run("terms")
    assert not panes.right.isVisible()
    desk.bench.run("text")
    assert panes.right.isVisible()
    assert panes.sizes() == wide
    desk.bench.run("terms")
    desk.bench.run("decision_pane")
    desk.bench.run("text")
    assert not panes.right.isVisible()


def test_widths_are_kept(desk: Desk, panes: Panes, tmp_path: Path) -> None:
    """What was saved is there again."""
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    panes.setSizes([220, 760, 460])
    wide = panes.sizes()
    panes.save(settings)
    panes.setSizes([272, 816, 352])
    assert panes.sizes() != wide
    panes.restore(settings)
    assert panes.sizes() == wide
