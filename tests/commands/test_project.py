"""The commands on a project as a whole: new, info, log, undo, doctor."""

import sqlite3
from pathlib import Path

import pytest
from command_line import Run

from construal.core.project import Project


def test_new(run: Run, tmp_path: Path) -> None:
    """A project is made with its ending, language and name, and never over a file."""
    told = run("new", tmp_path / "theirs", "--language", "hi", "--name", "Hindi", "--json")

    assert told.code == 0
    assert told.json == {"project": str(tmp_path / "theirs.construal"), "name": "Hindi", "language": "hi"}
    assert run("info", tmp_path / "theirs", "--json").json["language"] == "hi"

    again = run("new", tmp_path / "theirs")
    assert again.code == 3
    assert "already" in again.err


def test_info(run: Run, project: Path) -> None:
    """Info counts what there is, and lists the documents."""
    told = run("info", project)
    values = run("info", project, "--json").json

    assert told.code == 0
    assert "2 documents" in told.out
    assert "hotel" in told.out
    assert values["documents"] == 2
    assert values["tokens"] > 30
    assert len(values["names"]) == 2


def test_log_and_undo(run: Run, project: Path) -> None:
    """The log tells what was done, newest first; undo takes the newest back, redo does it again."""
    assert "mill.txt" in run("log", project).out.splitlines()[-2]

    undone = run("undo", project, "--json").json
    assert (undone["kind"], "hotel.txt" in undone["label"]) == ("undo", True)
    assert run("info", project, "--json").json["documents"] == 1

    redone = run("undo", project, "--redo")
    assert redone.out.startswith("Did again: ")
    assert run("info", project, "--json").json["documents"] == 2

    events = run("log", project, "--json").json["events"]
    assert [event["kind"] for event in events] == ["redo", "undo", "do", "do"]
    assert len(run("log", project, "--limit", "2", "--json").json["events"]) == 2


def test_log_of_a_document(run: Run, project: Path) -> None:
    """The log of one document has only what touched it."""
    name = run("info", project, "--json").json["names"][0]

    events = run("log", project, "--document", name, "--json").json["events"]

    assert len(events) == 1
    assert "mill.txt" in events[0]["label"]


def test_nothing_to_undo(run: Run, tmp_path: Path) -> None:
    """With nothing to take back, undo says so and is fine."""
    run("new", tmp_path / "p")

    told = run("undo", tmp_path / "p")

    assert (told.code, told.out) == (0, "There is nothing to take back.\n")
    assert run("undo", tmp_path / "p", "--json").json["label"] is None


@pytest.mark.parametrize("command", ["info", "log", "undo", "doctor", "suggest"])
def test_no_such_project(command: str, run: Run, tmp_path: Path) -> None:
    """A project that is not there ends with 3 and one sentence, as JSON where asked for."""
    told = run(command, tmp_path / "absent.construal")
    as_json = run(command, tmp_path / "absent.construal", "--json")

    assert (told.code, told.out) == (3, "")
    assert told.err.count("\n") == 1
    assert "absent.construal" in told.err
    assert as_json.code == 3
    assert as_json.json == {"error": told.err.strip()}


def test_somebody_else_writes(run: Run, project: Path) -> None:
    """While another program writes a project, it can be looked at; a change says who that is and ends with 3."""
    with Project.open(project):
        assert run("info", project).code == 0
        assert run("doctor", project).code == 0
        told = run("undo", project)

    assert told.code == 3
    assert "process" in told.err
    assert told.err.count("\n") == 1


def test_doctor(run: Run, project: Path) -> None:
    """A whole project is said to be whole; one whose state does not follow from its log ends with 1 and says so."""
    healthy = run("doctor", project, "--json")
    assert (healthy.code, healthy.json["healthy"]) == (0, True)

    connection = sqlite3.connect(project)
    connection.execute("DELETE FROM documents WHERE id = (SELECT max(id) FROM documents)")
    connection.commit()
    connection.close()

    ill = run("doctor", project, "--json")
    assert ill.code == 1
    assert ill.json["healthy"] is False
    assert len(ill.json["findings"]) == 1
    assert run("doctor", project).code == 1
