"""Choosing what to compare with: another annotator of the project, or a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from construal.core.comparing import Other
from construal.gui.look import Look
from construal.gui.overlay import Entry, Overlay


class CompareChoice(Overlay):
    """Offers the other annotators, the files compared with before, and to pick a file."""

    def __init__(self, look: Look, page: QWidget, *, chosen: Callable[[Other], None]) -> None:
        super().__init__(look, page, placeholder="Compare with…", empty="Nobody of that name has annotated here.")
        self._chosen = chosen
        self._annotators: Sequence[str] = ()
        self._files: Sequence[Path] = ()
        self._folder = ""

    def offer(self, annotators: Sequence[str], files: Sequence[Path], *, folder: str) -> None:
        """Open with these names and files; others are looked for from `folder` on."""
        self._annotators, self._files, self._folder = annotators, files, folder
        self.open()

    def entries(self, query: str) -> Sequence[Entry]:
        """Those that hold what is typed, and always the way to a file."""
        named = [Entry(n, partial(self._chosen, Other(annotator=n)), "has annotated here") for n in self._annotators]
        filed = [Entry(f.name, partial(self._chosen, Other(file=f)), str(f.parent)) for f in self._files]
        found = [entry for entry in (*named, *filed) if query.casefold() in entry.title.casefold()]
        return [*found, Entry("A file…", self._ask, "of any form that can be imported")]

    def _ask(self) -> None:
        path = QFileDialog.getOpenFileName(self.window(), "Compare with a file", self._folder, "All files (*)")[0]
        if path:
            self._chosen(Other(file=Path(path)))
