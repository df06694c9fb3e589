"""Errors of the project file, each one sentence with the way out.

ProjectError (construal.annotation.errors)
├── NoProject         the file is absent, or no Construal project
├── ProjectTooNew     a newer program wrote it
├── ReadOnlyProject   a change was asked of a project that is open for reading only
└── DiskRefused       the disk is full, protected or failing; nothing was changed
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from construal.annotation.errors import ProjectError


class NoProject(ProjectError):
    """A path that holds no Construal project."""


class ProjectTooNew(ProjectError):
    """A project whose schema is newer than this program."""


class ReadOnlyProject(ProjectError):
    """A change to a project that somebody else writes, or that lies on a protected disk."""


class DiskRefused(ProjectError):
    """The disk refused a write; nothing was changed."""


_PLAIN: tuple[tuple[str, type[ProjectError], str], ...] = (
    ("full", DiskRefused, "the disk is full; nothing was changed, so free some space and do it again."),
    ("readonly", DiskRefused, "the disk does not let this program write here; copy the project elsewhere."),
    ("unable to open", DiskRefused, "the file cannot be opened or made here; choose another place."),
    ("disk I/O", DiskRefused, "the disk failed to write; nothing was changed, so check it and do it again."),
    ("not a database", NoProject, "this is no Construal project; choose another file."),
    ("malformed", NoProject, "this is no Construal project, or it is damaged; go back to a copy of it."),
    ("locked", DiskRefused, "another program holds the file; nothing was changed, so try again."),
)


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system say of the disk into a known error."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        for needle, kind, sentence in _PLAIN:
            if needle in str(error):
                raise kind(f"{path}: {sentence}") from error
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise DiskRefused(f"{path}: {reason}; nothing was changed, so choose another place.") from error
