"""Weights fitted to decisions on top of a model's scores."""

import numpy as np
import pytest

from construal.core.adaptation.fitting import (
    choice_loss,
    choice_weights,
    inputs,
    label_loss,
    label_weights,
    shares,
)

PAIRS = ("p.Locus|p.Locus", "p.Locus|p.Goal", "p.Time|p.Time", "p.Goal|p.Goal")
RANDOM = np.random.default_rng(4)
VECTORS = inputs(RANDOM.normal(size=(80, 16)))
GOLD = (np.argmax(VECTORS[:, :3], axis=1)).astype(np.int64)
BASE = RANDOM.normal(size=(80, 4)).astype(np.float32)


def test_inputs_have_about_length_one_and_a_one_behind() -> None:
    """So a strength means the same for encoders of any size."""
    for width in (16, 768):
        found = inputs(RANDOM.normal(size=(50, width)))
        assert found[:, -1].tolist() == [1] * 50
        assert np.linalg.norm(found[:, :-1], axis=1).mean() == pytest.approx(1, abs=0.1)


def test_pairs_share_their_role_and_function() -> None:
    """Two pairs have a part in common exactly where the role or the function is the same."""
    parts = shares(PAIRS)
    assert parts.sum(axis=1).tolist() == [3, 3, 3, 3]
    common = parts @ parts.T
    assert common[0, 1] == 1
    assert common[0, 2] == 0
    assert common[1, 3] == 1


def test_decisions_become_likelier_the_less_weights_are_held() -> None:
    """At a huge strength the model stays as it came; with less its loss on what it learned from falls and falls."""
    parts = shares(PAIRS)
    untouched = label_loss(VECTORS, BASE, GOLD, np.zeros((4, 17), np.float32))
    losses = [
        label_loss(VECTORS, BASE, GOLD, label_weights(VECTORS, BASE, GOLD, parts=parts, strength=strength))
        for strength in (1e9, 10.0, 1.0, 0.1)
    ]
    assert losses[0] == pytest.approx(untouched, rel=1e-4)
    assert sorted(losses, reverse=True) == losses
    assert losses[-1] < untouched / 2


def test_the_fit_is_a_minimum_of_loss_and_prior() -> None:
    """No step in any of many directions makes loss and prior together smaller."""
    parts = np.eye(4, dtype=np.float32)
    found = label_weights(VECTORS, BASE, GOLD, parts=parts, strength=1.0)

    def total(weights: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> float:
        return label_loss(VECTORS, BASE, GOLD, weights) + float((weights.astype(np.float64) ** 2).sum()) / 2

    for _ in range(20):
        step = RANDOM.normal(size=found.shape).astype(np.float32) * 0.1
        assert total(found + step) > total(found)


def test_what_a_role_is_learned_by_holds_for_its_other_pairs() -> None:
    """Nobody decided Locus with Goal here, yet it gains with Locus over a pair that shares nothing with it."""
    gold = np.zeros(80, np.int64)
    found = label_weights(VECTORS, np.zeros((80, 4), np.float32), gold, parts=shares(PAIRS), strength=1.0)
    scores = (VECTORS @ found.T).mean(axis=0)
    assert scores[0] > scores[1] > scores[2]


def test_what_a_target_is_can_be_learned() -> None:
    """Log-odds turn from what the model said to what was decided, and stay where they are held."""
    gold = VECTORS[:, 0] > 0
    base = np.where(gold, -1, 1).astype(np.float32)
    untouched = choice_loss(VECTORS, base, gold, np.zeros(17, np.float32))
    held = choice_weights(VECTORS, base, gold, strength=1e9)
    learned = choice_weights(VECTORS, base, gold, strength=0.1)
    assert np.abs(held).max() < 1e-3
    assert choice_loss(VECTORS, base, gold, learned) < untouched / 2
