"""The three panes of an open project: documents, tabs in the middle, decision. Made anew for each project."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from construal.annotation.document import PROBLEM
from construal.annotation.formats.tables.mapping import ColumnMapping
from construal.annotation.formats.tables.preview import Preview
from construal.annotation.layer import CONCEPT, HINT, LEXICAL
from construal.gui.actions import Where, key_of
from construal.gui.deciding import Deciding
from construal.gui.files import Importing
from construal.gui.keys import KeyFilter, KeyTable
from construal.gui.learned_sheet import LearnedSheet
from construal.gui.learning import Learning
from construal.gui.listing import Listing
from construal.gui.look import Look
from construal.gui.middle import CATALOGUE, TARGETS, TERMS, VERSIONS, Middle
from construal.gui.movement import Movement
from construal.gui.panels.decision import DecisionPanel
from construal.gui.panels.documents import DocumentsPanel
from construal.gui.panels.ranking import Candidate
from construal.gui.panes import Panes
from construal.gui.parts import restyle
from construal.gui.precedents import Precedents
from construal.gui.reading import ReadingAhead
from construal.gui.relating import Relating
from construal.gui.selection import Selection
from construal.gui.session import Session
from construal.gui.table_columns import ask_for_columns
from construal.gui.validating import Validating

PLACES = {LEXICAL: (Where.SUPERSENSES, Where.TEXT), CONCEPT: (Where.CONCEPTS, Where.TEXT), HINT: (Where.TEXT,)}
PAGE = 8  # sentences


class Workbench(QWidget):
    """Works on one session."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.session = session
        self.movement = Movement(session)
        self.precedents = Precedents(session)
        self.importing = Importing(session)
        self.documents = DocumentsPanel(look, self)
        self.decision = DecisionPanel(look, self)
        self.middle = Middle(look, session, self)
        self.deciding = Deciding(session, self.movement, self._candidates)
        self.listing = Listing(session)
        self.reading = ReadingAhead(session, self.middle.text.view)
        self.learning = Learning(session, LearnedSheet(look, self), adapted=self.reading.restart)
        self.relating = Relating(session, self.middle.text, done=self.focus_text)
        self.validating = Validating(session, self.middle.text.findings, done=self.focus_text)
        self._keys = KeyFilter(KeyTable(), places=self._places, run=self.run, letters=self._letters, parent=self)
        self._lay_out(look)
        self._connect()
        self.documents.show_session(session)
        self.decision.show_session(session, self.precedents)
        self._on_layer()

    def _lay_out(self, look: Look) -> None:
        self.right = QStackedWidget(self)
        self.right.addWidget(self.decision)
        self.right.addWidget(self.middle.concepts)
        self.panes = Panes(look, self, documents=self.documents, middle=self.middle, right=self.right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)

    def _connect(self) -> None:
        session = self.session
        self.documents.chosen.connect(self.open_document)
        self.documents.left.connect(self.focus_text)
        self.decision.taken.connect(self._on_taken)
        self.decision.chosen.connect(self._on_chosen)
        self.decision.left.connect(self.focus_text)
        self.decision.pressed.connect(self.run)
        self.decision.opened.connect(self.open_annotation)
        text = self.middle.text
        text.noted.connect(self._on_noted)
        text.left.connect(self.focus_text)
        text.layer_wanted.connect(self._set_layer)
        self.middle.concepts.left.connect(self.focus_text)
        self.middle.concepts.opened.connect(self.open_place)
        self.middle.open_place.connect(self.open_place)
        self.middle.changed_tab.connect(self.panes.allow_decision)
        self.panes.hid.connect(self.focus_text)
        session.layer_changed.connect(self._on_layer)
        session.document_changed.connect(self._on_document)
        self.importing.said.connect(session.said)
        self.importing.refused.connect(session.refused)
        self.middle.refused.connect(session.refused)
        self.importing.imported.connect(self._on_imported)
        self.importing.columns_wanted.connect(self._ask_for_columns)
        for widget in text.key_widgets():
            self._keys.watch(widget)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]  # there is one

    def close_session(self) -> None:
        """Let go of everything that listens, and close the project."""
        QApplication.instance().focusChanged.disconnect(self._on_focus)  # type: ignore[union-attr]  # there is one
        self.reading.close()
        self.precedents.close()
        self.session.close()

    # --- actions

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What this workbench does, by action name."""
        move, decide = self.movement, self.deciding
        return {
            "accept": self._by_layer(decide.accept, self.middle.concepts.accept),
            **{f"take_{n}": partial(self._take, n - 1) for n in range(1, 6)},
            "second": lambda: self._take(1),
            "function": self.decision.picker.begin_function,
            "same": decide.same,
            "not_target": self._by_layer(decide.not_target, self.middle.concepts.not_a_term),
            "reject": self._by_layer(decide.reject, self.middle.concepts.reject),
            "skip": decide.skip,
            "doubt": decide.doubt,
            "note": self._note,
            "new_concept": self.middle.concepts.begin_new,
            "strong": lambda: decide.join("strong"),
            "weak": lambda: decide.join("weak"),
            **self.relating.handlers(),
            **self.validating.handlers(),
            **self.listing.handlers(),
            "next": move.next,
            "previous": move.previous,
            "next_word": move.next_word,
            "previous_word": move.previous_word,
            "extend_right": move.extend_right,
            "extend_left": move.extend_left,
            "across_right": move.across_right,
            "across_left": move.across_left,
            "next_sentence": move.next_sentence,
            "previous_sentence": move.previous_sentence,
            "page_down": lambda: move.page(PAGE),
            "page_up": lambda: move.page(-PAGE),
            "first": move.first,
            "last": move.last,
            "back": move.leave,
            "undo": partial(self.middle.stepping, self.session.undo),
            "redo": partial(self.middle.stepping, self.session.redo),
            "find_document": self._find_document,
            "next_document": lambda: self.documents.step(1),
            "previous_document": lambda: self.documents.step(-1),
            "supersenses": lambda: self._set_layer(LEXICAL),
            "concepts": lambda: self._set_layer(CONCEPT),
            "hints": lambda: self._set_layer(HINT),
            "catalogue": partial(self.middle.show_page, CATALOGUE),
            "terms": partial(self.middle.show_page, TERMS),
            "target_lists": partial(self.middle.show_page, TARGETS),
            "versions": partial(self.middle.show_page, VERSIONS),
            "compare": self.middle.show_compare,
            "problem": self.middle.show_problem,
            "text": self._show_text,
            "next_tab": self.middle.next_tab,
            "close_tab": self.middle.close_tab,
            "next_pane": self._next_pane,
            "all_supersenses": self._toggle_all,
            "documents_pane": self.panes.toggle_documents,
            "decision_pane": self.panes.toggle_decision,
            "suggest": lambda: self.importing.suggest(),
            "suggest_here": self._suggest_here,
            "learn": self.learning.open,
        }

    def run(self, name: str) -> None:
        """Do what an action of this workbench says."""
        self.handlers()[name]()

    def _by_layer(self, supersenses: Callable[[], None], concepts: Callable[[], None]) -> Callable[[], None]:
        """What a key does in the layer at hand."""
        return supersenses if self.session.layer == LEXICAL else concepts

    def _take(self, place: int) -> None:
        if self.session.layer == LEXICAL:
            self.deciding.take(place)
        else:
            self.middle.concepts.take(place)

    def _letters(self, text: str) -> None:
        if self.session.layer == LEXICAL:
            if self.session.rows:
                self.decision.picker.begin(text)
            else:
                self.session.refused.emit(f"No words are selected; {key_of('next')} goes to a target.")
        else:
            self.middle.concepts.begin(text)

    def _candidates(self) -> tuple[Candidate, ...]:
        found = self.decision.evidence
        return found.candidates if found else ()

    def _places(self) -> tuple[Where, ...]:
        return PLACES[self.session.layer]

    def _on_taken(self, place: int) -> None:
        self.deciding.take(place)
        self.focus_text()

    def _on_chosen(self, role: str, function: str) -> None:
        self.deciding.choose(role, function)
        self.focus_text()

    def _note(self) -> None:
        target = self.session.target
        if target is None:
            self.session.refused.emit("No target here to write a note on.")
        else:
            self.middle.text.open_note(target.note)

    def _on_noted(self, text: str) -> None:
        self.deciding.write_note(text)
        self.focus_text()

    def _suggest_here(self) -> None:
        if self.session.document is not None:
            self.importing.suggest([self.session.document.id])

    def import_files(self, paths: list[Path]) -> None:
        """Import files, each in a job."""
        self.importing.add(paths)

    def _ask_for_columns(self, preview: Preview, answer: Callable[[ColumnMapping | None], None]) -> None:
        ask_for_columns(self.look, self, preview, language=self.session.project.language, answer=answer)

    # --- places

    def open_document(self, id: int) -> None:
        """Show a document: a problem on its page, any other as text."""
        if self.session.open_document(id):
            self.focus_text()

    def open_first(self, id: int | None) -> None:
        """Show this document, or the first one, if there is any."""
        listed = [item.record.id for item in self.documents.model.items]
        if id in listed or listed:
            self.open_document(id if id is not None and id in listed else listed[0])
        self.focus_text()

    def open_annotation(self, document: int, annotation: int) -> None:
        """Show a document at an annotation."""
        if self.session.open_document(document):
            found = self.session.project.tables.annotation(annotation)
            if found is not None:
                self.middle.show_text()
                self.session.point_at(found)
            self.focus_text()

    def open_place(self, document: int, start: int) -> None:
        """Show a document at a code point."""
        session = self.session
        if session.open_document(document) and session.document is not None:
            self.middle.show_text()
            row = bisect_right(session.document.tokens.start, start) - 1
            target = session.at_row(row)
            if target is not None:
                session.point_at(target)
            elif row >= 0:
                session.select(Selection(row, row))
            self.focus_text()

    def focus_text(self) -> None:
        """Give the keys to what the middle shows."""
        self.middle.focus_current()

    def _show_text(self) -> None:
        self.middle.show_text()
        self.focus_text()

    def _set_layer(self, layer: str) -> None:
        self.middle.show_text()
        self.session.set_layer(layer)
        self.focus_text()

    def _find_document(self) -> None:
        self.documents.show()
        self.documents.focus_filter()

    def _next_pane(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.documents.isAncestorOf(focused):
            self.focus_text()
        elif focused is not None and self.middle.isAncestorOf(focused) and self.right.isVisible():
            pane = self.right.currentWidget()
            if pane is not None:
                pane.setFocus()
                pane.focusNextChild()
        else:
            self.documents.show()
            self.documents.list.setFocus()

    def _toggle_all(self) -> None:
        self.middle.text.show_all(not self.session.shows_all)
        self.session.said.emit(
            "Noun and verb supersenses are shown" if self.session.shows_all else "Noun and verb supersenses are hidden"
        )

    # --- following

    def _on_layer(self) -> None:
        self.right.setCurrentIndex(0 if self.session.layer == LEXICAL else 1)

    def _on_document(self) -> None:
        document = self.session.document
        if document is not None and document.kind == PROBLEM:
            self.middle.show_problem()
        elif document is not None:
            self.middle.show_text()

    def _on_imported(self, documents: list[int]) -> None:
        if self.session.document is None and documents:
            self.open_document(documents[0])

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        for pane in (self.documents, self.decision, self.middle.concepts):
            header = pane.findChild(QWidget, "paneHeader")
            has_focus = now is not None and pane.isAncestorOf(now)
            if header is not None and header.property("focused") != has_focus:
                header.setProperty("focused", has_focus)
                restyle(header)
