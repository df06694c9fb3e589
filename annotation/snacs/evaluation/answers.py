"""One side of a comparison: documents with what somebody, or a model, decided about them. Knows files, not projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.format import ReadOptions
from construal.annotation.formats.registry import by_name, detect
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.evaluation.repeated_rows import collapsed

_HEAD = 65_536  # bytes that a format may look at to know a file


class Sentence(NamedTuple):
    """A sentence of a document, by its number there, from 0."""

    document: Document
    number: int

    @property
    def id(self) -> str:
        """The sentence's id, as its file has it."""
        return str(self.document.sentences.ids[self.number])

    @property
    def text(self) -> str:
        """The sentence's text."""
        return self.document.text[self.start : int(self.document.sentences.end[self.number])]

    @property
    def start(self) -> int:
        """The code point at which the sentence begins."""
        return int(self.document.sentences.start[self.number])


@dataclass(frozen=True, slots=True)
class Answers:
    """Documents, and the lexical decisions about each by its id. `name` is what reports call this side."""

    name: str
    documents: Sequence[Document]
    annotations: Mapping[int, Sequence[Annotation]]

    @property
    def schemes(self) -> tuple[str, ...]:
        """The scheme versions that the decisions name, sorted; none where nothing is decided."""
        return tuple(sorted({a.scheme for found in self.annotations.values() for a in found if a.scheme}))

    def sentences(self) -> list[Sentence]:
        """Every sentence, in order."""
        return [Sentence(document, index) for document in self.documents for index in range(len(document.sentences))]


def answers(
    name: str, documents: Sequence[Document], annotations: Iterable[Annotation], *, suggestions: bool = False
) -> Answers:
    """The answers that these annotations give: decided lexical ones, without those that say a word is no target.

    With `suggestions` those count as answers that nobody has decided on. A word that has a row for each of its targets
    gets one row.
    """
    documents = [collapsed(document) for document in documents]
    by_document: dict[int, list[Annotation]] = {document.id: [] for document in documents}
    for annotation in annotations:
        counts = annotation.is_decided or (suggestions and annotation.status is Status.SUGGESTED)
        if annotation.layer != LEXICAL or not counts or annotation.values.get("target") is False:
            continue
        if annotation.document in by_document:
            by_document[annotation.document].append(annotation)
    return Answers(name, documents, by_document)


def read_answers(path: str | Path, *, format: str | None = None, language: str = "en", annotator: str = "") -> Answers:
    """The answers that a file of any known format holds; an empty file holds none.

    Raises FormatError for a file of no known format, OSError for one that cannot be read.
    """
    path = Path(path)
    data = path.read_bytes()
    if not data.strip():
        return Answers(path.name, (), {})
    reader = by_name(format) if format else detect(path, data[:_HEAD])
    imported = reader.read(data, path.name, ReadOptions(language=language, annotator=annotator))
    if not imported.documents:
        raise FormatError("no document with sentences is in here; choose an annotated file.", path.name)
    return answers(path.name, imported.documents, imported.annotations)
