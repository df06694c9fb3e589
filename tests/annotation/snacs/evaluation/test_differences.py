"""Where two sides differ: what kind, on which words, what each says, and whose annotation says it."""

from __future__ import annotations

from typing import Any

import made_systems
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import made_document

from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.evaluation import Answers, Kind, SentenceDifference, answers, differences, evaluate
from construal.annotation.snacs.expression import WEAK

WORDS = ["walked", "out", "of", "the", "mill", "near", "by", "today"]
Decided = list[tuple[list[int], dict[str, Any]]]

LOCUS = {"role": "Locus", "function": "Locus"}
SOURCE = {"role": "Source", "function": "Source"}


def side(name: str, decided: Decided, *, first_id: int = 1, document: Document | None = None) -> Answers:
    """Decisions on the second sentence of a made text."""
    document = document or made_document([["hello"], WORDS], columns=False)
    found = [
        Annotation(id=n, document=1, layer=LEXICAL, anchor=document.anchor_of([row + 1 for row in rows]),
                   values={"strength": "single" if len(rows) == 1 else "strong", **values})
        for n, (rows, values) in enumerate(decided, first_id)
    ]  # fmt: skip
    return answers(name, [document], found)


def told(gold: Decided, system: Decided) -> list[tuple[str, str, str, str]]:
    """Kind, words, and what each side says."""
    found = differences(side("gold", gold), side("system", system, first_id=50))
    return [(d.kind, d.words, d.gold, d.system) for d in found]


@pytest.mark.parametrize(
    ("gold", "system", "expected"),
    [
        ([([5], LOCUS)], [([5], LOCUS)], []),
        (
            [([5], LOCUS)], [([5], SOURCE)],
            [("role", "near", "Locus", "Source"), ("function", "near", "Locus", "Source")],
        ),
        ([([5], LOCUS)], [([5], {**LOCUS, "role": "Goal"})], [("role", "near", "Locus", "Goal")]),
        ([([5], {**LOCUS, "role": "Goal"})], [], [("target", "near", "Goal~>Locus (P)", "(_)")]),
        ([], [([5], {"role": "??"})], [("target", "near", "(_)", "?? (P)")]),
        (
            [([4], {"supersense": "n.ARTIFACT"})], [([4], {"supersense": "n.LOCATION"})],
            [("supersense", "mill", "n.ARTIFACT", "n.LOCATION")],
        ),
        (
            [([0], {"supersense": "v.motion"})], [],
            [("supersense", "walked", "v.motion", "–"), ("lexcat", "walked", "V", "_")],
        ),
        ([([5], LOCUS)], [([5], {**LOCUS, "lexcat": "POSS"})], [("lexcat", "near", "P", "POSS")]),
        (
            [([1, 2], SOURCE)], [([1], SOURCE)],
            [("mwe", "out of", "out_of: Source (PP)", "out: Source (P)")],
        ),
        (
            [([1, 2], SOURCE), ([3, 4], {"supersense": "n.ACT"})], [([2, 3], LOCUS)],
            [("mwe", "out of the mill", "out_of: Source (PP), the_mill: n.ACT (N)", "of_the: Locus (PP)")],
        ),
        ([([0, 7], {"strength": WEAK})], [], [("mwe", "walked … today", "weak walked_today", "–")]),
        (
            [([0, 7], {"strength": WEAK, "lexcat": "V"})], [([0, 7], {"strength": WEAK})],
            [("lexcat", "walked … today", "weak V", "weak –")],
        ),
    ],
)  # fmt: skip
def test_kinds(gold: Decided, system: Decided, expected: list[tuple[str, str, str, str]]) -> None:
    """Each difference is told once, as what it is."""
    assert told(gold, system) == expected


def test_place_and_annotations() -> None:
    """A difference knows its document, sentence, text and the annotations on both sides."""
    gold = side("gold", [([1, 2], SOURCE), ([7], {"supersense": "n.TIME"})])
    system = side("system", [([2], LOCUS), ([1], LOCUS)], first_id=50)
    first, second, *_ = differences(gold, system)
    assert first == SentenceDifference(
        document=1, document_name="made", sentence=1, sentence_id="2", kind=Kind.MWE, fragments=((13, 19),),
        words="out of", text=" ".join(WORDS), start=6, gold="out_of: Source (PP)",
        system="out: Locus (P), of: Locus (P)", gold_ids=(1,), system_ids=(51, 50),
    )  # fmt: skip
    assert first.marked == "walked ‹out of› the mill near by today"
    assert (second.gold_ids, second.system_ids) == ((2,), ())


def test_fragments_of_a_gap() -> None:
    """Words apart are fragments apart, all of them marked."""
    (found,) = differences(side("gold", [([0, 7], {"strength": WEAK})]), side("system", []))
    assert found.marked == "‹walked› out of the mill near by ‹today›"


def test_sentences_of_one_side() -> None:
    """A sentence that only one side has is one difference."""
    document = made_document([["hello"]], columns=False)
    found = differences(side("gold", []), answers("system", [document], []))
    assert [(d.kind, d.text, d.gold, d.system) for d in found] == [("sentence", " ".join(WORDS), "has it", "–")]
    found = differences(answers("gold", [document], []), side("system", []))
    assert [(d.sentence, d.gold, d.system) for d in found] == [(1, "–", "has it")]


Part = tuple[int, int, str]


