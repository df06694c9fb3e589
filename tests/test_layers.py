"""The floors of the house: an import goes down, never up."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs import-linter on the source tree in `folder`."""
    call = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"
    return subprocess.run(
        [sys.executable, "-c", call], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )


def test_the_layers_hold() -> None:
    """No module imports a layer above its own, nor a library its layer may not know."""
    result = lint_imports(ROOT)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("annotation/breach.py", "import construal.core"),
        ("annotation/breach.py", "import sqlite3"),
        ("core/breach.py", "import construal.gui"),
        ("core/breach.py", "import PySide6.QtCore"),
        ("gui/breach.py", "import construal.commands"),
    ],
)
def test_a_breach_is_caught(file: str, line: str, tmp_path: Path) -> None:
    """One import upward, or of a forbidden library, breaks a contract."""
    tree = tmp_path / "tree"
    tree.mkdir()
    shutil.copy(ROOT / "pyproject.toml", tree)
    for name in ("construal", "annotation", "core", "gui", "resources"):
        shutil.copytree(ROOT / name, tree / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    (tree / file).write_text(line + "\n", encoding="utf-8")

    result = lint_imports(tree)

    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout
    assert file.partition("/")[0] + ".breach" in result.stdout
