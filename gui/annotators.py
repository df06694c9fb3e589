"""Choosing who annotates: the names known to the project, or a new one that is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from construal.gui.look import Look
from construal.gui.overlay import Entry, Overlay


class AnnotatorChooser(Overlay):
    """Offers the known names, and what is typed as a new one."""

    def __init__(self, look: Look, window: QWidget, *, chosen: Callable[[str], None]) -> None:
        super().__init__(look, window, placeholder="Annotate as…", empty="Type a name.")
        self._chosen = chosen
        self._known: Sequence[str] = ()

    def offer(self, names: Sequence[str]) -> None:
        """Open with these names."""
        self._known = names
        self.open()

    def entries(self, query: str) -> Sequence[Entry]:
        """Known names that hold what is typed, then a new name."""
        found = [
            Entry(name, partial(self._chosen, name), "has annotated here")
            for name in self._known
            if query.casefold() in name.casefold()
        ]
        if query and query not in self._known:
            found.append(Entry(query, partial(self._chosen, query), "a new name"))
        return found
