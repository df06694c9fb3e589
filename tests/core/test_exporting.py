"""Which documents go into a file, and in which form."""

from pathlib import Path

import pytest

from construal.annotation.errors import FormatError
from construal.core.project import Project

CONLLU = """# sent_id = a-1
# text = Go home
1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_
2\thome\thome\tADV\tRB\t_\t1\tadvmod\t_\t_

"""


def mixed(folder: Path) -> Project:
    """A project of one CoNLL-U document and one 19-column one."""
    (folder / "a.conllu").write_text(CONLLU, encoding="utf-8")
    project = Project.create(folder / "p.construal", annotator="ann")
    project.import_file(folder / "a.conllu")
    project.export(folder / "b.conllulex")
    text = (folder / "b.conllulex").read_text(encoding="utf-8").replace("a-1", "b-1")
    (folder / "b.conllulex").write_text(text, encoding="utf-8")
    project.import_file(folder / "b.conllulex")
    return project


@pytest.mark.parametrize("name", ["x.conllulex", "x.conllu", "x.streusle.json", "x.govobj.json"])
def test_sister_forms_leave_no_document_out(tmp_path: Path, name: str) -> None:
    """Whichever form a document came in, every form of the same annotation holds it."""
    with mixed(tmp_path) as project:
        project.export(tmp_path / name)
    with Project.create(tmp_path / "again.construal") as again:
        again.import_file(tmp_path / name)
        assert len(again.records()) == 2


def test_json_without_problems_names_the_form_that_fits(tmp_path: Path) -> None:
    """`.json` is CHAMP's; where there are no problems, the sentence names STREUSLE's ending."""
    with mixed(tmp_path) as project, pytest.raises(FormatError, match=r"\.streusle\.json"):
        project.export(tmp_path / "x.json")
