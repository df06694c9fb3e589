"""The page of a problem on a real project: what it shows, and every key and drop that changes it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import project_of, session_on
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot
from small_champ import made

from construal.annotation import problem as problems
from construal.annotation.reading import decisions
from construal.gui.look import Look
from construal.gui.session import Session
from construal.gui.views.problem import ProblemView
from construal.gui.views.problem_entries import MIME

STEPS = [
    ("Since @@p>3@@ is prime, it is odd.", [0]),
    ("Factor: @@p^2-1=(p-1)(p+1)@@.", [1, 2]),
    ("So @@24 | p^2-1@@.", []),
]


def champ_file(folder: Path) -> Path:
    """A problem of three steps with a concept, a hint and a concept, a second like it, and a concept of its own."""
    data = made(
        _raw_text="Let @@p@@ be a prime. Show that @@24 | p^2-1@@.",
        solution={"steps": [{"_raw_text": text, "_text": text.replace("@@", ""), "ch_idxs": i} for text, i in STEPS]},
        ch_list=["C_x", "H_Sequence_1_1", "C_y"],
    )
    first = data["problems"]["P_Sequence_1"]
    first["_text"] = first["_raw_text"].replace("@@", "")
    concept = data["concepts"]["C_x"]
    data["concepts"]["C_y"] = {**concept, "identifier": "C_y", "name": "difference of squares"}
    data["concepts"]["C_z"] = {**concept, "identifier": "C_z", "name": "parity"}
    data["problems"]["P_Sequence_2"] = {
        **first, "identifier": "P_Sequence_2", "ch_list": ["C_z", "H_Sequence_2_1"],
        "solution": {"steps": [{"_raw_text": "Look.", "_text": "Look.", "ch_idxs": [0, 1]}]},
    }  # fmt: skip
    data["hints"]["H_Sequence_2_1"] = {"identifier": "H_Sequence_2_1", "_raw_text": "Odd.", "_text": "Odd."}
    path = folder / "small.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    project = project_of(tmp_path, {})
    project.import_file(champ_file(tmp_path), format="champ")
    with session_on(project) as made_session:
        yield made_session


@pytest.fixture
def refused(session: Session) -> list[str]:
    told: list[str] = []
    session.refused.connect(told.append)
    return told


@pytest.fixture
def view(session: Session, qtbot: QtBot, refused: list[str]) -> ProblemView:
    made_view = ProblemView(Look("light"), session)
    qtbot.addWidget(made_view)
    made_view.resize(1000, 700)
    session.open_document(session.project.record("P_Sequence_1").id)
    made_view.show()
    qtbot.waitExposed(made_view)
    made_view.activateWindow()
    made_view.setFocus()
    qtbot.waitUntil(made_view.steps.hasFocus)
    return made_view


def listed(view: ProblemView) -> list[str]:
    """The entries as the right pane lists them."""
    return [f"{e.number} {e.name}" for e in view.entry_model.entries]


def linked(view: ProblemView) -> list[list[str]]:
    """The numbers of the entries at each step."""
    assert view.page is not None
    return [[e.number for e in step.entries] for step in view.page.steps]


def press(view: ProblemView, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(view.steps, key, modifier)


def test_the_page_shows_the_problem(view: ProblemView) -> None:
    """Statement, steps, entries in order of use with their numbers, and what is linked where."""
    assert view.statement.accessibleName() == "Problem: Let p be a prime. Show that 24 | p² − 1.. Answer: 1"
    assert listed(view) == ["C1 C_x", "H1 H_Sequence_1_1", "C2 C_y"]
    assert linked(view) == [["C1"], ["H1", "C2"], []]
    assert view.step_model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Step 2: Factor: p² − 1 = (p − 1)(p + 1).. H1 Look., C2 difference of squares"
    )
    assert view.count.text() == "3 steps, 2 linked"


def test_arrows_and_enter_go_through_the_steps(view: ProblemView) -> None:
    """Down and Enter go to the next step, Up back, and none leaves the solution."""
    assert view.step == 0
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    assert view.step == 2
    press(view, Qt.Key.Key_Return)
    assert view.step == 2
    press(view, Qt.Key.Key_Up)
    assert view.step == 1


def test_letters_link_an_entry_of_the_problem(view: ProblemView) -> None:
    """Letters find an entry by its words, and Enter links it to the step; the keys return to the steps."""
    press(view, Qt.Key.Key_End)
    QTest.keyClicks(view.steps, "d")
    QTest.keyClicks(view.finder.field, "iff")
    assert view.finder.list.rows[0].words == "C2  difference of squares"

    QTest.keyClick(view.finder.field, Qt.Key.Key_Return)

    assert linked(view) == [["C1"], ["H1", "C2"], ["C2"]]
    assert view.steps.hasFocus()
    assert view.finder.field.text() == ""


def test_letters_link_a_concept_of_the_catalogue(view: ProblemView) -> None:
    """A concept that is no entry yet becomes one, at its place in the order of first use."""
    QTest.keyClicks(view.steps, "p")
    QTest.keyClicks(view.finder.field, "ari")
    QTest.keyClick(view.finder.field, Qt.Key.Key_Return)

    assert listed(view) == ["C1 C_x", "C2 C_z", "H1 H_Sequence_1_1", "C3 C_y"]
    assert linked(view)[0] == ["C1", "C2"]

    view.session.undo()
    assert listed(view) == ["C1 C_x", "H1 H_Sequence_1_1", "C2 C_y"]


def test_a_new_concept_enters_the_catalogue_and_the_problem(view: ProblemView) -> None:
    """The last line of what is found makes a concept, links it, and is one step to undo."""
    before = set(view.session.project.concepts())
    QTest.keyClicks(view.steps, "z")
    QTest.keyClicks(view.finder.field, "orn")
    for _ in view.finder.list.rows:
        QTest.keyClick(view.finder.field, Qt.Key.Key_Down)
    QTest.keyClick(view.finder.field, Qt.Key.Key_Return)

    assert set(view.session.project.concepts()) - before == {"zorn"}
    assert linked(view)[0] == ["C1", "C2"]
    view.session.undo()
    assert set(view.session.project.concepts()) == before
    assert linked(view)[0] == ["C1"]


def test_plus_writes_a_hint(view: ProblemView) -> None:
    """Plus asks for a text; Enter keeps it as a hint with the next name, linked to the step."""
    press(view, Qt.Key.Key_Down)
    QTest.keyClicks(view.steps, "+")
    QTest.keyClicks(view.finder.field, "Factor it")
    QTest.keyClick(view.finder.field, Qt.Key.Key_Return)

    assert "H2 H_Sequence_1_2" in listed(view)
    assert linked(view)[1] == ["H1", "C2", "H2"]


def test_escape_leaves_the_field(view: ProblemView) -> None:
    """Esc links nothing and gives the keys back to the steps."""
    QTest.keyClicks(view.steps, "+")
    QTest.keyClicks(view.finder.field, "No")
    QTest.keyClick(view.finder.field, Qt.Key.Key_Escape)

    assert view.steps.hasFocus()
    assert listed(view) == ["C1 C_x", "H1 H_Sequence_1_1", "C2 C_y"]


def test_delete_unlinks_the_current_chip(view: ProblemView) -> None:
    """Right goes to the second chip; Del unlinks it and leaves the entry listed."""
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Delete)

    assert linked(view)[1] == ["H1"]
    assert listed(view) == ["C1 C_x", "H1 H_Sequence_1_1", "C2 C_y"]
    assert view.entry_model.entries[2].place == "concept · not linked"


def test_an_unused_entry_is_removed(view: ProblemView) -> None:
    """In the list of entries, Del removes an entry that no step uses."""
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Delete)
    view.entries.setFocus()
    view.entries.setCurrentIndex(view.entry_model.index(2))
    QTest.keyClick(view.entries, Qt.Key.Key_Delete)

    assert listed(view) == ["C1 C_x", "H1 H_Sequence_1_1"]


def test_nothing_to_unlink_is_said(view: ProblemView, refused: list[str]) -> None:
    """Del on a step without links changes nothing and says so."""
    press(view, Qt.Key.Key_End)
    press(view, Qt.Key.Key_Delete)

    assert refused == ["Nothing is linked to this step."]
    assert view.session.project.undo_label.startswith("Import")


def test_f2_edits_a_hint_in_place(view: ProblemView) -> None:
    """F2 opens the hint's text where it stands, formulas as typed; Enter keeps it."""
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_F2)
    editor = view.entries.findChild(QPlainTextEdit)
    assert editor is not None
    assert editor.toPlainText() == "Look."
    QTest.keyClicks(editor, "Look at @@p^2@@.")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    assert view.entry_model.entries[1].text == "Look at @@p^2@@."
    assert view.entry_model.entries[1].words == "Look at p²."


