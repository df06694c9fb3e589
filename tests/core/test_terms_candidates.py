"""Term candidates: where they stand, how they are counted and ranked, and what the figures count."""

from __future__ import annotations

import re

import pytest

from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.core.terms.candidates import TermCandidate, candidates
from construal.core.terms.evaluation import GoldSentence, average_precision, read_gold, term_figures


def document(text: str, *, id: int = 1, upos: str = "", language: str = "en") -> Document:
    """One sentence cut at spaces, with hyphens and end punctuation as tokens of their own; `upos` one tag a token."""
    spans = [match.span() for match in re.finditer(r"[^\s\-.,$]+|[-.,$]", text)]
    columns = {"upos": Column.of(upos.split())} if upos else {}
    tokens = Tokens(ints([s for s, _ in spans]), ints([e for _, e in spans]), columns)
    sentences = Sentences(ints([0, len(spans)]), ints([0]), ints([len(text)]), Column.of(["1"]))
    return Document(id, f"document {id}", text, tokens, sentences, language=language)


def by_name(found: list[TermCandidate]) -> dict[str, TermCandidate]:
    """Candidates by canonical form."""
    return {candidate.canonical: candidate for candidate in found}


def longest(doc: Document) -> list[str]:
    """The candidates that stand in no longer one, in the order of the text."""
    places = sorted((o.start, o.end) for c in candidates([doc]) for o in c.occurrences if o.is_longest)
    return [doc.text[start:end] for start, end in places]


def test_runs_between_stop_words() -> None:
    """Without parts of speech, stop words, punctuation and verbs of saying bound a candidate."""
    doc = document("We show that every braided category has a free completion, as the nerve functor does.")

    assert longest(doc) == ["braided category", "free completion", "nerve functor"]


def test_all_parts_of_a_run_are_candidates() -> None:
    """Nested candidates are found beside the longest one; a modifier that always goes on is not."""
    found = by_name(candidates([document("the free double category")]))

    assert set(found) == {"free double category", "double category", "category"}
    assert found["double category"].nested_in == ("free double category",)
    assert not found["double category"].stands_alone
    assert "free double" in by_name(candidates([document("the free double category")], keep_modifiers=True))


def test_noun_phrases_by_part_of_speech() -> None:
    """With parts of speech, a candidate is a run of adjectives, nouns and numerals that ends in a noun."""
    doc = document(
        "Small models quickly give two very nice adjoint functors",
        upos="ADJ NOUN ADV VERB NUM ADV ADJ ADJ NOUN",
    )

    assert longest(doc) == ["Small models", "nice adjoint functors"]


def test_mathematics_and_numbers_bound() -> None:
    """A formula, a single letter or a number is no part of a term, unless a hyphen joins it to a word."""
    doc = document("each functor F of $n$-category theory in dimension 3, a 2-category")

    assert longest(doc) == ["functor", "$n$-category theory", "dimension", "2-category"]


def test_an_odd_delimiter_harms_nothing() -> None:
    """A lone dollar sign does not swallow the rest."""
    assert longest(document("costs of $5 per sheaf condition")) == ["costs", "sheaf condition"]


def test_at_most_five_words() -> None:
    """A long run is cut into candidates of five words at most."""
    found = candidates([document("alpha bravo carbon delta ember falcon granite")], keep_modifiers=True)

    assert max(len(candidate.key.split()) for candidate in found) == 5
    assert "carbon delta ember falcon granite" in {candidate.key for candidate in found}


def test_variants_are_counted_together() -> None:
    """Plural and capitals make no new candidate; the wordings are kept with their counts, and documents are counted."""
    found = by_name(
        candidates(
            [
                document("Crossed modules and a crossed module", id=1),
                document("the crossed modules", id=2),
            ]
        )
    )

    module = found["crossed module"]
    assert (module.frequency, module.documents) == (3, 2)
    assert module.forms == (("Crossed modules", 1), ("crossed module", 1), ("crossed modules", 1))


def test_the_canonical_form_keeps_a_name() -> None:
    """A name keeps its capital, the first word of a sentence does not bring one along."""
    assert "Segal functor" in by_name(candidates([document("the Segal functors")]))
    assert "sheaf condition" in by_name(candidates([document("Sheaf conditions")]))


def test_equal_input_gives_equal_order() -> None:
    """The ranking depends on the documents alone, best first."""
    docs = [document("a crossed module over a braided category", id=n) for n in (1, 2)]

    first = candidates(docs)

    assert first == candidates(docs)
    assert [c.score for c in first] == sorted((c.score for c in first), reverse=True)


def test_least_frequency() -> None:
    """Rarer candidates are left out of the list, and still count as holders of their parts."""
    docs = [document("a crossed module", id=1), document("a module", id=2)]

    assert [c.canonical for c in candidates(docs, least_frequency=2)] == ["module"]


def test_a_language_without_stop_words() -> None:
    """A language that spaCy does not know is bounded by punctuation alone."""
    assert longest(document("uno duo tres, quattuor", language="xx-unknown")) == ["uno duo tres", "quattuor"]


def test_gold_is_read_by_its_flags() -> None:
    """Flag 0 says none, a question mark leaves the sentence out."""
    data = 'A nerve functor.,,nerve functor,,,,,\nNothing here.,0,,,,,,noise\nUnclear.,?,,,,,,\n'

    assert read_gold(data) == [
        GoldSentence("A nerve functor.", ("nerve functor",)), GoldSentence("Nothing here.", ()),
    ]  # fmt: skip


def test_figures_by_hand() -> None:
    """Matches are counted per sentence in normal form: 1 of 2 gold terms among 1 longest candidate, 3 in all."""
    gold = [GoldSentence("the free double categories", ("free double category", "freeness"))]

    figures = term_figures(gold, lambda number, text: document(text, id=number))

    assert (figures.longest.right, figures.longest.found, figures.longest.wanted) == (1, 1, 2)
    assert (figures.every.right, figures.every.found) == (1, 3)
    assert figures.ceiling == 0.5


def test_average_precision_by_hand() -> None:
    """Right at places 1 and 3 of what holds two of three: (1/1 + 2/3) / 3."""
    assert average_precision(["a", "x", "b"], {"a", "b", "c"}) == pytest.approx((1 + 2 / 3) / 3)
