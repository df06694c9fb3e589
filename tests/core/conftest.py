"""A project file with two made documents."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from made import made_prepared

from construal.core.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project of ann's with documents 1 and 2, and a suggestion on ‘out of’ in the first."""
    with Project.create(tmp_path / "p.construal", annotator="ann") as project:
        project.add(made_prepared())
        yield project
