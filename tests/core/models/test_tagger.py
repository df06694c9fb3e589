"""A model at work: the same labels whatever runs it and whatever stands beside a sentence."""

from __future__ import annotations

import random
import shutil
import sys
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from tiny_encoder import TEXT
from tiny_model import TINY_LABELS, tiny_model
from treebank import treebank

from construal.annotation.snacs.expression import Word
from construal.core.models.arborescence import is_tree
from construal.core.models.backend import PRECEDENTS, run
from construal.core.models.errors import ModelError, NotInstalled
from construal.core.models.export import export
from construal.core.models.onnx_backend import OnnxBackend
from construal.core.models.pieces import Pieces
from construal.core.models.tagger import Tagger
from construal.core.models.torch_backend import accelerator, usable

VOCABULARY = [*dict.fromkeys(" ".join(TEXT).split()), "URL://x.y", "éte", "…", "McX", "10"]


def sentences(count: int = 70, longest: int = 40) -> list[list[Word]]:
    """Sentences of random words and lengths, without parts of speech."""
    order = random.Random(4)
    return [
        [Word(order.choice(VOCABULARY), "_", "_", "_") for _ in range(order.randint(1, longest))] for _ in range(count)
    ]


@pytest.mark.parametrize(("bits", "products"), [(32, "blocks"), (4, "rows"), (8, "blocks")])
def test_neighbours_do_not_matter(trained: Path, tmp_path: Path, bits: int, products: str) -> None:
    """A sentence has the same labels in batches of 1, 8 and 32, and in any order, however weights are rounded."""
    export(trained, tmp_path / "model", bits=bits, products=products)
    tagger = Tagger.load(tmp_path / "model")
    texts = sentences()
    expected = [next(tagger.tag([words])) for words in texts]

    for at_once in (8, 32, 70):
        found = [(t.lextags, t.heads, t.deprels) for t in tagger.tag(texts, at_once=at_once)]
        assert found == [(t.lextags, t.heads, t.deprels) for t in expected]
    order = list(range(len(texts)))
    random.Random(1).shuffle(order)
    for place, tagged in zip(order, tagger.tag([texts[place] for place in order]), strict=True):
        assert (tagged.lextags, tagged.words) == (expected[place].lextags, expected[place].words)
        assert (tagged.heads, tagged.deprels) == (expected[place].heads, expected[place].deprels)


def test_torch_and_onnx_agree(trained: Path, exported: Path) -> None:
    """Labels, lemmas, parts of speech, governors and relations are the same from torch and from ONNX Runtime."""
    texts = sentences()

    by_torch = list(Tagger.load(trained, device="cpu").tag(texts))
    by_onnx = list(Tagger.load(exported, device="onnx").tag(texts))

    assert [t.lextags for t in by_torch] == [t.lextags for t in by_onnx]
    assert [(t.words, t.heads, t.deprels) for t in by_torch] == [(t.words, t.heads, t.deprels) for t in by_onnx]
    assert len({tag for t in by_torch for tag in t.lextags}) > 15


def test_long_sentences_lose_no_word(exported: Path) -> None:
    """A sentence of many windows has a label for each word, and its beginning those that it has in a shorter one."""
    words = sentences(1, 2)[0][:1] * 900

    tagged = next(Tagger.load(exported).tag([words]))

    assert len(tagged.lextags) == len(tagged.deprels) == 900
    assert is_tree(tagged.heads)


def test_every_sentence_is_a_tree(exported: Path) -> None:
    """Each sentence has one root, no circle, and the relation `root` at its root alone."""
    for tagged in Tagger.load(exported).tag(sentences()):
        assert is_tree(tagged.heads)
        assert [relation == "root" for relation in tagged.deprels] == [head == 0 for head in tagged.heads]


def test_a_model_without_arcs_has_no_heads(trained: Path, tmp_path: Path) -> None:
    """A model that was taught no governors gives relations alone, and adds none of them to a document."""
    folder = tiny_model(tmp_path / "model", has_arcs=False)
    tagger = Tagger.load(folder)
    document = treebank("cat/_/_/_/_ slept/_/_/_/_")

    (tagged,) = tagger.tag([[Word("cat", "_", "_", "_"), Word("slept", "_", "_", "_")]])
    ((made, _),) = tagger.annotate([document], new_id=count(1).__next__)

    assert tagged.heads == ()
    assert set(tagged.deprels) <= set(TINY_LABELS.deprels)
    assert made.has_column("upos")
    assert not made.has_column("head")
    assert not made.has_column("deprel")


def test_vectors_are_those_of_each_sentence(trained: Path, exported: Path) -> None:
    """Each word has a vector, in order, the same from torch and ONNX and in any company; no word has none."""
    texts = [[], *sentences(20)]
    by_onnx = list(Tagger.load(exported).vectors(texts))
    by_torch = list(Tagger.load(trained, device="cpu").vectors(texts, extra=PRECEDENTS))

    assert [of.shape for of in by_onnx] == [(len(words), 32) for words in texts]
    for words, one, other in zip(texts, by_onnx, by_torch, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)
        np.testing.assert_allclose(one, next(Tagger.load(exported).vectors([words])), atol=1e-4)


