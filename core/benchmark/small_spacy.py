"""A spaCy tagger and parser of the small size, trained here on English Web Treebank, to see what others' models cost.

The architecture is that of spaCy's small English models: hashed embeddings, a convolution of width 96.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from construal.annotation.document import Document
from construal.annotation.formats.conllu import Conllu
from construal.annotation.formats.format import ReadOptions
from construal.core.progress import Progress

STEPS = 500
WORDS = 1_000  # in a step
LONGEST = 60  # words of a sentence to learn from
_SEED = 1
_VERSION = 1  # of this file's way of training
_WIDTH = 96
_TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2", "width": _WIDTH, "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [5000, 1000, 2500, 2500], "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": _WIDTH, "window_size": 1, "maxout_pieces": 3,
        "depth": 4,
    },
}  # fmt: skip
_LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": _WIDTH, "upstream": "tok2vec"}
_TAGGER = {"@architectures": "spacy.Tagger.v2", "tok2vec": _LISTENER}
_PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False,
    "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "tok2vec": _LISTENER,
}  # fmt: skip
_ACCURACY = "accuracy.json"


class Sentence(msgspec.Struct, frozen=True):
    """The words of a sentence with XPOS, the places of their heads (their own for the root), and relations."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]


class Accuracy(msgspec.Struct, frozen=True):
    """Shares of right words: XPOS, governors, and these with the relation."""

    tag: float
    uas: float
    las: float


def trained(train: Path, dev: Path, cache: Path, progress: Progress) -> tuple[Path, Accuracy]:
    """The folder of the pipeline and its accuracy on `dev`; trained here, or in the cache for this very `train`.

    What is kept is called by a hash of the bytes of both files, spaCy's version and everything that training does.
    """
    of = hashlib.sha256(repr((_VERSION, STEPS, WORDS, LONGEST, _SEED, version("spacy"), _TOK2VEC, _PARSER)).encode())
    for path in (train, dev):
        of.update(path.read_bytes())
    folder = cache / f"spacy-{of.hexdigest()[:24]}"
    told = folder / _ACCURACY
    if not told.is_file():
        pipeline = _trained(sentences(train), progress)
        found = accuracy(pipeline, sentences(dev))
        folder.mkdir(parents=True, exist_ok=True)
        pipeline.to_disk(folder)
        told.write_bytes(msgspec.json.encode(found))  # last: what is half there is made again
    return folder, msgspec.json.decode(told.read_bytes(), type=Accuracy)


def sentences(path: Path) -> list[Sentence]:
    """The sentences of a treebank, without empty nodes."""
    documents = Conllu().read(path.read_bytes(), path.name, ReadOptions()).documents
    return [sentence for document in documents for sentence in _sentences(document)]


def _sentences(document: Document) -> Iterator[Sentence]:
    tokens = document.tokens
    for index in range(len(document.sentences)):
        rows = [row for row in document.sentences.rows(index) if "." not in tokens.cell("id", row)]
        place = {tokens.cell("id", row): number for number, row in enumerate(rows)}
        heads = tuple(place.get(tokens.cell("head", row), number) for number, row in enumerate(rows))
        yield Sentence(
            tuple(document.token(row).form for row in rows), tuple(tokens.cell("xpos", row) for row in rows), heads,
            tuple("ROOT" if heads[n] == n else tokens.cell("deprel", row) for n, row in enumerate(rows)),
        )  # fmt: skip


def _trained(known: Sequence[Sentence], progress: Progress) -> Any:
    import spacy
    from spacy.training import Example
    from thinc.util import fix_random_seed

    fix_random_seed(_SEED)
    pipeline: Any = spacy.blank("en")
    pipeline.add_pipe("tok2vec", config={"model": _TOK2VEC})
    pipeline.add_pipe("tagger", config={"model": _TAGGER})
    pipeline.add_pipe("parser", config={"model": _PARSER})

    def example(sentence: Sentence) -> Any:
        words = list(sentence.words)
        stated = {"tags": list(sentence.tags), "heads": list(sentence.heads), "deps": list(sentence.deps)}
        return Example.from_dict(spacy.tokens.Doc(pipeline.vocab, words=words), stated)

    short = [sentence for sentence in known if len(sentence.words) <= LONGEST]
    every = [example(sentence) for sentence in short]
    pipeline.initialize(lambda: every)
    optimiser = pipeline.create_optimizer()
    for step, batch in enumerate(_batches(short)):
        progress.step(step, STEPS, "Training spaCy's small tagger and parser; kept for the next time")
        pipeline.update([example(sentence) for sentence in batch], sgd=optimiser, drop=0.1)
        if step + 1 == STEPS:
            break
    return pipeline


def _batches(known: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Batches of about so many words, over and over, each time in another order."""
    chance = random.Random(_SEED)
    order = list(known)
    batch: list[Sentence] = []
    size = 0
    while order:
        chance.shuffle(order)
        for sentence in order:
            batch.append(sentence)
            size += len(sentence.words)
            if size >= WORDS:
                yield batch
                batch, size = [], 0


def accuracy(pipeline: Any, known: Iterable[Sentence]) -> Accuracy:
    """How right a pipeline is on given words."""
    import spacy

    given = list(known)
    docs = (spacy.tokens.Doc(pipeline.vocab, words=list(sentence.words)) for sentence in given)
    words = tags = heads = both = 0
    for sentence, doc in zip(given, pipeline.pipe(docs), strict=True):
        for number, token in enumerate(doc):
            words += 1
            tags += token.tag_ == sentence.tags[number]
            if token.head.i == sentence.heads[number]:
                heads += 1
                both += token.dep_.partition(":")[0] == sentence.deps[number].partition(":")[0]
    return Accuracy(tags / max(1, words), heads / max(1, words), both / max(1, words))
