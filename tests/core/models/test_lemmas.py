"""Lemmas as scripts: what was made of a form and its lemma gives the lemma back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.core.models.lemmas import lemma, script


@given(form=st.text(min_size=1), wanted=st.text(min_size=1))
def test_a_script_gives_its_lemma_back(form: str, wanted: str) -> None:
    """Any form with its own script becomes its lemma."""
    assert lemma(form, script(form, wanted)) == wanted


@pytest.mark.parametrize(
    ("form", "seen", "lemma_of_seen", "new", "expected"),
    [
        ("tries", "Flies", "fly", "tries", "try"),
        ("The", "A", "a", "The", "the"),
        ("Paris", "London", "London", "Paris", "Paris"),
        ("walked", "talked", "talk", "walked", "walk"),
    ],
)
def test_a_script_carries_over(form: str, seen: str, lemma_of_seen: str, new: str, expected: str) -> None:
    """The script of one word makes the lemma of another that goes like it."""
    assert lemma(new, script(seen, lemma_of_seen)) == expected


@pytest.mark.parametrize("wrong", ["", "x3", "l9+", "l2+", "l2", "l٢+"])
def test_a_script_never_leaves_nothing(wrong: str) -> None:
    """A script that does not fit leaves the form, never an empty lemma."""
    assert lemma("at", wrong) == "at"
