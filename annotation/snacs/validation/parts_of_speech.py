"""Lexcat and part of speech of a single English word: the pairs that agree, and the exceptions. Knows cells only."""

from __future__ import annotations

from collections.abc import Iterator

from construal.annotation.snacs.validation.finding import Problem

_AGREEING = frozenset((
    ("NOUN", "N"), ("PROPN", "N"), ("VERB", "V"), ("ADP", "P"), ("ADV", "P"), ("SCONJ", "P"),
    ("ADP", "DISC"), ("ADV", "DISC"), ("SCONJ", "DISC"), ("PART", "POSS"),
))  # fmt: skip
# Lemmas on which the exceptions turn; all others are alike.
TELLING = frozenset(("be", "for", "versus"))
_MEND = "change the lexcat, or the part of speech in the treebank"


def problem(upos: str, xpos: str, lexcat: str, *, lemma: str, lexlemma: str) -> Problem | None:
    """What is wrong with a single word's lexcat beside its parts of speech, if anything is.

    Source: the checks of STREUSLE's conllulex2json.py, which accepts a pair that it does not list where an exception
    covers it, and only if every exception that is about the pair does.
    """
    if upos == lexcat or (upos, lexcat) in _AGREEING:
        return None
    answers = list(_exceptions(upos, xpos, lexcat, lemma=lemma, lexlemma=lexlemma))
    if not answers or not all(answers):
        tag = upos if xpos in ("_", upos) else f"{upos} ({xpos})"
        told = f"lexcat {lexcat} on a word whose part of speech is {tag}"
        return Problem("part-of-speech", told, _MEND, {"lexcat": None})
    if (upos == "VERB") != (lexcat == "V") and lexcat == "ADJ":
        return Problem("verb-as-adjective", "VERB in the treebank, ADJ here", "see that it is meant")
    return None


def _exceptions(upos: str, xpos: str, lexcat: str, *, lemma: str, lexlemma: str) -> Iterator[bool]:
    """For each exception that is about this pair, whether it allows it."""
    is_copula = lemma == "be" and lexcat == "V"
    if xpos == "TO" or lexcat.startswith("INF"):
        yield (xpos == "TO") == lexcat.startswith("INF") or (upos == "SCONJ" and lexlemma == "for")
    if (upos in ("NOUN", "PROPN")) != (lexcat == "N"):
        yield upos in ("SYM", "X") or lexcat in ("PRON", "DISC")
    if (upos == "AUX") != (lexcat == "AUX"):
        yield is_copula
    if (upos == "VERB") != (lexcat == "V"):
        yield lexcat == "ADJ" or is_copula
    if upos == "PRON":
        yield lexcat in ("PRON", "PRON.POSS")
    if lexcat == "ADV":
        yield upos in ("ADV", "PART")
    if upos == "ADP" and lexcat == "CCONJ":
        yield lemma == "versus"
