"""Anchors: fragments in order, and a text form that reads back."""

import pytest
from hypothesis import given
from made import anchors

from construal.annotation.anchor import DOCUMENT, Anchor, at_row, at_step, parse, span
from construal.annotation.errors import CommandError


@given(anchors())
def test_text_form_reads_back(anchor: Anchor) -> None:
    """Whatever an anchor stands on, its text form gives it back."""
    assert parse(str(anchor)) == anchor


def test_fragments_are_sorted_and_joined() -> None:
    """Fragments may be given in any order; those that touch become one."""
    assert span((9, 12), (3, 5), (5, 7)).fragments == ((3, 7), (9, 12))


@pytest.mark.parametrize("fragment", [(3, 3), (5, 2), (-1, 4)])
def test_fragment_must_run_forward(fragment: tuple[int, int]) -> None:
    """An empty, reversed or negative fragment is refused, and named."""
    with pytest.raises(CommandError, match=str(fragment[0])):
        span(fragment)


@pytest.mark.parametrize("text", ["", "3", "a-b", "row 3", "step x", "3-4-5"])
def test_nonsense_is_refused(text: str) -> None:
    """A text that is no anchor is refused with an example of one."""
    with pytest.raises(CommandError, match="no anchor"):
        parse(text)


def test_kinds_tell_themselves_apart() -> None:
    """Text, an empty node, a step and a document are four things."""
    assert DOCUMENT.is_document
    assert not at_step(0).is_document
    assert at_row(4, 17).start == 17
    assert at_step(2).start is None
    assert span((0, 2), (4, 5)).has_gap


def test_overlap_and_cover_look_at_fragments_not_at_the_gap() -> None:
    """What lies in a gap is not met."""
    anchor = span((0, 4), (8, 12))

    assert anchor.overlaps(3, 5)
    assert not anchor.overlaps(4, 8)
    assert anchor.covers(9, 11)
    assert not anchor.covers(2, 9)
    assert anchor.text("fill you up!") == "fill …  up!"
