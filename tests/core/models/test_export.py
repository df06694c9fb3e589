"""Graphs: both families compute what torch does, and rounding costs what it must and no more."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tiny_model import TINY_LABELS, tiny_model

from construal.core.models.backend import EXTRAS
from construal.core.models.errors import ModelError
from construal.core.models.export import RUN, export
from construal.core.models.graph import buckets
from construal.core.models.manifest import EncoderFacts, checked
from construal.core.models.onnx_backend import OnnxBackend
from construal.core.models.pieces import Encoded, Pieces
from construal.core.models.torch_backend import TorchBackend
from construal.core.models.trees import OUTPUTS

WORDS = ("The", "cat", "slept", "in", "front", "of", "the", "stove", ".")


def windows_of(folder: Path, lengths: tuple[int, ...] = (9, 3, 90)) -> list[Encoded]:
    """Windows of sentences of these many words."""
    pieces = Pieces.load(folder / "tokenizer.json", longest=152)
    return [w for length in lengths for w in pieces.encode([WORDS[i % len(WORDS)] for i in range(length)])]


@pytest.mark.parametrize("family", ["bert", "mpnet"])
def test_a_graph_computes_what_torch_does(family: str, trained: Path, tmp_path: Path) -> None:
    """Scores in full precision are those of torch, whatever is filled up beside them, in both families."""
    source = tiny_model(tmp_path / "source", family=family)
    export(source, tmp_path / "graph", bits=32, precedent_layer=1)
    windows = windows_of(source)

    expected = TorchBackend.load(source, TINY_LABELS, device="cpu", precedent_layer=1).scores(windows, extras=EXTRAS)
    found = OnnxBackend(tmp_path / "graph" / "model.onnx").scores(windows, extras=EXTRAS)

    assert set(found) == {*(head for head in RUN if head != "deprel"), *OUTPUTS, *EXTRAS}
    assert not np.allclose(found["vectors"], found["precedents"], atol=5e-3)
    for head, scores in found.items():
        np.testing.assert_allclose(scores, expected[head], atol=2e-4)


def test_vectors_are_given_where_they_are_asked_for(trained: Path, exported: Path, tmp_path: Path) -> None:
    """Vectors have mean 0 and deviation 1; precedents are those of the last layer where no other was chosen."""
    windows = windows_of(trained)

    for backend in (OnnxBackend(exported / "model.onnx"), TorchBackend.load(trained, TINY_LABELS, device="cpu")):
        both = backend.scores(windows, extras=EXTRAS)
        one = backend.scores(windows, extras=["precedents"])
        np.testing.assert_array_equal(both["vectors"], both["precedents"])
        np.testing.assert_allclose(one["precedents"], both["precedents"], atol=1e-5)
        np.testing.assert_allclose(both["vectors"].mean(axis=1), 0, atol=1e-5)
        np.testing.assert_allclose(both["vectors"].std(axis=1), 1, atol=1e-3)
        assert "vectors" not in one
        assert set(backend.scores(windows)) == set(both) - set(EXTRAS)


def test_a_model_without_arcs_has_relations_alone(trained: Path, tmp_path: Path) -> None:
    """A model that was taught no governors is exported with its head for relations."""
    source = tiny_model(tmp_path / "source", has_arcs=False)
    export(source, tmp_path / "graph", bits=32)

    assert set(OnnxBackend(tmp_path / "graph" / "model.onnx").scores(windows_of(source))) == set(RUN)


@pytest.mark.parametrize(
    ("bits", "products", "off"), [(8, "blocks", 0.05), (8, "rows", 0.1), (4, "blocks", 0.6), (4, "rows", 0.6)]
)
def test_rounded_weights_give_nearly_the_same(
    trained: Path, exported: Path, tmp_path: Path, bits: int, products: str, off: float
) -> None:
    """Scores of rounded weights are off by a small part of the scores' spread; the file is smaller."""
    export(trained, tmp_path, bits=bits, products=products)
    windows = windows_of(trained)

    expected = OnnxBackend(exported / "model.onnx").scores(windows)["tag"]
    found = OnnxBackend(tmp_path / "model.onnx").scores(windows)["tag"]

    assert np.abs(found - expected).mean() < off * expected.std()
    assert checked(tmp_path).files["model.onnx"].size < 0.6 * checked(exported).files["model.onnx"].size


@pytest.mark.parametrize("bits", [4, 8])
@pytest.mark.parametrize("products", ["blocks", "rows"])
def test_rounded_scores_do_not_depend_on_neighbours(trained: Path, tmp_path: Path, bits: int, products: str) -> None:
    """A window's scores are the same alone and beside a longer one, to the last digits."""
    export(trained, tmp_path, bits=bits, products=products)
    backend = OnnxBackend(tmp_path / "model.onnx")
    short, _, long = windows_of(trained)

    alone, beside = backend.scores([short])["tag"], backend.scores([long, short])["tag"][-len(short.first) :]

    np.testing.assert_allclose(alone, beside, atol=1e-4)


def test_what_cannot_be_exported_is_told(trained: Path, exported: Path, tmp_path: Path) -> None:
    """Other numbers of bits, a folder without weights, and an encoder of another kind are one sentence each."""
    with pytest.raises(ModelError, match="weights of 3 bits cannot be written"):
        export(trained, tmp_path, bits=3)
    with pytest.raises(ModelError, match="‘columns’ is no way to multiply"):
        export(trained, tmp_path, products="columns")
    with pytest.raises(ModelError, match="has 2 layers, none with the number 3"):
        export(trained, tmp_path, precedent_layer=3)
    with pytest.raises(ModelError, match=r"has no model\.safetensors to export"):
        export(exported, tmp_path)
    from construal.core.models.graph import built

    with pytest.raises(ModelError, match="encoders of the kind ‘gpt’"):
        built({}, EncoderFacts(architecture="gpt", layers=1, hidden=8, heads=1), ["tag"])


def test_distances_are_classed_as_mpnet_does() -> None:
    """Each distance up to 512 to either side has the class that the encoder was trained with."""
    torch = pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

    distances = np.arange(-512, 513)

    expected = MPNetEncoder.relative_position_bucket(torch.from_numpy(distances), num_buckets=32)

    assert buckets(distances).tolist() == expected.tolist()
