"""What a user gets from `pip install construal`: built here, installed beside nothing of the source tree."""

import os
import stat
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("annotation", "core", "gui", "resources")
BIN = "Scripts" if os.name == "nt" else "bin"
USER_SCRIPT = """
import pathlib
import sys

import core
import construal
import construal.core

assert core.OWNER == "the user", core.__file__
assert pathlib.Path(construal.__file__).is_relative_to(sys.prefix), construal.__file__
assert pathlib.Path(construal.core.__file__).is_relative_to(sys.prefix), construal.core.__file__

pathlib.Path("note.txt").write_text("The cat slept in front of the stove for an hour.", encoding="utf-8")
with construal.open("mine.construal") as project:
    project.import_file("note.txt")
assert pathlib.Path("mine.construal").stat().st_size > 0
print("fine")
"""


def run(*command: str | Path, cwd: Path) -> str:
    """What the command wrote; a failing one fails the test with all it said."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution as an index or a distributor would."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("construal-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment that holds the wheel, and reads its dependencies from ours.

    A folder named in a .pth file joins sys.path but its own .pth files do not run: an editable install of the
    source tree stays out.
    """
    environment = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(environment, with_pip=False, symlinks=os.name != "nt")
    programs = environment / BIN
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", programs / "python", "install")
    run(*pip, "--quiet", "--no-deps", "--no-index", wheel, cwd=environment)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run(programs / "python", "-c", ask, cwd=environment).strip())
    ours = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    (site / "dependencies.pth").write_text("\n".join(ours) + "\n", encoding="utf-8")
    return programs


def test_every_file_once(wheel: Path) -> None:
    """Each source and data file but the README's pictures lies in the wheel once, under construal/; none is a link."""
    with zipfile.ZipFile(wheel) as archive:
        members = archive.infolist()
    names = Counter(member.filename for member in members)
    expected = {
        f"construal/{path.relative_to(ROOT).as_posix()}"
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not {"__pycache__", "screenshots"}.intersection(path.parts)
    }
    expected |= {p.relative_to(ROOT).as_posix() for p in (ROOT / "construal").glob("*.*") if p.is_file()}
    expected |= {p.relative_to(ROOT).as_posix() for p in (ROOT / "construal/commands").rglob("*.py")}
    package = {name for name in names if name.startswith("construal/")}

    assert [name for name, times in names.items() if times > 1] == []
    assert package == expected
    assert {name.partition("/")[0] for name in set(names) - package} == {wheel.name.partition("-py3")[0] + ".dist-info"}
    assert [member.filename for member in members if stat.S_ISLNK(member.external_attr >> 16)] == []


def test_the_licences_are_inside(wheel: Path) -> None:
    """The licence and the notice of what ships travel with the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = {Path(name).name: name for name in archive.namelist() if ".dist-info/" in name}

        assert archive.read(names["LICENSE"]) == (ROOT / "LICENSE").read_bytes()
        assert archive.read(names["NOTICE"]) == (ROOT / "NOTICE").read_bytes()


def test_the_command_works(installed: Path, tmp_path: Path) -> None:
    """The installed `construal` command starts and tells the version of the wheel."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert version in run(installed / "construal", "--version", cwd=tmp_path)


def test_beside_a_core_folder(installed: Path, tmp_path: Path) -> None:
    """A script that has a `core` package of its own can import construal and write a project."""
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "__init__.py").write_text('OWNER = "the user"\n', encoding="utf-8")
    (tmp_path / "script.py").write_text(USER_SCRIPT, encoding="utf-8")

    assert run(installed / "python", "script.py", cwd=tmp_path).strip() == "fine"
