"""Evaluation of STREUSLE train against a copy made wrong, and by STREUSLE's own script on the same files, in turn."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import msgspec

from construal.annotation.annotation import Annotation, Value
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export, ReadOptions
from construal.annotation.snacs.expression import WEAK
from construal.core.benchmark.child import environment
from construal.core.benchmark.figure import Figure, timed
from construal.core.progress import Progress

ROUNDS = 3
SHARE = 0.2  # of the decisions that are made wrong
TRAIN = Path("streusle") / "streusle.ud_train.conllulex"


def figures(data: Path | None, progress: Progress) -> list[Figure]:
    """The figures; without the corpus, or STREUSLE's script, they say what is missing."""
    ratio_of = (
        "evaluate STREUSLE train",
        (
            "seconds of construal evaluate on train and a copy with a fifth of the labels made wrong, over seconds of "
            f"streusle's streuseval.py -x on the same files; whole processes in turn, the shortest of {ROUNDS} each"
        ),
    )
    corpus = data / TRAIN if data else None
    if corpus is None or not corpus.is_file():
        why = f"needs {TRAIN}: name the folder above it with --data or CONSTRUAL_DATA"
        return [Figure(*ratio_of, None, "×", 0.5, why)]
    script = find_spec("streuseval")
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        wrong = Path(folder) / "wrong.autoid.conllulex"
        wrong.write_bytes(made_wrong(corpus.read_bytes()))
        for number in range(ROUNDS):
            progress.step(number, ROUNDS, "Evaluating STREUSLE")
            ours.append(timed(lambda: _run([sys.executable, "-m", "construal", "evaluate", corpus, wrong])))
            if script is not None and script.origin is not None:
                call = [sys.executable, script.origin, corpus, wrong, "-x"]
                theirs.append(timed(lambda call=call: _run(call)))  # type: ignore[misc]
    alone = Figure(
        "evaluate STREUSLE train, alone", "the same seconds of ours, start of Python and intervals included",
        min(ours), "s",
    )  # fmt: skip
    if not theirs:
        why = "needs STREUSLE's own scripts: pip install streusle"
        return [Figure(*ratio_of, None, "×", 0.5, why), alone]
    return [Figure(*ratio_of, min(ours) / min(theirs), "×", 0.5), alone]


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


def _run(call: Sequence[str | Path]) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(call, env=environment(), check=True, stdin=quiet, stdout=quiet, stderr=quiet)
