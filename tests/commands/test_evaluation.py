"""`construal evaluate` and `construal compare`, called as a person calls them."""

from __future__ import annotations

from pathlib import Path

import made_systems
import pytest
from command_line import Run
from made import made_document
from tiny_model import tiny_graph

from construal.annotation.formats.format import Imported


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Made sentences as gold and as two systems have them."""
    words = ["we", "walked", "out", "of", "the", "mill", "near", "a", "lake"]
    document = made_document([words[n % 3 :] for n in range(24)], columns=False, name="made")
    found: dict[str, Path] = {}
    for name, seed in (("gold", 1), ("one", 2), ("other", 3)):
        path = found[name] = tmp_path / f"{name}.conllulex"
        decided = made_systems.at_random_anew([document], seed)
        path.write_bytes(made_systems.written(Imported([document]), decided, b""))
    return found


def test_what_is_told_first(run: Run, files: dict[str, Path]) -> None:
    """Files, scheme versions, whose targets and what ?? means stand above the figures."""
    answer = run("evaluate", files["gold"], files["one"])
    assert answer.code == 0, answer.err
    assert answer.out.startswith(
        "one.conllulex (snacs-2.6) against gold.conllulex (snacs-2.6; 1 document, 24 sentences, 192 words): "
        "automatic targets (autoid), exact labels.\nGold’s ?? counts for neither side.\n"
    )
    for title in ("Adpositions and possessives", "Strong expressions", "Tags and links", "95 % intervals"):
        assert title in answer.out
    assert "By role" not in answer.out
    assert "Confusions" not in answer.out
    assert "over 24 sentences, 2,000 resamples, seed 1" in answer.out


def test_gold_scores_itself_whole(run: Run, files: dict[str, Path]) -> None:
    """Every figure of gold against itself is 1."""
    (system,) = run("evaluate", files["gold"], files["gold"], "--json").json["systems"]
    for depth in "4321":
        for criteria in system["adpositions"][depth].values():
            assert {score["f"] for score in criteria.values()} <= {1.0, None}
    assert {figure["accuracy"] for figure in system["tags"].values()} == {1.0}
    assert {part["f"] for kind in system["links"].values() for part in kind.values()} == {1.0}


def test_whose_targets(run: Run, files: dict[str, Path], tmp_path: Path) -> None:
    """`.goldid.` in a file's name means gold targets, as it does to STREUSLE's scripts; the options overrule it."""
    named = tmp_path / "one.goldid.conllulex"
    named.write_bytes(files["one"].read_bytes())
    cases = [((named,), "gold"), ((named, "--autoid"), "automatic"), ((files["one"], "--goldid"), "gold")]
    for words, targets in cases:
        (system,) = run("evaluate", files["gold"], *words, "--json", "--resamples", "0").json["systems"]
        assert system["targets"] == targets
        assert "intervals" not in system
    told = run("evaluate", files["gold"], named).out
    assert "gold targets (goldid), exact labels." in told
    assert "With gold targets, one.goldid.conllulex should label exactly those" in told


def test_depth(run: Run, files: dict[str, Path]) -> None:
    """A depth coarsens everything, and the one table then has that depth alone."""
    (system,) = run("evaluate", files["gold"], files["one"], "--depth", "1", "--json").json["systems"]
    assert list(system["adpositions"]) == ["1"]
    (exact,) = run("evaluate", files["gold"], files["one"], "--json").json["systems"]
    assert system["adpositions"]["1"] == exact["adpositions"]["1"]
    assert "labels coarsened to depth 2." in run("evaluate", files["gold"], files["one"], "--depth", "2").out
    assert run("evaluate", files["gold"], files["one"], "--depth", "5").code == 2


def test_tables(run: Run, files: dict[str, Path]) -> None:
    """Scores by label and lexlemma, confusions, and precision and recall everywhere come where asked for."""
    words = ("evaluate", files["gold"], files["one"], "--by", "label", "--by", "lexlemma", "--confusion", "-x")
    told = run(*words).out
    for title in ("By role", "By function", "By construal", "By supersense", "By lexlemma", "Confusions of role"):
        assert title in told
    assert "construal P R F" in told
    (system,) = run(*words, "--json").json["systems"]
    assert set(system["labels"]) == set(system["confusions"]) == {"role", "function", "construal", "supersense"}
    assert sum(row["wanted"] for row in system["labels"]["role"]) == system["adpositions"]["4"]["all"]["ID"]["wanted"]


def test_two_systems_are_tested(run: Run, files: dict[str, Path]) -> None:
    """A second system is tested against the first, and the method is named."""
    answer = run("evaluate", files["gold"], files["one"], files["other"])
    assert (
        "one.conllulex minus other.conllulex: paired bootstrap (95 %) and p by approximate randomisation" in answer.out
    )
    told = run("evaluate", files["gold"], files["gold"], files["other"], "--json", "--seed", "4").json
    (test,) = told["tests"]
    assert (test["first"], test["second"], test["seed"]) == ("gold.conllulex", "other.conllulex", 4)
    by_name = {figure["figure"]: figure for figure in test["figures"]}
    assert by_name["construal"]["difference"] > 0
    assert by_name["construal"]["p"] < 0.05


def test_an_empty_system(run: Run, files: dict[str, Path], tmp_path: Path) -> None:
    """An empty file is a system that has found nothing."""
    empty = tmp_path / "empty.conllulex"
    empty.write_bytes(b"")
    answer = run("evaluate", files["gold"], empty)
    assert answer.code == 0
    assert "24 sentences (the first is made-1) of gold.conllulex are not in empty.conllulex; they count" in answer.out
    assert run("evaluate", empty, files["gold"]).code == 0


def test_faults(run: Run, files: dict[str, Path], tmp_path: Path) -> None:
    """A file that is not there, or no annotation at all, is told in a sentence."""
    answer = run("evaluate", files["gold"], tmp_path / "nowhere.conllulex")
    assert answer.code == 3
    assert "nowhere.conllulex: no such file or directory; check the name" in answer.err
    broken = tmp_path / "broken.conllulex"
    broken.write_bytes(b"\0\1")
    assert run("evaluate", files["gold"], broken, "--json").code == 3


def test_compare(run: Run, files: dict[str, Path]) -> None:
    """Differences come by kind, with the words marked and what each side says; there being any is exit code 1."""
    answer = run("compare", files["gold"], files["one"])
    assert answer.code == 1
    assert answer.out.startswith("A is gold.conllulex, B is one.conllulex.\n\nmwe: ")
    told = run("compare", files["gold"], files["one"], "--json").json
    assert sum(told["counts"].values()) == len(told["differences"])
    assert f"{len(told['differences'])} differences in " in answer.out
    for difference in told["differences"]:
        assert f"A {difference['gold']}    B {difference['system']}" in answer.out
    assert answer.out.count("‹") >= len(told["differences"])


def test_compare_one_kind(run: Run, files: dict[str, Path]) -> None:
    """Only the kinds asked for are told, and count for the exit code."""
    told = run("compare", files["gold"], files["one"], "--only", "lexcat", "--only", "mwe", "--json").json
    assert set(told["counts"]) == {"lexcat", "mwe"}
    assert run("compare", files["gold"], files["one"], "--only", "moon").code == 2


def test_compare_with_itself(run: Run, files: dict[str, Path]) -> None:
    """No difference is said, and exit code 0."""
    answer = run("compare", files["gold"], files["gold"])
    assert answer.code == 0
    assert answer.out.endswith("No difference in any of 24 sentences.\n")


def test_annotators_of_a_project(run: Run, project: Path) -> None:
    """Two annotators of one project are compared; a project's suggestions are scored."""
    assert run("suggest", project).code == 0
    answer = run("compare", f"{project}@anna", f"{project}@ben")
    assert (answer.code, answer.out) == (
        0, "A is mine.construal (anna), B is mine.construal (ben).\nNo difference in any of 3 sentences.\n",
    )  # fmt: skip
    (system,) = run("evaluate", f"{project}@anna", f"{project}@ben", "--suggestions", "--json").json["systems"]
    target = system["adpositions"]["4"]["all"]["ID"]
    assert (target["wanted"], target["found"] > 0) == (0, True)


