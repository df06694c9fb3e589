"""What taggers cost on this machine: our models as they come, the same in torch, and spaCy's, on the same text.

Each runs in a process of its own, one after the other, with the same number of threads.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from construal.core.adaptation.features import folder as cache_folder
from construal.core.benchmark import small_spacy
from construal.core.benchmark.child import environment
from construal.core.benchmark.figure import Figure, percentile
from construal.core.benchmark.tagger_run import BLANK, ONNX, SPACY, TORCH, Cost, Task
from construal.core.models.errors import ModelError
from construal.core.models.manifest import BUNDLED, GRAPH, WEIGHTS, Manifest, found, read
from construal.core.models.onnx_backend import usual_threads
from construal.core.progress import Progress
from construal.core.training.raw_text import raw_texts

DEV, TRAIN = (Path("ud-ewt") / f"en_ewt-ud-{part}.conllu" for part in ("dev", "train"))
CHARACTERS = 60_000  # of the text, about 12,000 words
SENTENCES = 300  # whose latencies are taken
MOST_MS = {"standard": 20.0, "fast": 5.0}  # the 95th percentile of a sentence, by the name of a model of ours


@dataclass(frozen=True, slots=True)
class Run:
    """One tagger: what it is called, what runs it, what came out, and what a person should know of it."""

    name: str
    by: str
    cost: Cost
    note: str = ""

    @property
    def words_per_second(self) -> float:
        """Words of the text from file to labels in a second."""
        return self.cost.words / self.cost.whole

    def latency(self, percent: int) -> float:
        """The milliseconds that so many of 100 sentences do not exceed, each by itself."""
        return 1000 * percentile(self.cost.latencies, percent)


@dataclass(frozen=True, slots=True)
class Costs:
    """All that was run, on what, with how many threads; `why` it was not, where it was not."""

    runs: Sequence[Run] = ()
    text: str = ""
    threads: int = 0
    why: str = ""


def costs(
    data: Path | None, folder: Path, progress: Progress, *, models: Sequence[str] = (), torch: Sequence[Path] = ()
) -> Costs:
    """Run everything: these models, else those that come with the program; `torch` has folders of the same by name.

    Raises ModelError for a model that is not there.
    """
    dev = data / DEV if data else None
    if dev is None or not dev.is_file():
        return Costs(why=f"needs {DEV}: name the folder above it with --data or CONSTRUAL_DATA")
    chosen = [(found(model), "") for model in models] or [(path, name) for name in BUNDLED for path in _bundled(name)]
    if not chosen:
        return Costs(why="no model comes with this program; name one with --model")
    assert data is not None
    full = {read(path).name: path for path in torch}
    text, sentences, told = _text(dev, folder)
    threads = usual_threads()
    runs: list[Run] = []

    def run(kind: str, place: Path | None, name: str, by: str, note: str = "") -> None:
        progress.step(len(runs), 0, f"{name}, {by}")
        runs.append(Run(name, by, _cost(kind, place, text, sentences, threads=threads), note))

    for path, _ in chosen:
        manifest = read(path)
        name = f"{manifest.name} {manifest.version}"
        size = f"{sum(facts.size for facts in manifest.files.values()) / 1e6:.1f} MB on the disk"
        if GRAPH in manifest.files:
            run(ONNX, path, name, "ONNX Runtime", size)
        whole = path if WEIGHTS in manifest.files else full.get(manifest.name)
        if whole is not None:
            run(TORCH, whole, name, "torch, fp32")
    _named(full, [read(path) for path, _ in chosen])
    run(BLANK, None, "spaCy blank", "its own", "words and sentences alone")
    train = data / TRAIN
    if train.is_file():
        place, known = small_spacy.trained(train, dev, cache_folder() / "benchmark", progress)
        run(SPACY, place, "spaCy small", "its own", (
            f"XPOS and tree alone; tok2vec of width 96, tagger and parser, {small_spacy.STEPS} steps of "
            f"{small_spacy.WORDS:,} words of EWT train: on dev XPOS {known.tag:.1%}, UAS {known.uas:.1%}, "
            f"LAS {known.las:.1%}"
        ))  # fmt: skip
    return Costs(runs, told, threads)


def figures(measured: Costs) -> list[Figure]:
    """What our models have to reach, and what they need of torch's time."""
    if measured.why:
        return [Figure("tagger", "see below", None, "ms", why=measured.why)]
    return [figure for run in measured.runs if run.by == "ONNX Runtime" for figure in _figures(run, measured)]


def _figures(run: Run, measured: Costs) -> Iterator[Figure]:
    on = f"{run.name} on {measured.text}, threads: {measured.threads}"
    most = MOST_MS.get(run.name.partition(" ")[0])
    yield Figure(f"{run.name}, a sentence", f"{on}: 95th percentile of single sentences, words given", run.latency(95),
                 "ms", most)  # fmt: skip
    other = next((one for one in measured.runs if one.name == run.name and one.by.startswith("torch")), None)
    if other is not None:
        yield Figure(f"{run.name}, over torch", f"{on}: seconds of the network over those of torch in fp32",
                     run.cost.network / other.cost.network, "×", 1.0)  # fmt: skip


def _bundled(name: str) -> Iterator[Path]:
    try:
        yield found(name)
    except ModelError:
        return


def _named(full: dict[str, Path], manifests: Sequence[Manifest]) -> None:
    names = {manifest.name for manifest in manifests}
    for name, path in full.items():
        if name not in names:
            raise ModelError(f"{path}: this is the model {name}, and {', '.join(sorted(names))} are measured.")


def _text(dev: Path, folder: Path) -> tuple[Path, tuple[tuple[str, ...], ...], str]:
    """A text file of the treebank's first documents, some of its sentences as words, and what they are."""
    texts: list[str] = []
    for raw in raw_texts(dev):
        if sum(map(len, texts)) < CHARACTERS:
            texts.append(raw.text)
    path = folder / "ewt-dev.txt"
    path.write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    every = small_spacy.sentences(dev)
    step = max(1, len(every) // SENTENCES)
    chosen = tuple(sentence.words for sentence in every[::step][:SENTENCES])
    told = f"{len(texts)} documents of UD English EWT dev as raw text, and {len(chosen)} of its sentences"
    return path, chosen, told


def _cost(kind: str, place: Path | None, text: Path, sentences: tuple[tuple[str, ...], ...], *, threads: int) -> Cost:
    out = text.with_suffix(".conllulex")
    task = Task(kind, str(place or ""), str(text), str(out), sentences, threads, time.time())
    alone = {"OMP_NUM_THREADS": str(threads), "TOKENIZERS_PARALLELISM": "false" if threads == 1 else "true"}
    done = subprocess.run(
        [sys.executable, "-m", "construal.core.benchmark.tagger_run"], input=msgspec.json.encode(task),
        env={**environment(), **alone}, capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise ModelError(f"{place or kind} could not be measured ({last}); see that it can tag a file.")
    return msgspec.json.decode(done.stdout, type=Cost)
