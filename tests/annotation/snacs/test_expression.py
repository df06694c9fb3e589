"""Lexical expressions: from decisions on text to positions in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import made_document

from construal.annotation.anchor import Anchor, at_step, span
from construal.annotation.annotation import Annotation
from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.snacs.expression import (
    Expression,
    parts_of,
    prefixed,
    rows_of,
    sentence_words,
    sort_decisions,
)
from construal.annotation.snacs.lextag import derived_cells

DOCUMENT = made_document([["She", "gave", "it", "up"], ["They", "left"]])


def decided(anchor: Anchor, id: int, *, modified: int = 0, **values: str) -> Annotation:
    return Annotation(id=id, document=1, layer="lexical", anchor=anchor, values=values, modified=modified)


@pytest.mark.parametrize(
    ("anchor", "rows"),
    [
        (span((0, 3)), [0]),
        (span((4, 8), (12, 14)), [1, 3]),
        (span((4, 11)), [1, 2]),
        (span((4, 6)), [1]),
        (span((5, 11)), [1, 2]),
        (span((3, 4)), None),
        (at_step(0), None),
        (Anchor(((3, 3),), row=99), None),
    ],
)
def test_rows(anchor: Anchor, rows: list[int] | None) -> None:
    """An anchor has the rows of the words that it is on, whole or in part, and none where it is on none."""
    assert rows_of(DOCUMENT, anchor) == rows


@pytest.mark.parametrize(
    ("anchor", "parts"),
    [
        (span((4, 8), (12, 14)), ()),
        (span((6, 8)), ("ve",)),
        (span((5, 11)), ("ave", "it")),
        (span((4, 5), (7, 8)), ("ge",)),
        (span((3, 8)), ()),
        (Anchor(((8, 8),), row=1), ()),
    ],
)
def test_parts(anchor: Anchor, parts: tuple[str, ...]) -> None:
    """Where an anchor leaves letters of a word out, what it has of each word is told."""
    rows = rows_of(DOCUMENT, anchor)
    assert rows is not None
    assert parts_of(DOCUMENT, anchor, rows) == parts


def test_a_part_of_a_word() -> None:
    """A decision on a part of a word is one on the word, with the part as its lexlemma; a second part has no place."""
    ending = decided(span((6, 8)), 1, strength="single", role="Time", function="Time")
    beginning = decided(span((4, 6)), 2, strength="single", role="Locus", function="Locus")
    found = sort_decisions(DOCUMENT, [ending, beginning])
    assert found.by_sentence == {0: [Expression((1,), role="Time", function="Time", parts=("ve",))]}
    assert found.unfit == [(beginning, "on a second part of one word")]
    words = sentence_words(DOCUMENT, 0)
    assert [cells.lexlemma for cells in derived_cells(words, found.by_sentence[0]).rows] == ["she", "ve", "it", "up"]
    joined = sort_decisions(DOCUMENT, [decided(span((6, 11)), 3, strength="strong", role="Time", function="Time")])
    assert derived_cells(words, joined.by_sentence[0]).rows[1].lexlemma == "ve it"


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


@given(st.lists(st.sampled_from([0, 0, 1, 2, -1]), min_size=1, max_size=8), st.integers(0, 12), st.integers(1, 6))
def test_a_single_word_is_where_its_anchor_is(lengths: list[int], start: int, length: int) -> None:
    """Words without text, words that share their letters and parts of words stand in the row that they are on."""
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for letters in lengths:
        # -1: a word on the letters of the word before it.
        starts.append(starts[-1] if letters < 0 and ends else position)
        ends.append(ends[-1] if letters < 0 and ends else position + max(letters, 0))
        position = ends[-1]
    half = len(starts) // 2
    document = Document(
        id=1, name="made", text="x" * max(position, 20), tokens=Tokens(ints(starts), ints(ends)),
        sentences=Sentences(ints([0, half, len(starts)]), ints([0, starts[half]]), ints([starts[half], position]),
                            Column.of("12")),
    )  # fmt: skip
    anchor = span((start, start + length))
    rows = rows_of(document, anchor)
    found = sort_decisions(document, [decided(anchor, 1, strength="single", role="Locus", function="Locus")])
    if rows is None or len(rows) > 1:
        assert found.by_sentence == {}
        return
    sentence = document.sentences.of_row(rows[0])
    ((number, (expression,)),) = found.by_sentence.items()
    assert number == sentence
    assert expression.positions == (rows[0] - int(document.sentences.first[sentence]),)
    assert expression.parts == parts_of(document, anchor, rows)


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
