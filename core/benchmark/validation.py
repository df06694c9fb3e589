"""Validation of STREUSLE train beside STREUSLE's own script on the same file, and of sentences while edited."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from construal.annotation.annotation import Annotation
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import ReadOptions
from construal.annotation.snacs.validation.live import validate_sentence
from construal.core.benchmark.child import environment
from construal.core.benchmark.figure import Figure, percentile, timed
from construal.core.progress import Progress

ROUNDS = 5
TRAIN = Path("streusle") / "streusle.ud_train.conllulex"


def figures(data: Path | None, progress: Progress) -> list[Figure]:
    """The figures; without the corpus, or STREUSLE's script, they say what is missing."""
    ratio_of = (
        "validate STREUSLE train",
        (
            "seconds of construal validate over seconds of streusle's conllulex2json.py, which stops at the first "
            f"fault; whole processes in turn, the shortest of {ROUNDS} each"
        ),
    )
    corpus = data / TRAIN if data else None
    if corpus is None or not corpus.is_file():
        why = f"needs {TRAIN}: name the folder above it with --data or CONSTRUAL_DATA"
        return [Figure(*ratio_of, None, "×", 0.5, why)]
    script = find_spec("conllulex2json")
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(ROUNDS):
        progress.step(number, ROUNDS, "Validating STREUSLE")
        ours.append(timed(lambda: _run([sys.executable, "-m", "construal", "validate", corpus])))
        if script is not None and script.origin is not None:
            call = [sys.executable, script.origin, corpus]
            theirs.append(timed(lambda call=call: _run(call)))  # type: ignore[misc]
    alone = Figure(
        "validate STREUSLE train, alone", "the same seconds of ours, start of Python included", min(ours), "s"
    )
    why = "" if theirs else "needs STREUSLE's own scripts: pip install streusle"
    ratio = Figure(*ratio_of, min(ours) / min(theirs) if theirs else None, "×", 0.5, why)
    return [ratio, alone, _sentences(corpus.read_bytes())]


def _sentences(data: bytes) -> Figure:
    """How long a sentence takes whose decisions changed."""
    imported = Conllulex().read(data, TRAIN.name, ReadOptions())
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


def _run(call: Sequence[str | Path]) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(call, env=environment(), check=True, stdin=quiet, stdout=quiet, stderr=quiet)
