"""Lexical expressions: from decisions on text to positions in a sentence."""

import pytest
from made import made_document

from construal.annotation.anchor import Anchor, at_step, span
from construal.annotation.annotation import Annotation
from construal.annotation.snacs.expression import Expression, prefixed, rows_of, sentence_words, sort_decisions

DOCUMENT = made_document([["She", "gave", "it", "up"], ["They", "left"]])


def decided(anchor: Anchor, id: int, *, modified: int = 0, **values: str) -> Annotation:
    return Annotation(id=id, document=1, layer="lexical", anchor=anchor, values=values, modified=modified)


@pytest.mark.parametrize(
    ("anchor", "rows"),
    [
        (span((0, 3)), [0]),
        (span((4, 8), (12, 14)), [1, 3]),
        (span((4, 11)), [1, 2]),
        (span((4, 6)), None),
        (span((5, 11)), None),
        (span((3, 4)), None),
        (at_step(0), None),
        (Anchor(((3, 3),), row=99), None),
    ],
)
def test_rows(anchor: Anchor, rows: list[int] | None) -> None:
    """An anchor has rows where it covers whole tokens, and none where it cuts one or covers none."""
    assert rows_of(DOCUMENT, anchor) == rows


def test_decisions_by_sentence() -> None:
    """Decisions are positions in their own sentence, in order; their values are what was stated."""
    found = sort_decisions(DOCUMENT, [
        decided(span((20, 24)), 1, strength="single", supersense="v.motion"),
        decided(span((4, 8), (12, 14)), 2, strength="strong", lexcat="V.VPC.full"),
        decided(span((0, 14)), 3, strength="weak"),
    ])  # fmt: skip
    assert found.unfit == []
    assert found.by_sentence == {
        0: [Expression((0, 1, 2, 3), "weak"), Expression((1, 3), "strong", "V.VPC.full")],
        1: [Expression((1,), "single", supersense="v.motion")],
    }


def test_two_claims_on_a_word() -> None:
    """A multiword expression wins over a single word, and a later decision over an earlier one."""
    single = decided(span((12, 14)), 1, modified=9, strength="single")
    earlier = decided(span((9, 14)), 2, modified=1, strength="strong")
    later = decided(span((4, 8), (12, 14)), 3, modified=2, strength="strong")
    found = sort_decisions(DOCUMENT, [single, earlier, later])
    assert found.by_sentence == {0: [Expression((1, 3), "strong")]}
    assert [(a.id, reason) for a, reason in found.unfit] == [
        (2, "overlapping another expression"), (1, "overlapping another expression"),
    ]  # fmt: skip


def test_words_without_columns() -> None:
    """A document without columns has forms alone."""
    words = sentence_words(made_document([["One"], ["two", "Three"]], columns=False), 1)
    assert [(w.form, w.lemma, w.upos, w.head) for w in words] == [("two", "_", "_", -1), ("Three", "_", "_", -1)]


@pytest.mark.parametrize(("label", "written"), [("Locus", "p.Locus"), ("??", "??"), ("`$", "`$"), ("", "")])
def test_prefix(label: str, written: str) -> None:
    """Supersenses are written with p., special labels bare."""
    assert prefixed(label) == written
