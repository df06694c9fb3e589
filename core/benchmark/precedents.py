"""How good and how fast the search for like targets is: STREUSLE dev asked among train, and fifty thousand vectors.

With a folder that has weights also every layer of its encoder, on train alone, each document left out.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import msgspec

from construal.core.benchmark.child import environment
from construal.core.benchmark.figure import Figure
from construal.core.models.errors import ModelError
from construal.core.models.manifest import MANIFEST, WEIGHTS
from construal.core.models.tagger import Tagger
from construal.core.precedents.corpus import Text, read
from construal.core.precedents.evaluation import Floats, Labelled, RankingFigures
from construal.core.precedents.evaluation import figures as ranked
from construal.core.precedents.pool import Entry, Pool
from construal.core.precedents.ranking import baselines, by_likeness, lemma_first, rows
from construal.core.precedents.vectors import made
from construal.core.precedents.vote import NEAREST, vote
from construal.core.progress import Progress, over
from construal.core.suggest.expressions import expressions
from construal.core.suggest.frequency import FrequencyCounts

TRAIN = Path("streusle") / "streusle.ud_train.conllulex"
DEV = Path("streusle") / "streusle.ud_dev.conllulex"
USUAL = "standard"
SIZE, WIDTH, TIMES = 50_000, 1_152, 25
MOST = {"first": 26.0, "vote": 28.0}  # what may be missing to 100, with trees of the model's own
_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
SEARCH = """
import json, statistics, sys, time
import numpy as np
from construal.core.precedents.pool import Entry, Pool
size, width, times = map(int, sys.argv[1:])
try:
    import resource
    peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
except ImportError:
    peak = lambda: 0
