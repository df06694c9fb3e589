"""Reading tables of words: sheets and a mapping become documents and annotations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import PurePath

import numpy as np

from construal.annotation.annotation import Annotation
from construal.annotation.columns import Column, Ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.errors import FormatError
from construal.annotation.formats.conllulex_text import Spelling
from construal.annotation.formats.format import Imported, Oddity, ReadOptions
from construal.annotation.formats.tables.decisions import Decisions
from construal.annotation.formats.tables.guess import guess_of
from construal.annotation.formats.tables.labels import CURRENT, TableLabels
from construal.annotation.formats.tables.log import TableLog
from construal.annotation.formats.tables.mapping import ColumnMapping
from construal.annotation.formats.tables.meanings import FORM
from construal.annotation.formats.tables.rows import LOST, Reader, TableDocument, TableSentence, is_number
from construal.annotation.formats.tables.sheet import Row, Sheet, cleaned
from construal.annotation.formats.tables.text import spelled

_UD = ("lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")
_MANGLED = re.compile(
    r"\d(?:\.\d+)?E\+\d+|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}|#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!)"
)


def read(sheets: Sequence[Sheet], data: bytes, file: str, options: ReadOptions) -> Imported:
    """The documents and decisions of a file's sheets. Raises FormatError where no mapping fits, or nothing is there."""
    imported = Imported()
    mapping = options.columns
    names: set[str] = set()
    stem = PurePath(file).stem.removesuffix(".tokens") or "document"
    for sheet in sheets:
        imported.oddities += sheet.oddities
        if all(row.is_empty for row in sheet.rows):
            continue
        try:
            fitting = mapping_for(sheet, mapping, file)
        except FormatError as error:
            if not names:
                raise
            why = str(error).removeprefix(f"{file}: ")
            imported.oddities.append(Oddity(file, 0, f"the sheet ‘{sheet.name}’ was left out: {why}"))
            continue
        mapping = mapping or fitting
        name = stem if len(sheets) == 1 else f"{stem}-{sheet.name}"
        _Reading(sheet, fitting, file, options=options, stem=name, sha=hashlib.sha256(data).hexdigest()).into(
            imported, names
        )
    if not imported.documents:
        raise FormatError("the table has no row with a word; check which column holds the words.", file)
    return imported


def mapping_for(sheet: Sheet, mapping: ColumnMapping | None, file: str) -> ColumnMapping:
    """The mapping given, fitted to a sheet, or the one guessed. Raises FormatError where it will not do."""
    sheet.check(file)
    if mapping is None:
        fitting = guess_of(sheet)
    else:
        fitting = mapping.fitted([cleaned(cell) for cell in sheet.first.cells], file)
    if faults := fitting.faults():
        columns = ", ".join(f"‘{name}’" for name in fitting.header)
        raise FormatError(f"{faults[0]} The columns are {columns}.", file)
    return fitting


