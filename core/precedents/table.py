"""Vectors of targets as a project keeps them: derived rows that may be lost any time. Knows no model and no label."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_NAME = "precedent_vectors"


class Kept(NamedTuple):
    """A vector as it is kept: whose document, at which place of it, and as 16-bit numbers."""

    document: int
    place: str
    vector: npt.NDArray[np.float16]


class VectorTable:
    """The vectors of a project on a connection, by model: those of two models never meet. Writes want a transaction.

    A place is whatever text tells two targets of a document apart. A file opened for reading may lack the table, and
    has no vectors then.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def places(self, model: str, document: int) -> set[str]:
        """The places of a document that a model's vectors are kept for."""
        sql = f"SELECT place FROM {_NAME} WHERE model = ? AND document = ?"
        return {place for (place,) in self._rows(sql, (model, document))}

    def count(self, model: str) -> int:
        """How many vectors of a model are kept."""
        return next((n for (n,) in self._rows(f"SELECT count(*) FROM {_NAME} WHERE model = ?", (model,))), 0)

    def read(self, model: str, document: int | None = None) -> Iterator[Kept]:
        """The vectors of a model, of one document or of all, one at a time."""
        one = "" if document is None else " AND document = ?"
        sql = f"SELECT document, place, vector FROM {_NAME} WHERE model = ?{one} ORDER BY document, place"
        for id, place, vector in self._rows(sql, (model,) if document is None else (model, document)):
            whole = len(vector) - len(vector) % 2  # of a damaged row, too
            yield Kept(id, place, np.frombuffer(vector, np.float16, count=whole // 2))

    def put(self, model: str, document: int, vectors: Iterable[tuple[str, Floats]]) -> None:
        """Keep a vector for each of these places, in place of any that is kept."""
        self.connection.executemany(
            f"INSERT OR REPLACE INTO {_NAME} (model, document, place, vector) VALUES (?, ?, ?, ?)",
            ((model, document, place, vector.astype(np.float16).tobytes()) for place, vector in vectors),
        )

    def drop(self, model: str, document: int, places: Iterable[str]) -> None:
        """Forget a model's vectors of these places of a document."""
        sql = f"DELETE FROM {_NAME} WHERE model = ? AND document = ? AND place = ?"
        self.connection.executemany(sql, ((model, document, place) for place in places))

    def drop_others(self, model: str, documents: Collection[int]) -> None:
        """Forget what other models gave, and what belongs to other documents than these."""
        self.connection.execute(f"DELETE FROM {_NAME} WHERE model != ?", (model,))
        kept = self._rows(f"SELECT DISTINCT document FROM {_NAME}", ())
        gone = [(id,) for (id,) in kept if id not in documents]
        self.connection.executemany(f"DELETE FROM {_NAME} WHERE document = ?", gone)

    def _rows(self, sql: str, values: tuple[str | int, ...]) -> Iterator[tuple[Any, ...]]:
        there = "SELECT 1 FROM sqlite_master WHERE name = ?"
        if self.connection.execute(there, (_NAME,)).fetchone():
            yield from self.connection.execute(sql, values)
