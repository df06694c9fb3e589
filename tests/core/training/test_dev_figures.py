"""Figures on dev are the official ones, and do not depend on which sentences are read together."""

from pathlib import Path

import numpy as np
import pytest
from exported import exported
from training_material import recipe

from construal.annotation.snacs.evaluation import evaluate
from construal.core.models.figures import named
from construal.core.models.labels import Labels
from construal.core.models.pieces import Pieces
from construal.core.training.dev_figures import Dev, scores
from construal.core.training.label_sets import read as read_labels
from construal.core.training.material import Material
from construal.core.training.network import Network, of_model
from construal.core.training.training import train

Trained = tuple[Network, Labels, Pieces]


@pytest.fixture(scope="module")
def trained(data: Path, encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """A network that learned too little to be right everywhere."""
    made = train(recipe(optimiser={"epochs": 1}), data, tmp_path_factory.mktemp("half"), encoder=encoder, device="cpu")
    labels = read_labels(made.folder)
    return of_model(made.folder, labels.sizes), labels, Pieces.load(made.folder / "tokenizer.json", longest=160)


def test_they_are_those_of_the_written_file(trained: Trained, data: Path, tmp_path: Path) -> None:
    """What the network says, written as a file and evaluated against gold's file, has the same figures."""
    network, labels, pieces = trained
    judged = Material.load(recipe(), data).dev
    assert judged is not None
    dev = Dev(judged.documents, judged.annotations, pieces=pieces, labels=labels)
    gold = data / "dev.conllulex"
    system = tmp_path / "system.conllulex"
    system.write_bytes(exported(judged.documents, dev.annotations(network), "conllulex", gold.read_bytes()).data)
    figures = dev.figures(network)
    official = named(evaluate(gold, system))

    assert 0 < figures["tags"] < 1
    assert {name: figures[name] for name in official} == official


def test_no_sentence_depends_on_its_neighbours(trained: Trained, data: Path) -> None:
    """The best labels of every word are the same with the sentence alone and among others."""
    network, _, pieces = trained
    windows = pieces.encode_all([example.words for example in Material.load(recipe(), data).examples])
    together = scores(network, windows)

    for alone, among in zip((scores(network, [one])[0] for one in windows), together, strict=True):
        for head, given in alone.items():
            np.testing.assert_allclose(given, among[head], atol=1e-4)
            assert given.argmax(-1).tolist() == among[head].argmax(-1).tolist()


def test_long_sentences_lose_no_word(trained: Trained) -> None:
    """A sentence of several windows has scores for each word."""
    network, labels, pieces = trained
    words = ["Dogs", "went", "to", "school"] * 100
    (found,) = scores(network, [pieces.encode(words)], ["tag"])

    assert found["tag"].shape == (400, len(labels.tags))
    assert set(found) == {"tag"}
