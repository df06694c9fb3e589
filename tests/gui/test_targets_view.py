"""The page of the project's own target lists: seen, added to, changed and taken from by keys; each is one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import CTRL, Desk, opened, project_of, session_on
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from construal.annotation.commands import EditTargets
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.target_entry import TargetEntry, entry
from construal.gui.actions import BY_NAME
from construal.gui.look import Look
from construal.gui.session import Session
from construal.gui.views.targets import TargetsView
from construal.gui.views.targets_table import WIDTHS

TEXTS = {"a.txt": "We sat in the shade of a tree.", "b.txt": "They slept in the shade of the wall."}
LINES = (entry("en", "in light of", lexcat="PP"), entry("en", "of course", verdict="never"), entry("gu", "-no"))


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    project = project_of(tmp_path, TEXTS)
    project.do(EditTargets(label="Add", put=LINES))
    with session_on(project) as made:
        made.open_document(project.records()[0].id)
        yield made


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> TargetsView:
    view = TargetsView(Look("light"), session)
    qtbot.addWidget(view)
    view.resize(1168, 800)
    view.show()
    qtbot.waitExposed(view)
    view.window().activateWindow()
    view.table.setFocus()
    return view


def listed(view: TargetsView) -> list[tuple[str, ...]]:
    return [row.words[:3] for row in view.table_model.rows]


def mine(session: Session) -> list[TargetEntry]:
    return session.project.target_entries()


def write(view: TargetsView, words: str, qtbot: QtBot) -> None:
    """Add words as a person does: +, the words, Enter."""
    view.table.setFocus()
    QTest.keyClick(view.table, "+")
    qtbot.waitUntil(view.detail.words.hasFocus)
    view.detail.words.setText(words)
    QTest.keyClick(view.detail.words, Qt.Key.Key_Return)


def go(view: TargetsView, words: str) -> None:
    place = next(n for n, row in enumerate(view.table_model.rows) if row.entry.words == words)
    view.table.setCurrentIndex(view.table_model.index(place, 0))


def test_entries_are_shown(view: TargetsView) -> None:
    """Every entry is a row; the one at hand is told beside it, with what the shipped lists say of its words."""
    assert listed(view) == [
        ("-no", "always a target", "P"), ("in light of", "always a target", "PP"), ("of course", "never a target", ""),
    ]  # fmt: skip
    assert len(view.table_model.rows[0].words) == len(WIDTHS)
    go(view, "of course")

    assert view.detail.target.text() == "«of course»"
    assert view.detail.state.text() == "never a target · English"
    assert view.table_model.rows[2].shipped == "never a target"
    assert not view.detail.lexcats.isVisible()
    assert (view.count.text(), view.detail.count.text()) == ("3 entries", "3 of 3")


def test_words_are_added_and_suggested(view: TargetsView, session: Session, qtbot: QtBot) -> None:
    """Words written after + are an entry, suggested in every document, all in one step that undo takes back."""
    write(view, "In  the shade of", qtbot)
    qtbot.waitUntil(lambda: not session.jobs.jobs)
    project = session.project
    found = [a.anchor.text(project.document(a.document).text) for a in project.annotations(layer=LEXICAL)]

    assert view.entry == entry("en", "in the shade of", lexcat="PP")
    assert found == ["in the shade of"] * 2
    assert view.table.hasFocus()
    assert view.detail.words.text() == ""

    session.undo()
    assert session.project.annotations(layer=LEXICAL) == []
    assert mine(session) == sorted(LINES, key=lambda e: e.key)
    assert len(listed(view)) == 3


def test_what_cannot_be_added_is_told(view: TargetsView, session: Session, qtbot: QtBot) -> None:
    """Words that make no entry stay in their line and the reason is said; words listed already are gone to."""
    refused: list[str] = []
    session.refused.connect(refused.append)
    write(view, "* of", qtbot)
    assert refused == ["‘* of’: one ‘*’ may stand between two words, nowhere else."]
    assert view.detail.words.text() == "* of"

    QTest.keyClick(view.detail.words, Qt.Key.Key_Escape)
    write(view, "of course", qtbot)
    assert view.entry == LINES[1]
    assert len(mine(session)) == 3


def test_an_entry_of_another_language(view: TargetsView, session: Session, qtbot: QtBot) -> None:
    """The line beside the words says the language."""
    view.detail.language.setText("hi")
    write(view, "में", qtbot)
    assert view.entry == entry("hi", "में")


def test_keys_change_and_remove(view: TargetsView, session: Session) -> None:
    """Digits say what it counts as, = the next lexcat, Del takes it off; each is a step of its own."""
    go(view, "in light of")
    QTest.keyClick(view.table, Qt.Key.Key_2)
    assert view.entry == entry("en", "in light of", verdict="never")
    QTest.keyClick(view.table, Qt.Key.Key_3)
    assert view.entry == entry("en", "in light of", verdict="dropped")
    QTest.keyClick(view.table, Qt.Key.Key_1)
    assert view.entry == LINES[0]
    QTest.keyClick(view.table, "=")
    assert view.entry == entry("en", "in light of", lexcat="INF.P")
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert [e.words for e in mine(session)] == ["of course", "-no"]
    assert view.entry == LINES[1]

    for _ in range(5):
        session.undo()
    assert LINES[0] in mine(session)
    assert len(listed(view)) == 3


def test_clicks_change(view: TargetsView, session: Session) -> None:
    """A row of the pane is taken by a click; a single word is offered no PP."""
    go(view, "-no")
    assert [row.words for row in view.detail.lexcats.rows] == ["P", "INF.P", "POSS", "PRON.POSS"]
    view.detail.lexcats.taken.emit("POSS")
    assert view.entry == entry("gu", "-no", lexcat="POSS")
    view.detail.verdicts.taken.emit("dropped")
    assert view.entry == entry("gu", "-no", verdict="dropped")


def test_a_filter(view: TargetsView, qtbot: QtBot) -> None:
    """A letter begins a filter; adding words that it would hide clears it."""
    QTest.keyClick(view.table, "l")
    qtbot.waitUntil(lambda: [row[0] for row in listed(view)] == ["in light of"])
    write(view, "apart from", qtbot)
    assert view.filter.text() == ""
    assert view.entry == entry("en", "apart from", lexcat="PP")


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "made.construal", qtbot)


def test_the_page_opens_by_its_key(desk: Desk) -> None:
    """Its key opens the empty page with the keys in it; words are added, and undo leaves the page open."""
    (key,) = BY_NAME["target_lists"].keys
    assert key == "Ctrl+L"
    desk.press(Qt.Key.Key_L, modifiers=CTRL)
    assert desk.bench.middle.tabs.current == "target_lists"
    desk.type("+")
    desk.type("market for")
    desk.press(Qt.Key.Key_Return)
    project = desk.bench.session.project
    assert [e.words for e in project.target_entries()] == ["market for"]

    desk.qtbot.waitUntil(lambda: not desk.bench.session.jobs.jobs)
    desk.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert project.target_entries() == []
    assert desk.bench.middle.tabs.current == "target_lists"
