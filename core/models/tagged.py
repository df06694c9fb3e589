"""What a model says of a sentence: labels and parts of speech by word, and the annotations that state them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import SINGLE, WEAK, Expression, Word, sentence_words
from construal.annotation.snacs.lexcat import following
from construal.core.models.decoding import Decoded


@dataclass(frozen=True, slots=True)
class Tagged:
    """The words of a sentence with lemma, UPOS and XPOS, as given or as the model has them, its relations and labels.

    `heads` are the governors, the first word being 1, and 0 at the one root; empty where the model finds no trees.
    `deprels` are the relations to them, "_" where the model knows none.
    """

    words: tuple[Word, ...]
    deprels: tuple[str, ...]
    labels: Decoded
    heads: tuple[int, ...] = ()

    @property
    def lextags(self) -> tuple[str, ...]:
        """The lextags, word by word."""
        return self.labels.tags


def annotations_of(
    document: Document, index: int, labels: Decoded, *, new_id: Callable[[], int], source: str = "", time: int = 0
) -> Iterator[Annotation]:
    """Drafts that state the labels of a sentence of a document, but for what follows from its parts of speech.

    The confidence is that of the construal, the target included, or that of the first word's lextag; a weak expression
    that begins with a target has the latter.
    """
    words = regular_words(document, index)
    rows = regular_rows(document, index)
    sure = {target.position: target.target * target.construal for target in labels.targets}
    for expression in labels.expressions:
        values = _values(expression, words)
        if expression.strength == SINGLE and len(values) == 1:
            continue
        first = expression.first
        certain = sure.get(first, labels.probabilities[first]) if expression.role else labels.probabilities[first]
        yield Annotation(
            id=new_id(),
            document=document.id,
            layer=LEXICAL,
            anchor=document.anchor_of([rows[position] for position in expression.positions]),
            values=values,
            status=Status.DRAFT,
            source=source,
            confidence=float(np.clip(certain, 0, 1)),
            created=time,
            modified=time,
        )


def regular_words(document: Document, index: int) -> list[Word]:
    """The words of a sentence as a tagger reads them: without empty nodes."""
    return [word for word in sentence_words(document, index) if not word.is_empty_node]


def regular_rows(document: Document, index: int) -> list[int]:
    """The rows of a sentence that are words, and no empty nodes."""
    words = sentence_words(document, index)
    rows = document.sentences.rows(index)
    return [row for row, word in zip(rows, words, strict=True) if not word.is_empty_node]


def _values(expression: Expression, words: list[Word]) -> dict[str, Value]:
    values: dict[str, Value] = {"strength": expression.strength}
    stated = expression.lexcat
    if expression.strength != WEAK and stated != following(replace(expression, lexcat=""), words):
        values["lexcat"] = stated
    for name in ("supersense", "role", "function"):
        if value := getattr(expression, name):
            values[name] = value
    return values