class _Reading:
    """One sheet as it is read."""

    def __init__(
        self, sheet: Sheet, mapping: ColumnMapping, file: str, *, options: ReadOptions, stem: str, sha: str
    ) -> None:
        self.mapping = mapping
        self.options = options
        self.sha = sha
        self.log = TableLog(file)
        self.reader = Reader(sheet, mapping, stem, log=self.log)
        self.labels = TableLabels(options.scheme or CURRENT)

    def into(self, imported: Imported, names: set[str]) -> None:
        """Put the sheet's documents, decisions and oddities to what was read before."""
        self._tell_numbers()
        for found in self.reader.documents():
            if not any(sentence.words for sentence in found.sentences):
                continue
            found.sentences = [sentence for sentence in found.sentences if sentence.words]
            document = self._document(found, names)
            imported.documents.append(document)
            self._decide(document, found, imported.annotations)
        imported.oddities += self.log.oddities()

    def _document(self, found: TableDocument, names: set[str]) -> Document:
        language = found.language or self.options.language
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        forms: list[str] = []
        first: list[int] = []
        bounds: list[tuple[int, int]] = []
        offset = 0
        paragraph = found.sentences[0].paragraph
        spellings: list[Spelling] = []
        for sentence in found.sentences:
            spelling = spelled(sentence, self.reader, language=language, log=self.log)
            spellings.append(spelling)
            if parts:
                gap = "\n\n" if sentence.paragraph not in ("", paragraph) else "\n"
                parts.append(gap)
                offset += len(gap)
            paragraph = sentence.paragraph or paragraph
            parts.append(spelling.text)
            first.append(len(starts))
            starts += [offset + start for start in spelling.starts]
            ends += [offset + end for end in spelling.ends]
            forms += spelling.forms or [""] * len(sentence.words)
            bounds.append((offset, offset + len(spelling.text)))
            offset += len(spelling.text)
        columns = self._columns(found.sentences)
        if any(forms):
            columns["form"] = Column.of(forms)
        name = self._name(found, names)
        return Document(
            id=self.options.new_id(),
            name=name,
            text="".join(parts),
            tokens=Tokens(_ints(starts), _ints(ends), columns),
            sentences=Sentences(
                first=_ints([*first, len(starts)]),
                start=_ints([start for start, _ in bounds]),
                end=_ints([end for _, end in bounds]),
                ids=Column.of(sentence.id or str(n) for n, sentence in enumerate(found.sentences, 1)),
            ),
            language=language,
            title=name,
            source=self.sha,
        )

    def _columns(self, sentences: Sequence[TableSentence]) -> dict[str, Column]:
        """The columns of the words that the table has; a word without a number gets the next one."""
        words = [word for sentence in sentences for word in sentence.words]
        columns: dict[str, Column] = {}
        if any(word.id for word in words):
            numbers = [_numbers(sentence) for sentence in sentences]
            columns["id"] = Column.of(id for ids, _ in numbers for id in ids)
        for meaning in _UD:
            if meaning in self.reader.places:
                columns[meaning] = Column.of(self.reader.cell(word.row, meaning).strip() or "_" for word in words)
        if "head" in columns:
            columns["head"] = Column.of(
                places.get(head, head)
                for sentence in sentences
                for places in (_numbers(sentence)[1],)
                for word in sentence.words
                for head in (self.reader.number(word.row, "head") or "_",)
            )
        return columns

    def _name(self, found: TableDocument, names: set[str]) -> str:
        name, number = found.name, 2
        while name in names:
            name = f"{found.name} ({number})"
            number += 1
        if name != found.name:
            self.log.add(found.sentences[0].line, f"a second document ‘{found.name}’; called ‘{name}’")
        names.add(name)
        return name

    def _decide(self, document: Document, found: TableDocument, annotations: list[Annotation]) -> None:
        decisions = Decisions(self.mapping, self.reader, self.options, annotations, self.labels, self.log)
        for index, sentence in enumerate(found.sentences):
            decisions.add(document, index, sentence)

    def _tell_numbers(self) -> None:
        """Tell of words that are not as somebody typed them: numbers, dates and times that a spreadsheet made."""
        place = self.reader.places.get(FORM, 0)
        for row in self.reader.body:
            kind = row.kinds.get(place) or ("what a spreadsheet made" if _MANGLED.fullmatch(row.cell(place)) else "")
            kind = "" if row.cell(place) == LOST else kind  # told with the word before
            if kind:
                self.log.add(row.line, _mangled(row, place, kind))


def _numbers(sentence: TableSentence) -> tuple[list[str], dict[str, str]]:
    """The number of each word, and what became of the table's where they are counted anew.

    That is where a number such as `6-1` names a part of a word, for the parts are words here.
    """
    stated = [word.id for word in sentence.words]
    if any("-" in id for id in stated):
        places: dict[str, str] = {}
        for number, id in enumerate(stated, 1):
            places.setdefault(id.partition("-")[0], str(number))
        return [str(number) for number in range(1, len(stated) + 1)], places
    ids: list[str] = []
    last = 0
    for id in stated:
        id = id or str(last + 1)
        whole = id.partition(".")[0]
        last = int(whole) if is_number(whole) else last + 1
        ids.append(id)
    return ids, {}


def _mangled(row: Row, place: int, kind: str) -> str:
    return (
        f"the word ‘{row.cell(place)}’ is {kind}, not text: it may have been written otherwise (483.00 becomes 483); "
        "give the column the format Text before words are put in"
    )


def _ints(numbers: Sequence[int]) -> Ints:
    return np.asarray(numbers, np.int32)
