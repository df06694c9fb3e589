"""The catalogue's page on a real project: table, filter, and every change by key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import project_of, session_on
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from construal.annotation import actions
from construal.annotation.anchor import DOCUMENT, span
from construal.annotation.catalogue import Concept, Term
from construal.annotation.layer import CONCEPT
from construal.gui.look import Look
from construal.gui.panels.concept_search import find, title
from construal.gui.session import Session
from construal.gui.views.catalogue import CatalogueView

TEXT = "A double category is not a bicategory. Every category is one.\n"
CATALOGUE = (
    Concept(id="cat", name="category", terms=(Term("category"),), category="structures"),
    Concept(id="dbl", name="double category", broader=("cat",), category="structures"),
    Concept(id="bi", name="bicategory", terms=(Term("weak 2-category", "en", "admitted"),)),
    Concept(id="C_(1+x)", definition="If @@x>0@@, then @@(1+x)^n≥1+n*x@@. More."),
    Concept(id="no", terms=(Term("main result", "en", "rejected"),)),
)


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    project = project_of(tmp_path, {"one.txt": TEXT}, CATALOGUE)
    document = project.records()[0].id
    start = TEXT.index("bicategory")
    project.do(actions.create(document, CONCEPT, span((start, start + 10)), {"concept": "bi"}, project.author()))
    with session_on(project) as made:
        yield made


@pytest.fixture
def told(session: Session) -> list[str]:
    words: list[str] = []
    session.refused.connect(words.append)
    return words


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> CatalogueView:
    made = CatalogueView(Look("light"), session)
    qtbot.addWidget(made)
    made.resize(1170, 800)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    return made


def listed(view: CatalogueView) -> list[str]:
    return [row.heading for row in view.table_model.rows]


def concept(session: Session, id: str) -> Concept:
    found = session.project.concept(id)
    assert found is not None
    return found


def test_every_concept_is_listed(view: CatalogueView) -> None:
    """Concepts by name, with terms, category, broader and mentions; what was only turned down is not one."""
    assert listed(view) == ["bicategory", "category", "double category", "If x > 0, then (1 + x)ⁿ ≥ 1 + n·x"]
    row = view.table_model.rows[0]
    assert (row.terms, row.mentions, view.table_model.rows[2].broader) == ("weak 2-category", 1, "category")
    assert view.count.text() == "4 concepts"


def test_columns_sort(view: CatalogueView) -> None:
    """By mentions, the most mentioned come first."""
    view.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)

    assert listed(view)[0] == "bicategory"


def test_letters_filter(view: CatalogueView, qtbot: QtBot) -> None:
    """Letters go to the filter, which finds every wording; Down goes to what is left, Esc shows all."""
    QTest.keyClicks(view.table, "w")
    QTest.keyClicks(view.filter, "eak")
    QTest.keyClick(view.filter, Qt.Key.Key_Down)
    assert listed(view) == ["bicategory"]
    assert view.table.hasFocus()

    QTest.keyClick(view.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(listed(view)) == 4)


def test_a_filter_without_hits_says_so(view: CatalogueView, qtbot: QtBot) -> None:
    """An empty list says how to get back."""
    view.filter.setText("zzz")
    qtbot.waitUntil(lambda: listed(view) == [])
    assert view.empty.text() == "Nothing matches. Esc clears the filter."


def test_plus_makes_a_concept(view: CatalogueView, session: Session, told: list[str]) -> None:
    """Plus asks for a name, Enter makes the concept and shows it; a name that is there already is refused."""
    QTest.keyClicks(view.table, "+")
    QTest.keyClicks(view.detail.name, "Kan extension")
    QTest.keyClick(view.detail.name, Qt.Key.Key_Return)
    assert concept(session, "kan_extension").terms == (Term("Kan extension"),)
    assert view.detail.concept is not None
    assert view.detail.concept.id == "kan_extension"

    QTest.keyClicks(view.table, "+")
    QTest.keyClicks(view.detail.name, "kan EXTENSION")
    QTest.keyClick(view.detail.name, Qt.Key.Key_Return)
    assert told == ["The catalogue has ‘Kan extension’ already."]


def test_escape_makes_nothing(view: CatalogueView, session: Session) -> None:
    """Esc in the name of a new concept leaves the catalogue as it was and shows the concept from before."""
    before = session.project.concepts()
    QTest.keyClicks(view.table, "+")
    QTest.keyClicks(view.detail.name, "Nothing")
    QTest.keyClick(view.detail.name, Qt.Key.Key_Escape)

    assert session.project.concepts() == before
    assert view.detail.name.text() == "bicategory"


def test_f2_renames(view: CatalogueView, session: Session) -> None:
    """F2 selects the name; what is typed replaces it; undo brings it back, in the field too."""
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    QTest.keyClicks(view.detail.name, "weak 2-category")
    QTest.keyClick(view.detail.name, Qt.Key.Key_Return)
    assert concept(session, "bi").name == "weak 2-category"
    assert view.table.hasFocus()

    session.undo()
    assert concept(session, "bi").name == "bicategory"
    assert view.detail.name.text() == "bicategory"


def test_terms_come_turn_and_go(view: CatalogueView, session: Session, told: list[str]) -> None:
    """= adds a term, Space turns its status, Del removes it; a term that is there is refused."""
    QTest.keyClicks(view.table, "=")
    QTest.keyClicks(view.detail.new_term, "bi-category")
    QTest.keyClick(view.detail.new_term, Qt.Key.Key_Return)
    QTest.keyClicks(view.detail.new_term, "bi-category")
    QTest.keyClick(view.detail.new_term, Qt.Key.Key_Return)
    assert [t.text for t in concept(session, "bi").terms] == ["weak 2-category", "bi-category"]
    assert told == ["‘bi-category’ is a term of bicategory already."]

    terms = view.detail.terms
    terms.setCurrentIndex(terms.model_of_rows.index(1))
    QTest.keyClick(terms, Qt.Key.Key_Space)
    assert concept(session, "bi").terms[1].status == "deprecated"
    QTest.keyClick(terms, Qt.Key.Key_Delete)
    assert [t.text for t in concept(session, "bi").terms] == ["weak 2-category"]


def test_a_broader_concept_is_set_and_taken_away(view: CatalogueView, session: Session, told: list[str]) -> None:
    """< finds a broader concept; a circle is refused with its reason; Del in the hierarchy takes it away."""
    QTest.keyClicks(view.table, "<")
    QTest.keyClicks(view.detail.broader.field, "categ")
    QTest.keyClick(view.detail.broader.field, Qt.Key.Key_Return)
    assert concept(session, "bi").broader == ("cat",)

    view.show_concept("cat")
    view.detail._on_broader("dbl")
    assert concept(session, "cat").broader == ()
    assert told == ["‘double category’ is below ‘category’ already; a concept cannot be above itself."]

    view.show_concept("bi")
    hierarchy = view.detail.hierarchy
    hierarchy.setCurrentIndex(hierarchy.model_of_rows.index(0))
    QTest.keyClick(hierarchy, Qt.Key.Key_Delete)
    assert concept(session, "bi").broader == ()


def test_a_definition_is_kept_when_left(view: CatalogueView, session: Session, qtbot: QtBot) -> None:
    """A definition shows its formulas readable, is edited as typed, and kept when the field is left."""
    view.show_concept("C_(1+x)")
    definition = view.detail.definition
    assert definition.toPlainText() == "If x > 0, then (1 + x)ⁿ ≥ 1 + n·x. More."
    definition.setFocus()
    qtbot.waitUntil(definition.hasFocus)
    assert definition.toPlainText() == concept(session, "C_(1+x)").definition

    definition.selectAll()
    QTest.keyClicks(definition, "Let @@x^2@@.")
    view.table.setFocus()
    assert concept(session, "C_(1+x)").definition == "Let @@x^2@@."
    assert definition.toPlainText() == "Let x²."


def test_a_definition_that_was_only_looked_at_is_no_step(view: CatalogueView, session: Session, qtbot: QtBot) -> None:
    """Going through the field changes nothing and adds no step."""
    before = session.project.undo_label
    view.show_concept("C_(1+x)")
    view.detail.definition.setFocus()
    qtbot.waitUntil(view.detail.definition.hasFocus)
    view.table.setFocus()

    assert session.project.undo_label == before


def test_delete_keeps_the_mentions_as_words(view: CatalogueView, session: Session) -> None:
    """A deleted concept leaves its mentions unlinked and its narrower concepts without it; undo restores all."""
    before, mentions = session.project.concepts(), session.project.annotations(layer=CONCEPT)
    QTest.keyClick(view.table, Qt.Key.Key_Delete)

    assert "bi" not in session.project.concepts()
    (left,) = session.project.annotations(layer=CONCEPT)
    assert (left.get("concept"), left.get("canonical")) == (None, "bicategory")
    view.show_concept("cat")
    view.delete()
    assert concept(session, "dbl").broader == ()

    session.undo()
    session.undo()
    assert session.project.concepts() == before
    assert session.project.annotations(layer=CONCEPT) == mentions


def test_a_concept_that_a_problem_lists_stays(view: CatalogueView, session: Session, told: list[str]) -> None:
    """Deleting what a problem's page lists is refused, and the page is named."""
    document = session.project.records()[0]
    session.do(actions.create(document.id, CONCEPT, DOCUMENT, {"concept": "cat", "order": 0}, session.project.author()))
    view.show_concept("cat")
    QTest.keyClick(view.table, Qt.Key.Key_Delete)

    assert told == [f"category is listed by {document.name}; take it off their pages first."]
    assert concept(session, "cat")


