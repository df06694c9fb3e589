"""The middle of the workbench: a document's text, its problem page, catalogue and terms, as tabs; the concept pane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from construal.annotation.document import PROBLEM
from construal.gui.look import Look
from construal.gui.panels.concept import ConceptPanel
from construal.gui.session import Session
from construal.gui.tabs import Tabs
from construal.gui.views.catalogue import CatalogueView
from construal.gui.views.compare import CompareView
from construal.gui.views.problem import ProblemView
from construal.gui.views.targets import TargetsView
from construal.gui.views.terms import TermsView
from construal.gui.views.text import TextTab
from construal.gui.views.versions import VersionsView

TEXT, PROBLEM_PAGE, CATALOGUE, TERMS, VERSIONS = "text", "problem", "catalogue", "terms", "versions"
COMPARE, TARGETS = "compare", "target_lists"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its title, its icon, and how it is made when it is first shown."""

    title: str
    icon: str
    make: Callable[[], QWidget]


class Middle(QWidget):
    """Tabs over one session."""

    refused = Signal(str)
    open_place = Signal(object, int)  # document (ids exceed a C integer), start: a page leads there
    changed_tab = Signal(bool)  # whether the decision pane goes with the page shown

    def __init__(self, look: Look, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._look = look
        self._kinds = {
            PROBLEM_PAGE: Kind("Problem", "problem", lambda: ProblemView(look, session, self)),
            CATALOGUE: Kind("Catalogue", "catalogue", self._make_catalogue),
            TERMS: Kind("Terms", "terms", self._make_terms),
            TARGETS: Kind("Target lists", "list", lambda: TargetsView(look, session, self)),
            VERSIONS: Kind("Scheme versions", "history", self._make_versions),
            COMPARE: Kind("Compare", "compare", self._make_compare),
        }
        self.text = TextTab(look, session, self)
        self.concepts = ConceptPanel(look, session, self)
        self._pages: dict[str, QWidget] = {TEXT: self.text}
        self.tabs = Tabs(look, self)
        self.tabs.add(TEXT, "No document", self.text, icon="document")
        self.tabs.changed.connect(self._on_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        session.document_changed.connect(self._on_document)
        self._on_document()

    def _make_catalogue(self) -> QWidget:
        page = CatalogueView(self._look, self._session, self)
        page.open_place.connect(self.open_place)
        return page

    def _make_terms(self) -> QWidget:
        page = TermsView(self._look, self._session, self)
        page.open_place.connect(self.open_place)
        return page

    def _make_versions(self) -> QWidget:
        page = VersionsView(self._look, self._session, self)
        page.open_place.connect(self.open_place)
        return page

    def _make_compare(self) -> CompareView:
        page = CompareView(self._look, self._session, self)
        page.open_place.connect(self.open_place)
        page.left.connect(self._back_to_text)
        return page

    # --- pages

    def show_page(self, name: str) -> None:
        """Show a page, made and opened where it is not yet."""
        if name not in self._pages:
            self._pages[name] = self._kinds[name].make()
        if not self.tabs.is_open(name):
            kind = self._kinds[name]
            self.tabs.add(name, kind.title, self._pages[name], icon=kind.icon)
        self.tabs.show_page(name)
        self.focus_current()

    def show_text(self) -> None:
        """Show the document's text, the focus left where it is."""
        self.tabs.show_page(TEXT)

    def show_problem(self) -> None:
        """Show the problem page of the document, where it is a problem."""
        document = self._session.document
        if document is None or document.kind != PROBLEM:
            self.refused.emit("This document is no problem; import CHAMP problems to have such pages.")
        else:
            self.show_page(PROBLEM_PAGE)

    def show_compare(self) -> None:
        """Show the comparison; where there is none yet, or it is shown already, ask what to compare with."""
        is_shown = self.tabs.current == COMPARE
        self.show_page(COMPARE)
        page = self._pages[COMPARE]
        if isinstance(page, CompareView) and (is_shown or page.comparing.other is None):
            page.choose()

    def stepping(self, step: Callable[[], None]) -> None:
        """Undo or redo; a comparison, a worklist or the target lists stay where they are shown, and go to the place."""
        page, session = self._pages.get(self.tabs.current), self._session
        asked = page.items if isinstance(page, VersionsView) else []
        step()
        if isinstance(page, CompareView):
            self.show_page(COMPARE)
            if session.document is not None and session.rows:
                page.show_place(session.document.id, int(session.document.tokens.start[session.rows[0]]))
        elif isinstance(page, VersionsView):
            self.show_page(VERSIONS)
            page.show_reopened(asked)
        elif isinstance(page, TargetsView):
            self.show_page(TARGETS)

    def _back_to_text(self) -> None:
        self.show_text()
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
        if self.tabs.current in self._pages:
            self._pages[self.tabs.current].setFocus()

    def _on_tab(self, name: str) -> None:
        self.changed_tab.emit(name == TEXT)

    def _on_document(self) -> None:
        document = self._session.document
        self.tabs.rename(TEXT, document.name if document else "No document")
        if self.tabs.is_open(PROBLEM_PAGE) and (document is None or document.kind != PROBLEM):
            self.tabs.remove(PROBLEM_PAGE)
