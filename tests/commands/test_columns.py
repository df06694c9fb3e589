"""Columns of tables on the command line: shown, named, or agreed on at a terminal."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run

from construal.core.project import Project

ROOT = Path(__file__).parents[2]
TABLE = "Sentence,Token,SR,FXN,Kim's Notes\n1,We,,,\n1,met,,,\n1,at,p.Time,p.Time,easy\n1,noon,,,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of one sentence."""
    path = tmp_path / "met.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def empty(run: Run, tmp_path: Path) -> Path:
    """A new project."""
    run("new", tmp_path / "t.construal")
    return tmp_path / "t.construal"


def decisions(project: Path) -> list[tuple[str, str]]:
    """Role and note of each decision of the project."""
    with Project.open(project, readonly=True) as opened:
        return [(a.text("role"), a.note) for a in opened.annotations()]


def test_the_guess_is_shown(run: Run, table: Path) -> None:
    """Every column with its meaning, whose it is, examples and the reason, and what comes of it."""
    told = run("columns", table)

    assert told.code == 0
    assert "scene role" in told.out
    assert "1 sentence, 4 words, decisions: 1 of nobody’s own." in told.out
    assert "--columns" in told.out
    columns = run("columns", table, "--json").json["files"][0]
    assert [c["meaning"] for c in columns["columns"]] == ["sentence", "form", "role", "function", "note"]
    assert columns["columns"][4]["annotator"] == "Kim"
    assert columns["rows"][2] == ["1", "at", "p.Time", "p.Time", "easy"]


def test_a_table_is_not_read_unseen(run: Run, empty: Path, table: Path) -> None:
    """Off a terminal an import of a table is wrong usage, and the guess is told as an option."""
    told = run("import", empty, table)

    assert told.code == 2
    assert "--columns" in told.err
    assert decisions(empty) == []


def test_the_guess_is_taken(run: Run, empty: Path, table: Path) -> None:
    """`--columns auto` reads as guessed, and shows it."""
    told = run("import", empty, table, "--columns", "auto")

    assert told.code == 0
    assert "scene role" in told.out
    assert decisions(empty) == [("Time", "Kim: easy")]


def test_columns_are_named(run: Run, empty: Path, table: Path) -> None:
    """Only the columns that are named are read; what `columns` prints is read as it shows."""
    assert (
        run("import", empty, table, "--columns", "form=Token,role=SR,function=FXN", "--json").json["annotations"] == 1
    )
    assert decisions(empty) == [("Time", "")]


def test_a_wrong_name(run: Run, empty: Path, table: Path) -> None:
    """A column that is not there is told with those that are, and nothing is imported."""
    told = run("import", empty, table, "--columns", "form=Word")

    assert told.code == 3
    assert "‘Word’" in told.err
    assert "‘Token’" in told.err
    assert decisions(empty) == []


def test_tables_with_one_header_are_asked_about_once(run: Run, empty: Path, table: Path) -> None:
    """Chapters with the same columns are shown once and all read."""
    (table.parent / "more.csv").write_text(TABLE.replace("noon", "dawn"), encoding="utf-8")

    told = run("import", empty, table, table.parent / "more.csv", "--columns", "auto")

    assert told.out.count("As an option") == 1
    assert decisions(empty) == [("Time", "Kim: easy")] * 2


def test_no_table(run: Run, empty: Path, texts: list[Path]) -> None:
    """Columns of what is no table are wrong usage for an import, and a bad file for `columns`."""
    assert run("import", empty, texts[0], "--columns", "auto").code == 2
    assert run("columns", texts[0]).code == 3
    assert run("columns", texts[0].parent / "nowhere.csv").code == 3


def test_an_export_comes_back(run: Run, empty: Path, table: Path, tmp_path: Path) -> None:
    """What is exported as a table by its ending or its format is imported with the same decisions."""
    run("import", empty, table, "--columns", "auto")
    for number, words in enumerate(
        (
            ["a.xlsx"],
            ["a.tokens.csv"],
            ["a.tokens.tsv"],
            ["a.csv", "--format", "table-csv"],
            ["b.csv", "--format", "table-excel-csv"],
        )
    ):
        out = tmp_path / f"out-{number}"
        out.mkdir()
        again = out / "p.construal"
        run("new", again)

        assert run("export", empty, out / words[0], *words[1:]).code == 0
        assert run("import", again, out / words[0], "--columns", "auto").code == 0

        assert decisions(again) == [("Time", "Kim: easy")]


def test_whatever_was_read_can_stand_in_a_table(run: Run, empty: Path, table: Path, texts: list[Path]) -> None:
    """An export as a table has every document, not only those that came as one."""
    run("import", empty, table, "--columns", "auto")
    run("import", empty, texts[0])
    out = table.parent / "all.tokens.csv"

    assert run("export", empty, out).code == 0

    written = out.read_text(encoding="utf-8")
    assert '"met"' in written
    assert '"mill"' in written


def test_cells_do_not_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    """Signs that a terminal would obey are not written to it."""
    path = tmp_path / "steer.csv"
    path.write_text("Token,SS,\x1b]0;owned\x07\nat,Time,\x1b[31m\n" + "noon,,\n" * 100, encoding="utf-8")

    told = run("columns", path)

    assert told.code == 0
    assert "\x1b" not in told.out
    assert "�]0;owned�" in told.out


def test_a_workbook_left_open(run: Run, empty: Path, table: Path) -> None:
    """In a folder, what a spreadsheet keeps beside an open workbook is no file to import."""
    (table.parent / "~$met.xlsx").write_bytes(b"lock")

    assert run("import", empty, table.parent, "--columns", "auto").code == 0


def at_terminal(project: Path, table: Path, answers: list[str]) -> tuple[int, str]:
    """Run an import at a terminal and answer each question; gives the exit code and all that was shown."""
    mine, its = pty.openpty()
    plain = {**os.environ, "COLUMNS": "200", "TERM": "dumb", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "construal", "import", str(project), str(table)],
        stdin=its, stdout=its, stderr=its, env=plain, close_fds=True,
    )  # fmt: skip
    os.close(its)
    shown = ""
    asked = 0
    while process.poll() is None or select.select([mine], [], [], 0)[0]:
        if not select.select([mine], [], [], 0.1)[0]:
            continue
        try:
            shown += os.read(mine, 4096).decode(errors="replace")
        except OSError:  # Linux says so at the end
            break
        if shown.count("to change a column:") > asked and asked < len(answers):
            os.write(mine, answers[asked].encode() + b"\n")
            asked += 1
    os.close(mine)
    return process.wait(), shown


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_person_at_the_terminal_is_asked(empty: Path, table: Path) -> None:
    """The mapping is shown and asked about; a wrong word is told, a right one changes it, Enter takes it."""
    code, shown = at_terminal(empty, table, ["role=Nothing", "ignore=Kim's Notes", ""])

    assert code == 0
    assert "no column ‘Nothing’" in shown
    assert "as you say" in shown
    assert decisions(empty) == [("Time", "")]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_person_may_say_no(empty: Path, table: Path) -> None:
    """With n nothing is imported."""
    code, shown = at_terminal(empty, table, ["n"])

    assert code == 0
    assert "Nothing was imported." in shown
    assert decisions(empty) == []
