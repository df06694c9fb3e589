"""Which lexcats go with which parts of speech of an English word."""

import pytest

from construal.annotation.snacs.validation.parts_of_speech import problem


def rule(upos: str, xpos: str, lexcat: str, lemma: str = "word") -> str:
    """The rule that a word with these cells breaks, "" for none."""
    found = problem(upos, xpos, lexcat, lemma=lemma, lexlemma=lemma)
    return found.rule if found else ""


@pytest.mark.parametrize(
    ("upos", "xpos", "lexcat", "lemma"),
    [
        ("ADJ", "JJ", "ADJ", "old"),
        ("NOUN", "NN", "N", "mill"),
        ("PROPN", "NNP", "N", "Ann"),
        ("VERB", "VB", "V", "walk"),
        ("AUX", "VBZ", "V", "be"),
        ("ADP", "IN", "P", "of"),
        ("ADV", "RB", "P", "here"),
        ("SCONJ", "IN", "P", "after"),
        ("ADV", "RB", "DISC", "anyway"),
        ("PART", "POS", "POSS", "'s"),
        ("PART", "TO", "INF", "to"),
        ("PART", "TO", "INF.P", "to"),
        ("SCONJ", "IN", "INF", "for"),
        ("PRON", "PRP$", "PRON.POSS", "my"),
        ("PART", "RB", "ADV", "not"),
        ("NOUN", "NN", "PRON", "one"),
        ("SYM", "NN", "N", "%"),
        ("ADP", "IN", "CCONJ", "versus"),
    ],
)
def test_what_agrees(upos: str, xpos: str, lexcat: str, lemma: str) -> None:
    """The usual pairs, and each exception."""
    assert rule(upos, xpos, lexcat, lemma) == ""


@pytest.mark.parametrize(
    ("upos", "xpos", "lexcat", "lemma"),
    [
        ("ADJ", "JJ", "N", "old"),
        ("NOUN", "NN", "ADJ", "mill"),
        ("AUX", "VBZ", "V", "have"),
        ("VERB", "VB", "AUX", "be"),
        ("PART", "TO", "P", "to"),
        ("ADP", "IN", "INF", "for"),
        ("SCONJ", "IN", "INF", "that"),
        ("PRON", "PRP", "DET", "we"),
        ("ADJ", "JJ", "ADV", "old"),
        ("ADP", "IN", "CCONJ", "with"),
        ("DET", "DT", "PRON", "the"),
        ("PUNCT", ".", "X", "."),
    ],
)
def test_what_does_not(upos: str, xpos: str, lexcat: str, lemma: str) -> None:
    """A pair outside the list, or one that an exception is about and does not cover."""
    assert rule(upos, xpos, lexcat, lemma) == "part-of-speech"


def test_a_verb_as_adjective() -> None:
    """A verb that is taken for an adjective is worth a look, no more."""
    assert rule("VERB", "VBG", "ADJ", "work") == "verb-as-adjective"


def test_every_exception_about_a_pair_must_hold() -> None:
    """What one exception allows is wrong where another one that is about the pair forbids it."""
    assert rule("NOUN", "NN", "DISC") == ""
    assert rule("AUX", "VB", "DISC", "do") == "part-of-speech"
    assert rule("VERB", "VB", "DISC", "look") == "part-of-speech"
