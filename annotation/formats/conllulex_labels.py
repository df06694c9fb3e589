"""What the lexical cells of a row state: an annotation's values, and what is odd about them.

Equal rows give one answer, made once: a corpus has some hundred kinds of row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from construal.annotation.annotation import Value
from construal.annotation.formats.profile import Profile
from construal.annotation.formats.profile_labels import LabelReader
from construal.annotation.scheme import UNCLEAR, load
from construal.annotation.snacs.expression import SINGLE, STRONG, Expression, Word
from construal.annotation.snacs.lexcat import following


class LexicalCells(NamedTuple):
    """What a row's lexical reading depends on, as the file has it. Two rows that are equal here are read equal."""

    smwe: str
    wmwe: str
    upos: str
    xpos: str
    lexcat: str
    ss: str
    ss2: str


class Stated(NamedTuple):
    """The values that cells state, what is odd about them, how their lextag should end, and an older scheme's name."""

    values: Mapping[str, Value]
    messages: tuple[str, ...]
    ending: str
    scheme: str = ""


_PLAIN = "snacs-2.6"
_OPEN = ("!!@", "!@")  # lexcats that say: still to be decided


def agrees(lextag: str, ending: str) -> bool:
    """Whether a lextag, or none, says what the other columns do. Its beginning depends on the words around it."""
    return lextag == "_" or lextag.partition("+")[0].endswith(ending)


class Labels:
    """The cells of rows read as one profile, scheme version and language have them."""

    def __init__(self, scheme: str, language: str, profile: Profile) -> None:
        self.scheme = load(_PLAIN)
        self.version = scheme
        self.profile = profile
        self.reader = LabelReader(self.scheme, scheme, language, profile)
        rules = self.scheme.rules(language)
        self.lexcats = frozenset((*self.scheme.lexcats, *self.scheme.verbal_lexcats, *rules.lexcats))
        self.supersenses = frozenset((*self.scheme.noun_supersenses, *self.scheme.verb_supersenses))
        self.singles: dict[tuple[str, ...], Stated] = {}
        self._groups: dict[tuple[object, ...], Stated] = {}

    def single(self, row: LexicalCells, word: Word) -> Stated:
        """The values of a single word, empty where everything about it follows, and what is odd."""
        stated = self._stated(row, (0,), SINGLE, words={0: word})
        # The form counts only where there is no part of speech, and an empty node's lexcat never does.
        if (row.upos, row.xpos) != ("_", "_") and not word.is_empty_node:
            self.singles[row] = stated
        return stated

    def group(self, row: LexicalCells, positions: tuple[int, ...], *, words: Mapping[int, Word]) -> Stated:
        """The values of a strong multiword expression whose first row this is, and what is odd."""
        if row.ss == "_":
            return self._stated(row, positions, STRONG, words=words)
        # With a label, only the first and the last word count.
        key = (row[2:], words[positions[-1]].upos)
        if key not in self._groups:
            self._groups[key] = self._stated(row, positions, STRONG, words=words)
        return self._groups[key]

    def _stated(
        self, row: LexicalCells, positions: tuple[int, ...], strength: str, *, words: Mapping[int, Word]
    ) -> Stated:
        lexcat, first, second = row.lexcat, row.ss, row.ss2
        values: dict[str, Value] = {"strength": strength}
        messages: list[str] = []
        older: list[str] = []
        if first.startswith(("n.", "v.")):
            values["supersense"] = first
            if first not in self.supersenses:
                messages.append(f"‘{first}’ is no noun or verb supersense; kept")
        elif first != "_":
            role = self.reader.read(first, "role")
            messages += role.messages
            older.append(role.scheme)
            if role.label:
                values["role"] = role.label
        if second != "_":
            function = self.reader.read(second, "function")
            if function.label == UNCLEAR and values.get("role") == UNCLEAR:
                messages.append(f"‘{second}’ stands in both columns; read in the first")
            else:
                messages += (message for message in function.messages if message not in messages)
                older.append(function.scheme)
                if function.label:
                    values["function"] = function.label
        if "role" in values and "function" not in values and values["role"] != UNCLEAR:
            messages.append(f"the role {first} has no function; kept")
        elif "function" in values and "role" not in values:
            messages.append(f"the function {second} has no role; kept")
        word = words[positions[0]]
        expression = Expression(
            positions,
            strength,
            supersense=str(values.get("supersense", "")),
            role=str(values.get("role", "")),
            function=str(values.get("function", "")),
        )
        if lexcat == "_":
            if not word.is_empty_node and "no-lexcat" not in self.profile.usual:
                messages.append("no lexcat; taken as what follows from the word")
        elif lexcat in _OPEN:
            if "open-lexcat" not in self.profile.usual:
                messages.append(f"‘{lexcat}’ is a lexcat still to be decided; read as none")
        else:
            if lexcat not in self.lexcats:
                messages.append(f"‘{lexcat}’ is no lexcat of the language; kept")
            if lexcat != following(expression, words) or lexcat.startswith("V."):
                values["lexcat"] = lexcat
        is_needed = len(values) > 1 or strength != SINGLE
        ending = self._ending(lexcat, first, second)
        return Stated(values if is_needed else {}, tuple(messages), ending, min(filter(None, older), default=""))

    def _ending(self, lexcat: str, first: str, second: str) -> str:
        """How the lextag of a row with these cells ends in files of the profile."""
        if first == "_":
            return f"-{lexcat}"
        if second == "_" or (second == first and self.profile.lextag != "doubled"):
            return f"-{lexcat}-{first}"
        return f"-{lexcat}-{first}|{second}"
