"""The entry of the target lists at hand: what it does, how else it could count; and the lines that add one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from construal.annotation.snacs.target_entry import LEXCATS, VERDICTS, TargetEntry, Verdict, is_affix
from construal.gui.languages import language_title
from construal.gui.look import Look
from construal.gui.panels.furnishing import CapStrip, Key, field, hairline, header, in_role, label, section, target_head
from construal.gui.panels.rows import Row, Rows
from construal.gui.parts import flush_column
from construal.gui.views.targets_table import SAID

MEANS: dict[Verdict, str] = {
    "target": "Wherever these words stand, they are suggested as a target.",
    "never": "Wherever these words stand, none of them is suggested as a target.",
    "dropped": "What the shipped lists say of these words does not count here.",
}
ENDS: dict[Verdict, str] = {
    "target": "Wherever a word ends so, its end is suggested as a target.",
    "never": "An end of a word is never a target unless it is listed as one.",
    "dropped": "An end of a word is never a target unless it is listed as one.",
}
EMPTY = "No entry is at hand."


class TargetsDetail(QWidget):
    """Shows an entry; another verdict or lexcat can be taken, and words can be written into the lines that add."""

    verdict_taken = Signal(str)
    lexcat_taken = Signal(str)

    def __init__(self, look: Look, keys: Sequence[Key], parent: QWidget, *, language: str) -> None:
        super().__init__(parent)
        in_role(self, "pane")
        self.count = label(self, "secondary")
        self.target = label(self, "target", wraps=True)
        self.state = label(self, "secondary", wraps=True)
        self.means = label(self, "secondary", wraps=True)
        self.verdicts = Rows(look, self, spoken="Counts as", height=28)
        self.lexcats = Rows(look, self, spoken="Lexcat", height=28)
        self.words = field(look, self, "Words to add", icon="plus")
        self.words.setToolTip("in light of; as * as, with any word between; -no, the end of a word")
        self.language = field(look, self, "Language", icon="")
        self.language.setText(language)
        self.language.setMaximumWidth(72)
        self.verdicts.taken.connect(lambda value: self.verdict_taken.emit(str(value)))
        self.lexcats.taken.connect(lambda value: self.lexcat_taken.emit(str(value)))
        self._lay_out(look, keys)

    def _lay_out(self, look: Look, keys: Sequence[Key]) -> None:
        column = flush_column(self)
        column.addWidget(header(self, "Entry", self.count))
        column.addLayout(target_head(self.target, self.state))
        self._parts = QWidget(self)
        parts = flush_column(self._parts)
        parts.addWidget(hairline(self))
        parts.addLayout(section(self, "What it does"))
        said = QVBoxLayout()
        said.setContentsMargins(16, 0, 16, 12)
        said.addWidget(self.means)
        parts.addLayout(said)
        parts.addWidget(hairline(self))
        parts.addLayout(section(self, "Counts as"))
        parts.addWidget(self.verdicts)
        parts.addSpacing(8)
        self._lexcat = QWidget(self)
        lexcat = flush_column(self._lexcat)
        lexcat.addWidget(hairline(self))
        lexcat.addLayout(section(self, "Lexcat"))
        lexcat.addWidget(self.lexcats)
        lexcat.addSpacing(8)
        parts.addWidget(self._lexcat)
        column.addWidget(self._parts)
        column.addStretch()
        column.addWidget(hairline(self))
        line = QHBoxLayout()
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(8)
        line.addWidget(self.words, 1)
        line.addWidget(self.language)
        column.addLayout(line)
        column.addWidget(CapStrip(look, keys, self))

    def show_entry(self, entry: TargetEntry | None) -> None:
        """Show this entry, or none."""
        self._parts.setVisible(entry is not None)
        if entry is None:
            self.target.setText("")
            self.state.setText(EMPTY)
            return
        self.target.setText(f"«{entry.words}»")
        parts = (SAID[entry.verdict], entry.lexcat, language_title(entry.language))
        self.state.setText(" · ".join(part for part in parts if part))
        self.means.setText((ENDS if is_affix(entry.words) else MEANS)[entry.verdict])
        self.verdicts.show_rows(
            [
                Row(SAID[v].capitalize(), cap=str(n), value=v, is_marked=v == entry.verdict)
                for n, v in enumerate(VERDICTS, 1)
            ]
        )
        self._lexcat.setVisible(entry.verdict == "target")
        self.lexcats.show_rows([Row(c, value=c, is_marked=c == entry.lexcat) for c in lexcats(entry)])


def lexcats(entry: TargetEntry) -> list[str]:
    """The lexcats that an entry may have, its own among them; a PP has several words."""
    fitting = [c for c in LEXCATS if c != "PP" or " " in entry.words]
    return fitting if entry.lexcat in ("", *fitting) else [*fitting, entry.lexcat]
