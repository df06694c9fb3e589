"""What `import construal` offers, and that it costs nothing until it is used."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import construal

ROOT = Path(__file__).parents[1]
PUBLIC = [
    "Anchor",
    "Annotation",
    "Concept",
    "ConstrualError",
    "Document",
    "Project",
    "Status",
    "Term",
    "__version__",
    "open",
    "span",
]
EXAMPLE = '''
import construal

with construal.open("review.construal", annotator="Kim") as project:
    with open("review.txt", "w", encoding="utf-8") as file:
        file.write("We stayed in a hotel near the station for a week.")
    project.import_file("review.txt")
    report = project.suggest()
    (record,) = project.records()
    document = project.document(record.id)
    suggestions = project.annotations(layer="lexical", status=construal.Status.SUGGESTED)
    for annotation in suggestions:
        print(annotation.anchor.text(document.text), annotation.text("role"), annotation.confidence)
    losses = project.export("review.conllulex")
    try:
        project.import_file("nowhere.txt")
    except construal.ConstrualError as error:
        print(error)
'''


def run(*command: str, cwd: Path) -> str:
    """What the command wrote; a failing one fails the test."""
    done = subprocess.run(
        command, cwd=cwd, env={"PYTHONPATH": str(ROOT), "PATH": "", "CONSTRUAL_CONFIG": str(cwd)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_public_names() -> None:
    """These names are promised, and no others."""
    assert construal.__all__ == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_every_name_is_there(name: str) -> None:
    """Each public name is found, and listed by dir()."""
    assert getattr(construal, name) is not None
    assert name in dir(construal)


def test_an_unknown_name_is_told() -> None:
    """A name that is not there is an AttributeError that says which ones are."""
    with pytest.raises(AttributeError, match=r"has no attribute 'Projekt'; it offers Anchor, .*Project"):
        construal.Projekt  # noqa: B018


def test_the_version() -> None:
    """The version of a checkout is that of its pyproject.toml."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert construal.__version__ == told


def test_importing_loads_nothing(tmp_path: Path) -> None:
    """`import construal` alone loads no other module of ours, and none of the heavy libraries."""
    ask = (
        "import sys, construal; print([m for m in sys.modules if m.startswith('construal.') or "
        "m in ('msgspec', 'numpy', 'spacy', 'PySide6', 'sqlite3', 'typer', 'rich')])"
    )

    assert run(sys.executable, "-c", ask, cwd=tmp_path).strip() == "[]"


def test_a_script(tmp_path: Path) -> None:
    """A script opens, imports, suggests, reads, exports, and is told of a file that is not there."""
    written = run(sys.executable, "-c", EXAMPLE, cwd=tmp_path)

    assert "near" in written
    assert "nowhere.txt" in written
    assert (tmp_path / "review.conllulex").read_text(encoding="utf-8").count("\n") > 10


def test_opening_twice(tmp_path: Path) -> None:
    """`open` makes a project where there is none, and opens it where there is one."""
    with construal.open(tmp_path / "p.construal", language="de") as made:
        assert made.language == "de"
    with construal.open(tmp_path / "p.construal", annotator="Kim") as again:
        assert again.language == "de"
        assert again.annotator == "Kim"