chance = np.random.default_rng(1)
before = peak()
pool = Pool(width)
for number in range(size):
    vector = chance.standard_normal(width, np.float32).astype(np.float16)
    pool.put(Entry(number, number // 50, number % 50, str(number % 200), "P", "Locus", "Locus"), vector)
taken = peak() - before
spent = []
for number in range(times):
    asked = chance.standard_normal(width, np.float32)
    begin = time.perf_counter(), time.process_time()
    found = pool.nearest(asked, 10, lemma="7", document=number, sentence=3)
    spent.append((1000 * (time.perf_counter() - begin[0]), 1000 * (time.process_time() - begin[1])))
waited, worked = map(statistics.median, zip(*spent))
print(json.dumps({"waited": waited, "worked": worked, "bytes": taken}))
"""
_NAMES = {
    "first": "P@1", "few": "P@5", "hit": "Hit@5", "gain": "nDCG@10", "reciprocal": "MRR", "vote": "vote of 10",
    "first_by_lemma": "P@1 by lexlemma",
}  # fmt: skip


def figures(data: Path | None, progress: Progress, *, model: str = "") -> list[Figure]:
    """The figures; where data or the model are missing, which.

    Without a name it is the model `standard`. Raises ModelError where a named model cannot be run.
    """
    measured = list(_search(progress))
    train_file, dev_file = (data / file if data else None for file in (TRAIN, DEV))
    if train_file is None or dev_file is None or not (train_file.is_file() and dev_file.is_file()):
        why = f"needs {TRAIN} and {DEV}: name the folder above them with --data or CONSTRUAL_DATA"
        return [*measured, Figure("precedents", "see below", None, "%", why=why)]
    asked = Asked(read(train_file), read(dev_file))
    for name, found in baselines(asked.queries, asked.pool).items():
        measured += _told(found, f"{asked.told}: {name}", name)
    measured.append(_by_counts(asked))
    folder = Path(model)
    if model and (folder / WEIGHTS).is_file():
        measured += _layers(folder, asked.train, progress)
        if not (folder / MANIFEST).is_file():  # an encoder that has learnt nothing of ours
            return measured
    try:
        tagger = Tagger.load(model or USUAL)
    except ModelError as error:
        if model:
            raise
        return [*measured, Figure("precedents by a model", "see below", None, "%", why=str(error))]
    measured += _ranked(asked, tagger, "given trees", {}, progress)
    return [*measured, *_ranked(asked.without_trees(), tagger, "own trees", MOST, progress)]


@dataclass(frozen=True, slots=True)
class Asked:
    """Two corpora: the targets of the second are asked for among those of the first."""

    train: Sequence[Text]
    dev: Sequence[Text]

    @property
    def pool(self) -> list[Labelled]:
        """The targets that are ranked."""
        return [labelled for text in self.train for labelled in text.labelled]

    @property
    def queries(self) -> list[Labelled]:
        """The targets that are asked about."""
        return [labelled for text in self.dev for labelled in text.labelled]

    @property
    def told(self) -> str:
        """What is asked among what, in words."""
        return f"{len(self.queries):,} targets of STREUSLE dev asked among {len(self.pool):,} of train"

    def without_trees(self) -> Asked:
        """The same words without parts of speech and relations."""
        return Asked([text.without_trees() for text in self.train], [text.without_trees() for text in self.dev])


def _vectors(tagger: Tagger, texts: Sequence[Text], progress: Progress) -> Floats:
    found = [
        of.vector
        for text in over(progress, texts, len(texts), note="Reading targets")
        for of in made(tagger, text.document, text.targets, standing=text.decided)
    ]
    return rows(found)


def _ranked(
    asked: Asked, tagger: Tagger, trees: str, most: Mapping[str, float], progress: Progress
) -> Iterator[Figure]:
    known, wanted = (_vectors(tagger, texts, progress) for texts in (asked.train, asked.dev))
    queries, pool, on = asked.queries, asked.pool, f"{asked.told} by {tagger.source}, {trees}"
    likeness = by_likeness(wanted, known)
    vote_alone = {"vote": most["vote"]} if most else {}
    yield from _told(ranked(queries, pool, likeness), on, f"likeness, {trees}", most=vote_alone)
    first = lemma_first(queries, pool, likeness)
    first_alone = {"first": most["first"]} if most else {}
    yield from _told(
        ranked(queries, pool, first), f"{on}, lexlemma first", f"lexlemma first, {trees}", most=first_alone
    )
    yield from _votes(queries, pool, (wanted, known), on, trees)


def _votes(
    queries: Sequence[Labelled], pool: Sequence[Labelled], vectors: tuple[Floats, Floats], on: str, trees: str
) -> Iterator[Figure]:
    """How often the construal that precedents suggest is right."""
    wanted, known = vectors
    kept = Pool(known.shape[1])
    for number, (of, vector) in enumerate(zip(pool, known, strict=True)):
        kept.put(Entry(number, of.document, number, of.lemma, "", of.role, of.function), vector)
    right = 0
    for of, vector in zip(queries, wanted, strict=True):
        said = vote(kept.nearest(vector, NEAREST, lemma=of.lemma, document=of.document))
        right += said is not None and (said.role, said.function) == (of.role, of.function)
    yield Figure(f"construal, {trees}", f"{on}: construals that votes give and that are right",
                 100 * right / len(queries), "%")  # fmt: skip


def _by_counts(asked: Asked) -> Figure:
    """How often the construal that is most frequent for lexlemma and lexcat is right."""
    counts = FrequencyCounts().plus(of for text in asked.train for of in expressions(text.document, text.targets))
    wanted = [of for text in asked.dev for of in expressions(text.document, text.targets)]
    options = [(counts.options(of.lexlemma, of.lexcat), of) for of in wanted]
    right = sum(found[0][:2] == (of.role, of.function) for found, of in options if found)
    what = f"{asked.told}: construals that are the most frequent of train for lexlemma and lexcat"
    return Figure("construal by counts", what, 100 * right / max(len(wanted), 1), "%")


def _layers(folder: Path, train: Sequence[Text], progress: Progress) -> Iterator[Figure]:
    """Four figures of each layer, and the layer that they choose."""
    missing = [name for name in ("torch", "transformers") if find_spec(name) is None]
    if missing:
        yield Figure("layers", "see below", None, "%", why=f"needs {missing[0]}: pip install 'construal[torch]'")
        return
    from construal.core.precedents.layers import best, layer_figures

    found = layer_figures(folder, train, progress)
    on = "of the targets of STREUSLE train, each document left out in turn"
    for of in found:
        for name, value in (
            ("target, P@1", of.target.first),
            ("P@1", of.joined.first),
            ("lexlemma first, P@1", of.lemma_first.first),
            ("vote of 10", of.joined.vote),
        ):
            yield Figure(f"layer {of.layer}: {name}", f"{name} {on}", 100 * value, "%")
    told = "the lowest layer within a standard error of the best P@1"
    yield Figure("layer to take", told, float(best(found)), "")


def _search(progress: Progress) -> Iterator[Figure]:
    """Time and memory of the search, in a process with one thread."""
    progress.step(0, 0, "Searching")
    alone = {**environment(), **dict.fromkeys(_LIMITS, "1")}
    done = subprocess.run(
        [sys.executable, "-c", SEARCH, str(SIZE), str(WIDTH), str(TIMES)],
        env=alone, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
    )  # fmt: skip
    told = msgspec.json.decode(done.stdout, type=dict[str, float])
    on = f"{SIZE:,} vectors of {WIDTH:,} numbers"
    what = f"the ten likest of {on}, one thread; median of {TIMES}"
    yield Figure("search", f"{what}; time of the processor, whatever else it did", told["worked"], "ms", 50)
    yield Figure("search, until it was done", what, told["waited"], "ms")
    if told["bytes"]:
        yield Figure("memory of vectors", f"what {on} take", told["bytes"] / 1e6, "MB", 250)


def _told(found: RankingFigures, on: str, name: str, *, most: Mapping[str, float] | None = None) -> Iterator[Figure]:
    """Each measure in per cent; what must be reached is told as what is missing to 100."""
    for measure, called in _NAMES.items():
        value = 100 * getattr(found, measure)
        yield Figure(f"{called}, {name}", on, value, "%")
        if most and measure in most:
            yield Figure(f"100 − {called}, {name}", on, 100 - value, "%", most[measure])
