"""The palette (Ctrl+K): every action of the table by its words, and the documents that hold what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from construal.annotation.state import DocumentRecord
from construal.gui.actions import ACTIONS, Action, Where
from construal.gui.look import Look
from construal.gui.overlay import Entry, Overlay
from construal.gui.panels.ranking import subsequence

MOST_DOCUMENTS = 40
HIDDEN = frozenset({"palette", "back", *(a.name for a in ACTIONS if a.where is Where.RELATION)})


def matching_actions(query: str, actions: Sequence[Action] = ACTIONS) -> list[Action]:
    """Actions whose words hold the typed letters: at their front first, then whole inside, then scattered."""
    found = []
    for place, action in enumerate(actions):
        marks = subsequence(query, action.title)
        if marks is None or action.name in HIDDEN:
            continue
        is_run = not marks or marks[-1] - marks[0] == len(marks) - 1
        found.append(((0 if marks[:1] == (0,) and is_run else 1 if is_run else 2, place), action))
    return [action for _, action in sorted(found, key=lambda pair: pair[0])]


class Palette(Overlay):
    """Runs any action, or opens any document."""

    def __init__(
        self,
        look: Look,
        window: QWidget,
        *,
        run: Callable[[str], None],
        documents: Callable[[str], Sequence[DocumentRecord]],
        open_document: Callable[[int], None],
    ) -> None:
        super().__init__(
            look, window, placeholder="Search text, documents, commands", empty="Nothing matches. Esc leaves."
        )
        self._run = run
        self._documents = documents
        self._open_document = open_document

    def entries(self, query: str) -> Sequence[Entry]:
        """Actions first; once two letters are typed, documents too."""
        found = [
            Entry(a.title, partial(self._run, a.name), "" if a.where is Where.WINDOW else a.where.value, a.key)
            for a in matching_actions(query)
        ]
        if len(query) < 2:
            return found
        documents = [
            Entry(r.name, partial(self._open_document, r.id), r.title if r.title != r.name else "Document")
            for r in self._documents(query)[:MOST_DOCUMENTS]
        ]
        telling = [entry for entry in found if query.casefold() in entry.title.casefold()]
        return [*telling, *documents] if documents else found
