"""The documents pane on a real project: what is listed, how much is decided, filter, order, keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from made import made_prepared
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from construal.annotation import actions
from construal.annotation.annotation import Status
from construal.core.project import Project
from construal.gui.jobs import JobRunner
from construal.gui.look import Look
from construal.gui.panels.document_list import Order
from construal.gui.panels.documents import DocumentsPanel
from construal.gui.session import Session


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    project = Project.create(tmp_path / "p.construal", annotator="ann")
    project.add(made_prepared())
    jobs = JobRunner()
    made = Session(project, jobs)
    yield made
    jobs.close()
    made.close()


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> DocumentsPanel:
    made = DocumentsPanel(Look("light", 17))
    qtbot.addWidget(made)
    made.resize(272, 600)
    made.show_session(session)
    made.chosen.connect(session.open_document)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(panel: DocumentsPanel) -> list[str]:
    return [item.record.name for item in panel.model.items]


def test_every_document_is_listed_with_its_numbers(panel: DocumentsPanel) -> None:
    """Each document shows how many of its targets are decided; the foot sums them up."""
    first = panel.model.items[0]

    assert names(panel) == ["trip", "cafe"]
    assert (first.coverage.decided, first.targets) == (0, 1)
    assert (panel.coverage.sums.decided, panel.coverage.sums.total) == (0, 1)


def test_a_decision_moves_the_numbers(panel: DocumentsPanel, session: Session) -> None:
    """Deciding changes the row and the sum at once; taking it back changes them back."""
    (suggestion,) = session.project.annotations(status=Status.SUGGESTED)

    session.do(actions.accept(suggestion, session.project.author()))

    assert panel.model.items[0].is_complete
    assert panel.coverage.sums.decided == 1

    session.undo()

    assert not panel.model.items[0].is_complete
    assert panel.coverage.sums.decided == 0


def test_the_filter_searches_text_and_names(panel: DocumentsPanel, qtbot: QtBot) -> None:
    """What is typed is looked for in names and in the text; Esc clears it."""
    qtbot.keyClicks(panel.filter, "Bonn")
    qtbot.waitUntil(lambda: names(panel) == ["cafe"])
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: names(panel) == ["trip", "cafe"])


def test_enter_in_the_filter_opens_the_first_hit(panel: DocumentsPanel, session: Session, qtbot: QtBot) -> None:
    """A document is found and opened without the mouse."""
    qtbot.keyClicks(panel.filter, "caf")
    qtbot.waitUntil(lambda: names(panel) == ["cafe"])
    qtbot.keyClick(panel.filter, Qt.Key.Key_Return)

    assert session.document is not None
    assert session.document.name == "cafe"


def test_an_empty_result_says_how_to_go_on(panel: DocumentsPanel, qtbot: QtBot) -> None:
    """Where nothing matches, the pane says so and which key clears the filter."""
    qtbot.keyClicks(panel.filter, "nowhere at all")

    qtbot.waitUntil(lambda: names(panel) == [])

    assert "Esc" in panel.empty_text()


def test_steps_go_through_the_list_and_stop_at_its_ends(panel: DocumentsPanel, session: Session) -> None:
    """The next document is the one below; at the last one nothing happens."""
    panel.step(1)
    first = session.document
    panel.step(1)
    panel.step(1)

    assert first is not None
    assert first.name == "trip"
    assert session.document is not None
    assert session.document.name == "cafe"


def test_most_undecided_first(panel: DocumentsPanel) -> None:
    """The order can put first what has most left to decide, or go by name."""
    panel.model.set_order(Order.NAME)
    by_name = names(panel)
    panel.model.set_order(Order.OPEN)

    assert by_name == ["cafe", "trip"]
    assert names(panel) == ["trip", "cafe"]


def test_rows_are_spoken(panel: DocumentsPanel) -> None:
    """A screen reader hears the name and how far it is."""
    assert panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "trip, 0 of 1 decided"
