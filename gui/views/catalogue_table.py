"""The catalogue as a table: one row a concept; filtered and sorted here, so that the view only paints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from construal.annotation.catalogue import Concept
from construal.gui.mathematics import plain
from construal.gui.panels.concept_search import find, title
from construal.gui.parts import plain_tip
from construal.gui.row_list import Index
from construal.gui.views.cells import CELL, Cell
from construal.gui.views.row_table import RowTable

COLUMNS = ("Concept", "Terms", "Category", "Broader", "Mentions", "Source")
WIDTHS = (0, 170, 116, 130, 80, 80)  # 0 takes what is left
MENTIONS = 4


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept with what its row shows."""

    concept: Concept
    heading: str
    terms: str
    broader: str
    mentions: int

    @property
    def source(self) -> str:
        """Where it is from: another catalogue's id, a file, or this project."""
        if self.concept.external:
            return self.concept.external[0]
        return "imported" if self.concept.source else "own"

    def key(self, column: int) -> Any:
        """What the rows are sorted by."""
        if column == MENTIONS:
            return -self.mentions, self.heading.casefold()
        words = (self.heading, self.terms, self.concept.category, self.broader, "", self.source)[column]
        return words.casefold(), self.heading.casefold()


class CatalogueTable(RowTable[ConceptRow]):
    """The concepts that a filter leaves, in a column's order."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, numbers=(MENTIONS,))
        self._catalogue: Mapping[str, Concept] = {}
        self._counts: Mapping[str, int] = {}
        self._query = ""
        self._column, self._is_falling = 0, False
        self._kept: dict[str, ConceptRow] = {}

    def show(self, catalogue: Mapping[str, Concept], counts: Mapping[str, int], query: str) -> None:
        """Show what the filter leaves of a catalogue."""
        self._catalogue, self._counts, self._query = catalogue, counts, query
        self._arrange()

    def forget(self, ids: frozenset[str]) -> None:
        """Make the rows of these concepts anew, and of those directly below them."""
        gone = [id for id, row in self._kept.items() if id in ids or not ids.isdisjoint(row.concept.broader)]
        for id in gone:
            del self._kept[id]

    def place(self, id: str) -> int:
        """The row of a concept, -1 where it is not shown."""
        return next((place for place, row in enumerate(self.rows) if row.concept.id == id), -1)

    def concept(self, index: Index) -> Concept | None:
        """The concept in a row."""
        row = self.row(index)
        return row.concept if row is not None else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell, its words, its spoken form, or the definition as a tooltip."""
        row = self.row(index)
        if row is None:
            return None
        cell = _cell(row, index.column())
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()]}: {cell.words or 'none'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(plain(row.concept.definition.strip())) or None
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; the most mentioned come first."""
        self._column, self._is_falling = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        found = find(self._query, self._catalogue.values())
        self.rows = [self._row(hit.concept) for hit in found]
        if self._column >= 0 and not (self._query and self._column == 0 and not self._is_falling):
            self.rows.sort(key=lambda row: row.key(self._column), reverse=self._is_falling)
        self.endResetModel()

    def _row(self, concept: Concept) -> ConceptRow:
        mentions = self._counts.get(concept.id, 0)
        kept = self._kept.get(concept.id)
        if kept is None or kept.concept is not concept or kept.mentions != mentions:
            heading = title(concept)
            terms = ", ".join(plain(t.text) for t in concept.terms if t.status != "rejected" and t.text != concept.name)
            above = ", ".join(title(self._catalogue[id]) for id in concept.broader if id in self._catalogue)
            kept = self._kept[concept.id] = ConceptRow(concept, heading, terms, above, mentions)
        return kept


def _cell(row: ConceptRow, column: int) -> Cell:
    cells = (
        Cell(row.heading),
        Cell(row.terms, hue="ink2"),
        Cell(row.concept.category.replace("-", " "), hue="ink2"),
        Cell(row.broader, hue="ink2"),
        Cell(f"{row.mentions:,}" if row.mentions else "–", hue="ink" if row.mentions else "ink3", is_number=True),
        Cell(row.source, hue="ink2"),
    )
    return cells[column]
