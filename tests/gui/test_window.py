"""The window, from the keyboard to the file: everything a person does here is a real key press on a real project."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from made import made_document
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept
from construal.annotation.commands import EditCatalogue
from construal.annotation.formats.format import Imported
from construal.annotation.layer import CONCEPT, LEXICAL
from construal.core.contents import Source, content
from construal.core.importing import Prepared
from construal.core.project import Project
from construal.core.settings import Settings
from construal.gui.look import Look
from construal.gui.window import MainWindow
from construal.gui.workbench import Workbench

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
FIRST = [["We", "ate", "at", "noon", "."], ["They", "went", "to", "the", "market", "for", "bread", "."]]
SECOND = [["He", "took", "the", "time", "to", "explain", "."]]
SUGGESTED = {(0, 2): "Time", (0, 7): "Goal", (0, 10): "Purpose", (1, 4): "Goal"}  # document's place and row
ID = 228_252_423_007_921_967  # as wide as real ones


def build(path: Path) -> None:
    """A project of two documents with four suggestions."""
    documents = [made_document(FIRST, id=ID, name="lunch"), made_document(SECOND, id=ID + 1, name="repair")]
    suggestions = [
        Annotation(
            id=ID + 100 + number, document=documents[place].id, layer=LEXICAL, anchor=documents[place].anchor_of([row]),
            values={"strength": "single", "role": role, "function": role}, status=Status.SUGGESTED,
            source="frequency 1", confidence=0.6, scheme="snacs-2.6",
        )
        for number, ((place, row), role) in enumerate(SUGGESTED.items())
    ]  # fmt: skip
    source = Source("0" * 64, "made.txt", 0, b"")
    for document in documents:
        document.source = source.sha256
    with Project.create(path, annotator="ann", name="Made") as project:
        project.add(Prepared(source, "text", tuple(content(d) for d in documents), Imported(documents, suggestions)))
        project.do(EditCatalogue(label="Add market", put=(Concept(id="C_market", name="market"),)))


@dataclass
class Desk:
    """A window on the project, with the keyboard."""

    window: MainWindow
    qtbot: QtBot
    path: Path

    @property
    def bench(self) -> Workbench:
        bench = self.window.workbench
        assert bench is not None
        return bench

    @property
    def words(self) -> str:
        return self.bench.session.text_of_selection()

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, *keys: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is."""
        for key in keys:
            self.qtbot.keyClick(self.focused(), key, modifiers)

    def type(self, text: str) -> None:
        """Type letters, each where the focus is by then."""
        for letter in text:
            self.qtbot.keyClick(self.focused(), letter)

    def stored(self) -> list[Annotation]:
        """Ann's own annotations as another program reads them from the file."""
        with Project.open(self.path, readonly=True) as project:
            return project.annotations(annotator="ann")


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    path = tmp_path / "made.construal"
    build(path)
    window = MainWindow(Look("light"), Settings(), annotator="ann")
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.open_project(path)
    desk = Desk(window, qtbot, path)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield desk
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def told(desk: Desk) -> str:
    return desk.window.status.message.text()


def test_it_opens_at_the_first_undecided_target(desk: Desk) -> None:
    """A project opens with its first document, the keys in the text, at what is to be decided."""
    assert desk.words == "at"
    assert desk.bench.decision.evidence is not None
    assert desk.bench.decision.evidence.role == "Time"


def test_accept_with_one_key(desk: Desk) -> None:
    """Enter accepts, goes on to the next undecided target, and the decision is in the file."""
    desk.press(Qt.Key.Key_Return)
    (own,) = desk.stored()

    assert (own.status, own.text("role"), own.source) == (Status.GOLD, "Time", "frequency 1")
    assert desk.words == "to"
    assert told(desk) == "Accepted Time on «at»"


def test_correct_with_the_picker(desk: Desk) -> None:
    """Letters in the text start the picker; Enter takes the first match; the keys are back in the text."""
    desk.type("dur")

    assert desk.bench.decision.picker.is_open

    desk.press(Qt.Key.Key_Return)
    (own,) = desk.stored()

    assert (own.text("role"), own.text("function")) == ("Duration", "Duration")
    assert own.replaces == ID + 100

    desk.press(Qt.Key.Key_Return)

    assert [a.text("role") for a in desk.stored()] == ["Duration", "Goal"]


