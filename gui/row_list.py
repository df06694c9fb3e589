"""What every list of ready values is: a model that holds its rows, and a delegate that gives them one height.

What a row says, and what it looks like, is each list's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from construal.gui.look import Look

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")


class RowList(QAbstractListModel, Generic[T]):
    """Rows shown all at once, each time in place of those before."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[T] = []

    def show(self, rows: Sequence[T]) -> None:
        """Show these rows in place of the present ones."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def row(self, index: Index) -> T | None:
        """The row at an index, None where there is none."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self.rows)


class LineDelegate(QStyledItemDelegate):
    """Paints rows of one height, as wide as their list."""

    def __init__(self, look: Look, view: QWidget, *, height: int) -> None:
        super().__init__(view)
        self._look = look
        self.height = height

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One row; the list makes it as wide as it is."""
        return QSize(100, self.height)
