"""`construal train` and `construal distil`: a model's folder from the command line, and refusals in one sentence."""

import sys
from pathlib import Path

import pytest
from command_line import Run
from tiny_encoder import tiny_encoder
from training_material import data_folder, sentences

from construal.core.models.manifest import checked

RECIPE = """
name = "small"
version = "1"
dev = ["dev.conllulex"]
[encoder]
folder = "encoder"
[weights]
tag = 3.0
pair = 0.5
upos = 0.3
[optimiser]
epochs = 2
encoder_rate = 5e-3
head_rate = 2e-2
[[corpus]]
files = ["train.conllulex"]
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an encoder and a recipe."""
    folder = data_folder(tmp_path / "data")
    tiny_encoder(folder / "encoder", [" ".join(row[1] for row in sentence) for sentence in sentences()])
    (folder / "recipe.toml").write_text(RECIPE, encoding="utf-8")
    return folder


def test_train_and_distil(run: Run, data: Path, tmp_path: Path) -> None:
    """A model is trained, and a student of it; both answer with their folder and figures."""
    told = ("--recipe", data / "recipe.toml", "--data", data, "--device", "cpu")
    teacher = run("train", *told, "--out", tmp_path / "teacher", "--json")
    student = run("distil", "--teacher", tmp_path / "teacher", *told, "--out", tmp_path / "student")

    assert teacher.code == 0, teacher.err
    assert teacher.json["epochs"] == 2
    assert set(teacher.json["figures"]) >= {"construal", "tags", "upos"}
    assert student.code == 0, student.err
    assert student.out.startswith(f"The model is in {tmp_path / 'student'}: epoch ")
    assert checked(tmp_path / "student").name == "small"


def test_refusals_are_one_sentence(run: Run, data: Path, tmp_path: Path) -> None:
    """A wrong recipe, an absent one and an absent teacher end with exit code 3 and one line."""
    (data / "wrong.toml").write_text(RECIPE.replace("epochs = 2", "epochs = 0"), encoding="utf-8")
    out = ("--data", data, "--out", tmp_path / "out")
    for answer, needle in (
        (run("train", "--recipe", data / "wrong.toml", *out), "optimiser.epochs"),
        (run("train", "--recipe", data / "absent.toml", *out), "absent.toml"),
        (run("distil", "--teacher", data, "--recipe", data / "recipe.toml", *out), "no model lies here"),
    ):
        assert answer.code == 3
        assert needle in answer.err
        assert answer.err.count("\n") == 1


@pytest.mark.parametrize("command", [("train",), ("distil", "--teacher", "t")])
def test_without_the_extra(command: tuple[str, ...], run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where torch is not installed, one sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "torch", None)
    answer = run(*command, "--recipe", data / "recipe.toml", "--data", data, "--out", data / "out")

    assert answer.code == 3
    assert answer.err == 'Training needs torch; get it by: pip install "construal[torch]"\n'