def test_role_and_function_apart(desk: Desk) -> None:
    """Tab goes from the role to the function; both are typed."""
    desk.type("exper")
    desk.press(Qt.Key.Key_Tab)
    desk.type("locus")
    desk.press(Qt.Key.Key_Return)
    (own,) = desk.stored()

    assert (own.text("role"), own.text("function")) == ("Experiencer", "Locus")


def test_a_forbidden_function_is_explained_and_not_recorded(desk: Desk) -> None:
    """Enter on a label that a rule forbids shows the reason and changes nothing; Esc twice is back in the text."""
    desk.type("exper")
    desk.press(Qt.Key.Key_Tab)
    desk.type("stim")
    desk.press(Qt.Key.Key_Return)

    assert "never a function" in desk.bench.decision.picker.foot.text()
    assert desk.stored() == []

    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Return)

    assert [a.text("role") for a in desk.stored()] == ["Time"]


def test_digits_reject_not_a_target_skip(desk: Desk) -> None:
    """1 takes the first candidate, Space leaves for later, Backspace rejects, - says that there is no target."""
    desk.press("1")
    desk.press(Qt.Key.Key_Space)

    assert desk.words == "for"

    desk.press(Qt.Key.Key_Backspace)

    assert desk.words == "for"

    desk.press("-")
    first, last = desk.stored()

    assert first.text("role") == "Time"
    assert last.values["target"] is False
    assert {first.status, last.status} == {Status.GOLD}
    assert desk.words == "to"


def test_doubt_and_note(desk: Desk) -> None:
    """? and ; are kept with the decision; the note is written in a line below the text."""
    desk.press("?")
    desk.press(";")
    desk.type("see 4.2")
    desk.press(Qt.Key.Key_Return)
    (own,) = desk.stored()

    assert own.doubt
    assert own.note == "see 4.2"

    desk.press(Qt.Key.Key_Return)

    assert desk.stored()[0].status is Status.GOLD


def test_undo_and_redo_by_keyboard(desk: Desk) -> None:
    """Ctrl+Z takes back what was done, wherever the keys are, and says what; Ctrl+Shift+Z does it again."""
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Z, modifiers=CTRL)

    assert told(desk).startswith("Taken back: Accept Goal")
    assert [a.text("role") for a in desk.stored()] == ["Time"]
    assert desk.words == "to"

    desk.press(Qt.Key.Key_Z, modifiers=CTRL | SHIFT)

    assert [a.text("role") for a in desk.stored()] == ["Time", "Goal"]


def test_a_gapped_expression(desk: Desk) -> None:
    """Words are walked, selected across a gap, joined, labelled, and taken apart, without the mouse."""
    desk.press(Qt.Key.Key_PageDown, modifiers=CTRL)
    desk.press(Qt.Key.Key_Home, modifiers=CTRL)
    desk.press(Qt.Key.Key_Right, modifiers=CTRL)
    desk.press(Qt.Key.Key_Right, modifiers=ALT | SHIFT)

    assert desk.words == "took … time"

    desk.press(Qt.Key.Key_M, modifiers=CTRL)
    (joined,) = desk.stored()

    assert joined.values == {"strength": "strong"}
    assert len(joined.anchor.fragments) == 2

    desk.press(Qt.Key.Key_M, modifiers=CTRL)

    assert desk.stored() == []


def test_new_words_become_a_target(desk: Desk) -> None:
    """Letters on a word that is no target make it one."""
    desk.press(Qt.Key.Key_Home, modifiers=CTRL)
    desk.type("agent")
    desk.press(Qt.Key.Key_Return)
    (own,) = desk.stored()

    assert (own.anchor.start, own.text("role")) == (0, "Agent")


def test_mark_and_link_a_term(desk: Desk) -> None:
    """In the concepts layer a word is selected and linked to a concept of the catalogue by typing its name."""
    desk.press(Qt.Key.Key_2, modifiers=CTRL)
    desk.press(Qt.Key.Key_Home, modifiers=CTRL)
    for _ in range(9):
        desk.press(Qt.Key.Key_Right, modifiers=CTRL)

    assert desk.words == "market"

    desk.type("mark")
    desk.press(Qt.Key.Key_Return)
    (mention,) = desk.stored()

    assert (mention.layer, mention.values["concept"]) == (CONCEPT, "C_market")


