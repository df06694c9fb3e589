"""The list of documents as a Qt model: names, how much of each is decided, filter and order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from construal.annotation.state import DocumentRecord
from construal.core.coverage import Coverage
from construal.gui.parts import plain_tip

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole
NOTHING = Coverage(0, 0, 0)


class Order(StrEnum):
    """How the documents are sorted."""

    FILE = "In file order"
    NAME = "By name"
    OPEN = "Most undecided first"


@dataclass(frozen=True, slots=True)
class Item:
    """One row: a document and how many of its targets are decided, of how many."""

    record: DocumentRecord
    coverage: Coverage

    @property
    def targets(self) -> int:
        """How many targets are known, decided or not."""
        return self.coverage.total

    @property
    def share(self) -> float:
        """The decided share, 0 where there is no target."""
        return self.coverage.decided / self.targets if self.targets else 0.0

    @property
    def is_complete(self) -> bool:
        """Whether every target is decided."""
        return self.coverage.is_complete

    @property
    def title(self) -> str:
        """What stands beside the name, "" where the title is the name."""
        title = self.record.title
        return "" if title in ("", self.record.name) or title.startswith(self.record.name) else title

    @property
    def short_name(self) -> str:
        """The name, or the title that begins with it."""
        title = self.record.title
        return title if title and title.startswith(self.record.name) else self.record.name

    @property
    def words(self) -> str:
        """The row as a screen reader says it."""
        title = f", {self.title}" if self.title else ""
        return f"{self.short_name}{title}, {self.coverage.decided} of {self.targets} decided"


class DocumentList(QAbstractListModel):
    """Documents as listed: those that the filter leaves, in the chosen order."""

    def __init__(self) -> None:
        super().__init__()
        self._records: list[DocumentRecord] = []
        self._coverage: dict[int, Coverage] = {}
        self._order = Order.FILE
        self._items: list[Item] = []
        self._place: dict[int, int] = {}

    @property
    def items(self) -> list[Item]:
        """The rows as shown."""
        return self._items

    def show(self, records: Iterable[DocumentRecord], coverage: Mapping[int, Coverage]) -> None:
        """List these documents."""
        self._records, self._coverage = list(records), dict(coverage)
        self._arrange()

    def set_order(self, order: Order) -> None:
        """Sort in another order."""
        self._order = order
        self._arrange()

    def update(self, document: int, coverage: Coverage) -> tuple[Coverage, Coverage]:
        """Take other numbers for a document, in its place; gives those before and those now.

        Nothing is signalled: the view would lay 10,000 rows out anew. Whoever calls has the row painted.
        """
        before, now = self._coverage.get(document, NOTHING), coverage
        self._coverage[document] = now
        place = self._place.get(document)
        if place is not None:
            self._items[place] = Item(self._items[place].record, now)
        return before, now

    def place(self, document: int) -> int:
        """The row of a document, -1 where it is not listed."""
        return self._place.get(document, -1)

    def item(self, index: Index) -> Item | None:
        """The row at an index."""
        return self._items[index.row()] if index.isValid() and index.row() < len(self._items) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many documents are listed."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's name, its spoken form, its whole title as a tooltip, or the row itself."""
        item = self.item(index)
        if item is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return item.record.title or item.record.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{item.record.name}\n{item.record.title}".strip())
        return item if role == ITEM else None

    def _arrange(self) -> None:
        self.beginResetModel()
        items = [Item(record, self._coverage.get(record.id, NOTHING)) for record in self._records]
        if self._order is Order.NAME:
            items.sort(key=lambda item: (item.record.title or item.record.name).casefold())
        elif self._order is Order.OPEN:
            items.sort(key=lambda item: -(item.coverage.suggested + item.coverage.open))
        self._items = items
        self._place = {item.record.id: place for place, item in enumerate(items)}
        self.endResetModel()
