"""What became of a scheme's labels from version to version: the rules, and what they make of one label.

The rules are data of a scheme; `Scheme.rename` is where they are asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import msgspec

from construal.annotation.errors import SchemeError

Slot = Literal["role", "function"]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What a label of every version below `before` became: by itself the first of `to`, or what a person says.

    `counts` says how often a person's answer was which, where that was counted; `reason` why the label changed;
    `languages_without` the languages that the rule is not for, as ISO 639 codes.
    """

    id: str
    before: str
    label: str
    to: tuple[str, ...]
    slot: Literal["", "role", "function"] = ""
    person: bool = False
    question: str = ""
    reason: str = ""
    counts: Mapping[str, int] = {}
    languages_without: tuple[str, ...] = ()

    def fits(self, label: str, slot: Slot, language: str) -> bool:
        """Whether the rule is for this label in this slot and language, whatever the version."""
        return label == self.label and self.slot in ("", slot) and language not in self.languages_without


class Era(msgspec.Struct, frozen=True, kw_only=True):
    """Versions that have the same labels, from `first` to `last`."""

    first: str
    last: str
    labels: tuple[str, ...]


class Renaming(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an older label: its `name` now ("" if none follows), or a person decides on `candidates`.

    `rules` are the ids of the rules that gave the name, `asked` those of the rules that ask a person.
    """

    name: str
    needs_person: bool = False
    candidates: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def renamed(
    rules: Sequence[Rule], label: str, *, version: tuple[int, ...], origin: tuple[int, ...], slot: Slot, language: str
) -> Renaming:
    """A label of `version` put through the rules in the order of the versions.

    A name changes with every version it has not seen yet; a person is asked by every version since `origin`, which is
    older than `version` where the names were brought up before. The name may be one that no version has.
    """
    name = label
    applied: list[str] = []
    asked: list[Rule] = []
    for boundary in sorted({number(rule.before) for rule in rules}):
        here = [rule for rule in rules if number(rule.before) == boundary]
        if version < boundary:
            for rule in here:
                if not rule.person and rule.fits(name, slot, language):
                    name = rule.to[0]
                    applied.append(rule.id)
                    break
        if origin < boundary:
            asked += [rule for rule in here if rule.person and rule.fits(name, slot, language)]
    return Renaming(
        name=name,
        needs_person=bool(asked),
        candidates=tuple(dict.fromkeys(name for rule in asked for name in rule.to)),
        rules=tuple(applied),
        asked=tuple(rule.id for rule in asked),
    )


@cache
def number(version: str) -> tuple[int, ...]:
    """A version as numbers that compare. Raises SchemeError for anything else."""
    match = re.fullmatch(r"(?:[a-z]+-)?(\d+(?:\.\d+)*)", version)
    if match is None:
        raise SchemeError(f"‘{version}’ is no version; expected such as 2.5.")
    return tuple(int(part) for part in match[1].split("."))


def scheme_name(version: str) -> str:
    """A version, with or without its scheme ("2.5", "snacs-2.5"), as annotations name it ("snacs-2.5").

    Raises SchemeError for what is no version.
    """
    return "snacs-" + ".".join(str(part) for part in number(version.removeprefix("snacs-")))
