"""Import and export: all files or none, what is odd and what is lost is told."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run

from construal.core.project import Project

ROOT = Path(__file__).parents[2]


def documents(run: Run, project: Path) -> int:
    """How many documents the project has."""
    number = run("info", project, "--json").json["documents"]
    assert isinstance(number, int)
    return number


def test_import_a_folder(run: Run, texts: list[Path], tmp_path: Path) -> None:
    """A folder stands for the files in it that some format reads."""
    (tmp_path / "notes.xyz").write_text("not ours", encoding="utf-8")
    run("new", tmp_path / "p")

    told = run("import", tmp_path / "p", texts[0].parent, "--json")

    assert told.code == 0
    assert told.json["documents"] == 2
    assert [part["name"] for part in told.json["files"]] == ["hotel.txt", "mill.txt"]


def test_a_faulty_file_keeps_all_out(run: Run, project: Path, tmp_path: Path) -> None:
    """When one file is none of ours, the others stay out too and the project is as it was."""
    good, bad = tmp_path / "good.txt", tmp_path / "bad.conllulex"
    good.write_text("We are here.", encoding="utf-8")
    bad.write_text("This is a letter, and no table of nineteen columns.\n", encoding="utf-8")

    told = run("import", project, good, bad)

    assert told.code == 3
    assert "bad.conllulex" in told.err
    assert told.err.count("\n") == 1
    assert documents(run, project) == 2


def test_the_same_file_again(run: Run, project: Path, texts: list[Path], tmp_path: Path) -> None:
    """A file with the bytes of one that is there is left out and told; alone it is refused."""
    new = tmp_path / "new.txt"
    new.write_text("We are here.", encoding="utf-8")

    told = run("import", project, texts[0], new, "--strict", "--json")
    assert told.code == 1
    assert told.json["documents"] == 1
    assert told.json["left_out"][0]["file"] == "mill.txt"

    refused = run("import", project, texts[0])
    assert refused.code == 3
    assert "already" in refused.err


def test_an_unknown_format(run: Run, project: Path, texts: list[Path], tmp_path: Path) -> None:
    """An unknown format ends with 3 and lists the known ones, reading or writing."""
    for told in (
        run("import", project, texts[0], "--format", "word"),
        run("export", project, tmp_path / "x.txt", "--format", "word"),
    ):
        assert told.code == 3
        assert "word" in told.err
        assert "conllulex" in told.err


def test_export(run: Run, project: Path, tmp_path: Path) -> None:
    """An export writes the file and tells what it could not carry; with --strict that is a finding."""
    with Project.open(project, annotator="Kim") as opened:
        opened.suggest(layer="lexical")
        from construal.annotation import actions

        for annotation in opened.annotations(layer="lexical"):
            opened.do(actions.accept(annotation, opened.author()))
    out = tmp_path / "out.conllulex"

    told = run("export", project, out, "--annotator", "Kim", "--json")

    assert told.code == 0
    assert told.json["out"] == str(out)
    rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
    assert {len(row) for row in rows} == {19}
    assert [row[1] for row in rows if row[13].startswith("p.")][:2] == ["to", "near"]

    nobody = run("export", project, tmp_path / "nobody.conllulex", "--annotator", "Nobody")
    assert nobody.code == 0
    assert "p." not in (tmp_path / "nobody.conllulex").read_text(encoding="utf-8")


def test_export_some_documents(run: Run, project: Path, tmp_path: Path) -> None:
    """--document names what to export; an unknown name ends with 3 and the nearest known one."""
    first, second = run("info", project, "--json").json["names"]
    out = tmp_path / "one.conllulex"

    assert run("export", project, out, "--document", second).code == 0
    assert "station" in out.read_text(encoding="utf-8")
    assert "miller" not in out.read_text(encoding="utf-8")

    told = run("export", project, out, "--document", first + "x")
    assert told.code == 3
    assert first in told.err


def test_champ(run: Run, tmp_path: Path) -> None:
    """`champ` is the installed package, in and out."""
    pytest.importorskip("champ_dataset")
    run("new", tmp_path / "p")

    told = run("import", tmp_path / "p", "champ", "--json")
    assert told.code == 0
    assert told.json["documents"] == 270
    assert told.json["concepts"] == 89

    assert run("export", tmp_path / "p", tmp_path / "champ.json").code == 0
    assert (tmp_path / "champ.json").stat().st_size > 100_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_interrupted(project: Path, texts: list[Path], tmp_path: Path, run: Run) -> None:
    """Ctrl+C in the middle of an import ends with 130, and none of its files is in."""
    good, endless = tmp_path / "good.txt", tmp_path / "endless.txt"
    good.write_text("We are here.", encoding="utf-8")
    os.mkfifo(endless)
    program = [sys.executable, "-m", "construal", "import", str(project), str(good), str(endless)]
    with (
        subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running,
        endless.open("w", encoding="utf-8"),  # waits until the import has come this far
    ):
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)

    assert running.returncode == 130
    assert (out, err) == ("", "")
    assert documents(run, project) == 2
