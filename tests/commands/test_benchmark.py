"""The benchmark reports each figure with its target; how fast this machine is, no test says."""

import re
from io import StringIO
from pathlib import Path

from command_line import Run as Call
from rich.console import Console

from construal.commands.costs import plain, tables
from construal.core.benchmark.tagger import Costs, Run
from construal.core.benchmark.tagger_run import Cost


def test_one_part(run: Call) -> None:
    """A part can be measured by itself; the code says whether every figure was reached."""
    told = run("benchmark", "--part", "start", "--json")
    (figure,) = told.json["figures"]

    assert figure["name"] == "construal --version"
    assert figure["target"] == 0.3
    assert figure["value"] > 0
    assert told.code == (0 if figure["passed"] else 1)


def test_without_the_corpus(run: Call, tmp_path: str) -> None:
    """Without STREUSLE its figures are not measured, and say what they need."""
    told = run("benchmark", "--part", "corpus", "--data", tmp_path)

    assert told.code == 0
    assert "streusle.ud_train.conllulex" in told.out
    assert "–" in told.out


def test_what_taggers_cost(run: Call, tmp_path: Path) -> None:
    """Without its treebank taggers are not measured, and the command says what is missing, also in JSON."""
    told = run("benchmark", "--part", "tagger", "--data", tmp_path)

    assert told.code == 0
    assert "en_ewt-ud-dev.conllu" in told.out
    measured = run("benchmark", "--part", "tagger", "--data", tmp_path, "--json").json["costs"]
    assert measured["runs"] == []
    assert "en_ewt-ud-dev.conllu" in measured["why"]


def test_costs_as_tables() -> None:
    """A row for each tagger, what was measured below it, and where the time of ours goes."""
    stages = {"cutting text": 0.5, "network": 1.5}
    ours = Cost(300, 1.25, 3 << 20, 2.0, 1.5, (0.002, 0.004), stages)
    theirs = Cost(300, 0.5, 0, 0.1, 0.0, (0.001,), {})
    measured = Costs([Run("fast 1", "ONNX Runtime", ours, "9 MB"), Run("spaCy blank", "its own", theirs)], "a text", 2)
    console = Console(width=100, record=True, file=StringIO())

    for part in tables(measured):
        console.print(part)

    told = console.export_text()
    assert re.search(r"fast 1 +ONNX Runtime +150 +200 +2.00 +4.00 +1.25 +3 ", told)
    assert re.search(r"spaCy blank +its own +3,000 +– +1.00 +1.00 +0.50 +–", told)
    assert "fast 1, ONNX Runtime: 9 MB." in told
    assert re.search(r"fast 1 +ONNX Runtime +25 +75", told)
    (first, second) = plain(measured)["runs"]  # type: ignore[misc]
    assert (first["words_per_second"], first["p95_ms"], first["stages_s"]) == (150, 4, stages)
    assert second["network_words_per_second"] is None
