"""Sentence blocks of a tab-separated CoNLL file: which lines are one sentence, and which of them token rows.

Knows lines, not documents or annotations. Lenient: what is odd is told, and the file's bytes stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Oddity

COLUMNS = 19
BYTE_ORDER_MARK = "\ufeff"
_FEWEST = 10
_TOLD_ALONE = 100
_HEEDED = frozenset(("tex", "sen", "new"))
_PREFIXES = [f"{number}\t" for number in range(500)]


@dataclass(slots=True)
class Surface:
    """A multiword surface token (`1-2`): the first row it covers, how many, and its own FORM and MISC.

    One that `is_repeated` stands in the file as rows with one number, a row for each target in the word.
    """

    row: int
    count: int
    form: str
    misc: str
    is_repeated: bool = False


@dataclass(slots=True)
class Block:
    """The lines of one sentence, up to the next: indices of its first line, of its comments and of its token rows."""

    first: int
    comments: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    surfaces: list[Surface] = field(default_factory=list)
    has_empty_nodes: bool = False


@dataclass(slots=True)
class Lines:
    """The lines of a file without their endings, the byte at which each begins, and one number more (the end)."""

    text: list[str]
    starts: list[int]
    has_empty_cells: bool


@dataclass(slots=True)
class Header:
    """What the comments of a block say: a document's beginning as key and value, and the sentence's own."""

    newdoc: tuple[str, str] | None = None
    begins_paragraph: bool = False
    sentence_id: str = ""
    text: str | None = None


class Log:
    """Oddities of one file. The first hundred of a kind are told line by line, the others by their number.

    `usual` are kinds that the file's profile has as its convention; they are not told.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.usual: frozenset[str] = frozenset()
        self._told: list[Oddity] = []
        self._kinds: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._last: dict[str, int] = {}

    def add(self, line: int, message: str, kind: str = "") -> None:
        """Tell of a line; `line` is 0-based, `kind` the name that profiles have for what is odd."""
        if kind:
            if kind in self.usual:
                return
            self._kinds[message] = kind
        count = self._counts.get(message, 0) + 1
        self._counts[message] = count
        if count <= _TOLD_ALONE:
            self._told.append(Oddity(self.file, line + 1, message))
        else:
            self._last[message] = line

    def settle(self, usual: frozenset[str]) -> None:
        """Know what is usual; what was told of it before is taken back."""
        self.usual = usual
        self._told = [oddity for oddity in self._told if self._kinds.get(oddity.message, "") not in usual]

    def oddities(self) -> list[Oddity]:
        """Everything told, by line."""
        rest = [
            Oddity(self.file, line + 1, f"{message} (and on {self._counts[message] - _TOLD_ALONE} lines up to here)")
            for message, line in self._last.items()
        ]
        return sorted(self._told + rest, key=lambda oddity: oddity.line)


def split_lines(data: bytes, file: str, log: Log) -> Lines:
    """The lines of a file. Raises FormatError for an empty or binary file."""
    if not data.strip():
        raise FormatError("The file is empty; choose one with annotated sentences.", file)
    if b"\0" in data:
        raise FormatError("The file is binary, not tab-separated text in UTF-8; choose another format for it.", file)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode(errors="replace")
        for number, line in enumerate(text.split("\n")):
            if "\ufffd" in line:
                log.add(number, "bytes that are no UTF-8; shown as �, kept in the file")
    newlines = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    starts = [0, *(newlines + 1).tolist(), len(data)]
    if text.startswith(BYTE_ORDER_MARK):
        log.add(0, "a byte order mark at the start; ignored")
        text = text[1:]
    if "\r\n" in text or text.endswith("\r"):
        log.add(text[: text.index("\r")].count("\n"), "lines end in CR LF; kept", "crlf")
        text = text.replace("\r\n", "\n").removesuffix("\r")
    if BYTE_ORDER_MARK in text:
        for number, line in enumerate(text.split("\n")):
            if BYTE_ORDER_MARK in line:
                log.add(number, "a byte order mark inside the line; ignored, kept in the file")
        text = text.replace(BYTE_ORDER_MARK, "")
    return Lines(text.split("\n"), starts, "\t\t" in text or "\t\n" in text or text.endswith("\t"))


