"""Lexcats that follow from parts of speech and labels, so that nobody types them. Source: the STREUSLE guidelines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from construal.annotation.scheme import POSSESSIVE, UNCLEAR
from construal.annotation.snacs.expression import STRONG, WEAK, Expression, Word

# The words of a sentence, or those of one expression by their positions.
Words = Sequence[Word] | Mapping[int, Word]

_BY_XPOS = {"PRP$": "PRON.POSS", "WP$": "PRON.POSS", "POS": "POSS", "TO": "INF.P"}
_BY_UPOS = {"NOUN": "N", "PROPN": "N", "VERB": "V", "ADP": "P", "PART": "ADV"}
# Older data state a lexcat by a label.
_STAND_INS = {
    "`a": "AUX", "`c": "CCONJ", "`d": "DISC", "`i": "INF", "`j": "ADJ",
    "`n": "N", "`o": "PRON", "`p": "P", "`r": "ADV", "`v": "V",
}  # fmt: skip
# English possessives where a document has no parts of speech.
_POSSESSIVES = frozenset(("my", "your", "his", "her", "its", "our", "their", "whose"))
_CLITICS = frozenset(("'s", "’s", "'", "’"))


def lexcat(expression: Expression, words: Words) -> str:
    """The lexcat of an expression: the one decided, else the one that follows; "" where none does.

    A weak expression has only what was decided. A verbal multiword expression whose type was not decided is V.VID.
    """
    return expression.lexcat or following(expression, words)


def following(expression: Expression, words: Words) -> str:
    """The lexcat that follows from the words and the labels alone; "" where none does."""
    if expression.strength == WEAK:
        return ""
    several = expression.strength == STRONG
    if expression.supersense:
        if expression.supersense.startswith("v."):
            return "V.VID" if several else "V"
        return "N"
    label = expression.role or expression.function
    first, last = words[expression.positions[0]], words[expression.positions[-1]]
    if not label:
        return of_word(_head(expression, words))
    if label in _STAND_INS:
        return _STAND_INS[label]
    if label == UNCLEAR and not several and first.upos in ("NOUN", "PROPN", "VERB"):
        return _BY_UPOS[first.upos]
    if not several or label == POSSESSIVE:
        return _possessive(first) or _BY_XPOS.get(first.xpos, "P")
    return "P" if last.upos in ("ADP", "SCONJ") else "PP"


def of_word(word: Word) -> str:
    """The lexcat of a word that carries no label; "" where its part of speech is unknown."""
    if word.xpos == "TO":
        return "INF"
    by_xpos = _BY_XPOS.get(word.xpos)
    if by_xpos is not None:
        return by_xpos
    return _BY_UPOS.get(word.upos, "" if word.upos == "_" else word.upos)


def _possessive(word: Word) -> str:
    """The possessive lexcat of an English form, where there is no part of speech to tell; else ""."""
    if word.upos != "_" or word.xpos != "_":
        return ""
    form = word.form.lower()
    return "PRON.POSS" if form in _POSSESSIVES else "POSS" if form in _CLITICS else ""


def _head(expression: Expression, words: Words) -> Word:
    """The first word whose head lies outside the expression."""
    inside = set(expression.positions)
    heads = (words[p] for p in expression.positions if words[p].head not in inside)
    return next(heads, words[expression.first])
