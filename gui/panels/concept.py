"""The concept pane beside the text: what the words at hand may name, and what the catalogue says of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from construal.annotation import actions
from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept
from construal.annotation.commands import Change
from construal.annotation.layer import HINT, LEXICAL
from construal.gui.actions import key_of
from construal.gui.look import Look
from construal.gui.mentions import mentions_of
from construal.gui.movement import Movement
from construal.gui.panels.choice_delegate import share_words
from construal.gui.panels.concept_detail import ConceptDetail
from construal.gui.panels.concept_linking import ConceptLinking
from construal.gui.panels.concept_search import ConceptIndex, canonical, find, title
from construal.gui.panels.furnishing import CapStrip, Key, hairline, header, in_role, label
from construal.gui.panels.rows import Row, Rows
from construal.gui.panels.type_ahead import TypeAhead
from construal.gui.parts import flush_column
from construal.gui.session import Session

CANDIDATES = 5
FOUND = 6
FIND_WORDS = "Find in catalogue, or type a new name"
CUE_WORDS = "Write what this cue hints at"


@dataclass(frozen=True, slots=True)
class NewConcept:
    """A concept that taking a row would make."""

    name: str


@dataclass(frozen=True, slots=True)
class NewCue:
    """A hint that taking a row would put on the selected words."""

    text: str


class ConceptPanel(QWidget):
    """Shows what a session's place may name; links it by digit, by search, or to a new concept."""

    chosen = Signal(str)  # the id of the concept that was linked
    created = Signal(str)  # the name of the concept that was made
    rejected = Signal()
    left = Signal()  # the keys belong to the text again
    opened = Signal(object, int)  # document, start of a mention

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        in_role(self, "pane")
        self.setObjectName("conceptPane")
        self._session = session
        self._linking = ConceptLinking(session)
        self._movement = Movement(session)
        self._mentions = mentions_of(session)
        self._catalogue: dict[str, Concept] = {}
        self._indexes: dict[str, ConceptIndex] = {}
        self._known = False
        self._looked_at = ""  # the concept that the detail shows on request
        self._count = label(self, "secondary")
        self.target = label(self, "target", wraps=True)
        self.state = label(self, "secondary", wraps=True)
        self.candidates = Rows(look, self, spoken="Candidates")
        self.finder = TypeAhead(look, self, FIND_WORDS, self._found)
        self.detail = ConceptDetail(look, session, self)
        self.empty = label(self, "secondary", wraps=True)
        self._lay_out(look)
        self.candidates.taken.connect(self._take_value)
        self.finder.chosen.connect(self._take_value)
        self.finder.left.connect(self.left)
        self.detail.asked.connect(self._look_at)
        self.detail.opened.connect(self.opened)
        session.place_changed.connect(self._on_place)
        session.layer_changed.connect(self._on_place)
        session.document_changed.connect(self._on_place)
        session.changed.connect(self._on_change)

    def _lay_out(self, look: Look) -> None:
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 8)
        head.setSpacing(2)
        head.addWidget(self.target)
        head.addWidget(self.state)
        scrolled = QWidget()
        middle = flush_column(scrolled)
        middle.addWidget(hairline(self))
        middle.addWidget(self.detail)
        middle.addStretch()
        scroll = QScrollArea(self)
        scroll.setObjectName("decisionMiddle")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(scrolled)
        page = QWidget(self)
        body = flush_column(page)
        body.addLayout(head)
        body.addWidget(self.candidates)
        body.addWidget(self.finder)
        body.addWidget(scroll, 1)
        blank = QWidget(self)
        column = QVBoxLayout(blank)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.empty)
        self._stack = QStackedLayout()
        self._stack.addWidget(page)
        self._stack.addWidget(blank)
        column = flush_column(self)
        column.addWidget(header(self, "Concept", self._count))
        column.addLayout(self._stack, 1)
        column.addWidget(CapStrip(look, self._keys(), self))

    def _keys(self) -> list[Key]:
        return [
            Key(key_of("accept"), "link and go on", self.accept),
            Key(key_of("not_target"), "not a term", self.not_a_term),
            Key(key_of("new_concept"), "new concept", self.begin_new),
            Key(key_of("reject"), "reject", self.reject),
        ]

    def sizeHint(self) -> QSize:
        """The pane's usual size."""
        return QSize(352, 600)

    # --- what is shown

    def refresh(self) -> None:
        """Show the session's place."""
        session = self._session
        self._learn()
        document = session.document
        self._count.setText(self._progress())
        if document is None or not session.rows:
            self._stack.setCurrentIndex(1)
            self.empty.setText(
                f"No term under the cursor. {key_of('next')} goes to the next one, letters link the selected words."
            )
            return
        self._stack.setCurrentIndex(0)
        words = session.text_of_selection()
        self.target.setText(words)
        self.state.setText(self._state())
        rows = self._candidate_rows(words)
        self.candidates.show_rows(rows)
        marked = next((r.value for r in rows if r.is_marked), rows[0].value if rows else None)
        self._show_detail(self._looked_at or (marked if isinstance(marked, str) else ""))
        self.finder.say(CUE_WORDS if session.layer == HINT else FIND_WORDS)

    def _learn(self) -> None:
        if not self._known:
            self._catalogue = self._session.project.concepts()
            self._indexes.clear()
            self._known = True

    def _index(self) -> ConceptIndex:
        document = self._session.document
        language = document.language if document else self._session.project.language
        if language not in self._indexes:
            self._indexes[language] = ConceptIndex(self._catalogue.values(), language)
        return self._indexes[language]

    def _progress(self) -> str:
        session = self._session
        if session.document is None:
            return ""
        found = session.ledger.document(session.layer, session.document.id)
        return f"{found.decided} of {found.total} in this document" if found.total else "none in this document"

    def _state(self) -> str:
        target = self._session.target
        fragments = len(target.anchor.fragments) if target else 1
        parts = [f"{fragments} fragments"] if fragments > 1 else []
        if target is None:
            parts.append("no mention yet")
        elif target.get("target") is False:
            parts.append("not a term")
        elif target.status is Status.SUGGESTED:
            parts.append(f"suggested: {target.text('evidence')}" if target.get("evidence") else "suggested")
        elif target.status is Status.REJECTED:
            parts.append("rejected, still open")
        else:
            parts.append("linked" if target.get("concept") else "a term, not linked")
        if target is not None and target.doubt:
            parts.append("in doubt")
        if target is not None and target.note:
            parts.append(f"note: {target.note}")
        return " · ".join(parts)

    def _candidate_rows(self, words: str) -> list[Row]:
        session, target = self._session, self._session.target
        if session.layer == HINT:
            text = target.text("text") if target else ""
            return [Row(text, "hint", value=None, hue="hint", is_marked=True)] if text else []
        own = target.text("concept") if target is not None and target.status is not Status.REJECTED else ""
        near = [c.id for c in self._index().near(words, limit=CANDIDATES + 1)]
        exact = self._index().is_named(words)
        listed = list(dict.fromkeys(([own] if own in self._catalogue else []) + near))[:CANDIDATES]
        marked = own if own in listed else near[0] if near and exact else ""
        rows = [
            Row(
                title(self._catalogue[id]),
                self._share(id, own),
                cap=str(n),
                value=id,
                hue="concept",
                is_marked=id == marked,
            )
            for n, id in enumerate(listed, 1)
        ]
        name = self._name(words)
        takes_new = not marked and target is not None and target.status is Status.SUGGESTED
        return [
            *rows,
            Row("new concept from these words", cap="+", value=NewConcept(name), hue="ink2", is_marked=takes_new),
        ]

    def _share(self, id: str, own: str) -> str:
        target = self._session.target
        if id == own and target is not None and target.status is Status.SUGGESTED and target.confidence is not None:
            return share_words(target.confidence)
        return "linked" if id == own else ""

    def _name(self, words: str) -> str:
        session = self._session
        stated = session.target.text("canonical") if session.target else ""
        language = session.document.language if session.document else session.project.language
        return stated or canonical(words, language)

    def _show_detail(self, id: str) -> None:
        concept = self._catalogue.get(id)
        self.detail.setVisible(concept is not None)
        if concept is not None:
            self.detail.show_concept(concept, self._catalogue, self._mentions.of(id))

    def _look_at(self, id: object) -> None:
        self._looked_at = str(id)
        self._show_detail(self._looked_at)

    def _found(self, typed: str) -> list[Row]:
        words = " ".join(typed.split())
        if not words:
            return []
        if self._session.layer == HINT:
            return [Row(f"New hint «{words}»", value=NewCue(words), hue="hint")]
        self._learn()
        hits = find(words, self._catalogue.values(), limit=FOUND)
        rows = [Row(title(h.concept), h.by or h.concept.category, value=h.concept.id, hue="concept") for h in hits]
        return [*rows, Row(f"New concept «{words}»", value=NewConcept(words), hue="ink2")]

    # --- what keys do

    def take(self, place: int) -> None:
        """Link the place at hand to a candidate, counted from 0."""
        candidates = [row for row in self.candidates.rows if row.cap not in ("", "+")]
        if place < len(candidates):
            self._take_value(candidates[place].value)
        elif candidates:
            self._session.refused.emit(f"There are only {len(candidates)} candidates here.")
        else:
            self._session.refused.emit(f"The catalogue has nothing like this; {key_of('new_concept')} makes a concept.")

    def accept(self) -> None:
        """Take what is marked, and go on; what is linked already is only left."""
        session, target = self._session, self._session.target
        if target is not None and target.is_decided:
            self._go_on()
            return
        if session.layer == HINT:
            self._accept_hint(target)
            return
        marked = next((row for row in self.candidates.rows if row.is_marked), None)
        if marked is not None and session.rows:
            self._take_value(marked.value)
        elif session.rows:
            session.refused.emit(
                f"Nothing is suggested here; type to find a concept, {key_of('new_concept')} makes one."
            )
        else:
            self._go_on()

    def _accept_hint(self, target: Annotation | None) -> None:
        session = self._session
        if target is None or target.status is not Status.SUGGESTED:
            session.refused.emit("Nothing is suggested here; letters write a hint on the selected words.")
        elif session.do(actions.accept(target, session.project.author())):
            self._go_on()

    def begin(self, text: str) -> None:
        """Find a concept that begins like this."""
        if self._session.rows:
            self.finder.begin(text)
        else:
            self._session.refused.emit(f"Select the words of the term first; {key_of('next_word')} goes to one.")

    def begin_new(self) -> None:
        """Name a new concept, these words to begin with."""
        if not self._session.rows:
            self._session.refused.emit(f"Select the words of the term first; {key_of('next_word')} goes to one.")
            return
        name = self._name(self._session.text_of_selection())
        self.finder.begin(name)
        self.finder.list.setCurrentIndex(self.finder.list.model_of_rows.index(len(self.finder.list.rows) - 1))
        self.finder.field.selectAll()

    def not_a_term(self) -> None:
        """Decide that these words name nothing."""
        if self._linking.not_a_term():
            self.rejected.emit()
            self._go_on()

    def reject(self) -> None:
        """Say that the link is wrong; the words stay a place to decide on."""
        if self._linking.reject():
            self.rejected.emit()

    def _take_value(self, value: object) -> None:
        if isinstance(value, NewConcept):
            self._create(value.name)
        elif isinstance(value, NewCue):
            if self._linking.cue(value.text):
                self.left.emit()
        elif isinstance(value, str):
            self._link(value)

    def _link(self, id: str) -> None:
        if self._linking.link(id, title(self._catalogue[id])):
            self.chosen.emit(id)
            self._go_on()

    def _create(self, name: str) -> None:
        if self._linking.create(name, self._catalogue):
            self.created.emit(name)
            self._go_on()

    def _go_on(self) -> None:
        self.left.emit()
        if not self._movement.next_undecided():
            self._session.hinted.emit(
                f"Nothing undecided is left here; {key_of('next_document')} opens the next document."
            )

    # --- following

    def _on_place(self) -> None:
        self._looked_at = ""
        if self.isVisible() and self._session.layer != LEXICAL:
            self.refresh()

    def _on_change(self, change: Change) -> None:
        if change.concepts:
            self._known = False
            if self.isVisible() and self._session.layer != LEXICAL:
                self.refresh()

    def event(self, event: QEvent) -> bool:
        """Show the place at hand whenever the pane comes into view."""
        if event.type() == QEvent.Type.Show:
            self.refresh()
        return super().event(event)
