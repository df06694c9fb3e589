"""A model's folder is used only as it was made, and what is wrong with it is one sentence."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest

from construal.core.models import manifest as manifests
from construal.core.models.errors import ModelError
from construal.core.models.manifest import EncoderFacts, Manifest, checked, found, seal

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


def test_a_wheel_announces_its_model(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel with the entry point gives its model a name; a name that nothing has is told with those there are."""
    project, site = tmp_path / "project", tmp_path / "site"
    project.mkdir()
    (project / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    package = folder.rename(project / "tiny_model_of_test")
    (package / "__init__.py").write_text("", encoding="utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(build, cwd=project, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    with zipfile.ZipFile(next((project / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(site)
    monkeypatch.syspath_prepend(site)

    try:
        assert checked(found("made-tiny")).name == "tiny"
        assert found("made-tiny").parent == site
        with pytest.raises(ModelError, match="made-broken’ of tiny-model-of-test cannot be loaded"):
            found("made-broken")
        with pytest.raises(ModelError, match="no installed model; installed are made-broken, made-tiny"):
            found("absent")
    finally:
        sys.modules.pop("tiny_model_of_test", None)


def test_the_format_is_the_one_written() -> None:
    """What is sealed today is read today."""
    assert Manifest(name="a", version="1", files={}, encoder=FACTS).format == manifests.FORMAT
