"""Vectors of targets: made of the words that the document's tree names, or the model's where it has none."""

import msgspec
import numpy as np
import pytest
from alike import decided, text

from construal.annotation.snacs.relations import relation
from construal.core.models.decoding import Decoded
from construal.core.models.tagged import Tagged, regular_words
from construal.core.models.tagger import Tagger
from construal.core.precedents.place import PARTS, Spot, vector
from construal.core.precedents.vectors import identity, made, of_sentence, spots


def test_the_parts_are_target_governor_and_object(tagger: Tagger) -> None:
    """The vector is that of the three words, each at its length; the annotation's place comes with it."""
    document = text(1)
    targets = decided(document)
    found = made(tagger, document, targets, standing=targets)

    assert [of.annotation for of in found] == [a.id for a in targets]
    assert found[0].place == str(targets[0].anchor)
    words = next(tagger.vectors([regular_words(document, 0)], extra="precedents"))
    parts = found[0].vector.reshape(len(PARTS), -1)
    for part, word, length in zip(parts, (2, 1, 4), PARTS, strict=True):
        assert np.linalg.norm(part) == pytest.approx(length, rel=1e-5)
        assert part / length == pytest.approx(words[word] / np.linalg.norm(words[word]), abs=1e-5)


def test_a_sentence_gives_the_same_vector_wherever_it_stands(tagger: Tagger) -> None:
    """Sentences beside one another do not change each other's vectors, beyond the last digits."""
    document = text(1)
    targets = decided(document)
    together = made(tagger, document, targets)
    for alone, target in zip(together, targets, strict=True):
        assert made(tagger, document, [target])[0].vector == pytest.approx(alone.vector, abs=1e-4)


def test_without_a_tree_the_model_s_is_read() -> None:
    """The tree that a model finds gives governor and object of a target, at the offsets of the document."""
    document, bare = text(1), text(1, trees=False)
    heads, relations = (2, 0, 5, 5, 2), ("nsubj", "root", "case", "det", "obl")
    words = tuple(regular_words(document, 1))
    alone = of_sentence(bare, 1, Tagged(words, relations, Decoded((), np.zeros(0), ()), heads))

    assert [token.form for token in alone.sentence_tokens(0)] == ["They", "slept", "in", "the", "shop"]
    assert relation(alone, [2]) == (1, 4, "default")
    assert alone.tokens.start.tolist() == document.tokens.start[5:10].tolist()


def test_a_document_without_trees_has_spots_by_the_model(tagger: Tagger) -> None:
    """Every target has a spot in its own sentence, whether or not the model finds trees, stated words included."""
    bare = text(1, trees=False)
    first, *rest = decided(bare)
    stated = msgspec.structs.replace(first, values={**first.values, "governor": "1", "object": "5"})
    found = [spot for _, spot in spots(tagger, bare, [stated, *rest], standing=rest)]

    assert [spot.sentence for spot in found] == list(range(7))
    assert found[0] == Spot(0, (2,), 0, 4)
    assert [spot.words for spot in found] == [(2,)] * 4 + [(3,)] * 3
    assert all(part is None or 0 <= part < 5 for spot in found for part in spot[2:])
    assert [len(of.vector) for of in made(tagger, bare, rest)] == [3 * tagger.manifest.encoder.hidden] * 6


def test_absent_parts_are_zeros() -> None:
    """A target without governor and object differs only by its own words; of several it has the mean."""
    words = np.array([[3, 0], [0, 4], [0, 0]], np.float32)
    found = vector(words, Spot(0, (0, 1), None, 2))
    assert found.tolist() == pytest.approx([0.6, 0.8, 0, 0, 0, 0])
    assert vector(words, Spot(0, (), None, None)).tolist() == [0] * 6


def test_models_are_told_apart_by_their_files_and_layer(tagger: Tagger) -> None:
    """Another layer or other weights give other vectors; another name or figure does not."""
    manifest = tagger.manifest
    same = msgspec.structs.replace(manifest, version="9", figures={"role": 0.5})
    assert identity(same) == identity(manifest)
    assert identity(msgspec.structs.replace(manifest, precedent_layer=1)) != identity(manifest)
    files = {**manifest.files, "model.onnx": manifest.files["labels.json"]}
    assert identity(msgspec.structs.replace(manifest, files=files)) != identity(manifest)
