"""A window on a made project with the keyboard, or a session without one: what tests of the gui sit at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from made import made_document, prepared_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept
from construal.annotation.commands import EditCatalogue
from construal.annotation.layer import LEXICAL
from construal.core.project import Project
from construal.core.settings import Settings
from construal.gui.jobs import JobRunner
from construal.gui.look import Look
from construal.gui.session import Session
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
    with Project.create(path, annotator="ann", name="Made") as project:
        project.add(prepared_of(documents, suggestions))
        project.do(EditCatalogue(label="Add market", put=(Concept(id="C_market", name="market"),)))


def project_of(folder: Path, texts: Mapping[str, str], concepts: Sequence[Concept] = ()) -> Project:
    """Ann's new project in a folder: these texts by file name, imported in order, then these concepts."""
    project = Project.create(folder / "p.construal", annotator="ann")
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
        project.import_file(folder / name)
    if concepts:
        project.do(EditCatalogue(label="seed", put=tuple(concepts)))
    return project


@contextmanager
def session_on(project: Project) -> Iterator[Session]:
    """A session on a project without a window; closes its jobs, then itself."""
    jobs = JobRunner()
    session = Session(project, jobs)
    try:
        yield session
    finally:
        jobs.close()
        session.close()


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


def told(desk: Desk) -> str:
    """What the status line says."""
    return desk.window.status.message.text()


def opened(path: Path, qtbot: QtBot, make: Callable[[Path], None] = build) -> Iterator[Desk]:
    """A desk on a new project at this path, put away after the test."""
    make(path)
    window = MainWindow(Look("light"), Settings(), annotator="ann")
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.open_project(path)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield Desk(window, qtbot, path)
    window.close()
    window.deleteLater()
    QApplication.processEvents()
