"""`construal validate`, called as a person calls it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from broken_files import valid_lines
from broken_variants import REFUSED, WARNED
from command_line import Run

ROOT = Path(__file__).parents[2]
BANNED = next(variant for variant in REFUSED if variant.rule == "function-banned")
RARE = next(variant for variant in WARNED if variant.rule == "label-rare")
PART_OF_SPEECH = next(variant for variant in REFUSED if variant.rule == "part-of-speech")


@pytest.fixture
def valid(tmp_path: Path) -> Path:
    """A file in which nothing is wrong."""
    path = tmp_path / "valid.conllulex"
    path.write_text("\n".join(valid_lines()), encoding="utf-8")
    return path


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


def test_nothing_wrong(run: Run, valid: Path) -> None:
    """A valid file says what it was taken for, and nothing else."""
    answer = run("validate", valid)

    assert answer.code == 0
    assert answer.out == "valid.conllulex (en, snacs-2.6): no finding\n"


def test_a_finding_names_place_rule_and_way_out(run: Run, tmp_path: Path) -> None:
    """A broken file has a line for each finding, and what it breaks below; the exit code is 1."""
    path = written(tmp_path, "broken.conllulex", BANNED.data)
    number = next(n for n, line in enumerate(BANNED.data.decode().split("\n"), 1) if "\tp.Experiencer\t" in line)

    answer = run("validate", path)

    assert answer.code == 1
    told = "function-banned: p.Experiencer is never a function — choose another function"
    assert f"  broken.conllulex:{number}: {told}\n" in answer.out
    assert "      1  error  function-banned (19): some labels are never a function\n" in answer.out
    assert answer.out.endswith("1 error, no warning.\n")


def test_files_are_told_one_by_one(run: Run, valid: Path, tmp_path: Path) -> None:
    """Several files are told in the order given, each with its own findings, and summed up once."""
    broken = written(tmp_path, "broken.conllulex", BANNED.data)

    answer = run("validate", broken, valid, broken)

    heads = [line for line in answer.out.splitlines() if line.endswith(("finding", "findings"))]
    assert [head.partition(" ")[0] for head in heads] == ["broken.conllulex", "valid.conllulex", "broken.conllulex"]
    assert answer.out.endswith("2 errors, no warning.\n")


def test_warnings_count_when_strict(run: Run, tmp_path: Path) -> None:
    """What is only odd leaves the exit code 0, unless --strict is given."""
    path = written(tmp_path, "odd.conllulex", RARE.data)

    assert run("validate", path).code == 0
    assert run("validate", path, "--strict").code == 1
    assert "  warning  label-rare: " in run("validate", path).out


def test_parts_of_speech_can_be_left_out(run: Run, tmp_path: Path) -> None:
    """With --no-pos lexcats are not held against parts of speech."""
    path = written(tmp_path, "tagged.conllulex", PART_OF_SPEECH.data)

    assert run("validate", path).code == 1
    assert run("validate", path, "--no-pos").code == 0


def test_language_and_version_can_be_told(run: Run, tmp_path: Path) -> None:
    """Rules are those of the language and the scheme version that are named; a version may leave `snacs-` out."""
    path = written(tmp_path, "broken.conllulex", BANNED.data)
    lines = "\n".join(valid_lines()).replace("p.Ancillary", "p.SetIteration")
    newer = written(tmp_path, "newer.conllulex", lines.encode())

    assert run("validate", path, "--language", "zh").code == 0  # Chinese uses Experiencer as a function
    assert run("validate", newer).code == 0
    assert run("validate", newer, "--scheme", "2.5").code == 1
    assert "newer.conllulex (en, snacs-2.5)" in run("validate", newer, "--scheme", "snacs-2.5").out


def test_json(run: Run, tmp_path: Path) -> None:
    """Programs get every finding with all that is known of it, rules by number, and the sums."""
    told = run("validate", written(tmp_path, "broken.conllulex", BANNED.data), "--json").json

    (file,) = told["files"]
    (finding,) = file["findings"]
    assert (file["name"], file["format"], file["language"], file["scheme"]) == (
        "broken.conllulex", "conllulex", "en", "snacs-2.6",
    )  # fmt: skip
    assert (finding["rule"], finding["severity"], finding["sentence"], finding["token"]) == (
        "function-banned", "error", "made-1-2", "9",
    )  # fmt: skip
    assert told["rules"] == [
        {"rule": "function-banned", "number": "19", "title": "some labels are never a function", "findings": 1}
    ]
    assert (told["errors"], told["warnings"]) == (1, 0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("missing.conllulex",), "missing.conllulex: no such file or directory"),
        (("valid.conllulex", "--scheme", "new"), "‘new’ is no version; expected such as 2.5."),
        (("empty.conllulex",), "empty.conllulex: the file is empty"),
        (("binary.conllulex",), "binary.conllulex: the file is binary"),
        (("prose.txt",), "prose.txt: plain text without lexical annotation"),
    ],
)
def test_bad_input(words: tuple[str, ...], told: str, run: Run, valid: Path) -> None:
    """What cannot be validated ends with exit code 3 and one sentence."""
    folder = valid.parent
    written(folder, "empty.conllulex", b" \n")
    written(folder, "binary.conllulex", "# sent_id = made-1\n".encode("utf-16"))
    written(folder, "prose.txt", b"We walked out of the mill.\n")

    answer = run("validate", folder / words[0], *words[1:])

    assert answer.code == 3
    assert told in answer.err
    assert answer.out == ""


def test_a_project(run: Run, tmp_path: Path) -> None:
    """A project's findings are those of what stands in it, by document, sentence and words."""
    project = tmp_path / "mine.construal"
    assert run("new", project).code == 0
    assert run("import", project, written(tmp_path, "broken.conllulex", BANNED.data)).code == 0

    answer = run("validate", project)

    assert answer.code == 1
    assert (
        "made-1, sentence made-1-2, token 9, ‘with’: function-banned: p.Experiencer is never a function" in answer.out
    )
    assert run("validate", tmp_path / "mine", "--document", "made-1").out == answer.out
    refused = run("validate", project, "--document", "another")
    assert (refused.code, refused.out) == (3, "")


def test_a_project_without_findings(run: Run, project: Path) -> None:
    """Documents in which nothing is wrong are only counted."""
    answer = run("validate", project)

    assert (answer.code, answer.out) == (0, "mine.construal: no finding in 2 documents\n")


def test_plain_files_load_nothing_heavy(valid: Path) -> None:
    """A plain 19-column file is validated without numpy, spaCy and the terminal library."""
    ask = (
        "import sys; from construal.__main__ import main; code = main(['validate', sys.argv[1]]); "
        "sys.exit(code or ', '.join({'numpy', 'spacy', 'rich', 'sqlite3'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask, str(valid)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )

    assert (done.returncode, done.stderr) == (0, ""), done.stderr
