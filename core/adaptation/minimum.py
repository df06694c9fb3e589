"""The minimum of a smooth convex function of many numbers, by L-BFGS. Knows arrays, and nothing of what they mean.

Source: Nocedal & Wright, Numerical Optimization, 2nd edition, algorithms 3.1 and 7.4.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Function = Callable[[Numbers], tuple[float, Numbers]]
_STEPS = 60
_REMEMBERED = 8
_ENOUGH = 1e-4  # the share of a step's promised gain that it must bring
_SMALLEST = 1e-8
_STILL = 1e-6  # a step that gains a smaller share of the value is the last


def minimum(function: Function, start: Numbers, *, steps: int = _STEPS) -> Numbers:
    """Where the function, given with its gradient, is smallest, or as near as so many steps come."""
    place = start.copy()
    value, gradient = function(place)
    remembered: deque[tuple[Numbers, Numbers]] = deque(maxlen=_REMEMBERED)
    for _ in range(steps):
        direction = -_scaled(gradient, remembered)
        slope = float(gradient @ direction)
        if slope >= 0:
            break
        size = 1.0
        while True:
            next_place = place + size * direction
            next_value, next_gradient = function(next_place)
            if next_value <= value + _ENOUGH * size * slope or size < _SMALLEST:
                break
            size /= 2
        if next_value >= value:
            break
        moved, turned = next_place - place, next_gradient - gradient
        if moved @ turned > 0:
            remembered.append((moved, turned))
        gained = value - next_value
        place, value, gradient = next_place, next_value, next_gradient
        if gained <= _STILL * abs(value):
            break
    return place


def _scaled(gradient: Numbers, remembered: deque[tuple[Numbers, Numbers]]) -> Numbers:
    """The gradient times the inverse curvature, as far as the last steps tell it."""
    result = gradient.copy()
    if not remembered:
        # Nothing is known of the curvature: the first step is no longer than 1.
        return np.asarray(result / max(1.0, float(np.linalg.norm(result))))
    shares: list[float] = []
    for moved, turned in reversed(remembered):
        shares.append(float(moved @ result) / float(moved @ turned))
        result -= shares[-1] * turned
    moved, turned = remembered[-1]
    result *= float(moved @ turned) / float(turned @ turned)
    for (moved, turned), share in zip(remembered, reversed(shares), strict=True):
        result += moved * (share - float(turned @ result) / float(moved @ turned))
    return result
