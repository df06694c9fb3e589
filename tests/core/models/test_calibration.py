"""Calibration: the error of known confidences, and a temperature that is known beforehand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.core.models.calibration import best_temperature, expected_calibration_error


def test_the_error_of_a_known_case() -> None:
    """Four decisions at .9 of which two are right, and four at .5 of which two are: half of .4."""
    sure = [0.9] * 4 + [0.5] * 4
    right = [True, True, False, False] * 2

    assert expected_calibration_error(sure, right) == pytest.approx(0.2)


def test_perfect_confidence_has_no_error() -> None:
    """Sure and right, or sure of nothing and wrong, is no error; nor is no decision at all."""
    assert expected_calibration_error([1.0, 1.0, 0.0], [True, True, False]) == 0
    assert expected_calibration_error([], []) == 0


def test_opposite_errors_of_one_bin_cancel_and_of_two_do_not() -> None:
    """What is compared is the bin's mean, so .62 and .66 with one right make .14, bins of their own more."""
    assert expected_calibration_error([0.62, 0.66], [True, False], bins=1) == pytest.approx(0.14)
    assert expected_calibration_error([0.62, 0.66], [True, False], bins=100) == pytest.approx((0.38 + 0.66) / 2)


def test_as_many_answers_as_confidences() -> None:
    """Lists of two lengths are refused."""
    with pytest.raises(ValueError, match="2 confidences for 1"):
        expected_calibration_error([0.5, 0.6], [True])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_the_error_lies_between_nothing_and_one(decisions: list[tuple[float, bool]]) -> None:
    """Whatever the confidences, the error is a share."""
    assert 0 <= expected_calibration_error([s for s, _ in decisions], [r for _, r in decisions]) <= 1


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.5])
def test_the_temperature_is_found(temperature: float) -> None:
    """Labels drawn from scores divided by a temperature give that temperature back."""
    generator = np.random.default_rng(1)
    scores = generator.normal(0, 3, (8000, 5))
    likely = np.exp(scores / temperature)
    likely /= likely.sum(axis=1, keepdims=True)
    gold = [int(generator.choice(5, p=row)) for row in likely]

    assert best_temperature(scores, gold) == pytest.approx(temperature, rel=0.06)
    with pytest.raises(ValueError, match="no decision"):
        best_temperature(scores[:0], [])
