"""Vectors of the targets of documents, made by a model that is also asked for trees where a document has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from construal.annotation.annotation import Annotation
from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.snacs.expression import Word
from construal.annotation.snacs.relations import joined_rows
from construal.annotation.snacs.tree import sentence_ids, tree
from construal.core.models.manifest import Manifest
from construal.core.models.model_key import key_of
from construal.core.models.tagged import Tagged, regular_rows, regular_words
from construal.core.precedents.place import Floats, Spot, key, place, spot, vector

EXTRA = "precedents"  # the output of a model that the vectors are made of
_NONE = "_"


class Reader(Protocol):
    """What a tagger gives of sentences: words with a tree, and vectors of the words."""

    def tag(self, sentences: Iterable[Sequence[Word]]) -> Iterator[Tagged]:
        """What the model says of each sentence."""

    def vectors(self, sentences: Iterable[Sequence[Word]], *, extra: str = ...) -> Iterator[Floats]:
        """The vectors of each sentence's words."""


class Made(NamedTuple):
    """The vector of a target, and what tells its place from all others of the document."""

    annotation: int
    place: str
    vector: Floats


def identity(manifest: Manifest) -> str:
    """What tells the vectors of a model from those of any other: its files and the layer that they are taken from."""
    return f"{key_of(manifest)} {manifest.precedent_layer}"


def made(
    reader: Reader, document: Document, targets: Sequence[Annotation], *, standing: Iterable[Annotation] = ()
) -> list[Made]:
    """The vectors of these targets of a document, in order; of one that is on no token none.

    `standing` are the decisions around them, which say what belongs to a verb of several words.
    """
    found = list(spots(reader, document, targets, standing=standing))
    sentences = sorted({spot.sentence for _, spot in found})
    words = [regular_words(document, index) for index in sentences]
    by_sentence = dict(zip(sentences, reader.vectors(words, extra=EXTRA), strict=True))
    return [Made(a.id, key(a), vector(by_sentence[spot.sentence], spot)) for a, spot in found]


def spots(
    reader: Reader | None, document: Document, targets: Sequence[Annotation], *, standing: Iterable[Annotation] = ()
) -> Iterator[tuple[Annotation, Spot]]:
    """Where each target on words stands, by the document's trees, or by the reader's in sentences without one."""
    joined = joined_rows(document, standing)
    found = [(a, at) for a in targets if (at := place(document, a, joined=joined)) is not None]
    sentences = {at.rows[0]: document.sentences.of_row(at.rows[0]) for _, at in found}
    bare = [] if reader is None else [i for i in sorted(set(sentences.values())) if not tree(document, i).is_known]
    tagged = [] if reader is None else reader.tag(regular_words(document, index) for index in bare)
    treed = {index: of_sentence(document, index, of) for index, of in zip(bare, tagged, strict=True) if of.heads}
    for annotation, at in found:
        index = sentences[at.rows[0]]
        alone = treed.get(index)
        if alone is None or annotation.anchor.row is not None:
            yield annotation, spot(document, at)
            continue
        first = document.sentences.rows(index).start
        there = place(alone, annotation, joined={row - first for row in joined})
        if there is not None:
            yield annotation, spot(alone, there)._replace(sentence=index)


def of_sentence(document: Document, index: int, tagged: Tagged) -> Document:
    """One sentence of a document, at the same offsets, with the tree that was found for it."""
    alone = excerpt(document, index)
    ids = [id for id in sentence_ids(alone, 0) if "." not in id]
    cells = {name: [_NONE] * len(alone.tokens) for name in ("lemma", "upos", "xpos", "head", "deprel")}
    for row, word, head, relation in zip(
        regular_rows(alone, 0), tagged.words, tagged.heads, tagged.deprels, strict=True
    ):
        found = (word.lemma, word.upos, word.xpos, ids[head - 1] if head else "0", relation)
        for column, cell in zip(cells.values(), found, strict=True):
            column[row] = cell
    columns = {**alone.tokens.columns, **{name: Column.of(column) for name, column in cells.items()}}
    alone.tokens = Tokens(alone.tokens.start, alone.tokens.end, columns)
    return alone


def excerpt(document: Document, index: int) -> Document:
    """One sentence of a document by itself, at the same offsets; its rows count from 0. Nothing is read later."""
    rows = document.sentences.rows(index)
    part, one = slice(rows.start, rows.stop), slice(index, index + 1)
    tokens, sentences = document.tokens, document.sentences
    columns = {name: Column.of(column[part]) for name, column in tokens.columns.items()}
    return Document(
        id=document.id, name=document.name, text=document.text, language=document.language,
        tokens=Tokens(tokens.start[part], tokens.end[part], columns),
        sentences=Sentences(ints([0, len(rows)]), sentences.start[one], sentences.end[one], sentences.ids[one]),
    )  # fmt: skip
