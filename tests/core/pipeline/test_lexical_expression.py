"""Expressions read from lextags: with gaps and without, weak and strong, also where a Doc was cut or edited."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span, Token

import construal.core.pipeline.component  # noqa: F401  # registers the extensions
from construal.core.models.decoding import Construal
from construal.core.models.lextags import BIO
from construal.core.pipeline.lexical_expression import FACTS, LEXTAG, LexicalExpression, data_of, key, register

VOCAB = spacy.blank("en").vocab
WORDS = ["She", "looked", "the", "new", "number", "up", "in", "front", "of", "us"]
TAGS = (
    "O-PRON", "B-V.VPC.full-v.cognition", "o-DET", "o-ADJ", "o-N-n.COMMUNICATION", "I_", "B-P-p.Theme|p.Locus", "I_",
    "I_", "O-PRON",
)  # fmt: skip


def doc_of(words: list[str], tags: tuple[str, ...] | list[str]) -> Doc:
    """A Doc whose tokens have these lextags."""
    doc = Doc(VOCAB, words=words)
    for token, tag in zip(doc, tags, strict=True):
        token._.lextag = tag
    return doc


def test_a_gap_and_what_is_in_it() -> None:
    """An expression with a gap has its tokens and no Span; what stands in the gap is an expression of its own."""
    looked, number, front = doc_of(WORDS, TAGS)._.construal

    assert (looked.text, looked.strength, looked.lexcat, looked.supersense) == (
        "looked up", "strong", "V.VPC.full", "v.cognition",
    )  # fmt: skip
    assert [token.i for token in looked] == [1, 5]
    assert looked.span is looked.labelled_span is None
    assert (number.text, number.strength, number.label) == ("number", "single", "n.COMMUNICATION")
    assert (front.role, front.function, front.label, len(front)) == ("Theme", "Locus", "p.Theme|p.Locus", 3)
    assert (str(front), str(front.span)) == ("in front of", "in front of")
    assert isinstance(span := front.labelled_span, Span)
    assert span.label_ == front.label


def test_white_space_is_no_gap() -> None:
    """An expression over a white-space token has a Span all the same."""
    doc = doc_of(["in", "\n", "front", "of"], ["B-P-p.Locus", "", "I_", "I_"])
    (front,) = doc._.construal

    assert front.text == "in front of"
    assert front.span is not None
    assert (front.span.start, front.span.end) == (0, 4)


def test_weak_after_strong() -> None:
    """A weak expression stands beside the strong one it holds, behind it and before what begins later."""
    found = doc_of(["take", "in", "it", "by", "hand"], ["B-V.VPC.full-v.motion", "I_", "I~-PRON", "O-P-p.Means", "O-N"])

    assert [(str(e), e.strength) for e in found._.construal] == [
        ("take in", "strong"), ("take in it", "weak"), ("by", "single"),
    ]  # fmt: skip


def test_words_without_a_label_are_none() -> None:
    """A single word without a supersense is no expression of interest; a multiword expression without one is."""
    doc = doc_of(["the", "of", "course"], ["O-DET", "B-DISC", "I_"])

    assert [(str(e), e.label, e.lexcat) for e in doc._.construal] == [("of course", "", "DISC")]
    assert doc._.construal[0].labelled_span is not None
    assert doc._.construal[0].labelled_span.label_ == "DISC"


def test_sentences_end_expressions() -> None:
    """What goes on at the start of a sentence goes on with nothing."""
    doc = Doc(VOCAB, words=["of", "course", "course"], sent_starts=[True, False, True])
    for token, tag in zip(doc, ("B-DISC", "I_", "I_"), strict=True):
        token._.lextag = tag

    assert [str(e) for e in doc._.construal] == ["of course"]


def test_a_part_of_a_doc() -> None:
    """A Span has the expressions that lie in it whole."""
    doc = doc_of(WORDS, TAGS)

    assert [str(e) for e in doc[2:10]._.construal] == ["number", "in front of"]
    assert [str(e) for e in doc[0:6]._.construal] == ["looked up", "number"]


def test_an_edited_label_has_no_probability_of_the_old_one() -> None:
    """Facts belong to the lextag that they were found with."""
    doc = doc_of(["at", "noon"], ["O-P-p.Time", "O-N-n.TIME"])
    data_of(doc)[key(FACTS, doc[0])] = {
        LEXTAG: "O-P-p.Time", "probability": 0.9, "sure": 0.5, "likeliest": [["Time", "Time", 0.6]],
        "governor": None, "object": 3, "config": "default",
    }  # fmt: skip

    (at, _) = doc._.construal
    assert (at.probability, at.likeliest) == (0.5, (Construal("Time", "Time", 0.6),))
    assert (at.governor, at.object, at.config) == (None, doc[1], "default")
    doc[0]._.lextag = "O-P-p.Locus"
    (at, _) = doc._.construal
    assert (at.role, at.probability, at.likeliest, at.object) == ("Locus", 1.0, (), None)


@given(
    tags=st.lists(
        st.tuples(st.sampled_from((*BIO, "X", "")), st.sampled_from(("", "-P-p.Locus", "-N", "-"))), max_size=9
    )
)
def test_no_lextags_are_too_odd(tags: list[tuple[str, str]]) -> None:
    """Whatever stands in the lextags of a Doc, each word is in one expression of a strength at most, in order."""
    doc = doc_of(["a"] * len(tags), ["".join(tag) for tag in tags])

    found = doc._.construal

    assert [e.tokens[0].i for e in found] == sorted(e.tokens[0].i for e in found)
    for is_weak in (True, False):
        places = [token.i for e in found if (e.strength == "weak") == is_weak for token in e]
        assert len(set(places)) == len(places)


def test_registering_twice() -> None:
    """The extensions can be registered again, as when the module is loaded anew."""
    register()

    assert Token.has_extension("lextag")
    assert Doc.has_extension("construal")
    assert Span.has_extension("construal")


def test_equal_values() -> None:
    """Two readings of one Doc are equal, and cannot be changed."""
    doc = doc_of(WORDS, TAGS)

    assert doc._.construal == doc._.construal
    with pytest.raises(AttributeError):
        doc._.construal[0].role = "Goal"
    assert LexicalExpression((doc[0],), "single").lemma == ""
