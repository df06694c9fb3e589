"""The schema: the number that a look at a file goes by is that of the steps."""

from pathlib import Path

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
