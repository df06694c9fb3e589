"""A project file with two made documents, and one with files of older scheme versions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from labelled_file import OLDER, OLDEST, brought_in, labelled_file
from made import made_prepared

from construal.core.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project of ann's with documents 1 and 2, and a suggestion on ‘out of’ in the first."""
    with Project.create(tmp_path / "p.construal", annotator="ann") as project:
        project.add(made_prepared())
        yield project


@pytest.fixture
def older(tmp_path: Path) -> Project:
    """A project of ann's with a file of 2.5 and one of 2.3."""
    project = Project.create(tmp_path / "older.construal", annotator="ann")
    brought_in(project, labelled_file(tmp_path / "older.conllulex", OLDER), scheme="snacs-2.5")
    brought_in(project, labelled_file(tmp_path / "oldest.conllulex", OLDEST), scheme="snacs-2.3")
    return project
