"""Learns where sentences end from a treebank's raw text, and writes the weights that ship with the program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from construal.annotation.tokens import sentences
from construal.annotation.tokens.breaks import BITS, Breaks, Rows
from construal.annotation.tokens.languages import Language, language
from construal.core.training.raw_text import RawText, raw_texts

# Chosen by four-fold cross-validation over the documents of the training part.
EPOCHS, RATE, DECAY, BATCH, SEEDS = 2, 0.1, 1e-4, 64, 5

Labels = npt.NDArray[np.float64]


def learn(texts: Sequence[RawText], rules_of: Language, *, seeds: int = SEEDS) -> Breaks:
    """Weights from documents whose sentences are known; the mean of several orders of the examples.

    Each document is seen twice, as it is and with its paragraphs joined: titles, greetings and signatures teach how a
    sentence without a stop ends, and a feature of its own keeps their frequency out of the rest.
    """
    plain = _examples(texts, rules_of)
    joined = _examples([text.joined() for text in texts], rules_of)
    mark = [crc32(name.encode()) & ((1 << BITS) - 1) for name in ("a text as it is", "a text joined")]
    rows = np.concatenate([_marked(plain[0], mark[0]), _marked(joined[0], mark[1])])
    labels = np.concatenate([plain[1], joined[1]])
    weights = np.mean([_descend(rows, labels, seed) for seed in range(seeds)], axis=0)
    return Breaks(weights.astype(np.float32), float(2 * weights[mark[0]]))


def write(path: Path, breaks: Breaks, *, source: str, licence: str) -> None:
    """Store weights in 8 bits each, with where they come from."""
    scale = float(np.abs(breaks.weights).max()) / 127 or 1.0
    small = np.round(breaks.weights / scale).astype(np.int8)
    np.savez_compressed(
        path, weights=small, scale=np.float32(scale), bias=np.float32(breaks.bias),
        source=np.array(source), licence=np.array(licence),
    )  # fmt: skip


def rebuild(train: Path, path: Path, *, code: str = "en") -> None:
    """Writes the file that ships, from the training part of UD English EWT (`.conllu`)."""
    source = "UD English EWT 2.16, training part (Universal Dependencies)"
    licence = "CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/"
    write(path, learn(raw_texts(train), language(code)), source=source, licence=licence)


def _examples(texts: Sequence[RawText], rules_of: Language) -> tuple[Rows, Labels]:
    rows: list[Rows] = []
    labels: list[bool] = []
    for text in texts:
        starts = {start for start, _ in text.sentences}
        for places, features in sentences.gaps(text.text, rules_of):
            rows.append(features)
            labels += [place in starts for place in places]
    return np.concatenate(rows), np.array(labels, np.float64)


def _marked(rows: Rows, mark: int) -> Rows:
    """The rows with a mark of the text they come from; twice, so that it learns as fast as it must."""
    marks = np.full((len(rows), 2), mark, np.int32)
    return np.concatenate([rows, marks], axis=1)


def _descend(rows: Rows, labels: Labels, seed: int) -> npt.NDArray[np.float64]:
    """Logistic regression by Adagrad in small batches."""
    random = np.random.default_rng(seed)
    weights = np.zeros(1 << BITS)
    squares = np.full(1 << BITS, 0.01)
    width = rows.shape[1]
    for _ in range(EPOCHS):
        for batch in np.array_split(random.permutation(len(rows)), max(1, len(rows) // BATCH)):
            some = rows[batch]
            error = 1 / (1 + np.exp(-weights[some].sum(axis=1))) - labels[batch]
            touched, place = np.unique(some.ravel(), return_inverse=True)
            slope = np.bincount(place, np.repeat(error, width)) + DECAY * len(batch) * weights[touched]
            squares[touched] += slope * slope
            weights[touched] -= RATE * slope / np.sqrt(squares[touched])
    return weights