def test_a_mention_opens_its_place(view: CatalogueView, session: Session, qtbot: QtBot) -> None:
    """Enter on a mention asks for its document and place."""
    mentions = view.detail.mentions
    mentions.setCurrentIndex(mentions.lines.index(0))
    with qtbot.waitSignal(view.open_place) as opened:
        QTest.keyClick(mentions, Qt.Key.Key_Return)

    assert opened.args == [session.project.records()[0].id, TEXT.index("bicategory")]


def test_finding_ranks_wordings() -> None:
    """What is the wording comes before what begins with it, has its words, holds it, or only a definition that does."""
    concepts = [
        Concept(id="5", name="other", definition="about a ring"),
        Concept(id="4", name="spring"),
        Concept(id="3", name="boolean ring"),
        Concept(id="2", name="ring theory"),
        Concept(id="1", name="ring"),
    ]

    assert [found.concept.id for found in find("Ring", concepts)] == ["1", "2", "3", "4", "5"]
    assert [found.concept.id for found in find("bo ri", concepts)] == ["3"]
    assert [found.concept.id for found in find("", concepts)] == ["5", "4", "3", "2", "1"]


def test_titles_of_nameless_concepts() -> None:
    """A concept without name and terms is called by the first clause of its definition, else by its id."""
    assert title(Concept(id="C", definition="For @@x_1@@. More.")) == "For x₁"
    assert title(Concept(id="C")) == "C"