def blocks(lines: Lines, file: str, log: Log) -> Iterator[Block]:
    """The sentences of a file, in order; rows with other than 19 columns are cut or filled with `_` in `lines`.

    Raises FormatError, at the end, where no line is a token row of ten columns or more.
    """
    block = Block(0)
    widths: dict[int, tuple[int, int]] = {}
    text = lines.text
    check_cells = lines.has_empty_cells
    expected, prefix = 1, _PREFIXES[1]
    closed = is_regular = False
    for number, line in enumerate(text):
        # The next row of the sentence: all but a few lines of a corpus.
        if line.startswith(prefix) and not closed and line.count("\t") == COLUMNS - 1 and not check_cells:
            block.rows.append(number)
            is_regular = True
            expected += 1
            prefix = _PREFIXES[expected] if expected < len(_PREFIXES) else f"{expected}\t"
            continue
        if not line.strip():
            if block.rows:
                closed = True
            elif block.comments:
                log.add(number, "comments without a sentence; read with the next one")
            continue
        is_comment = line[0] == "#"
        if not is_comment and "\t" not in line:
            log.add(number, "neither a comment nor a token row; kept, not read")
            continue
        id = line.partition("\t")[0]
        restarts = not is_comment and id in ("0", "1") and _restarts(id, block, text)
        if block.rows and (closed or restarts or is_comment):
            if not closed:
                log.add(number, "no blank line before a new sentence; one begins here")
            yield block
            block = Block(number)
            closed, expected = False, 1
        if is_comment:
            block.comments.append(number)
        else:
            cells = [cell or "_" for cell in line.split("\t")]
            if len(cells) == COLUMNS:
                is_regular = True
            else:
                first, count = widths.get(len(cells), (number, 0))
                widths[len(cells)] = (first, count + 1)
            cells = (cells + ["_"] * COLUMNS)[:COLUMNS]
            text[number] = "\t".join(cells)
            expected = _odd_row(cells, block, text, number=number, expected=expected, log=log)
        prefix = f"{expected}\t"
    if block.rows:
        yield block
    if not is_regular and max(widths, default=0) < _FEWEST:
        raise FormatError("No line is a token row with ten or more tab-separated columns; is it another format?", file)
    for width, (first, count) in widths.items():
        what = "those past column 19 are kept, not read" if width > COLUMNS else "missing ones are read as empty"
        told = f"{width} columns instead of {COLUMNS} on {count} line{'s' if count > 1 else ''}; {what}"
        log.add(first, told, f"width-{width}")


def _restarts(id: str, block: Block, text: list[str]) -> bool:
    """Whether a row with this number begins another sentence, though no blank line says so."""
    return (
        bool(block.rows)
        and text[block.rows[0]].startswith(f"{id}\t")
        and not text[block.rows[-1]].startswith(f"{id}\t")
    )


def _odd_row(cells: list[str], block: Block, text: list[str], *, number: int, expected: int, log: Log) -> int:
    """Add a row to its block, tell of a number that is not the next, and give the number expected after it."""
    id = cells[0]
    first, dash, last = id.partition("-")
    if dash and _is_number(first) and _is_number(last):
        block.surfaces.append(Surface(len(block.rows), int(last) - int(first) + 1, cells[1], cells[9]))
        return expected
    if block.rows and _is_number(id) and text[block.rows[-1]].startswith(f"{id}\t"):
        _add_repeated(cells, block, text, number=number, log=log)
        return expected
    block.rows.append(number)
    whole, dot, part = id.partition(".")
    if dot and _is_number(whole) and _is_number(part):
        block.has_empty_nodes = True
        return expected
    if not _is_number(id):
        log.add(number, f"‘{id}’ is no token number; read as a token")
        return expected + 1
    if int(id) != expected:
        if id == "0" and len(block.rows) == 1:
            log.add(number, "token numbers start at 0", "starts-at-0")
        else:
            log.add(number, "token numbers are not 1, 2, 3, … in order")
    return int(id) + 1


def _add_repeated(cells: list[str], block: Block, text: list[str], *, number: int, log: Log) -> None:
    """Add a row that has the number of the row before it: another target in the same word, or a word of its own."""
    id, form = cells[:2]
    if form in ("_", text[block.rows[-1]].split("\t")[1]):
        log.add(number, f"the number {id} a second time; read as another target in the same word")
        last = block.surfaces[-1] if block.surfaces else None
        if last is not None and last.is_repeated and last.row + last.count == len(block.rows):
            last.count += 1
        else:
            word = text[block.rows[-1]].split("\t")
            block.surfaces.append(Surface(len(block.rows) - 1, 2, word[1], word[9], is_repeated=True))
    else:
        log.add(number, f"the number {id} a second time; read as a token of its own")
    block.rows.append(number)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 10


def header(block: Block, lines: Lines) -> Header:
    """The comments of a block that a reader heeds; of two with one key the last counts."""
    result = Header()
    for number in block.comments:
        line = lines.text[number]
        # Most comments are none of these, and a corpus has thousands.
        if line[2:5] not in _HEEDED and line[:2] == "# ":
            continue
        key, equals, value = line[1:].partition("=")
        key = key.strip()
        if key == "text" and equals:
            result.text = value.strip()
        elif key == "sent_id" and equals:
            result.sentence_id = value.strip()
        elif key.startswith("newpar"):
            result.begins_paragraph = True
        elif key.startswith("newdoc"):
            result.newdoc = (key, value.strip())
    return result
