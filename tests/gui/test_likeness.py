"""What is most like the place at hand, in a real window: found by a job, shown with its likeness, and opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alike import MONTHS, PLACES, decided, project_of, text
from desk import Desk, opened, session_on
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tiny_model import tiny_model

from construal.annotation import actions
from construal.core.precedents.table import VectorTable
from construal.core.project import Project
from construal.gui.precedents import Precedents
from construal.gui.selection import of_rows

WAIT = 20_000


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny model."""
    for name in ("torch", "transformers"):
        pytest.importorskip(name)
    return tiny_model(tmp_path_factory.mktemp("likeness") / "model")


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, model: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A window on two texts, one of them decided, with a model preferred."""
    monkeypatch.setenv("CONSTRUAL_MODEL", str(model))
    yield from opened(tmp_path / "p.construal", qtbot, lambda path: project_of(path, text(1), text(2), open=1).close())


def go_to(desk: Desk, sentence: int, *, known: int = 7) -> None:
    """Stand on the ‘in’ of a sentence of the open text, and wait until what is like it is known."""
    bench = desk.bench
    desk.qtbot.waitUntil(lambda: bench.precedents.likeness.known == known, timeout=WAIT)
    bench.open_document(2)
    document = bench.session.document
    assert document is not None
    row = next(t.row for t in document.sentence_tokens(sentence) if t.form == "in")
    bench.session.select(of_rows([row]))
    desk.qtbot.waitUntil(lambda: bench.precedents.likeness.of(2, (row,)) is not None, timeout=WAIT)


def test_the_likest_are_shown_with_their_likeness(desk: Desk) -> None:
    """The same sentence decided elsewhere comes first, wholly alike; the title says what the likest say."""
    panel = desk.bench.decision
    go_to(desk, len(PLACES) + 1)

    first = panel.precedents.rows[0]
    assert (first.role, first.words) == ("Time", "in")
    assert first.likeness == pytest.approx(1, abs=1e-3)
    likenesses = [row.likeness for row in panel.precedents.rows]
    assert likenesses == sorted(likenesses, key=lambda of: -(of or 0))
    assert panel.precedents_title.text() == "Most alike in your gold"
    assert panel.precedents_count.text() == f"{len(MONTHS)} of 7 Time"
    assert "7 precedents, 3 say p.Time↝p.Time" in panel.precedents_count.toolTip()

    go_to(desk, 0)
    assert panel.precedents.rows[0].role == "Locus"


def test_a_precedent_most_alike_opens_its_place(desk: Desk) -> None:
    """Enter on a row goes to where it was decided."""
    bench = desk.bench
    go_to(desk, 2)
    bench.decision.precedents.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert bench.session.document is not None
    assert bench.session.document.name == "text-1"
    assert bench.session.document.sentences.of_row(bench.session.rows[0]) == 2


def test_a_decision_is_found_soon_and_one_taken_back_never_again(desk: Desk) -> None:
    """What is decided is a precedent a moment later, and kept in the file; an undo takes it out at once."""
    bench, project = desk.bench, desk.bench.session.project
    go_to(desk, 0)
    open_text = project.document(2)
    first, second = decided(open_text, first=900)[:2]
    for annotation in (first, second):
        created = actions.create(2, "lexical", annotation.anchor, dict(annotation.values), project.author())
        assert bench.session.do(created)
    desk.qtbot.waitUntil(lambda: bench.precedents.likeness.known == 9, timeout=WAIT)
    desk.qtbot.waitUntil(lambda: _kept(project) == 9, timeout=WAIT)
    desk.qtbot.waitUntil(lambda: 2 in [row.document for row in bench.decision.precedents.rows], timeout=WAIT)
    alike = bench.precedents.likeness.alike
    assert alike is not None
    assert {(near.entry.document, near.entry.sentence) for near in alike.near} >= {(1, 0), (2, 1)}
    assert (2, 0) not in {(near.entry.document, near.entry.sentence) for near in alike.near}  # its own sentence

    bench.session.undo()
    assert bench.precedents.likeness.known == 8
    desk.qtbot.waitUntil(lambda: _kept(project) == 8, timeout=WAIT)


def _kept(project: Project) -> int:
    row = project.connection.execute("SELECT count(*) FROM precedent_vectors").fetchone()
    return int(row[0])


def test_vectors_are_made_once_for_a_project(desk: Desk, qtbot: QtBot) -> None:
    """A project that is opened again has its vectors from its file."""
    go_to(desk, 0)
    desk.qtbot.waitUntil(lambda: _kept(desk.bench.session.project) == 7, timeout=WAIT)
    table = VectorTable(desk.bench.session.project.connection)
    models = {name for (name,) in table.connection.execute("SELECT DISTINCT model FROM precedent_vectors")}
    assert len(models) == 1

    desk.window.open_project(desk.path)
    go_to(desk, 0)
    assert _kept(desk.bench.session.project) == 7


def test_another_annotator_has_other_precedents(desk: Desk) -> None:
    """What ann alone decided is none of bob's, and is ann's again."""
    bench, project = desk.bench, desk.bench.session.project
    go_to(desk, 0)
    annotation = decided(project.document(2), first=900)[0]
    bench.session.do(actions.create(2, "lexical", annotation.anchor, dict(annotation.values), project.author()))
    desk.qtbot.waitUntil(lambda: bench.precedents.likeness.known == 8, timeout=WAIT)

    bench.session.set_annotator("bob")
    desk.qtbot.waitUntil(lambda: bench.precedents.likeness.known == 7, timeout=WAIT)
    bench.session.set_annotator("ann")
    desk.qtbot.waitUntil(lambda: bench.precedents.likeness.known == 8, timeout=WAIT)


@pytest.mark.parametrize("name", ["none", "/no/such/model"])
def test_without_a_model_precedents_are_those_of_the_same_words(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Nothing is said of a model that is not there; the newest decisions on the same words are shown."""
    monkeypatch.setenv("CONSTRUAL_MODEL", name)
    with session_on(project_of(tmp_path / "p.construal", text(1), text(2), open=1)) as session:
        refused: list[str] = []
        session.refused.connect(refused.append)
        precedents = Precedents(session)
        precedents.likeness.read()
        session.open_document(2)
        session.select(of_rows([2]))
        qtbot.waitUntil(lambda: not session.jobs.jobs and precedents.of("in").counts.total() == 7, timeout=WAIT)

        found = precedents.of("in", place=(2, (2,)))
        assert (found.likest, found.vote, len(found.shown)) == ((), None, 5)
        assert all(row.likeness is None for row in found.shown)
        assert precedents.likeness.known == 0
        assert refused == []
        precedents.close()
