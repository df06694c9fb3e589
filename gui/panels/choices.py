"""The rows of the picker's list as a Qt model: choices, headings, notes, and what a rule forbids with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt

from construal.gui.panels.ranking import Choice, Ranking
from construal.gui.row_list import Index, RowList

Kind = Literal["choice", "forbidden", "heading", "note"]
ROW = Qt.ItemDataRole.UserRole
NUMBERED = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; `number` 1 to 5 where a digit takes it, else 0."""

    kind: Kind
    text: str = ""
    choice: Choice | None = None
    number: int = 0

    @property
    def can_be_current(self) -> bool:
        """Whether the arrow keys stop here: on choices, forbidden ones too."""
        return self.choice is not None

    @property
    def words(self) -> str:
        """The row as a screen reader says it."""
        choice = self.choice
        if choice is None:
            return self.text
        if self.kind == "forbidden":
            return f"{self.text}, not allowed: {choice.reason}"
        share = f", {choice.share:.0%}" if choice.share else ""
        count = f", {choice.count} in gold" if choice.count else ""
        return f"{self.text}{count}{share}"


def construal_rows(ranking: Ranking) -> list[Row]:
    """Rows of the first slot: construals, how many more match, forbidden roles."""
    rows = _numbered(ranking.allowed, both=True)
    if ranking.more:
        rows.append(Row("note", f"{ranking.more} more match"))
    if not rows and not ranking.forbidden:
        rows.append(Row("note", "No label matches. Esc leaves."))
    if ranking.forbidden:
        rows.append(Row("heading", "Not allowed here"))
        rows += [Row("forbidden", c.role, c) for c in ranking.forbidden]
    return rows


def function_rows(ranking: Ranking, role: str, words: str) -> list[Row]:
    """Rows of the second slot: functions for `role` with the expression `words`, and the forbidden ones."""
    given = f"Function, given {role}" + (f" and «{words}»" if words else "")
    rows = [Row("heading", given), *_numbered(ranking.allowed, both=False)]
    if ranking.more:
        rows.append(Row("note", f"{ranking.more} more allowed: type to find them"))
    if ranking.forbidden:
        rows.append(Row("heading", "Not allowed here"))
        rows += [Row("forbidden", c.function, c) for c in ranking.forbidden]
    return rows


def _numbered(choices: Sequence[Choice], *, both: bool) -> list[Row]:
    rows = []
    for place, choice in enumerate(choices, start=1):
        name = choice.function if not both else choice.role
        if both and choice.function not in ("", choice.role):
            name = f"{choice.role} ↝ {choice.function}"
        rows.append(Row("choice", name, choice, place if place <= NUMBERED else 0))
    return rows


class ChoiceModel(RowList[Row]):
    """The rows of the list that is open."""

    def numbered(self, number: int) -> int:
        """The place of the row that a digit takes, -1 where none does."""
        return next((i for i, row in enumerate(self.rows) if row.number == number), -1)

    def beside(self, place: int, step: int) -> int:
        """The next place, up or down, where the arrow keys stop; the same place at the end."""
        at = place + step
        while 0 <= at < len(self.rows):
            if self.rows[at].can_be_current:
                return at
            at += 1 if step > 0 else -1
        return place

    def first(self) -> int:
        """The first allowed choice, else the first forbidden one, else -1."""
        allowed = next((i for i, row in enumerate(self.rows) if row.kind == "choice"), -1)
        return allowed if allowed >= 0 else next((i for i, row in enumerate(self.rows) if row.can_be_current), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's words, its spoken form, its reason as a tooltip, or the row itself."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.choice.reason or None if row.choice else None
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Choices can be current, forbidden ones too; headings and notes cannot."""
        row = self.row(index)
        if row is None or not row.can_be_current:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
