"""Suggestions of concepts: catalogued terms, new candidates, and what a problem's category uses."""

from __future__ import annotations

import itertools
import re

import pytest

from construal.annotation.anchor import DOCUMENT, Anchor, span
from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.catalogue import Concept, Term
from construal.annotation.columns import Column, ints
from construal.annotation.document import PROBLEM, Document, Problem, Sentences, Tokens
from construal.annotation.layer import CONCEPT, SHIPPED
from construal.core.suggest.candidates import CandidateSuggester
from construal.core.suggest.catalogue_terms import CatalogueSuggester
from construal.core.suggest.category import CategorySuggester, evaluate
from construal.core.suggest.suggester import Decided, Suggester
from construal.core.terms.candidates import candidates

CATALOGUE = {
    "dc": Concept(id="dc", name="double category"),
    "fdc": Concept(id="fdc", name="free double category", terms=(Term("FDC"), Term("stone", status="rejected"))),
}
TEXT = "the free double categories and a sheaf"


def document(text: str, *, id: int = 1, upos: str = "", language: str = "en") -> Document:
    """One sentence cut at spaces, with hyphens and end punctuation as tokens of their own; `upos` one tag a token."""
    spans = [match.span() for match in re.finditer(r"[^\s\-.,$]+|[-.,$]", text)]
    columns = {"upos": Column.of(upos.split())} if upos else {}
    tokens = Tokens(ints([s for s, _ in spans]), ints([e for _, e in spans]), columns)
    sentences = Sentences(ints([0, len(spans)]), ints([0]), ints([len(text)]), Column.of(["1"]))
    return Document(id, f"document {id}", text, tokens, sentences, language=language)


def suggest(suggester: Suggester, doc: Document, *standing: Annotation) -> list[Annotation]:
    """What a suggester proposes, each proposal held to what all have in common."""
    made = suggester.suggest(doc, standing, new_id=itertools.count(50).__next__, time=9)
    for annotation in made:
        assert (annotation.status, annotation.annotator, annotation.layer) == (Status.SUGGESTED, "", CONCEPT)
        assert annotation.source == f"{suggester.name} {suggester.version}"
        assert annotation.confidence is not None
        assert 0 <= annotation.confidence <= 1
        assert set(annotation.values) <= {*SHIPPED[CONCEPT].values, "evidence"}
    return made


def answer(anchor: Anchor, status: Status = Status.GOLD, **values: Value) -> Annotation:
    """A person's answer in the concept layer of document 1."""
    return Annotation(id=1, document=1, layer=CONCEPT, anchor=anchor, values=values, annotator="Ada", status=status)


def words(doc: Document, made: list[Annotation]) -> list[str]:
    """The text of each suggestion."""
    return [annotation.anchor.text(doc.text) for annotation in made]


def test_catalogued_terms() -> None:
    """Every occurrence is suggested with its concept and the concept's title, nested ones too."""
    doc = document(TEXT)

    made = suggest(CatalogueSuggester(CATALOGUE), doc)

    assert words(doc, made) == ["free double categories", "double categories"]
    assert [a.values["concept"] for a in made] == ["fdc", "dc"]
    assert made[0].values["canonical"] == "free double category"


def test_a_shared_name_is_less_sure() -> None:
    """A term of two concepts is suggested for the first, half as sure, and both are told."""
    shared = {name: Concept(id=name, name="kernel") for name in ("algebra", "fruit")}

    (made,) = suggest(CatalogueSuggester(shared), document("a kernel"))
    (sure,) = suggest(CatalogueSuggester({"algebra": shared["algebra"]}), document("a kernel"))

    assert made.values["concept"] == "algebra"
    assert "fruit" in str(made.values["evidence"])
    assert made.confidence == pytest.approx((sure.confidence or 0) / 2)


@pytest.mark.parametrize("status", [Status.GOLD, Status.REJECTED])
def test_an_answered_mention_is_not_suggested_again(status: Status) -> None:
    """A decision or rejection on exactly this place holds; what nests in it or around it is still suggested."""
    doc = document(TEXT)

    made = suggest(CatalogueSuggester(CATALOGUE), doc, answer(span((9, 26)), status))

    assert words(doc, made) == ["free double categories"]


def test_a_crossed_mention_is_not_suggested() -> None:
    """What would cross a decided mention is left out."""
    doc = document(TEXT)

    assert words(doc, suggest(CatalogueSuggester(CATALOGUE), doc, answer(span((0, 15))))) == []


