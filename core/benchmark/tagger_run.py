"""One tagger measured in a process of its own: `python -m construal.core.benchmark.tagger_run`, a `Task` on its input.

Prints a `Cost`. What is imported decides the figures, so nothing heavy is before it is needed.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

BLANK, SPACY, ONNX, TORCH = "blank", "spacy", "onnx", "cpu"
ROUNDS = 2
WARM = 5  # sentences before latencies are taken
_FIRST = "The cat slept in front of the stove."


class Task(msgspec.Struct, frozen=True):
    """What to run: a kind of tagger, its folder, a text file, sentences as words, threads, and when it was begun.

    `out` is a file that may be written. `begun` is `time.time()` before the process was started.
    """

    kind: str
    folder: str
    text: str
    out: str
    sentences: tuple[tuple[str, ...], ...]
    threads: int
    begun: float


class Cost(msgspec.Struct, frozen=True):
    """What it costs. Seconds, but for `memory` in bytes (0 where the system does not tell), and `words` of the text.

    `cold` is from the start of the process to the first labels, `whole` from a text file to labels (of a model, to a
    `.conllulex` file), `network` that of the model alone on words already cut, `latencies` those of single sentences.
    `stages` are what the whole is made of, by name.
    """

    words: int
    cold: float
    memory: int
    whole: float
    network: float
    latencies: tuple[float, ...]
    stages: dict[str, float]


def run(task: Task) -> Cost:
    """Measure it."""
    work = {BLANK: _blank, SPACY: _spacy, ONNX: _model, TORCH: _model}[task.kind]
    return work(task)


def _seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of several runs."""
    found: list[float] = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return min(found)


def _each(work: Callable[[Any], object], items: Sequence[Any]) -> tuple[float, ...]:
    """Seconds of each item by itself, after some that nobody counts."""
    for item in items[:WARM]:
        work(item)
    return tuple(_seconds(lambda item=item: work(item), 1) for item in items)  # type: ignore[misc]


def _peak() -> int:
    """The most memory that this process has taken so far."""
    if find_spec("resource") is None:
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _model(task: Task) -> Cost:
    from construal.core.models.tagger import Tagger

    if task.kind == TORCH:
        import torch

        torch.set_num_threads(task.threads)
    tagger = Tagger.load(task.folder, device=task.kind, threads=task.threads)
    list(tagger.tag([_words(_FIRST[:-1].split())]))
    cold = time.time() - task.begun
    text, out = Path(task.text), Path(task.out)

    def whole() -> None:
        from construal.core.models.tagging import tag
        from construal.core.progress import Quiet

        tag(
            text, out, model=task.folder, device=task.kind, layer=None, language="en", from_format=None,
            to_format=None, progress=Quiet(), tagger=tagger,
        )  # fmt: skip

    seconds, memory = _seconds(whole), _peak()
    words, stages = _stages(tagger, Path(task.folder), text.read_text(encoding="utf-8"))
    stages["documents and files"] = max(0.0, seconds - sum(stages.values()))
    latencies = _each(lambda words: list(tagger.tag([words])), [_words(of) for of in task.sentences])
    return Cost(words, cold, memory, seconds, stages["network"], latencies, stages)


def _words(forms: Iterable[str]) -> Any:
    from construal.annotation.snacs.expression import Word

    return [Word(form, "_", "_", "_") for form in forms]


def _stages(tagger: Any, folder: Path, text: str) -> tuple[int, dict[str, float]]:
    """How many words a text has, and the seconds of each step from it to labels, one after the other."""
    from construal.annotation.tokens.tokens import cut
    from construal.core.models.backend import run as run_network
    from construal.core.models.manifest import TOKENIZER
    from construal.core.models.pieces import Pieces

    stages = {"cutting text": _seconds(lambda: cut(text, "en"))}
    found = cut(text, "en")
    spans = zip(found.tokens.start.tolist(), found.tokens.end.tolist(), strict=True)
    forms = [text[start:end] for start, end in spans]
    bounds = itertools.pairwise(found.sentences.first.tolist())
    sentences = [_words(forms[first:last]) for first, last in bounds if last > first]
    pieces = Pieces.load(folder / TOKENIZER, longest=tagger.manifest.encoder.positions)
    given = [[word.form for word in words] for words in sentences]
    stages["word pieces"] = _seconds(lambda: pieces.encode_all(given))
    windows = [window for of in pieces.encode_all(given) for window in of]
    at_once = 256
    runs = [windows[start : start + at_once] for start in range(0, len(windows), at_once)]
    stages["network"] = _seconds(lambda: [run_network(tagger.backend, of) for of in runs])
    scores = list(tagger.scored(sentences))
    parts = [slice(start, start + at_once) for start in range(0, len(sentences), at_once)]
    stages["labels"] = _seconds(lambda: [list(tagger.tagged(sentences[part], scores[part])) for part in parts])
    return len(forms), stages


def _blank(task: Task) -> Cost:
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    list(pipeline(_FIRST).sents)
    cold = time.time() - task.begun
    texts = _paragraphs(task.text)
    seconds = _seconds(lambda: list(pipeline.pipe(texts)))
    memory = _peak()
    words = sum(not token.is_space for doc in pipeline.pipe(texts) for token in doc)
    return Cost(words, cold, memory, seconds, 0.0, _each(pipeline, [" ".join(of) for of in task.sentences]), {})


def _spacy(task: Task) -> Cost:
    import spacy

    pipeline: Any = spacy.load(task.folder)
    pipeline(_FIRST)
    cold = time.time() - task.begun
    texts = _paragraphs(task.text)
    seconds = _seconds(lambda: list(pipeline.pipe(texts)))
    memory = _peak()
    made = list(pipeline.tokenizer.pipe(texts))
    words = sum(not token.is_space for doc in made for token in doc)

    def network() -> None:
        docs: Any = [spacy.tokens.Doc(pipeline.vocab, words=[token.text for token in doc]) for doc in made]
        for _, pipe in pipeline.pipeline:
            docs = pipe.pipe(docs, batch_size=256)
        list(docs)

    def single(words: Sequence[str]) -> None:
        doc: Any = spacy.tokens.Doc(pipeline.vocab, words=list(words))
        for _, pipe in pipeline.pipeline:
            doc = pipe(doc)

    return Cost(words, cold, memory, seconds, _seconds(network), _each(single, task.sentences), {})


def _paragraphs(path: str) -> list[str]:
    return [part for part in Path(path).read_text(encoding="utf-8").split("\n\n") if part.strip()]


if __name__ == "__main__":
    given = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    sys.stdout.write(msgspec.json.encode(run(given)).decode())
