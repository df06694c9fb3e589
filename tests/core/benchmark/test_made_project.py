"""A made project is a whole project."""

from pathlib import Path

from construal.core.benchmark import made_project, made_text
from construal.core.project import Project


def test_a_made_project_is_whole(tmp_path: Path) -> None:
    """What the benchmark opens passes the doctor like any project."""
    made = [made_text.document(n, 40, seed=n) for n in (1, 2)]
    marked = [a for document in made for a in made_text.suggestions(document, 5, first_id=document.id * 10)]
    with Project.create(tmp_path / "p.construal") as project:
        report = project.add(made_project.prepared(made, marked))

        assert report.annotations == 10
        assert [record.tokens for record in project.records()] == [40, 40]
        assert project.verify() == []
