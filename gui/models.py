"""Choosing which model suggests: those that are here, a folder that is typed, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from construal.core.settings import NO_MODEL
from construal.gui.languages import language_title
from construal.gui.look import Look
from construal.gui.overlay import Entry, Overlay

if TYPE_CHECKING:
    from construal.core.suggest.chosen_model import ChosenModel


class ModelChooser(Overlay):
    """Offers the models that are here, and a typed folder as another."""

    def __init__(self, look: Look, window: QWidget, *, chosen: Callable[[str], None]) -> None:
        super().__init__(look, window, placeholder="Suggest with…", empty="Type the folder of a model.")
        self._chosen = chosen
        self._models: Sequence[ChosenModel] = ()
        self._present = ""

    def offer(self, present: str) -> None:
        """Open with the models that are here; `present` is the name of the one that suggests now."""
        from construal.core.suggest.chosen_model import offered

        self._models, self._present = [*offered()], present
        self.open()

    def entries(self, query: str) -> Sequence[Entry]:
        """Models whose names hold what is typed, no model, then a typed folder."""
        from construal.core.models.manifest import BUNDLED

        listed = [(model.name, _detail(model)) for model in self._models]
        here = {name for name, _ in listed}
        listed += [(name, "did not come with this installation") for name in BUNDLED if name not in here]
        if self._present not in (*here, *BUNDLED, NO_MODEL):
            listed.append((self._present, ""))
        listed.append((NO_MODEL, "the most frequent construals are suggested"))
        found = [
            Entry(name, partial(self._chosen, name), f"{detail}{', now' if name == self._present else ''}".strip(", "))
            for name, detail in listed
            if query.casefold() in name.casefold()
        ]
        if query and Path(query).is_dir():
            found.append(Entry(query, partial(self._chosen, query), "a folder"))
        return found


def _detail(model: ChosenModel) -> str:
    manifest = model.manifest
    return f"{manifest.name} {manifest.version}, {language_title(manifest.language)}"
