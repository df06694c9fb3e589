"""Sides of an evaluation from wherever they lie: a file of any format, or a project as one annotator sees it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.evaluation.answers import Answers, answers, read_answers
from construal.core.collector import collector_held

PROJECT = ".construal"
_MAGIC = b"SQLite format 3\0"


@collector_held()
def side(
    place: str | Path, *,
    annotator: str = "", suggestions: bool = False, documents: Sequence[str] = (), language: str = "en",
) -> Answers:  # fmt: skip
    """The answers at a place: a file, a project, or `PROJECT@NAME` for what the annotator NAME decided there.

    `annotator` is whose decisions a project is asked for where none is named, those of nobody in particular always
    among them; with `suggestions` its open ones count as answers. `documents` names some of a project's. Raises
    FormatError, ProjectError or OSError.
    """
    path, name = _place(place)
    if not _is_project(path):
        return read_answers(path, language=language)
    from construal.core.project import Project

    person = name or annotator
    with Project.open(path, annotator=person, readonly=True) as project:
        records = [project.record(d) for d in documents] if documents else project.records()
        found = [project.document(record.id) for record in records]
        for document in found:
            len(document.tokens.columns)  # read from the disk now: afterwards the project is closed
        seen = [a for record in records for a in project.reading(record.id, layer=LEXICAL)]
    return answers(f"{path.name} ({person})" if person else path.name, found, seen, suggestions=suggestions)


def _place(place: str | Path) -> tuple[Path, str]:
    """Path and annotator; an @ belongs to the name of a file that is there, or of which nothing is."""
    path, name = _found(Path(place)), ""
    before, at, behind = str(place).rpartition("@")
    if at and before and not path.exists() and (project := _found(Path(before))).exists():
        path, name = project, behind
    return path, name


def _found(path: Path) -> Path:
    """The path as given, or with `.construal` added where only that file exists."""
    longer = path.with_name(path.name + PROJECT)
    return longer if not path.exists() and longer.is_file() else path


def _is_project(path: Path) -> bool:
    if path.suffix.lower() == PROJECT:
        return True
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC
