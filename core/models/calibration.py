"""Whether probabilities mean what they say: the calibration error, and the temperature that makes it small."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
_BINS = 15
_LOW, _HIGH = 0.25, 4.0  # between which a temperature is looked for
_STEPS = 40


def expected_calibration_error(
    confidences: Sequence[float] | Floats, correct: Sequence[bool] | npt.NDArray[np.bool_], *, bins: int = _BINS
) -> float:
    """How far confidence and accuracy are apart, averaged over decisions in bins of equal width; 0 for no decision.

    Source: Guo et al. 2017, equation 3.
    """
    sure = np.asarray(confidences, dtype=np.float64)
    right = np.asarray(correct, dtype=np.float64)
    if sure.shape != right.shape:
        raise ValueError(f"{len(sure)} confidences for {len(right)} decisions")
    if not len(sure):
        return 0.0
    # A bin holds its upper end, and the first its lower one too.
    bin = np.clip(np.ceil(sure * bins).astype(np.int64) - 1, 0, bins - 1)
    apart = np.bincount(bin, weights=right - sure, minlength=bins)
    return float(np.abs(apart).sum() / len(sure))


def best_temperature(scores: Floats, gold: Sequence[int] | npt.NDArray[np.int64]) -> float:
    """The temperature between 1/4 and 4 with which the gold labels are likeliest.

    `scores` are decisions by labels, `gold` the number of each decision's label. Raises ValueError without a decision.
    """
    chosen = np.asarray(gold, dtype=np.int64)
    if not len(chosen):
        raise ValueError("no decision to find a temperature from")
    wide = scores.astype(np.float64)
    # The loss has one minimum in 1/temperature, and so along the logarithm: golden sections.
    ratio = (np.sqrt(5) - 1) / 2
    low, high = np.log(_LOW), np.log(_HIGH)
    left, right = high - ratio * (high - low), low + ratio * (high - low)
    at_left, at_right = _loss(wide, chosen, left), _loss(wide, chosen, right)
    for _ in range(_STEPS):
        if at_left < at_right:
            high, right, at_right = right, left, at_left
            left = high - ratio * (high - low)
            at_left = _loss(wide, chosen, left)
        else:
            low, left, at_left = left, right, at_right
            right = low + ratio * (high - low)
            at_right = _loss(wide, chosen, right)
    return float(np.exp((low + high) / 2))


def _loss(scores: Floats, gold: npt.NDArray[np.int64], logarithm: float) -> float:
    divided = scores / np.exp(logarithm)
    divided = divided - divided.max(axis=1, keepdims=True)
    total = np.log(np.exp(divided).sum(axis=1))
    return float((total - divided[np.arange(len(gold)), gold]).mean())
