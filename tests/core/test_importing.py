"""From a file to a project: what is a table of words, and the order in which documents come."""

from pathlib import Path

import pytest

from construal.annotation.errors import FormatError
from construal.annotation.formats.tables.mapping import parsed
from construal.core.importing import table_preview
from construal.core.progress import Quiet
from construal.core.project import Project

TABLE = "Wort,SS,SS2,Other\nam,Time,Time,x\nMorgen,,,y\n"


def test_a_table_is_seen_before_it_is_read(tmp_path: Path) -> None:
    """A table of words has a preview, other files have none, and an absent one is told."""
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Wir kamen am Morgen.", encoding="utf-8")
    (tmp_path / "t.csv").write_text("concept,term\nC_x,Ring\n", encoding="utf-8")

    seen = table_preview(tmp_path / "a.csv", format=None, language="de")

    assert seen is not None
    assert [column.meaning for column in seen.mapping.columns] == ["form", "role", "function", ""]
    assert table_preview(tmp_path / "a.txt", format=None, language="de") is None
    assert table_preview(tmp_path / "t.csv", format=None, language="de") is None
    assert table_preview(tmp_path / "t.csv", format="table-csv", language="de") is not None
    with pytest.raises(FormatError, match=r"b\.csv"):
        table_preview(tmp_path / "b.csv", format=None, language="de")


def test_a_project_reads_by_the_mapping_it_is_given(tmp_path: Path) -> None:
    """With a mapping the project reads as it says, without one as is guessed."""
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    seen = table_preview(tmp_path / "a.csv", format=None, language="de")
    assert seen is not None
    other = parsed("form=Other,role=SS,function=SS2", seen.mapping, "a.csv")

    for name, mapping, text in (("guessed", None, "am Morgen"), ("given", other, "x y")):
        with Project.create(tmp_path / f"{name}.construal", language="de") as project:
            report = project.import_file(tmp_path / "a.csv", columns=mapping)
            assert report.format == "table-csv"
            assert report.annotations == 1
            assert project.document(report.documents[0]).text == text


def test_documents_stand_in_the_order_they_were_read(tmp_path: Path) -> None:
    """Readers made at once give ids in the order of reading, so that the list of documents has it."""
    names = [f"{number}.txt" for number in range(12)]
    with Project.create(tmp_path / "p.construal") as project:
        readers = [project.reader() for _ in names]
        for name, read in zip(names, readers, strict=True):
            (tmp_path / name).write_text(f"Text {name}.", encoding="utf-8")
            project.add(read(tmp_path / name, Quiet()))

        assert [f"{record.name}.txt" for record in project.records()] == names
