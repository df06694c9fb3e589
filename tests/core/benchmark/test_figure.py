"""Figures judge themselves, and percentiles are those of the nearest rank."""

import pytest

from construal.core.benchmark.figure import Figure, percentile


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([15, 20, 35, 40, 50], 30, 20),
        ([15, 20, 35, 40, 50], 40, 20),
        ([15, 20, 35, 40, 50], 50, 35),
        ([15, 20, 35, 40, 50], 100, 50),
        ([3, 1, 2], 95, 3),
        ([7], 1, 7),
        (list(range(1, 301)), 95, 285),
    ],
)
def test_percentile(values: list[float], percent: int, expected: float) -> None:
    """The nearest rank, as in the textbook example of five values."""
    assert percentile(values, percent) == expected


@pytest.mark.parametrize(
    ("value", "target", "passed"),
    [(0.9, 1.0, True), (1.0, 1.0, True), (1.01, 1.0, False), (None, 1.0, None), (5.0, None, None)],
)
def test_a_figure_judges_itself(value: float | None, target: float | None, passed: bool | None) -> None:
    """At most the target is reached; what was not measured, or has no target, is neither."""
    assert Figure("a", "what", value, "s", target).passed is passed
