"""The catalogue's page: the concepts as a table, and the one at hand beside it, to be edited."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from construal.annotation.catalogue import Concept
from construal.annotation.commands import Change
from construal.gui.actions import key_of
from construal.gui.look import Look
from construal.gui.mentions import mentions_of
from construal.gui.panels.furnishing import CapStrip, Key, field, hairline, header, in_role, label
from construal.gui.parts import flush_column
from construal.gui.session import Session
from construal.gui.splitter import fill_with_two
from construal.gui.views.catalogue_detail import CatalogueDetail
from construal.gui.views.catalogue_editing import CatalogueEditing
from construal.gui.views.catalogue_table import WIDTHS, CatalogueTable
from construal.gui.views.cells import KeyRelay, Table
from construal.gui.views.table_filter import TableFilter, filter_bar

FEW = 50  # concepts of a change that are read one by one


class CatalogueView(QWidget):
    """Shows a session's catalogue, and edits it by keys and mouse."""

    open_place = Signal(object, int)  # document, start of a mention

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.mentions = mentions_of(session)
        self.editing = CatalogueEditing(session, self.mentions)
        self._catalogue: dict[str, Concept] = {}
        self._is_stale = True
        self.table_model = CatalogueTable()
        self.filter = field(look, self, "Filter concepts", icon="filter")
        self.count = label(self, "secondary")
        self.new = QPushButton("New concept", self)
        self.new.setToolTip("New concept  +")
        self.table = Table(look, self, spoken="Concepts")
        self.table.setModel(self.table_model)
        self.table.set_widths(WIDTHS)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.empty = label(self, "secondary", wraps=True)
        self.detail = CatalogueDetail(look, self.editing, self)
        self._detail_count = label(self, "secondary")
        self._filtering = TableFilter(self.filter, self.table, self)
        self._lay_out(look)
        self._connect()
        self.setFocusProxy(self.table)

    def _lay_out(self, look: Look) -> None:
        bar = filter_bar(self.filter, self.count, self.new)
        blank = QWidget(self)
        inset = QVBoxLayout(blank)
        inset.setContentsMargins(16, 16, 16, 16)
        inset.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(blank)
        left = in_role(QWidget(self), "canvas")
        column = flush_column(left)
        column.addLayout(bar)
        column.addWidget(hairline(self))
        column.addLayout(self._stack, 1)
        right = in_role(QWidget(self), "pane")
        column = flush_column(right)
        column.addWidget(header(self, "Concept", self._detail_count))
        column.addWidget(self.detail, 1)
        column.addWidget(CapStrip(look, self._keys(), self))
        right.setMinimumWidth(320)
        right.setMaximumWidth(480)
        fill_with_two(look, self, left, right)

    def _keys(self) -> list[Key]:
        return [
            Key("+", "new concept", self.detail.begin_new),
            Key("F2", "rename", self.detail.begin_rename),
            Key("=", "add a term", self.detail.begin_term),
            Key("<", "set broader", self.detail.begin_broader),
            Key("Del", "delete", self.delete),
            Key("A … Z", "filter", self._filtering.focus),
        ]

    def _connect(self) -> None:
        self._filtering.applied.connect(self._filtered)
        self.new.clicked.connect(self.detail.begin_new)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now))
        self.table.doubleClicked.connect(lambda _index: self.detail.begin_rename())
        self.detail.asked.connect(self.show_concept)
        self.detail.opened.connect(self.open_place)
        self.detail.left.connect(self.table.setFocus)
        self.mentions.changed.connect(self._on_mentions)
        self.session.changed.connect(self._on_change)
        self._relay = KeyRelay(self, self._on_key, self.table, self.filter)

    # --- what is shown

    def refresh(self) -> None:
        """Read the catalogue again; the concept at hand stays."""
        self._is_stale = False
        self._catalogue = self.session.project.concepts()
        here = self.detail.concept
        self._show_rows(here.id if here else "")

    def _show_rows(self, id: str) -> None:
        self.table_model.show(self._catalogue, self.mentions.counts(), self.filter.text())
        rows = len(self.table_model.rows)
        self.count.setText(f"{rows:,} concept{'' if rows == 1 else 's'}")
        self._stack.setCurrentIndex(0 if rows else 1)
        if self.filter.text():
            self.empty.setText("Nothing matches. Esc clears the filter.")
        else:
            self.empty.setText(f"Empty. Accept a term, or import TBX, SKOS or CSV with {key_of('import')}.")
        place = max(self.table_model.place(id), 0)
        if rows:
            self.table.setCurrentIndex(self.table_model.index(place, 0))
            self.table.scrollTo(self.table_model.index(place, 0))
        self._on_row(self.table_model.index(place, 0) if rows else QModelIndex())

    def show_concept(self, id: str) -> None:
        """Go to a concept; the filter gives way where it hides it."""
        if self._is_stale:
            self.refresh()
        if self.table_model.place(id) < 0 and self.filter.text():
            self.filter.clear()
            self._filtering.stop()
        self._show_rows(id)

    def delete(self) -> None:
        """Take the concept at hand out of the catalogue."""
        concept, place = self.detail.concept, self.table.currentIndex().row()
        if concept is None:
            self.session.refused.emit("No concept is at hand to delete.")
            return
        beside = self.table_model.rows[place + 1 : place + 2] or self.table_model.rows[max(place - 1, 0) : place]
        if self.editing.delete(concept) and beside:
            self.show_concept(beside[0].concept.id)

    # --- following

    def _filtered(self) -> None:
        here = self.detail.concept
        self._show_rows("" if self.filter.text() or here is None else here.id)

    def _on_row(self, index: QModelIndex) -> None:
        concept = self.table_model.concept(index)
        self.detail.show_concept(concept, self._catalogue)
        total = len(self.table_model.rows)
        self._detail_count.setText(f"{index.row() + 1:,} of {total:,}" if concept is not None else "")

    def _on_mentions(self) -> None:
        if self.isVisible() and not self._is_stale:
            here = self.detail.concept
            self._show_rows(here.id if here else "")
        else:
            self._is_stale = True

    def _on_change(self, change: Change) -> None:
        if not change.concepts:
            return
        if not self.isVisible() or self._is_stale:
            self._is_stale = True
        elif len(change.concepts) > FEW:
            self.refresh()
        else:
            self._follow(change.concepts)

    def _follow(self, ids: frozenset[str]) -> None:
        """Take a few concepts' new states without reading the whole catalogue."""
        for id in ids:
            concept = self.session.project.concept(id)
            if concept is None:
                self._catalogue.pop(id, None)
            else:
                self._catalogue[id] = concept
        self.table_model.forget(ids)
        here = self.detail.concept
        self._show_rows(here.id if here else "")

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
        if text == "+":
            self.detail.begin_new()
        elif text == "=":
            self.detail.begin_term()
        elif text == "<":
            self.detail.begin_broader()
        elif key == Qt.Key.Key_F2:
            self.detail.begin_rename()
        elif key == Qt.Key.Key_Delete:
            self.delete()
        else:
            return self._filtering.take_table_key(event)
        return True
