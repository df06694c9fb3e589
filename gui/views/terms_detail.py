"""The term group at hand: why it is in the list, and what the catalogue has that is near to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from construal.annotation.catalogue import Concept
from construal.gui.look import Look
from construal.gui.panels.concept_search import ConceptIndex, title
from construal.gui.panels.furnishing import CapStrip, Key, hairline, header, in_role, label, section, target_head
from construal.gui.panels.rows import Row, Rows
from construal.gui.parts import flush_column
from construal.gui.views.terms_table import Group, State

NEAREST = 3
HOLDERS = 6


class TermsDetail(QWidget):
    """Shows a group; one of the nearest concepts can be taken."""

    joined = Signal(object)  # the id of a concept

    def __init__(self, look: Look, keys: Sequence[Key], parent: QWidget) -> None:
        super().__init__(parent)
        in_role(self, "pane")
        self.count = label(self, "secondary")
        self.target = label(self, "target", wraps=True)
        self.state = label(self, "secondary", wraps=True)
        self.reasons = Rows(look, self, spoken="Why it is here", height=24)
        self.nearest = Rows(look, self, spoken="Nearest in the catalogue", height=28)
        self.nearest.taken.connect(self.joined)
        self._none = label(self, "secondary", "Nothing in the catalogue shares a word with it.", wraps=True)
        column = flush_column(self)
        column.addWidget(header(self, "Term group", self.count))
        column.addLayout(target_head(self.target, self.state))
        self._parts = QWidget(self)
        parts = flush_column(self._parts)
        parts.addWidget(hairline(self))
        parts.addLayout(section(self, "Why it is here"))
        parts.addWidget(self.reasons)
        parts.addSpacing(8)
        parts.addWidget(hairline(self))
        parts.addLayout(section(self, "Nearest in the catalogue"))
        parts.addWidget(self.nearest)
        none = QVBoxLayout()
        none.setContentsMargins(16, 0, 16, 8)
        none.addWidget(self._none)
        parts.addLayout(none)
        column.addWidget(self._parts)
        column.addStretch()
        column.addWidget(CapStrip(look, keys, self))

    def show_group(self, group: Group | None, index: ConceptIndex, catalogue: Mapping[str, Concept]) -> None:
        """Show this group, or none."""
        self._parts.setVisible(group is not None)
        if group is None:
            self.target.setText("")
            self.state.setText("Ctrl Enter looks for terms in all documents.")
            return
        c = group.candidate
        self.target.setText(c.canonical)
        self.state.setText(
            f"{_counted(len(c.forms), 'form')} · {_counted(c.frequency, 'occurrence')} · "
            f"{_counted(c.documents, 'document')}{'' if group.state is State.CANDIDATE else ' · ' + group.state.value}"
        )
        alone = sum(o.is_longest for o in c.occurrences)
        reasons = [Row("C-value", f"{c.score:,.1f}"), Row("outside longer candidates", f"{alone:,} of {c.frequency:,}")]
        if c.nested_in:
            reasons.append(Row("in longer candidates", f"{len(c.nested_in):,}"))
        reasons += [Row(longer, hue="ink2", indent=1) for longer in c.nested_in[:HOLDERS]]
        if len(c.nested_in) > HOLDERS:
            reasons.append(Row(f"and {len(c.nested_in) - HOLDERS:,} more", hue="ink2", indent=1))
        self.reasons.show_rows(reasons)
        near = index.near(c.canonical, limit=NEAREST)
        self.nearest.show_rows(
            [
                Row(title(concept), _relation(c.key, concept, index), cap=str(n), value=concept.id, hue="concept")
                for n, concept in enumerate(near, 1)
                if concept.id in catalogue
            ]
        )
        self._none.setVisible(not near)

    def near(self, place: int) -> str:
        """The id of one of the nearest concepts, counted from 0; "" where there is none."""
        rows = self.nearest.rows
        return str(rows[place].value) if place < len(rows) else ""


def _relation(key: str, concept: Concept, index: ConceptIndex) -> str:
    """What the wordings suggest: the same, or a part of one another."""
    names = [index.normal(name) for name in concept.names()]
    if key in names:
        return "the same"
    words = set(key.split())
    if any(set(name.split()) < words for name in names):
        return "broader?"
    return "narrower?" if any(words < set(name.split()) for name in names) else "related?"


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
