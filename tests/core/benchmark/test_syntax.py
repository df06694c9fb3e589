"""Figures of syntax: all right where gold is what the model says, and less by each word that is not."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest
from tiny_model import tiny_model

from construal.core.benchmark.syntax import DEV, RELATIONS, agreements, figures, syntax
from construal.core.models.errors import ModelError
from construal.core.models.export import export
from construal.core.models.tagger import Tagger
from construal.core.models.tagging import tag
from construal.core.progress import Quiet

DATA = os.environ.get("CONSTRUAL_DATA", "")
TEXT = "The cat slept in front of the stove for an hour. She came to the shop at noon.\n\nWe gave up on them!\n"
WORDS = 26


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny model with a graph."""
    for name in ("torch", "transformers", "onnx"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed")
    folder = tmp_path_factory.mktemp("model")
    export(tiny_model(folder / "trained"), folder / "graph", bits=32)
    return folder / "graph"


@pytest.fixture(scope="module")
def data(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose gold is what the model says."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    for name in (DEV, RELATIONS):
        (folder / name).parent.mkdir()
        tag(
            folder / "text.txt", folder / name, model=str(model), device="auto", layer=None, language="en",
            from_format=None, to_format=None, progress=Quiet(),
        )  # fmt: skip
    return folder


def test_each_wrong_word_counts(model: Path, data: Path, tmp_path: Path) -> None:
    """Where gold is what the model says all is right; subtypes do not count, and every other change does, once."""
    tagger = Tagger.load(model)
    lines = (data / DEV).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line[:1].isdigit()]
    assert len(rows) == WORDS
    assert syntax(data / DEV, tagger) == {"UPOS": 1, "XPOS": 1, "lemma": 1, "UAS": 1, "LAS": 1}

    changed = [line.split("\t") for line in lines]
    words = [cells for cells in changed if cells[0].isdigit()]
    words[0][2] = "elsewhere"
    words[1][3] = words[2][3] = "X"
    words[3][4] = "_"
    words[4][6] = "2" if words[4][6] == "1" else "1"
    words[5][7] += ":new"
    words[6][7] = "flat"
    (tmp_path / "changed.conllu").write_text("\n".join("\t".join(cells) for cells in changed) + "\n", encoding="utf-8")

    found = syntax(tmp_path / "changed.conllu", tagger)

    assert found == pytest.approx({
        "UPOS": (WORDS - 2) / WORDS, "XPOS": 1, "lemma": (WORDS - 1) / WORDS, "UAS": (WORDS - 1) / WORDS,
        "LAS": (WORDS - 2) / WORDS,
    })  # fmt: skip


def test_relations_beside_those_released(model: Path, data: Path, tmp_path: Path) -> None:
    """By the same trees all relations are those that were written, and one that is written otherwise is told."""
    tagger = Tagger.load(model)
    given, found = agreements(data / RELATIONS), agreements(data / RELATIONS, tagger)
    assert given == found == (given.targets, 1, 1, 1)
    assert given.targets > 0

    released = json.loads((data / RELATIONS).read_text(encoding="utf-8"))
    said = next(
        e["heuristic_relation"] for s in released for e in (*s["swes"].values(), *s["smwes"].values())
        if e.get("heuristic_relation")
    )  # fmt: skip
    said["gov"] = None if said["gov"] else 1
    said["config"] = "stranded"
    (tmp_path / "other.govobj.json").write_text(json.dumps(released), encoding="utf-8")

    other = agreements(tmp_path / "other.govobj.json", tagger)

    share = (given.targets - 1) / given.targets
    assert other == pytest.approx((given.targets, share, 1, share))


def test_figures_of_a_model(model: Path, data: Path) -> None:
    """Nothing is missing where gold is what the model says; without data, or with no such model, it is told."""
    measured = figures(data, Quiet(), model=str(model))

    assert [figure.name.split(",")[0] for figure in measured[:5]] == ["UPOS", "XPOS", "lemma", "UAS", "LAS"]
    assert [figure.name for figure in measured[5:7]] == ["governor, 100 − agreement", "governor by given trees"]
    assert all(figure.value == 0 for figure in measured)
    assert "needs" in figures(None, Quiet(), model=str(model))[0].why
    with pytest.raises(ModelError, match="no such model"):
        figures(data, Quiet(), model="no such model")


@pytest.mark.skipif(not DATA, reason="CONSTRUAL_DATA is not set")
def test_the_treebank_has_the_relations_released() -> None:
    """By STREUSLE's own trees every governor, object and configuration of dev is the one released."""
    assert agreements(Path(DATA) / RELATIONS) == (471, 1, 1, 1)
