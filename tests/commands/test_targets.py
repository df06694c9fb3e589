"""`construal targets`: candidates of files and projects, figures, and the project's own lists."""

import json
import os
from pathlib import Path

import pytest
from command_line import Run

DATA = os.environ.get("CONSTRUAL_DATA")


def words(told: object) -> list[str]:
    assert isinstance(told, list)
    return [candidate["words"] for candidate in told]


def test_a_file(run: Run, texts: list[Path]) -> None:
    """Each candidate with place, context, lexcat, rule and reason, and a count by rule; nothing needs a project."""
    told = run("targets", texts[0])

    assert told.code == 0
    assert "mill:1  We walked [to] the mill near the lake.  P  T2" in told.out
    assert "less sure" in told.out

    values = run("targets", *texts, "--json").json
    assert [w for w in words(values["candidates"]) if " " in w] == ["in front of"]
    assert {c["state"] for c in values["candidates"]} == {"new"}
    assert sum(sum(states.values()) for states in values["by_rule"].values()) == len(values["candidates"])


def test_a_project_tells_what_is_decided(run: Run, project: Path) -> None:
    """In a project each candidate says how it stands, and the sum is that of the coverage."""
    run("suggest", project, "--layer", "lexical")
    told = run("targets", project, "--json").json
    number = len(told["candidates"])

    assert {c["state"] for c in told["candidates"]} == {"suggested"}
    assert told["remarks"] == [f"0 of {number} targets decided."]
    assert len(run("targets", project, "--undecided", "--json").json["candidates"]) == number
    one = run("targets", project, "--rule", "t1", "--document", "hotel", "--json").json
    assert words(one["candidates"]) == ["in front of"]


def test_additions_blockers_and_their_removal(run: Run, project: Path) -> None:
    """Own entries change suggestions at once, are shown, can be taken off, and each step is undone as one."""
    run("suggest", project, "--layer", "lexical")

    added = run(
        "targets", project, "--add", "out for a week", "--lexcat", "PP", "--block", "to the mill", "--json"
    ).json
    after = words(run("targets", project, "--json").json["candidates"])

    assert added["changed"]
    assert added["suggested"] == 1
    assert "out for a week" in after
    assert after.count("to") == 1
    shown = run("targets", project, "--lists", "--json").json["entries"]
    assert [(e["words"], e.get("verdict", "target")) for e in shown] == [
        ("out for a week", "target"), ("to the mill", "never"),
    ]  # fmt: skip

    assert run("targets", project, "--remove", "to the mill").code == 0
    assert words(run("targets", project, "--json").json["candidates"]).count("to") == 2
    run("undo", project)
    run("undo", project)
    assert run("targets", project, "--lists").out.startswith("The project has no target list")
    assert run("doctor", project).code == 0


def test_a_list_is_passed_on(run: Run, project: Path, tmp_path: Path) -> None:
    """What one project exports another imports, as CSV or JSON."""
    run("targets", project, "--add", "in sight of", "--drop", "near", "--language", "en")
    other = tmp_path / "other.construal"
    run("new", other)
    for name in ("list.csv", "list.json"):
        assert run("targets", project, "--export", tmp_path / name).code == 0
        run("targets", other, "--import", tmp_path / name)

        mine, theirs = (run("targets", p, "--lists", "--json").json["entries"] for p in (project, other))
        assert mine == theirs != []
        run("undo", other)


def test_learning(run: Run, tmp_path: Path) -> None:
    """A project in a language without a list learns its targets from what is decided, told and undone."""
    rows = ["घर\tघर\tNOUN", "में\tमें\tX", "।\t।\tPUNCT"]
    tail = "\t_\t_\t0\troot\t_\t_"
    cells = ["_\tN\tघर\t_\t_\t_\t_\t_\tO-N", "_\tP\tमें\tp.Locus\tp.Locus\t_\t_\t_\tO-P-p.Locus",
             "_\tPUNCT\t।\t_\t_\t_\t_\t_\tO-PUNCT"]  # fmt: skip
    lines = [f"{n}\t{row}{tail}\t{cell}" for n, (row, cell) in enumerate(zip(rows, cells, strict=True), 1)]
    blocks = ["\n".join([f"# sent_id = made-{n}", "# text = घर में ।", "# mwe = घर में ।", *lines]) for n in (1, 2)]
    (tmp_path / "h.conllulex").write_text("# newdoc id = made\n" + "\n\n".join(blocks) + "\n\n", encoding="utf-8")
    path = tmp_path / "h.construal"
    run("new", path, "--language", "hi")
    assert run("import", path, tmp_path / "h.conllulex").code == 0

    learned = run("targets", path, "--learn", "--json").json

    assert [(x["entry"]["words"], x["targets"], x["mended"]) for x in learned["lessons"]] == [("में", 2, 2)]
    assert (learned["before"]["f"], learned["after"]["f"]) == (0, 1)
    assert run("targets", path, "--evaluate", "--json").json["exact"]["f"] == 1
    run("undo", path)
    assert run("targets", path, "--evaluate", "--json").json["exact"]["f"] == 0


