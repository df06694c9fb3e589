"""Lexcats that follow from parts of speech and labels."""

import pytest

from construal.annotation.snacs.expression import SINGLE, STRONG, WEAK, Expression, Word
from construal.annotation.snacs.lexcat import following, lexcat


def word(form: str, upos: str = "_", xpos: str = "_", head: int = -1) -> Word:
    return Word(form, form.lower(), upos, xpos, head)


@pytest.mark.parametrize(
    ("upos", "xpos", "expected"),
    [
        ("NOUN", "NN", "N"), ("PROPN", "NNP", "N"), ("VERB", "VB", "V"), ("ADP", "IN", "P"), ("PART", "TO", "INF"),
        ("PART", "RB", "ADV"), ("PART", "POS", "POSS"), ("PRON", "PRP$", "PRON.POSS"), ("PRON", "WP$", "PRON.POSS"),
        ("PRON", "PRP", "PRON"), ("AUX", "MD", "AUX"), ("PUNCT", ".", "PUNCT"), ("_", "_", ""),
    ],
)  # fmt: skip
def test_unlabelled_word(upos: str, xpos: str, expected: str) -> None:
    """A word without a label has the lexcat of its part of speech, and none where that is unknown."""
    assert following(Expression((0,)), [word("x", upos, xpos)]) == expected


@pytest.mark.parametrize(
    ("upos", "xpos", "role", "expected"),
    [
        ("ADP", "IN", "Locus", "P"), ("ADV", "RB", "Locus", "P"), ("SCONJ", "IN", "Time", "P"),
        ("PART", "TO", "Purpose", "INF.P"), ("PART", "POS", "Possessor", "POSS"),
        ("PRON", "PRP$", "`$", "PRON.POSS"), ("PRON", "WP$", "Possessor", "PRON.POSS"),
        ("NOUN", "NN", "??", "N"), ("VERB", "VB", "??", "V"), ("ADP", "IN", "??", "P"),
        ("ADP", "IN", "`d", "DISC"), ("ADP", "IN", "`c", "CCONJ"),
    ],
)  # fmt: skip
def test_construal_on_a_word(upos: str, xpos: str, role: str, expected: str) -> None:
    """An adposition's lexcat follows from its own part of speech, or from an older stand-in label."""
    assert following(Expression((0,), role=role, function=role), [word("x", upos, xpos)]) == expected


@pytest.mark.parametrize(
    ("form", "expected"), [("My", "PRON.POSS"), ("whose", "PRON.POSS"), ("’s", "POSS"), ("in", "P")]
)
def test_construal_without_parts_of_speech(form: str, expected: str) -> None:
    """English possessives are known by their form where no part of speech tells."""
    assert following(Expression((0,), role="Gestalt", function="Gestalt"), [word(form)]) == expected


def test_nouns_and_verbs() -> None:
    """A noun or verb supersense makes N or V, whatever the part of speech."""
    assert following(Expression((0,), supersense="n.PERSON"), [word("x", "X", "FW")]) == "N"
    assert following(Expression((0,), supersense="v.stative"), [word("is", "AUX", "VBZ")]) == "V"
    assert following(Expression((0, 1), STRONG, supersense="v.social"), [word("x"), word("y")]) == "V.VID"


def test_construal_on_several_words() -> None:
    """A multiword adposition ends in an adposition; else it is a whole phrase."""
    words = [word("out", "ADP", "IN"), word("of", "ADP", "IN"), word("date", "NOUN", "NN")]
    assert following(Expression((0, 1), STRONG, role="Source", function="Source"), words) == "P"
    assert following(Expression((0, 1, 2), STRONG, role="Manner", function="Manner"), words) == "PP"


def test_several_words_without_a_label_follow_their_head() -> None:
    """An unlabelled expression has the lexcat of the word whose head lies outside it."""
    words = [word("all", "ADV", "RB", 1), word("right", "ADJ", "JJ", 2), word("thing", "NOUN", "NN", -1)]
    assert following(Expression((0, 1), STRONG), words) == "ADJ"


def test_decided_lexcat_wins() -> None:
    """What a person decided stands; a weak expression has nothing else."""
    assert lexcat(Expression((0,), SINGLE, "DISC"), [word("like", "ADP", "IN")]) == "DISC"
    assert lexcat(Expression((0, 1), WEAK), [word("a", "ADP"), word("b", "ADP")]) == ""
