"""A table model that holds its rows: what every flat table shares. What a cell says is each model's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from construal.gui.row_list import Index

T = TypeVar("T")


class RowTable(QAbstractTableModel, Generic[T]):
    """Rows under named columns; `numbers` are the columns whose names stand at the right, as their numbers do."""

    def __init__(self, columns: Sequence[str], *, numbers: Sequence[int] = ()) -> None:
        super().__init__()
        self.rows: list[T] = []
        self._columns = tuple(columns)
        self._numbers = frozenset(numbers)

    def row(self, index: Index) -> T | None:
        """The row at an index, None where there is none."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """The columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A column's name, numbers at the right."""
        if side != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._numbers:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._columns[section] if role == Qt.ItemDataRole.DisplayRole else None
