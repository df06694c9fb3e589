"""A tiny model's folder: two layers of random weights, with every label that a model of English has."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from streusle_labels import LABELS
from tiny_encoder import TEXT, tiny_encoder

from construal.core.models.labels import Labels
from construal.core.models.lemmas import script
from construal.core.models.manifest import LABELS as LABEL_FILE
from construal.core.models.manifest import TOKENIZER, Calibration, Manifest, seal

LEXICON = (("slept", "sleep"), ("looked", "look"), ("cat", "cat"), ("The", "the"), ("gave", "give"))
TINY_LABELS: Labels = msgspec.structs.replace(
    LABELS,
    upos=("ADJ", "ADP", "ADV", "AUX", "DET", "NOUN", "NUM", "PART", "PRON", "PUNCT", "VERB"),
    xpos=(".", "CD", "DT", "IN", "JJ", "NN", "PRP", "RB", "TO", "VB", "VBD"),
    deprels=("case", "det", "nsubj", "obl", "punct", "root"),
    lemma_scripts=tuple(sorted({script(*pair) for pair in LEXICON})),
)


def tiny_model(
    folder: Path, *, family: str = "bert", mix: float = 1.0, name: str = "tiny", has_arcs: bool = True
) -> Path:
    """Writes the folder of a trained model, but that nobody trained it: labels differ from word to word at random."""
    import torch

    from construal.core.training.network import of_encoder

    encoder = tiny_encoder(folder.with_name(folder.name + "-encoder"), TEXT, family=family)
    torch.manual_seed(5)
    network = of_encoder(encoder, TINY_LABELS.sizes, has_arcs=has_arcs)
    with torch.no_grad():
        for name_of, parameter in network.named_parameters():
            if not name_of.startswith("encoder."):
                parameter.normal_(std=0.5)
    folder.mkdir(parents=True)
    network.write(folder)
    (folder / LABEL_FILE).write_bytes(TINY_LABELS.to_json())
    (folder / TOKENIZER).write_bytes((encoder / TOKENIZER).read_bytes())
    seal(folder, Manifest(
        name=name, version="1", files={}, encoder=network.facts(), licences=("Apache-2.0",), data=("made",),
        calibration=Calibration(mix=mix),
    ))  # fmt: skip
    return folder


def tiny_graph(folder: Path) -> Path:
    """The folder of such a model as a graph, made below `folder`; skips where what makes models is not installed."""
    for name in ("torch", "transformers", "onnx"):
        pytest.importorskip(name)
    from construal.core.models.export import export

    export(tiny_model(folder / "trained", mix=0.5), folder / "exported", bits=32)
    return folder / "exported"
