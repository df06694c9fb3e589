"""Training: it learns, it goes on where it was stopped with the same result, and it refuses in one sentence."""

import errno
import json
import os
from pathlib import Path

import pytest
from safetensors.torch import load_file
from tiny_encoder import tiny_encoder
from training_material import recipe

from construal.core.models.labels import HEADS, Labels
from construal.core.models.manifest import checked
from construal.core.progress import Cancelled
from construal.core.training.errors import TrainingError
from construal.core.training.training import LOG, train


class StopsAt:
    """A user who has had enough at this step."""

    def __init__(self, step: int) -> None:
        self.left = step

    def step(self, done: int, total: int, note: str = "") -> None:
        """Stop when it is time."""
        if note.startswith("epoch"):
            self.left -= 1
            if self.left < 0:
                raise Cancelled


def log_of(folder: Path) -> list[dict[str, object]]:
    """The log's entries without the times they took."""
    entries = [json.loads(line) for line in (folder / LOG).read_text(encoding="utf-8").splitlines()]
    return [{key: value for key, value in entry.items() if key != "seconds"} for entry in entries]


def weights(folder: Path) -> dict[str, bytes]:
    """The bytes of each tensor of a model."""
    return {name: tensor.numpy().tobytes() for name, tensor in load_file(folder / "model.safetensors").items()}


def test_it_learns_a_small_corpus_by_heart(data: Path, encoder: Path, tmp_path: Path) -> None:
    """After some epochs every label of the corpus is right, by the official figures, in a folder that is whole."""
    made = train(recipe(optimiser={"epochs": 30}), data, tmp_path / "out", encoder=encoder, device="cpu")

    assert made.figures["construal"] == 1.0
    assert set(log_of(made.folder)[made.epochs]["dev"].values()) == {1.0}  # type: ignore[attr-defined]
    manifest = checked(made.folder)
    assert {"labels.json", "tokenizer.json", "model.safetensors", "config.json", LOG} <= set(manifest.files)
    assert (manifest.encoder.architecture, manifest.encoder.layers, manifest.encoder.hidden) == ("bert", 2, 32)
    assert "B-P-p.Locus" in Labels.from_json((made.folder / "labels.json").read_bytes()).tags
    assert not (made.folder / "checkpoint").exists()


@pytest.mark.parametrize("steps", [1, 3, 5, 8])
def test_a_stopped_training_goes_on_as_if_it_never_stopped(
    steps: int, data: Path, encoder: Path, whole: Path, tmp_path: Path
) -> None:
    """Stopped in any epoch and begun again, it ends with the very bytes and the log of one that ran through."""
    out = tmp_path / "stopped"
    with pytest.raises(Cancelled):
        train(recipe(), data, out, encoder=encoder, device="cpu", progress=StopsAt(steps))
    train(recipe(), data, out, encoder=encoder, device="cpu")

    assert weights(out) == weights(whole)
    assert log_of(out) == log_of(whole)