def test_a_model(run: Run, files: dict[str, Path], tmp_path: Path) -> None:
    """A model is scored on each file: figures, ranges, gold's targets, probabilities, what differs by batch."""
    model = tiny_graph(tmp_path)

    told = run("evaluate", files["gold"], files["one"], "--model", model, "--resamples", "50")

    assert told.code == 0, told.err
    assert "gold.conllulex: 1 document, 24 sentences, 192 words\n" in told.out
    assert "one.conllulex: 1 document" in told.out
    for row in ("tiny 1", "from", "to", "given", "ECE", "chance"):
        assert told.out.count(f"\n {row:>{len(row)}}") + told.out.count(f"\n   {row} ") >= 2, row
    assert "0 of 192 tags differ with 1, 8 and 32 sentences at once and in another order." in told.out
    (first, _) = run("evaluate", files["gold"], files["one"], "--model", model, "--json").json["models"]
    assert set(first["figures"]) == {"target", "role", "function", "construal", "links", "noun", "verb", "tags"}
    assert all(low <= first["figures"][name] <= high for name, (low, high) in first["intervals"].items())
    assert set(first["gold_targets"]) == {"role", "function", "construal"}
    assert set(first["differing"].values()) == {0}


def test_what_is_scored(run: Run, files: dict[str, Path], tmp_path: Path) -> None:
    """Without a system or a model there is nothing to score; a recipe holds nothing out for a file."""
    assert "--model" in run("evaluate", files["gold"]).err
    assert "--model" in run("evaluate", files["gold"], files["one"], "--held-out", "fast").err
    told = run("evaluate", files["gold"], "--model", tmp_path / "absent", "--document", "nothing")
    assert told.code == 3
    assert "no document is called nothing" in told.err
