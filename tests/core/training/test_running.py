"""A model that was trained runs as it was when its figures were taken."""

from pathlib import Path

import pytest
from tiny_encoder import tiny_encoder
from training_material import recipe, sentences

from construal.annotation.snacs.expression import Word
from construal.core.models.decoding import Decoder
from construal.core.models.pieces import Pieces
from construal.core.models.tagger import Tagger
from construal.core.training.dev_figures import scores
from construal.core.training.label_sets import read as read_labels
from construal.core.training.network import of_model
from construal.core.training.training import train


@pytest.mark.parametrize("family", ["bert", "mpnet"])
def test_the_tagger_says_what_the_network_says(family: str, data: Path, tmp_path: Path) -> None:
    """The tagger of a trained folder has the network's best part of speech and legal tag for each word."""
    text = [" ".join(row[1] for row in sentence) for sentence in sentences()]
    place = tiny_encoder(tmp_path / "encoder", text, family=family)
    folder = train(recipe(), data, tmp_path / "out", encoder=place, device="cpu").folder
    words = [[Word(row[1], "_", "_", "_") for row in sentence] for sentence in sentences()]

    tagged = list(Tagger.load(folder, device="cpu").tag(words))

    labels = read_labels(folder)
    pieces = Pieces.load(folder / "tokenizer.json", longest=158)
    found = scores(of_model(folder, labels.sizes), pieces.encode_all([[word.form for word in of] for of in words]))
    decoded = Decoder(labels).decode(found, [one.words for one in tagged])
    assert [one.lextags for one in tagged] == [one.tags for one in decoded]
    assert [[word.upos for word in one.words] for one in tagged] == [
        [labels.upos[number] for number in by_head["upos"].argmax(-1).tolist()] for by_head in found
    ]
