"""The chips above the differences: which kind is shown, each with how many there are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QButtonGroup, QWidget

from construal.annotation.snacs.evaluation.differences import Kind
from construal.gui.views.compare_words import NAMES
from construal.gui.views.terms_filters import chip

KINDS: tuple[Kind | None, ...] = (None, *NAMES)  # all, then one kind each


class KindFilters(QButtonGroup):
    """One chip a kind, one of them on; their ids are the places in KINDS. Kinds without a difference are off."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setExclusive(True)
        for place, kind in enumerate(KINDS):
            name = NAMES[kind] if kind else "All"
            self.addButton(chip(parent, name, spoken=f"Only differences in {name}" if kind else "All kinds"), place)
        self.reset()

    @property
    def kind(self) -> Kind | None:
        """The kind that is shown, None for all."""
        return KINDS[max(self.checkedId(), 0)]

    def reset(self) -> None:
        """Show all kinds."""
        self.button(0).setChecked(True)

    def step(self, step: int) -> None:
        """Go to the next chip that is not off, around the ends."""
        places = [place for place in range(len(KINDS)) if self.button(place).isEnabled()]
        here = places.index(self.checkedId()) if self.checkedId() in places else 0
        self.button(places[(here + step) % len(places)]).setChecked(True)

    def count(self, counts: Mapping[Kind, int]) -> None:
        """Say on each chip how many it shows."""
        for place, kind in enumerate(KINDS):
            number = counts.get(kind, 0) if kind else sum(counts.values())
            button = self.button(place)
            button.setText(f"{NAMES[kind] if kind else 'All'} {number:,}")
            button.setEnabled(number > 0 or place == 0 or button.isChecked())

    def set_visible(self, flag: bool) -> None:
        """Show the chips, or not; those of sentences only where there are such differences."""
        for place, kind in enumerate(KINDS):
            button = self.button(place)
            button.setVisible(flag and (kind is not Kind.SENTENCE or button.isEnabled()))
