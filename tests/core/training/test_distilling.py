"""Distilling: a student comes nearer to its teacher on text that nobody annotated, and has the teacher's labels."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file
from training_material import WEIGHTS, recipe, sentences

from construal.annotation.snacs.expression import Word
from construal.core.models.errors import ModelError
from construal.core.models.export import export
from construal.core.models.lextags import parsed
from construal.core.models.manifest import checked
from construal.core.models.pieces import Pieces
from construal.core.models.tagger import Tagger
from construal.core.progress import Cancelled
from construal.core.training.batches import items
from construal.core.training.distilling import distil, taught
from construal.core.training.errors import TrainingError
from construal.core.training.label_sets import read as read_labels
from construal.core.training.material import Material
from construal.core.training.recipe import Recipe
from construal.core.training.training import LOG, train

SYNTAX = {"files": ["syntax.conllu"], "heads": ["upos", "xpos", "deprel", "lemma", "arc"]}
RAW = {"files": ["raw.txt"], "heads": []}


@pytest.fixture(scope="module")
def teacher(data: Path, encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that knows the corpus by heart."""
    told = recipe(optimiser={"epochs": 12})
    return train(told, data, tmp_path_factory.mktemp("teacher"), encoder=encoder, device="cpu").folder


def divergences(folder: Path) -> list[float]:
    """How far the student's tags were from the teacher's in each epoch."""
    entries = [json.loads(line) for line in (folder / LOG).read_text(encoding="utf-8").splitlines()]
    return [entry["loss"]["teacher tag"] for entry in entries if "epoch" in entry]


def student(**changes: object) -> Recipe:
    """A recipe for text that has no lexical annotation at all."""
    return recipe(corpus=[SYNTAX, RAW], **changes)


def test_a_student_comes_nearer_to_its_teacher(data: Path, encoder: Path, teacher: Path, tmp_path: Path) -> None:
    """On text without lexical annotation the divergence falls in each epoch, and dev is labelled as gold has it."""
    made = distil(student(optimiser={"epochs": 6}), [teacher], data, tmp_path / "out", encoder=encoder, device="cpu")
    steps = divergences(made.folder)

    assert all(later < earlier for earlier, later in pairwise(steps))
    assert steps[-1] < steps[0] / 10
    assert made.figures["construal"] > 0.8
    assert read_labels(made.folder) == read_labels(teacher)


def test_a_student_of_the_first_layers(data: Path, teacher: Path, tmp_path: Path) -> None:
    """A student may begin with the teacher's own first layers and heads, and those heads that its recipe weighs."""
    told = student(
        encoder={"from_teacher": True, "layers": 1}, weights={"tag": 1.0, "upos": 0.3},
        optimiser={"encoder_rate": 1e-9, "head_rate": 1e-9},
    )  # fmt: skip
    made = distil(told, [teacher], data, tmp_path / "out", device="cpu")
    before, after = load_file(teacher / "model.safetensors"), load_file(made.folder / "model.safetensors")

    assert checked(made.folder).encoder.layers == 1
    assert {name.split(".")[1] for name in after if name.startswith("heads.")} == {"tag", "upos"}
    assert set(read_labels(made.folder).sizes) == {"tag", "upos"}
    assert all(before[name].allclose(tensor, atol=1e-6) for name, tensor in after.items())


def test_a_student_learns_arcs_that_its_teacher_has_not(data: Path, encoder: Path, tmp_path: Path) -> None:
    """A teacher without arcs is enough to begin with: its student learns trees from people, and has them in a graph."""
    pytest.importorskip("onnx")
    without = {head: weight for head, weight in WEIGHTS.items() if head != "arc"}
    old = train(recipe(weights=without, optimiser={"epochs": 2}), data, tmp_path / "old", encoder=encoder, device="cpu")
    told = student(encoder={"from_teacher": True}, optimiser={"epochs": 16, "stop_by": "las"})
    made = distil(told, [old.folder], data, tmp_path / "out", device="cpu")

    still = {"epochs": 1, "encoder_rate": 1e-9, "head_rate": 1e-9, "arc_rate": 1e-2}
    first = distil(
        student(encoder={"from_teacher": True}, optimiser=still), [old.folder], data, tmp_path / "first", device="cpu"
    )
    before, after = (load_file(folder / "model.safetensors") for folder in (old.folder, first.folder))

    assert first.figures["plain uas"] != made.figures["plain uas"]
    assert all(before[name].allclose(tensor, atol=1e-6) for name, tensor in after.items() if name in before)
    assert "uas" not in old.figures
    assert not any(name.startswith("arcs.") for name in load_file(old.folder / "model.safetensors"))
    assert made.figures["plain uas"] == made.figures["plain las"] == 1.0
    export(made.folder, tmp_path / "graph", bits=8)
    words = [[Word(row[1], "_", "_", "_") for row in sentence] for sentence in sentences()]
    for sentence, tagged in zip(sentences(), Tagger.load(tmp_path / "graph").tag(words), strict=True):
        assert [(str(head), name) for head, name in zip(tagged.heads, tagged.deprels, strict=True)] == [
            (row[6], row[7]) for row in sentence
        ]


