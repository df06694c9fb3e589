"""The schema: the number that a look at a file goes by is that of the steps."""

import sqlite3
from pathlib import Path

import pytest
from samples import BY_NAME

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
    """Make a project's file one of the first schema: no target lists, and only whole words are found."""
    with sqlite3.connect(path) as file:
        for table in ("target_entries", "parts", "precedent_vectors"):
            file.execute(f"DROP TABLE {table}")
            file.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (table,))
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


@pytest.mark.parametrize(("name", "words"), [("gu", "માં"), ("ko", "부터"), ("de", "hause")])
def test_a_file_finds_what_it_could_not(tmp_path: Path, name: str, words: str) -> None:
    """A project of the first schema finds the parts of words and the empty nodes of its files once it was opened."""
    path = tmp_path / "p.construal"
    read = tmp_path / f"{name}.conllulex"
    read.write_bytes(BY_NAME[name].data)
    with Project.create(path, language=BY_NAME[name].language) as project:
        project.import_file(read)
        sentences = project.connection.execute("SELECT count(*) FROM contents").fetchone()
    older(path)
    with sqlite3.connect(path) as file:  # its sentences held their text only
        file.execute("INSERT INTO search (search) VALUES ('delete-all')")
    file.close()

    with Project.open(path, readonly=True) as project:
        assert project.records(search=words) == []
    with Project.open(path) as project:
        assert sentences == (1,)
        assert [record.name for record in project.records(search=words)] == [name]
        assert project.records(search=f"{words}x") == []
