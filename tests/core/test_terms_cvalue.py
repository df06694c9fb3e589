"""C-value against its authors' worked example, and against the formula by hand."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.core.terms.cvalue import c_values


def words(text: str) -> tuple[str, ...]:
    """A string as C-value takes it."""
    return tuple(text.split())


def test_the_published_example() -> None:
    """The example of section 2.3.1 of the paper: five longer terms that hold *basal cell carcinoma*."""
    frequencies = {
        "adenoid cystic basal cell carcinoma": 5,
        "cystic basal cell carcinoma": 11,
        "ulcerated basal cell carcinoma": 7,
        "recurrent basal cell carcinoma": 5,
        "circumscribed basal cell carcinoma": 3,
        "basal cell carcinoma": 984,
    }

    values = c_values({words(text): n for text, n in frequencies.items()}, single_words=False)

    assert values[words("adenoid cystic basal cell carcinoma")].score == pytest.approx(11.6096, abs=1e-4)
    assert values[words("cystic basal cell carcinoma")].score == pytest.approx(12)
    assert values[words("ulcerated basal cell carcinoma")].score == pytest.approx(14)
    assert values[words("recurrent basal cell carcinoma")].score == pytest.approx(10)
    assert values[words("circumscribed basal cell carcinoma")].score == pytest.approx(6)
    assert values[words("basal cell carcinoma")].score == pytest.approx(1551.36, abs=5e-3)
    assert len(values[words("basal cell carcinoma")].nested_in) == 5


def test_single_words() -> None:
    """A single word scores nothing under the paper's formula, its frequency with the variant."""
    assert c_values({("topos",): 7}, single_words=False)[("topos",)].score == 0
    assert c_values({("topos",): 7})[("topos",)].score == 7
    assert c_values({("a", "b"): 4})[("a", "b")].score == pytest.approx(4 * log2(3))


def test_a_part_that_occurs_twice_in_a_holder() -> None:
    """A holder counts once, however often it holds the part."""
    values = c_values({("set", "of", "set"): 3, ("set",): 10})

    assert values[("set",)].nested_in == [("set", "of", "set")]
    assert values[("set",)].score == 7


@given(st.dictionaries(st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(tuple), st.integers(1, 50)))
def test_holders_and_bounds(frequencies: dict[tuple[str, ...], int]) -> None:
    """A candidate without holders scores weight times frequency, one with holders names each of them once."""
    for candidate, value in c_values(frequencies).items():
        holders = {
            other
            for other in frequencies
            if len(other) > len(candidate)
            and any(other[at : at + len(candidate)] == candidate for at in range(len(other)))
        }
        assert sorted(value.nested_in) == sorted(holders)
        if not holders:
            assert value.score == pytest.approx(log2(len(candidate) + 1) * frequencies[candidate])
