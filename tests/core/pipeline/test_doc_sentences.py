"""A Doc cut into sentences of words: what it states stays, and white space is no word."""

from __future__ import annotations

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from construal.core.pipeline.doc_sentences import sentences, words

NLP = spacy.blank("en")


def test_rules_where_nothing_is_stated() -> None:
    """Sentences begin with a word; white space before it belongs to the sentence before."""
    doc = NLP("It came.  \n We saw it.\n\n")

    assert [doc[r.start : r.stop].text for r in sentences(doc, "en")] == ["It came.  \n ", "We saw it.\n\n"]


def test_a_token_over_the_end() -> None:
    """Where spaCy left the last word and the next first one together, the sentence begins with the word after."""
    doc = Doc(NLP.vocab, words=["It", "came.\n\nWe", "saw", "it", "."], spaces=[True, True, True, False, False])

    assert [r.start for r in sentences(doc, "en")] == [0, 2]


def test_stated_starts_stay() -> None:
    """A start that is stated or denied is not decided again, and those that are open are."""
    doc = Doc(NLP.vocab, words=["It", "came", ".", "We", "saw", ".", "They", "left"])
    doc[1].is_sent_start = True
    doc[3].is_sent_start = False

    assert [r.start for r in sentences(doc, "en")] == [0, 1, 6]


@given(text=st.text("aB. \n\t\u00a0\u200b👩\u0301'?", max_size=60))
def test_every_token_is_in_one_sentence(text: str) -> None:
    """Sentences are not empty, follow each other, and hold all tokens; words are all but white space."""
    doc = NLP(text)
    found = sentences(doc, "en")

    assert [row for of in found for row in of] == list(range(len(doc)))
    assert all(found)
    assert sum(len(words(doc, of, kept=True)) for of in found) == sum(not token.is_space for token in doc)


def test_what_is_known_of_a_word() -> None:
    """Tags, parts of speech and lemmas of a Doc are given to the model where they are to be kept, and only there."""
    doc = Doc(NLP.vocab, words=["cats", "slept"], pos=["NOUN", ""], tags=["NNS", ""], lemmas=["cat", ""])

    assert [tuple(word)[:4] for word in words(doc, range(2), kept=True)] == [
        ("cats", "cat", "NOUN", "NNS"), ("slept", "_", "_", "_"),
    ]  # fmt: skip
    assert [tuple(word)[:4] for word in words(doc, range(2), kept=False)] == [
        ("cats", "_", "_", "_"), ("slept", "_", "_", "_"),
    ]  # fmt: skip
