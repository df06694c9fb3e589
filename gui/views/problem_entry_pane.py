"""The pane at the right of a problem: its entries, a remark on their order, the field that finds or adds, the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from construal.gui.look import Look
from construal.gui.panels.furnishing import CapStrip, Key, hairline, header, in_role, label
from construal.gui.panels.type_ahead import TypeAhead
from construal.gui.parts import flush_column
from construal.gui.views.problem_entries import EntryList


class EntryPane(QWidget):
    """Lays out the parts, each under the other; what is left over stays free above the keys."""

    def __init__(
        self, look: Look, parent: QWidget, entries: EntryList, remark: QLabel, *, finder: TypeAhead, keys: Sequence[Key]
    ) -> None:
        super().__init__(parent)
        in_role(self, "pane")
        inset = QVBoxLayout()
        inset.setContentsMargins(46, 10, 14, 12)
        inset.addWidget(remark)
        column = flush_column(self)
        column.addWidget(header(self, "Concepts and hints", label(self, "secondary", "in order of use")))
        column.addWidget(entries, 100)
        column.addLayout(inset)
        column.addWidget(hairline(self))
        column.addWidget(finder)
        column.addStretch(1)
        column.addWidget(CapStrip(look, keys, self))
        self.setMinimumWidth(260)
        self.setMaximumWidth(380)
