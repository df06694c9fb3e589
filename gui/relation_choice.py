"""What a person is choosing as governor, object and configuration of an expression; pure values, no widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from construal.annotation.document import Document
from construal.annotation.snacs.relations import CONFIGS, DEFAULT, Relation

GOVERNOR, OBJECT, CONFIG = "governor", "object", "config"
SLOTS = (GOVERNOR, OBJECT, CONFIG)


@dataclass(frozen=True, slots=True)
class RelationChoice:
    """An expression's relation as chosen so far; `slot` is the part at hand, `derived` what the tree says."""

    document: Document
    rows: tuple[int, ...]
    derived: Relation
    relation: Relation
    slot: str = GOVERNOR

    @property
    def row(self) -> int | None:
        """The token row chosen in the slot at hand, None for none and for the configuration."""
        value = getattr(self.relation, self.slot)
        return value if isinstance(value, int) else None

    @property
    def is_derived(self) -> bool:
        """Whether the slot at hand is as the tree says."""
        return bool(getattr(self.relation, self.slot) == getattr(self.derived, self.slot))

    def word(self, slot: str, *, derived: bool = False) -> str:
        """What a slot holds, in words; "none" for no token."""
        value = getattr(self.derived if derived else self.relation, slot)
        if isinstance(value, int):
            return self.document.token(value).form
        return value or "none"

    def at(self, slot: str) -> RelationChoice:
        """The same with another slot at hand."""
        return replace(self, slot=slot)

    def turned(self) -> RelationChoice:
        """The next slot at hand, the first after the last."""
        return self.at(SLOTS[(SLOTS.index(self.slot) + 1) % len(SLOTS)])

    def stepped(self, step: int) -> RelationChoice:
        """The next word of the sentence (or the one before) beside the expression's; the next configuration."""
        if self.slot == CONFIG:
            return self._with(CONFIGS[(CONFIGS.index(self.relation.config) + step) % len(CONFIGS)])
        words = self._words()
        here = self.rows[0] if self.row is None else self.row
        beyond = [row for row in words if (row > here if step > 0 else row < here)]
        return self._with(beyond[0] if step > 0 else beyond[-1]) if beyond else self

    def picked(self, row: int) -> RelationChoice:
        """A token of the sentence; nothing changes for another one, or where the configuration is at hand."""
        return self._with(row) if self.slot != CONFIG and row in self._words() else self

    def begun(self, letters: str) -> RelationChoice:
        """The next word, or configuration, that begins so; round from the end to the start."""
        wanted = letters.casefold()
        if self.slot == CONFIG:
            after = CONFIGS.index(self.relation.config) + 1
            names = [*CONFIGS[after:], *CONFIGS[:after]]
            return next((self._with(name) for name in names if name.startswith(wanted)), self)
        words, here = self._words(), self.rows[0] if self.row is None else self.row
        turned = [*(row for row in words if row > here), *(row for row in words if row <= here)]
        found = (row for row in turned if self.document.token(row).form.casefold().startswith(wanted))
        return next((self._with(row) for row in found), self)

    def emptied(self) -> RelationChoice:
        """No token in the slot at hand; the plain configuration."""
        return self._with(DEFAULT if self.slot == CONFIG else None)

    def following(self) -> RelationChoice:
        """The slot at hand as the tree says."""
        return self._with(getattr(self.derived, self.slot))

    def _with(self, value: int | str | None) -> RelationChoice:
        changed: dict[str, Any] = {self.slot: value}
        return replace(self, relation=self.relation._replace(**changed))

    def _words(self) -> list[int]:
        """The rows that may be chosen: the sentence's words, those of the expression left out."""
        document = self.document
        rows = document.sentences.rows(document.sentences.of_row(self.rows[0]))
        return [row for row in rows if row not in self.rows and not document.token(row).is_empty_node]
