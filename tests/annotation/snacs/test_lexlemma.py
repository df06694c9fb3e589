"""What expressions are known by: lemmas, forms, and parts of words."""

import pytest
from made import made_document
from samples import BY_NAME, Case

from construal.annotation.anchor import Anchor, span
from construal.annotation.snacs.expression import rows_of
from construal.annotation.snacs.lexlemma import lexlemma

WORDS = made_document([["She", "gave", "It", "up"]])
BARE = made_document([["She", "gave", "It", "up"]], columns=False)


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        (span((9, 11)), "it"),
        (span((4, 8), (12, 14)), "gave up"),
        (span((5, 8)), "ave"),
        (span((6, 11)), "ve it"),
        (span((4, 5), (7, 8)), "ge"),
        (span((3, 9)), "gave"),
    ],
)
def test_lemmas_and_parts(anchor: Anchor, expected: str) -> None:
    """Whole words are known by their lemmas, or forms, in lower case; where any is cut, by what is covered of each."""
    for document in (WORDS, BARE):
        assert lexlemma(document, rows_of(document, anchor) or (), anchor) == expected


def test_no_anchor_no_part() -> None:
    """Rows alone are whole words; no rows have no lexlemma."""
    assert lexlemma(WORDS, (1, 3)) == "gave up"
    assert lexlemma(WORDS, (), span((0, 1))) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gu", ["માં", "પણ", "ની પાસે", "ે", "મારે", "માટે"]),
        ("de", ["mit", "zu", "hause", "in", "über"]),
        ("ko", ["는", "에서", "부터", "에", "은"]),
    ],
)
def test_corpora(name: str, expected: list[str]) -> None:
    """A suffix, half of a German word and a Korean empty node each are a lexlemma of their own."""
    case = Case(BY_NAME[name])
    found = [
        lexlemma(case.document, rows_of(case.document, annotation.anchor) or (), annotation.anchor)
        for annotation in sorted(case.annotations.values(), key=lambda a: (a.anchor.fragments, a.anchor.row or 0))
    ]
    assert sorted(found) == sorted(expected)