def test_documents_by_keyboard(desk: Desk) -> None:
    """Ctrl+PgDn and Alt+Up go through the documents; Ctrl+D filters them."""
    desk.press(Qt.Key.Key_PageDown, modifiers=CTRL)

    assert desk.bench.session.document is not None
    assert desk.bench.session.document.name == "repair"

    desk.press(Qt.Key.Key_Up, modifiers=ALT)

    assert desk.bench.session.document.name == "lunch"

    desk.press(Qt.Key.Key_D, modifiers=CTRL)
    desk.type("explain")
    desk.qtbot.waitUntil(lambda: len(desk.bench.documents.model.items) == 1)
    desk.press(Qt.Key.Key_Return)

    assert desk.bench.session.document.name == "repair"


def test_the_palette_runs_any_action_and_opens_any_document(desk: Desk) -> None:
    """Ctrl+K, a few letters, Enter."""
    desk.press(Qt.Key.Key_K, modifiers=CTRL)
    desk.type("not a t")
    desk.press(Qt.Key.Key_Return)

    assert desk.stored()[0].values["target"] is False

    desk.press(Qt.Key.Key_K, modifiers=CTRL)
    desk.type("repair")
    desk.press(Qt.Key.Key_Return)

    assert desk.bench.session.document is not None
    assert desk.bench.session.document.name == "repair"


def test_another_annotator(desk: Desk) -> None:
    """Ctrl+Shift+A, a new name, Enter: everything is undecided for that person, whose decisions stand beside ann's."""
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_A, modifiers=CTRL | SHIFT)
    desk.type("bob")
    desk.press(Qt.Key.Key_Return)

    assert desk.bench.session.project.annotator == "bob"
    assert desk.words == "at"

    desk.press("-")

    assert [a.text("role") for a in desk.stored()] == ["Time"]
    with Project.open(desk.path, readonly=True) as project:
        assert [a.values["target"] for a in project.annotations(annotator="bob")] == [False]


def test_a_second_window_reads_and_says_who_writes(desk: Desk, qtbot: QtBot) -> None:
    """A project that another program writes opens with a banner; deciding is refused, and nothing changes."""
    second = MainWindow(Look("light"), Settings(), annotator="eve")
    qtbot.addWidget(second)
    second.show()
    qtbot.waitExposed(second)
    second.open_project(desk.path)

    assert second.banner.isVisible()
    assert "writes this project" in second.banner.text()

    second.run("accept")

    assert "reading only" in second.status.message.text()
    with Project.open(desk.path, readonly=True) as project:
        assert project.annotations(annotator="eve") == []

    second.close()


def test_the_window_comes_back_as_it_was(desk: Desk, qtbot: QtBot) -> None:
    """The last document and the panes are there again when the project is opened the next time."""
    desk.press(Qt.Key.Key_PageDown, modifiers=CTRL)
    desk.window.resize(800, 620)  # fits any screen
    desk.window.close()
    again = MainWindow(Look("light"), Settings(), annotator="ann")
    qtbot.addWidget(again)
    again.show()
    qtbot.waitExposed(again)
    again.open_project(desk.path)
    bench = again.workbench

    assert bench is not None
    assert bench.session.document is not None
    assert bench.session.document.name == "repair"
    assert again.size() == desk.window.size()

    again.close()


def test_without_a_project_there_is_a_start_page(qtbot: QtBot, tmp_path: Path) -> None:
    """A window on nothing offers what can be opened, and actions say what they need."""
    window = MainWindow(Look("light"), Settings(), annotator="ann")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.run("accept")

    assert window.start.isVisible()
    assert window.status.message.text() == "Open a project first."

    assert window.new_project(tmp_path / "new.construal")
    assert window.workbench is not None
    assert "Ctrl I" in window.workbench.documents.empty_text()

    window.close()


