"""The page of terms on a real project: candidates from its documents, and what deciding about them does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import project_of, session_on
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept, Term
from construal.annotation.commands import EditCatalogue
from construal.annotation.layer import CONCEPT
from construal.gui.look import Look
from construal.gui.session import Session
from construal.gui.views.terms import EMPTY, TermsView
from construal.gui.views.terms_table import State

TEXTS = {
    "one.txt": "A crossed module is a map of groups. Every crossed module gives a strict monad.\n",
    "two.txt": "We study crossed modules and their factorization systems. A factorization system is a pair.\n",
}


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    with session_on(project_of(tmp_path, TEXTS)) as made:
        yield made


@pytest.fixture
def refused(session: Session) -> list[str]:
    told: list[str] = []
    session.refused.connect(told.append)
    return told


@pytest.fixture
def bare(session: Session, qtbot: QtBot) -> TermsView:
    view = TermsView(Look("light"), session)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def view(bare: TermsView, session: Session, qtbot: QtBot) -> TermsView:
    QTest.keyClick(bare.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(bare.candidates) and not session.jobs.jobs)
    return bare


def names(view: TermsView) -> list[str]:
    return [group.candidate.canonical for group in view.table_model.groups]


def state(view: TermsView, name: str) -> State:
    return next(g.state for g in view.table_model.groups if g.candidate.canonical == name)


def go(view: TermsView, name: str) -> None:
    view.table.setCurrentIndex(view.table_model.index(names(view).index(name), 0))


def mentions(session: Session) -> list[Annotation]:
    return [a for a in session.project.annotations(layer=CONCEPT) if a.is_decided]


def words(session: Session, annotation: Annotation) -> str:
    return annotation.anchor.text(session.project.document(annotation.document).text)


def test_an_empty_page_says_how_to_begin(bare: TermsView) -> None:
    """Before anything was looked for, the page says what will be here and the key that makes it."""
    assert bare.empty.text() == EMPTY
    assert bare.empty.isVisible()


def test_candidates_are_ranked(view: TermsView) -> None:
    """Ctrl+Enter looks in all documents; those that occur twice are listed, best first, with their numbers."""
    assert names(view)[:2] == ["crossed module", "factorization system"]
    first = view.table_model.groups[0].candidate
    assert (first.frequency, first.documents) == (3, 2)
    assert view.table_model.index(0, 3).data() == "3"
    assert view.table.isVisible()


def test_rare_candidates_are_shown_on_request(view: TermsView) -> None:
    """Without the lower limit, what occurs once is listed too."""
    before = len(names(view))
    view.often.setChecked(False)

    assert len(names(view)) > before
    assert "strict monad" in names(view)


def test_enter_accepts_and_links_every_place(view: TermsView, session: Session) -> None:
    """Enter makes a concept, links each occurrence, goes on, and is one step to undo."""
    go(view, "crossed module")
    QTest.keyClick(view.table, Qt.Key.Key_Return)

    (concept,) = session.project.concepts().values()
    assert (concept.name, concept.terms) == ("crossed module", (Term("crossed module"),))
    made = mentions(session)
    assert [words(session, a) for a in made] == ["crossed module", "crossed module", "crossed modules"]
    assert {a.get("concept") for a in made} == {concept.id}
    assert state(view, "crossed module") is State.ACCEPTED
    assert view.detail.target.text() == "factorization system"

    session.undo()
    assert session.project.concepts() == {}
    assert mentions(session) == []
    assert state(view, "crossed module") is State.CANDIDATE


def test_a_suggestion_in_the_place_is_decided(view: TermsView, session: Session) -> None:
    """Where a mention was suggested, accepting decides it instead of laying a second one over it."""
    session.project.suggest(layer=CONCEPT)
    suggested = session.project.annotations(layer=CONCEPT, status=Status.SUGGESTED)
    exact = {a.id for a in suggested if words(session, a) in ("crossed module", "crossed modules")}
    assert exact
    go(view, "crossed module")
    QTest.keyClick(view.table, Qt.Key.Key_Return)

    standing = [a for d in session.project.records() for a in session.project.reading(d.id, layer=CONCEPT)]
    places = [(a.document, a.anchor) for a in standing]
    assert len(places) == len(set(places))
    assert {a.replaces for a in standing if a.is_decided and a.replaces is not None} == exact
    assert len(mentions(session)) == 3


def test_a_decision_of_a_person_stays(view: TermsView, session: Session) -> None:
    """A place that was linked to another concept keeps that link."""
    go(view, "crossed module")
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    (concept,) = session.project.concepts().values()
    session.do(EditCatalogue(label="rename", put=(Concept(id=concept.id, name="another thing"),)))
    go(view, "crossed module")
    QTest.keyClick(view.table, Qt.Key.Key_Return)

    assert {a.get("concept") for a in mentions(session)} == {concept.id}
    assert len(mentions(session)) == 3


def test_backspace_rejects_for_good(view: TermsView, session: Session, refused: list[str]) -> None:
    """A rejected group is kept on record, its suggestions go, nothing suggests it again, and Enter takes it back."""
    session.project.suggest(layer=CONCEPT)
    go(view, "crossed module")
    QTest.keyClick(view.table, Qt.Key.Key_Backspace)

    assert state(view, "crossed module") is State.REJECTED
    (record,) = session.project.concepts().values()
    assert (record.name, record.terms) == (None, (Term("crossed module", "en", "rejected"),))
    session.project.suggest(layer=CONCEPT)
    suggested = session.project.annotations(layer=CONCEPT, status=Status.SUGGESTED)
    assert "crossed module" not in {words(session, a) for a in suggested}

    go(view, "crossed module")
    QTest.keyClick(view.table, Qt.Key.Key_Backspace)
    assert refused == ["crossed module is rejected already; Enter accepts it after all."]
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert [c.name for c in session.project.concepts().values()] == ["crossed module"]
    assert state(view, "crossed module") is State.ACCEPTED


def test_space_puts_off(view: TermsView) -> None:
    """Space marks a group for later and goes on; the filter shows it alone; Space again opens it."""
    go(view, "crossed module")
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    assert state(view, "crossed module") is State.LATER
    assert view.detail.target.text() == "factorization system"

    view.states.button(3).click()
    assert names(view) == ["crossed module"]
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    view.states.button(0).click()
    assert state(view, "crossed module") is State.CANDIDATE


def test_a_digit_joins_a_near_concept(view: TermsView, session: Session, refused: list[str]) -> None:
    """A digit makes the group a term of a near concept and links its places; a digit without one says so."""
    concept = Concept(id="xmod", name="crossed complex")
    session.do(EditCatalogue(label="seed", put=(concept,)))
    go(view, "factorization system")
    QTest.keyClicks(view.table, "1")
    assert refused == ["The catalogue has no concept as near as that."]

    go(view, "crossed module")
    assert [row.words for row in view.detail.nearest.rows] == ["crossed complex"]
    QTest.keyClicks(view.table, "1")

    joined = session.project.concept("xmod")
    assert joined is not None
    assert joined.terms == (Term("crossed module", "en", "admitted"),)
    assert {a.get("concept") for a in mentions(session)} == {"xmod"}
    assert len(mentions(session)) == 3


def test_the_filter_finds(view: TermsView, qtbot: QtBot) -> None:
    """Letters go to the filter; Down goes back to what is left; Esc shows all."""
    everything = names(view)
    QTest.keyClicks(view.table, "f")
    QTest.keyClicks(view.filter, "act")
    QTest.keyClick(view.filter, Qt.Key.Key_Down)
    assert names(view) == ["factorization system"]

    QTest.keyClick(view.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: names(view) == everything)


def test_forms_and_places_are_shown(view: TermsView, qtbot: QtBot) -> None:
    """Right opens the wordings of a group; below, each place stands in its words, and Enter there opens it."""
    go(view, "crossed module")
    QTest.keyClick(view.table, Qt.Key.Key_Right)
    top = view.table_model.index(0, 0)
    assert view.table.isExpanded(top)
    forms = [view.table_model.index(row, 0, top).data() for row in range(view.table_model.rowCount(top))]
    assert forms == ["crossed module", "crossed modules"]

    lines = view.concordance.lines
    assert [lines.line(lines.index(row)).words for row in range(lines.rowCount())] == [  # type: ignore[union-attr]
        "crossed module", "crossed module", "crossed modules",
    ]  # fmt: skip
    view.concordance.setFocus()
    view.concordance.setCurrentIndex(lines.index(2))
    with qtbot.waitSignal(view.open_place) as opened:
        QTest.keyClick(view.concordance, Qt.Key.Key_Return)
    assert opened.args == [view.session.project.record("two").id, TEXTS["two.txt"].index("crossed modules")]
