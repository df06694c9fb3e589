"""Long files stretch by stretch: where a file can be parted so that its parts read as the whole does.

Knows lines and blank lines, no documents. What is held at a time does not grow with the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

LEAST = 1 << 18  # bytes or characters of a stretch, where a good place to part comes so soon
_MOST = 4  # as many times so long is a stretch before it is parted inside a document
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SURFACE = re.compile(rb"\d{1,9}-\d{1,9}\t")
_FEWEST = 10  # columns of a row that a reader takes for one
_BEHIND = 4_096  # characters behind the last sentence of a stretch that the choice of its end may have looked at

Ends = Callable[[str], list[int]]  # where the sentences of a text end


class Lines(NamedTuple):
    """Whole sentences of a tab-separated file, and the number of the line before them."""

    data: bytes
    line: int


class Text(NamedTuple):
    """Whole paragraphs of a text, with the blank lines before them, and the number of the line before."""

    text: str
    line: int


def of_lines(lines: Iterable[bytes], *, least: int = LEAST) -> Iterator[Lines]:
    """The sentences of a CoNLL file in stretches: whole documents, or where one is very long, sentences of it.

    `lines` have their ends. Stretches joined are the file. A sentence begins where the reader of blocks begins one.
    """
    held: list[bytes] = []  # whole sentences
    size = wide = 0  # bytes of these, and how many of them have a row that counts
    line = 0
    for block, starts_document, is_wide in chain(_blocks(lines), [([], True, True)]):
        is_last = not block
        if wide and is_wide and size >= (least if starts_document else _MOST * least) and not is_last:
            data = b"".join(held)
            yield Lines(data, line)
            line += len(held)
            held, size, wide = [], 0, 0
        held += block
        size += sum(map(len, block))
        wide += is_wide
    if held:
        yield Lines(b"".join(held), line)


def _blocks(lines: Iterable[bytes]) -> Iterator[tuple[list[bytes], bool, bool]]:
    """Lines by sentence: whether it begins a document, and whether a row of it is one that counts."""
    block: list[bytes] = []
    first = last = b""  # ids of its first and its last row
    closed = starts_document = is_wide = False
    for line in lines:
        bare = line.replace(_BYTE_ORDER_MARK, b"") if b"\xef" in line else line
        is_comment = bare[:1] == b"#"
        is_row = not is_comment and b"\t" in bare and not _is_blank(bare)
        if is_comment or is_row:
            id = bare.partition(b"\t")[0]
            restarts = is_row and id in (b"0", b"1") and first == id != last
            if first and (closed or is_comment or restarts):
                yield block, starts_document, is_wide
                block, first, last = [], b"", b""
                closed = starts_document = is_wide = False
            if is_comment:
                key = bare[1:].partition(b"=")[0].strip()
                starts_document = starts_document or key.startswith(b"newdoc")
            else:
                if not _SURFACE.match(bare):
                    first, last = first or id or b"_", id
                is_wide = is_wide or bare.count(b"\t") >= _FEWEST - 1
        elif first and _is_blank(bare):
            closed = True
        block.append(line)
    if block:
        yield block, starts_document, is_wide


def _is_blank(line: bytes) -> bool:
    return not line.strip() or (line[:1] > b"\x7f" and not line.decode(errors="replace").strip())


def of_text(pieces: Iterable[str], ends: Ends, *, least: int = LEAST) -> Iterator[Text]:
    """A text in stretches that end before a blank line, or where there is none for long, behind a sentence.

    `pieces` joined are the text, its lines ended by `\\n`. Stretches joined are the text but for white space between
    two of them that a long paragraph was parted into.
    """
    held = ""
    line = 0
    for piece in pieces:
        held += piece
        while len(held) >= least and (end := _parting(held, ends, least)):
            yield Text(held[:end], line)
            line += held.count("\n", 0, end)
            held = held[end:]
    if held:
        yield Text(held, line)


def _parting(held: str, ends: Ends, least: int) -> int:
    """Where a stretch ends, 0 where more of the text must be seen."""
    end = held.rfind("\n\n")
    if end > 0 and not held[:end].isspace():
        return end
    if len(held) < _MOST * least:
        return 0
    far = len(held) - min(_BEHIND, least)
    found = [end for end in ends(held) if end <= far]
    if found:
        return found[-1]
    return held.rfind(" ", 0, far) if held.rfind(" ", 0, far) > 0 else far
