"""The chips above the terms: which states are shown, each with how many there are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from construal.gui.panels.furnishing import in_role
from construal.gui.views.terms_table import State

FILTERS: tuple[tuple[str, frozenset[State]], ...] = (
    ("All", frozenset(State)),
    ("Candidates", frozenset({State.CANDIDATE})),
    ("Accepted", frozenset({State.ACCEPTED, State.KNOWN})),
    ("Later", frozenset({State.LATER})),
    ("Rejected", frozenset({State.REJECTED})),
)


class StateFilters(QButtonGroup):
    """One chip a filter, one of them on; their ids are the places in FILTERS."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setExclusive(True)
        for place, (name, _) in enumerate(FILTERS):
            self.addButton(chip(parent, name), place)
        self.button(0).setChecked(True)

    @property
    def shown(self) -> frozenset[State]:
        """The states that are shown."""
        return FILTERS[max(self.checkedId(), 0)][1]

    def count(self, counts: Mapping[State, int]) -> None:
        """Say on each chip how many it shows."""
        for place, (name, states) in enumerate(FILTERS):
            self.button(place).setText(f"{name} {sum(counts.get(state, 0) for state in states):,}")


def chip(parent: QWidget, name: str, *, spoken: str = "") -> QToolButton:
    """A filter that can be put on and off."""
    made = in_role(QToolButton(parent), "chip", spoken=spoken or name)
    made.setToolTip(spoken)
    made.setText(name)
    made.setCheckable(True)
    return made
