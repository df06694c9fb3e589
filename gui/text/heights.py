"""How high each sentence is: estimated from its length until it is laid out, exact after. Knows only numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Heights:
    """The heights of all sentences and where each begins; a change costs nothing until a place is asked for."""

    def __init__(self, lengths: NDArray[np.integer[Any]], *, line_chars: float, line: float, gap: float) -> None:
        lines = np.maximum(1.0, np.ceil(lengths.astype(np.float64) / max(line_chars, 1.0)))
        self._heights: NDArray[np.float64] = lines * line + gap
        self._tops: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self._heights)

    def set(self, index: int, height: float) -> bool:
        """Correct a height; tells whether it was another."""
        if self._heights[index] == height:
            return False
        self._heights[index] = height
        self._tops = None
        return True

    def height(self, index: int) -> float:
        """The height of a sentence as far as it is known."""
        return float(self._heights[index])

    @property
    def total(self) -> float:
        """The height of everything."""
        return float(self._sums()[-1]) if len(self) else 0.0

    def top(self, index: int) -> float:
        """Where a sentence begins."""
        return float(self._sums()[index - 1]) if index else 0.0

    def index_at(self, y: float) -> int:
        """The sentence that lies at a height; the first or last where there is none."""
        return min(int(np.searchsorted(self._sums(), y, side="right")), max(len(self) - 1, 0))

    def _sums(self) -> NDArray[np.float64]:
        if self._tops is None:
            self._tops = np.cumsum(self._heights)
        return self._tops