def test_precedents_lead_to_their_place(desk: Desk) -> None:
    """What was decided for the same word elsewhere is listed, and opens where it stands."""
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_PageDown, modifiers=CTRL)
    panel = desk.bench.decision

    assert [(p.words, p.role) for p in panel.precedents.rows] == [("to", "Goal")]

    panel.precedents.setFocus()
    desk.press(Qt.Key.Key_Return)

    assert desk.bench.session.document is not None
    assert desk.bench.session.document.name == "lunch"
    assert desk.words == "to"


def test_the_mouse_does_what_the_keys_do(desk: Desk) -> None:
    """A click on a candidate decides, a click on a word goes there, a click on a document opens it."""
    rows = desk.bench.decision.candidates
    desk.qtbot.mouseClick(rows, Qt.MouseButton.LeftButton, pos=QPoint(60, 45))
    second = desk.bench.documents.list
    (own,) = desk.stored()

    assert (own.text("role"), own.text("function")) != ("Time", "Time")

    view = desk.bench.middle.text.view
    box = view.rect_of([(0, 2)])
    assert box is not None
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())

    assert desk.words == "We"

    at = second.visualRect(desk.bench.documents.model.index(1)).center()
    desk.qtbot.mouseClick(second.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert desk.bench.session.document is not None
    assert desk.bench.session.document.name == "repair"


def test_import_and_suggest_are_jobs(desk: Desk, tmp_path: Path) -> None:
    """A file is read and suggested for while the window lives on; both can be taken back."""
    text = tmp_path / "note.txt"
    text.write_text("She came to the house at noon.\n", encoding="utf-8")
    desk.bench.import_files([text])
    desk.qtbot.waitUntil(lambda: len(desk.bench.documents.model.items) == 3)
    desk.press(Qt.Key.Key_Return, modifiers=CTRL)
    desk.qtbot.waitUntil(lambda: told(desk).startswith("Suggested"), timeout=20_000)
    project = desk.bench.session.project
    suggested = [a for a in project.annotations(status=Status.SUGGESTED) if a.document == project.records()[-1].id]

    assert {a.anchor.text("She came to the house at noon.") for a in suggested if a.layer == LEXICAL} == {"to", "at"}

    desk.press(Qt.Key.Key_Z, modifiers=CTRL)
    desk.press(Qt.Key.Key_Z, modifiers=CTRL)

    assert len(desk.bench.documents.model.items) == 2


def test_a_refused_file_is_told_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """What is no file of any format is refused in one sentence; the project is as it was."""
    broken = tmp_path / "broken.conllulex"
    broken.write_bytes(b"\x00\xff\x00")
    desk.bench.import_files([broken])
    desk.qtbot.waitUntil(lambda: "broken.conllulex" in told(desk))

    assert len(desk.bench.documents.model.items) == 2


def test_a_long_document_opens_without_being_read_whole(tmp_path: Path, qtbot: QtBot) -> None:
    """However long a document is, the store is asked only for the sentences in the window."""
    document = made_document([["word", "at", "noon"]] * 3_000, id=ID, name="long")
    marks = [
        Annotation(
            id=ID + 10 + row, document=ID, layer=LEXICAL, anchor=document.anchor_of([row]),
            values={"strength": "single", "role": "Time", "function": "Time"}, status=Status.SUGGESTED, confidence=0.5,
        )
        for row in range(1, 9_000, 3)
    ]  # fmt: skip
    source = Source("1" * 64, "long.txt", 0, b"")
    document.source = source.sha256
    path = tmp_path / "long.construal"
    with Project.create(path, annotator="ann") as project:
        project.add(Prepared(source, "text", (content(document),), Imported([document], marks)))
    window = MainWindow(Look("light"), Settings(), annotator="ann")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.open_project(path)
    bench = window.workbench
    assert bench is not None
    source_of_view = bench.middle.text.source
    assert source_of_view is not None

    assert 0 < source_of_view.remembered < 100

    window.close()


def test_every_control_has_a_name(desk: Desk) -> None:
    """Whatever takes the focus says what it is."""
    nameless = [
        widget
        for widget in desk.window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not (hasattr(widget, "text") and widget.text())
        and not widget.objectName().startswith("qt_")
    ]

    assert nameless == []
