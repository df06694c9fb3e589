"""The page of terms: candidates of all documents, ranked, to be accepted, rejected or put off; their places below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from construal.annotation.catalogue import Concept
from construal.annotation.commands import Change
from construal.core.progress import Progress, over
from construal.core.project import Project
from construal.core.terms.candidates import TermCandidate, candidates
from construal.gui.jobs import Job
from construal.gui.look import Look
from construal.gui.panels.concept_search import ConceptIndex
from construal.gui.panels.concordance import Concordance, Place
from construal.gui.panels.furnishing import Key, field, hairline, in_role, label
from construal.gui.parts import flush_column
from construal.gui.session import Session
from construal.gui.splitter import fill_with_two
from construal.gui.views.cells import CellDelegate, KeyRelay, Table
from construal.gui.views.table_filter import ENTER, TableFilter
from construal.gui.views.terms_detail import TermsDetail
from construal.gui.views.terms_editing import TermsEditing
from construal.gui.views.terms_filters import StateFilters, chip
from construal.gui.views.terms_table import WIDTHS, Group, State, TermsTable

LINES = 1000
EMPTY = "No candidates yet. Ctrl+Enter looks for terms in all documents; it runs here and can be stopped."


class TermsView(QWidget):
    """Shows a session's term candidates, and decides about them by keys and mouse."""

    open_place = Signal(object, int)  # document, start of an occurrence

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.editing = TermsEditing(session)
        self.candidates: Sequence[TermCandidate] = ()
        self._catalogue: dict[str, Concept] = {}
        self._index = ConceptIndex([], session.project.language)
        self._is_stale = True
        self._job: Job | None = None
        self.table_model = TermsTable()
        self.filter = field(look, self, "Filter terms", icon="filter")
        self.states = StateFilters(self)
        self.often = chip(self, "≥ 2×", spoken="Only what occurs at least twice")
        self.often.setChecked(True)
        self.table = Table(look, self, spoken="Term candidates", has_children=True)
        self.table.setModel(self.table_model)
        self.table.setItemDelegate(CellDelegate(look, self.table))
        self.table.set_widths(WIDTHS)
        self.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
        self.empty = label(self, "secondary", EMPTY, wraps=True)
        self.run_button = QPushButton("Look for terms", self)
        self.run_button.setToolTip("Look for terms in all documents  Ctrl+Enter")
        self.places = label(self, "secondary")
        self.concordance = Concordance(look, session.project, self, spoken="Concordance", names=180)
        self.detail = TermsDetail(look, self._keys(), self)
        self._filtering = TableFilter(self.filter, self.table, self)
        self._lay_out(look)
        self._connect()
        self.setFocusProxy(self.table)

    def _lay_out(self, look: Look) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 7, 16, 7)
        bar.setSpacing(8)
        self.filter.setMinimumWidth(100)  # gives way before the states do
        self.filter.setMaximumWidth(220)
        bar.addWidget(self.filter)
        for button in self.states.buttons():
            bar.addWidget(button)
        bar.addStretch()
        bar.addWidget(self.often)
        blank = QWidget(self)
        inset = QVBoxLayout(blank)
        inset.setContentsMargins(16, 16, 16, 16)
        inset.setSpacing(12)
        inset.addWidget(self.empty)
        inset.addWidget(self.run_button, 0, Qt.AlignmentFlag.AlignLeft)
        inset.addStretch()
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(blank)
        below = in_role(QWidget(self), "pane")
        lines = QVBoxLayout(below)
        lines.setContentsMargins(0, 0, 0, 8)
        lines.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 2, 16, 0)
        head.addWidget(label(self, "section", "Concordance"))
        head.addSpacing(6)
        head.addWidget(self.places)
        head.addStretch()
        lines.addLayout(head)
        self.concordance.setMinimumHeight(5 * 26)
        lines.addWidget(self.concordance)
        left = in_role(QWidget(self), "canvas")
        column = flush_column(left)
        column.addLayout(bar)
        column.addWidget(hairline(self))
        column.addLayout(self._stack, 13)
        column.addWidget(hairline(self))
        column.addWidget(below, 6)
        self.detail.setMinimumWidth(320)
        self.detail.setMaximumWidth(480)
        fill_with_two(look, self, left, self.detail)

    def _keys(self) -> list[Key]:
        return [
            Key("Enter", "accept group", self.accept),
            Key("Backspace", "reject", self.reject),
            Key("Space", "later", self.put_off),
            Key("1 … 3", "join concept", lambda: self.join(0)),
            Key("→", "open forms", lambda: self.table.expand(self._top_index())),
            Key("Ctrl Enter", "look again", self.run),
        ]

    def _connect(self) -> None:
        self._filtering.applied.connect(self._filtered)
        self.states.idClicked.connect(lambda _id: self._filtered())
        self.often.toggled.connect(lambda _on: self._filtered())
        self.run_button.clicked.connect(self.run)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now))
        self.table.clicked.connect(self._on_clicked)
        self.table.doubleClicked.connect(lambda _index: self.accept())
        self.concordance.opened.connect(self.open_place)
        self.detail.joined.connect(self._join)
        self.session.changed.connect(self._on_change)
        self._relay = KeyRelay(self, self._on_key, self.table, self.filter, on_ctrl_enter=self.run)

    # --- looking for terms

    def run(self) -> None:
        """Look for terms in all documents; a second time stops it."""
        if self._job is not None and self._job.is_running:
            self._job.cancel()
            return
        project = self.session.project
        path, annotator = project.path, project.annotator

        def work(progress: Progress) -> list[TermCandidate]:
            with Project.open(path, annotator=annotator, readonly=True) as reader:
                records = reader.records()
                documents = over(progress, records, len(records), note="Looking for terms")
                return candidates(reader.document(record.id) for record in documents)

        self._job = self.session.jobs.start(
            "Looking for terms", work, done=self.show_candidates, failed=self._on_failed, reads_only=True, key="terms"
        )
        self._job.finished.connect(self._on_finished)
        self.run_button.setText("Stop")
        self.empty.setText("Looking for terms in all documents …")

    def _on_failed(self, error: object) -> None:
        self.session.refused.emit(str(error))

    def _on_finished(self) -> None:
        self._job = None
        self.run_button.setText("Look for terms")
        self._say_empty()

    def show_candidates(self, found: object) -> None:
        """Show these candidates, best first."""
        assert isinstance(found, list)
        self.candidates = found
        self.refresh()
        documents = len({o.document for c in found for o in c.occurrences})
        self.session.said.emit(f"Found {len(found):,} candidates in {documents:,} documents")

    # --- what is shown

    def refresh(self) -> None:
        """Read the catalogue again, and with it what is decided; the group at hand stays."""
        self._is_stale = False
        self._catalogue = self.session.project.concepts()
        self._index = ConceptIndex(self._catalogue.values(), self.session.project.language)
        self._filtered()

    def _filtered(self) -> None:
        here = self._group()
        opened = {g.candidate.key for row, g in enumerate(self.table_model.groups) if self._is_open(row)}
        self.table_model.show(
            self.candidates, self.editing.states(self._catalogue), query=self.filter.text(),
            shown=self.states.shown, least=2 if self.often.isChecked() else 1,
        )  # fmt: skip
        for row, group in enumerate(self.table_model.groups) if opened else ():
            if group.candidate.key in opened:
                self.table.expand(self.table_model.index(row, 0))
        self.states.count(self.table_model.counts)
        self._say_empty()
        groups = self.table_model.groups
        self._stack.setCurrentIndex(0 if groups else 1)
        place = self.table_model.place(here.candidate.key) if here else 0
        self._go(max(place, 0))

    def _is_open(self, row: int) -> bool:
        return self.table.isExpanded(self.table_model.index(row, 0))

    def _say_empty(self) -> None:
        is_narrowed = bool(self.filter.text()) or self.states.checkedId() > 0
        if self.candidates:
            self.empty.setText(
                "Nothing matches. Esc clears the filter." if is_narrowed else "No candidate occurs twice."
            )
        elif self._job is None:
            self.empty.setText(EMPTY)

    def _go(self, row: int) -> None:
        index = self.table_model.index(row, 0)
        self.table.setCurrentIndex(index)
        if index.isValid():
            self.table.scrollTo(index)
        self._on_row(index)

    def _top_index(self) -> QModelIndex:
        index = self.table.currentIndex()
        return index.parent() if index.parent().isValid() else index.siblingAtColumn(0)

    def _group(self) -> Group | None:
        return self.table_model.group(self.table.currentIndex())

    def _on_row(self, index: QModelIndex) -> None:
        group = self.table_model.group(index)
        self.detail.show_group(group, self._index, self._catalogue)
        if group is None:
            self.detail.count.setText("")
            self.places.setText("")
            self.concordance.show_places([])
            return
        row = self._top_index().row() if self.table.currentIndex().isValid() else index.row()
        self.detail.count.setText(f"{row + 1:,} of {len(self.table_model.groups):,}")
        at = group.candidate.occurrences
        documents = group.candidate.documents
        self.places.setText(f"{len(at):,} in {documents:,} document{'' if documents == 1 else 's'}")
        self.concordance.show_places([Place(o.document, o.start, o.end) for o in at[:LINES]])

    # --- what keys and clicks do

    def accept(self) -> None:
        """Take the group into the catalogue, link its occurrences, and go on."""
        self._decide(self.editing.accept)

    def reject(self) -> None:
        """Say that the group is no term, and go on."""
        self._decide(self.editing.reject)

    def put_off(self) -> None:
        """Decide later, and go on."""
        group = self._group()
        if group is None or group.state not in (State.CANDIDATE, State.LATER):
            self.session.refused.emit("Only what is open can be left for later.")
            return
        place = self._top_index().row()
        self.editing.put_off(group.candidate)
        self.table_model.set_state(place, State.LATER if group.state is State.CANDIDATE else State.CANDIDATE)
        self.states.count(self.table_model.counts)
        self._go(self.table_model.next_open(place))

    def join(self, place: int) -> None:
        """Make the group a term of one of the nearest concepts, counted from 0, and go on."""
        id = self.detail.near(place)
        if id:
            self._join(id)
        else:
            self.session.refused.emit("The catalogue has no concept as near as that.")

    def _join(self, id: object) -> None:
        concept = self._catalogue.get(str(id))
        if concept is not None:
            self._decide(lambda candidate: self.editing.join(candidate, concept))

    def _decide(self, decide: object) -> None:
        group = self._group()
        if group is None:
            self.session.refused.emit("No group is at hand; Ctrl+Enter looks for terms.")
            return
        assert callable(decide)
        following = self.table_model.groups[self.table_model.next_open(self._top_index().row())].candidate.key
        if decide(group.candidate):
            self._filtered()
            place = self.table_model.place(following)
            if place >= 0:
                self._go(place)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0 and not index.parent().isValid():
            x = self.table.viewport().mapFromGlobal(self.table.cursor().pos()).x()
            if x < self.table.indentation():
                self.table.setExpanded(index, not self.table.isExpanded(index))

    # --- following

    def _on_change(self, change: Change) -> None:
        if not change.concepts:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def event(self, event: QEvent) -> bool:
        """Read the catalogue when the page comes into view."""
        if event.type() == QEvent.Type.Show and self._is_stale:
            self.refresh()
        return super().event(event)

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        if watched is self.filter:
            return self._filtering.take_field_key(key)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if key in ENTER:
            self.accept()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.reject()
        elif key == Qt.Key.Key_Space:
            self.put_off()
        elif text in ("1", "2", "3"):
            self.join(int(text) - 1)
        else:
            return self._filtering.take_table_key(event)
        return True
