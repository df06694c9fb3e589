"""Whether probabilities mean what they say: the calibration error, and the temperature that makes it small."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Flags = npt.NDArray[np.bool_]
BINS = 15
_LOW, _HIGH = 0.25, 4.0  # between which a temperature is looked for
_STEPS = 40
_DRAWS = 500
_SURE = 1e-9  # how near to 0 and 1 a probability is taken for true


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """The decisions whose confidence is about the same: how many, their mean confidence, and the share of right ones.

    All 0 where there are none.
    """

    decisions: int
    confidence: float
    accuracy: float


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """How far confidence and accuracy are apart.

    `error` is the expected calibration error; `chance` is what so many decisions would show on average if every
    probability were exact, since a bin of few decisions is never quite as right as it should be.
    """

    decisions: int
    confidence: float
    accuracy: float
    error: float
    chance: float
    bins: Sequence[Bin]

    @classmethod
    def of(
        cls, confidences: Sequence[float] | Floats, correct: Sequence[bool] | Flags, *, seed: int = 1
    ) -> Reliability:
        """That of these decisions."""
        sure, right = np.asarray(confidences, np.float64), np.asarray(correct, np.bool_)
        return cls(
            decisions=len(sure),
            confidence=_short(sure.mean()) if len(sure) else 0.0,
            accuracy=_short(right.mean()) if len(sure) else 0.0,
            error=_short(expected_calibration_error(sure, right)),
            chance=_short(chance_error(sure, seed=seed)),
            bins=[
                Bin(decisions=bin.decisions, confidence=_short(bin.confidence), accuracy=_short(bin.accuracy))
                for bin in binned(sure, right)
            ],
        )


def binned(
    confidences: Sequence[float] | Floats, correct: Sequence[bool] | Flags, *, bins: int = BINS
) -> tuple[Bin, ...]:
    """The decisions in bins of equal width, the least confident first."""
    sure = np.asarray(confidences, dtype=np.float64)
    right = np.asarray(correct, dtype=np.float64)
    if sure.shape != right.shape:
        raise ValueError(f"{len(sure)} confidences for {len(right)} decisions")
    # A bin holds its upper end, and the first its lower one too.
    bin = np.clip(np.ceil(sure * bins).astype(np.int64) - 1, 0, bins - 1)
    count = np.bincount(bin, minlength=bins)
    summed = (np.bincount(bin, weights=values, minlength=bins) / np.maximum(count, 1) for values in (sure, right))
    return tuple(
        Bin(decisions=number, confidence=confidence, accuracy=accuracy)
        for number, confidence, accuracy in zip(count.tolist(), *(values.tolist() for values in summed), strict=True)
    )


def expected_calibration_error(
    confidences: Sequence[float] | Floats, correct: Sequence[bool] | Flags, *, bins: int = BINS
) -> float:
    """How far confidence and accuracy are apart, averaged over decisions in bins of equal width; 0 for no decision.

    Source: Guo et al. 2017, equation 3.
    """
    found = binned(confidences, correct, bins=bins)
    apart = sum(bin.decisions * abs(bin.accuracy - bin.confidence) for bin in found)
    return apart / max(1, len(confidences))


def chance_error(confidences: Sequence[float] | Floats, *, bins: int = BINS, seed: int = 1) -> float:
    """The error that so many decisions show on average where each is right exactly as often as it says."""
    sure = np.asarray(confidences, dtype=np.float64)
    generator = np.random.default_rng(seed)
    drawn = [
        expected_calibration_error(sure, generator.random(len(sure)) < sure, bins=bins)
        for _ in range(_DRAWS if len(sure) else 0)
    ]
    return float(np.mean(drawn)) if drawn else 0.0


def log_loss(confidences: Sequence[float] | Floats, correct: Sequence[bool] | Flags) -> float:
    """The mean logarithmic loss of the confidences in what was chosen, right or not."""
    sure = np.clip(np.asarray(confidences, np.float64), _SURE, 1 - _SURE)
    return float(-np.where(np.asarray(correct, np.bool_), np.log(sure), np.log1p(-sure)).mean())


def temperature_of_choices(likely: Floats, chosen: npt.NDArray[np.int64], correct: Sequence[bool] | Flags) -> float:
    """The temperature between 1/4 and 4 with which the labels chosen are right as often as they are likely.

    `likely` are the probabilities of each decision's labels (decisions by labels), `chosen` the number of the one
    chosen, whose log loss is made small, since its probability is the one that is shown. Raises ValueError without
    a decision.
    """
    right = np.asarray(correct, dtype=np.bool_)
    if not len(right):
        raise ValueError("no decision to find a temperature from")
    rows = np.arange(len(right))

    def loss(logarithm: float) -> float:
        return log_loss(at_temperature(likely, float(np.exp(logarithm)))[rows, chosen], right)

    return _lowest(loss)


def at_temperature(likely: Floats, temperature: float) -> Floats:
    """Probabilities of labels (decisions by labels) at a temperature: above 1 less sure, below it surer."""
    if temperature == 1:
        return likely
    with np.errstate(divide="ignore"):
        divided = np.log(likely) / temperature
    made = np.exp(divided - divided.max(axis=1, keepdims=True))
    return np.asarray(made / made.sum(axis=1, keepdims=True))


def _short(value: float | np.floating) -> float:
    return round(float(value), 5)


def _lowest(loss: Callable[[float], float]) -> float:
    """The temperature of the lowest loss, by golden sections along its logarithm."""
    ratio = (np.sqrt(5) - 1) / 2
    low, high = float(np.log(_LOW)), float(np.log(_HIGH))
    left, right = high - ratio * (high - low), low + ratio * (high - low)
    at_left, at_right = loss(left), loss(right)
    for _ in range(_STEPS):
        if at_left < at_right:
            high, right, at_right = right, left, at_left
            left = high - ratio * (high - low)
            at_left = loss(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + ratio * (high - low)
            at_right = loss(right)
    return float(np.exp((low + high) / 2))
