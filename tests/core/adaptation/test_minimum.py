"""The smallest place of convex functions."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from construal.core.adaptation.minimum import Numbers, minimum


@given(st.integers(0, 10_000), st.integers(1, 12))
def test_the_minimum_of_a_quadratic_function_is_found(seed: int, size: int) -> None:
    """A bowl of any shape and place, with curvatures up to a hundred times apart."""
    random = np.random.default_rng(seed)
    turn, _ = np.linalg.qr(random.normal(size=(size, size)))
    bowl = turn @ np.diag(random.uniform(0.1, 10, size)) @ turn.T
    bottom = random.normal(size=size)

    def function(place: Numbers) -> tuple[float, Numbers]:
        apart = place - bottom
        return float(apart @ bowl @ apart) + 1, 2 * bowl @ apart

    found = minimum(function, np.zeros(size))
    assert function(found)[0] < 1 + 1e-3


def test_a_start_at_the_minimum_stays() -> None:
    """Where the gradient is nothing, no step is made."""
    start = np.ones(3)
    assert np.array_equal(minimum(lambda place: (5.0, np.zeros(3)), start), start)
