"""Weights in 8 or 4 bits: matrices in blocks along a row, embeddings row by row. Knows arrays, no file and no graph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
BLOCK = 32
BITS = (4, 8)


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix of `rows` by `columns` as ONNX Runtime's MatMulNBits reads it.

    `data` has the numbers row by row and block by block, two to a byte where they have 4 bits, the lower half first;
    `scales` and `zeros` (packed likewise, row by row) are those of each block.
    """

    rows: int
    columns: int
    bits: int
    data: Bytes
    scales: Floats
    zeros: Bytes


@dataclass(frozen=True, slots=True)
class Rows:
    """A table in bytes: a row is `data * scale + offset`."""

    data: Bytes
    scales: Floats
    offsets: Floats


def in_blocks(matrix: Floats, bits: int) -> Blocks:
    """A matrix rounded in blocks of 32 columns, each with its own scale and zero."""
    rows, columns = matrix.shape
    count = -(-columns // BLOCK)
    padded = np.zeros((rows, count * BLOCK), np.float32)
    padded[:, :columns] = matrix
    blocks = padded.reshape(rows, count, BLOCK)
    most = 2**bits - 1
    low, high = np.minimum(blocks.min(axis=2), 0), np.maximum(blocks.max(axis=2), 0)
    scales = np.maximum((high - low) / most, 1e-12).astype(np.float32)
    zeros = np.clip(np.round(-low / scales), 0, most)
    numbers = np.clip(np.round(blocks / scales[..., None] + zeros[..., None]), 0, most).astype(np.uint8)
    return Blocks(rows, columns, bits, _packed(numbers, bits), scales, _packed(zeros.astype(np.uint8), bits))


def from_blocks(blocks: Blocks) -> Floats:
    """The matrix that rounded blocks stand for."""
    count = blocks.scales.shape[1]
    numbers = unpacked(blocks.data, blocks.bits, BLOCK).astype(np.float32)
    zeros = unpacked(blocks.zeros, blocks.bits, count).astype(np.float32)
    matrix = (numbers - zeros[..., None]) * blocks.scales[..., None]
    return np.ascontiguousarray(matrix.reshape(blocks.rows, -1)[:, : blocks.columns])


def in_rows(table: Floats) -> Rows:
    """A table rounded to bytes, each row with its own scale and offset."""
    low, high = table.min(axis=1, keepdims=True), table.max(axis=1, keepdims=True)
    scales = np.maximum((high - low) / 255, 1e-12).astype(np.float32)
    return Rows(np.round((table - low) / scales).astype(np.uint8), scales, low.astype(np.float32))


def _packed(numbers: Bytes, bits: int) -> Bytes:
    """Numbers with their last axis packed: as they are for 8 bits, two to a byte for 4."""
    if bits == 8:
        return numbers
    if numbers.shape[-1] % 2:
        numbers = np.concatenate((numbers, np.zeros((*numbers.shape[:-1], 1), np.uint8)), axis=-1)
    return np.asarray(numbers[..., 0::2] | (numbers[..., 1::2] << 4), dtype=np.uint8)


def unpacked(packed: Bytes, bits: int, length: int) -> Bytes:
    """The numbers of the last axis, each in a byte, as many as `length`."""
    if bits == 8:
        return packed
    numbers = np.stack((packed & 15, packed >> 4), axis=-1)
    return np.asarray(numbers.reshape(*packed.shape[:-1], -1)[..., :length], dtype=np.uint8)
