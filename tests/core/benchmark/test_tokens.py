"""How well raw text is cut."""

import os
from pathlib import Path

import pytest

from construal.core.benchmark.tokens import f1, figures
from construal.core.progress import Quiet


def test_f1() -> None:
    """Only spans that are exactly the same count, each in its own document."""
    assert f1([[(0, 2), (3, 5)], [(0, 1)]], [[(0, 2), (3, 4)], [(0, 1)]]) == pytest.approx(2 / 3)
    assert f1([[(0, 1)], []], [[], [(0, 1)]]) == 0
    assert f1([[]], [[]]) == 1


def test_without_the_corpus() -> None:
    """What is missing is named, and nothing measured."""
    (figure,) = figures(None, Quiet())

    assert (figure.value, figure.passed) == (None, None)
    assert "CONSTRUAL_DATA" in figure.why


def test_the_figures() -> None:
    """Words reach an F1 of 99 %, sentences of 90 %, and both are nearer than spaCy's blank tokenizer comes."""
    if "CONSTRUAL_DATA" not in os.environ:
        pytest.skip("CONSTRUAL_DATA is not set")
    words, sentences, their_words, their_sentences, *_ = figures(Path(os.environ["CONSTRUAL_DATA"]), Quiet())

    assert words.passed
    assert sentences.passed
    assert words.value is not None
    assert their_words.value is not None
    assert words.value < their_words.value
    assert sentences.value is not None
    assert their_sentences.value is not None
    assert sentences.value < their_sentences.value
