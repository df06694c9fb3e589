"""One measurement: what was measured, what came out, and what it must reach (README, Figures)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit`, to be at most `target` (no target: only told); a value of None was not measured, for `why`."""

    name: str
    measures: str
    value: float | None
    unit: str
    target: float | None = None
    why: str = ""

    @property
    def passed(self) -> bool | None:
        """Whether the target is met; None where there is nothing to judge."""
        return None if self.value is None or self.target is None else self.value <= self.target


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def median(work: Callable[[], float], times: int) -> float:
    """The median of several measurements."""
    return statistics.median(work() for _ in range(times))


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least `percent` of 100 values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
