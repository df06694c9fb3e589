"""Columns: the values of a million tokens as arrays and interned strings, never a million objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]


class Column(Sequence[str]):
    """A column of strings, each distinct value kept once; equal to any sequence of the same strings."""

    __slots__ = ("codes", "values")

    def __init__(self, codes: Ints, values: Sequence[str]) -> None:
        self.codes = codes
        self.values = values

    @classmethod
    def of(cls, strings: Iterable[str]) -> Column:
        """The column of these strings, values in order of first appearance."""
        index: dict[str, int] = {}
        codes = [index.setdefault(s, len(index)) for s in strings]
        return cls(np.asarray(codes, dtype=np.int32), list(index))

    @classmethod
    def filled(cls, value: str, length: int) -> Column:
        """A column that holds one value throughout."""
        return cls(np.zeros(length, dtype=np.int32), [value])

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # Sequence's overloads, str for int, Column for slice
        if isinstance(index, slice):
            return Column(self.codes[index], self.values)
        return self.values[self.codes[index]]

    def __iter__(self) -> Iterator[str]:
        values = self.values
        return (values[c] for c in self.codes.tolist())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # equal to lists, so not hashable


def ints(numbers: Iterable[int]) -> Ints:
    """An int32 array of these numbers."""
    return np.asarray(numbers if isinstance(numbers, np.ndarray) else list(numbers), dtype=np.int32)


def joined(columns: Sequence[Column]) -> Column:
    """One column from several, one after the other."""
    if len(columns) == 1:
        return columns[0]
    index: dict[str, int] = {}
    parts: list[Ints] = []
    for column in columns:
        recoded = ints(index.setdefault(v, len(index)) for v in column.values)
        parts.append(recoded[column.codes] if len(column) else column.codes)
    return Column(np.concatenate(parts) if parts else ints(()), list(index))
