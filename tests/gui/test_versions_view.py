"""The page of scheme versions on a real project: places decided by keys, one after the other, and none lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import CTRL, SHIFT, Desk, opened, session_on
from labelled_file import MIXED, OLDEST, brought_in, labelled_file
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from construal.annotation import actions
from construal.core.migrating import Migration, labels
from construal.core.project import Project
from construal.gui.look import Look
from construal.gui.session import Session
from construal.gui.views.versions import VersionsView


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    """A session on a file that mixes versions and one of 2.3."""
    project = Project.create(tmp_path / "p.construal", annotator="ann")
    brought_in(project, labelled_file(tmp_path / "mixed.conllulex", MIXED))
    brought_in(project, labelled_file(tmp_path / "oldest.conllulex", OLDEST), scheme="snacs-2.3")
    with session_on(project) as made:
        yield made


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> VersionsView:
    view = VersionsView(Look("light"), session)
    qtbot.addWidget(view)
    view.resize(1168, 800)
    view.show()
    qtbot.waitExposed(view)
    qtbot.waitUntil(lambda: view.migration is not None and not session.jobs.jobs)
    return view


def listed(view: VersionsView) -> list[str]:
    return [labels(item.annotation) for item in view.items]


def test_places_are_listed(view: VersionsView) -> None:
    """Every place that a person decides is a line; the first is at hand, with what is asked and the answers."""
    assert listed(view) == ["Causer ↝ Source", "Stimulus ↝ Causer", "OrgRole ↝ Gestalt", "Manner",
                            "SocialRel ↝ Possessor"]  # fmt: skip
    assert view.progress.text() == "5 left · 0 decided"
    assert view.detail.target.text() == "«by»"
    assert view.detail.state.text() == "Causer ↝ Source · 2.5, likely"
    assert [row.words for row in view.detail.candidates.rows] == ["Force ↝ Source", "Causer ↝ Source",
                                                                  "Keep Causer ↝ Source"]  # fmt: skip
    assert view.detail.count.text() == "1 of 5"
    assert "2.6 as stated 2" in view.found.text()


def test_digits_decide_and_go_on(view: VersionsView, session: Session) -> None:
    """A digit takes an answer; the place is gone from the list, the next one is at hand, and undo brings it back."""
    QTest.keyClick(view.list, Qt.Key.Key_1)

    assert listed(view)[0] == "Stimulus ↝ Causer"
    assert view.detail.state.text().startswith("Stimulus ↝ Causer")
    assert view.progress.text() == "4 left · 1 decided"
    assert session.project.events()[0].label == "Causer ↝ Source → Force ↝ Source (SNACS 2.6)"

    session.undo()
    assert listed(view)[0] == "Causer ↝ Source"
    assert view.progress.text() == "5 left · 0 decided"


def test_keeping(view: VersionsView, session: Session) -> None:
    """0 decides that a place says what it means."""
    QTest.keyClick(view.list, Qt.Key.Key_0)

    assert listed(view)[0] == "Stimulus ↝ Causer"
    assert session.project.events()[0].label == "Keep Causer ↝ Source (SNACS 2.6)"


def test_a_reason_goes_with_the_decision(view: VersionsView, session: Session, qtbot: QtBot) -> None:
    """; begins a reason, Enter goes back to the list, and the next answer carries it; the one after does not."""
    view.window().activateWindow()
    view.list.setFocus()
    QTest.keyClick(view.list, ";")
    qtbot.waitUntil(view.detail.why.hasFocus)
    QTest.keyClicks(view.detail.why, "by 2 storms; sure")
    QTest.keyClick(view.detail.why, Qt.Key.Key_Return)
    qtbot.waitUntil(view.list.hasFocus)
    QTest.keyClick(view.list, Qt.Key.Key_1)
    QTest.keyClick(view.list, Qt.Key.Key_1)

    events = session.project.events()
    assert events[1].label.endswith(": by 2 storms; sure")
    assert events[0].label == "Stimulus ↝ Causer → Stimulus ↝ Force (SNACS 2.6)"
    assert {a.get("why") for a in session.project.annotations(annotator="ann")} == {"by 2 storms; sure", None}


def test_escape_drops_the_reason(view: VersionsView, session: Session) -> None:
    """Esc in the reason line clears it and goes back."""
    view.begin_reason()
    QTest.keyClicks(view.detail.why, "because")
    QTest.keyClick(view.detail.why, Qt.Key.Key_Escape)
    QTest.keyClick(view.list, Qt.Key.Key_1)

    assert session.project.events()[0].label.endswith("(SNACS 2.6)")


def test_by_rule_is_one_step(view: VersionsView, session: Session) -> None:
    """Ctrl+Enter renames what follows, the questions stay, and the button is gone when nothing is left of it."""
    assert view.by_rule.isVisible()
    assert "RateUnit → SetIteration 1" in view.renamings.text()

    QTest.keyClick(view.list, Qt.Key.Key_Return, CTRL)

    assert not view.by_rule.isVisible()
    assert len(listed(view)) == 5
    assert session.project.events()[0].label.startswith("Migrate to SNACS 2.6")
    session.undo()
    assert view.by_rule.isVisible()


def test_one_question_at_a_time(view: VersionsView) -> None:
    """A click on a question lists its places only; when they are decided, all others are back."""
    rules = [row.words for row in view.rules.rows]
    assert rules[0] == "All questions"
    place = next(n for n, row in enumerate(view.rules.rows) if row.value == "causer")
    view.rules.take(place)
    assert listed(view) == ["Causer ↝ Source", "Stimulus ↝ Causer"]

    QTest.keyClick(view.list, Qt.Key.Key_1)
    assert listed(view) == ["Stimulus ↝ Causer"]
    assert view.rules.rows[place].detail == "1 left · 1 decided"


def test_later_and_round(view: VersionsView) -> None:
    """Space leaves a place for later; after the last comes the first."""
    for _ in range(5):
        QTest.keyClick(view.list, Qt.Key.Key_Space)

    assert view.detail.count.text() == "1 of 5"


def test_enter_shows_the_place(view: VersionsView, session: Session, qtbot: QtBot) -> None:
    """Enter leads to the place in its text."""
    view.step(1)
    with qtbot.waitSignal(view.open_place) as opened:
        QTest.keyClick(view.list, Qt.Key.Key_Return)

    item = view.items[1]
    assert opened.args == [item.annotation.document, item.annotation.anchor.start]


def test_what_is_not_there_is_refused(view: VersionsView, session: Session) -> None:
    """A digit without an answer says how many there are; nothing is decided."""
    told: list[str] = []
    session.refused.connect(told.append)

    QTest.keyClick(view.list, Qt.Key.Key_9)

    assert told == ["There are only 2 answers here."]
    assert len(listed(view)) == 5


def test_the_end_is_said(view: VersionsView, session: Session) -> None:
    """When everything is decided, the page says what is left to do, or that nothing is."""
    for _ in range(5):
        QTest.keyClick(view.list, Qt.Key.Key_1)
    assert view.empty.isVisible()
    assert view.empty.text().startswith("Nothing to decide. Ctrl+Enter")

    view.apply()
    assert view.empty.text() == "Every decision is of SNACS 2.6, and nothing is left to decide."
    told: list[str] = []
    session.refused.connect(told.append)
    view.apply()
    view.take(1)
    assert told == ["Nothing follows by rule.", "No place is at hand; nothing was decided."]


def test_changes_made_out_of_view_are_caught_up(view: VersionsView, session: Session) -> None:
    """What is decided in the text while another page is shown is off the list when the page comes back."""
    first = view.items[0].annotation
    view.hide()
    session.project.do(actions.remove(first, session.project.author()))
    assert len(listed(view)) == 5

    view.show()

    assert listed(view)[0] == "Stimulus ↝ Causer"


def test_another_annotator_has_another_list(view: VersionsView, session: Session, qtbot: QtBot) -> None:
    """Under another name, what that person has not decided is open again."""
    QTest.keyClick(view.list, Qt.Key.Key_1)
    view.hide()
    session.set_annotator("bob")

    view.show()
    qtbot.waitUntil(lambda: not session.jobs.jobs and len(view.items) == 5)

    assert view.progress.text() == "5 left · 0 decided"


def build(path: Path) -> None:
    """A project with a file that mixes versions."""
    with Project.create(path, annotator="ann") as project:
        brought_in(project, labelled_file(path.parent / "mixed.conllulex", MIXED))


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "p.construal", qtbot, build)


def test_from_the_keyboard(desk: Desk, qtbot: QtBot) -> None:
    """Ctrl+Shift+V opens the page with the keys in its list; a digit decides, Enter goes to the word in its text."""
    desk.press(Qt.Key.Key_V, modifiers=CTRL | SHIFT)
    view = desk.bench.findChild(VersionsView)
    assert view is not None
    qtbot.waitUntil(lambda: len(view.items) == 2)
    qtbot.waitUntil(view.list.hasFocus)

    desk.press("1")
    desk.press(Qt.Key.Key_Return)

    assert len(view.items) == 1
    assert not view.isVisible()
    assert desk.words == "by"
    assert desk.bench.session.target is not None
    assert labels(desk.bench.session.target) == "Stimulus ↝ Causer"
    assert [labels(a) for a in desk.stored()] == ["Force ↝ Source"]


def test_a_label_chosen_in_the_text_is_an_answer(desk: Desk, qtbot: QtBot) -> None:
    """Deciding the word in its text, Causer included, takes the place off the list."""
    session = desk.bench.session
    session.point_at(next(a for a in session.project.annotations() if labels(a) == "Causer ↝ Source"))
    desk.bench.deciding.choose("Causer", "Source")

    with Project.open(desk.path, annotator="ann", readonly=True) as project:
        assert [labels(item.annotation) for item in Migration(project).items] == ["Stimulus ↝ Causer"]
    assert [(a.scheme, a.get("settled")) for a in desk.stored()] == [("snacs-2.6", "chosen")]


def test_undo_stays_on_the_page(desk: Desk, qtbot: QtBot) -> None:
    """Ctrl+Z in the list takes the answer back and is at its place again, on the page; Ctrl+Shift+Z gives it again."""
    desk.press(Qt.Key.Key_V, modifiers=CTRL | SHIFT)
    view = desk.bench.findChild(VersionsView)
    assert view is not None
    qtbot.waitUntil(lambda: len(view.items) == 2 and view.list.hasFocus())
    desk.press(Qt.Key.Key_Space, "1")
    assert view.detail.state.text().startswith("Causer")

    desk.press(Qt.Key.Key_Z, modifiers=CTRL)

    assert view.isVisible()
    assert view.list.hasFocus()
    assert view.detail.state.text().startswith("Stimulus ↝ Causer")

    desk.press(Qt.Key.Key_Z, modifiers=CTRL | SHIFT)

    assert view.isVisible()
    assert listed(view) == ["Causer ↝ Source"]
