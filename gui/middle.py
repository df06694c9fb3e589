"""The middle of the workbench: the document's text, its problem page, the catalogue, as tabs; and the concept pane."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from construal.annotation.document import PROBLEM
from construal.gui.look import Look
from construal.gui.panels.concept import ConceptPanel
from construal.gui.session import Session
from construal.gui.tabs import Tabs
from construal.gui.views.catalogue import CatalogueView
from construal.gui.views.problem import ProblemView
from construal.gui.views.text import TextTab

TEXT, PROBLEM_PAGE, CATALOGUE = "text", "problem", "catalogue"


class Middle(QWidget):
    """Tabs over one session."""

    refused = Signal(str)
    open_place = Signal(object, int)  # document (ids exceed a C integer), start: a page leads there
    changed_tab = Signal(bool)  # whether the decision pane goes with the page shown

    def __init__(self, look: Look, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.text = TextTab(look, session, self)
        self._look = look
        self._problem: ProblemView | None = None
        self._catalogue: CatalogueView | None = None
        self.concepts = ConceptPanel(look, session, self)
        self.tabs = Tabs(look, self)
        self.tabs.add(TEXT, "No document", self.text, icon="document")
        self.tabs.changed.connect(self._on_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        session.document_changed.connect(self._on_document)
        self._on_document()

    # --- pages, made when they are first shown

    @property
    def problem(self) -> ProblemView:
        """The problem page."""
        if self._problem is None:
            self._problem = ProblemView(self._look, self._session, self)
        return self._problem

    @property
    def catalogue(self) -> CatalogueView:
        """The catalogue's page."""
        if self._catalogue is None:
            self._catalogue = CatalogueView(self._look, self._session, self)
            self._catalogue.open_place.connect(self.open_place)
        return self._catalogue

    def show_text(self) -> None:
        """Show the document's text."""
        self.tabs.show_page(TEXT)

    def show_problem(self) -> None:
        """Show the problem page of the document, where it is a problem."""
        document = self._session.document
        if document is None or document.kind != PROBLEM:
            self.refused.emit("This document is no problem; import CHAMP problems to have such pages.")
            return
        if not self.tabs.is_open(PROBLEM_PAGE):
            self.tabs.add(PROBLEM_PAGE, "Problem", self.problem, icon="problem")
        self.tabs.show_page(PROBLEM_PAGE)
        self.focus_current()

    def show_catalogue(self) -> None:
        """Show the catalogue."""
        if not self.tabs.is_open(CATALOGUE):
            self.tabs.add(CATALOGUE, "Catalogue", self.catalogue, icon="catalogue")
        self.tabs.show_page(CATALOGUE)
        self.focus_current()

    def next_tab(self) -> None:
        """Show the next page."""
        self.tabs.next()
        self.focus_current()

    def close_tab(self) -> None:
        """Close the page shown; the text stays."""
        if self.tabs.current != TEXT:
            self.tabs.remove(self.tabs.current)
            self.focus_current()

    def focus_current(self) -> None:
        """Give the keys to the page shown."""
        page: dict[str, QWidget | None] = {TEXT: self.text, PROBLEM_PAGE: self._problem, CATALOGUE: self._catalogue}
        shown = page.get(self.tabs.current)
        if shown is not None:
            shown.setFocus()

    def _on_tab(self, name: str) -> None:
        self.changed_tab.emit(name == TEXT)

    def _on_document(self) -> None:
        document = self._session.document
        self.tabs.rename(TEXT, document.name if document else "No document")
        if self.tabs.is_open(PROBLEM_PAGE) and (document is None or document.kind != PROBLEM):
            self.tabs.remove(PROBLEM_PAGE)
