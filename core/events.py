"""The log: one row a command, never changed. Undo, redo and history follow from it; so does the state."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from construal.annotation.commands import Change, Command, decode, encode

Kind = Literal["do", "undo", "redo"]
_ZLIB = b"\x78"  # how zlib begins; JSON begins with {
_SMALL = 400


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the log: who did what and when (milliseconds since 1970), `target` the event it undoes or redoes."""

    seq: int
    time: int
    annotator: str
    kind: Kind
    label: str
    target: int | None
    took: int | None  # milliseconds the person needed


class Log:
    """The events of a project on its connection.

    The undo and redo stacks are chains through the rows: an event knows the tops of both after it, and what lay below
    it on its stack. So nothing is read at the start but the last row. Events of one `run` are undone as one step.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def append(
        self, kind: Kind, command: Command, inverse: Command, change: Change, *,
        time: int, annotator: str = "", target: int | None = None, took: int | None = None, run: int | None = None,
        is_step: bool = True,
    ) -> int:  # fmt: skip
        """Write one event and give its number; what is no step, undo and redo pass over. Wants a transaction."""
        undo_top, redo_top = self.tops()
        seq = 1 + self.last()
        if not is_step:
            below = None
        elif kind == "do":
            below, undo_top, redo_top = undo_top, seq, None
        elif kind == "undo":
            below, undo_top, redo_top = redo_top, self._below(undo_top), seq
        else:
            below, undo_top, redo_top = undo_top, seq, self._below(redo_top)
        self.connection.execute(
            "INSERT INTO events (seq, time, annotator, kind, label, target, took, run, command, inverse, below, "
            "undo_top, redo_top) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (seq, time, annotator, kind, command.label, target, took, run, _packed(command), _packed(inverse), below,
             undo_top, redo_top),
        )  # fmt: skip
        self.connection.executemany(
            "INSERT INTO touched (document, seq) VALUES (?, ?)", ((d, seq) for d in sorted(change.documents))
        )
        return seq

    def tops(self) -> tuple[int | None, int | None]:
        """The events that undo and redo would take next."""
        row = self.connection.execute("SELECT undo_top, redo_top FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        return row or (None, None)

    def top(self, kind: Literal["undo", "redo"]) -> int | None:
        """The event that undo, or redo, would take next."""
        return self.tops()[0 if kind == "undo" else 1]

    def label(self, seq: int | None) -> str:
        """The name of an event's command, "" for none."""
        return "" if seq is None else str(self._value("SELECT label FROM events WHERE seq = ?", seq))

    def run(self, seq: int | None) -> int | None:
        """The run that an event belongs to."""
        return None if seq is None else self._value("SELECT run FROM events WHERE seq = ?", seq)

    def inverse(self, seq: int) -> Command:
        """The command that takes an event back."""
        return _unpacked(self._value("SELECT inverse FROM events WHERE seq = ?", seq))

    def last(self) -> int:
        """The number of the newest event, 0 where there is none."""
        return int(self._value("SELECT coalesce(max(seq), 0) FROM events"))

    def touched_since(self, seq: int) -> set[int]:
        """The documents that something was done to after an event."""
        return {d for (d,) in self.connection.execute("SELECT DISTINCT document FROM touched WHERE seq > ?", (seq,))}

    def commands(self) -> Iterator[Command]:
        """Every command in order, undone ones and their undoing included: applied to nothing they give the state."""
        return (_unpacked(data) for (data,) in self.connection.execute("SELECT command FROM events ORDER BY seq"))

    def events(self, *, limit: int = 100, document: int | None = None) -> list[Event]:
        """The newest events first, of one document or of all."""
        where = "" if document is None else "WHERE seq IN (SELECT seq FROM touched WHERE document = :document)"
        columns = "seq, time, annotator, kind, label, target, took"
        rows = self.connection.execute(
            f"SELECT {columns} FROM events {where} ORDER BY seq DESC LIMIT :limit",
            {"document": document, "limit": limit},
        )
        return [Event(*row) for row in rows]

    def _below(self, seq: int | None) -> int | None:
        return None if seq is None else self._value("SELECT below FROM events WHERE seq = ?", seq)

    def _value(self, sql: str, *values: Any) -> Any:
        return self.connection.execute(sql, values).fetchone()[0]


def _packed(command: Command) -> bytes:
    data = encode(command)
    return data if len(data) < _SMALL else zlib.compress(data, 2)


def _unpacked(data: bytes) -> Command:
    return decode(zlib.decompress(data) if data[:1] == _ZLIB else data)