def test_files_with_a_list_beside_them(run: Run, texts: list[Path], tmp_path: Path) -> None:
    """A list file counts for files without a project, and for one document where that is named."""
    (tmp_path / "list.csv").write_text("words,verdict,lexcat\nout for a week,target,PP\n", encoding="utf-8")
    call = ("targets", *texts, "--import", tmp_path / "list.csv", "--document", "mill", "--json")

    told = run(*call).json["candidates"]

    assert {c["document"] for c in told} == {"mill"}
    assert "out for a week" in words(told)


@pytest.mark.skipif(DATA is None, reason="needs CONSTRUAL_DATA")
def test_what_chapters_teach_holds_in_others(run: Run, tmp_path: Path) -> None:
    """Targets of Chinese without parts of speech, learned from some chapters, are found in chapters left out."""
    source = Path(DATA or "") / "snacs" / "zh-lp.conllulex"
    left_out = [f"lpp_1943_zh_ch-{number:02}" for number in (1, 7, 10, 17, 20, 27)]
    kept = "".join(
        line if line.startswith("#") or not line.strip() else "\t".join(_without_tags(line.split("\t")))
        for line in source.read_text(encoding="utf-8").splitlines(keepends=True)
    )
    (tmp_path / "zh.conllulex").write_text(kept, encoding="utf-8")
    path = tmp_path / "zh.construal"
    run("new", path, "--language", "zh")
    run("import", path, tmp_path / "zh.conllulex")
    names = run("info", path, "--json").json["names"]
    learning = [word for name in names if name not in left_out for word in ("--document", name)]
    scored = [word for name in left_out for word in ("--document", name)]

    before = run("targets", path, "--evaluate", *scored, "--json").json
    run("targets", path, "--learn", *learning)
    after = run("targets", path, "--evaluate", *scored, "--json").json

    assert before["exact"]["right"] == 0 < before["exact"]["wanted"]
    assert after["exact"]["f"] > 0.5


def _without_tags(cells: list[str]) -> list[str]:
    return [*cells[:3], "_", "_", *cells[5:]]


@pytest.mark.skipif(DATA is None, reason="needs CONSTRUAL_DATA")
def test_figures_of_a_file(run: Run) -> None:
    """One command scores the rules on an annotated file: as sets of words, as the reference, by rule, with errors."""
    told = run("targets", Path(DATA or "") / "streusle" / "streusle.ud_dev.conllulex", "--evaluate", "--json").json

    assert told["reference"]["f"] >= 0.910
    assert set(told["by_rule"]) >= {"T1", "T2", "T3", "T4", "T5", "T6"}
    missed = sum(not e["found"] for e in told["errors"])
    assert missed == told["exact"]["wanted"] - told["exact"]["right"]


def test_what_is_wrong_is_said(run: Run, project: Path, texts: list[Path]) -> None:
    """Lists without a project, unknown words, a project among files and an unknown document end with 3 and a reason."""
    for call, said in (
        ((texts[0], "--add", "of"), "no project"),
        ((project, "--remove", "as far as"), "not on the own list"),
        ((project, texts[0]), "looked at alone"),
        ((texts[0], "--document", "nowhere"), "nowhere"),
        ((project, "--add", "of", "--lexcat", "PP"), "one word"),
    ):
        told = run("targets", *call)
        assert (told.code, said in told.err) == (3, True)
    assert json.loads(run("targets", project, "--remove", "x", "--json").out)["error"]
