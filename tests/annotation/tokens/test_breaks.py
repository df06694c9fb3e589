"""Gaps, their features and the weights that ship."""

import numpy as np
import pytest

from construal.annotation.tokens import breaks
from construal.annotation.tokens.breaks import Breaks


def places(text: str) -> list[str]:
    """What follows each gap that is asked about."""
    return [text[p:] for found, _ in breaks.gaps(text, frozenset()) for p in found]


def test_gaps() -> None:
    """Asked are gaps after a mark and before anything but a small letter; never those at a line break."""
    assert places("we ate. Then it rained") == ["Then it rained"]
    assert places("so it is") == []
    assert places("One\nTwo") == []
    assert places("good :) it is") == [":) it is", "it is"]


def test_a_stop_without_a_space() -> None:
    """Two sentences that touch have a gap between them; an address has none."""
    assert places("we left.They stayed") == ["They stayed"]
    assert places("we saw page.Then it ended") == ["Then it ended"]
    assert places("we saw a/page.Then it ended") == []


def test_rules_are_a_feature() -> None:
    """The same gap has other features where the rules end a sentence."""
    text = "we left. They stayed"
    ((_, without),) = breaks.gaps(text, frozenset())
    ((_, ruled),) = breaks.gaps(text, frozenset({9}))

    assert without.shape == ruled.shape
    assert (without != ruled).any()


def test_batches() -> None:
    """Many gaps come in several batches, each place once and in order."""
    text = "We go. " * 5_000
    found = list(breaks.gaps(text, frozenset()))
    all_places = [p for some, _ in found for p in some]

    assert len(found) > 1
    assert all_places == list(range(7, len(text) - 6, 7))
    assert all(len(some) == len(rows) for some, rows in found)


def test_places() -> None:
    """A sentence starts where the weights of a gap's features and the bias add up to more than nothing."""
    text = "we left. They stayed"
    ((_, rows),) = breaks.gaps(text, frozenset())
    weights = np.zeros(1 << breaks.BITS, np.float32)
    assert Breaks(weights, -1.0).places(text, frozenset()) == []
    weights[rows[0, 0]] = 2.0
    assert Breaks(weights, -1.0).places(text, frozenset()) == [9]


def test_shipped() -> None:
    """English has weights; a language without them has none."""
    found = breaks.shipped("en")

    assert found is not None
    assert found.weights.shape == (1 << breaks.BITS,)
    assert breaks.shipped("tlh") is None


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("http://a.example", "url"), ("ann@example.org", "mail"), (":-)", "face"), ("lol!", "face"), ("12", "d"),
        ("3/4/99", "D"), ("7:30", "t"), ("I", "i"), ("NATO", "A"), ("Ann", "C"), ("(ann", "(a"), ("----", "-+"),
    ],
)  # fmt: skip
def test_shape(word: str, wanted: str) -> None:
    """Words fall into few classes by what they look like."""
    assert breaks.shape(word) == wanted


@pytest.mark.parametrize(
    ("word", "wanted"), [("so", ""), ("so.", "."), ('so!"', '!"'), ("so......", "..+"), ("so,", ",")]
)
def test_ending(word: str, wanted: str) -> None:
    """Stops and closers at the end of a word, long runs shortened."""
    assert breaks.ending(word) == wanted
