"""What an adaptation does to the scores of words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.core.adaptation.adaptation import Adaptation, TagColumns, Weights, extended
from construal.core.models.backend import VECTORS
from construal.core.models.errors import ModelError
from construal.core.models.labels import Labels

LABELS = Labels(
    tags=("B-P-p.Goal", "I_", "O-N", "O-P-p.Goal", "O-P-p.Locus", "O-P-p.Locus|p.Goal", "O-V"),
    pairs=("p.Goal|p.Goal", "p.Locus|p.Goal", "p.Locus|p.Locus"),
)
PAIRS = (*LABELS.pairs, "p.Time|p.Time")
TARGETS = [0, 3, 4, 5]


def adaptation(seed: int, *, tags: tuple[str, ...] = (), hidden: int = 4, choice: bool = False) -> Adaptation:
    random = np.random.default_rng(seed)
    labels = random.normal(size=(len(PAIRS), hidden + 1)).astype(np.float16).astype(np.float32)
    own = random.normal(size=hidden + 1).astype(np.float16).astype(np.float32)
    return Adaptation("m", Weights(pairs=PAIRS, tags=tags, hidden=hidden), labels, own * choice, 3)


def word_scores(seed: int, count: int = 5, hidden: int = 4) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    sizes = {"tag": len(LABELS.tags), "pair": len(LABELS.pairs), "upos": 3, VECTORS: hidden}
    return {head: random.normal(size=(count, size)).astype(np.float32) for head, size in sizes.items()}


def shares_of(scores: np.ndarray) -> np.ndarray:
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    return likely / likely.sum(axis=1, keepdims=True)


@given(st.integers(0, 1000))
def test_construals_change_and_what_is_a_target_does_not(seed: int) -> None:
    """Labels that were learned say nothing of whether a word is a target, nor of any other label."""
    before = word_scores(seed)
    after = adaptation(seed + 1).on(LABELS).scores(before)
    one, other = shares_of(before["tag"]), shares_of(after["tag"])
    assert np.allclose(one[:, TARGETS].sum(axis=1), other[:, TARGETS].sum(axis=1), atol=1e-4)
    assert np.allclose(one[:, [1, 2, 6]], other[:, [1, 2, 6]], atol=1e-4)
    assert not np.allclose(one[:, TARGETS], other[:, TARGETS], atol=1e-4)
    assert np.array_equal(before["upos"], after["upos"])
    assert VECTORS not in after


def test_what_is_a_target_changes_by_what_was_learned_of_it() -> None:
    """The log-odds of being a target move by just the learned sum, whatever the labels do."""
    before = word_scores(7)
    learned = adaptation(8, choice=True)
    columns = TagColumns(LABELS)
    moved = columns.odds(learned.on(LABELS).scores(before)["tag"]) - columns.odds(before["tag"])
    wanted = before[VECTORS] / 2 @ learned.choice[:-1] + learned.choice[-1]
    assert moved == pytest.approx(wanted, abs=1e-4)


def test_labels_that_the_model_does_not_know_are_learned() -> None:
    """A lextag of the project's own gets a column, and its pair one in the pair head."""
    learned = adaptation(2, tags=("O-P-p.Time",))
    labels = learned.extended(LABELS)
    assert labels.tags[-1] == "O-P-p.Time"
    assert labels.pairs[-1] == "p.Time|p.Time"
    after = learned.on(LABELS).scores(word_scores(1))
    assert after["tag"].shape == (5, 8)
    assert after["pair"].shape == (5, 4)
    assert np.isfinite(after["tag"]).all()


def test_labels_are_extended_once() -> None:
    """Tags that are known, or come twice, add nothing; without a pair head none is begun."""
    assert extended(LABELS, ["O-N", "O-P-p.Goal"]) == LABELS
    found = extended(Labels(tags=("O-N",)), ["O-P-p.Time", "O-P-p.Time"])
    assert (found.tags, found.pairs) == (("O-N", "O-P-p.Time"), ())


def test_numbers_outlast_the_disk() -> None:
    """What is written in 16 bits is read again as it was; other bytes are refused in a sentence."""
    made = adaptation(5, choice=True)
    read = Adaptation.from_bytes(made.to_bytes(), made.weights, model="m", id=3)
    assert np.array_equal(read.labels, made.labels)
    assert np.array_equal(read.choice, made.choice)
    with pytest.raises(ModelError, match="The adaptation 3 is damaged"):
        Adaptation.from_bytes(made.to_bytes()[:-2], made.weights, model="m", id=3)
