"""Figures by layer: every layer of an encoder is measured, and the lowest good one chosen."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from alike import decided, text

from construal.annotation.snacs.expression import Word
from construal.core.precedents.corpus import Text
from construal.core.precedents.evaluation import Labelled, RankingFigures
from construal.core.progress import Quiet

pytest.importorskip("torch")
pytest.importorskip("transformers")

from tiny_encoder import TEXT, tiny_encoder
from tiny_model import tiny_model

from construal.core.models.tagger import Tagger
from construal.core.precedents.layers import LayerFigures, Layers, best, layer_figures
from construal.core.training.errors import TrainingError

NOTHING = RankingFigures(400, 0, 0, 0, 0, 0, 0, 0)


def corpus(number: int) -> list[Text]:
    """Texts that say the same, all decided."""
    found = []
    for id in range(1, number + 1):
        document = text(id)
        targets = decided(document)
        labelled = [Labelled(id, "in", a.text("role"), a.text("function")) for a in targets]
        found.append(Text(document, targets, labelled, targets))
    return found


def test_every_layer_of_an_encoder_is_measured(tmp_path: Path) -> None:
    """Layer 0 is the embeddings; the same sentences in another text are found at once by all three words' vectors."""
    found = layer_figures(tiny_encoder(tmp_path / "encoder", TEXT), corpus(2), Quiet())
    assert [of.layer for of in found] == [0, 1, 2]
    assert all(of.joined.queries == 14 for of in found)
    assert all(of.joined.first == of.lemma_first.first == 1 for of in found)


def test_a_model_s_last_layer_is_what_the_model_gives(tmp_path: Path) -> None:
    """The vectors of a trained folder's last layer are those that its tagger gives."""
    folder = tiny_model(tmp_path / "model")
    words = ["We", "met", "again", "in", "May"]
    (found,) = Layers(folder).vectors([words], Quiet())
    assert found.shape == (5, 3, 32)

    sentence = [Word(form, "_", "_", "_") for form in words]
    (expected,) = Tagger.load(folder, device="cpu").vectors([sentence])
    assert np.abs(found[:, 2].astype(np.float32) - expected).max() < 1e-2


def test_what_is_no_encoder_is_refused(tmp_path: Path) -> None:
    """A folder without one is named."""
    with pytest.raises(TrainingError, match="no BERT or MPNet encoder"):
        Layers(tmp_path)


def of_layer(number: int, first: float) -> LayerFigures:
    """A layer with this P@1."""
    joined = replace(NOTHING, first=first)
    return LayerFigures(number, NOTHING, joined, joined)


def test_the_lowest_layer_within_a_standard_error_is_taken() -> None:
    """With 400 queries and P@1 of .8 the error is .02; the embeddings are never taken."""
    assert best([of_layer(0, 0.8), of_layer(1, 0.77), of_layer(2, 0.785), of_layer(3, 0.8)]) == 2
    assert best([of_layer(0, 0.8), of_layer(1, 0.2), of_layer(2, 0.1)]) == 2
    assert best([of_layer(0, 0.1), of_layer(1, 0.8), of_layer(2, 0.5)]) == 1
