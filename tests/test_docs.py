"""The README keeps its word: its Python runs, its commands and options exist, its files are there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PICTURES_AND_LINKS = re.compile(r"\]\((?!https?://|#)([^)\s]+)\)")


def blocks(language: str) -> list[str]:
    """The fenced blocks of the README in that language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def command_lines() -> list[list[str]]:
    """Each `construal …` line of the README, split as a shell would."""
    lines = "".join(blocks("console")).splitlines()
    words = [shlex.split(line.removeprefix("$ "), comments=True) for line in lines]
    return [line for line in words if line[:1] == ["construal"]]


def run(*command: str, cwd: Path) -> str:
    """What the command wrote on a wide, plain terminal; a failing one fails the test."""
    plain = {**os.environ, "COLUMNS": "240", "TERM": "dumb", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    plain.pop("FORCE_COLOR", None)
    done = subprocess.run(
        command, cwd=cwd, env=plain, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_python_example_runs(tmp_path: Path) -> None:
    """Every Python block of the README runs as it stands, in an empty folder."""
    examples = blocks("python")
    assert examples
    for number, example in enumerate(examples):
        folder = tmp_path / f"example-{number}"
        folder.mkdir()
        (folder / "example.py").write_text(example, encoding="utf-8")

        written = run(sys.executable, "example.py", cwd=folder)

        assert written.strip()


def test_the_readme_has_command_lines() -> None:
    """The README shows the command line at work."""
    assert len(command_lines()) >= 5


@pytest.mark.parametrize("command", sorted({line[1] for line in command_lines() if not line[1].startswith("-")}))
def test_the_commands_exist(command: str, tmp_path: Path) -> None:
    """Each command the README shows exists and has every option it is shown with."""
    shown = {
        word.partition("=")[0]
        for line in command_lines()
        if line[1] == command
        for word in line[2:]
        if word.startswith("-")
    }

    told = run(sys.executable, "-m", "construal", command, "--help", cwd=tmp_path)

    assert shown - set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", told)) == set()


@pytest.mark.parametrize("target", sorted(set(PICTURES_AND_LINKS.findall(README))))
def test_the_links_lead_somewhere(target: str) -> None:
    """Each picture and file that the README points at is in the tree."""
    assert (ROOT / target.partition("#")[0]).exists()


def test_the_make_targets_exist() -> None:
    """Each `make` command of the README is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"make (?:\w+=\S+ )*([a-z]+)", "".join(blocks("console"))))

    assert {"run", "test"} <= named
    assert {target for target in named if not re.search(rf"^{target}:", makefile, flags=re.MULTILINE)} == set()


def test_the_changelog_knows_this_version() -> None:
    """The newest entry of the changelog is the version in pyproject.toml, or what comes after it."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"$', settings, flags=re.MULTILINE)
    newest = re.search(r"^## (\S+)", CHANGELOG, flags=re.MULTILINE)

    assert version
    assert newest
    assert newest[1] in {version[1], "Unreleased"}
