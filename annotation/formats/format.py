"""What every file format offers, and the values that pass between it and a project."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Protocol

from construal.annotation.annotation import Annotation, id_source
from construal.annotation.catalogue import Concept
from construal.annotation.document import Document
from construal.annotation.formats.tables.mapping import ColumnMapping


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something a reader met and did not stop at: where, and what it did about it. `line` is 1-based, 0 unknown."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Before:
    """What was read before of a file that is read stretch by stretch.

    `name` is the document that is still open, "" at the beginning; `sentences` how many of its sentences were read;
    `names` are those of all documents so far.
    """

    name: str = ""
    sentences: int = 0
    names: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader may be told: language, whose annotations these are, the scheme, and where ids come from.

    `scheme` and `profile` are "" where the file tells them by what it looks like.
    """

    language: str = "en"
    annotator: str = ""
    scheme: str = ""
    profile: str = ""
    new_id: Callable[[], int] = field(default_factory=id_source)
    time: int = 0  # milliseconds since 1970, kept on every annotation read
    known_concepts: Mapping[str, Concept] = field(default_factory=dict)  # the project's catalogue
    columns: ColumnMapping | None = None  # what the columns of a table mean; None to let them be guessed
    before: Before | None = None  # of a stretch of a file; only the forms of `.conllulex` can be read so


@dataclass(slots=True)
class Imported:
    """What a file became."""

    documents: list[Document] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    concepts: list[Concept] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something a format could not carry: which document, what, and how many."""

    document: str
    message: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Export:
    """What a writer is given: documents, the decisions of one annotator by document id, the catalogue, and sources.

    `source` gives the bytes a document was read from by their SHA-256, or None where they are not kept. `begun` is how
    many paragraphs of the first document are written already, None where it begins here; only the forms of
    `.conllulex` can go on so.
    """

    documents: Sequence[Document]
    annotations: Mapping[int, Sequence[Annotation]]
    concepts: Mapping[str, Concept]
    source: Callable[[str], bytes | None] = field(default=lambda sha: None)
    begun: int | None = None


@dataclass(slots=True)
class Written:
    """The bytes of a file, and what they could not carry."""

    data: bytes
    ledger: list[Loss] = field(default_factory=list)


class Format(Protocol):
    """One file format. `endings` are lower case with their dot, the first is used for new files."""

    name: str
    title: str
    endings: tuple[str, ...]

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """Whether a file with this name that begins with `head` looks like this format."""

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """What the bytes of `file` hold. Raises FormatError where they are no such file."""

    def write(self, export: Export) -> Written:
        """The export as bytes. Raises FormatError where nothing of it fits the format."""
