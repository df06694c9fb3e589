"""The current state as tables: what `construal.annotation.state.State` asks, on a SQLite connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from construal.annotation.anchor import Anchor, parse
from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.catalogue import Concept
from construal.annotation.snacs.target_entry import Key, TargetEntry
from construal.annotation.state import DocumentRecord

_ANNOTATION = (
    'id, document, layer, start, "end", anchor, "values", annotator, status, source, confidence, note, doubt, scheme, '
    "replaces, created, modified"
)
_RECORD = "id, name, title, kind, language, format, source, sentences, tokens, characters, metadata"
_AT_ONCE = 500  # ids in one statement

# What an annotator sees (construal.annotation.reading), where `a` is the annotations row.
SEEN = (
    "(a.annotator IN ('', :annotator) OR a.status = 'adjudicated') "
    "AND NOT (a.status = 'rejected' AND a.\"values\" = '{}') "
    "AND NOT EXISTS (SELECT 1 FROM annotations b WHERE b.replaces = a.id AND b.annotator = :annotator)"
)

_values = msgspec.json.Decoder(dict[str, Value])
_concept = msgspec.json.Decoder(Concept)
_target = msgspec.json.Decoder(TargetEntry)
_metadata = msgspec.json.Decoder(dict[str, str])
_encode = msgspec.json.Encoder(order="deterministic").encode


class Tables:
    """The state of a project on its connection. Reads may come from any connection, writes want a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def annotation(self, id: int) -> Annotation | None:
        """The annotation with this id."""
        row = self.connection.execute(f"SELECT {_ANNOTATION} FROM annotations WHERE id = ?", (id,)).fetchone()
        return _to_annotation(row) if row else None

    def put_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Keep these, in place of any with the same id."""
        marks = ", ".join("?" * 17)
        self.connection.executemany(
            f"INSERT OR REPLACE INTO annotations ({_ANNOTATION}) VALUES ({marks})", map(_from_annotation, annotations)
        )

    def drop_annotations(self, ids: Iterable[int]) -> None:
        """Forget these."""
        self.connection.executemany("DELETE FROM annotations WHERE id = ?", ((id,) for id in ids))

    def annotations_of(self, document: int) -> list[Annotation]:
        """Every annotation of a document, by id."""
        return list(self.annotations_where("document = ? ORDER BY id", (document,)))

    def annotations_where(self, condition: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[Annotation]:
        """The annotations `a` that meet an SQL condition of this program's own, with its parameters."""
        sql = f"SELECT {_ANNOTATION} FROM annotations a WHERE {condition}"
        return map(_to_annotation, self.connection.execute(sql, values))

    def concept(self, id: str) -> Concept | None:
        """The concept with this id."""
        row = self.connection.execute("SELECT data FROM concepts WHERE id = ?", (id,)).fetchone()
        return _concept.decode(row[0]) if row else None

    def concepts(self) -> dict[str, Concept]:
        """The catalogue, in the order the concepts came."""
        rows = self.connection.execute("SELECT data FROM concepts ORDER BY rowid")
        return {c.id: c for c in (_concept.decode(data) for (data,) in rows)}

    def put_concepts(self, concepts: Iterable[Concept]) -> None:
        """Keep these, in place of any with the same id."""
        self.connection.executemany(
            "INSERT INTO concepts (id, data) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data",
            ((c.id, _encode(c).decode()) for c in concepts),
        )

    def drop_concepts(self, ids: Iterable[str]) -> None:
        """Forget these."""
        self.connection.executemany("DELETE FROM concepts WHERE id = ?", ((id,) for id in ids))

    def target_entry(self, key: Key) -> TargetEntry | None:
        """The entry of the target lists with this key."""
        sql = "SELECT data FROM target_entries WHERE language = ? AND words = ?"
        row = self.connection.execute(sql, key).fetchone()
        return _target.decode(row[0]) if row else None

    def target_entries(self) -> list[TargetEntry]:
        """The project's own target lists by language and words; none in a file older than they are."""
        if not self._has("target_entries"):
            return []
        rows = self.connection.execute("SELECT data FROM target_entries ORDER BY language, words")
        return [_target.decode(data) for (data,) in rows]

    def put_target_entries(self, entries: Iterable[TargetEntry]) -> None:
        """Keep these, in place of any with the same key."""
        self.connection.executemany(
            "INSERT OR REPLACE INTO target_entries (language, words, data) VALUES (?, ?, ?)",
            ((*e.key, _encode(e).decode()) for e in entries),
        )

    def drop_target_entries(self, keys: Iterable[Key]) -> None:
        """Forget these."""
        self.connection.executemany("DELETE FROM target_entries WHERE language = ? AND words = ?", keys)

    def adaptation(self, model: str) -> int | None:
        """The adaptation of a model that is in use; None where the model is used as it came."""
        return dict(self.adaptations()).get(model)

    def adaptations(self) -> list[tuple[str, int]]:
        """Each adapted model and the adaptation in use; none in a file older than they are."""
        if not self._has("adapted_models"):
            return []
        return self.connection.execute("SELECT model, adaptation FROM adapted_models ORDER BY model").fetchall()

    def put_adaptation(self, model: str, id: int | None) -> None:
        """Use this adaptation of a model, or none."""
        self.connection.execute("DELETE FROM adapted_models WHERE model = ?", (model,))
        if id is not None:
            self.connection.execute("INSERT INTO adapted_models (model, adaptation) VALUES (?, ?)", (model, id))

    def record(self, id: int) -> DocumentRecord | None:
        """The record of the document with this id."""
        row = self.connection.execute(f"SELECT {_RECORD} FROM documents WHERE id = ?", (id,)).fetchone()
        return _to_record(row) if row else None

    def records(self, condition: str = "TRUE", values: Sequence[Any] = ()) -> list[DocumentRecord]:
        """The records that meet an SQL condition of this program's own, in the order they came."""
        sql = f"SELECT {_RECORD} FROM documents WHERE {condition} ORDER BY id"
        return [_to_record(row) for row in self.connection.execute(sql, values)]

    def records_by_id(self, ids: Sequence[int]) -> list[DocumentRecord]:
        """The records of these documents, in the order they came to the project."""
        found: list[DocumentRecord] = []
        for low in range(0, len(ids), _AT_ONCE):
            part = ids[low : low + _AT_ONCE]
            found += self.records(f"id IN ({', '.join('?' * len(part))})", part)
        return sorted(found, key=lambda r: r.id)

    def put_records(self, records: Iterable[DocumentRecord]) -> None:
        """List these documents."""
        marks = ", ".join("?" * 11)
        self.connection.executemany(
            f"INSERT OR REPLACE INTO documents ({_RECORD}) VALUES ({marks})",
            (
                (r.id, r.name, r.title, r.kind, r.language, r.format, r.source, r.sentences, r.tokens, r.characters,
                 _encode(r.metadata).decode())
                for r in records
            ),
        )  # fmt: skip

    def drop_records(self, ids: Iterable[int]) -> None:
        """List these documents no more; their text stays kept."""
        self.connection.executemany("DELETE FROM documents WHERE id = ?", ((id,) for id in ids))

    def _has(self, table: str) -> bool:
        sql = "SELECT 1 FROM sqlite_master WHERE name = ?"
        return self.connection.execute(sql, (table,)).fetchone() is not None


