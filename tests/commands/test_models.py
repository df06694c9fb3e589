"""`construal models` and `construal release`: what is here, whether it is whole, and a folder ready to hand on."""

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from announced_model import announce
from command_line import Run
from training_material import sentences, write

from construal.core.models.manifest import available, checked, read


@pytest.fixture
def announced(model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny model as an installed package gives it; its folder."""
    return announce(model_folder, tmp_path / "site", monkeypatch, name="made-tiny")


def test_models_are_listed(run: Run, announced: Path) -> None:
    """A model of an installed package is listed with its version, language, size, licence, and that it is whole."""
    shown, values = run("models"), run("models", "--json")

    assert shown.code == values.code == 0
    (row,) = (line for line in shown.out.split("\n") if line.strip().startswith("made-tiny"))
    assert row.split()[-1] == "yes"
    assert "Apache-2.0" in row
    (model,) = (model for model in values.json["models"] if model["name"] == "made-tiny")
    assert model["origin"] == "made-tiny-model"
    assert (model["language"], model["whole"], model["version"]) == ("en", True, read(announced).version)
    assert model["bytes"] == sum((announced / name).stat().st_size for name in checked(announced).files)


def test_a_changed_model_is_told(run: Run, announced: Path) -> None:
    """A model with a changed file is not whole, and exit code 1 says so with the file's name."""
    (announced / "labels.json").write_text("{}", encoding="utf-8")

    answer = run("models")

    assert answer.code == 1
    assert "labels.json: the file is not the one" in answer.out
    assert run("models", "--json").json["models"][-1]["whole"] is False


def test_no_model_is_told(run: Run) -> None:
    """Without a model that is said in a sentence."""
    if available():
        pytest.skip("models are here")
    answer = run("models")

    assert (answer.code, answer.out) == (0, "No model is here; train one, or install a package that has one.\n")


def newer(folder: Path) -> None:
    """The manifest as a later program writes it."""
    file = folder / "manifest.json"
    stated = msgspec.json.decode(file.read_bytes())
    file.write_bytes(msgspec.json.encode({**stated, "format": 2}))


HARMS: list[tuple[Callable[[Path], object], tuple[str, ...], str]] = [
    (lambda folder: (folder / "model.onnx").unlink(), (), "model.onnx: a file of the model is missing; get the model"),
    (lambda folder: (folder / "model.onnx").write_bytes(b"x" * 99), (), "get the model again"),
    (newer, (), "has version 2, this program reads 1; update Construal"),
    (lambda folder: None, ("--device", "cpu"), "has no model.safetensors for torch; run it with the device ‘onnx’"),
    (lambda folder: None, ("--device", "quantum"), "choose one of auto, onnx, cpu, cuda, mps"),
    (lambda folder: None, ("--language", "hi"), "choose a model for ‘hi’, or say the language"),
]


@pytest.mark.parametrize(("harm", "options", "told"), HARMS)
def test_a_model_that_cannot_be_used(
    harm: Callable[[Path], object], options: tuple[str, ...], told: str, run: Run, announced: Path, tmp_path: Path
) -> None:
    """Each way in which a model cannot be used is one sentence with the way out, and nothing is written."""
    (tmp_path / "text.txt").write_text("The cat slept.\n", encoding="utf-8")
    harm(announced)

    answer = run("tag", tmp_path / "text.txt", tmp_path / "out.conllulex", "--model", "made-tiny", *options)

    assert answer.code == 3
    assert told in answer.err
    assert answer.err.count("\n") == 1
    assert not (tmp_path / "out.conllulex").exists()


def test_without_torch(run: Run, model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where torch is asked for and not installed, one sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "torch", None)
    (tmp_path / "text.txt").write_text("The cat slept.\n", encoding="utf-8")
    trained = model_folder.with_name("trained")

    answer = run("tag", tmp_path / "text.txt", tmp_path / "o.conllulex", "--model", trained, "--device", "cpu")

    assert answer.code == 3
    assert answer.err == (
        "Running a model with torch needs torch, which is not installed; pip install 'construal[torch]'.\n"
    )


def test_release(run: Run, model_folder: Path, tmp_path: Path) -> None:
    """A trained model becomes a folder that tags; the answer has its figures and calibration."""
    trained = model_folder.with_name("trained")
    dev = write(tmp_path / "dev.conllulex", sentences())
    out = tmp_path / "out"

    answer = run("release", trained, out, "--dev", dev, "--bits", "8", "--products", "blocks", "--json")

    assert answer.code == 0, answer.err
    assert answer.json["figures"]["tags"] == read(out).figures["tags"]
    assert set(answer.json["calibration"]) == {"temperature", "target", "construal", "mix"}
    (tmp_path / "text.txt").write_text("The cat slept in front of the stove.\n", encoding="utf-8")
    assert run("tag", tmp_path / "text.txt", tmp_path / "text.conllulex", "--model", out).code == 0
    shown = run("release", trained, out, "--dev", dev, "--precedent-layer", "1")
    assert shown.code == 0
    assert read(out).precedent_layer == 1
    assert shown.out.startswith(f"tiny-standard {read(out).version} is in {out}, ")


def test_refusals_are_one_sentence(run: Run, model_folder: Path, tmp_path: Path) -> None:
    """No model, no dev file and a folder with something else in it end with exit code 3 and one line."""
    trained = model_folder.with_name("trained")
    dev = write(tmp_path / "dev.conllulex", sentences()[:4])
    for words, needle in (
        ((tmp_path, tmp_path / "out", "--dev", dev), "no model lies here"),
        ((trained, tmp_path / "out", "--dev", tmp_path / "absent.conllulex"), "absent.conllulex"),
        ((trained, tmp_path, "--dev", dev), "belongs to no model"),
    ):
        answer = run("release", *words)
        assert answer.code == 3
        assert needle in answer.err
        assert answer.err.count("\n") == 1