def test_an_answer_in_another_layer_or_document_does_not_count() -> None:
    """Only answers about concepts of this document take a place."""
    doc = document(TEXT, id=2)

    assert len(suggest(CatalogueSuggester(CATALOGUE), doc, answer(span((9, 26))))) == 2


def test_candidates_are_new() -> None:
    """Candidates that the catalogue knows, rejected terms included, are not suggested; others are, unlinked."""
    doc = document("the free double categories and a sheaf of stones")

    made = suggest(CandidateSuggester(catalogue=CATALOGUE), doc)

    assert words(doc, made) == ["sheaf"]
    assert made[0].values["concept"] is None
    assert made[0].values["canonical"] == "sheaf"


def test_a_candidates_confidence_is_its_rank() -> None:
    """The better a candidate ranks in the project, the surer; one outside the project's list is not suggested."""
    docs = [document("a sheaf and a sheaf and a site", id=1), document("the sheaf", id=2)]
    ranked = candidates(docs)

    made = suggest(CandidateSuggester(ranked), docs[0])

    assert [a.values["canonical"] for a in made] == ["sheaf", "sheaf", "site"]
    assert [a.confidence for a in made] == [0.75, 0.75, 0.25]
    assert suggest(CandidateSuggester(ranked), document("a topos")) == []


def problem(id: int, category: str) -> Document:
    """A problem without steps."""
    doc = document("Find it.", id=id)
    return Document(
        id, doc.name, doc.text, doc.tokens, doc.sentences, kind=PROBLEM, problem=Problem(category, (0, 8), None, ())
    )


PROBLEMS = [
    Decided(1, "Number", ("parity", "gcd")),
    Decided(2, "Number", ("gcd",)),
    Decided(3, "Number", ()),
    Decided(4, "Shape", ("angle", "parity")),
]


def test_concepts_of_the_category() -> None:
    """The most used concepts of the category's other problems, with their share; the problem's own do not count."""
    made = suggest(CategorySuggester(PROBLEMS), problem(1, "Number"))

    assert [(a.anchor, a.values["concept"], a.confidence) for a in made] == [(DOCUMENT, "gcd", 0.5)]
    assert made[0].values["evidence"] == "1 of 2 other problems of Number"


def test_a_problem_outside_the_project_uses_all() -> None:
    """Nothing is left out for a problem that was not counted; ties go to what is used more in all categories."""
    made = suggest(CategorySuggester(PROBLEMS), problem(9, "Shape"))

    assert [a.values["concept"] for a in made] == ["parity", "angle"]
    assert [a.confidence for a in made] == [1, 1]


def test_linked_and_rejected_concepts_are_not_suggested() -> None:
    """What the problem has an answer about is not suggested; an unknown category or a text has no suggestion."""
    doc = problem(1, "Number")
    for status in (Status.GOLD, Status.REJECTED):
        assert suggest(CategorySuggester(PROBLEMS), doc, answer(DOCUMENT, status, concept="gcd")) == []
    assert suggest(CategorySuggester(PROBLEMS), problem(9, "Logic")) == []
    assert suggest(CategorySuggester(PROBLEMS), document("no problem")) == []


def test_at_most_five() -> None:
    """Five concepts are enough to look through."""
    many = [Decided(n, "Number", tuple(f"c{k}" for k in range(n))) for n in range(9)]

    assert len(suggest(CategorySuggester(many), problem(99, "Number"))) == 5


def test_ranking_figures_by_hand() -> None:
    """Each problem is left out in turn.

    Problem 1 has gcd left to find, at rank 1. Problem 2 has parity before gcd, for Shape uses it too. Problem 4 is the
    only one of its category.
    """
    figures = evaluate(PROBLEMS)

    assert figures.problems == 3
    assert figures.recall_at_5 == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert figures.reciprocal_rank == pytest.approx((1 + 1 / 2 + 0) / 3)


def test_the_published_figures_for_champ() -> None:
    """Popularity within the category reaches the figures measured before on CHAMP's 223 problems with concepts."""
    champ = pytest.importorskip("champ_dataset", reason="needs the extra construal[champ]")
    problems = [
        Decided(number, problem.category, tuple(c for c in problem.ch_list if c.startswith("C_")))
        for number, problem in enumerate(champ.load("v0").problems.values())
    ]

    figures = evaluate(problems)

    assert figures.problems == 223
    assert figures.recall_at_5 == pytest.approx(0.486, abs=0.005)
    assert figures.reciprocal_rank == pytest.approx(0.473, abs=0.005)
