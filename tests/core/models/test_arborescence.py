"""The best tree: what trying out every tree finds, with one root and no circle, however large."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from construal.core.models.arborescence import heads, is_tree

MOST = 5


@cache
def trees(count: int) -> tuple[tuple[int, ...], ...]:
    """Every tree over so many words: from each word the way up ends at the one root."""

    def climbs(found: tuple[int, ...]) -> Iterator[int]:
        for word in range(1, count + 1):
            for _ in range(count):
                word = found[word - 1] if word else 0
            yield word

    everything = product(range(count + 1), repeat=count)
    return tuple(found for found in everything if found.count(0) == 1 and not any(climbs(found)))


@pytest.mark.parametrize("count", range(1, MOST + 1))
def test_there_are_as_many_trees_as_cayley_says(count: int) -> None:
    """Of so many words there are n to the n - 1 trees, and `is_tree` knows them from everything else."""
    assert len(trees(count)) == count ** (count - 1)
    known = set(trees(count))
    assert all(is_tree(found) == (found in known) for found in product(range(count + 1), repeat=count))


@given(st.data())
def test_no_tree_is_better(data: st.DataObject) -> None:
    """Of all trees with one root, none has a greater sum than the one found, equal scores or not."""
    count = data.draw(st.integers(1, MOST))
    values = data.draw(st.sampled_from([st.integers(-2, 2), st.floats(-1e3, 1e3, width=32)]))
    scores = data.draw(arrays(np.float32, (count, count + 1), elements=values))

    found = heads(scores)

    assert found in trees(count)
    table = scores.astype(np.float64)
    sums = [sum(table[word, head] for word, head in enumerate(tree)) for tree in trees(count)]
    assert sum(table[word, head] for word, head in enumerate(found)) == pytest.approx(max(sums), abs=1e-6)


@given(st.integers(0, 60), st.integers(0, 2**32 - 1))
def test_it_is_always_a_tree(count: int, seed: int) -> None:
    """Sentences of any length, with scores at random, have one root and no circle; no words have no heads."""
    scores = np.random.default_rng(seed).normal(size=(count, count + 1))

    found = heads(scores)

    assert len(found) == count
    assert is_tree(found) == (count > 0)


def test_a_word_is_not_above_itself_and_two_roots_are_none() -> None:
    """Where words would best govern themselves, or all be roots, the best tree is another."""
    alone = np.array([[0.0, 9.0, 1.0], [0.0, 1.0, 9.0]])
    roots = np.array([[5.0, 0.0, 1.0], [5.5, 0.0, 0.0]])

    assert heads(alone) in ((0, 1), (2, 0))
    assert heads(roots) == (2, 0)
    assert not is_tree([0, 0])
    assert not is_tree([2, 1])
    assert not is_tree([1])
    assert not is_tree([0, 5])
    assert not is_tree([0, -1])
