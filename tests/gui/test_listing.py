"""Always and never a target: selected words go to the project's list; suggestions and ledger follow at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import CTRL, SHIFT, Desk, opened, project_of, session_on, told
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from construal.annotation import actions
from construal.annotation.annotation import Status
from construal.annotation.layer import LEXICAL
from construal.core.project import Project
from construal.gui.listing import Listing
from construal.gui.palette import matching_actions
from construal.gui.selection import Selection, of_rows
from construal.gui.session import Session

TEXTS = {
    "one.txt": "We sat in spirit of rain in spirit of hens.\n",
    "two.txt": "They left in spirit of rain.\n",
    "three.txt": "Nothing here.\n",
}


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "made.construal", qtbot)


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    project = project_of(tmp_path, TEXTS)
    project.suggest(layer=LEXICAL)
    with session_on(project) as made:
        made.open_document(project.records()[0].id)
        yield made


def put(session: Session, name: str, rows: list[int], qtbot: QtBot) -> None:
    """Put these words on the list, and wait until the other documents have followed."""
    session.select(of_rows(rows))
    Listing(session).handlers()[name]()
    qtbot.waitUntil(lambda: not session.jobs.jobs)


def suggested(project: Project) -> list[str]:
    found = project.annotations(layer=LEXICAL, status=Status.SUGGESTED)
    return [a.anchor.text(project.document(a.document).text) for a in found]


def test_always_with_real_keys(desk: Desk) -> None:
    """Two words selected and one key: they are one target, undecided and at hand; the ledger and the log tell of it."""
    before = desk.bench.session.ledger.document(LEXICAL, desk.bench.session.document.id)  # type: ignore[union-attr]
    desk.bench.session.select(Selection(0, 0))
    desk.bench.focus_text()
    desk.press(Qt.Key.Key_Right, modifiers=SHIFT)
    desk.press(Qt.Key.Key_T, modifiers=CTRL | SHIFT)
    session = desk.bench.session
    after = session.ledger.document(LEXICAL, session.document.id)  # type: ignore[union-attr]

    assert desk.words == "We ate"
    assert session.target is not None
    assert session.target.status is Status.SUGGESTED
    assert (after.total, after.suggested) == (before.total + 1, before.suggested + 1)
    assert told(desk).startswith("Always a target: «we ate»")


def test_every_document_follows_and_one_undo_restores(session: Session, qtbot: QtBot) -> None:
    """The list counts in every document; the ledger agrees with counting anew; undo takes the whole step back."""
    project = session.project
    session.ledger.of(LEXICAL)
    before = suggested(project)

    put(session, "always_target", [2, 3, 4], qtbot)

    assert before == ["in", "of", "in", "of", "in", "of"]
    assert suggested(project) == ["in spirit of"] * 3
    assert {id: c for id, c in session.ledger.of(LEXICAL).items() if c.total} == project.coverage(LEXICAL)

    session.undo()

    assert suggested(project) == before
    assert project.target_entries() == []
    assert {id: c for id, c in session.ledger.of(LEXICAL).items() if c.total} == project.coverage(LEXICAL)


def test_never(session: Session, qtbot: QtBot) -> None:
    """Words that are never a target lose their suggestions everywhere."""
    put(session, "never_target", [2, 3], qtbot)

    assert suggested(session.project) == ["of"] * 3


def test_a_decision_is_kept(session: Session, qtbot: QtBot) -> None:
    """What was decided stays decided when its words are listed as never a target."""
    first = session.project.annotations(layer=LEXICAL)[0]
    session.do(actions.accept(first, session.project.author()))

    put(session, "never_target", [2], qtbot)

    assert session.ledger.document(LEXICAL, first.document).decided == 1
    assert suggested(session.project).count("in") == 1  # what the accepted one was made of


def test_a_word_between_is_left_open(session: Session, qtbot: QtBot) -> None:
    """Words around another are listed with a star for it; around two there is no such entry, and that is said."""
    put(session, "always_target", [2, 4], qtbot)

    assert [e.words for e in session.project.target_entries()] == ["in * of"]

    refused: list[str] = []
    session.refused.connect(refused.append)
    put(session, "always_target", [0, 3], qtbot)
    assert len(refused) == 1
    assert len(session.project.target_entries()) == 1


def test_twice_is_said(session: Session, qtbot: QtBot) -> None:
    """Words that stand on the list already change nothing, and nothing is to be undone."""
    put(session, "always_target", [2, 3, 4], qtbot)
    said: list[str] = []
    session.said.connect(said.append)
    label = session.project.undo_label

    put(session, "always_target", [2, 3, 4], qtbot)

    assert said == ["Always a target: «in spirit of» stands on the list already"]
    assert session.project.undo_label == label


def test_nothing_selected(session: Session, qtbot: QtBot) -> None:
    """Without words there is nothing to list, and the way to select some is told."""
    refused: list[str] = []
    session.refused.connect(refused.append)
    session.select(None)
    Listing(session).handlers()["never_target"]()

    assert len(refused) == 1
    assert session.project.target_entries() == []


def test_the_palette_offers_both() -> None:
    """Both are found by their words in the palette."""
    assert [a.name for a in matching_actions("a target: these")] == ["always_target", "never_target"]
