"""Rounded weights: what comes back is as near as the number of bits allows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from construal.core.models.rounding import from_blocks, in_blocks, in_rows


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 9), st.integers(1, 100), st.sampled_from((4, 8)), st.integers(0, 2**32 - 1))
def test_a_matrix_comes_back_within_a_step(rows: int, columns: int, bits: int, seed: int) -> None:
    """No number is off by more than a step of its block, which the block's range decides."""
    matrix = np.random.default_rng(seed).normal(0, 1, (rows, columns)).astype(np.float32)

    blocks = in_blocks(matrix, bits)

    back = from_blocks(blocks)
    assert back.shape == matrix.shape
    steps = np.repeat(blocks.scales, 32, axis=1)[:, :columns]
    assert (np.abs(back - matrix) <= steps * 1.001).all()


@pytest.mark.parametrize(("bits", "width"), [(8, 32), (4, 16)])
def test_blocks_lie_as_the_product_reads_them(bits: int, width: int) -> None:
    """Each row has its blocks one after the other, two numbers of 4 bits in one byte, the first in its lower half."""
    matrix = np.arange(96, dtype=np.float32).reshape(1, 96) % 32

    blocks = in_blocks(matrix, bits)

    assert blocks.data.shape == (1, 3, width)
    assert blocks.scales.shape == (1, 3)
    first = blocks.data[0, 0, :2].tolist()
    assert first == ([0, 8] if bits == 8 else [0, 1 | 1 << 4])


def test_zeros_stay_zeros() -> None:
    """A weight of nothing is still nothing when it is rounded among others."""
    matrix = np.zeros((2, 40), np.float32)
    matrix[0, :5] = 3

    assert (from_blocks(in_blocks(matrix, 4))[matrix == 0] == 0).all()


def test_a_table_comes_back_row_by_row() -> None:
    """Each row of a table is off by half a step of its own range at most."""
    table = (np.random.default_rng(1).normal(0, 1, (20, 16)) * np.arange(1, 21)[:, None]).astype(np.float32)

    rows = in_rows(table)

    assert (np.abs(rows.data * rows.scales + rows.offsets - table) <= rows.scales * 0.51).all()
