"""The page that compares, in a real window with real keys: what differs, moving, filtering, taking, following."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from desk import ALT, CTRL, ID, SHIFT, Desk, build, opened, told
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from construal.annotation import actions
from construal.annotation.snacs.evaluation.differences import Kind
from construal.core.comparing import Other
from construal.core.project import Project
from construal.gui.middle import COMPARE, TEXT
from construal.gui.views.compare import CompareView
from construal.gui.views.compare_table import HERE, KIND, SENTENCE, THERE
from construal.gui.views.compare_words import Piece, joined, sides, spoken
from construal.gui.views.marked_text import Marked, marked, shortened

DECIDED = {
    "ann": {(0, 2): "Time", (0, 7): "Goal", (1, 4): "Goal"},
    "bob": {(0, 2): "Locus", (0, 7): "Goal", (0, 10): "Purpose", (1, 4): "Purpose"},
}


def both_decide(path: Path) -> None:
    """The made project, with decisions of Ann and Bob; they differ at `at`, `for` and the second `to`."""
    build(path)
    with Project.open(path) as project:
        suggested = {(a.document - ID, project.document(a.document).tokens.rows_of(a.anchor)[0]): a
                     for a in project.annotations(layer="lexical")}  # fmt: skip
        for who, found in DECIDED.items():
            for place, role in found.items():
                author = actions.Author(who, project.new_id, 1)
                project.do(actions.relabel(suggested[place], author, role=role, function=role))


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "made.construal", qtbot, both_decide)


@pytest.fixture
def view(desk: Desk) -> CompareView:
    """The page, compared with Bob by keys: Ctrl+Shift+C, Enter."""
    desk.press(Qt.Key.Key_C, modifiers=CTRL | SHIFT)
    desk.press(Qt.Key.Key_Return)
    page = the_page(desk)
    settle(desk)
    assert page.comparison is not None
    return page


def the_page(desk: Desk) -> CompareView:
    page = desk.bench.middle.tabs.stack.currentWidget()
    assert isinstance(page, CompareView)
    return page


def settle(desk: Desk) -> None:
    """Wait for the jobs under way."""
    desk.qtbot.waitUntil(lambda: not desk.window.jobs.jobs)


def listed(page: CompareView) -> list[tuple[Kind, str]]:
    return [(d.kind, d.words) for d in page.model.rows]


def at_hand(page: CompareView) -> tuple[Kind, str]:
    return listed(page)[page.table.currentIndex().row()]


def chips(page: CompareView) -> list[str]:
    return [button.text() for button in page.kinds.buttons() if button.isVisible()]


ALL = [
    (Kind.ROLE, "at"), (Kind.FUNCTION, "at"), (Kind.TARGET, "for"), (Kind.ROLE, "to"), (Kind.FUNCTION, "to"),
]  # fmt: skip


def test_it_asks_what_to_compare_with(desk: Desk) -> None:
    """The key opens the page and offers the other annotators and a file; Esc leaves that, then the page."""
    desk.press(Qt.Key.Key_C, modifiers=CTRL | SHIFT)
    page = the_page(desk)
    assert [entry.title for entry in page.choice.model.entries] == ["bob", "A file…"]

    desk.press(Qt.Key.Key_Escape)
    assert page.empty.isVisible()
    assert page.empty.text().startswith("Nothing is compared yet.")

    desk.press(Qt.Key.Key_Escape)
    assert desk.bench.middle.tabs.current == TEXT


def test_the_differences_are_listed(view: CompareView) -> None:
    """Each difference is a row with its kind and both sides, and the counts stand on the chips."""
    assert listed(view) == ALL
    assert chips(view) == ["All 5", "Target 1", "MWE 0", "Role 2", "Function 2", "Supersense 0", "Lexcat 0"]
    assert view.summary.text() == "5 differences in 3 of 3 sentences"
    cells = [view.model.index(0, column).data() for column in (SENTENCE, KIND, HERE, THERE)]
    assert cells == ["1", "Role", "Time", "Locus"]
    assert view.model.index(1, SENTENCE).data() == ""
    heads = [view.model.headerData(column, Qt.Orientation.Horizontal) for column in (HERE, THERE)]
    assert heads == ["Here: ann", "There: bob"]


def test_it_can_be_heard(view: CompareView) -> None:
    """A screen reader hears a whole row, and both cards below."""
    heard = view.model.index(0, SENTENCE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Role, «at», here Time, there Locus, We ate at noon ."
    assert view.detail.accessibleDescription() == (
        "We ate at noon .. Here ann: Time: by ann · 1 January 1970. There bob: Locus: by bob · 1 January 1970"
    )


def test_keys_move_and_open_the_place(desk: Desk, view: CompareView) -> None:
    """Down goes to the next difference, Enter to its place in the text, and the page is as it was left."""
    assert desk.focused() is view.table
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert at_hand(view) == (Kind.TARGET, "for")

    desk.press(Qt.Key.Key_Return)
    assert desk.bench.middle.tabs.current == TEXT
    assert desk.words == "for"

    desk.press(Qt.Key.Key_C, modifiers=CTRL | SHIFT)
    assert at_hand(the_page(desk)) == (Kind.TARGET, "for")
    assert not view.choice.isVisible()


def test_the_place_opens_in_its_layer(desk: Desk, view: CompareView) -> None:
    """From the layer of concepts, too, Enter leads to the target."""
    desk.bench.session.set_layer("concept")
    desk.press(Qt.Key.Key_Return)
    assert desk.bench.session.layer == "lexical"
    assert desk.words == "at"


def test_a_kind_can_be_shown_alone(desk: Desk, view: CompareView) -> None:
    """Right goes from kind to kind that there are any of, Left back, Esc to all, a second Esc to the text."""
    desk.press(Qt.Key.Key_Right)
    assert listed(view) == [(Kind.TARGET, "for")]
    desk.press(Qt.Key.Key_Right)
    assert listed(view) == [(Kind.ROLE, "at"), (Kind.ROLE, "to")]
    desk.press(Qt.Key.Key_Left, Qt.Key.Key_Escape)
    assert listed(view) == ALL
    desk.press(Qt.Key.Key_Escape)
    assert desk.bench.middle.tabs.current == TEXT


def test_typing_filters(desk: Desk, view: CompareView) -> None:
    """Letters filter by sentence or label; Enter goes back to the list, Esc clears."""
    desk.type("explain")
    desk.press(Qt.Key.Key_Return)
    assert listed(view) == [(Kind.ROLE, "to"), (Kind.FUNCTION, "to")]
    assert chips(view)[0] == "All 2"
    desk.press(Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: listed(view) == ALL)


def test_nothing_matches(desk: Desk, view: CompareView) -> None:
    """A filter without hits says how to clear it."""
    desk.type("zzz")
    desk.press(Qt.Key.Key_Return)
    assert view.empty.isVisible()
    assert view.empty.text() == "Nothing matches. Esc clears the filter."
    desk.press(Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: listed(view) == ALL)


def test_theirs_is_taken(desk: Desk, view: CompareView) -> None:
    """The digit takes what the other side says, goes on to the next, and undo brings the difference back at hand."""
    desk.press("2")
    assert listed(view) == ALL[2:]
    assert at_hand(view) == (Kind.TARGET, "for")
    assert told(desk) == "Took bob’s reading of «at»"
    assert [(a.get("role"), a.annotator) for a in desk.stored() if a.anchor.start == 7] == [("Locus", "ann")]

    desk.press(Qt.Key.Key_Down)
    desk.window.run("undo")
    assert desk.bench.middle.tabs.current == COMPARE
    assert listed(view) == ALL
    assert at_hand(view) == (Kind.ROLE, "at")


def test_all_taken(desk: Desk, view: CompareView) -> None:
    """Once all is taken, both say the same, in one sentence."""
    desk.press("2", "2", "2")
    assert listed(view) == []
    assert view.empty.isVisible()
    assert view.empty.text() == "Both say the same in all 3 sentences."
    assert desk.focused() is view.choose_button


def test_the_last_of_a_kind_leads_back_to_all(desk: Desk, view: CompareView) -> None:
    """When the only target difference is taken, the others are shown, not an empty list."""
    desk.press(Qt.Key.Key_Right)
    desk.press("2")
    assert view.kinds.kind is None
    assert len(view.model.rows) == 4


def test_an_edit_in_the_text_is_followed(desk: Desk, view: CompareView) -> None:
    """A decision in the text is compared when the page is next shown."""
    desk.press(Qt.Key.Key_Return)
    assert desk.words == "at"
    desk.type("locus")
    desk.press(Qt.Key.Key_Return)
    stored = [(a.get("role"), a.get("function")) for a in desk.stored() if a.anchor.start == 7]
    desk.press(Qt.Key.Key_C, modifiers=CTRL | SHIFT)

    assert stored == [("Locus", "Locus")]
    assert listed(view) == ALL[2:]


def test_a_file_is_compared(desk: Desk, view: CompareView, tmp_path: Path) -> None:
    """A file is read by its form and compared by its sentences; it is offered again by its name."""
    with Project.open(desk.path, annotator="bob", readonly=True) as project:
        project.export(tmp_path / "bob.conllulex")
    view.comparing.compare_with(Other(file=tmp_path / "bob.conllulex"))
    settle(desk)
    assert listed(view) == ALL
    assert view.title.text() == "Compared with bob.conllulex"

    desk.press(Qt.Key.Key_C, modifiers=CTRL | SHIFT)
    assert [entry.title for entry in view.choice.model.entries] == ["bob", "bob.conllulex", "A file…"]
    desk.press(Qt.Key.Key_Escape)
    desk.press("2")
    assert listed(view) == ALL[2:]


def test_a_faulty_file_changes_nothing(desk: Desk, view: CompareView, tmp_path: Path) -> None:
    """A file of another text is refused in a sentence, and what was compared before stays."""
    (tmp_path / "other.txt").write_text("Something else altogether.\n", encoding="utf-8")
    view.comparing.compare_with(Other(file=tmp_path / "other.txt"))
    settle(desk)
    assert "no sentence of this project is in here" in told(desk)
    assert listed(view) == ALL
    assert view.comparing.other == Other(annotator="bob")


def test_another_annotator_is_compared_as_such(desk: Desk, view: CompareView) -> None:
    """When somebody else annotates, the project is compared as they see it; with themselves nobody is compared."""
    desk.window.set_annotator("cleo")
    settle(desk)
    assert view.comparison is not None
    assert view.comparison.annotator == "cleo"
    assert len(view.model.rows) == 4

    desk.window.set_annotator("bob")
    desk.press(Qt.Key.Key_C, modifiers=CTRL | SHIFT)
    settle(desk)
    assert [entry.title for entry in view.choice.model.entries] == ["ann", "A file…"]
    assert view.comparison is None
    assert view.comparing.other is None


def test_a_click_takes_the_card(desk: Desk, view: CompareView) -> None:
    """The card of the other side can be clicked, that of this side not."""
    here, there = (box.center().toPoint() for box in view.detail._boxes())
    desk.qtbot.mouseClick(view.detail, Qt.MouseButton.LeftButton, pos=here)
    assert listed(view) == ALL
    desk.qtbot.mouseClick(view.detail, Qt.MouseButton.LeftButton, pos=there)
    assert listed(view) == ALL[2:]


def test_alt_keys_stay_the_windows(desk: Desk, view: CompareView) -> None:
    """Alt with an arrow goes to another document, not to another kind."""
    desk.press(Qt.Key.Key_Right, modifiers=ALT)
    assert view.kinds.kind is None


@pytest.mark.parametrize(
    ("told_", "kind", "heard"),
    [
        ("Locus~>Goal (P)", Kind.TARGET, "Locus ↝ Goal  P"),
        ("(DET)", Kind.TARGET, "no label  DET"),
        ("in_front_of: Locus (P), of: Whole~>Gestalt (P)", Kind.MWE, "in_front_of: Locus  P, of: Whole ↝ Gestalt  P"),
        ("a_lot: (DET)", Kind.MWE, "a_lot: DET"),
        ("weak a_b, weak c_d", Kind.MWE, "weak a_b, weak c_d"),
        ("n.PERSON", Kind.SUPERSENSE, "n.PERSON"),
        ("–", Kind.MWE, "no expression"),
        ("V.LVC.full", Kind.LEXCAT, "V.LVC.full"),
    ],
)
def test_what_a_side_says(view: CompareView, told_: str, kind: Kind, heard: str) -> None:
    """What is told of a side is taken apart into words and labels, and nothing of it is lost."""
    difference = replace(view.model.rows[0], kind=kind, gold=told_, system=told_)
    one, other = sides(difference, ([], []))
    assert spoken(one) == spoken(other) == heard
    labels = {piece.label for piece in joined(one)} - {""}
    assert all(label in told_ for label in labels)


def test_the_label_that_differs_is_strong(view: CompareView) -> None:
    """Of a construal, the role is strong where roles differ, the function where functions do."""
    statement = view.comparison.statements(view.model.rows[0])[0][0] if view.comparison else None
    assert statement is not None
    construal = msgspec.structs.replace(statement, values={"role": "Cost", "function": "Locus"})
    one, _ = sides(view.model.rows[1], ([construal], []))
    assert one == [(Piece("Cost", "Cost"), Piece("↝"), Piece("Locus", "Locus", True))]


def test_marks_keep_their_words(qapp: QApplication) -> None:
    """Spaces become one and a long sentence is shortened around the place; the marks stay on their words."""
    text = "  One  two " + "very " * 60 + "long\nin front 😀 of it" + " and so on" * 40
    begin = text.index("in front")
    whole = marked("…" + text, ((begin + 1, begin + 9), (begin + 12, begin + 14)))
    assert [whole.text[a:b] for a, b in whole.marks] == ["in front", "of"]
    assert "  " not in whole.text

    metrics = QFontMetricsF(qapp.font())
    short = shortened(whole, metrics, 300)
    assert [short.text[a:b] for a, b in short.marks] == ["in front", "of"]
    assert metrics.horizontalAdvance(short.text) <= 301
    assert (short.text[0], short.text[-1]) == ("…", "…")
    assert shortened(Marked("short", ((0, 5),)), metrics, 300) == Marked("short", ((0, 5),))
