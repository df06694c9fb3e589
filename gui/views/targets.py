"""The page of target lists: what the project itself says is always, or never, a target; to be changed and added to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from construal.annotation.commands import Change
from construal.annotation.errors import ConstrualError
from construal.annotation.snacs.target_entry import VERDICTS, TargetEntry, entry
from construal.core.targets.lists import label_of, list_change
from construal.gui.actions import key_of
from construal.gui.listing import Listing
from construal.gui.look import Look
from construal.gui.panels.furnishing import Key, field, hairline, in_role, label
from construal.gui.parts import flush_column
from construal.gui.session import Session
from construal.gui.splitter import fill_with_two
from construal.gui.views.cells import KeyRelay, Table
from construal.gui.views.table_filter import ENTER, TableFilter, filter_bar
from construal.gui.views.targets_detail import TargetsDetail, lexcats
from construal.gui.views.targets_table import WIDTHS, TargetsTable

NOTHING = "No entry is at hand; + adds one."


class TargetsView(QWidget):
    """Shows and changes a session's own target lists, by keys and mouse; suggestions follow, and so does undo."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.listing = Listing(session)
        self._is_stale = True
        self.table_model = TargetsTable()
        self.filter = field(look, self, "Filter entries", icon="filter")
        self.count = label(self, "secondary")
        self.add_button = QPushButton("Add words", self)
        self.add_button.setToolTip("Add words  +")
        self.table = Table(look, self, spoken="Target lists")
        self.table.setModel(self.table_model)
        self.table.set_widths(WIDTHS)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.empty = label(self, "secondary", wraps=True)
        self._filtering = TableFilter(self.filter, self.table, self)
        self.detail = TargetsDetail(look, self._keys(), self, language=session.project.language)
        self._lay_out(look)
        self._connect()
        self.setFocusProxy(self.table)

    def _lay_out(self, look: Look) -> None:
        bar = filter_bar(self.filter, self.count, self.add_button)
        self.empty.setContentsMargins(16, 16, 16, 16)
        left = in_role(QWidget(self), "canvas")
        column = flush_column(left)
        column.addLayout(bar)
        column.addWidget(hairline(self))
        # The table stays where it is empty, for the keys belong to it.
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        self.detail.setMinimumWidth(320)
        self.detail.setMaximumWidth(480)
        fill_with_two(look, self, left, self.detail)

    def _keys(self) -> list[Key]:
        return [
            Key("+", "add words", self.begin_words),
            Key("Del", "take off", self.remove),
            Key("1 … 3", "counts as", lambda: self.set_verdict(VERDICTS[0])),
            Key("=", "next lexcat", self.next_lexcat),
            Key("A … Z", "filter", self._filtering.focus),
        ]

    def _connect(self) -> None:
        self._filtering.applied.connect(self.refresh)
        self.add_button.clicked.connect(self.begin_words)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now))
        self.detail.verdict_taken.connect(self._on_verdict)
        self.detail.lexcat_taken.connect(self._on_lexcat)
        self.session.changed.connect(self._on_change)
        widgets = self.table, self.filter, self.add_button, self.detail.words, self.detail.language
        self._relay = KeyRelay(self, self._on_key, *widgets, self.detail.verdicts, self.detail.lexcats)

    # --- what is shown

    @property
    def entry(self) -> TargetEntry | None:
        """The entry at hand."""
        return self.table_model.entry(self.table.currentIndex())

    def refresh(self) -> None:
        """Read the lists again; the entry at hand stays, or the one that came after it."""
        self._is_stale = False
        self._show(self.entry)

    def _show(self, here: TargetEntry | None) -> None:
        row = max(self.table.currentIndex().row(), 0)
        self.table_model.show(self.session.project.target_entries(), self.filter.text())
        rows = len(self.table_model.rows)
        self.count.setText(f"{rows:,} entr{'y' if rows == 1 else 'ies'}")
        self.empty.setVisible(not rows)
        if self.filter.text():
            self.empty.setText("Nothing matches. Esc clears the filter.")
        else:
            self.empty.setText(
                f"The shipped lists count as they are. + adds words; in a text {key_of('always_target')} and "
                f"{key_of('never_target')} list what is selected."
            )
        place = self.table_model.place(here)
        place = min(row, rows - 1) if place < 0 else place
        index = self.table_model.index(place, 0) if rows else QModelIndex()
        self.table.setCurrentIndex(index)
        if rows:
            self.table.scrollTo(index)
        self._on_row(index)

    def _on_row(self, index: QModelIndex) -> None:
        here = self.table_model.entry(index)
        self.detail.show_entry(here)
        total = len(self.table_model.rows)
        self.detail.count.setText(f"{index.row() + 1:,} of {total:,}" if here is not None else "")

    # --- what keys and clicks do

    def begin_words(self) -> None:
        """Write the words of a new entry."""
        self.detail.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.detail.words.selectAll()

    def add(self) -> None:
        """Put what was written on the list, as a target; the entry is at hand then."""
        words = self.detail.words.text()
        made = self._made(self.detail.language.text().strip(), words, "target", _lexcat_of(words))
        if made is None:
            return
        known = next((e for e in self.session.project.target_entries() if e.key == made.key), None)
        if known is not None:
            self.session.said.emit(f"«{known.words}» stands on the list already")
        elif not self._put(made):
            return
        self.detail.words.clear()
        if self.filter.text():
            self.filter.clear()
            self._filtering.stop()
        self._show(made)
        self.table.setFocus()

    def remove(self) -> None:
        """Take the entry at hand off the list; the shipped lists count for its words again."""
        here = self.entry
        if here is None:
            self.session.refused.emit(NOTHING)
            return
        change = list_change(self.session.project, drop=[here.key])
        if change is not None:
            self.listing.commit(change, f"Off the list: «{here.words}»")

    def set_verdict(self, verdict: str) -> None:
        """Let the entry at hand count as this: "target", "never" or "dropped"."""
        here = self.entry
        if here is None:
            self.session.refused.emit(NOTHING)
        elif verdict != here.verdict:
            lexcat = _lexcat_of(here.words) if verdict == "target" else ""
            made = self._made(here.language, here.words, verdict, lexcat)
            if made is not None:
                self._put(made)

    def set_lexcat(self, lexcat: str) -> None:
        """Give the entry at hand this lexcat."""
        here = self.entry
        if here is None or here.verdict != "target":
            self.session.refused.emit("Only what is always a target has a lexcat." if here else NOTHING)
        elif lexcat != here.lexcat:
            made = self._made(here.language, here.words, "target", lexcat)
            if made is not None:
                self._put(made)

    def next_lexcat(self) -> None:
        """Give the entry at hand the next lexcat that it may have."""
        here = self.entry
        choices = lexcats(here) if here is not None else [""]
        place = choices.index(here.lexcat) if here is not None and here.lexcat in choices else -1
        self.set_lexcat(choices[(place + 1) % len(choices)])

    def _made(self, language: str, words: str, verdict: str, lexcat: str) -> TargetEntry | None:
        try:
            return entry(language, words, verdict=verdict, lexcat=lexcat)
        except ConstrualError as error:
            self.session.refused.emit(str(error))
            return None

    def _put(self, made: TargetEntry) -> bool:
        change = list_change(self.session.project, [made])
        return change is not None and self.listing.commit(change, label_of(made))

    def _on_verdict(self, verdict: str) -> None:
        self.set_verdict(verdict)
        self.table.setFocus()

    def _on_lexcat(self, lexcat: str) -> None:
        self.set_lexcat(lexcat)
        self.table.setFocus()

    # --- following

    def _on_change(self, change: Change) -> None:
        if change.targets and self.isVisible():
            self.refresh()
        elif change.targets:
            self._is_stale = True

    def event(self, event: QEvent) -> bool:
        """Read the lists when the page comes into view."""
        if event.type() == QEvent.Type.Show and self._is_stale:
            self.refresh()
        return super().event(event)

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        if watched in (self.detail.words, self.detail.language):
            return self._take_line_key(key)
        if watched is self.filter:
            return self._filtering.take_field_key(key)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if text == "+":
            self.begin_words()
        elif text in ("1", "2", "3"):
            self.set_verdict(VERDICTS[int(text) - 1])
        elif text == "=":
            self.next_lexcat()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        else:
            return self._filtering.take_table_key(event)
        return True

    def _take_line_key(self, key: int) -> bool:
        """A key pressed in the lines that add: Enter adds, Esc leaves them."""
        if key in ENTER:
            self.add()
        elif key == Qt.Key.Key_Escape:
            self.detail.words.clear()
            self.table.setFocus()
        else:
            return False
        return True


def _lexcat_of(words: str) -> str:
    """The lexcat that a new target begins with: several words are a PP."""
    return "PP" if len(words.split()) > 1 else "P"
