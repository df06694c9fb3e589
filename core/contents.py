"""What was read, kept for good: source bytes, and the text and tokens of documents. Rows are added, never changed."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document, Problem
from construal.annotation.errors import ProjectError
from construal.annotation.state import DocumentRecord
from construal.core.blocks import Block, packed, unpacked
from construal.core.word_parts import BITS, WordParts, nodes, parts, place

_problem = msgspec.json.Decoder(Problem | None)


@dataclass(frozen=True, slots=True)
class Content:
    """A document made ready for the disk: its record, blocks, parts of a problem, and sentences to be searched."""

    record: DocumentRecord
    blocks: tuple[Block, ...]
    problem: Problem | None
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file, compressed."""

    sha256: str
    name: str
    size: int
    data: bytes


def content(document: Document, annotations: Sequence[Annotation] = ()) -> Content:
    """The document ready for the disk. Touches no database, so a job may do it.

    A sentence is found by its words, its empty nodes, and the parts of its words that these `annotations` are on.
    """
    record = DocumentRecord(
        id=document.id, name=document.name, title=document.title, kind=document.kind, language=document.language,
        format=document.format, source=document.source, sentences=len(document.sentences),
        tokens=len(document.tokens), characters=len(document.text), metadata=dict(document.metadata),
    )  # fmt: skip
    starts, ends = document.sentences.start.tolist(), document.sentences.end.tolist()
    sentences = [document.text[s:e] for s, e in zip(starts, ends, strict=True)]
    found = ((sentence, text) for sentence, text, _ in parts(document, annotations))
    for index, words in (*nodes(document), *found):
        sentences[index] += f"\n{words}"
    return Content(record, tuple(packed(document)), document.problem, tuple(sentences))


class Contents:
    """The kept contents on a connection. Adding wants a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.parts = WordParts(connection)

    def add(self, contents: Sequence[Content]) -> None:
        """Keep these documents, and make them findable."""
        execute, many = self.connection.execute, self.connection.executemany
        number = execute("SELECT coalesce(max(number), 0) FROM contents").fetchone()[0]
        for number, c in enumerate(contents, number + 1):  # noqa: B020  # goes on from the last number
            problem = msgspec.json.encode(c.problem).decode()
            execute("INSERT INTO contents (number, document, problem) VALUES (?, ?, ?)", (number, c.record.id, problem))
            many(
                "INSERT INTO blocks (document, number, body, columns) VALUES (?, ?, ?, ?)",
                ((number, n, block.body, block.columns) for n, block in enumerate(c.blocks)),
            )
            many(
                "INSERT INTO search (rowid, text) VALUES (?, ?)",
                ((place(number, n), text) for n, text in enumerate(c.sentences)),
            )

    def document(self, record: DocumentRecord) -> Document:
        """The document of a record; its UD columns are read when first looked at."""
        number, problem = self.connection.execute(
            "SELECT number, problem FROM contents WHERE document = ?", (record.id,)
        ).fetchone()
        bodies = [b for (b,) in self._blocks("body", number)]
        return unpacked(
            record, bodies, lambda: [c for (c,) in self._blocks("columns", number)], problem=_problem.decode(problem)
        )

    def _blocks(self, column: str, number: int) -> list[tuple[bytes]]:
        sql = f"SELECT {column} FROM blocks WHERE document = ? ORDER BY number"
        return self.connection.execute(sql, (number,)).fetchall()

    def add_source(self, source: Source) -> None:
        """Keep the bytes of a file; the same bytes are kept once."""
        self.connection.execute(
            "INSERT OR IGNORE INTO sources (sha256, name, size, data) VALUES (?, ?, ?, ?)",
            (source.sha256, source.name, source.size, source.data),
        )

    def source(self, sha256: str) -> bytes | None:
        """The bytes with this SHA-256, or None. Raises ProjectError where they are damaged."""
        row = self.connection.execute("SELECT data FROM sources WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            return None
        try:
            return zlib.decompress(row[0])
        except zlib.error as error:
            message = f"The kept source {sha256[:12]} is damaged; go back to a copy of the project."
            raise ProjectError(message) from error

    def found(self, words: str) -> list[int]:
        """Ids of the documents with a sentence that holds all these words, each as a beginning of a word or a part."""
        terms = ['"' + word.replace('"', '""') + '"*' for word in words.split()]
        if not terms:
            return []
        sql = (
            "SELECT DISTINCT contents.document FROM search JOIN contents ON contents.number = search.rowid >> ? "
            "WHERE search MATCH ?"
        )
        found = [id for (id,) in self.connection.execute(sql, (BITS, " ".join(terms)))]
        numbers = {at >> BITS for at in self.parts.found(terms)}
        by_number = "SELECT document FROM contents WHERE number = ?"
        more = (self.connection.execute(by_number, (number,)).fetchone()[0] for number in sorted(numbers))
        return list(dict.fromkeys((*found, *more)))
