"""Making and opening a project file: which connection, and whether this program may write."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from filelock import FileLock

from construal.annotation.annotation import now
from construal.annotation.errors import ProjectError
from construal.core import connection as connections
from construal.core.errors import NoProject, told_plainly
from construal.core.writer import encoded, lock, this_program


def create(path: Path, *, language: str, name: str) -> tuple[sqlite3.Connection, FileLock]:
    """A new file that this program writes. Raises ProjectError where it is there already or cannot be made."""
    if path.exists():
        raise ProjectError(f"{path}: there is already a file of this name; open it, or choose another name.")
    with told_plainly(path):
        held = lock(path)
        if held is None:
            raise ProjectError(f"{path}: another program is making this project; wait, then open it.")
        try:
            connection = _prepared(path)
            rows = {"name": name or path.stem, "language": language, "created": str(now())}
            with connections.transaction(connection):
                connection.executemany("INSERT INTO project (key, value) VALUES (?, ?)", rows.items())
        except BaseException:  # whatever it was, no half-made project stays; raised again
            held.release()
            for ending in ("", "-wal", "-shm"):
                Path(f"{path}{ending}").unlink(missing_ok=True)
            raise
        return connection, held


def open(path: Path, *, readonly: bool) -> tuple[sqlite3.Connection, FileLock | None]:
    """An existing file, with the right to write it, or None where another program has that or the disk is protected.

    Raises NoProject, ProjectTooNew or DiskRefused; the file is then as it was.
    """
    if not path.is_file():
        raise NoProject(f"{path}: there is no such project; make it with ‘construal new’.")
    with told_plainly(path):
        probe = connections.reading(path)
        try:
            connections.check(probe, path, connections.SCHEMA)
        finally:
            probe.close()
        held = None if readonly else _lock(path)
        if held is None:
            return connections.reading(path), None
        try:
            return _prepared(path), held
        except sqlite3.OperationalError as error:
            held.release()
            if "readonly" not in str(error):
                raise
            return connections.reading(path), None
        except BaseException:  # whatever it was, the right to write is given back; raised again
            held.release()
            raise


def _lock(path: Path) -> FileLock | None:
    try:
        return lock(path)
    except OSError:  # a protected folder: reading is what remains
        return None


def _prepared(path: Path) -> sqlite3.Connection:
    connection = connections.writing(path)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < connections.SCHEMA:
            from construal.core import schema  # its library takes longer to load than a project to open

            schema.prepare(connection)
        with connections.transaction(connection):
            connection.execute(
                "INSERT OR REPLACE INTO project (key, value) VALUES ('writer', ?)", (encoded(this_program()),)
            )
    except BaseException:  # whatever it was, the file is let go; raised again
        connection.close()
        raise
    return connection