def _from_annotation(a: Annotation) -> tuple[Any, ...]:
    anchor = a.anchor
    # One fragment of text, the common case, needs no words.
    plain = len(anchor.fragments) == 1 and anchor.row is None
    return (
        a.id, a.document, a.layer, anchor.start, anchor.end, None if plain else str(anchor),
        _encode(a.values).decode(), a.annotator, a.status.value, a.source, a.confidence, a.note, int(a.doubt), a.scheme,
        a.replaces, a.created, a.modified,
    )  # fmt: skip


_STATUS = {status.value: status for status in Status}


def _to_annotation(row: tuple[Any, ...]) -> Annotation:
    anchor = Anchor(fragments=((row[3], row[4]),)) if row[5] is None else parse(row[5])
    return Annotation(
        id=row[0], document=row[1], layer=row[2], anchor=anchor, values=_values.decode(row[6]), annotator=row[7],
        status=_STATUS[row[8]], source=row[9], confidence=row[10], note=row[11], doubt=bool(row[12]), scheme=row[13],
        replaces=row[14], created=row[15], modified=row[16],
    )  # fmt: skip


def _to_record(row: tuple[Any, ...]) -> DocumentRecord:
    return DocumentRecord(
        id=row[0], name=row[1], title=row[2], kind=row[3], language=row[4], format=row[5], source=row[6],
        sentences=row[7], tokens=row[8], characters=row[9], metadata=_metadata.decode(row[10]),
    )  # fmt: skip
