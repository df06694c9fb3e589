"""Blocks: a document comes back from the disk as it went."""

import numpy as np
import pytest
from hypothesis import given
from made import documents, made_document

from construal.annotation.document import Document
from construal.core import blocks
from construal.core.contents import content


def returned(document: Document) -> Document:
    """The document after packing and unpacking."""
    made = content(document)
    return blocks.unpacked(
        made.record, [b.body for b in made.blocks], lambda: [b.columns for b in made.blocks], problem=made.problem
    )


def assert_same(one: Document, other: Document) -> None:
    assert (one.id, one.name, one.text, one.kind) == (other.id, other.name, other.text, other.kind)
    for side in ("start", "end"):
        assert np.array_equal(getattr(one.tokens, side), getattr(other.tokens, side))
        assert np.array_equal(getattr(one.sentences, side), getattr(other.sentences, side))
    assert np.array_equal(one.sentences.first, other.sentences.first)
    assert np.array_equal(one.sentences.source_start, other.sentences.source_start)
    assert one.sentences.ids == other.sentences.ids
    assert dict(one.tokens.columns) == dict(other.tokens.columns)


@given(documents())
def test_document_comes_back(document: Document) -> None:
    """Text, tokens, sentences and columns are equal after a trip to the disk."""
    assert_same(document, returned(document))


def test_long_document_is_several_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks are cut between sentences, and put together they are the document."""
    monkeypatch.setattr(blocks, "TOKENS_PER_BLOCK", 7)
    document = made_document([[f"w{i}" for i in range(length)] for length in (3, 5, 1, 9, 2, 2, 4, 1)])
    document.sentences.source_start = np.arange(9, dtype=np.int32) * 300

    assert len(list(blocks.packed(document))) > 3
    assert_same(document, returned(document))


def test_columns_are_read_when_asked_for() -> None:
    """Opening a document does not read its UD columns."""
    made = content(made_document([["a", "b"]]))
    asked: list[int] = []

    def columns() -> list[bytes]:
        asked.append(1)
        return [b.columns for b in made.blocks]

    document = blocks.unpacked(made.record, [b.body for b in made.blocks], columns, problem=None)
    assert asked == []

    assert document.token(1).lemma == "b"
    assert document.token(0).lemma == "a"
    assert asked == [1]