def test_a_concept_is_not_edited_here(view: ProblemView, refused: list[str]) -> None:
    """F2 on a concept says where its text is edited."""
    press(view, Qt.Key.Key_F2)

    assert refused == ["C1 is a concept; its text is edited in the catalogue."]


def test_alt_arrows_move_an_entry_where_first_use_allows(view: ProblemView, refused: list[str]) -> None:
    """Entries first used in one step trade places; across steps the reason is said and nothing changes."""
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert listed(view) == ["C1 C_x", "C2 C_y", "H1 H_Sequence_1_1"]

    press(view, Qt.Key.Key_Up)
    press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert listed(view) == ["C1 C_x", "C2 C_y", "H1 H_Sequence_1_1"]
    assert len(refused) == 1
    assert "first use" in refused[0]


def test_a_digit_accepts_a_suggestion(view: ProblemView, refused: list[str]) -> None:
    """A digit takes the suggestion into the problem and links it; a digit without one says so."""
    view.session.project.suggest(layer="concept")
    assert view.page is not None
    assert [s.words for s in view.page.suggested(0)] == ["parity"]

    QTest.keyClicks(view.steps, "2")
    assert refused == ["There is no suggestion 2 here; only 1 are suggested for this step."]
    QTest.keyClicks(view.steps, "1")

    assert listed(view) == ["C1 C_x", "C2 C_z", "H1 H_Sequence_1_1", "C3 C_y"]
    assert linked(view)[0] == ["C1", "C2"]
    assert view.page.suggested(0) == ()
    decided = decisions(view.session.project.annotations(view.page.document.id), "ann")
    accepted = next(a for a in problems.entries(decided) if a.get("concept") == "C_z")
    assert accepted.annotator == "ann"
    assert accepted.source == "category 1"


