"""When the disk, another program or the file itself says no: one clear sentence, and nothing is lost."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from construal.annotation.annotation import Annotation
from construal.annotation.catalogue import Concept
from construal.annotation.commands import EditCatalogue
from construal.annotation.errors import ConstrualError
from construal.core import schema
from construal.core.doctor import current
from construal.core.errors import DiskRefused, NoProject, ProjectTooNew, ReadOnlyProject
from construal.core.project import Project

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs POSIX users and limits")


def concept(name: str, *, size: int = 10) -> EditCatalogue:
    """A step that puts a concept of about `size` bytes that do not compress."""
    return EditCatalogue(label=f"Add {name}", put=(Concept(id=name, definition=os.urandom(size // 2).hex()),))


def assert_one_sentence(told: object, *names: str) -> None:
    """One line that begins with what it is about, holds the names, and ends like a sentence."""
    sentence = str(told)

    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert [name for name in names if name not in sentence] == []


def run(program: str, *words: str | Path) -> dict[str, object]:
    """The JSON object that a child program wrote."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with one concept."""
    file = tmp_path / "mine.construal"
    with Project.create(file) as project:
        project.do(concept("first"))
    return file


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that any user of the machine may look into, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_full_disk(path: Path) -> None:
    """A step that finds the disk full is refused and leaves no trace; with space again, work goes on."""
    with Project.open(path) as project:
        (pages,) = project.connection.execute("PRAGMA page_count").fetchone()
        project.connection.execute(f"PRAGMA max_page_count = {pages + 20}")
        told: DiskRefused | None = None
        for number in range(100):
            before, newest = current(project), project.events(limit=1)
            try:
                project.do(concept(f"c{number}", size=8000))
            except DiskRefused as error:
                told = error
                break
        assert told is not None
        assert_one_sentence(told, path.name, "full")
        assert current(project) == before
        assert project.events(limit=1) == newest

        project.connection.execute(f"PRAGMA max_page_count = {pages + 10_000}")
        project.do(concept("last", size=8000))
        assert project.concept("last") is not None
        assert project.verify() == []


LIMITED = """
import json, resource, sys
from pathlib import Path
from construal.core.errors import DiskRefused
from construal.core.project import Project
from construal.annotation.catalogue import Concept
from construal.annotation.commands import EditCatalogue
import os

confirmed = []
with Project.open(sys.argv[1]) as project:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
    told = ""
    for number in range(200):
        text = os.urandom(4000).hex()
        try:
            project.do(EditCatalogue(label="Add", put=(Concept(id=f"c{number}", definition=text),)))
        except DiskRefused as error:
            told = str(error)
            break
        confirmed.append(f"c{number}")
    shown = list(project.concepts())
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(json.dumps({"confirmed": confirmed, "shown": shown, "told": told}))
"""


@POSIX
def test_a_disk_that_fails_to_write(path: Path) -> None:
    """Where the system refuses to let a file grow, the step is refused, and each confirmed one is there afterwards."""
    told = run(LIMITED, path)

    assert_one_sentence(told["told"], path.name)
    confirmed = told["confirmed"]
    assert isinstance(confirmed, list)
    assert confirmed
    assert told["shown"] == ["first", *confirmed]
    with Project.open(path) as project:
        assert list(project.concepts()) == ["first", *confirmed]
        assert project.verify() == []


PROTECTED = """
import json, os, sys
from pathlib import Path
import construal
from construal.annotation.catalogue import Concept
from construal.annotation.commands import EditCatalogue
from construal.annotation.errors import ConstrualError
from construal.annotation.formats import registry
from construal.core import doctor, exporting, importing
from construal.core.project import Project

folder = Path(sys.argv[1])
registry.by_ending(Path("x.csv"))
if os.geteuid() == 0:
    os.setuid(65534)
told = {}

def attempt(name, act):
    try:
        act()
        told[name] = ""
    except ConstrualError as error:
        told[name] = f"{type(error).__name__}: {error}"

attempt("unreadable", lambda: Project.open(folder / "locked.construal"))
attempt("create", lambda: Project.create(folder / "new.construal"))
with Project.open(folder / "mine.construal") as project:
    told["readonly"] = project.readonly
    told["concepts"] = list(project.concepts())
    attempt("do", lambda: project.do(EditCatalogue(label="Add", put=(Concept(id="second"),))))
    attempt("export", lambda: project.export(folder / "terms.csv"))
told["files"] = sorted(os.listdir(folder))
print(json.dumps(told))
"""


