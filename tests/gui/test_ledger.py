"""The ledger: kept up step by step, it says what counting anew would say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import made_prepared
from pytestqt.qtbot import QtBot

from construal.annotation import actions
from construal.annotation.annotation import Status
from construal.annotation.layer import LEXICAL
from construal.core.coverage import Coverage
from construal.core.project import Project
from construal.gui.deciding import Deciding
from construal.gui.jobs import JobRunner
from construal.gui.movement import Movement
from construal.gui.panels.ranking import Candidate
from construal.gui.selection import of_rows
from construal.gui.session import Session

STEPS = ("accept", "take", "choose", "not_target", "reject", "doubt", "join", "weak", "undo", "redo")
PLACES = ([2, 3], [0], [1], [4], [0, 1], [0, 4])


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    project = Project.create(tmp_path / "p.construal", annotator="ann")
    project.add(made_prepared())
    jobs = JobRunner()
    made = Session(project, jobs)
    made.open_document(1)
    made.ledger.of(LEXICAL)
    yield made
    jobs.close()
    made.close()


def step(session: Session, name: str) -> None:
    """Do what a key does at the place the session is at."""
    deciding = Deciding(session, Movement(session), lambda: [Candidate("Goal", "Locus")])
    if name == "take":
        deciding.take(0)
    elif name == "choose":
        deciding.choose("Time", "Time")
    elif name in ("join", "weak"):
        deciding.join("strong" if name == "join" else "weak")
    elif name in ("undo", "redo"):
        getattr(session, name)()
    else:
        getattr(deciding, name)()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(PLACES)), max_size=8))
def test_it_agrees_with_counting_anew(session: Session, steps: list[tuple[str, list[int]]]) -> None:
    """After any steps at any places, undone and redone as well, the kept numbers are the counted ones."""
    for name, rows in steps:
        session.select(of_rows(rows))
        step(session, name)
        counted = session.project.coverage(LEXICAL)

        assert {id: c for id, c in session.ledger.of(LEXICAL).items() if c.total} == counted


def test_an_import_is_counted_anew(session: Session) -> None:
    """What comes in many at once is counted, and what was taken back is gone."""
    session.project.undo()

    assert session.ledger.document(LEXICAL, 1) == Coverage(0, 0, 0)


def test_a_refused_step_leaves_the_numbers(session: Session) -> None:
    """Where a command does not fit, nothing changed, and later steps are counted right."""
    (suggestion,) = session.project.annotations(status=Status.SUGGESTED)
    author = session.project.author()
    wrong = actions.create(999, LEXICAL, suggestion.anchor, {"role": "Goal"}, author)

    assert not session.do(wrong)
    assert session.do(actions.accept(suggestion, author))
    assert session.ledger.of(LEXICAL) == session.project.coverage(LEXICAL)
