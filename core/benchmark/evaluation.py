"""Evaluation of STREUSLE train against a copy made wrong, and by STREUSLE's own script on the same files, in turn."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

import msgspec

from construal.annotation.annotation import Annotation, Value
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export, ReadOptions
from construal.annotation.snacs.expression import WEAK
from construal.core.benchmark import streusle
from construal.core.benchmark.figure import Figure
from construal.core.progress import Progress

ROUNDS = 3
SHARE = 0.2  # of the decisions that are made wrong


def figures(data: Path | None, progress: Progress) -> list[Figure]:
    """The figures; without the corpus, or STREUSLE's script, they say what is missing."""
    ratio_of = (
        "evaluate STREUSLE train",
        (
            "seconds of construal evaluate on train and a copy with a fifth of the labels made wrong, over seconds of "
            f"streusle's streuseval.py -x on the same files; whole processes in turn, the shortest of {ROUNDS} each"
        ),
    )
    corpus = streusle.train(data)
    if corpus is None:
        return [Figure(*ratio_of, None, "×", 0.5, streusle.NO_CORPUS)]
    with tempfile.TemporaryDirectory() as folder:
        wrong = Path(folder) / "wrong.autoid.conllulex"
        wrong.write_bytes(made_wrong(corpus.read_bytes()))
        seconds = streusle.in_turn(
            lambda _: [sys.executable, "-m", "construal", "evaluate", corpus, wrong],
            streusle.script("streuseval", corpus, wrong, "-x"),
            rounds=ROUNDS, told="Evaluating STREUSLE", progress=progress,
        )  # fmt: skip
    alone = Figure(
        "evaluate STREUSLE train, alone", "the same seconds of ours, start of Python and intervals included",
        seconds[0], "s",
    )  # fmt: skip
    return [streusle.ratio(seconds, *ratio_of, target=0.5), alone]


def made_wrong(data: bytes, *, seed: int = 1) -> bytes:
    """A `.conllulex` file with a fifth of its labels changed and of its weak expressions left out, valid as before."""
    rng = random.Random(seed)
    imported = Conllulex().read(data, "train.conllulex", ReadOptions())
    kept: dict[int, list[Annotation]] = {document.id: [] for document in imported.documents}
    for annotation in imported.annotations:
        if rng.random() < SHARE:
            if annotation.text("strength") == WEAK:
                continue
            annotation = msgspec.structs.replace(annotation, values=_wrong(dict(annotation.values)))
        kept[annotation.document].append(annotation)
    return Conllulex().write(Export(imported.documents, kept, {}, lambda sha: data)).data


def _wrong(values: dict[str, Value]) -> dict[str, Value]:
    label = str(values.get("supersense") or "")
    if label:
        values["supersense"] = "n.PERSON" if label.startswith("n.") else "v.stative"
    elif values.get("function") and not str(values["role"]).startswith("`"):
        values |= {"role": "Locus", "function": "Locus"}
    return values
