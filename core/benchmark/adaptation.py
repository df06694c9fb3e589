"""What learning on the user's machine brings: a corpus is the project; its first decisions teach, the rest is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from construal.annotation.annotation import Annotation
from construal.core.adaptation.adapting import Made, of_sentences, readings
from construal.core.adaptation.decisions import Sentence, sentences
from construal.core.adaptation.features import Features
from construal.core.adaptation.judging import Tally, Verdict
from construal.core.benchmark.figure import Figure
from construal.core.models.errors import ModelError
from construal.core.models.tagger import Tagger
from construal.core.progress import Progress, Quiet
from construal.core.training.examples import imported

CORPORA = {
    "STREUSLE dev": Path("streusle") / "streusle.ud_dev.conllulex",
    "PASTRIE": Path("snacs") / "en-pastrie.conllulex",
    "Little Prince": Path("snacs") / "en-lp-train.conllulex",
}
USUAL = "standard"
LEARNED = (100, 300, 1000)
LEFT = 100  # targets at least that must remain to be read


def figures(data: Path | None, folder: Path, progress: Progress, *, model: str = "") -> list[Figure]:
    """The figures; where data or the model are missing, which. Raises ModelError where a named model cannot be run."""
    try:
        tagger = Tagger.load(model or USUAL)
    except ModelError as error:
        if model:
            raise
        return [Figure("adaptation", "see below", None, "%", why=str(error))]
    measured: list[Figure] = []
    for name, place in CORPORA.items():
        file = data / place if data else place
        if data is None or not file.is_file():
            why = f"needs {place}: name the folder above it with --data or CONSTRUAL_DATA"
            measured.append(Figure(f"adaptation, {name}", "see below", None, "%", why=why))
            continue
        measured += measured_on(name, decided(file, tagger.manifest.language), tagger, folder / name, progress)
    return measured


def decided(file: Path, language: str) -> list[Sentence]:
    """The sentences of a corpus with its decisions, every document decided throughout."""
    whole = imported(file, language)
    by_document: dict[int, list[Annotation]] = {document.id: [] for document in whole.documents}
    for annotation in whole.annotations:
        by_document[annotation.document].append(annotation)
    return [s for d in whole.documents for s in sentences(d, by_document[d.id], is_complete=True)]


def measured_on(
    name: str, corpus: Sequence[Sentence], tagger: Tagger, cache: Path, progress: Progress
) -> Iterator[Figure]:
    """What the first decisions of a corpus bring to its last sentences, and how long it takes to learn them."""
    ends = np.cumsum([sentence.targets for sentence in corpus])
    sizes = [size for size in LEARNED if size + LEFT <= ends[-1]]
    # Whatever is learned, the same sentences are read: those of documents behind the longest lesson.
    last = corpus[int(np.searchsorted(ends, sizes[-1]))] if sizes else corpus[-1]
    rest = [sentence for sentence in corpus[corpus.index(last) + 1 :] if sentence.document != last.document]
    left = sum(sentence.targets for sentence in rest)
    for number, size in enumerate(sizes):
        progress.step(number, len(sizes), f"{name}, {size} decisions")
        first = corpus[: int(np.searchsorted(ends, size)) + 1]
        made = of_sentences(first, tagger, cache=cache, progress=Quiet())
        yield from _told(f"{name}, {made.report.targets:,} learned", made, _elsewhere(made, tagger, rest, cache), left)


def _elsewhere(made: Made, tagger: Tagger, rest: Sequence[Sentence], cache: Path) -> Verdict:
    """Both readings of sentences that nothing was learned from."""
    tally = Tally(len(rest))
    with Features(tagger, cache) as features:
        for judged in readings(rest, range(len(rest)), tagger, made.adaptation, features=features):
            tally.add(judged)
    return tally.verdict()


def _told(name: str, made: Made, elsewhere: Verdict, left: int) -> Iterator[Figure]:
    construal = next(c for c in elsewhere.figures if c.figure == "construal")
    before, after = 100 * construal.before, 100 * construal.after
    what = f"construal F1 of {left:,} targets elsewhere: {before:.1f} as it came, {after:.1f} adapted"
    apart = f"{after - before:+.1f}, {100 * construal.low:+.1f} … {100 * construal.high:+.1f}"
    is_kept = made.report.verdict.is_better
    yield Figure(name, f"{what} ({apart}); {'kept' if is_kept else 'not kept'}", after if is_kept else before, "%")
    yield Figure(name, "learning and judging, the reading of new sentences included", made.report.seconds, "s")
