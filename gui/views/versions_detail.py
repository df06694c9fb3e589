"""The place at hand of the worklist: what stands there, what is asked and why, the candidates, and the reason line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from construal.annotation.scheme import load
from construal.annotation.snacs.versions import KNOWN
from construal.core.migrating import labels
from construal.core.migration_part import Item
from construal.gui.look import Look
from construal.gui.panels.furnishing import CapStrip, Key, field, hairline, header, in_role, label, section, target_head
from construal.gui.panels.rows import Row, Rows
from construal.gui.parts import flush_column, frameless
from construal.gui.session import SCHEME

KEEP = "0"


class VersionsDetail(QWidget):
    """Shows an item; a candidate, or what it says now, can be taken."""

    taken = Signal(object)  # the cap of a row, "0" for keeping

    def __init__(self, look: Look, keys: Sequence[Key], parent: QWidget) -> None:
        super().__init__(parent)
        in_role(self, "pane")
        self.count = label(self, "secondary")
        self.target = label(self, "target", wraps=True)
        self.state = label(self, "secondary", wraps=True)
        self.question = label(self, "", wraps=True)
        self.reason = label(self, "secondary", wraps=True)
        self.candidates = Rows(look, self, spoken="Candidates", height=30)
        self.candidates.taken.connect(self.taken)
        self.counted = label(self, "secondary", f"Counted in {load(SCHEME).counted}.", wraps=True)
        self.why = field(look, self, "Reason, kept with the decision", icon="note")
        self._parts = QWidget(self)
        self._lay_out(look, keys)

    def _lay_out(self, look: Look, keys: Sequence[Key]) -> None:
        column = flush_column(self)
        column.addWidget(header(self, "Place", self.count))
        column.addLayout(target_head(self.target, self.state))
        inner = in_role(QWidget(self), "pane")
        parts = flush_column(inner)
        asked = QVBoxLayout()
        asked.setContentsMargins(16, 0, 16, 12)
        asked.setSpacing(6)
        asked.addWidget(self.question)
        asked.addWidget(self.reason)
        parts.addWidget(hairline(self))
        parts.addLayout(section(self, "What is asked"))
        parts.addLayout(asked)
        parts.addWidget(hairline(self))
        parts.addLayout(section(self, "Answers"))
        parts.addWidget(self.candidates)
        parts.addSpacing(8)
        line = QVBoxLayout()
        line.setContentsMargins(16, 0, 16, 12)
        line.setSpacing(12)
        line.addWidget(self.counted)
        line.addWidget(self.why)
        parts.addLayout(line)
        parts.addStretch()
        # A narrow pane scrolls; the keys at its foot stay.
        scroll = frameless(QScrollArea(self))
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        room = QVBoxLayout(self._parts)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(scroll)
        column.addWidget(self._parts, 1)
        column.addStretch()
        column.addWidget(CapStrip(look, keys, self))

    def show_item(self, item: Item | None, words: str, *, empty: str = "") -> None:
        """Show an item with the words at its place, or say `empty`."""
        self._parts.setVisible(item is not None)
        self.why.clear()
        if item is None:
            self.target.setText("")
            self.state.setText(empty)
            self.candidates.show_rows([])
            return
        self.target.setText(f"«{words}»")
        told = item.told
        self.state.setText(f"{labels(item.annotation)} · {told.version}, {KNOWN[told.certainty]}")
        self.question.setText(item.question.text)
        reason = item.question.reason
        self.reason.setText(f"{reason[:1].upper()}{reason[1:]}." if reason else "")
        self.counted.setVisible(any(c.times for c in item.question.candidates))
        rows = [
            Row(str(c), f"{c.times:,} times" if c.times else "", cap=str(n), value=str(n))
            for n, c in enumerate(item.question.candidates, 1)
        ]
        kept = str(item.question.kept)
        self.candidates.show_rows([*rows, Row(f"Keep {kept}", "as it is", cap=KEEP, value=KEEP, hue="ink2")])
