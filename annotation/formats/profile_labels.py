"""Labels as a corpus writes them, and what they are in the scheme's spelling; what is odd about them is told.

Knows the scheme and a profile, not rows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from construal.annotation.formats.profile import Profile
from construal.annotation.scheme import POSSESSIVE, UNCLEAR, Scheme, Slot
from construal.annotation.snacs.expression import prefixed, unprefixed

_CUT = frozenset(("`", "p.`", "p.", "p"))
_DOUBTFUL = frozenset(("?", "p.?", "p.??"))
_OLDER = ("2.5", "2.4", "2.0")  # versions that an older label may be of, the newest first
_STAND_IN = "stand-in"


class Read(NamedTuple):
    """A label as values have it ("" for none), what is odd about it, and the older version that it is of."""

    label: str
    messages: tuple[str, ...] = ()
    scheme: str = ""


class LabelReader:
    """Reads the roles and functions of one file.

    `version` is the scheme that the file is of. A label is never renamed: an older one stays, and says its version.
    `seen` are the labels read so far.
    """

    def __init__(self, scheme: Scheme, version: str, language: str, profile: Profile) -> None:
        self.scheme = scheme
        self.version = version
        self.profile = profile
        self.seen: set[str] = set()
        self._read: dict[tuple[str, Slot], Read] = {}
        self._specials = scheme.rules(language).special
        self._names: dict[str, str] = {}
        older = (rule.label for rule in scheme.renamings)
        for name in (*(label.name for label in (*scheme.labels, *scheme.special)), *older, *scheme.removed):
            if key := _plain(name):
                self._names.setdefault(key, name)

    def read(self, cell: str, slot: Slot) -> Read:
        """What a cell of the column of a role or function states."""
        found = self._read.get((cell, slot))
        if found is None:
            found = self._read[cell, slot] = self._anew(cell, slot)
        return found

    def _anew(self, cell: str, slot: Slot) -> Read:
        if cell == "_" or cell == POSSESSIVE or (cell == UNCLEAR and slot == "role"):
            return Read("" if cell == "_" else cell)
        if cell == UNCLEAR:
            return Read(cell, (f"‘{cell}’ is only a role; kept",))
        if cell in _CUT:
            return Read("", (f"‘{cell}’ is a label cut short; read as none",))
        if cell in _DOUBTFUL:
            return Read(UNCLEAR, (f"‘{cell}’ is not written as ??; read as it",))
        if cell.removeprefix("p.")[0] == "`":
            return self._backtick(cell)
        label = self._name(cell)
        self.seen.add(label)
        older, messages = self._version(label, cell, slot)
        if cell != self.profile.spelled(prefixed(label)) and not messages:
            messages = self._spelling(label, cell)
        return Read(label, messages, older)

    def _name(self, cell: str) -> str:
        """The label in the scheme's spelling; one that no version knows as it stands, without `p.`."""
        bare = unprefixed(cell)
        if self.scheme.knows(bare, self.version):
            return bare
        return self._names.get(_plain(bare), bare)

    def _backtick(self, cell: str) -> Read:
        """A label with a backtick: the possessive slot, or a stand-in for a lexcat."""
        bare = unprefixed(cell)
        if bare == POSSESSIVE:
            return Read(bare, (f"‘{cell}’ is not written as {POSSESSIVE}; read as it",))
        if not self.scheme.has(bare):
            return Read(bare, (f"‘{cell}’ is no label of {self.version}; kept",))
        if _STAND_IN in self.profile.usual and cell == self.profile.spelled(bare):
            return Read(bare)
        done = "kept" if cell == bare else f"read as {bare}"
        return Read(bare, (f"‘{cell}’ is an older stand-in for a lexcat; {done}",))

    def _version(self, label: str, cell: str, slot: Slot) -> tuple[str, tuple[str, ...]]:
        """The older version that a label is of ("" for the file's own), and what there is to tell about that."""
        if label in self.profile.older:
            version = self.profile.older[label]
            return version, (f"‘{cell}’ is meant as in {version}; kept, and said to be of it",)
        if self.scheme.knows(label, self.version):
            if self.scheme.has(label) and self.scheme.label(label).kind and label not in self._specials:
                return "", (f"‘{cell}’ is not used for the language; kept",)
            return "", ()
        for version in _OLDER:
            if self.scheme.knows(label, version):
                renaming = self.scheme.rename(label, version=version, slot=slot)
                now = renaming.name or " or ".join(renaming.candidates)
                return f"snacs-{version}", (f"‘{cell}’ is no label of {self.version}, older for {now}; kept",)
        return "", (f"‘{cell}’ is no label of {self.version}; kept",)

    def _spelling(self, label: str, cell: str) -> tuple[str, ...]:
        expected = self.profile.spelled(prefixed(label))
        return (f"‘{cell}’ is not written as {expected}; read as it",)


def _plain(name: str) -> str:
    """A name without case and signs, as corpora write it in several ways."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())
