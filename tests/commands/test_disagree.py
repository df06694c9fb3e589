"""`construal disagree`: decisions that a model reads otherwise, in the terminal and as JSON."""

from pathlib import Path

import pytest
from command_line import Run

from construal.core import settings


@pytest.fixture
def decided(run: Run, texts: list[Path], tmp_path: Path) -> Path:
    """A project whose texts are decided by the plain counts, which the tiny model does not agree with."""
    path = tmp_path / "decided.construal"
    run("new", path)
    for text in texts:
        run("tag", text, text.with_suffix(".conllulex"))
        run("import", path, text.with_suffix(".conllulex"))
    return path


def test_disagreements_are_listed(run: Run, decided: Path, model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has document, sentence, words, what was decided and what the model reads, the least likely first."""
    monkeypatch.setenv(settings.MODEL_VARIABLE, str(model_folder))
    told = run("disagree", decided, "--least", "0", "--expressions", "all", "--json")
    listed = told.json["disagreements"]

    assert told.code == 0
    assert told.json["model"] == "tiny-standard 1"
    assert listed
    assert [d["decided_probability"] for d in listed] == sorted(d["decided_probability"] for d in listed)
    assert all(d["probability"] > d["decided_probability"] for d in listed)
    assert all(d["words"] and d["document"] and d["sentence"] for d in listed)

    shown = run("disagree", decided, "--least", "0", "--expressions", "all", "--most", "1").out
    assert listed[0]["reading"].split(" ")[0] in shown
    assert f"{len(listed) - 1} not shown" in shown


def test_without_a_model_the_reason_is_told(run: Run, decided: Path) -> None:
    """The command ends well, says why nothing is compared, and lists nothing."""
    told = run("disagree", decided, "--model", "no-such-model")

    assert told.code == 0
    assert "no-such-model" in told.err
    assert "no disagreement" in told.out


def test_unknown_extent_is_refused(run: Run, decided: Path) -> None:
    """What is to be compared is one of three words."""
    assert run("disagree", decided, "--expressions", "verbs").code == 3
