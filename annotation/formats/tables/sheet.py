"""Sheets: rows of text cells with their lines, as a delimited file or a page of a workbook has them.

Knows delimiters and encodings, not what columns mean.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from construal.annotation.errors import FormatError
from construal.annotation.formats.encoding import decoded, with_unix_lines
from construal.annotation.formats.format import Oddity
from construal.annotation.formats.tables.meanings import INVISIBLE, MEANING_OF, named, plain

MOST_COLUMNS = 512
DELIMITERS = (",", ";", "\t", "|")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 20_000  # characters that tell the delimiter
# What a spreadsheet saves where it is not asked for UTF-8.
_ENCODINGS = {"ja": ("cp932",), "ko": ("cp949",), "zh": ("gb18030", "big5"), "ru": ("cp1251",), "el": ("cp1253",)}
_FORMULA = re.compile("'*(?:[=+\\-@＝＋－＠].|[\t\r])", re.DOTALL)
_PLAIN: Mapping[int, str] = MappingProxyType({})


class Row(NamedTuple):
    """The cells of a row, its line from 1, and by place what a cell was that is no text ("a number")."""

    line: int
    cells: list[str]
    kinds: Mapping[int, str] = _PLAIN

    @property
    def is_empty(self) -> bool:
        """Whether no cell has anything in it."""
        return not any(cell.strip() for cell in self.cells)

    def cell(self, place: int) -> str:
        """The cell at a place, "" where the row is shorter."""
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(slots=True)
class Sheet:
    """A table: its name ("" for a file's only one), its rows, empty ones too, and what was odd about it."""

    name: str
    rows: list[Row] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)

    @property
    def first(self) -> Row:
        """The first row that is not empty, or an empty one."""
        return next((row for row in self.rows if not row.is_empty), Row(1, []))

    def check(self, file: str) -> None:
        """Raise FormatError for a first row of more columns than a person would look at."""
        if (wide := len(self.first.cells)) > MOST_COLUMNS:
            raise FormatError(f"the first row has {wide:,} columns, more than {MOST_COLUMNS}; is this a table?", file)

    def body(self, *, has_header: bool) -> Iterator[Row]:
        """The rows below the header, or from the first that is not empty where there is none."""
        started = (row for row in itertools.dropwhile(lambda row: row.is_empty, self.rows))
        return itertools.islice(started, 1 if has_header else 0, None)


def header_of(head: bytes) -> tuple[list[str], str]:
    """The first row of a file that begins with these bytes, and its delimiter."""
    if head.startswith(_MARKS):
        text = head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    else:
        text = head.decode("utf-8-sig", errors="replace")
    text = text[:_LOOKED_AT].lstrip("\r\n")
    delimiter = delimiter_of(text)
    return _first_row(text, delimiter), delimiter


def text_sheet(data: bytes, file: str, *, language: str = "", most: int | None = None) -> Sheet:
    """The rows of a delimited file, at most `most`. Raises FormatError for a binary file or an unreadable row."""
    text, oddities = _decoded(data, file, language)
    text = with_unix_lines(text)
    if not text.strip():
        raise FormatError("the table is empty; choose another one.", file)
    delimiter = delimiter_of(text[:_LOOKED_AT].lstrip("\n"))
    marked = INVISIBLE.search(text[:_LOOKED_AT].partition("\n")[0])
    if marked is not None:
        oddities.append(Oddity(file, 1, "an invisible mark in the header; ignored"))
    return Sheet("", list(itertools.islice(_rows(text, delimiter, file), most)), oddities)


def delimiter_of(text: str) -> str:
    """The sign that parts the cells: what makes most known columns of the first line, else what gives most columns."""
    firsts = {sign: _first_row(text, sign) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: (sum(named(c) is not None for c in firsts[sign]), len(firsts[sign])))


def _first_row(text: str, delimiter: str) -> list[str]:
    if delimiter == "\t":
        text = text.partition("\n")[0]
    try:
        return [cleaned(cell) for cell in next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])]
    except csv.Error:
        return []


def cleaned(cell: str) -> str:
    """A header without invisible marks and outer blanks."""
    return INVISIBLE.sub("", cell).strip()


def _rows(text: str, delimiter: str, file: str) -> Iterator[Row]:
    """Every row with the line it begins on."""
    stream = io.StringIO(text, newline="")
    if delimiter == "\t" and _has_bare_quotes(text):
        reader = csv.reader(stream, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(stream, delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield Row(line, [unguarded(cell) if cell[:1] == "'" else cell for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(f"this row cannot be read ({error}); check its quotation marks.", file, line=line) from error


def _has_bare_quotes(text: str) -> bool:
    """Whether quotation marks in tab-separated text are words: read as quotes, they would swallow a tab."""
    if '"' not in text:
        return False
    try:
        return any("\t" in cell for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t") for cell in row)
    except csv.Error:
        return True


def _decoded(data: bytes, file: str, language: str) -> tuple[str, list[Oddity]]:
    """The text, by the encoding that spreadsheets of the language use where it is no UTF-8."""
    code = re.split(r"[-_]", language.casefold())[0]
    if code in _ENCODINGS and not data.startswith((*_MARKS, b"PK")):
        try:
            return data.decode("utf-8-sig"), []
        except UnicodeDecodeError:
            for encoding in _ENCODINGS[code]:
                try:
                    return data.decode(encoding), [Oddity(file, 0, f"no UTF-8; read as {encoding}")]
                except UnicodeDecodeError:
                    continue
    return decoded(data, file)


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what begins like one.

    Formulas begin with = + - or @, in full width too, or after a tab; one sign alone is none. `unguarded` takes the
    apostrophe away again, so that the data stay as they are.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell that `guarded` was given."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def has_known_names(header: list[str]) -> bool:
    """Whether any cell of a first row is the name of a column."""
    return any(plain(cell) in MEANING_OF or named(cell) is not None for cell in header)
