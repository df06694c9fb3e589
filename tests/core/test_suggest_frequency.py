"""The most frequent construal, and that suggestions keep away from decisions."""

from __future__ import annotations

import itertools

from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.layer import LEXICAL, SHIPPED
from construal.annotation.scheme import load
from construal.core.suggest.expressions import Expression, expressions
from construal.core.suggest.frequency import FrequencyCounts, FrequencySuggester, shipped_counts

COUNTS = FrequencyCounts(
    [
        ("in", "P", ("Locus", "Locus"), 6),
        ("in", "P", ("Time", "Time"), 3),
        ("in", "P", ("Circumstance", "Locus"), 1),
        ("in", "PP", ("Manner", "Manner"), 2),
        ("by", "P", ("Agent", "Agent"), 2),
        ("by", "P", ("Time", "Time"), 2),
    ]
)


def document(text: str, language: str = "en") -> Document:
    """One plain sentence, words parted by spaces."""
    start, end, at = [], [], 0
    for word in text.split():
        at = text.index(word, at)
        start.append(at)
        end.append(at + len(word))
        at += len(word)
    sentences = Sentences(ints([0, len(start)]), ints([0]), ints([len(text)]), Column.of(["1"]))
    return Document(7, "test", text, Tokens(ints(start), ints(end), {}), sentences, language=language)


def suggest(doc: Document, *standing: Annotation) -> list[Annotation]:
    """What the shipped frequencies suggest."""
    return FrequencySuggester().suggest(doc, standing, new_id=itertools.count(100).__next__, time=5)


def decision(start: int, end: int, **values: object) -> Annotation:
    """A person's answer on a span."""
    status = values.pop("status", Status.GOLD)
    return Annotation(
        id=1, document=7, layer=LEXICAL, anchor=span((start, end)), values=values, annotator="Ada", status=status  # type: ignore[arg-type]
    )  # fmt: skip


def test_options_by_lexlemma_and_lexcat() -> None:
    """Options are what was chosen for this lexlemma and lexcat, with relative frequencies that add up to one."""
    options = COUNTS.options("in", "P")

    assert [(role, function, count) for role, function, count, _ in options] == [
        ("Locus", "Locus", 6), ("Time", "Time", 3), ("Circumstance", "Locus", 1),
    ]  # fmt: skip
    assert [probability for *_, probability in options] == [0.6, 0.3, 0.1]


def test_options_back_off() -> None:
    """An unseen pair is answered by its lexlemma, an unseen lexlemma by its lexcat, anything else by everything."""
    assert COUNTS.options("in", "INF.P")[0][:3] == ("Locus", "Locus", 6)
    assert COUNTS.options("amid", "PP")[0][:3] == ("Manner", "Manner", 2)
    assert COUNTS.options("amid", "POSS")[0][:3] == ("Locus", "Locus", 6)
    assert FrequencyCounts().options("in", "P") == []


def test_a_tie_goes_to_the_more_frequent_overall() -> None:
    """*by* has two equal options; Time is chosen more often elsewhere."""
    assert COUNTS.options("by", "P")[0][:2] == ("Time", "Time")


def test_functions_given_the_role() -> None:
    """P(function | role) looks at the lexlemma first and at everything last; an unseen role has none."""
    assert COUNTS.functions("Circumstance", "in", "P") == [("Locus", 1, 1.0)]
    assert COUNTS.functions("Agent", "in", "P") == [("Agent", 2, 1.0)]
    assert COUNTS.functions("Cost", "in", "P") == []


def test_own_decisions_count() -> None:
    """Decided targets add to the counts, the counts they are added to stay; ?? and other expressions add nothing."""
    decided = [
        Expression((0,), "in", "P", "Time", "Time"),
        Expression((1,), "in", "P", "??", ""),
        Expression((2, 3), "take part", "V.LVC.full"),
    ]

    more = COUNTS.plus(decided * 4)

    assert more.options("in", "P")[0][:3] == ("Time", "Time", 7)
    assert len(more) == len(COUNTS) + 4
    assert COUNTS.options("in", "P")[0][:3] == ("Locus", "Locus", 6)


def test_the_shipped_counts_keep_the_rules() -> None:
    """Every construal in the shipped counts is one that SNACS 2.6 allows in English."""
    scheme = load("snacs-2.6")

    for lemma, lexcat, (role, function), _ in shipped_counts("en"):
        assert scheme.why_not_role(role, "en") is None, (lemma, role)
        assert scheme.why_not_function(role, function, "en", lexcat=lexcat) is None, (lemma, role, function)


def test_a_suggestion_says_what_it_is() -> None:
    """A suggestion is marked as one, with source, confidence, alternatives and evidence, and no odd values."""
    (first, second) = suggest(document("We walked to the mill after lunch ."))

    assert (first.status, first.annotator, first.source, first.created) == (Status.SUGGESTED, "", "frequency 1", 5)
    assert (first.values["role"], first.values["function"]) == ("Goal", "Goal")
    assert first.confidence is not None
    assert str(first.values["alternatives"]).startswith(f"Goal|Goal:{first.confidence:.2f}".replace(":0.", ":."))
    assert len(str(first.values["alternatives"]).split(";")) == 5
    assert "‘to’ (P)" in str(first.values["evidence"])
    assert set(first.values) <= {*SHIPPED[LEXICAL].values, "alternatives", "evidence"}
    assert second.values["role"] == "Time"
    assert "lexcat" not in second.values


def test_a_lexcat_that_does_not_follow_is_said() -> None:
    """Without tags nothing tells that *in front of* is an adposition and not a phrase, so the suggestion does."""
    (suggestion,) = suggest(document("in front of it"))

    assert suggestion.values["lexcat"] == "P"
    assert "lexcat" not in suggest(document("my hens"))[0].values


def test_an_answered_place_is_left_alone() -> None:
    """No suggestion touches a decision, a rejection or a decided non-target; a neighbour still gets its own."""
    doc = document("a friend of my sister")

    assert len(suggest(doc)) == 2
    for answer in (
        decision(9, 11, role="Gestalt", function="Gestalt"),
        decision(9, 11, target=False),
        decision(9, 11, role="Whole", status=Status.REJECTED),
        decision(2, 11, strength="strong"),
    ):
        assert [a.anchor.text(doc.text) for a in suggest(doc, answer)] == ["my"]


def test_a_weak_expression_leaves_room() -> None:
    """A weak multiword expression decides nothing about the words in it."""
    doc = document("a friend of hers")

    assert len(suggest(doc, decision(2, 11, strength="weak"))) == 1


def test_without_counts_nothing_is_suggested() -> None:
    """A language without counts and without decisions of its own gets no suggestion."""
    assert suggest(document("talon takana", "fi")) == []


def test_own_decisions_count_in_their_language_only() -> None:
    """What was decided in a German document says nothing about an English one."""
    own = [Expression((0,), "of", "P", "Cost", "Cost", language="de")] * 900

    assert FrequencySuggester(own).counts("en").options("of", "P")[0][0] != "Cost"
    assert FrequencySuggester(own).counts("de").options("of", "P")[0][0] == "Cost"


def test_expressions_of_a_document() -> None:
    """Decided strong expressions become expressions; suggestions, weak ones and non-targets do not."""
    doc = document("a friend of my sister")
    made = [
        decision(9, 11, role="SocialRel", function="Gestalt"),
        decision(12, 14, role="SocialRel", function="Gestalt", status=Status.SUGGESTED),
        decision(0, 8, strength="weak"),
        decision(15, 21, target=False),
    ]

    assert list(expressions(doc, made)) == [Expression((2,), "of", "P", "SocialRel", "Gestalt")]
