"""What commands have in common: JSON, errors in a sentence, exit codes."""

import json
from pathlib import Path

import pytest
import typer

from construal.annotation.errors import CommandError
from construal.commands.report import Report, many, reporting, table


def test_errors_end_with_3(capsys: pytest.CaptureFixture[str]) -> None:
    """A known error is one sentence on standard error and exit code 3."""
    with pytest.raises(typer.Exit) as end, reporting(json=False):
        raise CommandError("There is nothing here.")

    assert end.value.exit_code == 3
    assert capsys.readouterr() == ("", "There is nothing here.\n")


def test_errors_as_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With --json an error is an object on standard output; so is what the file system says."""
    with pytest.raises(typer.Exit) as end, reporting(json=True):
        (tmp_path / "absent").read_bytes()

    told = capsys.readouterr()
    assert end.value.exit_code == 3
    assert "absent: no such file" in json.loads(told.out)["error"]
    assert told.err == ""


def test_findings_end_with_1() -> None:
    """Findings end with 1, nothing found with 0."""
    with reporting(json=False) as report:
        report.find([])
    with pytest.raises(typer.Exit) as end, reporting(json=False) as report:
        report.find(["something"])

    assert end.value.exit_code == 1


def test_a_bug_is_not_hidden() -> None:
    """What is no known error passes through."""
    with pytest.raises(ZeroDivisionError), reporting(json=True):
        raise ZeroDivisionError


def test_answer_once_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json only the object is on standard output, and nothing on standard error."""
    report = Report(json=True)
    report.remark("by the way")
    with report.progress("Working") as progress:
        progress.step(1, 2, "half")
    report.answer({"path": Path("a") / "b", "role": "Goal ↝ Locus"}, "not shown")

    told = capsys.readouterr()
    assert json.loads(told.out) == {"path": str(Path("a") / "b"), "role": "Goal ↝ Locus"}
    assert told.err == ""


def test_text_is_not_markup(capsys: pytest.CaptureFixture[str]) -> None:
    """Words in brackets are words: a document may be called anything, in a sentence and in a table."""
    shown = table("", "name")
    shown.add_row("[red]7[/red]")
    Report(json=False).answer({}, "It is [bold]here[/bold].", shown)

    told = capsys.readouterr().out
    assert "It is [bold]here[/bold]." in told
    assert "[red]7[/red]" in told


def test_counting_words() -> None:
    """Numbers agree with their nouns."""
    assert [many(n, "document") for n in (0, 1, 2000)] == ["no document", "1 document", "2,000 documents"]
