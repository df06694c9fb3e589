"""Decided targets with their vectors in memory, and the exact search for those most like one. Knows no project.

Any thread may ask and change; a search takes one matrix product.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_BLOCK = 1024  # vectors that are kept together, so that more of them move none
_SAME = 4.0  # what the same lexlemma counts: more than any likeness


class Entry(NamedTuple):
    """A decided target: the id of its annotation, where it stands, and what was decided."""

    annotation: int
    document: int
    sentence: int
    lemma: str
    lexcat: str
    role: str
    function: str


class Near(NamedTuple):
    """A decided target and its likeness, the cosine of the vectors, from -1 to 1."""

    entry: Entry
    likeness: float


class Pool:
    """Decided targets of one model's vectors, 32-bit numbers each; a vector of another width raises ValueError."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._blocks: list[Floats] = []
        self._entries: list[Entry | None] = []
        self._rows: dict[int, int] = {}  # by annotation
        self._free: list[int] = []
        self._lemmas: dict[str, int] = {}
        self._lemma_of = np.zeros(0, np.int32)
        self._places: dict[int, dict[int, set[int]]] = {}  # rows by document and sentence
        self._lock: AbstractContextManager[object] = Lock()

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, annotation: int) -> bool:
        return annotation in self._rows

    def entries(self) -> list[Entry]:
        """All of them, in no order."""
        with self._lock:
            return [entry for entry in self._entries if entry is not None]

    def put(self, entry: Entry, vector: npt.NDArray[np.floating]) -> None:
        """Take a target in, in place of what its annotation was before."""
        if vector.shape != (self.width,):
            raise ValueError(f"a vector of {vector.shape} numbers for a pool of {self.width}")
        with self._lock:
            self._drop(entry.annotation)
            row = self._free.pop() if self._free else self._new_row()
            self._blocks[row // _BLOCK][row % _BLOCK] = unit(vector)
            self._entries[row] = entry
            self._rows[entry.annotation] = row
            self._lemma_of[row] = self._lemmas.setdefault(entry.lemma, len(self._lemmas))
            self._places.setdefault(entry.document, {}).setdefault(entry.sentence, set()).add(row)

    def drop(self, annotation: int) -> None:
        """Forget the target of an annotation, if it is here."""
        with self._lock:
            self._drop(annotation)

    def keep_of(self, document: int, annotations: Collection[int]) -> None:
        """Forget the targets of a document but for those of these annotations."""
        with self._lock:
            rows = [row for of in self._places.get(document, {}).values() for row in of]
            entries = [entry for row in rows if (entry := self._entries[row]) is not None]
            for entry in entries:
                if entry.annotation not in annotations:
                    self._drop(entry.annotation)

    def vector(self, annotation: int) -> Floats | None:
        """The unit vector of an annotation's target."""
        with self._lock:
            row = self._rows.get(annotation)
            return None if row is None else self._blocks[row // _BLOCK][row % _BLOCK].copy()

    def nearest(
        self, vector: npt.NDArray[np.floating], number: int, *,
        lemma: str | None = None, document: int | None = None, sentence: int | None = None,
    ) -> list[Near]:  # fmt: skip
        """The targets most like a vector, likest first; with a `lemma` those of this lexlemma before all others.

        None is of the `document`, or where a `sentence` of it is named, of that sentence.
        """
        asked = unit(vector)
        with self._lock:
            likeness = np.empty(len(self._entries), np.float32)
            for block, start in zip(self._blocks, range(0, len(likeness), _BLOCK), strict=True):
                part = likeness[start : start + _BLOCK]
                np.matmul(block[: len(part)], asked, out=part)
            out = self._left_out(document, sentence)
            order = likeness.copy()
            if lemma is not None and (same := self._lemmas.get(lemma)) is not None:
                order[self._lemma_of[: len(order)] == same] += _SAME
            order[out] = -np.inf
            wanted = min(number, len(order) - len(out))
            if wanted <= 0:
                return []
            chosen = np.argpartition(-order, wanted - 1)[:wanted]
            chosen = chosen[np.lexsort((chosen, -order[chosen]))]
            return [
                Near(entry, min(1.0, float(likeness[row])))
                for row in chosen.tolist()
                if (entry := self._entries[row]) is not None
            ]

    def _left_out(self, document: int | None, sentence: int | None) -> npt.NDArray[np.int64]:
        """The rows that are free, and those that are not to be found."""
        out = set(self._free)
        if document is not None:
            mine = self._places.get(document, {})
            out.update(*(mine.values() if sentence is None else [mine.get(sentence, set())]))
        return np.array(sorted(out), np.int64)

    def _new_row(self) -> int:
        row = len(self._entries)
        if row // _BLOCK == len(self._blocks):
            self._blocks.append(np.zeros((_BLOCK, self.width), np.float32))
            self._lemma_of = np.concatenate([self._lemma_of, np.zeros(_BLOCK, np.int32)])
        self._entries.append(None)
        return row

    def _drop(self, annotation: int) -> None:
        row = self._rows.pop(annotation, None)
        if row is None:
            return
        entry = self._entries[row]
        self._entries[row] = None
        self._free.append(row)
        if entry is not None:
            self._places[entry.document][entry.sentence].discard(row)


def unit(vector: npt.NDArray[np.floating]) -> Floats:
    """The vector at length 1; one of zeros as it is. What is no number, from a damaged model, counts as 0."""
    wide = np.nan_to_num(vector.astype(np.float32), posinf=0, neginf=0)
    length = float(np.linalg.norm(wide))
    result: Floats = wide / length if length > 0 else wide
    return result
