"""What the lexical cells of a row state: an annotation's values, and what is odd about them.

Equal rows give one answer, made once: a corpus has some hundred kinds of row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from construal.annotation.annotation import Value
from construal.annotation.scheme import POSSESSIVE, UNCLEAR, Slot, load
from construal.annotation.snacs.expression import SINGLE, STRONG, Expression, Word, unprefixed
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
    """The values that cells state, what is odd about them, and how their lextag should end."""

    values: Mapping[str, Value]
    messages: tuple[str, ...]
    ending: str


_PLAIN = "snacs-2.6"


def agrees(lextag: str, ending: str) -> bool:
    """Whether a lextag, or none, says what the other columns do. Its beginning depends on the words around it."""
    return lextag == "_" or lextag.partition("+")[0].endswith(ending)


class Labels:
    """The cells of rows read as one scheme version and language have them."""

    def __init__(self, scheme: str, language: str) -> None:
        self.scheme = load(_PLAIN)
        self.version = scheme
        rules = self.scheme.rules(language)
        self.specials = rules.special
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
        if first != "_":
            if first.startswith(("n.", "v.")):
                values["supersense"] = first
                if first not in self.supersenses:
                    messages.append(f"‘{first}’ is no noun or verb supersense; kept")
            else:
                values["role"] = unprefixed(first)
                messages += self._odd(first, "role")
        if second != "_":
            values["function"] = unprefixed(second)
            messages += self._odd(second, "function")
        if "role" in values and "function" not in values and first != UNCLEAR:
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
            if not word.is_empty_node:
                messages.append("no lexcat; taken as what follows from the word")
        else:
            if lexcat not in self.lexcats:
                messages.append(f"‘{lexcat}’ is no lexcat of the language; kept")
            if lexcat != following(expression, words) or lexcat.startswith("V."):
                values["lexcat"] = lexcat
        ending = f"-{lexcat}-{expression.label}" if expression.label else f"-{lexcat}"
        is_needed = len(values) > 1 or strength != SINGLE
        return Stated(values if is_needed else {}, tuple(messages), ending)

    def _odd(self, label: str, slot: Slot) -> tuple[str, ...]:
        """What is odd about a label as the file writes it."""
        bare = unprefixed(label)
        if label in (POSSESSIVE, UNCLEAR):
            return () if label == POSSESSIVE or slot == "role" else (f"‘{label}’ is only a role; kept",)
        known = self.scheme.knows(bare, self.version)
        if known and self.scheme.has(bare):
            kind = self.scheme.label(bare).kind
            if kind == "stand-in":
                return (f"‘{label}’ is an older stand-in for a lexcat; kept",)
            if kind and bare not in self.specials:
                return (f"‘{label}’ is not used for the language; kept",)
        if known and label.startswith("p.") == (not bare.startswith(("`", "?"))):
            return ()
        if known:
            return (f"‘{label}’ is not written as p. and a supersense; kept",)
        for version in ("2.5", "2.4"):
            renaming = self.scheme.rename(bare, version=version, slot=slot)
            if renaming.name or renaming.candidates:
                now = renaming.name or " or ".join(renaming.candidates)
                return (f"‘{label}’ is no label of {self.version}, older for {now}; kept",)
        return (f"‘{label}’ is no label of {self.version}; kept",)
