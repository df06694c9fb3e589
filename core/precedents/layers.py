"""Which layer of an encoder tells targets apart best: figures by layer, on a corpus in which each document is left out.

Needs torch and transformers; imported only where somebody chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from construal.core.models.labels import Labels
from construal.core.models.manifest import LABELS, MANIFEST, TOKENIZER
from construal.core.models.pieces import Encoded, Pieces
from construal.core.models.tagged import regular_words
from construal.core.precedents.corpus import Text
from construal.core.precedents.evaluation import RankingFigures, figures
from construal.core.precedents.place import vector
from construal.core.precedents.ranking import by_likeness, lemma_first, rows
from construal.core.precedents.vectors import spots
from construal.core.progress import Progress, over
from construal.core.training.batches import by_length, collated
from construal.core.training.network import of_encoder, of_model

Halves = npt.NDArray[np.float16]
_SIZE, _PIECES = 32, 4096


@dataclass(frozen=True, slots=True)
class LayerFigures:
    """What a layer reaches, 0 being the words' embeddings: the target's vector, all three, and lexlemmas first."""

    layer: int
    target: RankingFigures
    joined: RankingFigures
    lemma_first: RankingFigures


class Layers:
    """An encoder's folder, or a model's, that gives the vectors of all its layers. Raises TrainingError."""

    def __init__(self, folder: Path) -> None:
        if (folder / MANIFEST).is_file():
            labels = Labels.from_json((folder / LABELS).read_bytes(), str(folder / LABELS))
            self._network: Any = of_model(folder, labels.sizes)
        else:
            self._network = of_encoder(folder, {})
        self._network.eval()
        self._pieces = Pieces.load(folder / TOKENIZER)

    def vectors(self, sentences: Sequence[Sequence[str]], progress: Progress) -> list[Halves]:
        """For each sentence an array of words by layers by numbers, each vector with mean 0 and deviation 1."""
        windows = self._pieces.encode_all(sentences)
        owned = [(number, window) for number, of in enumerate(windows) for window in of]
        found: list[list[Halves]] = [[] for _ in sentences]
        batches = by_length([len(window) for _, window in owned], size=_SIZE, pieces=_PIECES)
        kept: dict[int, Halves] = {}
        for batch in over(progress, batches, len(batches), note="Reading by layer"):
            kept.update(zip(batch, self._run([owned[place][1] for place in batch]), strict=True))
        for place, (number, _) in enumerate(owned):
            found[number].append(kept[place])
        return [np.concatenate(of) for of in found]

    def _run(self, windows: Sequence[Encoded]) -> Iterator[Halves]:
        network, batch = self._network, collated(windows)
        with torch.inference_mode():
            embedded = network.encoder.get_input_embeddings()(batch.ids) + network.shapes(batch.shapes)
            out = network.encoder(inputs_embeds=embedded, attention_mask=batch.mask, output_hidden_states=True)
            words = torch.stack([of.reshape(-1, network.hidden)[batch.first] for of in out.hidden_states], dim=1)
            normed = functional.layer_norm(words.float(), (network.hidden,)).half().numpy()
        ends = np.cumsum([len(window.first) for window in windows])
        yield from np.split(normed, ends[:-1])


def layer_figures(folder: Path, corpus: Sequence[Text], progress: Progress) -> list[LayerFigures]:
    """The figures of every layer, with the corpus's trees, each document's targets asked for among all others'."""
    sentences: list[list[str]] = []
    wanted = []
    for text in corpus:
        numbers: dict[int, int] = {}
        for _, spot in spots(None, text.document, text.targets, standing=text.decided):
            if spot.sentence not in numbers:
                numbers[spot.sentence] = len(sentences)
                sentences.append([word.form for word in regular_words(text.document, spot.sentence)])
            wanted.append((numbers[spot.sentence], spot))
    found = Layers(folder).vectors(sentences, progress)
    labelled = [labelled for text in corpus for labelled in text.labelled]
    width = found[0].shape[2] if found else 0
    measured = []
    layers = range(found[0].shape[1] if found else 0)
    for layer in over(progress, layers, len(layers), note="Ranking by layer"):
        joined = [vector(found[number][:, layer].astype(np.float32), spot) for number, spot in wanted]
        alone = rows([made[:width] for made in joined])
        of_layer = rows(joined)
        ranker = by_likeness(of_layer, of_layer)
        measured.append(
            LayerFigures(
                layer,
                figures(labelled, labelled, by_likeness(alone, alone)),
                figures(labelled, labelled, ranker),
                figures(labelled, labelled, lemma_first(labelled, labelled, ranker)),
            )
        )
    return measured


def best(measured: Sequence[LayerFigures]) -> int:
    """The layer to take vectors from: the lowest one whose P@1 is within one standard error of the best.

    A model has seen the labels it was trained on, and its highest layers remember them best, so among layers that are
    as good as each other the lowest is preferred.
    """
    highest = max(measured, key=lambda of: of.joined.first).joined
    error = sqrt(highest.first * (1 - highest.first) / max(highest.queries, 1))
    good = (of.layer for of in measured if of.layer and of.joined.first >= highest.first - error)
    return min(good, default=measured[-1].layer)
