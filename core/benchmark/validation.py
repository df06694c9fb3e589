"""Validation of STREUSLE train beside STREUSLE's own script on the same file, and of sentences while edited."""

from __future__ import annotations

import sys
from collections import defaultdict
from functools import partial
from pathlib import Path

from construal.annotation.annotation import Annotation
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import ReadOptions
from construal.annotation.snacs.validation.live import validate_sentence
from construal.core.benchmark import streusle
from construal.core.benchmark.figure import Figure, percentile, timed
from construal.core.progress import Progress

ROUNDS = 5


def figures(data: Path | None, progress: Progress) -> list[Figure]:
    """The figures; without the corpus, or STREUSLE's script, they say what is missing."""
    ratio_of = (
        "validate STREUSLE train",
        (
            "seconds of construal validate over seconds of streusle's conllulex2json.py, which stops at the first "
            f"fault; whole processes in turn, the shortest of {ROUNDS} each"
        ),
    )
    corpus = streusle.train(data)
    if corpus is None:
        return [Figure(*ratio_of, None, "×", 0.5, streusle.NO_CORPUS)]
    seconds = streusle.in_turn(
        lambda _: [sys.executable, "-m", "construal", "validate", corpus], streusle.script("conllulex2json", corpus),
        rounds=ROUNDS, told="Validating STREUSLE", progress=progress,
    )  # fmt: skip
    alone = Figure(
        "validate STREUSLE train, alone", "the same seconds of ours, start of Python included", seconds[0], "s"
    )
    return [streusle.ratio(seconds, *ratio_of, target=0.5), alone, _sentences(corpus.read_bytes())]


def _sentences(data: bytes) -> Figure:
    """How long a sentence takes whose decisions changed."""
    imported = Conllulex().read(data, streusle.TRAIN.name, ReadOptions())
    taken: list[float] = []
    by_document: defaultdict[int, list[Annotation]] = defaultdict(list)
    for annotation in imported.annotations:
        by_document[annotation.document].append(annotation)
    for document in imported.documents:
        by_sentence: defaultdict[int, list[Annotation]] = defaultdict(list)
        for annotation in by_document[document.id]:
            by_sentence[document.sentences.at(annotation.anchor.start or 0)].append(annotation)
        for index in range(len(document.sentences)):
            look = partial(validate_sentence, document, index, by_sentence[index])
            taken.append(min(timed(look) for _ in range(ROUNDS)))
    measures = f"decisions of one of train's {len(taken):,} sentences, the shortest of {ROUNDS}; 99th percentile"
    return Figure("findings of a sentence", measures, 1000 * percentile(taken, 99), "ms", 5)
