"""The demo: the sample project from its texts to exports and a picture of the window, without a screen."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from construal.core.project import Project

ROOT = Path(__file__).parents[2]


def demo(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs the demo in a process of its own, for it starts Qt."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "construal", "demo", *map(str, words)],
        cwd=cwd, env={**environment, "PYTHONPATH": str(ROOT), "COLUMNS": "160"}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a demo on a machine without a screen, and what it wrote."""
    cwd = tmp_path_factory.mktemp("demo")
    done = demo(cwd=cwd)
    assert done.returncode == 0, done.stderr
    return cwd / "demo", done.stdout


def test_it_tells_what_it_found(shown: tuple[Path, str]) -> None:
    """The table names every document, and the terms; it says that there is no screen and where everything is."""
    _, told = shown

    for name in ("bakery-review", "garden-club-minutes", "river-terrace-abstract"):
        assert name in told
    assert "There is no screen" in told
    assert "window.png" in told
    assert "sample.conllulex" in told


def test_the_exports_hold_what_was_decided(shown: tuple[Path, str]) -> None:
    """The exports are there and read as what they are: 19 columns, CHAMP's shape, terms, mentions."""
    folder, _ = shown
    rows = [
        line.split("\t")
        for line in (folder / "sample.conllulex").read_text(encoding="utf-8").splitlines()
        if line[:1].isdigit()
    ]
    problems = json.loads((folder / "sample-problems.json").read_text(encoding="utf-8"))
    with (folder / "sample-terms.csv").open(encoding="utf-8", newline="") as file:
        terms = list(csv.DictReader(file))

    assert {len(row) for row in rows} == {19}
    assert sum(row[13].startswith("p.") for row in rows) > 50
    assert problems
    assert {"term", "concept"} <= set(terms[0])
    assert (folder / "sample-mentions.jsonl").is_file()


def test_the_picture_shows_something(shown: tuple[Path, str]) -> None:
    """The picture has the size of the window, and is not of one colour."""
    from PySide6.QtGui import QImage

    folder, _ = shown
    picture = QImage(str(folder / "window.png"))

    assert (picture.width(), picture.height()) == (1440, 900)
    points = range(0, 900, 9)
    assert len({picture.pixel(x, y) for x in points for y in points}) > 20


def test_everything_is_there(shown: tuple[Path, str]) -> None:
    """Twelve texts and two problems, gold for some, suggestions of all three layers, and a whole project."""
    folder, _ = shown
    with Project.open(folder / "sample.construal", readonly=True) as project:
        kinds = [record.kind for record in project.records()]
        suggested = {a.layer for a in project.annotations() if a.status == "suggested"}

        assert (kinds.count("prose"), kinds.count("problem")) == (12, 2)
        assert {"lexical", "concept"} <= suggested
        assert project.verify() == []
    assert sorted(path.name for path in folder.glob(".*")) == []


def test_again_keeps_decisions(tmp_path: Path) -> None:
    """A second demo opens the project that is there; --fresh makes another beside it."""
    first = json.loads(demo("d", "--no-window", "--json", cwd=tmp_path).stdout)
    path = tmp_path / "d" / "sample.construal"
    with Project.open(path, annotator="Kim") as project:
        from construal.annotation import actions

        (annotation, *_) = project.annotations(layer="lexical")
        project.do(actions.relabel(annotation, project.author(), role="Topic"))

    again: dict[str, Any] = json.loads(demo("d", "--no-window", "--json", cwd=tmp_path).stdout)
    fresh: dict[str, Any] = json.loads(demo("d", "--no-window", "--fresh", "--json", cwd=tmp_path).stdout)

    assert (first["kept"], again["kept"], fresh["kept"]) == (False, True, False)
    assert fresh["project"] != again["project"] == first["project"]
    with Project.open(path, annotator="Kim") as project:
        assert len(project.annotations(annotator="Kim")) == 1
