"""The bar in which governor, object and configuration are chosen, below the text. Knows no project."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from construal.gui.actions import Where, shown
from construal.gui.keys import KeyFilter, KeyTable
from construal.gui.look import Look
from construal.gui.panels.key_strip import KeyButton
from construal.gui.parts import named, tool_button
from construal.gui.relation_choice import CONFIG, GOVERNOR, OBJECT, SLOTS, RelationChoice

TITLES = {GOVERNOR: "Governor", OBJECT: "Object", CONFIG: "Configuration"}
STRIP = ("relation_take", "relation_none", "relation_derived", "relation_slot", "relation_leave")


class RelationBar(QWidget):
    """Shows a choice and lets keys and clicks change it; Enter takes it, Esc leaves."""

    taken = Signal(object)  # the RelationChoice
    left = Signal()
    changed = Signal()  # another choice, none at all included

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "relationBar", visible=False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choice: RelationChoice | None = None
        self._slots: dict[str, QToolButton] = {}
        self.note = named(QLabel(self), "secondary")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setContentsMargins(10, 0, 0, 0)
        slots = QHBoxLayout()
        slots.setSpacing(4)
        group = QButtonGroup(self)
        for slot in SLOTS:
            button = self._slots[slot] = tool_button(self, "layerButton")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, slot=slot: self._at(slot))
            group.addButton(button)
            slots.addWidget(button)
        slots.addStretch()
        keys = QHBoxLayout()
        keys.setSpacing(10)
        for name in STRIP:
            cap = KeyButton(look, name, self)
            cap.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            cap.clicked.connect(lambda _on=False, name=name: self.run(name))
            keys.addWidget(cap)
        keys.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(4)
        column.addLayout(slots)
        column.addWidget(self.note)
        column.addLayout(keys)
        self._filter = KeyFilter(
            KeyTable(), places=lambda: (Where.RELATION,), run=self.run, letters=self._begin, parent=self
        )
        self._filter.watch(self)

    def open(self, choice: RelationChoice) -> None:
        """Choose from here on, with the keys."""
        self._show(choice)
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_choice(self) -> None:
        """Choose no more."""
        self.choice = None
        self.hide()
        self.changed.emit()

    def run(self, name: str) -> None:
        """Do what an action of the bar says; nothing where no choice is open."""
        choice = self.choice
        if choice is None:
            return
        if name == "relation_take":
            self.taken.emit(choice)
        elif name == "relation_leave":
            self.close_choice()
            self.left.emit()
        elif name in ("relation_next", "relation_previous"):
            self._show(choice.stepped(1 if name == "relation_next" else -1))
        elif name == "relation_slot":
            self._show(choice.turned())
        else:
            self._show(choice.emptied() if name == "relation_none" else choice.following())

    def pick(self, row: int) -> None:
        """Take the token that was clicked; nothing for one that cannot be chosen."""
        if self.choice is not None and (picked := self.choice.picked(row)).row == row:
            self._show(picked)
            self.taken.emit(picked)

    def _at(self, slot: str) -> None:
        """A click on a slot has it at hand; on the configuration at hand, the next configuration."""
        if self.choice is not None:
            again = slot == CONFIG and self.choice.slot == CONFIG
            self._show(self.choice.stepped(1) if again else self.choice.at(slot))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, letters: str) -> None:
        if self.choice is not None:
            self._show(self.choice.begun(letters))

    def _show(self, choice: RelationChoice) -> None:
        self.choice = choice
        for slot, button in self._slots.items():
            button.setText(f"{TITLES[slot]}  {choice.word(slot)}")
            button.setChecked(slot == choice.slot)
        tree = "as the tree says" if choice.is_derived else f"the tree says: {choice.word(choice.slot, derived=True)}"
        what = "configuration" if choice.slot == CONFIG else "word, or click one"
        self.note.setText(f"{tree} · {shown('Left')} {shown('Right')} another {what}")
        self.setAccessibleName(f"{TITLES[choice.slot]}: {choice.word(choice.slot)}, {tree}")
        self.changed.emit()
