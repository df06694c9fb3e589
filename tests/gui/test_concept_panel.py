"""The concept pane on a real project: candidates, search, new concepts, and what the keys do to the words at hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import project_of, session_on
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept, Term
from construal.annotation.layer import CONCEPT, HINT
from construal.gui.look import Look
from construal.gui.panels.concept import ConceptPanel
from construal.gui.selection import of_rows
from construal.gui.session import Session

TEXT = "A double category has two kinds of morphisms. Free double categories exist.\n"
CATALOGUE = (
    Concept(id="cat", name="category", terms=(Term("category"),), definition="Objects and @@n@@ morphisms."),
    Concept(id="dbl", name="double category", terms=(Term("double category"), Term("dbl cat", "en", "rejected")),
            broader=("cat",), category="structures"),
    Concept(id="mor", name="morphism"),
)  # fmt: skip


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    with session_on(project_of(tmp_path, {"one.txt": TEXT}, CATALOGUE)) as made:
        made.set_layer(CONCEPT)
        made.open_document(made.project.records()[0].id)
        yield made


@pytest.fixture
def told(session: Session) -> list[str]:
    words: list[str] = []
    session.refused.connect(words.append)
    return words


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> ConceptPanel:
    made = ConceptPanel(Look("light"), session)
    qtbot.addWidget(made)
    made.resize(352, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def select(session: Session, words: str) -> None:
    """Select these words of the text."""
    assert session.document is not None
    start = TEXT.index(words)
    session.select(of_rows(session.document.tokens.rows_in(start, start + len(words))))


def standing(session: Session) -> dict[str, Annotation]:
    assert session.document is not None
    found = session.project.reading(session.document.id, layer=CONCEPT)
    return {a.anchor.text(session.document.text): a for a in found}


def candidates(panel: ConceptPanel) -> list[str]:
    return [row.words for row in panel.candidates.rows]


def test_nothing_at_hand_says_what_to_do(panel: ConceptPanel) -> None:
    """Without words the pane names the keys that lead to some."""
    assert panel.empty.isVisible()
    assert "No term under the cursor" in panel.empty.text()


def test_candidates_for_selected_words(panel: ConceptPanel, session: Session) -> None:
    """The concept that has these words comes first and is marked, then what shares words, then a new one."""
    select(session, "double category")

    assert panel.target.text() == "double category"
    assert candidates(panel) == ["double category", "category", "new concept from these words"]
    assert [row.cap for row in panel.candidates.rows] == ["1", "2", "+"]
    assert panel.candidates.rows[0].is_marked
    assert panel.detail.heading.text() == "double category"


def test_the_plural_is_the_same_concept(panel: ConceptPanel, session: Session) -> None:
    """Words in the plural are marked as the concept that has the singular."""
    select(session, "double categories")

    assert candidates(panel)[0] == "double category"
    assert panel.candidates.rows[0].is_marked


def test_enter_links_what_is_marked(panel: ConceptPanel, session: Session, qtbot: QtBot) -> None:
    """Accepting links the marked concept, says so, and gives the keys back."""
    select(session, "double category")
    with qtbot.waitSignals([panel.chosen, panel.left]):
        panel.accept()

    assert standing(session)["double category"].get("concept") == "dbl"


def test_a_digit_links_another(panel: ConceptPanel, session: Session, told: list[str]) -> None:
    """The second candidate is taken by its digit; a digit without one says so."""
    select(session, "double category")
    panel.take(1)
    assert standing(session)["double category"].get("concept") == "cat"

    select(session, "double category")
    panel.take(4)
    assert told == ["There are only 2 candidates here."]


def test_letters_find_in_the_catalogue(panel: ConceptPanel, session: Session) -> None:
    """What is typed finds concepts by any of their wordings; Enter links the first."""
    select(session, "kinds")
    panel.begin("m")
    QTest.keyClicks(panel.finder.field, "orph")
    assert [row.words for row in panel.finder.list.rows][:1] == ["morphism"]
    QTest.keyClick(panel.finder.field, Qt.Key.Key_Return)

    assert standing(session)["kinds"].get("concept") == "mor"


def test_plus_makes_a_concept_of_the_words(panel: ConceptPanel, session: Session, qtbot: QtBot) -> None:
    """The name begins as the words in the singular; Enter makes the concept and links it, one step to undo."""
    select(session, "Free double categories")
    panel.begin_new()
    assert panel.finder.field.text() == "Free double category"
    with qtbot.waitSignal(panel.created) as created:
        QTest.keyClick(panel.finder.field, Qt.Key.Key_Return)

    assert created.args == ["Free double category"]
    concept = session.project.concept("free_double_category")
    assert concept is not None
    assert concept.terms == (Term("Free double category"),)
    assert standing(session)["Free double categories"].get("concept") == concept.id
    session.undo()
    assert session.project.concept("free_double_category") is None
    assert standing(session) == {}


def test_a_suggestion_without_a_concept_makes_one(panel: ConceptPanel, session: Session) -> None:
    """Accepting a suggested term that the catalogue lacks takes it in under its normal form."""
    session.project.suggest(layer=CONCEPT)
    unlinked = next(a for a in standing(session).values() if not a.get("concept"))
    session.point_at(unlinked)
    assert panel.candidates.rows[-1].is_marked
    panel.accept()

    decided = [a for a in standing(session).values() if a.replaces == unlinked.id]
    assert len(decided) == 1
    made = session.project.concept(decided[0].text("concept"))
    assert made is not None
    assert made.name == unlinked.text("canonical")


def test_not_a_term(panel: ConceptPanel, session: Session, told: list[str]) -> None:
    """A suggested mention is decided to be none; without one there is nothing to decide."""
    session.project.suggest(layer=CONCEPT)
    target = standing(session)["double category"]
    session.point_at(target)
    panel.not_a_term()
    assert standing(session)["double category"].get("target") is False
    assert standing(session)["double category"].status is Status.GOLD

    select(session, "kinds")
    panel.not_a_term()
    assert told == ["No mention here to decide on."]


def test_reject_takes_an_own_link_away(panel: ConceptPanel, session: Session, qtbot: QtBot) -> None:
    """A mention that the annotator made is removed; a suggestion stays, rejected and open."""
    select(session, "kinds")
    panel.begin("m")
    QTest.keyClick(panel.finder.field, Qt.Key.Key_Return)
    select(session, "kinds")
    with qtbot.waitSignal(panel.rejected):
        panel.reject()
    assert "kinds" not in standing(session)

    session.project.suggest(layer=CONCEPT)
    session.point_at(standing(session)["double category"])
    panel.reject()
    assert standing(session)["double category"].status is Status.REJECTED


def test_the_detail_shows_the_concept(panel: ConceptPanel, session: Session) -> None:
    """Definition, terms, what is above and below, and every mention; a click above shows that concept."""
    select(session, "double category")
    panel.accept()
    select(session, "double category")
    detail = panel.detail

    assert [(row.words, row.detail) for row in detail.terms.rows] == [
        ("double category", "preferred"), ("dbl cat", "rejected"),
    ]  # fmt: skip
    assert [(row.words, row.indent) for row in detail.hierarchy.rows] == [("category", 0), ("double category", 1)]
    assert detail.count.text() == "1 in 1 document"
    detail.hierarchy.take(0)
    assert detail.heading.text() == "category"
    assert detail.definition.text() == "Objects and n morphisms."


def test_a_cue_in_the_hints_layer(panel: ConceptPanel, session: Session) -> None:
    """In the hints layer what is typed becomes a hint on the selected words."""
    session.set_layer(HINT)
    select(session, "kinds")
    panel.begin("c")
    QTest.keyClicks(panel.finder.field, "ount them")
    QTest.keyClick(panel.finder.field, Qt.Key.Key_Return)

    assert session.document is not None
    (hint,) = session.project.reading(session.document.id, layer=HINT)
    assert hint.get("text") == "count them"
