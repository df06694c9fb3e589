"""Connections to a project file: one that writes, and any number that read, each checked before it is used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from construal.core.errors import NoProject, ProjectTooNew

# What construal.core.schema knows, said here too so that a look at a file needs no migrations library.
APPLICATION_ID = 0x43_4F_4E_53  # "CONS"
SCHEMA = 5  # steps of construal.core.schema
WAIT = 5_000  # milliseconds that one connection waits for another's commit


def writing(path: Path) -> sqlite3.Connection:
    """A connection that may change the file, which is made where it is absent; every commit reaches the disk."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA busy_timeout = {WAIT}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -32000")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def reading(path: Path) -> sqlite3.Connection:
    """A connection that only reads, and sees what the writer has committed."""
    address = f"file:{quote(str(path))}?mode=ro"
    try:
        return _looked_into(address)
    except sqlite3.OperationalError:
        # A folder without write permission, and no writer: nothing can change, so no lock or log file is needed.
        return _looked_into(f"{address}&immutable=1")


def _looked_into(address: str) -> sqlite3.Connection:
    """A connection to an address that can be read; none is left open where it cannot."""
    connection = sqlite3.connect(address, uri=True, isolation_level=None)
    try:
        connection.execute(f"PRAGMA busy_timeout = {WAIT}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def check(connection: sqlite3.Connection, path: Path, known: int) -> int:
    """The file's schema version. Raises NoProject for another kind of file, ProjectTooNew for a newer schema."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NoProject(f"{path}: this is no Construal project; choose another file.")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > known:
        raise ProjectTooNew(
            f"{path}: a newer Construal wrote this project (its schema is {version}, this program knows {known}); "
            "install the newer program to open it."
        )
    return version


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is done inside, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:  # a keyboard interrupt too must roll back; raised again
        # SQLite has already rolled back by itself where the disk was full.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
