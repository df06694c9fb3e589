"""A Doc marked with what was tagged: a tree of spaCy's kind, governor and object, and nothing over what is given."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

import construal.core.pipeline.component  # noqa: F401  # registers the extensions
from construal.annotation.snacs.expression import Word
from construal.core.models.decoding import Construal, Decoded, Target
from construal.core.models.lextags import parsed
from construal.core.models.tagged import Tagged
from construal.core.pipeline.doc_marking import mark
from construal.core.pipeline.doc_sentences import sentences

NLP = spacy.blank("en")
LOCUS = Construal("Locus", "Locus", 0.75)


def tagged(rows: list[tuple[str, str, str, int, str, str]]) -> Tagged:
    """A sentence as a model would tag it, from form, UPOS, XPOS, head, relation and lextag of each word."""
    tags = tuple(parsed(row[5]) for row in rows)
    targets = tuple(
        Target(place, LOCUS, target=0.8, role=0.9, function=0.9, likeliest=(LOCUS, Construal("Goal", "Goal", 0.25)))
        for place, tag in enumerate(tags)
        if tag.pair
    )
    return Tagged(
        words=tuple(Word(form, form.lower(), upos, xpos) for form, upos, xpos, *_ in rows),
        heads=tuple(row[3] for row in rows),
        deprels=tuple(row[4] for row in rows),
        labels=Decoded(tags, np.linspace(0.5, 0.9, len(rows)), targets),
    )


FIRST = tagged([
    ("We", "PRON", "PRP", 2, "nsubj", "O-PRON"),
    ("met", "VERB", "VBD", 0, "root", "O-V-v.social"),
    ("in", "ADP", "IN", 6, "case", "B-P-p.Locus"),
    ("front", "NOUN", "NN", 3, "fixed", "I_"),
    ("of", "ADP", "IN", 3, "fixed", "I_"),
    ("it", "PRON", "PRP", 2, "obl", "O-PRON"),
])  # fmt: skip
SECOND = tagged([("Bye", "INTJ", "UH", 0, "root", "O-DISC")])


def marked(doc: Doc, found: list[Tagged], *, overwrite: bool = False) -> Doc:
    """The Doc with all of it."""
    mark(doc, sentences(doc, "en"), found, language="en", overwrite=overwrite)
    return doc


def test_a_tree_with_white_space() -> None:
    """Heads and relations are the model's; the root is spaCy's, and white space hangs on the word before it."""
    doc = marked(NLP("We met\nin front  of it"), [FIRST])

    assert [(t.text, t.head.text, t.dep_) for t in doc] == [
        ("We", "met", "nsubj"), ("met", "met", "ROOT"), ("\n", "met", "dep"), ("in", "it", "case"),
        ("front", "in", "fixed"), (" ", "front", "dep"), ("of", "in", "fixed"), ("it", "met", "obl"),
    ]  # fmt: skip
    assert [(s.text, s.root.text) for s in doc.sents] == [(doc.text, "met")]
    assert [t.text for t in doc[1].subtree] == [t.text for t in doc]


def test_several_sentences_and_white_space_alone() -> None:
    """Each sentence has one root, one of nothing but white space, too."""
    doc = Doc(
        NLP.vocab, words=[" ", "We", "met", "in", "front", "of", "it", "\n", "\t", "Bye"],
        sent_starts=[True, True, False, False, False, False, False, True, False, True],
    )  # fmt: skip
    empty = tagged([])

    marked(doc, [empty, FIRST, empty, SECOND])

    assert [s.text for s in doc.sents] == [" ", "We met in front of it", "\n \t", "Bye"]
    assert [s.root.text for s in doc.sents] == [" ", "met", "\n", "Bye"]
    assert [t.pos_ for t in doc][:3] == ["SPACE", "PRON", "VERB"]


def test_governor_and_object() -> None:
    """An adposition has governor, object and configuration by the tree, also from bytes and behind other text."""
    doc = marked(NLP("We met in front of it"), [FIRST])
    again = Doc(NLP.vocab).from_bytes(doc.to_bytes())
    behind = Doc.from_docs([NLP("So there!"), doc])
    assert behind is not None

    for one in (doc, again, behind):
        met, front = one._.construal
        assert (met.governor, met.object, met.config, met.likeliest) == (None, None, "", ())
        assert (str(front.governor), str(front.object), front.config) == ("met", "it", "default")
        assert front.probability == pytest.approx(0.8 * 0.75)
        assert front.likeliest == (LOCUS, Construal("Goal", "Goal", 0.25))
    assert met.probability == pytest.approx(FIRST.labels.probabilities[1])


def test_a_given_tree_stays_unless_overwritten() -> None:
    """A Doc that is parsed keeps heads, relations and sentences; the model's tree still tells governor and object."""

    def parsed_doc() -> Doc:
        return Doc(
            NLP.vocab, words=[w.form for w in FIRST.words], heads=[0, 0, 0, 0, 0, 0],
            deps=["ROOT", "one", "two", "three", "four", "five"],
        )  # fmt: skip

    kept, replaced = marked(parsed_doc(), [FIRST]), marked(parsed_doc(), [FIRST], overwrite=True)

    assert [t.dep_ for t in kept] == ["ROOT", "one", "two", "three", "four", "five"]
    assert [t.dep_ for t in replaced] == ["nsubj", "ROOT", "case", "fixed", "fixed", "obl"]
    assert str(kept._.construal[1].object) == str(replaced._.construal[1].object) == "it"


