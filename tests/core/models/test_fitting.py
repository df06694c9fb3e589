"""Calibration fitted on documents: known temperatures and mixes are found, on documents that are left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from flat_document import document_of
from tiny_encoder import tiny_tokenizer

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.snacs.expression import Word
from construal.core.models.backend import Floats
from construal.core.models.decoding import Decoded
from construal.core.models.errors import ModelError
from construal.core.models.fitting import fitted
from construal.core.models.gold import Gold
from construal.core.models.labels import Labels
from construal.core.models.lextags import parsed
from construal.core.models.manifest import Calibration, EncoderFacts, Manifest
from construal.core.models.pieces import Encoded, Pieces
from construal.core.models.tagged import annotations_of
from construal.core.models.tagger import Tagger
from construal.core.progress import Quiet

ROLES = ("Locus", "Time", "Goal", "Theme", "Topic")
LABELS = Labels(
    tags=(*(f"O-P-p.{role}" for role in ROLES), "O-DISC", "O-ADV"), pairs=tuple(f"p.{role}|p.{role}" for role in ROLES)
)
LEARNT = np.array([True] * len(ROLES) + [False, False])


class Made:
    """A model that has scores for each piece of text by chance, the same for the same text."""

    name = "made"
    device = "cpu"

    def __init__(self, heads: Sequence[str]) -> None:
        self.remarks: list[str] = []
        self._heads = heads

    def scores(self, windows: Sequence[Encoded], *, extras: Sequence[str] = ()) -> Mapping[str, Floats]:
        """Scores of the heads."""
        found: dict[str, list[Floats]] = {head: [] for head in self._heads}
        for window in windows:
            generator = np.random.default_rng([int(piece) for piece in window.ids])
            for head in self._heads:
                shape = (len(window.first), len(LABELS.of(head)))
                found[head].append(generator.normal(0, 3, shape).astype(np.float32))
        return {head: np.concatenate(of) for head, of in found.items()}


def made_tagger(folder: Path, *, heads: Sequence[str] = ("tag",)) -> Tagger:
    """A tagger of that model."""
    file = folder / "tokenizer.json"
    tiny_tokenizer().save(str(file))
    facts = EncoderFacts(architecture="bert", layers=1, hidden=8, heads=1)
    manifest = Manifest(name="made", version="1", files={}, encoder=facts)
    return Tagger(manifest, LABELS, Pieces.load(file, longest=512), Made(heads))


def made_gold(tagger: Tagger, draw: Callable[[Mapping[str, Floats]], list[str]], count: int = 120) -> Gold:
    """Documents of random words whose right lextags are drawn from the scores of each sentence."""
    letters = np.random.default_rng(2)
    documents: list[Document] = []
    annotations: list[Annotation] = []
    ids = iter(range(1, 10**6))
    for number in range(count):
        forms = ["".join(letters.choice(list("abcdefghilmnopr"), 6)) for _ in range(12)]
        words = [Word(form, form, "X", "FW") for form in forms]
        document = document_of([words], id=number, name=f"made-{number}")
        (scores,) = tagger.scored([words])
        tags = tuple(parsed(tag) for tag in draw(scores))
        documents.append(document)
        annotations += annotations_of(document, 0, Decoded(tags, np.ones(len(tags)), ()), new_id=ids.__next__)
    return Gold(tagger, documents, annotations)


def drawn(scores: Floats, temperature: float) -> list[int]:
    """A label for each word, drawn from its scores at a temperature."""
    generator = np.random.default_rng(int(abs(scores).sum() * 1000))
    likely = np.exp(scores / temperature)
    return [int(generator.choice(len(row), p=row / row.sum())) for row in likely]


def test_the_temperature_of_made_labels_is_found(tmp_path: Path) -> None:
    """Labels drawn at a temperature give it back, and on documents left out probabilities are as good as exact ones."""
    tagger = made_tagger(tmp_path)
    gold = made_gold(tagger, lambda scores: [LABELS.tags[number] for number in drawn(scores["tag"], 1.6)])

    found = fitted(gold, Quiet())

    assert found.calibration.temperature == pytest.approx(1.6, rel=0.2)
    assert found.calibration.temperature * found.calibration.construal == pytest.approx(1.6, rel=0.25)
    assert found.calibration.mix == 1
    assert set(found.reliability) == {"tags", "target", "role", "function", "construal"}
    for reliability in found.reliability.values():
        assert reliability.decisions > 400
        assert reliability.error < 2 * reliability.chance
    assert found.construal == pytest.approx(found.joint)


def test_the_head_that_knows_is_listened_to(tmp_path: Path) -> None:
    """Where the pair head has the right construals, the mix leaves them to it; on documents left out that is better."""
    tagger = made_tagger(tmp_path, heads=("tag", "pair"))

    def draw(scores: Mapping[str, Floats]) -> list[str]:
        is_target = scores["tag"].argmax(axis=1) < len(ROLES)
        best = scores["pair"].argmax(axis=1)
        return [f"O-P-p.{ROLES[n]}" if target else "O-DISC" for target, n in zip(is_target, best, strict=True)]

    found = fitted(made_gold(tagger, draw, 30), Quiet())

    assert found.calibration.mix < 0.2
    assert found.construal > found.joint + 0.3


def test_gold_has_the_official_figures(tmp_path: Path) -> None:
    """Labels that are the model's own are all right, and a document of no word is refused."""
    tagger = made_tagger(tmp_path)
    gold = made_gold(tagger, lambda scores: [LABELS.tags[n] for n in scores["tag"].argmax(axis=1)], 12)

    evaluation = gold.evaluation(Calibration())

    assert (gold.sentences, gold.words) == (12, 144)
    assert evaluation.adpositions("Labeled").f == 1
    assert evaluation.tags()["Full"].accuracy == 1
    assert gold.syntax() == {}
    with pytest.raises(ModelError, match="no word in the documents"):
        Gold(tagger, [], [])
