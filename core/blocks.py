"""Documents packed for the disk: blocks of sentences, text and tokens apart from the UD columns, compressed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
import numpy as np

from construal.annotation.columns import Column, Ints, ints, joined
from construal.annotation.document import Document, Problem, Sentences, Tokens
from construal.annotation.state import DocumentRecord

TOKENS_PER_BLOCK = 65_536
_LEVEL = 2  # of zlib: within 4 % of level 6's size at a third of its time


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """Text, tokens and sentences of one block; offsets and rows count from the start of the document."""

    text: str
    start: bytes
    end: bytes
    first: bytes
    sentence_start: bytes
    sentence_end: bytes
    ids: tuple[bytes, list[str]]
    source_start: bytes = b""


class Columns(msgspec.Struct, frozen=True):
    """The named columns of one block: codes and values."""

    columns: dict[str, tuple[bytes, list[str]]]


class Block(msgspec.Struct, frozen=True):
    """One block as it lies on the disk."""

    body: bytes
    columns: bytes


_body = msgspec.msgpack.Decoder(Body)
_columns = msgspec.msgpack.Decoder(Columns)


def packed(document: Document) -> Iterator[Block]:
    """The document as blocks of whole sentences, each of about `TOKENS_PER_BLOCK` tokens."""
    sentences, tokens = document.sentences, document.tokens
    count = len(sentences)
    low = 0
    text_low = 0
    while True:
        row_low = int(sentences.first[low]) if count else 0
        high = int(np.searchsorted(sentences.first, row_low + TOKENS_PER_BLOCK, side="left"))
        high = min(max(high, low + 1), count)
        last = high >= count
        row_high = len(tokens) if last else int(sentences.first[high])
        text_high = len(document.text) if last else int(sentences.start[high])
        rows, these = slice(row_low, row_high), slice(low, high)
        body = Body(
            text=document.text[text_low:text_high],
            start=_rising(tokens.start[rows]),
            end=_narrow(tokens.end[rows] - tokens.start[rows]),
            first=_rising(sentences.first[low : high + 1]),
            sentence_start=_rising(sentences.start[these]),
            sentence_end=_rising(sentences.end[these]),
            ids=_column(sentences.ids[these], whole=False),
            source_start=_rising(sentences.source_start[low : high + 1]) if len(sentences.source_start) else b"",
        )
        whole = last and low == 0
        columns = Columns({n: _column(c if whole else c[rows], whole=whole) for n, c in tokens.columns.items()})
        yield Block(_pack(body), _pack(columns) if columns.columns else b"")
        if last:
            return
        low, text_low = high, text_high


def unpacked(
    record: DocumentRecord, bodies: Sequence[bytes], columns: Callable[[], Sequence[bytes]], *, problem: Problem | None
) -> Document:
    """The document from its blocks; `columns` is asked for the UD columns when they are first looked at."""
    parts = [_body.decode(zlib.decompress(b)) for b in bodies]
    start = _concatenated([_risen(p.start) for p in parts])
    length = _concatenated([_widened(p.end) for p in parts])
    sentences = Sentences(
        first=_chained([_risen(p.first) for p in parts]),
        start=_concatenated([_risen(p.sentence_start) for p in parts]),
        end=_concatenated([_risen(p.sentence_end) for p in parts]),
        ids=joined([Column(_widened(codes), values) for codes, values in (p.ids for p in parts)]),
        source_start=_chained([_risen(p.source_start) for p in parts]) if parts[0].source_start else ints(()),
    )
    return Document(
        id=record.id, name=record.name, title=record.title, kind=record.kind, language=record.language,
        format=record.format, source=record.source, metadata=record.metadata, problem=problem,
        text="".join(p.text for p in parts), tokens=Tokens(start, start + length, LazyColumns(columns)),
        sentences=sentences,
    )  # fmt: skip


class LazyColumns(Mapping[str, Column]):
    """Columns that are read from the disk when one of them is first asked for."""

    def __init__(self, load: Callable[[], Sequence[bytes]]) -> None:
        self._load = load
        self._columns: dict[str, Column] | None = None

    def _all(self) -> dict[str, Column]:
        if self._columns is None:
            blocks = [_columns.decode(zlib.decompress(b)).columns for b in self._load() if b]
            names = blocks[0] if blocks else {}
            self._columns = {
                name: joined([Column(_widened(block[name][0]), block[name][1]) for block in blocks]) for name in names
            }
        return self._columns

    def __getitem__(self, name: str) -> Column:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def _pack(value: Body | Columns) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(value), _LEVEL)


def _column(column: Column, *, whole: bool) -> tuple[bytes, list[str]]:
    if whole:
        return _narrow(column.codes), list(column.values)
    # A slice keeps the values of the whole column; a block wants its own.
    used, codes = np.unique(column.codes, return_inverse=True)
    if len(used) == len(column.values):
        return _narrow(column.codes), list(column.values)
    return _narrow(codes.astype(np.int32)), [column.values[i] for i in used.tolist()]


def _narrow(numbers: Ints) -> bytes:
    """The numbers in the fewest bytes each that hold them; the first byte says how many."""
    low, high = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
    if low >= 0 and high < 1 << 8:
        return b"\1" + numbers.astype(np.uint8).tobytes()
    if low >= -1 << 15 and high < 1 << 15:
        return b"\2" + numbers.astype(np.int16).tobytes()
    return b"\4" + numbers.tobytes()


_KINDS: dict[int, type[np.integer]] = {1: np.uint8, 2: np.int16, 4: np.int32}


def _widened(data: bytes) -> Ints:
    return np.frombuffer(data, dtype=_KINDS[data[0]], offset=1).astype(np.int32)


def _rising(numbers: Ints) -> bytes:
    steps = numbers.copy()
    steps[1:] -= numbers[:-1]
    return _narrow(steps)


def _risen(data: bytes) -> Ints:
    return np.cumsum(_widened(data), dtype=np.int32)


def _concatenated(parts: Sequence[Ints]) -> Ints:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _chained(parts: Sequence[Ints]) -> Ints:
    """Boundaries of neighbouring blocks, each shared boundary once."""
    return parts[0] if len(parts) == 1 else np.concatenate([*(p[:-1] for p in parts[:-1]), parts[-1]])
