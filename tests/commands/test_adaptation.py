"""`construal adapt`: learn, list, take back."""

import shutil
from pathlib import Path

import msgspec
import pytest
from command_line import Run
from decided import decided_project

from construal.core.models.manifest import Calibration, read, seal


@pytest.fixture
def unsure(model_folder: Path, tmp_path: Path) -> Path:
    """The tiny model, but less sure of its random labels, so that it can be taught."""
    folder = shutil.copytree(model_folder, tmp_path / "model")
    seal(folder, msgspec.structs.replace(read(folder), calibration=Calibration()))
    return folder


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    with decided_project(tmp_path / "decided.construal") as project:
        return project.path


def test_a_model_learns_and_forgets(run: Run, decided: Path, unsure: Path) -> None:
    """What it learned from is told with figures before and after; list, revert, use and undo say what holds."""
    told = run("adapt", decided, "--model", unsure, "--annotator", "ann")
    assert told.code == 0, told.err
    assert "tiny-standard 1 learned from 144 targets with 5 construals" in told.out
    assert "Kept: of 144 decisions left out, " in told.out
    listed = run("adapt", decided, "--list", "--json").json["adaptations"]
    assert [(kept["id"], kept["is_active"]) for kept in listed] == [(1, True)]
    assert "Used as it came again: tiny-standard (adaptation 1)." in run("adapt", decided, "--revert").out
    assert "nothing was changed" in run("adapt", decided, "--revert").out
    assert "Adaptation 1 of tiny-standard is in use." in run("adapt", decided, "--use", "1").out
    assert "Took back: Use adaptation 1 of tiny-standard." in run("undo", decided).out
    assert run("adapt", decided, "--list", "--json").json["adaptations"][0]["is_active"] is False
    assert run("doctor", decided).code == 0


def test_a_file_is_tagged_as_a_project_taught(run: Run, decided: Path, unsure: Path, tmp_path: Path) -> None:
    """With what is in use there; where nothing is, a sentence says how to make it."""
    text, out = tmp_path / "new.txt", tmp_path / "new.conllulex"
    text.write_text("The cat slept in the shop .\n", encoding="utf-8")
    wished = ("tag", text, out, "--model", unsure, "--adapted-in", decided)
    told = run(*wished)
    assert told.code == 3
    assert "no adaptation of" in told.err
    assert run("adapt", decided, "--model", unsure, "--annotator", "ann").code == 0
    assert run("tag", text, out, "--model", unsure).code == 0
    as_it_came = out.read_text(encoding="utf-8")
    told = run(*wished, "--json")
    assert told.json["tagged"]["by_suggester"].keys() == {"tiny-standard 1+1"}
    assert out.read_text(encoding="utf-8") != as_it_came
    assert "name it with --model" in run("tag", text, out, "--adapted-in", decided).err


def test_figures_are_given_as_json(run: Run, decided: Path, unsure: Path) -> None:
    """With the reason why it is kept."""
    told = run("adapt", decided, "--model", unsure, "--annotator", "ann", "--json").json
    assert told["kept"] is True
    assert told["adaptation"] == 1
    assert told["why"].startswith("Kept: of ")
    figures = {figure["figure"]: figure for figure in told["report"]["verdict"]["figures"]}
    assert figures["construal"]["after"] > figures["construal"]["before"]


def test_too_few_decisions_and_no_model_are_told(run: Run, project: Path, unsure: Path) -> None:
    """In one sentence each, with exit code 3."""
    told = run("adapt", project, "--model", unsure)
    assert told.code == 3
    assert told.err.startswith("A model learns from 50 decided targets or more, and here are 0;")
    told = run("adapt", project)
    assert told.code == 3
    assert "name a model of ‘en’" in told.err


def test_what_is_wished_must_fit(run: Run, project: Path) -> None:
    """One thing at a time, and an encoder with the place of what is made of it."""
    assert "exclude each other" in run("adapt", project, "--list", "--revert").err
    assert "needs both --encoder and --out" in run("adapt", project, "--encoder", "here").err
