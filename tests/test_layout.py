"""The shape of the source tree: what lies where, and how long a file may grow."""

import os
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOP = {
    "pyproject.toml", "README.md", "Makefile", "LICENSE", "NOTICE", "CHANGELOG.md", "CONTRIBUTING.md",
    "construal", "annotation", "core", "gui", "resources", "tests",
    ".ci", ".git", ".gitignore",
}  # fmt: skip
MAY_BE_THERE = {".gitattributes", ".github"}
CODE = ("annotation", "core", "gui", "construal/commands", "tests")
LINKS = ("annotation", "core", "gui", "resources")
SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|common|manager|managers|misc)(_|$)")
MOST_LINES = 400


def source_files() -> list[Path]:
    """Every Python file of ours, each once."""
    inside = [file for folder in CODE for file in (ROOT / folder).rglob("*.py")]
    return sorted([*inside, *(ROOT / "construal").glob("*.py")])


def ignored(name: str) -> bool:
    """Whether git ignores `name` at the top of the tree."""
    patterns = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return any(fnmatch(name, pattern.strip("/")) for pattern in patterns)


def test_the_top_level_is_exactly_this() -> None:
    """A newcomer sees the named files and folders at the top, and nothing else."""
    found = {name for name in os.listdir(ROOT) if not ignored(name)}

    assert found - MAY_BE_THERE - {".git"} == TOP - {".git"}


@pytest.mark.parametrize("name", LINKS)
def test_the_links_are_relative(name: str) -> None:
    """`construal/<folder>` is a relative link to the folder beside it, so a moved checkout still works."""
    link = ROOT / "construal" / name

    assert link.is_symlink(), f"{link} is no link; on Windows: git config core.symlinks true, then check out again"
    assert Path(os.readlink(link)) == Path("..") / name
    assert link.resolve() == ROOT / name


def test_no_other_links() -> None:
    """The four links are the only ones: a tree walk never meets a file twice for another reason."""
    folders = [ROOT / folder for folder in (*CODE, "construal", "resources")]
    links = {p for folder in folders for p in folder.rglob("*") if p.is_symlink()}

    assert links == {ROOT / "construal" / name for name in LINKS}


def test_file_names_say_something() -> None:
    """No file or folder is called after what it is not: utils, helpers, common, manager."""
    assert [str(f.relative_to(ROOT)) for f in source_files() if SAYS_NOTHING.search(f.stem)] == []
    assert [str(f.relative_to(ROOT)) for f in source_files() if SAYS_NOTHING.search(f.parent.name)] == []


def test_no_file_is_too_long() -> None:
    """A file that passes 400 lines is split by noun."""
    lengths = {str(f.relative_to(ROOT)): len(f.read_text(encoding="utf-8").splitlines()) for f in source_files()}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}