ODD = (
    "\u200b", "\ufeff", "a\u200bb", "\x00", "a\x00b", "\ud83d", "x" * 5000, "\u0301" * 300, "", " ", "\n", "_", "[SEP]",
    "\ue000", "\U0010ffff", "\u202eabc", "👩\u200d👩\u200d👧", "中" * 80,
)  # fmt: skip


def test_odd_words(exported: Path) -> None:
    """Whatever a word is made of, it stays as it is and has a label, alone and among others, the same in any batch."""
    tagger = Tagger.load(exported)
    texts = [[Word(form, "_", "_", "_")] for form in ODD]
    texts.append([Word(form, "_", "_", "_") for form in ODD])

    together = list(tagger.tag(texts))

    assert [[word.form for word in of.words] for of in together] == [[word.form for word in words] for words in texts]
    assert [len(of.lextags) for of in together] == [len(words) for words in texts]
    assert all(word.upos != "_" and (word.lemma or not word.form) for of in together for word in of.words)
    assert [next(tagger.tag([words])).lextags for words in texts] == [of.lextags for of in together]


def test_given_parts_of_speech_stay(exported: Path) -> None:
    """What is given of a word is kept, and its label agrees with it."""
    tagger = Tagger.load(exported)

    tagged = next(tagger.tag([[Word("cat", "feline", "NOUN", "NN"), Word("slept", "_", "VERB", "VBD")]]))

    assert tagged.words[0] == Word("cat", "feline", "NOUN", "NN")
    assert tagged.words[1].lemma != "_"
    first = tagged.labels.expressions[0]
    assert len(first.positions) > 1 or first.lexcat in ("N", "DISC", "PRON")


def test_no_sentence_and_no_word(exported: Path) -> None:
    """Nothing is tagged as nothing, an empty sentence as an empty one."""
    tagger = Tagger.load(exported)

    assert list(tagger.tag([])) == []
    assert [t.lextags for t in tagger.tag([[], []])] == [(), ()]


def test_a_window_is_run_once_and_in_place(exported: Path) -> None:
    """Scores come back in the order of the windows, though they were run by length."""
    pieces = Pieces.load(exported / "tokenizer.json", longest=160)
    windows = [w for words in sentences(20) for w in pieces.encode([word.form for word in words])]
    backend = OnnxBackend(exported / "model.onnx")

    found = run(backend, windows, most=4)

    for window, scores in zip(windows, found, strict=True):
        alone = backend.scores([window])
        assert scores["tag"].argmax(axis=1).tolist() == alone["tag"].argmax(axis=1).tolist()


def test_graphs_are_opened_once(exported: Path) -> None:
    """Two taggers of one folder share what ONNX Runtime made of it."""
    first, second = Tagger.load(exported), Tagger.load(exported)

    assert isinstance(first.backend, OnnxBackend)
    assert isinstance(second.backend, OnnxBackend)
    assert first.backend.session is second.backend.session


def test_a_device_that_is_not_there(trained: Path) -> None:
    """A word that is no device, and a device that the machine has not, are told with those to choose from."""
    with pytest.raises(ModelError, match="‘quantum’ is no device that a model runs on; choose one of auto, onnx, cpu"):
        Tagger.load(trained, device="quantum")
    if usable("auto") != "cuda":
        with pytest.raises(NotInstalled, match="torch finds no device ‘cuda:1’ here; choose one of cpu"):
            Tagger.load(trained, device="cuda:1")


def test_without_the_extra(trained: Path, exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where torch is not installed a model with a graph runs, and one without says how to get torch."""
    monkeypatch.setitem(sys.modules, "torch", None)

    assert next(Tagger.load(exported).tag(sentences(1))).lextags
    for device in ("auto", "cuda"):
        with pytest.raises(NotInstalled, match="needs torch, which is not installed; pip install"):
            Tagger.load(trained, device=device)


def test_a_graph_is_run_where_there_is_no_graphics_card(trained: Path, tmp_path: Path) -> None:
    """A folder with weights and a graph is run by ONNX Runtime on the processor, by torch on a graphics card."""
    both = tmp_path / "both"
    shutil.copytree(trained, both)
    export(both, both, bits=32)

    backend = Tagger.load(both).backend

    assert backend.name == ("torch" if accelerator() else "onnx")
    assert Tagger.load(trained).backend.name == "torch"


def test_a_model_without_what_the_device_needs(trained: Path, exported: Path) -> None:
    """A folder with only weights cannot be run by ONNX Runtime, one with only a graph not by torch."""
    with pytest.raises(ModelError, match=r"has no model\.onnx"):
        Tagger.load(trained, device="onnx")
    with pytest.raises(ModelError, match=r"has no model\.safetensors"):
        Tagger.load(exported, device="cpu")
