"""The main window: top bar, start page or workbench, status line; opens and closes projects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QWidget

from construal.annotation.errors import ConstrualError
from construal.annotation.state import DocumentRecord
from construal.core import settings as preferences
from construal.core.project import Project
from construal.core.settings import Settings
from construal.gui import files
from construal.gui.actions import ACTIONS, BY_NAME, Where
from construal.gui.annotators import AnnotatorChooser
from construal.gui.jobs import JobRunner
from construal.gui.key_sheet import KeySheet
from construal.gui.look import Look
from construal.gui.models import ModelChooser
from construal.gui.palette import Palette
from construal.gui.parts import flush_column, named
from construal.gui.report import tell
from construal.gui.session import Session
from construal.gui.status import StatusLine
from construal.gui.topbar import TopBar
from construal.gui.views.start import StartPage
from construal.gui.workbench import Workbench

MOST_RECENT = 10
SIZES = (13, 32)


class MainWindow(QMainWindow):
    """The one window of the program."""

    def __init__(self, look: Look, settings: Settings, *, annotator: str | None = None) -> None:
        super().__init__()
        self.look = look
        self.settings = settings
        self._named = annotator  # on the command line: for this run only
        self.jobs = JobRunner(self)
        self.workbench: Workbench | None = None
        self._actions = self._make_actions()
        self.topbar = TopBar(look, self._actions, self)
        self.topbar.palette_wanted.connect(lambda: self.run("palette"))
        self.topbar.annotator.clicked.connect(lambda: self.run("annotator"))
        self.start = StartPage(look, self)
        self.start.opened.connect(self.open_project)
        self.start.pressed.connect(self.run)
        self.banner = named(QLabel(wordWrap=True), "banner", visible=False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        middle = QWidget()
        column = flush_column(middle)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        self.status = StatusLine(look, self.jobs, self)
        self.status.undo.connect(lambda: self.run("undo"))
        self.setMenuWidget(self.topbar)
        self.setCentralWidget(middle)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().setContentsMargins(0, 0, 0, 0)
        self.palette_list = Palette(
            look, middle, run=self.run, documents=self._search, open_document=self._open_document
        )
        self.sheet = KeySheet(look, middle)
        self.annotators = AnnotatorChooser(look, middle, chosen=self.set_annotator)
        self.models = ModelChooser(look, middle, chosen=self.set_model)
        self.setAcceptDrops(True)
        self.setMinimumSize(800, 560)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme)
        self._restore()
        self._show_closed()

    # --- projects

    def open_project(self, path: str | Path) -> bool:
        """Open a project in place of the one at hand; False where it cannot be, and the present one stays."""
        return self._take(lambda: Project.open(path, annotator=self.annotator))

    def new_project(self, path: str | Path) -> bool:
        """Make a project and open it."""
        return self._take(lambda: Project.create(path, annotator=self.annotator))

    def _take(self, opened: Callable[[], Project]) -> bool:
        try:
            project = opened()
        except ConstrualError as error:
            tell(self if self.isVisible() else None, error)
            return False
        self.close_project()
        session = Session(project, self.jobs)
        bench = self.workbench = Workbench(self.look, session, self)
        session.setParent(bench)
        session.said.connect(self.status.say)
        session.hinted.connect(self.status.show_hint)
        session.refused.connect(self.status.refuse)
        session.changed.connect(self._refresh_undo)
        session.document_changed.connect(self._remember_document)
        self._stack.addWidget(bench)
        self._stack.setCurrentWidget(bench)
        bench.panes.restore(self._geometry())
        self.setWindowTitle(f"{project.name} – Construal")
        self.topbar.show_project(project.name)
        self.topbar.show_annotator(project.annotator)
        self._show_banner(project)
        self._refresh_undo()
        if (label := project.undo_label) and not project.readonly:
            self.status.say(f"Last step: {label}")
        self._remember_project(project.path)
        bench.open_first(self._last_document(project.path))
        self._enable()
        return True

    def close_project(self) -> None:
        """Stop what runs for the project at hand, and close its file."""
        bench = self.workbench
        if bench is None:
            return
        bench.panes.save(self._geometry())
        self.jobs.close()
        bench.close_session()
        self._stack.removeWidget(bench)
        bench.setParent(None)
        bench.deleteLater()
        self.workbench = None
        self._show_closed()

    def _show_closed(self) -> None:
        self.banner.hide()
        self._stack.setCurrentWidget(self.start)
        self.setWindowTitle("Construal")
        self.topbar.show_project("")
        self.topbar.show_annotator(self.annotator)
        self.start.show_recent(self.settings.recent)
        self.start.setFocus()
        self.status.say("")
        self.status.show_undo("")
        self._enable()

    def _show_banner(self, project: Project) -> None:
        who = project.writer
        text = f"{who} writes this project now" if who else "This project lies in a protected folder"
        self.banner.setText(f"{text}: here it can be read and exported, not changed.")
        self.banner.setVisible(project.readonly)

    # --- actions

    def _make_actions(self) -> dict[str, QAction]:
        made = {}
        for action in ACTIONS:
            item = QAction(action.title, self)
            item.setObjectName(action.name)
            if action.where is Where.WINDOW:
                item.setShortcuts([QKeySequence(key) for key in action.keys])
                self.addAction(item)
            item.triggered.connect(lambda _on=False, name=action.name: self.run(name))
            made[action.name] = item
        return made

    def run(self, name: str) -> None:
        """Do what an action says; where it cannot be done now, say so."""
        own = self._handlers()
        bench = self.workbench
        if name in own:
            own[name]()
        elif bench is None:
            self.status.refuse("Open a project first.")
        elif BY_NAME[name].writes and bench.session.project.readonly:
            who = bench.session.project.writer
            self.status.refuse(f"Nothing was changed: {who or 'the folder'} keeps this project for reading only.")
        else:
            bench.run(name)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "new": self._new,
            "open": self._open,
            "import": self._import,
            "export": self._export,
            "close_project": self.close_project,
            "quit": self.close,
            "annotator": self._choose_annotator,
            "model": lambda: self.models.offer(preferences.model(self.settings)),
            "palette": self.palette_list.open,
            "theme": lambda: self.set_theme("light" if self.look.is_dark else "dark"),
            "high_contrast": lambda: self.set_theme("high_contrast"),
            "larger": lambda: self._resize_text(1),
            "smaller": lambda: self._resize_text(-1),
            "keys": self.sheet.open,
        }

    def _enable(self) -> None:
        for name, item in self._actions.items():
            item.setEnabled(self.workbench is not None or name in self._handlers())
        for name in ("import", "export", "close_project"):
            self._actions[name].setEnabled(self.workbench is not None)

    def _new(self) -> None:
        if path := files.ask_for_new_project(self, str(self._folder())):
            self.new_project(path)

    def _open(self) -> None:
        if path := files.ask_for_project(self, str(self._folder())):
            self.open_project(path)

    def _import(self) -> None:
        bench = self.workbench
        if bench is None:
            self.status.refuse("Open a project first.")
        elif bench.session.project.readonly:
            self.status.refuse("This project is open for reading only; nothing can be imported.")
        elif paths := files.ask_for_imports(self, str(self._folder())):
            bench.import_files([Path(p) for p in paths])

    def _export(self) -> None:
        bench = self.workbench
        if bench is None:
            return
        suggested = bench.session.project.path.with_suffix("")
        if path := files.ask_for_export(self, str(suggested)):
            bench.importing.export(path)

    def _choose_annotator(self) -> None:
        known = []
        if self.workbench is not None:
            known = self.workbench.session.annotators()
        self.annotators.offer(sorted({*known, self.annotator} - {""}))

    # --- who, and how it looks

    @property
    def annotator(self) -> str:
        """The name under which decisions are made."""
        if self.workbench is not None:
            return self.workbench.session.project.annotator
        return self._named or preferences.annotator(self.settings)

    def set_annotator(self, name: str) -> None:
        """Annotate under another name: everything is read as that person sees it."""
        self._named = None
        self._save(replace(self.settings, annotator=name))
        if self.workbench is not None:
            self.workbench.session.set_annotator(name)
        self.topbar.show_annotator(name)
        self.status.say(f"{name} annotates now")

    def set_model(self, name: str) -> None:
        """Suggest with another model from now on; what stands stays."""
        self._save(replace(self.settings, model=name))
        if preferences.model(self.settings) != name:
            self.status.refuse(f"${preferences.MODEL_VARIABLE} names the model here; it counts until it is unset.")
            return
        if self.workbench is not None:
            self.workbench.reading.restart()
        self.status.say("No model suggests now" if name == preferences.NO_MODEL else f"{name} suggests now")

    def set_theme(self, name: str) -> None:
        """Put a theme on, and remember it."""
        self._save(replace(self.settings, theme=name))
        self.look.wear(name, self.settings.text_size)

    def _on_system_theme(self) -> None:
        if self.settings.theme == "system":
            self.look.wear("system", self.settings.text_size)

    def _resize_text(self, step: int) -> None:
        size = min(max(self.settings.text_size + step, SIZES[0]), SIZES[1])
        self._save(replace(self.settings, text_size=size))
        self.look.wear(self.settings.theme, size)

    # --- small things

    def _refresh_undo(self, _change: object = None) -> None:
        bench = self.workbench
        project = bench.session.project if bench else None
        self.status.show_undo(project.undo_label if project is not None and not project.readonly else "")

    def _search(self, query: str) -> list[DocumentRecord]:
        return self.workbench.session.project.records(search=query) if self.workbench else []

    def _open_document(self, id: int) -> None:
        if self.workbench is not None:
            self.workbench.open_document(id)

    def _folder(self) -> Path:
        if self.workbench is not None:
            return self.workbench.session.project.path.parent
        recent = [Path(p).parent for p in self.settings.recent if Path(p).parent.is_dir()]
        return recent[0] if recent else Path.home()

    def _remember_project(self, path: Path) -> None:
        others = [p for p in self.settings.recent if p != str(path)]
        self._save(replace(self.settings, recent=(str(path), *others)[:MOST_RECENT]))

    def _save(self, settings: Settings) -> None:
        self.settings = settings
        try:
            preferences.save(settings)
        except ConstrualError as error:
            self.status.refuse(str(error))

    def _geometry(self) -> QSettings:
        return QSettings(str(preferences.folder() / "window.ini"), QSettings.Format.IniFormat)

    def _restore(self) -> None:
        state = self._geometry().value("geometry")
        if state is None or not self.restoreGeometry(state):
            self.resize(1440, 900)

    def _remember_document(self) -> None:
        bench = self.workbench
        if bench is not None and bench.session.document is not None:
            key = f"documents/{bench.session.project.path.as_posix().replace('/', '|')}"
            self._geometry().setValue(key, str(bench.session.document.id))

    def _last_document(self, path: Path) -> int | None:
        value = self._geometry().value(f"documents/{path.as_posix().replace('/', '|')}")
        return int(str(value)) if value is not None and str(value).isdecimal() else None

    # --- Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the shape, stop the jobs, close the file."""
        self._geometry().setValue("geometry", self.saveGeometry())
        self.close_project()
        self.jobs.close()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep an open overlay in its place."""
        super().resizeEvent(event)
        for overlay in (self.palette_list, self.annotators, self.models, self.sheet):
            if overlay.isVisible():
                overlay.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped project; import anything else into the one at hand."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        projects = [p for p in paths if p.suffix == ".construal"]
        if projects:
            self.open_project(projects[0])
        elif self.workbench is not None:
            self.workbench.import_files(paths)
        else:
            self.status.refuse("Open a project first, then drop the files on it.")
