"""Calibration: the error of known confidences, and a temperature that is known beforehand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.core.models.calibration import (
    Bin,
    Reliability,
    at_temperature,
    binned,
    chance_error,
    expected_calibration_error,
    temperature_of_choices,
)


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


def test_bins_hold_every_decision() -> None:
    """Each decision is in the bin of its confidence, the upper end included; empty bins are all 0."""
    found = binned([0.0, 0.5, 0.51, 1.0], [False, True, False, True], bins=2)

    assert found == (
        Bin(decisions=2, confidence=0.25, accuracy=0.5),
        Bin(decisions=2, confidence=pytest.approx(0.755), accuracy=0.5),
    )
    assert binned([0.9], [True], bins=2)[0] == Bin(decisions=0, confidence=0, accuracy=0)


def test_chance_is_the_error_of_exact_probabilities() -> None:
    """Few decisions have an error though each is right as often as it says; many have hardly any, sure ones none."""
    few, many = np.full(40, 0.7), np.full(40_000, 0.7)

    assert chance_error(few) == pytest.approx(0.8 * np.sqrt(0.7 * 0.3 / 40), rel=0.15)
    assert chance_error(many) < 0.005
    assert chance_error([1.0, 0.0]) == 0
    assert chance_error([]) == 0


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.5])
def test_the_temperature_is_found(temperature: float) -> None:
    """Where what is chosen is right as often as at a temperature, that temperature is given back."""
    generator = np.random.default_rng(1)
    scores = generator.normal(0, 3, (8000, 5))
    likely = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    chosen = likely.argmax(axis=1)
    sure = at_temperature(likely, temperature)[np.arange(8000), chosen]

    found = temperature_of_choices(likely, chosen, generator.random(8000) < sure)

    assert found == pytest.approx(temperature, rel=0.06)
    with pytest.raises(ValueError, match="no decision"):
        temperature_of_choices(likely[:0], chosen[:0], [])


def test_reliability_tells_both() -> None:
    """Mean confidence, accuracy, the error and what chance alone would make of it stand together."""
    found = Reliability.of([0.9, 0.9, 0.9, 0.9], [True, True, True, False])

    assert (found.decisions, found.confidence, found.accuracy) == (4, pytest.approx(0.9), 0.75)
    assert found.error == pytest.approx(0.15)
    assert 0 < found.chance < 0.2
    assert sum(bin.decisions for bin in found.bins) == 4
    assert Reliability.of([], []).error == 0
