"""The table of vectors: what is put is read, by model, and nothing is lost or mixed."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from construal.core import connection as connections
from construal.core.precedents.table import VectorTable
from construal.core.project import Project


@pytest.fixture
def table(tmp_path: Path) -> Iterator[VectorTable]:
    """The table of a new project."""
    with Project.create(tmp_path / "p.construal") as project:
        yield VectorTable(project.connection)


def test_vectors_are_read_as_they_were_put(table: VectorTable) -> None:
    """A vector comes back with its document and place, as 16-bit numbers."""
    with connections.transaction(table.connection):
        table.put("m", 7, [("3-5", np.array([1, 0.5, -0.25], np.float32)), ("8-10", np.zeros(3, np.float32))])

    first, second = table.read("m")
    assert (first.document, first.place) == (7, "3-5")
    assert first.vector.dtype == np.float16
    assert first.vector.tolist() == [1, 0.5, -0.25]
    assert (second.document, second.place) == (7, "8-10")
    assert table.places("m", 7) == {"3-5", "8-10"}
    assert table.count("m") == 2


def test_models_are_not_mixed(table: VectorTable) -> None:
    """What another model gave is neither read nor counted, and can be forgotten."""
    with connections.transaction(table.connection):
        table.put("m", 7, [("3-5", np.ones(2, np.float32))])
        table.put("n", 7, [("3-5", np.zeros(4, np.float32))])

    assert [len(kept.vector) for kept in table.read("m")] == [2]
    assert [len(kept.vector) for kept in table.read("n")] == [4]
    with connections.transaction(table.connection):
        table.drop_others("n", [7])
    assert table.count("m") == 0
    assert table.count("n") == 1


def test_vectors_are_dropped_by_place_and_with_their_document(table: VectorTable) -> None:
    """A place or a whole document is forgotten, and the rest stays."""
    with connections.transaction(table.connection):
        table.put("m", 7, [("3-5", np.ones(2, np.float32)), ("8-10", np.ones(2, np.float32))])
        table.put("m", 9, [("0-2", np.ones(2, np.float32))])
        table.drop("m", 7, ["3-5"])
    assert table.places("m", 7) == {"8-10"}
    assert [kept.document for kept in table.read("m", 9)] == [9]

    with connections.transaction(table.connection):
        table.drop_others("m", [9])
    assert [(kept.document, kept.place) for kept in table.read("m")] == [(9, "0-2")]


def test_a_file_without_the_table_has_no_vectors(tmp_path: Path) -> None:
    """A project of an older schema, opened for reading, has none, and gets its table when it is opened to write."""
    path = tmp_path / "p.construal"
    Project.create(path).close()
    with sqlite3.connect(path) as file:
        file.execute("DROP TABLE precedent_vectors")
        file.execute("DELETE FROM _sqlite_migrations WHERE name = 'precedent_vectors'")
        file.execute("PRAGMA user_version = 3")
    file.close()

    with Project.open(path, readonly=True) as project:
        table = VectorTable(project.connection)
        assert list(table.read("m")) == []
        assert table.places("m", 7) == set()
        assert table.count("m") == 0
    with Project.open(path) as project, connections.transaction(project.connection):
        VectorTable(project.connection).put("m", 7, [("3-5", np.ones(2, np.float32))])
        assert VectorTable(project.connection).count("m") == 1
