"""An installed package that announces a model: a folder on sys.path with what an installer writes beside it."""

import sys
from pathlib import Path

import pytest


def announce(model: Path, site: Path, monkeypatch: pytest.MonkeyPatch, *, name: str) -> Path:
    """Puts a copy of a model's folder into a package on sys.path that announces it by this name; gives the copy."""
    package = name.replace("-", "_") + "_model"
    folder = site / package
    folder.mkdir(parents=True)
    for file in model.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "__init__.py").write_text("", encoding="utf-8")
    about = site / f"{package}-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}-model\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[construal.models]\n{name} = {package}\n", encoding="utf-8")
    monkeypatch.delitem(sys.modules, package, raising=False)  # of an earlier test
    monkeypatch.syspath_prepend(site)
    return folder
