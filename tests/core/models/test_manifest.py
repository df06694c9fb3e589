"""A model's folder is used only as it was made, and what is wrong with it is one sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest

from construal.__main__ import main
from construal.core.models import manifest as manifests
from construal.core.models.errors import ModelError
from construal.core.models.manifest import EncoderFacts, Manifest, available, checked, found, seal
from construal.core.models.tagger import Tagger

FACTS = EncoderFacts(architecture="bert", layers=2, hidden=32, heads=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sealed folder whose files hold anything."""
    model = tmp_path / "model"
    model.mkdir()
    for name in ("labels.json", "tokenizer.json", "model.onnx"):
        (model / name).write_text(f"the {name}", encoding="utf-8")
    seal(model, Manifest(name="tiny", version="1", files={}, encoder=FACTS))
    return model


def test_a_sealed_folder_is_whole(folder: Path) -> None:
    """What was sealed is read back with every file, and once more the same."""
    manifest = checked(folder)

    assert sorted(manifest.files) == ["labels.json", "model.onnx", "tokenizer.json"]
    assert seal(folder, manifest) == manifest


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda f: (f / "model.onnx").unlink(), "model.onnx: a file of the model is missing"),
        (lambda f: (f / "model.onnx").write_text("the model.0nnx"), "model.onnx: the file is not the one that tiny 1"),
        (lambda f: (f / "labels.json").write_text("longer than it was"), "labels.json: the file is not the one"),
        (lambda f: (f / "manifest.json").unlink(), "no model lies here"),
        (lambda f: (f / "manifest.json").write_text("{"), "no manifest of a model"),
        (lambda f: (f / "manifest.json").write_text('{"format": 1}'), "the manifest is not whole"),
        (lambda f: (f / "manifest.json").write_text('{"format": 2, "new": 1}'), "has version 2, this program reads 1"),
    ],
)
def test_what_is_wrong_is_one_sentence(folder: Path, harm: object, told: str) -> None:
    """A missing, changed or unknown file is named, with the way out, on one line."""
    assert callable(harm)
    harm(folder)

    with pytest.raises(ModelError) as error:
        checked(folder)

    assert told in str(error.value)
    assert str(folder) in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["../labels.json", "/etc/passwd", "", ".."])
def test_no_file_outside_the_folder(folder: Path, name: str) -> None:
    """A manifest that names a path is refused before anything is opened."""
    manifest = checked(folder)
    files = {name: manifest.files["labels.json"], **manifest.files}
    (folder / "manifest.json").write_bytes(msgspec.json.encode(msgspec.structs.replace(manifest, files=files)))

    with pytest.raises(ModelError, match="no name of a file in the folder"):
        checked(folder)


def test_a_model_needs_labels_and_a_tokenizer(folder: Path) -> None:
    """A folder sealed without its labels is told."""
    manifest = checked(folder)
    (folder / "labels.json").unlink()
    seal(folder, manifest)

    with pytest.raises(ModelError, match=r"the model has no labels\.json"):
        checked(folder)


PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "tiny-model-of-test"
version = "1"
[project.entry-points."construal.models"]
made-tiny = "tiny_model_of_test"
made-broken = "tiny_model_of_test:absent"
"""


def test_a_wheel_announces_its_model(exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel with the entry point gives its model a name by which it is found, listed, loaded, and run by command.

    A model that cannot be loaded, and a name that nothing has, are told in one sentence.
    """
    project, site = tmp_path / "project", tmp_path / "site"
    package = shutil.copytree(exported, project / "tiny_model_of_test")
    (project / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (package / "__init__.py").write_text("", encoding="utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(build, cwd=project, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    with zipfile.ZipFile(next((project / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(site)
    monkeypatch.delitem(sys.modules, "tiny_model_of_test", raising=False)
    monkeypatch.syspath_prepend(site)

    listed = {model.name: model for model in available()}

    assert found("made-tiny") == site / "tiny_model_of_test"
    assert listed["made-tiny"].origin == "tiny-model-of-test"
    assert listed["made-tiny"].manifest == checked(site / "tiny_model_of_test")
    assert "cannot be loaded" in listed["made-broken"].fault
    assert Tagger.load("made-tiny").source == "tiny 1"
    (tmp_path / "text.txt").write_text("The cat slept.\n", encoding="utf-8")
    arguments = ["tag", str(tmp_path / "text.txt"), str(tmp_path / "text.conllulex"), "--model", "made-tiny"]
    assert main(arguments) == 0
    assert (tmp_path / "text.conllulex").stat().st_size > 0
    with pytest.raises(ModelError, match="made-broken’ of tiny-model-of-test cannot be loaded"):
        found("made-broken")
    with pytest.raises(ModelError, match=r"no installed model; choose one of .*made-broken, made-tiny, or give"):
        found("absent")


def test_models_that_come_with_the_program(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are found and listed by name, whatever folder is called so elsewhere; one that is not here is told."""
    monkeypatch.setattr(manifests, "bundled", lambda: tmp_path)
    folder.rename(tmp_path / "fast")
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "fast").mkdir(parents=True)
    monkeypatch.chdir(elsewhere)

    assert found("fast") == tmp_path / "fast"
    assert found("./fast") == Path("fast")
    (first, *_) = available()
    assert (first.name, first.origin, first.fault) == ("fast", "construal", "")
    with pytest.raises(ModelError, match="‘standard’ did not come with this installation; choose one of fast"):
        found("standard")


def test_the_models_here_are_whole() -> None:
    """Every model that comes with the program is as it was made, and of a licence that is told."""
    here = [model for model in available() if model.origin == "construal"]
    if not here:
        pytest.skip("no bundled model here")
    for model in here:
        assert model.folder is not None
        assert checked(model.folder).licences


def test_a_file_is_hashed_once_and_not_trusted_when_it_changed(folder: Path) -> None:
    """A file that was found whole is read again as soon as it changes, though size and time are as they were."""
    before = (folder / "model.onnx").stat()
    checked(folder)

    (folder / "model.onnx").write_text("the model.0nnx", encoding="utf-8")
    os.utime(folder / "model.onnx", ns=(before.st_atime_ns, before.st_mtime_ns))

    with pytest.raises(ModelError, match=r"model\.onnx: the file is not the one"):
        checked(folder)


def test_a_text_in_another_language(folder: Path) -> None:
    """A model takes texts in its own language, whatever the region, and says which it takes instead of another."""
    manifest = checked(folder)

    manifest.expect("en")
    manifest.expect("en-GB")
    with pytest.raises(ModelError, match="tiny 1 labels texts in ‘en’, not in ‘hi’; choose a model for ‘hi’"):
        manifest.expect("hi")


def test_the_format_is_the_one_written() -> None:
    """What is sealed today is read today."""
    assert Manifest(name="a", version="1", files={}, encoder=FACTS).format == manifests.FORMAT
