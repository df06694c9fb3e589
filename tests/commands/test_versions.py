"""Scheme versions of a project: told, renamed, decided."""

from pathlib import Path

import pytest
from command_line import Run
from labelled_file import MIXED, OLDER, labelled_file


@pytest.fixture
def mixed(run: Run, tmp_path: Path) -> Path:
    """A project with a file that mixes versions."""
    path = tmp_path / "mixed.construal"
    file = labelled_file(tmp_path / "mixed.conllulex", MIXED)
    assert run("new", path).code == 0
    assert run("import", path, file).code == 0
    return path


def test_versions_are_told(run: Run, mixed: Path) -> None:
    """Which versions there are and how that is known, what follows by rule, and what a person decides."""
    told = run("versions", mixed, "--json").json

    assert {(v["version"], v["known"]): v["annotations"] for v in told["versions"]} == {
        ("2.5", "certain"): 1, ("2.5", "likely"): 2, ("2.6", "declared"): 2,
    }  # fmt: skip
    assert [(rule["rule"], rule["from"], rule["to"], rule["annotations"]) for rule in told["automatic"]] == [
        ("rate-unit", "RateUnit", "SetIteration", 1)
    ]
    assert [(q["rule"], q["left"], q["decided"]) for q in told["questions"]] == [("causer", 2, 0)]
    assert (told["left"], told["decided"]) == (2, 0)
    assert "items" not in told

    shown = run("versions", mixed).out
    assert "by its label" in shown
    assert "SetIteration" in shown
    assert "which 2.6 calls Force" in shown


def test_list_shows_each_place(run: Run, mixed: Path) -> None:
    """Each place has its id, its sentence, its candidates and what speaks for which."""
    items = run("versions", mixed, "--list", "--json").json["items"]
    shown = run("versions", mixed, "--list").out

    assert [item["labels"] for item in items] == ["Causer ↝ Source", "Stimulus ↝ Causer"]
    assert [c["label"] for c in items[0]["candidates"]] == ["Force ↝ Source", "Causer ↝ Source"]
    assert items[0]["sentence"] == "made-1-1"
    assert str(items[0]["id"]) in shown
    assert "It went «by» here ." in shown
    assert "older English data means Force" in shown


def test_apply_is_one_step(run: Run, mixed: Path) -> None:
    """--apply renames what follows, once; undo takes all of it back."""
    told = run("versions", mixed, "--apply", "--json").json
    again = run("versions", mixed, "--apply")

    assert told["automatic"] == []
    assert told["left"] == 2
    assert "nothing was changed" in again.err
    assert run("log", mixed, "--json").json["events"][0]["label"] == "Migrate to SNACS 2.6: RateUnit → SetIteration 1"
    assert run("undo", mixed).code == 0
    assert len(run("versions", mixed, "--json").json["automatic"]) == 1


def test_decide_one(run: Run, mixed: Path, tmp_path: Path) -> None:
    """--decide answers one place with a reason, `keep` too; the export has the decided label and no other change."""
    first, second = (item["id"] for item in run("versions", mixed, "--list", "--json").json["items"])

    told = run("versions", mixed, "--decide", str(first), "Force", "--why", "the wind", "--json").json
    kept = run("versions", mixed, "--decide", str(second), "keep")

    assert (told["left"], told["decided"]) == (1, 1)
    assert "Stimulus ↝ Causer; 0 left" in kept.err
    labels = [event["label"] for event in run("log", mixed, "--json").json["events"]]
    assert labels[:2] == [
        "Keep Stimulus ↝ Causer (SNACS 2.6)", "Causer ↝ Source → Force ↝ Source (SNACS 2.6): the wind",
    ]  # fmt: skip
    out = tmp_path / "out.conllulex"
    assert run("export", mixed, out).code == 0
    before = (tmp_path / "mixed.conllulex").read_text(encoding="utf-8").splitlines()
    after = out.read_text(encoding="utf-8").splitlines()
    changed = [new.split("\t")[13] for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["p.Force"]


@pytest.mark.parametrize(
    ("id", "label", "error"),
    [("7", "Force", "Nothing is asked about annotation 7"), (None, "Fierce", "‘Fierce’ is no label of snacs-2.6")],
)
def test_what_cannot_be_decided(run: Run, mixed: Path, id: str | None, label: str, error: str) -> None:
    """A place that is not asked about and a label that is none are refused, and nothing is changed."""
    first = str(run("versions", mixed, "--list", "--json").json["items"][0]["id"])

    told = run("versions", mixed, "--decide", id or first, label)

    assert told.code == 3
    assert error in told.err
    assert run("versions", mixed, "--json").json["left"] == 2


def test_declare(run: Run, tmp_path: Path) -> None:
    """--declare says in which version a file was made; with --apply its labels follow at once."""
    path = tmp_path / "older.construal"
    run("new", path)
    run("import", path, labelled_file(tmp_path / "older.conllulex", OLDER))

    told = run("versions", path, "--declare", "2.5", "--apply", "--json").json

    assert told["versions"] == [{"version": "2.6", "known": "declared", "annotations": 5}]
    assert told["left"] == 0
    assert run("versions", path, "--declare", "new").code == 3


def test_nothing_labelled(run: Run, project: Path) -> None:
    """A project without any role says so."""
    assert "No decision with a role yet." in run("versions", project).out
    assert run("versions", project, "--json").json["versions"] == []


def test_an_import_says_the_version(run: Run, tmp_path: Path) -> None:
    """--scheme, with or without the scheme's name, is the version of what a file states; nonsense is refused."""
    path = tmp_path / "p.construal"
    file = labelled_file(tmp_path / "older.conllulex", OLDER)
    assert run("new", path).code == 0
    refused = run("import", path, file, "--scheme", "newest")
    assert (refused.code, "‘newest’ is no version" in refused.err) == (3, True)
    assert run("import", path, file, "--scheme", "2.5").code == 0
    assert {v["version"] for v in run("versions", path, "--json").json["versions"]} == {"2.5"}
