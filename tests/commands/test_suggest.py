"""Suggesting into a project, and from file to file without one."""

import subprocess
import sys
from pathlib import Path

from command_line import Run
from tiny_model import tiny_graph

from construal.core.benchmark.child import environment


def test_suggest(run: Run, project: Path) -> None:
    """Suggestions are made for all documents, one step to undo; a second run changes nothing."""
    told = run("suggest", project, "--layer", "lexical", "--json")
    made = told.json["suggested"]

    assert told.code == 0
    assert made["documents"] == 2
    assert made["annotations"] == sum(made["by_suggester"].values()) > 5
    assert run("info", project, "--json").json["suggestions"] == made["annotations"]

    run("suggest", project, "--layer", "lexical")
    assert run("info", project, "--json").json["suggestions"] == made["annotations"]

    run("undo", project)
    run("undo", project)
    assert run("info", project, "--json").json["suggestions"] == 0
    assert run("info", project, "--json").json["documents"] == 2


def test_suggest_for_one_document(run: Run, project: Path) -> None:
    """--document limits the suggestions to that document."""
    name = run("info", project, "--json").json["names"][0]

    made = run("suggest", project, "--document", name, "--json").json["suggested"]

    assert made["documents"] == 1


def test_an_unknown_layer(run: Run, project: Path) -> None:
    """A layer that is none ends with 3 and lists those there are."""
    told = run("suggest", project, "--layer", "lexicon")

    assert told.code == 3
    assert "lexical" in told.err


def test_tag(run: Run, texts: list[Path], tmp_path: Path) -> None:
    """A text becomes a tagged file; no project is left behind."""
    out = tmp_path / "hotel.conllulex"

    told = run("tag", texts[1], out, "--json")

    assert told.code == 0
    assert told.json["tagged"]["annotations"] == 3  # in front of, to, of
    rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
    assert {len(row) for row in rows} == {19}
    labels = {row[1]: row[13] for row in rows}
    assert labels["to"] == "p.Goal"
    assert not list(tmp_path.glob("*.construal*"))


def test_tag_keeps_what_is_decided(run: Run, texts: list[Path], tmp_path: Path) -> None:
    """What a file has decided is never decided again: tagging a tagged file changes nothing."""
    once, twice = tmp_path / "once.conllulex", tmp_path / "twice.conllulex"
    run("tag", texts[0], once)

    told = run("tag", once, twice, "--json")

    assert told.json["tagged"]["annotations"] == 0
    assert twice.read_bytes() == once.read_bytes()


def test_tag_what_the_format_can_hold(run: Run, texts: list[Path], tmp_path: Path) -> None:
    """Without --layer only what OUT can hold is decided; nothing is made to be lost."""
    told = run("tag", texts[1], tmp_path / "hotel.mentions.csv", "--json").json

    assert told["tagged"]["annotations"] > 0
    assert [loss for loss in told["tagged"]["losses"] if "lexical" in loss["message"]] == []
    assert "station" in (tmp_path / "hotel.mentions.csv").read_text(encoding="utf-8")


def test_tag_of_nothing(run: Run, tmp_path: Path) -> None:
    """A file that is not there, or an ending that no format has, ends with 3 and writes nothing."""
    (tmp_path / "a.txt").write_text("We are here.", encoding="utf-8")

    absent = run("tag", tmp_path / "absent.txt", tmp_path / "out.conllulex")
    unknown = run("tag", tmp_path / "a.txt", tmp_path / "out.docx")

    assert (absent.code, unknown.code) == (3, 3)
    assert "absent.txt" in absent.err
    assert "docx" in unknown.err
    assert not list(tmp_path.glob("out.*"))


def test_a_bare_target_is_suggested_but_not_tagged(run: Run, tmp_path: Path) -> None:
    """Where nothing is known of labels a target waits for one in a project, and is not written as decided."""
    row = "1\tmellett\tmellett\tADP\t_\t_\t0\troot\t_\t_" + "\t_" * 9
    (tmp_path / "h.conllulex").write_text(
        f"# newdoc id = h\n# sent_id = h-1\n# text = mellett\n# mwe = mellett\n{row}\n\n", encoding="utf-8"
    )
    path = tmp_path / "h.construal"
    run("new", path, "--language", "hu")
    run("import", path, tmp_path / "h.conllulex")

    assert run("suggest", path, "--layer", "lexical", "--json").json["suggested"]["annotations"] == 1
    told = run("tag", tmp_path / "h.conllulex", tmp_path / "t.conllulex", "--language", "hu", "--json")
    assert told.json["tagged"]["annotations"] == 0


def test_tag_by_a_model_that_is_not_there(run: Run, texts: list[Path], tmp_path: Path) -> None:
    """A model that is neither a folder nor installed ends with 3 and one sentence, and writes nothing."""
    told = run("tag", texts[1], tmp_path / "out.conllulex", "--model", tmp_path / "absent")

    assert told.code == 3
    assert "absent’ is no folder and no installed model" in told.err.replace("\n", " ")
    assert not (tmp_path / "out.conllulex").exists()


def test_tag_a_stream_needs_a_model(run: Run, tmp_path: Path) -> None:
    """Without a model standard input is no file to tag, and one sentence says so."""
    told = run("tag", "-", tmp_path / "out.conllulex")

    assert told.code == 3
    assert "--model" in told.err
    assert not list(tmp_path.glob("out.*"))


def test_tag_as_a_filter(tmp_path: Path) -> None:
    """Text that comes in goes out tagged, and nothing else does; who has read enough may go."""
    model = tiny_graph(tmp_path)
    call = [sys.executable, "-m", "construal", "tag", "-", "-", "--model", str(model)]
    text = "The cat slept in front of the stove. She came to the shop.\n\n" * 40

    done = subprocess.run(call, input=text.encode(), env=environment(), capture_output=True, check=True)

    assert done.stdout.startswith(b"# newdoc id = standard-input\n# sent_id = standard-input-1\n")
    assert done.stdout.count(b"# text = ") == 80
    assert {row.count(b"\t") for row in done.stdout.split(b"\n") if row[:1].isdigit()} == {18}
    assert b"1 document" in done.stderr
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=environment()) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(text.encode() * 40)
        process.stdin.close()
        told = process.stderr.read()
    assert b"Traceback" not in told
    assert b"Error" not in told
