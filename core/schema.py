"""The tables of a project file, as numbered steps; `user_version` says how many were taken."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from construal.core.connection import APPLICATION_ID
from construal.core.contents import Contents
from construal.core.tables import Tables

steps = Migrations("construal")


@steps()
def tables(db: Database) -> None:
    """The first schema."""
    db.table("project").create({"key": str, "value": str}, pk="key")
    # Append-only: what was read, and what it became. Never changed, never removed by an undo.
    db.table("sources").create({"sha256": str, "name": str, "size": int, "data": bytes}, pk="sha256")
    db.table("contents").create({"number": int, "document": int, "problem": str}, pk="number")
    db.table("contents").create_index(["document"], unique=True)
    blocks = {"document": int, "number": int, "body": bytes, "columns": bytes}
    db.table("blocks").create(blocks, pk=("document", "number"))
    db.execute("CREATE VIRTUAL TABLE search USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2')")
    # The truth: one row a command, never changed. `below` chains the undo and redo stacks.
    db.table("events").create(
        {
            "seq": int, "time": int, "annotator": str, "kind": str, "label": str, "target": int, "took": int,
            "run": int, "command": bytes, "inverse": bytes, "below": int, "undo_top": int, "redo_top": int,
        },
        pk="seq",
    )  # fmt: skip
    db.table("touched").create({"document": int, "seq": int}, pk=("document", "seq"))
    # The state that follows from the events.
    db.table("documents").create(
        {
            "id": int, "name": str, "title": str, "kind": str, "language": str, "format": str, "source": str,
            "sentences": int, "tokens": int, "characters": int, "metadata": str,
        },
        pk="id",
    )  # fmt: skip
    db.table("annotations").create(
        {
            "id": int, "document": int, "layer": str, "start": int, "end": int, "anchor": str, "values": str,
            "annotator": str, "status": str, "source": str, "confidence": float, "note": str, "doubt": int,
            "scheme": str, "replaces": int, "created": int, "modified": int,
        },
        pk="id",
    )  # fmt: skip
    db.table("annotations").create_index(["document", "layer", "start"])
    db.execute("CREATE INDEX replaced ON annotations(replaces) WHERE replaces IS NOT NULL")
    db.table("concepts").create({"id": str, "data": str}, pk="id")


@steps()
def target_entries(db: Database) -> None:
    """The project's own target lists; they follow from the events."""
    db.table("target_entries").create({"language": str, "words": str, "data": str}, pk=("language", "words"))


@steps()
def parts(db: Database) -> None:
    """What is found inside words; older projects get what their files and people marked there, and empty nodes."""
    db.execute("CREATE VIRTUAL TABLE parts USING fts5(text, place UNINDEXED, tokenize='unicode61 remove_diacritics 2')")
    tables, contents = Tables(db.conn), Contents(db.conn)
    for record in tables.records():
        document = contents.document(record)
        contents.parts.put(document, tables.annotations_of(record.id))
        contents.parts.put_nodes(document)


@steps()
def precedent_vectors(db: Database) -> None:
    """Vectors of decided targets (construal.core.precedents); older projects get theirs when a model is at hand."""
    columns = {"model": str, "document": int, "place": str, "vector": bytes}
    db.table("precedent_vectors").create(columns, pk=("model", "document", "place"))


@steps()
def adaptations(db: Database) -> None:
    """Models refitted on the project's decisions. Rows are only added; which are in use follows from the events."""
    db.table("adaptations").create(
        {
            "id": int, "time": int, "annotator": str, "model": str, "name": str, "version": str, "labels": str,
            "weights": bytes, "report": str,
        },
        pk="id",
    )  # fmt: skip
    db.table("adapted_models").create({"model": str, "adaptation": int}, pk="model")


def version() -> int:
    """How many steps this program knows."""
    return len(steps._migrations)  # the library offers no public count


def prepare(connection: sqlite3.Connection) -> None:
    """Bring a file to this program's schema, all steps or none."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    steps.apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {version()}")
