"""The window on a real project: what it opens, what comes back, who may write, what runs beside the person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import ALT, CTRL, ID, SHIFT, Desk, opened, told
from made import made_document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from construal.annotation.annotation import Annotation, Status
from construal.annotation.formats.format import Imported
from construal.annotation.layer import LEXICAL
from construal.core.contents import Source, content
from construal.core.importing import Prepared
from construal.core.project import Project
from construal.core.settings import Settings
from construal.gui.look import Look
from construal.gui.window import MainWindow


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "made.construal", qtbot)


def test_it_opens_at_the_first_undecided_target(desk: Desk) -> None:
    """A project opens with its first document, the keys in the text, at what is to be decided."""
    assert desk.words == "at"
    assert desk.bench.decision.evidence is not None
    assert desk.bench.decision.evidence.role == "Time"


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


def test_import_and_suggest_are_jobs(desk: Desk, tmp_path: Path) -> None:
    """A file is read and suggested for while the window lives on; both can be taken back."""
    text = tmp_path / "note.txt"
    text.write_text("She came to the house at noon.\n", encoding="utf-8")
    desk.bench.import_files([text])
    desk.qtbot.waitUntil(lambda: len(desk.bench.documents.model.items) == 3, timeout=20_000)
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
