"""Where letters stand inside a word, whatever the script and whichever fonts the machine has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.gui.text.metrics import FontMetrics
from construal.gui.theme import Theme

SCRIPTS = "abcfiéßअकखिीुर्नमोવષનો학교에서的在里ก้า👩🏽"
METRICS: list[FontMetrics] = []


@pytest.fixture(autouse=True)
def _metrics(qapp: object) -> None:
    """Fonts need a running application; measured once for all examples."""
    if not METRICS:
        METRICS.append(FontMetrics(Theme("light"), "hi"))


@given(st.text(SCRIPTS, min_size=1, max_size=12))
def test_letters_stand_one_after_the_other(text: str) -> None:
    """Positions never go back, none lies outside the word, and what begins at a place has not ended before it."""
    metrics = METRICS[0]
    begins = [metrics.offset(text, at, "text") for at in range(len(text) + 1)]
    ends = [metrics.offset(text, at, "text", is_end=True) for at in range(len(text) + 1)]
    assert begins == sorted(begins)
    assert ends == sorted(ends)
    assert all(begin <= end for begin, end in zip(begins, ends, strict=True))
    assert begins[0] == 0
    assert ends[-1] <= metrics.advance(text, "text") + 1


@given(st.text(SCRIPTS, min_size=2, max_size=12), st.data())
def test_a_part_of_a_word_covers_its_letters(text: str, data: st.DataObject) -> None:
    """Two parts of a word leave nothing between them unshown: the first ends at or after where the second begins."""
    metrics = METRICS[0]
    cut = data.draw(st.integers(1, len(text) - 1))
    assert metrics.offset(text, cut, "text", is_end=True) >= metrics.offset(text, cut, "text")


def test_a_vowel_sign_that_is_a_suffix_is_shown_with_its_letter() -> None:
    """A suffix that Qt draws as one with the letter before it still has a width."""
    metrics = METRICS[0]
    text = "छोकरे"
    begin = metrics.offset(text, len(text) - 1, "text")
    assert metrics.offset(text, len(text), "text", is_end=True) - begin > 1


def test_a_suffix_begins_where_its_word_goes_on() -> None:
    """A suffix of whole letters begins inside the word, and ends with it."""
    metrics = METRICS[0]
    text = "वर्षका"
    begin = metrics.offset(text, text.index("क"), "text")
    assert 0 < begin < metrics.offset(text, len(text), "text", is_end=True)
