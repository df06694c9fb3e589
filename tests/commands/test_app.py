"""The command line as a whole: the commands there are, their help, and what wrong usage answers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run

from construal import __version__
from construal.commands.app import app, with_window

ROOT = Path(__file__).parents[2]
COMMANDS = [
    "window", "demo", "new", "columns", "import", "export", "suggest", "disagree", "tag", "targets", "validate",
    "evaluate", "compare", "terms", "adapt", "train", "distil", "release", "models", "versions", "info", "log", "undo",
    "doctor", "benchmark",
]  # fmt: skip


def test_the_commands() -> None:
    """These commands are promised, in this order."""
    assert [command.name for command in app.registered_commands] == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_json(command: str, run: Run) -> None:
    """Each command explains itself and offers --json."""
    told = run(command, "--help")

    assert told.code == 0
    assert f"construal {command}" in told.out
    assert "--json" in told.out


def test_the_version(run: Run) -> None:
    """--version tells the version, alone or among other options."""
    assert run("--version").out == f"construal {__version__}\n"
    assert run("--version", "info").out == f"construal {__version__}\n"


def test_the_version_loads_no_library() -> None:
    """--version answers before typer, rich or anything of ours is loaded: that is what keeps it quick."""
    ask = (
        "import sys; from construal.__main__ import main; main(['--version']); "
        "sys.exit(bool({'typer', 'rich', 'construal.commands', 'construal.core'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, f"construal {__version__}\n"), done.stderr


def test_help_loads_no_heavy_library() -> None:
    """The command line starts without Qt, spaCy, numpy's users or the terminal library's tables."""
    ask = (
        "import sys, construal.commands.app; "
        "sys.exit(', '.join({'PySide6', 'spacy', 'sqlite_utils', 'rich.table'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_what_opens_the_window() -> None:
    """Nothing at all, or a path, means the window; a word is a command, known or mistyped."""
    assert with_window([]) == ["window"]
    assert with_window(["mine.construal"]) == ["window", "mine.construal"]
    assert with_window(["./mine"]) == ["window", "./mine"]
    assert with_window(["info", "mine.construal"]) == ["info", "mine.construal"]
    assert with_window(["--help"]) == ["--help"]
    assert with_window(["inof"]) == ["inof"]


def test_a_mistyped_command(run: Run) -> None:
    """A command that is nearly right ends with 2 and is told which one was meant."""
    told = run("exprot", "mine.construal")

    assert told.code == 2
    assert "export" in told.err
    assert told.out == ""


def test_wrong_usage_as_json(run: Run) -> None:
    """With --json, wrong usage too answers with one JSON object."""
    told = run("info", "--json")

    assert told.code == 2
    assert list(told.json) == ["error"]
    assert "PROJECT" in told.err


def test_without_a_screen(run: Run) -> None:
    """The window says in one sentence that nobody could see it, and ends with 3."""
    told = run()

    assert told.code == 3
    assert told.err.startswith("There is no screen")
    assert told.err.count("\n") == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_reader_that_has_had_enough(project: Path) -> None:
    """Output into a pipe whose reader has left ends quietly, without a traceback."""
    program = [sys.executable, "-m", "construal", "log", str(project)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()

        assert running.stderr.read() == ""
