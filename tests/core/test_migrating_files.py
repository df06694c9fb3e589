"""Files that were migrated: what comes out of a project, and what the corpora of the field have to migrate."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import NAMES
from labelled_file import brought_in, labelled_file

from construal.annotation.snacs.migration import Construal
from construal.annotation.snacs.versions import CURRENT
from construal.core.migrating import Migration
from construal.core.project import Project

needs_data = pytest.mark.skipif("CONSTRUAL_DATA" not in os.environ, reason="CONSTRUAL_DATA names no folder with data")


def test_export_writes_migrated_cells(older: Project, tmp_path: Path) -> None:
    """The file comes out byte for byte but for the cells of renamed labels."""
    with older:
        migration = Migration(older)
        migration.apply()
        migration.decide(migration.items[0], Construal("Org", "Gestalt"), why="the employer")

        losses = older.export(tmp_path / "out.conllulex", documents=[r.id for r in older.records()[1:]])

    assert [(loss.message, loss.count) for loss in losses] == [("reasons of decisions on supersense annotations", 1)]
    before = (tmp_path / "oldest.conllulex").read_text(encoding="utf-8").split("\n")
    after = (tmp_path / "out.conllulex").read_text(encoding="utf-8").split("\n")
    changed = [(b, a) for b, a in zip(before, after, strict=True) if b != a]
    assert [a.split("\t")[13:15] + a.split("\t")[18:] for _, a in changed] == [
        ["p.Org", "p.Gestalt", "O-P-p.Org|p.Gestalt"],
        ["p.Agent", "p.Ancillary", "O-P-p.Agent|p.Ancillary"],
        ["p.PartPortion", "p.Whole", "O-P-p.PartPortion|p.Whole"],
    ]


PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).map(lambda p: (p[0], "_" if p[0] == "??" else p[1]))


@settings(max_examples=25)
@given(
    st.lists(PAIRS, min_size=1, max_size=6).map(tuple), st.sampled_from(["snacs-2.3", "snacs-2.5", "snacs-2.6"]),
    st.sampled_from(["en", "hi"]),
)  # fmt: skip
def test_any_file_can_be_migrated_and_taken_back(
    tmp_path_factory: pytest.TempPathFactory, pairs: tuple[tuple[str, str], ...], scheme: str, language: str
) -> None:
    """Undo restores every annotation, a second migration finds nothing, and no Causer of 2.6 is another label after."""
    folder = tmp_path_factory.mktemp("any")
    with Project.create(folder / "p.construal", language=language, annotator="ann") as project:
        brought_in(project, labelled_file(folder / "f.conllulex", pairs), scheme=scheme, language=language)
        before = project.annotations()

        migration = Migration(project)
        migration.apply()

        after = {a.id: a for a in project.annotations()}
        for annotation in before if scheme == CURRENT else ():
            for slot in ("role", "function"):
                if annotation.get(slot) == "Causer":
                    assert after[annotation.id].get(slot) == "Causer"
        assert Migration(project).apply() is None
        for _ in range(3):  # an answer about one slot may bring up a question about the other
            for item in migration.items:
                migration.decide(item, item.question.candidates[0] if item.question.candidates else None)
        assert not migration.items
        assert not Migration(project).items
        while "Import" not in project.undo_label:
            project.undo()
        assert project.annotations() == before


@needs_data
def test_pastrie_as_the_corpus_itself_was_upgraded(tmp_path: Path) -> None:
    """PASTRIE comes out as the corpus's own upgrade makes it: two labels renamed in three columns, no byte else."""
    source = Path(os.environ["CONSTRUAL_DATA"]) / "snacs" / "en-pastrie.conllulex"
    with Project.create(tmp_path / "p.construal", annotator="ann") as project:
        brought_in(project, source, scheme="snacs-2.5")
        migration = Migration(project)
        assert {rule.id: times for rule, times in migration.automatic()} == {"causer": 6, "rate-unit": 5}
        assert not migration.items
        migration.apply()
        project.export(tmp_path / "out.conllulex")

    lines = []
    for line in source.read_bytes().split(b"\n"):
        cells = line.split(b"\t")
        for place in (13, 14, 18) if len(cells) == 19 else ():
            cells[place] = cells[place].replace(b"p.RateUnit", b"p.SetIteration").replace(b"p.Causer", b"p.Force")
        lines.append(b"\t".join(cells))
    assert (tmp_path / "out.conllulex").read_bytes() == b"\n".join(lines)


@needs_data
def test_little_prince_is_told_apart(tmp_path: Path) -> None:
    """The English Little Prince says 2.6: one RateUnit follows by rule, ten places with Causer are asked, both ways."""
    source = Path(os.environ["CONSTRUAL_DATA"]) / "snacs" / "en-lp-train.conllulex"
    for scheme in ("", "snacs-2.6"):
        with Project.create(tmp_path / f"p{scheme}.construal", annotator="ann") as project:
            brought_in(project, source, scheme=scheme)
            migration = Migration(project)

            assert {rule.id: times for rule, times in migration.automatic()} == {"rate-unit": 1}
            assert len(migration.items) == 10
            assert {(i.told.version, i.told.certainty) for i in migration.items} == {("2.5", "likely")}


@needs_data
@pytest.mark.parametrize("split", ["dev", "train"])
def test_streusle_has_nothing_to_do(split: str, tmp_path: Path) -> None:
    """STREUSLE 4.7.1 is in 2.6 throughout."""
    source = Path(os.environ["CONSTRUAL_DATA"]) / "streusle" / f"streusle.ud_{split}.conllulex"
    with Project.create(tmp_path / "p.construal", annotator="ann") as project:
        project.import_file(source)
        migration = Migration(project)

        assert set(migration.versions) == {("2.6", "declared")}
        assert not migration.renamed
        assert not migration.moved
        assert not migration.items
