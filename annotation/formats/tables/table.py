"""Tables of words as file formats: CSV, CSV for Excel, TSV and XLSX, read by a mapping of columns."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import PurePath

from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Export, Imported, Loss, ReadOptions, Written
from construal.annotation.formats.tables.preview import delimiter_of_words, is_workbook, table_sheets
from construal.annotation.formats.tables.reader import read
from construal.annotation.formats.tables.sheet import guarded
from construal.annotation.formats.tables.spreadsheet import MOST_CHARACTERS, MOST_ROWS, workbook
from construal.annotation.formats.tables.writer import table_of

TABLE = "table-"  # how the names of these formats begin
_TEXTS = (".csv", ".tsv", ".tab")


class TableCsv:
    """A row a word, as comma-separated text. Headers of every kind are read, see `guess`; every cell is written quoted.

    A cell that a spreadsheet would run as a formula (= + - @ before more) is written with an apostrophe before it, and
    read without. Excel takes a CSV file without a byte order mark for its own old encoding, and numerals for numbers:
    `mark` writes the mark, and a person who cares for numerals takes XLSX.
    """

    endings: tuple[str, ...] = (".tokens.csv",)
    delimiter = ","

    def __init__(self, name: str = "table-csv", *, mark: bool = False) -> None:
        self.name = name
        self.title = "tables of words for Excel (CSV with a byte order mark)" if mark else "tables of words (CSV)"
        self.mark = mark

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for a delimited file whose header has words and labels."""
        return not self.mark and path.suffix.lower() in _TEXTS and delimiter_of_words(head) not in ("", "\t")

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """The documents, by `options.columns`, or by a guess. Raises FormatError where no column has words."""
        return read(table_sheets(data, file, language=options.language), data, file, options)

    def write(self, export: Export) -> Written:
        """A row a word with every column of the standard names. Raises FormatError where there is no document."""
        rows, ledger = table_of(export)
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows([guarded(cell) for cell in row] for row in rows)
        return Written((codecs.BOM_UTF8 if self.mark else b"") + text.getvalue().encode(), ledger)


class TableTsv(TableCsv):
    """A row a word, as tab-separated text: quoted and guarded as CSV is; unquoted files are read, too."""

    endings: tuple[str, ...] = (".tokens.tsv",)
    delimiter = "\t"

    def __init__(self) -> None:
        super().__init__("table-tsv")
        self.title = "tables of words (TSV)"

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for a tab-separated file whose header has words and labels."""
        return path.suffix.lower() in _TEXTS and delimiter_of_words(head) == "\t"


class TableXlsx:
    """A row a word, as a workbook of text cells: nothing is run, and no numeral becomes a number."""

    name = "table-xlsx"
    title = "tables of words (XLSX)"
    endings: tuple[str, ...] = (".xlsx",)

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for workbooks; which column holds what is seen when one is read."""
        return is_workbook(path, head)

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """The documents of every sheet with the columns of the first. Raises FormatError for a damaged workbook."""
        return read(table_sheets(data, file, language=options.language), data, file, options)

    def write(self, export: Export) -> Written:
        """One sheet. Raises FormatError where there is no document, or more words than a sheet has rows."""
        rows, ledger = table_of(export)
        if len(rows) > MOST_ROWS:
            raise FormatError(f"{len(rows):,} rows are more than a sheet has; write TSV, or fewer documents.")
        cut = sum(len(cell) > MOST_CHARACTERS for row in rows for cell in row)
        if cut:
            ledger.append(Loss(export.documents[0].name, "the ends of cells longer than a sheet allows", cut))
        return Written(workbook([_fitting(row) for row in rows], "tokens"), ledger)


def _fitting(row: Sequence[str]) -> list[str]:
    return [cell[:MOST_CHARACTERS] for cell in row]