def on_parts(*parts: Part, word: str = "zuhause") -> Answers:
    """A document of one word with these targets in it: start, end, role. An id says where its target stands."""
    document = made_document([["go", word]], columns=False)
    found = [
        Annotation(id=10 * start + end, document=1, layer=LEXICAL, anchor=span((start + 3, end + 3)),
                   values={"strength": "single", "role": role, "function": role})
        for start, end, role in parts
    ]  # fmt: skip
    return answers("side", [document], found)


ZU, HAUSE, WHOLE = (0, 2, "Goal"), (2, 7, "Locus"), (0, 7, "Goal")


def test_two_targets_in_one_word() -> None:
    """Two targets that are parts of one word are two places; a second one that is missing is a difference."""
    both, one = on_parts(ZU, HAUSE), on_parts(ZU)
    assert differences(both, both) == []
    (found,) = differences(both, one)
    assert (found.kind, found.words, found.gold, found.system) == ("target", "hause", "hause: Locus (P)", "–")
    assert (found.gold_ids, found.system_ids) == ((27,), ())
    assert evaluate(both, one).adpositions("ID").recall == 0.5


@pytest.mark.parametrize(
    ("gold", "system", "expected"),
    [
        ((ZU, HAUSE), (HAUSE,), [("zu", "zu: Goal (P)", "–", (2,), ())]),
        ((HAUSE,), (ZU, HAUSE), [("zu", "–", "zu: Goal (P)", (), (2,))]),
        ((ZU, HAUSE), ((2, 7, "Time"),), [
            ("zu", "zu: Goal (P)", "–", (2,), ()),
            ("hause", "Locus", "Time", (27,), (27,)), ("hause", "Locus", "Time", (27,), (27,)),
        ]),
        ((ZU, HAUSE), (WHOLE,), [("hause", "hause: Locus (P)", "–", (27,), ())]),
        ((WHOLE,), (ZU, HAUSE), [("hause", "–", "hause: Locus (P)", (), (27,))]),
        ((ZU, HAUSE), ((0, 3, "Goal"), (3, 7, "Locus")), []),
        (((2, 4, "Goal"), (5, 7, "Time")), (ZU, (2, 4, "Goal")), [
            ("zu", "–", "zu: Goal (P)", (), (2,)), ("se", "se: Time (P)", "–", (57,), ()),
        ]),
        ((HAUSE,), (ZU,), [("hause", "Locus", "Goal", (27,), (2,))] * 2),
        ((ZU, HAUSE), (), [
            ("zu", "Goal (P)", "(_)", (2,), ()), ("hause", "hause: Locus (P)", "–", (27,), ()),
        ]),
    ],
)  # fmt: skip
def test_parts_are_held_against_the_same_parts(
    gold: tuple[Part, ...], system: tuple[Part, ...], expected: list[tuple[object, ...]]
) -> None:
    """Where either side has several targets in one word, the same letters are one place; a lone one is on its word."""
    one, other = on_parts(*gold), on_parts(*system)
    told = [(d.words, d.gold, d.system, d.gold_ids, d.system_ids) for d in differences(one, other)]
    assert sorted(told) == sorted(expected)


def test_a_target_that_is_a_suffix() -> None:
    """A difference about a part of a word marks and names that part; figures by lexlemma go by it, whoever has it."""
    gold, system = on_parts((4, 7, "Locus"), word="talossa"), on_parts(word="talossa")
    there, back = differences(gold, system), differences(system, gold)
    assert [(d.words, d.marked) for d in (*there, *back)] == [("ssa", "go talo‹ssa›")] * 2
    for one, other in ((gold, system), (system, gold)):
        (row,) = evaluate(one, other).lexlemmas()
        assert (row.lexlemma, row.target.correct) == ("ssa", 0)


def test_an_expression_that_begins_with_a_suffix() -> None:
    """A multiword expression of a case ending and a postposition is named by them."""
    document = made_document([["kissan", "kanssa"]], columns=False)
    with_it = Annotation(id=1, document=1, layer=LEXICAL, anchor=span((5, 13)), values={"strength": "strong", **LOCUS})
    gold, system = answers("gold", [document], [with_it]), answers("system", [document], [])
    (found,) = differences(gold, system)
    assert (found.kind, found.marked, found.gold) == ("mwe", "‹kissan kanssa›", "n_kanssa: Locus (PP)")
    assert [row.lexlemma for row in evaluate(gold, system).lexlemmas()] == ["n kanssa"]


@given(st.integers(0, 500), st.integers(0, 500))
def test_nobody_differs_from_himself(one: int, other: int) -> None:
    """No side differs from itself; two sides differ both ways on the same words, and exactly where figures fall."""
    document = made_document([WORDS, WORDS[::-1]], columns=False)
    sides = [answers(str(s), [document], made_systems.at_random_anew([document], s)) for s in (one, other)]
    assert differences(sides[0], sides[0]) == []
    there, back = differences(*sides), differences(*sides[::-1])
    assert [(d.kind, d.fragments, d.gold, d.system) for d in there] == [
        (d.kind, d.fragments, d.system, d.gold) for d in back
    ]
    found = evaluate(*sides)
    labelled = found.score("Labeled", kind="*")
    if not there:
        assert labelled.correct == labelled.found == labelled.wanted
        assert found.tags()["Full"].accuracy == 1
