"""The labels that a model chooses from, head by head, in the order of its scores. Knows no corpus and no tensor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from construal.annotation.errors import FormatError

NAME = "labels.json"
# Each head of a model, and the field of Labels that its scores are in the order of.
FIELDS: Mapping[str, str] = {
    "tag": "tags",
    "role": "roles",
    "function": "functions",
    "pair": "pairs",
    "upos": "upos",
    "xpos": "xpos",
    "deprel": "deprels",
    "lemma": "lemma_scripts",
}
HEADS = tuple(FIELDS)
SNACS_HEADS = ("role", "function", "pair")
SYNTAX_HEADS = ("upos", "xpos", "deprel", "lemma")
ARC: Final = "arc"  # the part of a model that finds governors and relations; its labels are those of "deprel"
PARTS = (*HEADS, ARC)


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The labels of each head, sorted; a head without any is not there.

    `tags` are whole lextags (`B-P-p.Locus|p.Goal`), `pairs` are `p.Role|p.Function`, roles and functions have their
    `p.`, `lemma_scripts` are what `construal.core.models.lemmas` makes of a form and its lemma.
    """

    tags: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    upos: tuple[str, ...] = ()
    xpos: tuple[str, ...] = ()
    deprels: tuple[str, ...] = ()
    lemma_scripts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for field in FIELDS.values():
            labels = getattr(self, field)
            if len(set(labels)) < len(labels):
                twice = next(label for label in labels if labels.count(label) > 1)
                raise ValueError(f"‘{twice}’ stands twice among {field}")

    def of(self, head: str) -> tuple[str, ...]:
        """The labels of a head, in the order of its scores."""
        labels: tuple[str, ...] = getattr(self, FIELDS[head])
        return labels

    def numbers(self, head: str) -> dict[str, int]:
        """The place of each label among those of a head."""
        return {label: number for number, label in enumerate(self.of(head))}

    @property
    def sizes(self) -> dict[str, int]:
        """How many labels each head has that has any."""
        return {head: len(self.of(head)) for head in HEADS if self.of(head)}

    def restricted(self, heads: Iterable[str]) -> Labels:
        """The labels of these heads alone."""
        return Labels(**{FIELDS[head]: self.of(head) for head in heads})

    def to_json(self) -> bytes:
        """The labels as JSON that a person can read, one a line."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"

    @classmethod
    def from_json(cls, data: bytes, file: str = NAME) -> Labels:
        """The labels that `to_json` wrote. Raises FormatError for anything else."""
        try:
            return msgspec.json.decode(data, type=cls)
        except msgspec.DecodeError as error:
            raise FormatError(f"these are no labels of a model ({error}); get the model anew.", file) from error
