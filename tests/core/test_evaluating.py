"""Sides of an evaluation from files and projects, by annotator."""

from __future__ import annotations

from pathlib import Path

import pytest

from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.commands import Edit
from construal.annotation.errors import ProjectError
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.evaluation import Answers, evaluate
from construal.core.evaluating import side
from construal.core.project import Project

TEXT = "We sat by the lake.\nIt was near the mill.\n"


def decided(project: Project, word: str, role: str, *, status: Status = Status.GOLD) -> Annotation:
    """A role on a word, by the project's annotator, or a suggestion by nobody."""
    document = project.document(project.records()[0].id)
    start = document.text.index(word)
    return Annotation(
        id=project.new_id(), document=document.id, layer=LEXICAL, anchor=span((start, start + len(word))),
        values={"strength": "single", "role": role, "function": role}, scheme="snacs-2.6", status=status,
        annotator="" if status is Status.SUGGESTED else project.annotator,
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project in which anna decided two words, ben one of them otherwise, and one more is suggested."""
    text = tmp_path / "lake.txt"
    text.write_text(TEXT, encoding="utf-8")
    path = tmp_path / "lake.construal"
    for name, decisions in (("anna", {"by": "Locus", "near": "Locus"}), ("ben", {"by": "Goal"})):
        with Project.open(path, annotator=name) if path.exists() else Project.create(path, annotator=name) as project:
            if not project.records():
                project.import_file(text)
                project.do(Edit(label="Suggest", put=(decided(project, "We", "Agent", status=Status.SUGGESTED),)))
            project.do(Edit(label="Decide", put=tuple(decided(project, *pair) for pair in decisions.items())))
    return path


def roles(found: Answers) -> dict[str, str]:
    """The roles that answers give, by word."""
    (document,) = found.documents
    return {a.anchor.text(document.text): a.text("role") for a in found.annotations[document.id]}


def test_an_annotator_of_a_project(path: Path) -> None:
    """The name behind the @, or else the one given, says whose decisions count."""
    assert roles(side(f"{path}@anna")) == {"by": "Locus", "near": "Locus"}
    assert roles(side(path, annotator="ben")) == {"by": "Goal"}
    assert roles(side(f"{path}@ben", annotator="anna")) == {"by": "Goal"}
    assert roles(side(f"{path.with_suffix('')}@ben")) == {"by": "Goal"}
    assert side(f"{path}@ben").name == "lake.construal (ben)"
    assert roles(side(path)) == {}


def test_suggestions(path: Path) -> None:
    """Open suggestions count where they are asked for."""
    assert roles(side(path, annotator="ben", suggestions=True)) == {"by": "Goal", "We": "Agent"}


def test_two_annotators(path: Path) -> None:
    """Annotators of one project are scored against each other on the same sentences."""
    found = evaluate(side(f"{path}@anna"), side(f"{path}@ben"))
    assert found.remarks == ()
    score = found.adpositions("ID")
    assert (score.correct, score.found, score.wanted) == (1, 1, 2)
    assert found.adpositions("Role").correct == 0


def test_a_document_of_a_project(path: Path) -> None:
    """Documents may be named; one that is not there is told."""
    assert len(side(path, documents=["lake"]).documents) == 1
    with pytest.raises(ProjectError, match=r"has no document ‘sea\.txt’"):
        side(path, documents=["sea.txt"])


def test_a_file_with_an_at(tmp_path: Path) -> None:
    """A file that is called so is read, whatever its @; a project is known by its bytes, too."""
    odd = tmp_path / "we@home.txt"
    odd.write_text(TEXT, encoding="utf-8")
    assert side(odd).name == "we@home.txt"
    with pytest.raises(FileNotFoundError, match="nobody@home"):
        side(tmp_path / "nobody@home.txt")
    Project.create(tmp_path / "bare").close()
    assert side(tmp_path / "bare").documents == []