class StopsLate:
    """A user who has had enough in the second epoch."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Stop when it is time."""
        if note.startswith("epoch 2"):
            raise Cancelled


def test_a_stopped_student_goes_on_as_if_it_never_stopped(
    data: Path, encoder: Path, teacher: Path, tmp_path: Path
) -> None:
    """A student that was stopped and begun again, with the lessons kept, has the very weights of one that was not."""
    told = recipe(corpus=[{"files": ["train.conllulex"]}, RAW])
    lessons, out = tmp_path / "lessons.safetensors", tmp_path / "two"
    one = distil(told, [teacher], data, tmp_path / "one", encoder=encoder, device="cpu")
    with pytest.raises(Cancelled):
        distil(told, [teacher], data, out, encoder=encoder, lessons=lessons, device="cpu", progress=StopsLate())
    two = distil(told, [teacher], data, out, encoder=encoder, lessons=lessons, device="cpu")

    before, after = load_file(one.folder / "model.safetensors"), load_file(two.folder / "model.safetensors")
    assert all(tensor.equal(after[name]) for name, tensor in before.items())
    assert one.figures == two.figures


def test_what_teachers_say(data: Path, encoder: Path, teacher: Path) -> None:
    """Two teachers speak with the mean of their log-probabilities; SNACS heads speak where they see a target."""
    labels = read_labels(teacher)
    material = Material.load(student(), data)
    of = items(material.examples, Pieces.load(encoder / "tokenizer.json", longest=160), labels)
    one = taught([teacher], labels, material.examples, items=of, recipe=student(), device="cpu")
    twice = taught([teacher, teacher], labels, material.examples, items=of, recipe=student(), device="cpu")
    is_snacs = np.array([bool(parsed(tag).pair) for tag in labels.tags])

    assert len(one) == len(of)
    for said, again, item in zip(one, twice, of, strict=True):
        tags = said.scores["tag"].float().numpy()
        assert tags.shape == (len(item.encoded.first), len(labels.tags))
        np.testing.assert_allclose(np.exp(tags).sum(-1), 1, atol=0.02)
        np.testing.assert_array_equal(said.is_target.numpy(), np.exp(tags)[:, is_snacs].sum(-1) > 0.3)
        assert len(said.scores["pair"]) == len(said.scores["role"]) == int(said.is_target.sum())
        assert said.scores["tag"].allclose(again.scores["tag"], atol=1e-3)


def test_refusals(data: Path, encoder: Path, teacher: Path, tmp_path: Path) -> None:
    """Teachers that are absent, changed, or of other labels are refused, and so is a student without an encoder."""
    out = tmp_path / "out"
    other = train(
        recipe(corpus=[{"files": ["train.conllulex"], "held_out": ["doc-5"]}], optimiser={"epochs": 1}),
        data,
        tmp_path / "other",
        encoder=encoder,
        device="cpu",
    ).folder
    with pytest.raises(TrainingError, match=r"There is no teacher"):
        distil(student(), [], data, out, encoder=encoder)
    with pytest.raises(ModelError, match=r"no model lies here"):
        distil(student(), [data], data, out, encoder=encoder)
    with pytest.raises(TrainingError, match=r"has other labels than"):
        distil(student(), [teacher, other], data, out, encoder=encoder)
    with pytest.raises(TrainingError, match=r"names no encoder"):
        distil(student(), [teacher], data, out)
    (other / "labels.json").write_bytes(b"{}")
    with pytest.raises(ModelError, match=r"labels\.json: the file is not the one"):
        distil(student(), [other], data, out, encoder=encoder)
    assert not out.exists()
