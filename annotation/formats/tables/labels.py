"""What label cells of a table state: values of an annotation, whether in doubt, and what is odd about them.

Tables write labels with or without `p.`, in any case, both of a construal in one cell, or with a question mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from construal.annotation.annotation import Value
from construal.annotation.formats.tables.meanings import INVISIBLE
from construal.annotation.scheme import POSSESSIVE, UNCLEAR, Slot, load

CURRENT = "snacs-2.6"
_VERSIONS = ("snacs-2.5", "snacs-2.4", "snacs-2.0")
_LONGEST = 200  # letters; what is longer is a remark, and no label
_NOTHING = frozenset(("", "_", "-", "–", "—", "na", "n/a", "none", "null", "nan", "__"))
_BOTH = re.compile(r"\s*(?:~>|↝|->|→|=>|\|)\s*")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")  # what somebody wrote behind a label
_QUESTION = re.compile(r"\?+(?:\W.*)?", re.DOTALL)
_PREFIX = re.compile(r"[pP]\s*[.:]\s*")


class Labelled(NamedTuple):
    """The values that label cells state, whether in doubt, what is odd about them, and an older scheme's name."""

    values: Mapping[str, Value]
    is_doubted: bool = False
    messages: tuple[str, ...] = ()
    scheme: str = ""


_NONE = Labelled({})


def is_nothing(cell: str) -> bool:
    """Whether a cell of labels, notes or lexical columns says nothing."""
    return cell.strip().casefold() in _NOTHING


@cache
def _older() -> frozenset[str]:
    """Every label that an older version had."""
    scheme = load(CURRENT)
    return frozenset((*scheme.removed, *(rule.label for rule in scheme.renamings)))


@cache
def _spellings() -> dict[str, str]:
    """Every label of the scheme and of its older versions, by its letters alone."""
    scheme = load(CURRENT)
    current = [label.name for label in (*scheme.labels, *scheme.special)]
    return {_letters(name): name for name in (*sorted(_older()), *current) if _letters(name)}


@cache
def _supersenses() -> dict[str, str]:
    scheme = load(CURRENT)
    return {name.casefold(): name for name in (*scheme.noun_supersenses, *scheme.verb_supersenses)}


def _letters(name: str) -> str:
    return "" if name.startswith("`") else re.sub(r"[^\w]|_", "", name).casefold()


def known_label(cell: str) -> str | None:
    """The label that a cell is, as the scheme spells it, or a noun or verb supersense; None for anything else."""
    text = _clean(cell)
    if len(text) > _LONGEST:
        return None
    if _BOTH.search(text):
        first = _BOTH.split(text)[0]
        return known_label(first) if first else None
    if text.casefold() in _supersenses():
        return _supersenses()[text.casefold()]
    text = _PREFIX.sub("", text, count=1)
    if re.fullmatch(r"\?+", text):
        return UNCLEAR
    if text.startswith("`") and load(CURRENT).has(text):
        return text
    return _spellings().get(_letters(text.rstrip("? ")))


class TableLabels:
    """Label cells read as one scheme version has them; equal cells give one answer, made once."""

    def __init__(self, version: str) -> None:
        self.scheme = load(CURRENT)
        self.version = version
        self._found: dict[tuple[str, str, str], Labelled] = {}

    def labelled(self, role: str, function: str, supersense: str) -> Labelled:
        """What a role, a function and a supersense cell state; a role cell may hold both labels, or a supersense."""
        key = (role, function, supersense)
        if not any(key):
            return _NONE
        if key not in self._found:
            self._found[key] = self._labelled(*key)
        return self._found[key]

    def _labelled(self, role: str, function: str, supersense: str) -> Labelled:
        role, function, supersense = ("" if is_nothing(cell) else _clean(cell) for cell in (role, function, supersense))
        if max(map(len, (role, function, supersense))) > _LONGEST:
            return Labelled({}, False, (f"a text of more than {_LONGEST} letters among the labels; not read",))
        if not role and supersense:
            role = supersense
        pair = [part for part in _BOTH.split(role) if part]
        if len(pair) == 2:
            role, function = pair[0], function or pair[1]
        values: dict[str, Value] = {}
        messages: list[str] = []
        if role[:2].casefold() in ("n.", "v."):
            values["supersense"] = _supersenses().get(role.casefold(), role)
            if role.casefold() not in _supersenses():
                messages.append(f"‘{role}’ is no noun or verb supersense; kept")
            role = ""
            if function == values["supersense"]:
                function = ""
        is_doubted = False
        slots: tuple[tuple[Slot, str], ...] = (("role", role), ("function", function))
        for slot, cell in slots:
            if cell:
                label, doubted = self._label(cell, slot, messages)
                values[slot] = label
                is_doubted = is_doubted or doubted
        if values.get("role") == POSSESSIVE:
            values.setdefault("function", POSSESSIVE)
        if values.get("role") == UNCLEAR and values.get("function") == UNCLEAR:
            del values["function"]
        if "role" in values and "function" not in values and values["role"] != UNCLEAR:
            messages.append(f"the role {role} has no function; kept")
        elif "function" in values and "role" not in values:
            messages.append(f"the function {function} has no role; kept")
        older = (self._older_version(str(values[slot]), slot) for slot, _ in slots if slot in values)
        return Labelled(values, is_doubted, tuple(messages), min(filter(None, older), default=""))

    def _label(self, cell: str, slot: Slot, messages: list[str]) -> tuple[str, bool]:
        """A label as the scheme spells it, and whether a question mark behind it, or another label, says doubt."""
        bare = _PREFIX.sub("", cell, count=1)
        bare = _REMARK.sub("", bare).strip() or bare
        if _QUESTION.fullmatch(bare):
            if bare != UNCLEAR:
                messages.append(f"‘{cell}’ read as {UNCLEAR}")
            return UNCLEAR, False
        if bare.startswith("`"):
            if not self.scheme.has(bare):
                messages.append(f"‘{cell}’ is no label of {self.version}; kept")
            return bare, False
        is_doubted = bare.endswith("?") and _letters(bare) in _spellings()
        bare = bare.rstrip("? ") if is_doubted else bare
        either = [_spellings().get(_letters(part)) for part in bare.split("/")]
        if len(either) > 1 and all(either) and _letters(bare) not in _spellings():
            bare, is_doubted = str(either[0]), True
        is_written_so = self.scheme.has(bare) or bare in _older()
        label = bare if is_written_so else _spellings().get(_letters(bare), bare)
        if is_doubted:
            messages.append(f"‘{cell}’ read as {label}, in doubt")
        elif label != bare or _REMARK.search(cell):
            messages.append(f"‘{cell}’ read as {label}")
        if not self.scheme.knows(label, self.version):
            messages.append(self._unknown(label, slot))
        return label, is_doubted

    def _unknown(self, label: str, slot: Slot) -> str:
        version = self._older_version(label, slot)
        if version:
            renaming = self.scheme.rename(label, version=version, slot=slot)
            now = renaming.name or " or ".join(renaming.candidates)
            return f"‘{label}’ is no label of {self.version}, older for {now}; kept"
        return f"‘{label}’ is no label of {self.version}; kept"

    def _older_version(self, label: str, slot: Slot) -> str:
        """The newest older scheme that has a label which the table's own has not; "" for any other label."""
        if self.scheme.knows(label, self.version) or label not in _older():
            return ""
        for version in _VERSIONS:
            renaming = self.scheme.rename(label, version=version, slot=slot)
            if renaming.name or renaming.candidates:
                return version
        return ""


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", INVISIBLE.sub("", cell)).strip()
