"""Documents: columns that read like lists, rows found by anchors and anchors made of rows."""

from hypothesis import given
from hypothesis import strategies as st
from made import documents, made_document

from construal.annotation.anchor import span
from construal.annotation.columns import Column, joined
from construal.annotation.document import Document


@given(st.lists(st.lists(st.text(max_size=3), max_size=5), min_size=1, max_size=4))
def test_joined_columns_are_their_strings(parts: list[list[str]]) -> None:
    """Columns joined give the strings of one after the other, each value once."""
    column = joined([Column.of(p) for p in parts])

    assert list(column) == [s for p in parts for s in p]
    assert column == [s for p in parts for s in p]


@given(documents(), st.data())
def test_anchor_of_rows_gives_the_rows_back(document: Document, data: st.DataObject) -> None:
    """Whatever rows an anchor is made of, it touches just those."""
    if not len(document.tokens):
        return
    rows = data.draw(
        st.lists(st.integers(0, len(document.tokens) - 1), min_size=1, max_size=4, unique=True).map(sorted)
    )

    anchor = document.anchor_of(rows)

    assert document.tokens.rows_of(anchor) == rows
    assert len(anchor.fragments) == sum(1 for i, row in enumerate(rows) if i == 0 or row != rows[i - 1] + 1)


def test_part_of_a_token_finds_its_token() -> None:
    """An anchor on part of a word touches the word."""
    document = made_document([["house", "boat"]])

    assert document.tokens.rows_of(span((2, 4))) == [0]
    assert document.tokens.rows_of(span((4, 7))) == [0, 1]


@given(documents())
def test_tokens_are_views_of_the_text(document: Document) -> None:
    """A token's form is the text between its offsets, and a sentence holds its own tokens."""
    for index in range(len(document.sentences)):
        for token in document.sentence_tokens(index):
            assert document.text[token.start : token.end] == token.form
            assert document.sentences.at(token.start) == index
            assert document.sentences.of_row(token.row) == index


def test_missing_column_is_underscores() -> None:
    """A document without UD columns says "_" and -1, never fails."""
    token = made_document([["a"]], columns=False).token(0)

    assert (token.lemma, token.upos, token.head, token.deprel) == ("_", "_", -1, "_")
