"""The differences of a comparison as a table, a row each, in the order of the text; cells are made when shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from construal.annotation.snacs.evaluation.differences import Kind, SentenceDifference
from construal.core.comparing import Comparison
from construal.gui.look import Look
from construal.gui.parts import plain_tip
from construal.gui.row_list import Index
from construal.gui.views.cells import CELL, Cell, CellDelegate, Table
from construal.gui.views.compare_words import NAMES, Line, joined, paint_line, sides, spoken
from construal.gui.views.marked_text import Marked, MarkedText, marked, shortened
from construal.gui.views.row_table import RowTable

COLUMNS = ("Sentence", "Difference", "Text", "Here", "There")
WIDTHS = (164, 96, 0, 212, 212)
SENTENCE, KIND, TEXT, HERE, THERE = range(5)
EMPTY = Marked("")
ORDER = {kind: number for number, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class SentenceCell(Cell):
    """A sentence with the place marked."""

    shown: Marked = EMPTY


@dataclass(frozen=True, slots=True)
class SideCell(Cell):
    """What a side says."""

    line: Line = ()


class CompareTable(RowTable[SentenceDifference]):
    """The differences that the filters leave."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self.counts: Counter[Kind] = Counter()
        self._comparison: Comparison | None = None
        self._ranks: dict[int, int] = {}  # documents of the project in their order
        self._cells: dict[int, tuple[Cell, ...]] = {}

    def show(self, comparison: Comparison | None, *, kind: Kind | None, query: str) -> None:
        """Show the differences of a comparison of this kind that hold what was typed."""
        self.beginResetModel()
        self._comparison = comparison
        self._cells.clear()
        wanted = query.strip().casefold()
        self._ranks = {d.id: n for n, d in enumerate(comparison.here.documents)} if comparison is not None else {}
        found = comparison.differences if comparison is not None else []
        found = [d for d in found if not wanted or _holds(d, wanted)]
        self.counts = Counter(d.kind for d in found)
        self.rows = [d for d in found if kind is None or d.kind is kind]
        self.endResetModel()

    def difference(self, index: Index) -> SentenceDifference | None:
        """The difference in a row, None where there is none."""
        return self.row(index)

    def place(self, difference: SentenceDifference) -> int:
        """The row of a difference, else of the next behind its place, else the last; -1 where there are none."""
        key = self._order(difference)
        following = (row for row, d in enumerate(self.rows) if self._order(d) >= key)
        return next(following, len(self.rows) - 1)

    def _order(self, difference: SentenceDifference) -> tuple[int, int, Sequence[tuple[int, int]], int]:
        d = difference
        return self._ranks.get(d.document, len(self._ranks)), d.sentence, d.fragments, ORDER[d.kind]

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A column's name; those of the sides say whose they are."""
        if side != Qt.Orientation.Horizontal or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if section < HERE:
            return super().headerData(section, side, role)
        if self._comparison is None:
            return COLUMNS[section]
        name = (self._comparison.annotator, self._comparison.other.name)[section - HERE]
        return f"{COLUMNS[section]}: {name}" if name else COLUMNS[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell, its words, or its spoken form: the first column's says the whole row."""
        difference = self.difference(index)
        if difference is None:
            return None
        cell = self._row(index.row(), difference)[index.column()]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), difference) if index.column() == SENTENCE else cell.words
        if role == Qt.ItemDataRole.ToolTipRole and index.column() != KIND:
            place = f"{difference.document_name}: {difference.sentence_id}"
            return plain_tip(place if index.column() < HERE else cell.words)
        return None

    def _spoken(self, row: int, difference: SentenceDifference) -> str:
        cells = self._row(row, difference)
        words = f"«{difference.words}», " if difference.words else ""
        return f"{cells[KIND].words}, {words}here {cells[HERE].words}, there {cells[THERE].words}, {difference.text}"

    def _row(self, row: int, difference: SentenceDifference) -> tuple[Cell, ...]:
        if row not in self._cells:
            assert self._comparison is not None
            before = self.rows[row - 1] if row else None
            is_same = before is not None and (before.document, before.sentence) == (
                difference.document,
                difference.sentence,
            )
            one, other = sides(difference, self._comparison.statements(difference))
            self._cells[row] = (
                Cell("" if is_same else difference.sentence_id, hue="ink2", is_small=True),
                Cell(NAMES[difference.kind], hue="ink2"),
                SentenceCell(
                    difference.text, shown=marked(difference.text, difference.fragments, start=difference.start)
                ),
                SideCell(spoken(one), line=joined(one)),
                SideCell(spoken(other), line=joined(other)),
            )
        return self._cells[row]


class CompareDelegate(CellDelegate):
    """Paints sentences with their marks, and labels in their hues."""

    def __init__(self, look: Look, table: Table) -> None:
        super().__init__(look, table, height=32)

    def _words(self, painter: QPainter, room: QRectF, cell: Cell, *, is_strong: bool) -> None:
        look = self._look
        if isinstance(cell, SentenceCell):
            shown = shortened(cell.shown, look.metrics("serif_small_strong"), room.width() - 4)
            laid = MarkedText(look, shown, look.font("serif_small"), width=room.width())
            laid.paint(
                painter, QRectF(room.x(), round(room.center().y() - laid.height / 2), 0, 0).topLeft(), colour="ink2"
            )
        elif isinstance(cell, SideCell):
            paint_line(painter, look, room, cell.line)
        else:
            super()._words(painter, room, cell, is_strong=False)


def _holds(difference: SentenceDifference, wanted: str) -> bool:
    d = difference
    return any(wanted in part.casefold() for part in (d.text, d.gold, d.system, d.sentence_id, d.document_name))
