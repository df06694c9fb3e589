"""The schema: the number that a look at a file goes by is that of the steps."""

import sqlite3
from pathlib import Path

from construal.annotation.commands import EditTargets
from construal.annotation.snacs.target_entry import entry
from construal.core import connection, schema
from construal.core.project import Project


def test_number_said_twice_is_one() -> None:
    """Opening knows how many steps there are without loading them."""
    assert schema.version() == connection.SCHEMA


def test_half_prepared_file_is_brought_to_the_schema(tmp_path: Path) -> None:
    """A program that ended before it had said how many steps were taken leaves a file that the next one finishes."""
    path = tmp_path / "p.construal"
    with Project.create(path) as project:
        project.connection.execute("PRAGMA user_version = 0")

    with Project.open(path) as project:
        assert project.connection.execute("PRAGMA user_version").fetchone() == (connection.SCHEMA,)
        assert project.verify() == []


def older(path: Path) -> None:
    """Make a project's file one that knew no target lists yet."""
    with sqlite3.connect(path) as file:
        file.execute("DROP TABLE target_entries")
        file.execute("DELETE FROM _sqlite_migrations WHERE name = 'target_entries'")
        file.execute("PRAGMA user_version = 1")
    file.close()


def test_a_file_without_target_lists_gets_them(tmp_path: Path) -> None:
    """A project of the first schema is brought to this one when it is opened to write, and keeps its lists then."""
    path = tmp_path / "p.construal"
    Project.create(path).close()
    older(path)
    line = entry("en", "in light of")

    with Project.open(path) as project:
        project.do(EditTargets(label="Add", put=(line,)))
    with Project.open(path) as project:
        assert project.target_entries() == [line]
        assert project.verify() == []


def test_a_file_without_target_lists_is_read_as_it_is(tmp_path: Path) -> None:
    """A project of the first schema opened for reading has no list of its own, and stays as it was."""
    path = tmp_path / "p.construal"
    Project.create(path).close()
    older(path)

    with Project.open(path, readonly=True) as project:
        assert project.target_entries() == []
        assert project.connection.execute("PRAGMA user_version").fetchone() == (1,)
