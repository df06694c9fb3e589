"""A table as a person sees it before it is read: its columns, its first rows, and what was guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from construal.annotation.annotation import id_source
from construal.annotation.errors import FormatError
from construal.annotation.formats import term_columns
from construal.annotation.formats.format import ReadOptions
from construal.annotation.formats.tables.guess import guess_of
from construal.annotation.formats.tables.mapping import ColumnMapping
from construal.annotation.formats.tables.meanings import is_table_of_words
from construal.annotation.formats.tables.reader import read
from construal.annotation.formats.tables.sheet import Row, Sheet, header_of, text_sheet
from construal.annotation.formats.tables.spreadsheet import sheets

SAMPLE = 300  # rows that the guess looks at
_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a table: its sheets' names, the rows below the header, and the mapping guessed."""

    file: str
    sheet: Sheet
    sheets: tuple[str, ...]
    mapping: ColumnMapping

    @property
    def rows(self) -> list[Row]:
        """The rows of the sample below the header."""
        return list(self.sheet.body(has_header=self.mapping.has_header))

    def examples(self, place: int, most: int = 3) -> list[str]:
        """The first different cells of a column."""
        cells = (row.cell(place).strip() for row in self.rows)
        return list(dict.fromkeys(cell for cell in cells if cell))[:most]

    def outcome(self, mapping: ColumnMapping, options: ReadOptions) -> str:
        """What the sample becomes by a mapping, in a sentence, or why it cannot be read."""
        if faults := mapping.faults():
            return faults[0]
        told = ReadOptions(language=options.language, columns=mapping, new_id=id_source(1))
        try:
            imported = read([self.sheet], b"", self.file, told)
        except FormatError as error:
            return str(error).removeprefix(f"{self.file}: ")
        sentences = sum(len(document.sentences) for document in imported.documents)
        words = sum(len(document.tokens) for document in imported.documents)
        whose: dict[str, int] = {}
        for annotation in imported.annotations:
            whose[annotation.annotator] = whose.get(annotation.annotator, 0) + 1
        decided = ", ".join(f"{n} by {name}" if name else f"{n} of nobody’s own" for name, n in whose.items())
        return f"{_many(sentences, 'sentence')}, {_many(words, 'word')}, decisions: {decided or 'none'}."


def preview(data: bytes, file: str, *, language: str = "", most: int = SAMPLE) -> Preview:
    """The first rows of a table, and what its columns seem to mean. Raises FormatError for what is no table."""
    found = table_sheets(data, file, language=language, most=most)
    filled = [sheet for sheet in found if not all(row.is_empty for row in sheet.rows)]
    filled[0].check(file)
    return Preview(file, filled[0], tuple(sheet.name for sheet in filled), guess_of(filled[0]))


def table_sheets(data: bytes, file: str, *, language: str = "", most: int | None = None) -> list[Sheet]:
    """The sheets of a file, a workbook's or a delimited text's only one. Raises FormatError for what is neither."""
    if data.startswith(b"PK\x03\x04"):
        return sheets(data, file, most=most)
    return [text_sheet(data, file, language=language, most=most)]


def is_workbook(path: PurePath, head: bytes) -> bool:
    """Whether a file is a workbook by its name and first bytes."""
    return path.suffix.lower() in _WORKBOOKS and head.startswith(b"PK")


def delimiter_of_words(head: bytes) -> str:
    """The delimiter of a delimited file that begins so, "" where it is a table of terms or mentions by its header.

    What is none of these for certain counts as words: a person will see its columns and say.
    """
    header, delimiter = header_of(head)
    of_terms = term_columns.columns_of(header).keys() & {term_columns.TERM, term_columns.CONCEPT}
    is_other = len(header) < 2 or of_terms or term_columns.is_mentions(header)
    return "" if is_other and not is_table_of_words(header) else delimiter


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