def test_a_model_without_a_tree() -> None:
    """Heads and relations are left alone, sentences set, and nothing is said of governor and object."""
    flat = [Tagged(words=of.words, heads=(), deprels=of.deprels, labels=of.labels) for of in (FIRST, SECOND)]
    doc = marked(NLP("We met in front of it\n\nBye"), flat)

    assert not doc.has_annotation("DEP")
    assert [s.root.text for s in doc.sents]  # spaCy gives each sentence's first word
    assert [t.text for t in doc if t.is_sent_start] == ["We", "Bye"]
    front = doc._.construal[1]
    assert (front.role, front.governor, front.object, front.config) == ("Locus", None, None, "")


def test_an_earlier_marking_goes() -> None:
    """What an earlier run said of words is gone where a later one says less."""
    doc = marked(NLP("We met in front of it"), [FIRST])
    plain = Decoded(tuple(parsed("O-X") for _ in FIRST.words), np.ones(6), ())

    marked(doc, [Tagged(words=FIRST.words, heads=FIRST.heads, deprels=FIRST.deprels, labels=plain)])

    assert doc._.construal == ()
    assert {k[1] for k in doc.user_data if isinstance(k, tuple)} == {"lextag"}


@given(st.data())
def test_any_tree_is_a_tree_of_spacys(data: st.DataObject) -> None:
    """Whatever tree the model gives, crossing or not, heads and sentences of the Doc are just those."""
    counts = data.draw(st.lists(st.integers(1, 12), min_size=1, max_size=4))
    expected: list[int] = []
    found: list[Tagged] = []
    for count in counts:
        order = data.draw(st.permutations(range(1, count + 1)))
        heads = [0] * count
        for place, number in enumerate(order[1:], 1):
            heads[number - 1] = data.draw(st.sampled_from(order[:place]))
        first = len(expected)
        expected += [first + (head - 1 if head else place) for place, head in enumerate(heads)]
        found.append(tagged([("a", "NOUN", "NN", head, "dep" if head else "root", "O-N-n.TIME") for head in heads]))
    starts = [place == 0 for count in counts for place in range(count)]
    doc = Doc(NLP.vocab, words=["a"] * sum(counts), sent_starts=starts)

    marked(doc, found)

    assert [t.head.i for t in doc] == expected
    assert [bool(t.is_sent_start) for t in doc] == starts
    assert [len(s) for s in doc.sents] == counts
