"""The project's own target lists as a table: a row an entry; filtered and sorted here, so that the view only paints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from construal.annotation.snacs.target_entry import TargetEntry, Verdict
from construal.annotation.snacs.target_lists import TargetLists
from construal.annotation.snacs.targets import lists_for
from construal.gui.languages import language_title
from construal.gui.panels.concept_search import match
from construal.gui.row_list import Index
from construal.gui.views.cells import CELL, Cell
from construal.gui.views.row_table import RowTable

COLUMNS = ("Words", "Counts as", "Lexcat", "Shipped list", "Language")
WIDTHS = (0, 150, 96, 130, 120)  # 0 takes what is left
SAID: dict[Verdict, str] = {"target": "always a target", "never": "never a target", "dropped": "not listed"}
ICONS: dict[Verdict, tuple[str, str]] = {
    "target": ("check", "success"), "never": ("x", "danger"), "dropped": ("minus", "ink2"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry with what its row shows; `shipped` is what the shipped lists say of its words."""

    entry: TargetEntry
    shipped: str
    language: str

    @property
    def words(self) -> tuple[str, ...]:
        """The cells, by column."""
        return self.entry.words, SAID[self.entry.verdict], self.entry.lexcat, self.shipped, self.language


def shipped(lists: TargetLists, words: str) -> str:
    """What the shipped lists of a language say of some words: a lexcat, that they are no target, or nothing."""
    if words in lists.dropped:
        return ""
    if words in lists.prepositions:
        return f"target, {lists.prepositions[words]}"
    if words in lists.blockers:
        return "never a target"
    forms = (*lists.single, *lists.subordinators, *lists.adverbs, *lists.forms.always, *lists.forms.before_nominal)
    return "target, P" if words in forms else ""


class TargetsTable(RowTable[EntryRow]):
    """The entries that a filter leaves, in a column's order."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self._entries: Sequence[TargetEntry] = ()
        self._query = ""
        self._column, self._is_falling = 0, False

    def show(self, entries: Sequence[TargetEntry], query: str) -> None:
        """Show what the filter leaves of the entries."""
        self._entries, self._query = entries, query
        self._arrange()

    def place(self, entry: TargetEntry | None) -> int:
        """The row of the entry with these words, -1 where it is not shown."""
        key = entry.key if entry is not None else None
        return next((place for place, row in enumerate(self.rows) if row.entry.key == key), -1)

    def entry(self, index: Index) -> TargetEntry | None:
        """The entry in a row."""
        row = self.row(index)
        return row.entry if row is not None else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell, its words, or its spoken form."""
        row, column = self.row(index), index.column()
        if row is None:
            return None
        words = row.words[column]
        if role == CELL:
            icon, hue = ICONS[row.entry.verdict] if column == 1 else ("", "ink2")
            return Cell(words or "–", hue="ink" if column < 2 else "ink2", icon=icon, icon_hue=hue)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[column]}: {words or 'none'}"
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._column, self._is_falling = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        wanted = self._query.strip().casefold()
        found = [e for e in self._entries if not wanted or match(wanted, e.words.casefold()) is not None]
        self.rows = [
            EntryRow(e, shipped(lists_for(e.language), e.words), language_title(e.language)) for e in found
        ]  # fmt: skip
        self.rows.sort(key=lambda row: (row.words[max(self._column, 0)].casefold(), row.entry.words))
        if self._is_falling:
            self.rows.reverse()
        self.endResetModel()