def test_delete_turns_a_suggestion_down(view: ProblemView) -> None:
    """Del on a suggested chip rejects it, and it is not offered again."""
    view.session.project.suggest(layer="concept")
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Delete)

    assert view.page is not None
    assert view.page.suggested(0) == ()
    assert linked(view)[0] == ["C1"]


def test_a_click_on_a_suggestion_accepts_it(view: ProblemView, qtbot: QtBot) -> None:
    """The mouse takes a suggested chip of the current step."""
    view.session.project.suggest(layer="concept")
    index = view.step_model.index(0)
    placed = view.steps.look_of_rows.placed(index)
    assert placed is not None
    middle = placed.boxes[1].center() + QPointF(view.steps.visualRect(index).topLeft())
    QTest.mouseClick(view.steps.viewport(), Qt.MouseButton.LeftButton, pos=middle.toPoint())

    assert linked(view)[0] == ["C1", "C2"]


def test_an_entry_dropped_on_a_step_is_linked(view: ProblemView) -> None:
    """What the list of entries hands over, dropped on a step, becomes a link."""
    data = view.entry_model.mimeData([view.entry_model.index(0)])
    assert bytes(data.data(MIME).data()).decode() == str(view.entry_model.entries[0].id)
    drop(view, data, row=2)

    assert linked(view)[2] == ["C1"]


def test_a_foreign_drop_changes_nothing(view: ProblemView) -> None:
    """Data of another kind is no entry."""
    data = QMimeData()
    data.setText("C1")
    drop(view, data, row=2)

    assert linked(view)[2] == []


def test_a_link_that_is_there_is_refused(view: ProblemView, refused: list[str]) -> None:
    """Linking twice says so and changes nothing."""
    drop(view, view.entry_model.mimeData([view.entry_model.index(0)]), row=0)

    assert len(refused) == 1
    assert "already" in refused[0]
    assert linked(view)[0] == ["C1"]


def test_a_problem_without_entries_says_what_to_do(view: ProblemView, session: Session) -> None:
    """The empty pane names the keys that fill it."""
    for entry in view.entry_model.entries:
        view.editing.remove(entry)

    assert listed(view) == []
    assert view.remark.text() == "Nothing linked. Type a concept's name, or + for a hint."


def test_what_changed_unseen_is_read_when_shown(view: ProblemView, session: Session) -> None:
    """A change while the page is hidden shows as soon as the page does."""
    view.hide()
    session.project.suggest(layer="concept")
    view.show()

    assert view.page is not None
    assert [s.words for s in view.page.suggested(0)] == ["parity"]


def test_the_text_wraps_and_rows_grow(view: ProblemView, qtbot: QtBot) -> None:
    """In a narrow window a step takes more height, and the current one has room for what is suggested."""
    wide = view.steps.visualRect(view.step_model.index(1)).height()
    view.resize(560, 700)
    qtbot.waitUntil(lambda: view.steps.visualRect(view.step_model.index(1)).height() > wide)


def test_a_problem_that_goes_is_shown_no_more(view: ProblemView, session: Session, refused: list[str]) -> None:
    """Undoing the import takes the problem away without a complaint; a later change finds nothing to show."""
    session.undo()
    session.redo()

    assert refused == []


def test_the_list_of_entries_is_as_high_as_its_rows(view: ProblemView, qtbot: QtBot) -> None:
    """Every entry is seen whole where there is room, at any width of the pane."""
    for width, height in ((1000, 700), (1000, 330), (800, 700), (1000, 330), (1300, 700)):
        view.resize(width, height)
        if height < 400:
            continue  # too low for all rows: what follows must forget the scroll bar that this needs
        last = view.entry_model.index(view.entry_model.rowCount() - 1)
        qtbot.waitUntil(
            lambda last=last: view.entries.visualRect(last).bottom() + 1 == view.entries.viewport().height()
        )
        assert not view.entries.verticalScrollBar().isVisible()


def bottom_of_entries(view: ProblemView) -> int:
    last = view.entry_model.index(view.entry_model.rowCount() - 1)
    return view.entries.visualRect(last).bottom() + 1


def drop(view: ProblemView, data: QMimeData, *, row: int) -> None:
    point = QPointF(view.steps.visualRect(view.step_model.index(row)).center()) if row >= 0 else QPointF(QPoint())
    view.steps.dropEvent(
        QDropEvent(point, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    )