@pytest.mark.parametrize("writes", range(8))
def test_a_disk_that_fails_leaves_a_whole_checkpoint(
    writes: int, data: Path, encoder: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever file could not be put in its place, the training goes on from the epoch before, to the same result."""
    replace, left = os.replace, [writes]

    def failing(source: Path, target: Path) -> None:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        left[0] -= 1
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing)
        with pytest.raises(OSError, match="No space left"):
            train(recipe(), data, tmp_path / "out", encoder=encoder, device="cpu")
    train(recipe(), data, tmp_path / "out", encoder=encoder, device="cpu")

    assert weights(tmp_path / "out") == weights(whole)
    assert log_of(tmp_path / "out") == log_of(whole)


@pytest.fixture(scope="module")
def whole(data: Path, encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that was trained without a stop."""
    return train(recipe(), data, tmp_path_factory.mktemp("whole"), encoder=encoder, device="cpu").folder


def test_another_seed_is_another_model(data: Path, encoder: Path, whole: Path, tmp_path: Path) -> None:
    """The seed decides what chance decides: another one gives other weights."""
    other = train(recipe(seed=2), data, tmp_path / "other", encoder=encoder, device="cpu")

    assert weights(other.folder) != weights(whole)


def test_word_embeddings_stay(encoder: Path, whole: Path) -> None:
    """The table of word pieces is that of the encoder, and the layers are not."""
    before, after = load_file(encoder / "model.safetensors"), load_file(whole / "model.safetensors")

    assert before["embeddings.word_embeddings.weight"].equal(after["encoder.embeddings.word_embeddings.weight"])
    name = "encoder.layer.1.output.dense.weight"
    assert not before[name].equal(after[f"encoder.{name}"])


def test_it_stops_when_dev_gets_no_better(data: Path, encoder: Path, tmp_path: Path) -> None:
    """With patience it ends so many epochs after the best one, whose weights and figures are those of the model."""
    told = recipe(optimiser={"epochs": 40, "patience": 2})
    made = train(told, data, tmp_path / "out", encoder=encoder, device="cpu")

    assert made.epochs == made.best + 2 < 40
    log = log_of(made.folder)
    best = max(entry["dev"]["construal"] for entry in log if "epoch" in entry)  # type: ignore[index]
    assert made.figures["construal"] == best == log[made.best]["dev"]["construal"]  # type: ignore[index]


def test_the_first_layers_alone(data: Path, tmp_path: Path) -> None:
    """A recipe that asks for one layer of an mpnet gets a model of one layer."""
    place = tiny_encoder(tmp_path / "mpnet", family="mpnet")
    told = recipe(encoder={"layers": 1}, optimiser={"epochs": 1})
    made = train(told, data, tmp_path / "out", encoder=place, device="cpu")

    assert checked(made.folder).encoder.layers == 1
    assert not any(".layer.1." in name for name in weights(made.folder))


def test_refusals(data: Path, encoder: Path, whole: Path, tmp_path: Path) -> None:
    """What cannot be trained is refused with its place and the way out, before anything is written."""
    out = tmp_path / "out"
    with pytest.raises(TrainingError, match=r"a finished model lies here"):
        train(recipe(), data, whole, encoder=encoder)
    with pytest.raises(TrainingError, match=r"no BERT or MPNet encoder"):
        train(recipe(), data, out, encoder=data)
    with pytest.raises(TrainingError, match=r"names no encoder"):
        train(recipe(), data, out)
    with pytest.raises(TrainingError, match=r"no such folder"):
        train(recipe(), data / "absent", out, encoder=encoder)
    with pytest.raises(TrainingError, match=r"absent\.conllulex: the recipe names this"):
        train(recipe(dev=["absent.conllulex"]), data, out, encoder=encoder)
    with pytest.raises(TrainingError, match=r"‘abacus’ is no device"):
        train(recipe(), data, out, encoder=encoder, device="abacus")
    with pytest.raises(TrainingError, match=r"has 2 layers, not 3"):
        train(recipe(encoder={"layers": 3}), data, out, encoder=encoder)
    with pytest.raises(TrainingError, match=r"teaches tag"):
        train(recipe(corpus=[{"files": ["syntax.conllu"]}]), data, out, encoder=encoder)
    with pytest.raises(TrainingError, match=r"teaches arc"):
        train(recipe(corpus=[{"files": ["train.conllulex"], "heads": HEADS}]), data, out, encoder=encoder)
    with pytest.raises(TrainingError, match=r"arc has a weight and deprel has none"):
        train(recipe(weights={"tag": 1.0, "arc": 1.0}), data, out, encoder=encoder)
    assert not out.exists()


def test_a_checkpoint_of_another_recipe_is_refused(data: Path, encoder: Path, tmp_path: Path) -> None:
    """A training goes on under its own recipe alone, and foreign files are never taken for its own."""
    with pytest.raises(Cancelled):
        train(recipe(), data, tmp_path / "out", encoder=encoder, device="cpu", progress=StopsAt(5))
    with pytest.raises(TrainingError, match=r"of another recipe"):
        train(recipe(seed=9), data, tmp_path / "out", encoder=encoder, device="cpu")
    (tmp_path / "out" / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(TrainingError, match=r"‘diary.txt’ is not of a training"):
        train(recipe(), data, tmp_path / "out", encoder=encoder, device="cpu")


@pytest.mark.parametrize("name", ["checkpoint.json", "state-1.safetensors"])
def test_a_damaged_checkpoint_is_refused(name: str, data: Path, encoder: Path, tmp_path: Path) -> None:
    """Of a checkpoint that was cut short, the file is named and how to begin anew."""
    with pytest.raises(Cancelled):
        train(recipe(), data, tmp_path / "out", encoder=encoder, device="cpu", progress=StopsAt(5))
    path = tmp_path / "out" / "checkpoint" / name
    path.write_bytes(path.read_bytes()[:-9])

    with pytest.raises(TrainingError, match=rf"{name}: .*remove .*checkpoint to begin anew"):
        train(recipe(), data, tmp_path / "out", encoder=encoder, device="cpu")
