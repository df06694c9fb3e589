"""The tokenizer for spaCy: our own words, and the whole text."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.training import Example

from construal.annotation.tokens.tokens import cut
from construal.core.pipeline.ud_tokenizer import NAME

TEXT = "He's 5km from the well-known U.S. shop  (the 2nd).\n\n\tThat is $n$-dimensional and/or cannot be"


def pipeline(language: str = "en") -> Language:
    """A blank pipeline with the tokenizer."""
    return spacy.blank(language, config={"nlp": {"tokenizer": {"@tokenizers": NAME}}})


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_our_own_words(language: str) -> None:
    """Tokens that are no white space are those of our documents in that language."""
    doc = pipeline(language)(TEXT)
    expected = cut(TEXT, language).tokens

    assert [(t.idx, t.idx + len(t)) for t in doc if not t.is_space] == [
        *zip(expected.start.tolist(), expected.end.tolist(), strict=True)
    ]


NLP = pipeline()


@given(text=st.one_of(st.text(max_size=80), st.text("ab .\n\t'-$\u00a0\u0301👩", max_size=80)))
def test_nothing_is_lost(text: str) -> None:
    """The Doc's text is the text, whatever stands in it."""
    assert NLP(text).text == text


def test_white_space_as_spacy_has_it() -> None:
    """One space belongs to the word before; what is more is a token, as with spaCy's own tokenizer."""
    text = "  a b  c \n\n d\t"

    assert [(t.text, t.whitespace_) for t in NLP(text)] == [(t.text, t.whitespace_) for t in spacy.blank("en")(text)]


def test_saved_and_loaded(tmp_path: Path) -> None:
    """A saved pipeline cuts as before, and so does one from bytes."""
    NLP.to_disk(tmp_path / "saved")
    expected = [t.text for t in NLP(TEXT)]

    assert [t.text for t in spacy.load(tmp_path / "saved")(TEXT)] == expected
    assert [t.text for t in pipeline().from_bytes(NLP.to_bytes())(TEXT)] == expected


def test_scores_of_tokens() -> None:
    """spaCy's evaluation scores the tokens."""
    doc = NLP(TEXT)

    assert NLP.evaluate([Example(NLP.make_doc(TEXT), doc)])["token_f"] == 1
