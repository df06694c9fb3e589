"""Ranked term candidates of files."""

import csv
import json
from pathlib import Path

import pytest
from command_line import Run


@pytest.fixture
def abstract(tmp_path: Path) -> Path:
    """A text full of one term."""
    text = (
        "A double category has two kinds of morphisms. Every double category with a connection is framed. "
        "We show that a framed double category is a monad. The double category of spans is an example."
    )
    path = tmp_path / "abstract.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_csv(run: Run, abstract: Path, tmp_path: Path) -> None:
    """A .csv has a header and a row a candidate, best first."""
    told = run("terms", abstract, "--out", tmp_path / "terms.csv", "--json")

    assert told.code == 0
    with (tmp_path / "terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == told.json["candidates"] > 3
    assert rows[0]["term"] == "double category"
    assert rows[0]["frequency"] == "4"
    scores = [float(row["score"]) for row in rows]
    assert scores == sorted(scores, reverse=True)


def test_json_lines(run: Run, abstract: Path, tmp_path: Path) -> None:
    """A .jsonl has an object a line, with the wordings that occur; --limit and --least cut the list."""
    out = tmp_path / "terms.jsonl"

    told = run("terms", abstract, "--out", out, "--limit", "2", "--least", "2")

    assert told.code == 0
    assert "double category" in told.out
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(lines) <= 2
    assert lines[0]["term"] == "double category"
    assert sum(wording["frequency"] for wording in lines[0]["wordings"]) == 4


def test_a_list_can_be_imported(run: Run, abstract: Path, tmp_path: Path) -> None:
    """A list of candidates is a file that a project reads as concepts."""
    run("terms", abstract, "--out", tmp_path / "terms.csv")
    run("new", tmp_path / "p")

    told = run("import", tmp_path / "p", tmp_path / "terms.csv", "--json")

    assert told.code == 0
    assert told.json["concepts"] > 3


def test_another_ending(run: Run, abstract: Path, tmp_path: Path) -> None:
    """Any other ending ends with 3, names the two, and writes nothing."""
    told = run("terms", abstract, "--out", tmp_path / "terms.pdf")

    assert told.code == 3
    assert ".csv or .jsonl" in told.err
    assert not (tmp_path / "terms.pdf").exists()
