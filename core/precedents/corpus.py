"""The decided targets of a `.conllulex` file, to measure with, and the same without the file's trees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document, Tokens
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import ReadOptions
from construal.annotation.snacs.lexlemma import lexlemma
from construal.core.precedents.evaluation import Labelled
from construal.core.precedents.place import is_precedent, place

_SYNTAX = ("upos", "xpos", "head", "deprel", "deps")


@dataclass(frozen=True, slots=True)
class Text:
    """A document, its decided targets on words with what they are known by, and all decisions in it."""

    document: Document
    targets: Sequence[Annotation]
    labelled: Sequence[Labelled]
    decided: Sequence[Annotation]

    def without_trees(self) -> Text:
        """The same words and lemmas without parts of speech and relations."""
        given = self.document
        columns = {name: column for name, column in given.tokens.columns.items() if name not in _SYNTAX}
        document = Document(
            id=given.id, name=given.name, text=given.text, sentences=given.sentences, language=given.language,
            tokens=Tokens(given.tokens.start, given.tokens.end, columns), kind=given.kind,
        )  # fmt: skip
        return replace(self, document=document)


def read(path: Path) -> list[Text]:
    """The documents of a file. Raises FormatError for what is no such file, OSError where there is none."""
    imported = Conllulex().read(path.read_bytes(), path.name, ReadOptions())
    decided: defaultdict[int, list[Annotation]] = defaultdict(list)
    for annotation in imported.annotations:
        decided[annotation.document].append(annotation)
    return [_text(document, decided[document.id]) for document in imported.documents]


def _text(document: Document, decided: Sequence[Annotation]) -> Text:
    found = list(_labelled(document, decided))
    return Text(document, [a for a, _ in found], [labelled for _, labelled in found], decided)


def _labelled(document: Document, decided: Sequence[Annotation]) -> Iterator[tuple[Annotation, Labelled]]:
    for annotation in decided:
        if is_precedent(annotation) and (at := place(document, annotation)) is not None:
            lemma = lexlemma(document, at.rows, annotation.anchor)
            yield annotation, Labelled(document.id, lemma, annotation.text("role"), annotation.text("function"))
