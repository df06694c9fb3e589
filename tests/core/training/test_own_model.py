"""A model of a project's own, in the language of its texts."""

import importlib.util
import os
from pathlib import Path

import pytest
from decided import LABELS, decided_document, decided_project
from made import made_document, prepared_of
from tiny_encoder import tiny_encoder

from construal.core.models.manifest import GRAPH, read
from construal.core.models.tagger import Tagger
from construal.core.models.tagging import tag
from construal.core.progress import Quiet
from construal.core.project import Project
from construal.core.training.errors import TrainingError
from construal.core.training.own_model import train_own
from construal.core.validating import validated_file

SENTENCES = 160  # of the Hindi text
TEXT = [" ".join(("The", "cat", "slept", ".", *LABELS, "stove", "hour", "shop", "noon", "rain", "front"))]


def test_a_project_makes_a_model(tmp_path: Path) -> None:
    """It finds the project's targets and gives them the project's labels; documents left out tell figures."""
    with decided_project(tmp_path / "p.construal", documents=9) as project:
        made = train_own(project, tiny_encoder(tmp_path / "encoder", TEXT), tmp_path / "model", epochs=15)
        manifest = read(made.outcome.folder)
        assert (manifest.name, manifest.language, *manifest.data) == ("p-en", "en", "the project p")
        assert (made.sentences, made.targets) == (84, 84)
        assert set(made.outcome.figures) >= {"target", "role", "function", "construal"}
        assert made.has_graph == (importlib.util.find_spec("onnx") is not None)
        tagger = Tagger.load(made.outcome.folder)
        ((document, drafts),) = tagger.annotate([project.document(2)], new_id=project.new_id)
        said = {document.words_at(a.anchor): (a.text("role"), a.text("function")) for a in drafts if a.text("role")}
        assert set(said) == set(LABELS)
        assert set(said.values()) <= set(LABELS.values())


def test_words_nobody_decided_on_teach_no_lextag(tmp_path: Path) -> None:
    """Where a document is not decided throughout, only what was decided is learned."""
    from construal.core.training.own_model import _examples  # what a training is given

    document, annotations = decided_document(1)
    partly = list(_examples(document, annotations[:1], is_complete=False))
    assert [tag != "" for tag in partly[0].gold["tag"]] == [False, False, False, True, False, False, False]
    assert not any(partly[1].gold["tag"])
    assert all(tag for example in _examples(document, annotations, is_complete=True) for tag in example.gold["tag"])


def test_too_few_decisions_are_told(tmp_path: Path) -> None:
    """In one sentence, before anything is written."""
    with Project.create(tmp_path / "p.construal") as project:
        project.add(prepared_of([made_document([["We", "went"]])]))
        with pytest.raises(TrainingError, match=r"50 decided targets or more, and p\.construal has 0 in ‘en’"):
            train_own(project, tiny_encoder(tmp_path / "encoder"), tmp_path / "model")
    assert not (tmp_path / "model").exists()


def test_a_folder_without_an_encoder_is_told(tmp_path: Path) -> None:
    """The message names the folder and what belongs in it."""
    with decided_project(tmp_path / "p.construal") as project, pytest.raises(TrainingError, match="no BERT or MPNet"):
        train_own(project, tmp_path, tmp_path / "model")


@pytest.mark.skipif("CONSTRUAL_DATA" not in os.environ, reason="CONSTRUAL_DATA is not set")
def test_a_hindi_project_has_a_model_of_its_own(tmp_path: Path) -> None:
    """From the corpus' file to a tagged file in which the validator for Hindi finds nothing."""
    whole = (Path(os.environ["CONSTRUAL_DATA"]) / "snacs" / "hi-lp.conllulex").read_text(encoding="utf-8")
    blocks = whole.split("\n\n")[:SENTENCES]
    file = tmp_path / "hi.conllulex"
    file.write_text("\n\n".join(blocks) + "\n\n", encoding="utf-8")
    text = [line.removeprefix("# text = ") for line in whole.splitlines() if line.startswith("# text = ")]
    with Project.create(tmp_path / "hi.construal", language="hi") as project:
        project.import_file(file)
        made = train_own(project, tiny_encoder(tmp_path / "encoder", text[:SENTENCES]), tmp_path / "model", epochs=2)
    assert made.sentences == SENTENCES - SENTENCES // 8
    assert "construal" in made.outcome.figures
    assert read(tmp_path / "model").language == "hi"
    assert (tmp_path / "model" / GRAPH).exists() == made.has_graph
    out = tmp_path / "out.conllulex"
    tag(
        file, out, model=str(tmp_path / "model"), device="auto", layer=None, language="hi", from_format=None,
        to_format=None, progress=Quiet(),
    )  # fmt: skip
    assert list(validated_file(out, language="hi").findings) == []
