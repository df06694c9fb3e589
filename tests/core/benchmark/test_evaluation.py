"""The copy of a corpus that the evaluation is timed on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from streusle_tool import verdict

from construal.annotation.snacs.evaluation import evaluate
from construal.core.benchmark.evaluation import figures, made_wrong
from construal.core.progress import Quiet


def test_made_wrong(tmp_path: Path) -> None:
    """The copy is wrong, the same each time, and valid to STREUSLE's own scripts, which would refuse it else."""
    if "CONSTRUAL_DATA" not in os.environ:
        pytest.skip("CONSTRUAL_DATA is not set")
    gold = Path(os.environ["CONSTRUAL_DATA"]) / "streusle" / "streusle.ud_dev.conllulex"
    data = made_wrong(gold.read_bytes())
    assert data == made_wrong(gold.read_bytes())
    assert verdict(data, tmp_path).accepted
    found = evaluate(gold, tmp_path / "checked.conllulex")
    for kind in ("SNACS", "NOUN", "VERB"):
        accuracy = found.score(kind=kind).recall
        assert accuracy is not None
        assert 0.7 < accuracy < 0.95


def test_without_the_corpus() -> None:
    """What is missing is named, and nothing measured."""
    (figure,) = figures(None, Quiet())
    assert (figure.value, figure.target) == (None, 0.5)
    assert "CONSTRUAL_DATA" in figure.why
