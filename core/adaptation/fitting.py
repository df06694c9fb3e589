"""Weights that change a model's scores, fitted to decisions and held near nothing. Knows arrays, no model, no project.

Each is the likeliest a posteriori: the model as it came is the mean of the prior, `strength` its precision. Vectors are
brought to length 1 or so and get a last column of ones, so that a strength means the same for every model.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from construal.core.adaptation.minimum import Numbers, minimum

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def inputs(vectors: npt.NDArray[np.floating]) -> Floats:
    """Word vectors of mean 0 and deviation 1 as what weights are multiplied with: shorter, and a one behind."""
    count, width = vectors.shape
    result = np.ones((count, width + 1), np.float32)
    np.multiply(vectors, np.float32(width**-0.5), out=result[:, :width], casting="unsafe")
    return result


def shares(pairs: Sequence[str]) -> Floats:
    """Which parts make up each pair (`p.Role|p.Function`), a row a pair: itself, its role, its function.

    What is learned of a role holds for every pair that has it, seen or not.
    """
    names: dict[tuple[str, str], int] = {}
    found: list[tuple[int, int]] = []
    for row, pair in enumerate(pairs):
        role, _, function = pair.partition("|")
        for part in (("pair", pair), ("role", role), ("function", function)):
            found.append((row, names.setdefault(part, len(names))))
    matrix = np.zeros((len(pairs), len(names)), np.float32)
    matrix[tuple(zip(*found, strict=True))] = 1
    return matrix


def label_weights(given: Floats, base: Floats, gold: Integers, *, parts: Floats, strength: float) -> Floats:
    """What to add to the scores of each label, labels by inputs: multinomial logistic regression on top of `base`.

    `base` are the scores before, decisions by labels; `parts` says what labels share.
    """
    shape = (parts.shape[1], given.shape[1])
    rows = np.arange(len(gold))

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        own = flat.reshape(shape).astype(np.float32)
        scores = base + given @ (parts @ own).T
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        total = likely.sum(axis=1, keepdims=True)
        missed = float((np.log(total[:, 0], dtype=np.float64) - scores[rows, gold]).sum())
        likely /= total
        likely[rows, gold] -= 1
        gradient = parts.T @ (likely.T @ given) + np.float32(strength) * own
        return missed + strength / 2 * float(flat @ flat), gradient.ravel().astype(np.float64)

    found = minimum(loss, np.zeros(shape[0] * shape[1]))
    return np.asarray(parts @ found.reshape(shape).astype(np.float32))


def choice_weights(given: Floats, base: Floats, gold: Flags, *, strength: float) -> Floats:
    """What to add to the log-odds `base` that a word is a target: logistic regression on top of them."""
    sign = np.where(gold, np.float32(1), np.float32(-1))

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        own = flat.astype(np.float32)
        margin = sign * (base + given @ own)
        missed = float(np.logaddexp(0, -margin, dtype=np.float64).sum())
        pull = -sign * np.exp(-np.logaddexp(0, margin))
        gradient = pull @ given + np.float32(strength) * own
        return missed + strength / 2 * float(flat @ flat), gradient.astype(np.float64)

    return minimum(loss, np.zeros(given.shape[1])).astype(np.float32)


def label_loss(given: Floats, base: Floats, gold: Integers, weights: Floats) -> float:
    """How unlikely the decisions are, as the sum of negative logarithms."""
    scores = base + given @ weights.T
    scores -= scores.max(axis=1, keepdims=True)
    total = np.log(np.exp(scores).sum(axis=1, dtype=np.float64))
    return float((total - scores[np.arange(len(gold)), gold]).sum())


def choice_loss(given: Floats, base: Floats, gold: Flags, weights: Floats) -> float:
    """How unlikely the decisions on what is a target are, as the sum of negative logarithms."""
    margin = np.where(gold, 1, -1) * (base + given @ weights)
    return float(np.logaddexp(0, -margin, dtype=np.float64).sum())
