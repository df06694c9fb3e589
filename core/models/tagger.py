"""A tagger: words in, labels and parts of speech out, whichever library runs the model. Knows no project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from construal.annotation.annotation import Annotation
from construal.annotation.columns import Column
from construal.annotation.document import Document, Tokens
from construal.annotation.snacs.expression import Word
from construal.annotation.snacs.tree import sentence_ids
from construal.core.models import manifest as manifests
from construal.core.models.arborescence import ROOT
from construal.core.models.backend import VECTORS, Backend, Floats, run
from construal.core.models.decoding import Decoded, Decoder
from construal.core.models.errors import ModelError
from construal.core.models.labels import Labels
from construal.core.models.lemmas import lemma
from construal.core.models.manifest import GRAPH, LABELS, TOKENIZER, WEIGHTS, Manifest, checked
from construal.core.models.pieces import Pieces
from construal.core.models.tagged import Tagged, annotations_of, regular_rows, regular_words
from construal.core.models.trees import Parser

if TYPE_CHECKING:
    from construal.core.adaptation.adaptation import Adaptation, Adapted

NONE = "_"
AT_ONCE = 256  # sentences that are looked at together, to be batched by length


class Tagger:
    """A model ready to run. The labels of a sentence do not depend on the sentences beside it."""

    def __init__(
        self, manifest: Manifest, labels: Labels, pieces: Pieces, backend: Backend, *, language: str = ""
    ) -> None:
        self.manifest, self.labels, self.backend = manifest, labels, backend
        self._pieces = pieces
        self._parser = Parser(labels.deprels)
        self._language = language or manifest.language
        self._adaptation: Adaptation | None = None
        self._adapted: Adapted | None = None
        self._decoder = self._decoder_of(labels)

    @classmethod
    def load(cls, model: str | Path, *, device: str = "auto", threads: int = 0) -> Tagger:
        """The tagger of a model's folder, or of an installed model of this name.

        `device` is "onnx", or where torch runs it: "cpu", "cuda", "mps"; "auto" is a graphics card where there is one
        and the model has weights for torch, else ONNX Runtime where it has a graph, else torch. Raises ModelError where
        the model is not whole, NotInstalled where a library is missing.
        """
        folder = manifests.found(str(model))
        manifest = checked(folder)
        labels = Labels.from_json((folder / LABELS).read_bytes(), str(folder / LABELS))
        if not labels.tags:
            raise ModelError(f"{folder / LABELS}: the model has no lextags to choose from; train it on some.")
        pieces = Pieces.load(folder / TOKENIZER, longest=manifest.encoder.positions)
        backend = _backend(folder, manifest, labels, device=device, threads=threads)
        return cls(manifest, labels, pieces, backend)

    @property
    def source(self) -> str:
        """What annotations of this model have as their source: its name and version, and what it was adapted by."""
        by = f"+{self._adaptation.id}" if self._adaptation is not None else ""
        return f"{self.manifest.name} {self.manifest.version}{by}"

    def adapted(self, adaptation: Adaptation | None) -> Tagger:
        """A tagger that reads as a project taught it, or as the model came; both share the model itself."""
        other = copy(self)
        other._adaptation = adaptation
        other._adapted = adaptation.on(self.labels) if adaptation is not None else None
        other._decoder = self._decoder_of(adaptation.extended(self.labels) if adaptation is not None else self.labels)
        return other

    def tag(self, sentences: Iterable[Sequence[Word]], *, at_once: int = AT_ONCE) -> Iterator[Tagged]:
        """What the model says of each sentence, in order; lemmas and parts of speech that are given stay.

        Sentences are read `at_once` of them ahead, and not more.
        """
        rest = iter(sentences)
        while chunk := [tuple(words) for words in islice(rest, at_once)]:
            yield from self._tagged(chunk)

    def annotate(
        self, documents: Sequence[Document], *, new_id: Callable[[], int], time: int = 0
    ) -> Iterator[tuple[Document, list[Annotation]]]:
        """Each document with the columns of lemmas and parts of speech that it had not, and drafts of all its labels.

        Sentences of several documents are run together, which short ones gain by.
        """
        found = self.tag(words for document in documents for words in _sentences(document))
        for given in documents:
            tagged = list(islice(found, len(given.sentences)))
            document = completed(given, tagged)
            drafts = (
                annotations_of(document, index, of.labels, new_id=new_id, source=self.source, time=time)
                for index, of in enumerate(tagged)
            )
            yield document, list(chain.from_iterable(drafts))

    def scored(
        self, sentences: Iterable[Sequence[Word]], *, extras: Sequence[str] = (), at_once: int = AT_ONCE
    ) -> Iterator[dict[str, Floats]]:
        """The scores of each head for the words of each sentence, as the model came, and what `Backend` calls extras.

        A sentence without words has none.
        """
        rest = iter(sentences)
        while chunk := list(islice(rest, at_once)):
            yield from self._scores(chunk, extras)

    def vectors(self, sentences: Iterable[Sequence[Word]], *, extra: str = VECTORS) -> Iterator[Floats]:
        """A vector for each word of each sentence, of mean 0 and deviation 1: `VECTORS` or `PRECEDENTS`.

        Raises ModelError where the model gives none.
        """
        for scores in self.scored(sentences, extras=(extra,)):
            if scores and extra not in scores:
                raise ModelError(f"The model {self.source} gives no vectors of words; get a newer one.")
            yield scores[extra] if scores else np.zeros((0, self.manifest.encoder.hidden), np.float32)

    def decoded(self, sentences: Sequence[Sequence[Word]], scores: Sequence[Mapping[str, Floats]]) -> list[Decoded]:
        """The labels of sentences of whose words the scores are known, with vectors where the tagger is adapted."""
        return [tagged.labels for tagged in self.tagged(sentences, scores)]

    def tagged(self, sentences: Sequence[Sequence[Word]], scores: Sequence[Mapping[str, Floats]]) -> Iterator[Tagged]:
        """What the model says of sentences of whose words the scores are known, with vectors where it is adapted."""
        scores = self._as_adapted(scores)
        words = [self._completed(tuple(of), found) for of, found in zip(sentences, scores, strict=True)]
        decoded = self._decoder.decode(scores, words)
        for of_sentence, of_scores, labels in zip(words, scores, decoded, strict=True):
            parsed = self._parser.parsed(of_scores)
            relations = parsed.relations or self._best("deprel", of_scores) or [NONE] * len(of_sentence)
            yield Tagged(of_sentence, tuple(relations), labels, parsed.heads)

    def _scores(self, sentences: Sequence[Sequence[Word]], extras: Sequence[str]) -> list[dict[str, Floats]]:
        windows = self._pieces.encode_all([[word.form for word in words] for words in sentences])
        owned = iter(run(self.backend, [window for of in windows for window in of], extras=extras))
        return [_joined(list(islice(owned, len(of)))) for of in windows]

    def _as_adapted(self, scores: Sequence[Mapping[str, Floats]]) -> Sequence[Mapping[str, Floats]]:
        return scores if self._adapted is None else [self._adapted.scores(of) if of else of for of in scores]

    def _decoder_of(self, labels: Labels) -> Decoder:
        manifest = self.manifest
        return Decoder(labels, language=self._language, scheme=manifest.scheme, calibration=manifest.calibration)

    def _tagged(self, sentences: Sequence[tuple[Word, ...]]) -> Iterator[Tagged]:
        extras = (VECTORS,) if self._adapted is not None else ()
        yield from self.tagged(sentences, self._scores(sentences, extras))

    def _completed(self, words: tuple[Word, ...], scores: Mapping[str, Floats]) -> tuple[Word, ...]:
        """The words with the lemmas and parts of speech that were not given."""
        if not words:
            return words
        upos, xpos, scripts = (self._best(head, scores) for head in ("upos", "xpos", "lemma"))
        made: list[Word] = []
        for place, word in enumerate(words):
            if upos and word.upos == NONE:
                # Parts of speech of two sources need not fit each other.
                word = word._replace(upos=upos[place], xpos=xpos[place] if xpos else NONE)
            elif xpos and word.xpos == NONE:
                word = word._replace(xpos=xpos[place])
            if word.lemma == NONE:
                stated = lemma(word.form, scripts[place]) if scripts else word.form.lower()
                word = word._replace(lemma=stated)
            made.append(word)
        return tuple(made)

    def _best(self, head: str, scores: Mapping[str, Floats]) -> list[str]:
        if head not in scores:
            return []
        labels = self.labels.of(head)
        return [labels[number] for number in scores[head].argmax(axis=1).tolist()]


def completed(document: Document, tagged: Sequence[Tagged]) -> Document:
    """The document with lemmas, parts of speech and trees as found; itself where it has a column for each of them.

    A document with heads or relations of its own gets none.
    """
    missing = [name for name in ("lemma", "upos", "xpos") if not document.has_column(name)]
    if any(of.heads for of in tagged) and not document.has_column("head") and not document.has_column("deprel"):
        missing += ["head", "deprel"]
    if not missing:
        return document
    columns = dict(document.tokens.columns)
    cells = {name: [NONE] * len(document.tokens) for name in missing}
    if "head" in missing and "id" not in columns:
        # Heads are ids, so that a document has these as well.
        cells["id"] = [id for index in range(len(document.sentences)) for id in sentence_ids(document, index)]
    for index, of in enumerate(tagged):
        rows = regular_rows(document, index)
        found = {name: [getattr(word, name) for word in of.words] for name in ("lemma", "upos", "xpos")}
        if of.heads:
            first, ids = document.sentences.rows(index).start, sentence_ids(document, index)
            found["head"] = [ids[rows[head - 1] - first] if head else str(ROOT) for head in of.heads]
            found["deprel"] = list(of.deprels)
        for name in missing:
            for row, cell in zip(rows, found.get(name, ()), strict=name in found):
                cells[name][row] = cell
    columns.update((name, Column.of(values)) for name, values in cells.items())
    return Document(
        id=document.id, name=document.name, text=document.text,
        tokens=Tokens(document.tokens.start, document.tokens.end, columns), sentences=document.sentences,
        language=document.language, kind=document.kind, title=document.title, source=document.source,
        format=document.format, metadata=document.metadata, problem=document.problem,
    )  # fmt: skip


def _sentences(document: Document) -> Iterator[list[Word]]:
    """The words of each sentence, without empty nodes."""
    for index in range(len(document.sentences)):
        yield regular_words(document, index)


def _joined(windows: Sequence[Mapping[str, Floats]]) -> dict[str, Floats]:
    """The scores of a sentence from those of its windows."""
    if len(windows) == 1:
        return dict(windows[0])
    return {head: np.concatenate([window[head] for window in windows]) for head in (windows[0] if windows else ())}


def _backend(folder: Path, manifest: Manifest, labels: Labels, *, device: str, threads: int) -> Backend:
    from construal.core.models import torch_backend

    known = ("auto", "onnx", *torch_backend.DEVICES)
    if device.partition(":")[0] not in known:
        raise ModelError(f"‘{device}’ is no device that a model runs on; choose one of {', '.join(known)}.")
    if device == "auto" and WEIGHTS in manifest.files:
        # Asking for a graphics card takes torch a second, which a model without weights for it is spared.
        device = torch_backend.accelerator() or device
    if device == "onnx" or (device == "auto" and GRAPH in manifest.files):
        if GRAPH not in manifest.files:
            raise ModelError(f"{folder}: the model has no {GRAPH}; export it, or run it with torch.")
        from construal.core.models.onnx_backend import OnnxBackend

        return OnnxBackend(folder / GRAPH, sha256=manifest.files[GRAPH].sha256, threads=threads)
    if WEIGHTS not in manifest.files:
        raise ModelError(f"{folder}: the model has no {WEIGHTS} for torch; run it with the device ‘onnx’.")
    return torch_backend.TorchBackend.load(folder, labels, device=device, precedent_layer=manifest.precedent_layer)
