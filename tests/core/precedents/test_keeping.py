"""Vectors of a project's decided targets: made once, kept by model, and gone with the decision."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest
from alike import FIRST, decided, project_of, text

from construal.annotation import actions
from construal.annotation.annotation import Status
from construal.core.models.tagger import Tagger
from construal.core.precedents.keeping import Fresh, entry, filled, keep, tidy
from construal.core.precedents.pool import Pool
from construal.core.precedents.table import VectorTable
from construal.core.precedents.vectors import Reader
from construal.core.progress import Cancelled, Quiet
from construal.core.project import Project

Fill = Callable[..., tuple[Pool, list[Fresh]]]


@pytest.fixture
def fill(tagger: Tagger) -> Fill:
    """Fills a pool from a project, and keeps what was made."""

    def work(
        project: Project, pool: Pool | None = None, *, model: str = "m", reader: Reader | None = tagger, **more: object
    ) -> tuple[Pool, list[Fresh]]:
        pool = Pool(3 * tagger.manifest.encoder.hidden) if pool is None else pool
        fresh: list[Fresh] = []
        filled(pool, project.path, project.annotator, model=model, reader=reader, tell=fresh.append,
               **{"progress": Quiet(), **more})  # type: ignore[arg-type]  # fmt: skip
        keep(project, fresh)
        return pool, fresh

    return work


def test_vectors_are_made_once(tmp_path: Path, fill: Fill) -> None:
    """What was made and kept is read the next time, without a model, and says the same."""
    with project_of(tmp_path / "p.construal", text(1), text(2)) as project:
        pool, fresh = fill(project)
        assert len(pool) == 14
        assert sum(len(of.vectors) for of in fresh) == 14

        again, fresh = fill(project, reader=None)
        assert fresh == []
        assert sorted(again.entries()) == sorted(pool.entries())
        for of in pool.entries():
            kept, new = again.vector(of.annotation), pool.vector(of.annotation)
            assert kept is not None
            assert new is not None
            assert np.dot(kept, new) == pytest.approx(1, abs=1e-4)


def test_a_damaged_vector_is_made_again(tmp_path: Path, fill: Fill) -> None:
    """A vector of the wrong length in the file is as good as none."""
    with project_of(tmp_path / "p.construal", text(1)) as project:
        fill(project)
        project.connection.execute("UPDATE precedent_vectors SET vector = x'010203' WHERE rowid % 2 = 0")
        pool, fresh = fill(project)
        assert len(pool) == 7
        assert sum(len(of.vectors) for of in fresh) == 3
        assert fill(project, reader=None)[1] == []


def test_another_model_s_vectors_are_not_read(tmp_path: Path, fill: Fill) -> None:
    """A model finds nothing that another made, and what others made goes when the project is tidied."""
    with project_of(tmp_path / "p.construal", text(1)) as project:
        fill(project)
        pool, fresh = fill(project, model="n", reader=None)
        assert (len(pool), fresh) == (0, [])

        fill(project, model="n")
        tidy(project, "n")
        table = VectorTable(project.connection)
        assert (table.count("m"), table.count("n")) == (0, 7)


def test_a_decision_that_goes_takes_its_vector_along(tmp_path: Path, fill: Fill) -> None:
    """A rejected target leaves pool and file, the other annotator's own decisions are not seen, an undo brings all."""
    with project_of(tmp_path / "p.construal", text(1)) as project:
        pool, _ = fill(project)
        target = project.annotations(1)[0]
        project.do(actions.reject(target, project.author()))
        _, fresh = fill(project, pool, documents=[1])
        assert FIRST not in pool
        assert [of.left for of in fresh] == [(str(target.anchor),)]
        assert VectorTable(project.connection).count("m") == 6

        project.undo()
        _, fresh = fill(project, pool, documents=[1])
        assert FIRST in pool
        assert [len(of.vectors) for of in fresh] == [1]


def test_an_own_decision_takes_the_place_of_a_file_s(tmp_path: Path, fill: Fill) -> None:
    """Who decides anew has an own precedent at the same place, whose vector is there already."""
    with project_of(tmp_path / "p.construal", text(1)) as project:
        pool, _ = fill(project)
        target = project.annotations(1)[0]
        project.do(actions.relabel(target, project.author(), role="Direction", function="Goal"))
        own = next(a for a in project.reading(1) if a.anchor == target.anchor)
        assert own.id != target.id

        _, fresh = fill(project, pool, reader=None)
        assert fresh == []
        assert target.id not in pool
        assert next(e for e in pool.entries() if e.annotation == own.id).role == "Direction"


def test_a_document_that_goes_is_forgotten(tmp_path: Path, fill: Fill) -> None:
    """Of a document that was taken back nothing is left in the pool, nor in a tidied file."""
    with project_of(tmp_path / "p.construal", text(1)) as project:
        pool, _ = fill(project)
        project.undo()
        fill(project, pool, documents=[1])
        tidy(project, "m")
        assert len(pool) == 0
        assert VectorTable(project.connection).count("m") == 0


def test_what_is_only_read_keeps_nothing(tmp_path: Path, fill: Fill) -> None:
    """A project opened for reading gets a pool, and its file stays as it was."""
    path = tmp_path / "p.construal"
    project_of(path, text(1)).close()
    with Project.open(path, annotator="ann", readonly=True) as project:
        pool, fresh = fill(project)
        assert (len(pool), len(fresh)) == (7, 1)
        assert VectorTable(project.connection).count("m") == 0


def test_a_stopped_job_has_kept_what_it_told(tmp_path: Path, fill: Fill, tagger: Tagger) -> None:
    """Stopped after a document, the job has told of that document and of no other."""

    class Stop(Quiet):
        def step(self, done: int, total: int, note: str = "") -> None:
            if done == 1 and total == 2:
                raise Cancelled

    with project_of(tmp_path / "p.construal", text(1), text(2)) as project:
        pool = Pool(3 * tagger.manifest.encoder.hidden)
        with pytest.raises(Cancelled):
            fill(project, pool, progress=Stop())
        assert {of.document for of in pool.entries()} == {1}


def test_an_entry_is_in_the_labels_of_today() -> None:
    """A label of an older scheme counts as what it is now; what is undecided is no entry."""
    document = text(1)
    with_old = decided(document)[0]
    found = entry(document, with_old)
    assert found is not None
    assert (found.lemma, found.lexcat, found.role, found.sentence) == ("in", "P", "Locus", 0)
    assert entry(document, msgspec.structs.replace(with_old, status=Status.SUGGESTED)) is None
