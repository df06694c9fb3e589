"""The text tab: the layer bar, the canvas over the session's document, and the line for a note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from construal.annotation.anchor import DOCUMENT, Anchor
from construal.annotation.commands import Change
from construal.annotation.layer import CONCEPT, LEXICAL
from construal.gui.actions import key_of
from construal.gui.languages import language_title
from construal.gui.look import Look
from construal.gui.panels.findings import FindingsPanel
from construal.gui.parts import flush_column, named
from construal.gui.selection import Selection, of_rows
from construal.gui.session import FEW, Aside, Session
from construal.gui.text.sentence import Word
from construal.gui.text.view import TextView
from construal.gui.views.layer_bar import LayerBar
from construal.gui.views.note_bar import NoteBar
from construal.gui.views.relation_bar import RelationBar
from construal.gui.views.sentences import ProjectSentences

WIDE, NARROW = 688.0, 608.0


class TextTab(QWidget):
    """Shows the session's document; clicks move the session's place, the session moves what is shown."""

    noted = Signal(str)
    left = Signal()
    layer_wanted = Signal(str)

    def __init__(self, look: Look, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self._source: ProjectSentences | None = None
        self.bar = LayerBar(look, self)
        self.view = TextView(self)
        self.view.set_theme(look.theme)
        self.note = NoteBar(self)
        self.relation = RelationBar(look, self)
        self.findings = FindingsPanel(look, self)
        self.empty = named(QLabel(self), "emptyText")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.empty.setText(f"The text of a document appears here. {key_of('import')} brings files in.")
        column = flush_column(self)
        column.addWidget(self.bar)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        column.addLayout(self._pages, 1)
        column.addWidget(self.note)
        column.addWidget(self.relation)
        column.addWidget(self.findings)
        self.setFocusProxy(self.view)
        self.bar.chosen.connect(self.layer_wanted)
        self.note.noted.connect(self.noted)
        self.note.left.connect(self.left)
        self.relation.left.connect(self.left)
        self.relation.changed.connect(self._on_choice)
        self.view.word_clicked.connect(self._on_word)
        self.view.mark_clicked.connect(self._on_mark)
        self.view.selection_dragged.connect(self._on_drag)
        session.document_changed.connect(self._on_document)
        session.layer_changed.connect(self._on_document)
        session.place_changed.connect(self._on_place)
        session.changed.connect(self._on_change)
        look.changed.connect(self._on_look)
        self._on_document()

    @property
    def source(self) -> ProjectSentences | None:
        """What the canvas asks for its sentences."""
        return self._source

    def key_widgets(self) -> list[QWidget]:
        """The widgets whose keys are the text's keys."""
        return [self.view]

    def open_note(self, text: str) -> None:
        """Ask for the note on the target."""
        self.note.open(text)

    def show_all(self, shows_all: bool) -> None:
        """Show the supersenses of single nouns and verbs, too, or not."""
        self._session.shows_all = shows_all
        self._on_document()

    # --- following the session

    def _on_document(self) -> None:
        session, document = self._session, self._session.document
        self.bar.show_layer(session.layer)
        self._pages.setCurrentIndex(1 if document is None else 0)
        if document is None:
            self._source = None
            self.view.set_source(None)
            self.bar.show_scheme("")
            return
        self._source = ProjectSentences(
            session.project, document, layer=session.layer, scheme=session.scheme, ledger=session.ledger,
            shows_all=session.shows_all,
        )  # fmt: skip
        self.view.set_text_max(WIDE if session.layer == LEXICAL else NARROW)
        self.view.set_heading_style("title" if session.layer == CONCEPT and document.title else "name")
        self.view.set_source(self._source)
        language = language_title(document.language)
        scheme = session.scheme.title.partition(":")[0]
        self.bar.show_scheme(f"{scheme} · {language}" if session.layer == LEXICAL else language)
        self._on_place()

    def _on_place(self) -> None:
        session, document = self._session, self._session.document
        if document is None or self._source is None or self._source.document is not document:
            return
        target, rows = session.target, session.rows
        if target is not None:
            self.view.set_current(target.id, target.anchor.fragments)
        else:
            anchor = document.anchor_of(list(rows)) if rows else DOCUMENT
            self.view.set_current(None, anchor.fragments, node=anchor.row)
        self.view.set_selection(())
        if session.selection is not None:
            self.view.scroll_to(int(document.tokens.start[session.selection.head]))

    def _on_change(self, change: Change) -> None:
        document, source = self._session.document, self._source
        if document is None or source is None:
            return
        if change.concepts:
            source.forget_titles()
        if document.id not in change.documents and not change.concepts and not change.records:
            return
        ids = change.annotations
        if isinstance(change.source, Aside):
            self.view.refresh(change.source.start, change.source.end)
            self.view.refresh(0, 1)
            return
        if change.concepts or change.records or not ids or len(ids) > FEW:
            self.view.refresh_all()
            return
        for id in ids:
            before = source.last_seen(id)
            now = self._session.project.tables.annotation(id)
            for anchor in (before, now.anchor if now is not None else None):
                self._refresh(anchor)
        self.view.refresh(0, 1)  # the head says how much is decided

    def _refresh(self, anchor: Anchor | None) -> None:
        if anchor is not None and anchor.start is not None and anchor.end is not None:
            self.view.refresh(anchor.start, max(anchor.end, anchor.start + 1))

    def _on_look(self) -> None:
        self.view.set_theme(self._look.theme)

    # --- the mouse

    def _on_word(self, word: Word, with_shift: bool, with_alt: bool) -> None:
        session, document = self._session, self._session.document
        if document is None:
            return
        rows = document.tokens.rows_of(Anchor(fragments=((word.start, word.end),), row=word.row))
        if not rows:
            return
        row, selection = rows[0], session.selection
        if self.relation.choice is not None:
            self.relation.pick(row)
            return
        if with_shift and selection is not None and self._same_sentence(selection.base, row):
            fixed = selection.rows if with_alt else selection.fixed
            session.select(Selection(row if with_alt else selection.base, row, fixed))
            return
        target = session.at_row(row)
        if target is not None and target != session.target:
            session.point_at(target)
        else:
            session.select(of_rows((row,)))

    def _on_mark(self, id: object) -> None:
        annotation = self._session.project.tables.annotation(id) if isinstance(id, int) else None
        if annotation is not None:
            self._session.point_at(annotation)

    def _on_drag(self, fragments: object) -> None:
        document = self._session.document
        if document is None or not isinstance(fragments, tuple) or not fragments or self.relation.choice is not None:
            return
        rows = document.tokens.rows_of(Anchor(fragments=fragments))
        inside = [row for row in rows if self._same_sentence(rows[0], row)]
        if inside:
            self._session.select(of_rows(inside))

    def _on_choice(self) -> None:
        """Show the word that is being chosen."""
        choice = self.relation.choice
        self.view.picks_words = choice is not None
        row = choice.row if choice is not None else None
        self.view.set_selection(choice.document.anchor_of([row]).fragments if choice and row is not None else ())

    def _same_sentence(self, first: int, second: int) -> bool:
        document = self._session.document
        return document is not None and document.sentences.of_row(first) == document.sentences.of_row(second)
