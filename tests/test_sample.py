"""The sample material is what it claims to be: whole, consistent, and valid for the field's own tools."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import champ_dataset
import pytest

from construal.annotation.scheme import load

SAMPLE = Path(__file__).parents[1] / "resources" / "sample"
TEXTS = sorted(SAMPLE.glob("*.txt"))
GOLD = sorted((SAMPLE / "gold").glob("*.conllulex"))


@pytest.fixture(scope="module")
def problems() -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads((SAMPLE / "problems.json").read_text(encoding="utf-8"))
    return content


def test_there_is_enough() -> None:
    """A dozen texts, at least four of them with gold."""
    assert len(TEXTS) == 12
    assert len(GOLD) >= 4
    assert {gold.stem for gold in GOLD} <= {text.stem for text in TEXTS}


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_texts_are_short(text: Path) -> None:
    """A text has 60 to 150 words: a page of the window, not a task."""
    assert 60 <= len(text.read_text(encoding="utf-8").split()) <= 150


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_gold_is_the_whole_text(gold: Path) -> None:
    """The sentences of a gold file, put together, are the text of the same name."""
    lines = gold.read_text(encoding="utf-8").splitlines()
    sentences = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]

    assert " ".join(sentences) == (SAMPLE / f"{gold.stem}.txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_gold_passes_the_corpus_validator(gold: Path) -> None:
    """STREUSLE's own converter takes a gold file, and warns of nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "conllulex2json", gold],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert {sentence["sent_id"].rsplit("-", 1)[0] for sentence in json.loads(done.stdout)} == {f"sample-{gold.stem}"}


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_gold_obeys_the_scheme(gold: Path) -> None:
    """Every construal of a gold file is one that our own rules for English allow and do not even warn of."""
    rules = load("snacs-2.6")
    rows = [line.split("\t") for line in gold.read_text(encoding="utf-8").splitlines()]
    construals = [(r[13][2:], r[14][2:], r[11]) for r in rows if len(r) == 19 and r[13].startswith("p.")]

    assert construals
    for role, function, lexcat in construals:
        assert rules.why_not_role(role, "en") is None
        assert rules.why_not_function(role, function, "en", lexcat=lexcat) is None
        assert rules.warning(role, function, "en", lexcat=lexcat) is None


def test_problems_are_valid_for_champ(problems: dict[str, dict[str, Any]]) -> None:
    """CHAMP's own package reads and accepts every problem, concept and hint."""
    kinds = {"problems": champ_dataset.Problem, "concepts": champ_dataset.Concept, "hints": champ_dataset.Hint}
    for name, kind in kinds.items():
        for identifier, entity in problems[name].items():
            assert entity["identifier"] == identifier
            assert kind.from_dict(entity).validate()


def test_hints_and_concepts_stand_in_order_of_use(problems: dict[str, dict[str, Any]]) -> None:
    """A problem lists what its steps use, in the order of first use, and nothing else."""
    for problem in problems["problems"].values():
        used = list(dict.fromkeys(index for step in problem["solution"]["steps"] for index in step["ch_idxs"]))

        assert used == list(range(len(problem["ch_list"])))
        assert set(problem["ch_list"]) <= {*problems["concepts"], *problems["hints"]}


def test_parents_are_embedded_whole(problems: dict[str, dict[str, Any]]) -> None:
    """A concept's parent is a copy of the concept of that id, and some concepts have one."""
    parents = [c["parent"] for c in problems["concepts"].values() if c["parent"] is not None]

    assert parents
    assert all(parent == problems["concepts"][parent["identifier"]] for parent in parents)


def test_the_catalogue_is_closed() -> None:
    """Each broader concept in terms.csv has rows of its own, each concept is defined once and has a preferred term."""
    with (SAMPLE / "terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    concepts = {row["concept"] for row in rows}

    assert {row["broader"] for row in rows} - {""} <= concepts
    assert sorted(row["concept"] for row in rows if row["definition"]) == sorted(concepts)
    assert {row["concept"] for row in rows if row["status"] == "preferred" and row["language"] == "en"} == concepts
