"""How well and how fast raw English text is cut, on the treebank's held-out part, beside spaCy's blank tokenizer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from construal.annotation.tokens.tokens import cut
from construal.core.benchmark.figure import Figure, timed
from construal.core.progress import Progress
from construal.core.training.raw_text import RawText, Span, raw_texts

DEV = Path("ud-ewt") / "en_ewt-ud-dev.conllu"
ROUNDS = 3
Spans = list[Span]


def figures(data: Path | None, progress: Progress) -> list[Figure]:
    """What is missing to a perfect F1, and words per second, each beside spaCy's; where data is missing, which."""
    path = data / DEV if data else None
    if path is None or not path.is_file():
        why = f"needs {DEV}: name the folder above it with --data or CONSTRUAL_DATA"
        return [Figure("words of raw text", "see below", None, "%", why=why)]
    progress.step(0, 3, "Reading the treebank")
    texts = raw_texts(path)
    words, sentences = [text.words for text in texts], [text.sentences for text in texts]
    progress.step(1, 3, "Cutting its text")
    ours, speed = measured(texts, _ours)
    theirs, speed_theirs = measured(texts, _spacys())
    size = f"{sum(map(len, words)):,} words in {sum(map(len, sentences)):,} sentences"
    on = f"on the raw text of UD English EWT dev, {size}"
    as_in = "spans compared as the CoNLL 2018 script compares words, a multiword token as its words"
    return [
        Figure("words, 100 − F1", f"{on}; {as_in}", 100 - 100 * f1(words, [w for w, _ in ours]), "%", 1.0),
        Figure("sentences, 100 − F1", f"{on}; exactly the same spans", 100 - 100 * f1(sentences, [s for _, s in ours]),
               "%", 10.0),
        Figure("words, spaCy's", "the same of spaCy's blank English tokenizer",
               100 - 100 * f1(words, [w for w, _ in theirs]), "%"),
        Figure("sentences, spaCy's", "the same of spaCy's sentencizer behind it",
               100 - 100 * f1(sentences, [s for _, s in theirs]), "%"),
        Figure("speed", f"words and sentences of the same text, mathematics looked for; the best of {ROUNDS}",
               speed / 1000, "thousand words/s"),
        Figure("speed, spaCy's", f"the blank tokenizer with the sentencizer on the same text; the best of {ROUNDS}",
               speed_theirs / 1000, "thousand words/s"),
    ]  # fmt: skip


def f1(gold: Sequence[Iterable[Span]], found: Sequence[Iterable[Span]]) -> float:
    """F1 of spans that are exactly the same, over all documents."""
    right = known = told = 0
    for ours, theirs in zip(gold, found, strict=True):
        first, second = set(ours), set(theirs)
        right, known, told = right + len(first & second), known + len(first), told + len(second)
    return 2 * right / (known + told) if known + told else 1.0


def measured(
    texts: Sequence[RawText], work: Callable[[str], tuple[Spans, Spans]]
) -> tuple[list[tuple[Spans, Spans]], float]:
    """Words and sentences of each text, and words per second once the rules are loaded."""
    found = [work(text.text) for text in texts]
    seconds = min(timed(lambda: [work(text.text) for text in texts]) for _ in range(ROUNDS))
    return found, sum(len(words) for words, _ in found) / seconds


def _ours(text: str) -> tuple[Spans, Spans]:
    found = cut(text, "en")
    words, sentences = found.tokens, found.sentences
    return (
        list(zip(words.start.tolist(), words.end.tolist(), strict=True)),
        list(zip(sentences.start.tolist(), sentences.end.tolist(), strict=True)),
    )


def _spacys() -> Callable[[str], tuple[Spans, Spans]]:
    import spacy

    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")

    def work(text: str) -> tuple[Spans, Spans]:
        found = blank(text)
        words = [(word.idx, word.idx + len(word)) for word in found if not word.is_space]
        sentences: Spans = []
        for sentence in found.sents:
            inner = sentence.text.strip()
            if inner:
                start = sentence.start_char + sentence.text.index(inner)
                sentences.append((start, start + len(inner)))
        return words, sentences

    return work