@POSIX
def test_a_protected_folder(path: Path, open_to_all: Path) -> None:
    """In a folder that may not be written, a project can be read; each attempt to change something says why not."""
    for name in ("mine.construal", "locked.construal"):
        shutil.copy(path, open_to_all / name)
    (open_to_all / "mine.construal").chmod(0o444)
    (open_to_all / "locked.construal").chmod(0)
    open_to_all.chmod(0o555)

    told = run(PROTECTED, open_to_all)

    assert told["readonly"] is True
    assert told["concepts"] == ["first"]
    assert_one_sentence(told["do"], "ReadOnlyProject", "mine.construal", "nothing was changed")
    assert_one_sentence(told["create"], "DiskRefused", "new.construal")
    assert_one_sentence(told["export"], "DiskRefused", str(open_to_all))
    assert_one_sentence(told["unreadable"], "locked.construal")
    assert told["files"] == ["locked.construal", "mine.construal"]


def test_a_newer_schema(path: Path) -> None:
    """A file of a newer program is refused with both versions, and stays as it is byte for byte."""
    newer = schema.version() + 1
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {newer}")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(ProjectTooNew) as refusal:
        Project.open(path)

    assert_one_sentence(refusal.value, path.name, str(newer), str(schema.version()))
    assert path.read_bytes() == before


SECOND = """
import json, sys
from construal.annotation.errors import ConstrualError
from construal.annotation.commands import EditCatalogue
from construal.core.project import Project

with Project.open(sys.argv[1]) as project:
    told = {"readonly": project.readonly, "concepts": list(project.concepts()), "refusal": ""}
    told["writer"] = project.writer.pid if project.writer else None
    try:
        project.do(EditCatalogue(label="Drop", drop=("first",)))
    except ConstrualError as error:
        told["refusal"] = f"{type(error).__name__}: {error}"
print(json.dumps(told))
"""


def test_a_second_program(path: Path) -> None:
    """While one program writes, a second reads what was committed, is told who writes, and may not change anything."""
    with Project.open(path) as project:
        project.do(concept("second"))
        told = run(SECOND, path)

        assert told["readonly"] is True
        assert told["concepts"] == ["first", "second"]
        assert told["writer"] == os.getpid()
        assert_one_sentence(told["refusal"], "ReadOnlyProject", path.name, str(os.getpid()))
        assert list(project.concepts()) == ["first", "second"]

    told = run(SECOND, path)
    assert (told["readonly"], told["writer"], told["refusal"]) == (False, None, "")


def test_no_project(tmp_path: Path) -> None:
    """What is no project is refused and left alone: prose, another program's database, nothing, a folder, no file."""
    prose = tmp_path / "prose.construal"
    prose.write_text("It was the best of files. " * 200, encoding="utf-8")
    other = tmp_path / "other.construal"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE annotations (id)")
    connection.commit()
    connection.close()
    empty = tmp_path / "empty.construal"
    empty.touch()
    folder = tmp_path / "folder.construal"
    folder.mkdir()
    before = {file.name: file.read_bytes() for file in (prose, other, empty)}

    for file in (prose, other, empty, folder, tmp_path / "absent.construal"):
        with pytest.raises(NoProject) as refusal:
            Project.open(file)
        assert_one_sentence(refusal.value, file.name)

    assert {file.name: file.read_bytes() for file in (prose, other, empty)} == before
    assert sorted(os.listdir(tmp_path)) == sorted([*before, "folder.construal", "settings"])


def test_a_damaged_project(path: Path) -> None:
    """A project overwritten in the middle is refused or found damaged, never taken for whole."""
    with Project.open(path) as project:
        for number in range(30):
            project.do(concept(f"c{number}", size=4000))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle - 6000 : middle + 6000] = b"\xff" * 12_000
    path.write_bytes(data)

    try:
        with Project.open(path, readonly=True) as project:
            findings = project.verify()
    except ConstrualError as error:
        findings = [str(error)]

    assert findings
    for finding in findings:
        assert_one_sentence(finding)


def test_create_does_not_overwrite(path: Path) -> None:
    """A new project never takes the place of a file."""
    before = path.read_bytes()

    with pytest.raises(ConstrualError) as refusal:
        Project.create(path)

    assert_one_sentence(refusal.value, path.name)
    assert path.read_bytes() == before


def test_a_change_of_a_closed_readonly_project(path: Path) -> None:
    """A project opened for reading only refuses every change, undo included."""
    with Project.open(path, readonly=True) as project:
        for change in (lambda: project.do(concept("second")), project.undo):
            with pytest.raises(ReadOnlyProject) as refusal:
                change()
            assert_one_sentence(refusal.value, path.name)
        found: list[Annotation] = project.annotations()
        assert found == []
        assert list(project.concepts()) == ["first"]
