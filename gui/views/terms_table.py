"""Term candidates as a table: a row a group, a row below it for each of its wordings; filtered and sorted here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log1p
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from construal.core.terms.candidates import TermCandidate
from construal.gui.panels.concept_search import match
from construal.gui.views.cells import CELL, Cell

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("Term group", "Forms", "C-value", "Freq.", "Docs", "Status")
WIDTHS = (0, 64, 168, 64, 60, 124)
NUMBERS = (1, 3, 4)
TOP = 0  # the internal id of a group; a form has its group's row and one more


class State(StrEnum):
    """What was decided about a group."""

    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    KNOWN = "in catalogue"
    LATER = "later"
    REJECTED = "rejected"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self is State.CANDIDATE


ICONS = {
    State.CANDIDATE: ("ellipsis", "ink2"), State.ACCEPTED: ("check", "success"), State.KNOWN: ("book-open", "ink2"),
    State.LATER: ("history", "ink2"), State.REJECTED: ("x", "danger"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """A candidate and its state."""

    candidate: TermCandidate
    state: State

    def key(self, column: int) -> Any:
        """What groups are sorted by, greatest numbers first."""
        c = self.candidate
        state = list(State).index(self.state)
        keys = (c.canonical.casefold(), -len(c.forms), -c.score, -c.frequency, -c.documents, state)
        return keys[column], -c.score, c.canonical


class TermsTable(QAbstractItemModel):
    """The groups that the filters leave, in a column's order."""

    def __init__(self) -> None:
        super().__init__()
        self._candidates: Sequence[TermCandidate] = ()
        self._states: Mapping[str, State] = {}
        self._query, self._least = "", 1
        self._shown: frozenset[State] = frozenset(State)
        self._column, self._is_falling = 2, False
        self._top = 1.0
        self.groups: list[Group] = []
        self.counts: Counter[State] = Counter()

    def show(
        self, candidates: Sequence[TermCandidate], states: Mapping[str, State], *,
        query: str, shown: frozenset[State], least: int,
    ) -> None:  # fmt: skip
        """Show the candidates in these states that match and occur often enough."""
        self._candidates, self._states = candidates, states
        self._query, self._shown, self._least = query, shown, least
        self._top = max((c.score for c in candidates), default=1.0)
        self._arrange()

    def set_state(self, place: int, state: State) -> None:
        """Put a group into another state where it stands; filters look at it when they are next set."""
        before = self.groups[place]
        self.counts[before.state] -= 1
        self.counts[state] += 1
        self.groups[place] = Group(before.candidate, state)
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))

    def place(self, key: str) -> int:
        """The row of a group, -1 where it is not shown."""
        return next((row for row, group in enumerate(self.groups) if group.candidate.key == key), -1)

    def next_open(self, place: int) -> int:
        """The row of the next group to be decided behind a row, else the row itself."""
        return next((r for r in range(place + 1, len(self.groups)) if self.groups[r].state.is_open), place)

    def group(self, index: Index) -> Group | None:
        """The group of a row, or that a form belongs to."""
        if not index.isValid():
            return None
        row = index.row() if index.internalId() == TOP else int(index.internalId()) - 1
        return self.groups[row] if row < len(self.groups) else None

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008  # Qt's signature
        """The index of a cell."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else TOP)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt has a second one
        """The group of a form."""
        if not index.isValid() or index.internalId() == TOP:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, TOP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many groups, or how many forms of a group with several."""
        if not parent.isValid():
            return len(self.groups)
        if parent.internalId() != TOP or parent.column() > 0:
            return 0
        forms = len(self.groups[parent.row()].candidate.forms)
        return forms if forms > 1 else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """The columns."""
        return len(COLUMNS)

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A column's name, numbers at the right."""
        if side != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and section == 2:
            return "Length times frequency, less what longer candidates account for; the bar is logarithmic"
        return COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell, its words, or its spoken form."""
        group = self.group(index)
        if group is None:
            return None
        cell = self._cell(group, index) if index.internalId() == TOP else _form(group, index)
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()]}: {cell.words}" if cell.words else ""
        return None

    def _cell(self, group: Group, index: Index) -> Cell:
        c, is_rejected = group.candidate, group.state is State.REJECTED
        column = index.column()
        if column == 0:
            return Cell(c.canonical, is_struck=is_rejected)
        if column == 2:
            return Cell(f"{c.score:,.1f}", share=log1p(c.score) / log1p(self._top) if self._top else 0.0)
        if column == 5:
            icon, hue = ICONS[group.state]
            return Cell(group.state.value, icon=icon, icon_hue=hue)
        number = {1: len(c.forms), 3: c.frequency, 4: c.documents}[column]
        return Cell(f"{number:,}", hue="ink2" if column == 1 else "ink", is_number=True)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, the greatest numbers first."""
        self._column, self._is_falling = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        wanted = self._query.strip().casefold()
        self.counts = Counter()
        groups = []
        for candidate in self._candidates:
            if candidate.frequency < self._least:
                continue
            state = self._states.get(candidate.key, State.CANDIDATE)
            self.counts[state] += 1
            if state in self._shown and (not wanted or _matches(wanted, candidate)):
                groups.append(Group(candidate, state))
        if self._column >= 0:
            groups.sort(key=lambda group: group.key(self._column), reverse=self._is_falling)
        self.groups = groups
        self.endResetModel()


def _form(group: Group, index: Index) -> Cell:
    form, count = group.candidate.forms[index.row()]
    if index.column() == 0:
        return Cell(form, hue="ink2")
    if index.column() == 3:
        return Cell(f"{count:,}", hue="ink2", is_number=True)
    return Cell("most frequent" if index.column() == 5 and index.row() == 0 else "", hue="ink2", is_small=True)


def _matches(wanted: str, candidate: TermCandidate) -> bool:
    return match(wanted, candidate.canonical.casefold()) is not None or match(wanted, candidate.key) is not None
