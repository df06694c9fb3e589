"""Rows of a sheet as documents, sentences and words, before anything is known of texts and labels.

A sentence ends at an empty row, where the sentence id changes, or, without ids, where the words are counted anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from construal.annotation.formats.conllulex_blocks import Surface
from construal.annotation.formats.tables.log import TableLog
from construal.annotation.formats.tables.mapping import ColumnMapping
from construal.annotation.formats.tables.meanings import FORM, LABELS
from construal.annotation.formats.tables.sheet import Row, Sheet

BYTE_ORDER_MARK = "\ufeff"
_HEADER = re.compile(r"#\s*(?:text|sent_id|newdoc(?: id)?|newpar(?: id)?)\s*=")
_RANGE = re.compile(r"(\d{1,6})-(\d{1,6})")
LOST = "#NAME?"  # what a spreadsheet makes of `-ni`, which looks like a formula to it
_FLOAT = re.compile(r"(\d+)\.0")
_HYPHENS = "-‐"


@dataclass(slots=True)
class TableWord:
    """A word: its own row, and `targets`, every row that labels it or its part, each with that part's letters."""

    row: Row
    id: str
    form: str
    targets: list[tuple[Row, str]] = field(default_factory=list)
    is_glued: bool = False  # no space after it


@dataclass(slots=True)
class TableSentence:
    """The words between two breaks; `text` is None where the table has none."""

    line: int
    words: list[TableWord] = field(default_factory=list)
    surfaces: list[Surface] = field(default_factory=list)
    id: str = ""
    text: str | None = None
    paragraph: str = ""


@dataclass(slots=True)
class TableDocument:
    """Sentences of one document."""

    name: str
    language: str = ""
    sentences: list[TableSentence] = field(default_factory=list)


def is_number(cell: str) -> bool:
    """Whether a cell is a number of a size that words and places have."""
    return cell.isdecimal() and len(cell) < 10


class Reader:
    """Reads the rows of one sheet by a mapping that fits it."""

    def __init__(self, sheet: Sheet, mapping: ColumnMapping, stem: str, *, log: TableLog) -> None:
        self.sheet = sheet
        self.parts = mapping.parts
        self.log = log
        self.stem = stem
        self.places = {c.meaning: c.place for c in mapping.columns if c.meaning and not c.annotator}
        self.label_places = [c.place for c in mapping.columns if c.meaning in LABELS]
        self.has_offsets = {"start", "end", "text"} <= self.places.keys()
        self.body = list(sheet.body(has_header=mapping.has_header))
        ids = [row.cell(self.places["id"]) for row in self.body] if "id" in self.places else []
        # A column of numbers with one empty cell is often written as 1.0, 2.0, …
        self.has_floats = all(_FLOAT.fullmatch(id) for id in ids if id.strip()) and any(id.strip() for id in ids)
        self._document: TableDocument | None = None
        self._sentence: TableSentence | None = None
        self._next = TableSentence(0)  # what comments say of the sentence to come
        self._has_break = True
        self._newdoc = ""  # what the last comment calls the document
        self._new_documents = 0
        self.names_first = self._is_sparse()  # a sentence's id stands in its first row, remarks may follow

    def _is_sparse(self) -> bool:
        """Whether empty rows part the sentences, and some word has nothing in the column of sentence ids."""
        words = (row for row in self.body if self.cell(row, FORM).strip())
        return any(row.is_empty for row in self.body) and not all(self.cell(row, "sentence").strip() for row in words)

    def cell(self, row: Row, meaning: str) -> str:
        """The cell of a meaning that belongs to nobody, "" where there is no such column."""
        place = self.places.get(meaning)
        if place is None:
            return ""
        text = row.cell(place)
        return text if self.has_offsets else text.replace(BYTE_ORDER_MARK, "").strip()

    def number(self, row: Row, meaning: str) -> str:
        """A cell that holds the number of a word."""
        text = self.cell(row, meaning).strip()
        return text.removesuffix(".0") if self.has_floats else text

    def documents(self) -> Iterator[TableDocument]:
        """The documents, in order; none without words."""
        for row in self.body:
            if row.is_empty:
                self._has_break = True
            elif not self._is_comment(row):
                yield from self._add(row)
        if self._document is not None:
            yield self._document

    def _add(self, row: Row) -> Iterator[TableDocument]:
        form, id = self.cell(row, FORM), self.number(row, "id")
        if not form.strip() and not (id and self.cell(row, "start")):
            self._note_text(row)
            return
        name = self.cell(row, "document").strip() or self._newdoc
        if name.isdecimal() and not self.has_offsets:
            name = f"{self.stem}-{name}"
        if name and (self._document is None or name != self._document.name):
            if self._document is not None:
                yield self._document
            self._document, self._sentence = TableDocument(name), None
        document = self._document = self._document or TableDocument(self.stem)
        document.language = document.language or self.cell(row, "language").strip()
        sentence = self._sentence_of(row, id, document)
        last = sentence.words[-1] if sentence.words else TableWord(row, "", "")
        found = _RANGE.fullmatch(id)
        goes_on = found is not None and last.id == f"{found[1]}-{int(found[2]) - 1}"
        if found and not goes_on and (found[2] != "1" or found[1] == "0"):
            count = int(found[2]) - int(found[1]) + 1
            sentence.surfaces.append(Surface(len(sentence.words), max(count, 1), form, self.cell(row, "misc") or "_"))
        elif sentence.words and id and form == last.form and (goes_on or self._is_same(row, last, id)):
            last.id = id
            last.targets.append((row, ""))
        elif sentence.words and form.strip() == LOST and not self.has_offsets:
            last.targets.append((row, ""))
            self.log.add(row.line, f"‘{LOST}’ is what a spreadsheet made of a suffix; read with the word before")
        elif not (self.parts and self._is_suffix(row, form, id, sentence=sentence)):
            # Rows 6-1 and 6-2 are two parts of one word.
            last.is_glued = last.is_glued or goes_on
            word = TableWord(row, id, form)
            word.targets.append((row, ""))
            sentence.words.append(word)

    def _is_same(self, row: Row, last: TableWord, id: str) -> bool:
        """Whether a row has the number, and where it says so the place, of the word before."""
        places = ("start", "end") if self.has_offsets else ()
        return id == last.id and all(self.cell(row, place) == self.cell(last.row, place) for place in places)

    def _is_suffix(self, row: Row, form: str, id: str, *, sentence: TableSentence) -> bool:
        """Take a row of a suffix for a part of the word before, or glue it on; False for the row of a word."""
        is_marked = len(form) > 1 and form[0] in _HYPHENS and form[1].isalpha()
        if not sentence.words or not (is_marked or "." in id):
            return False
        bare = form.lstrip(_HYPHENS)
        word = sentence.words[-1]
        if bare and bare != word.form and bare in word.form[1:]:
            word.targets.append((row, bare))
        else:
            word.is_glued = True
            after = TableWord(row, "", bare or form)
            after.targets.append((row, ""))
            sentence.words.append(after)
        return True

    def _sentence_of(self, row: Row, id: str, document: TableDocument) -> TableSentence:
        """The sentence that a row belongs to: the one at hand, or a new one."""
        stated = self.cell(row, "sentence").strip()
        sentence = self._sentence
        starts = self._has_break and not (sentence and stated and stated == sentence.id and self._goes_on(id))
        changes = bool(stated) and not self.names_first and sentence is not None and stated != sentence.id
        if sentence is None or starts or changes or self._counts_anew(id, stated):
            sentence = self._sentence = self._next
            sentence.line = row.line
            sentence.id = stated or sentence.id
            document.sentences.append(sentence)
            self._next = TableSentence(0)
        self._has_break = False
        if sentence.text is None:
            sentence.text = self.cell(row, "text") or None
        sentence.paragraph = sentence.paragraph or self.cell(row, "paragraph").strip()
        return sentence

    def _goes_on(self, id: str) -> bool:
        """Whether an empty row stands inside a sentence: the words are counted on."""
        last = self._sentence.words[-1].id if self._sentence and self._sentence.words else ""
        return not is_number(id) or not is_number(last) or int(id) == int(last) + 1

    def _counts_anew(self, id: str, stated: str) -> bool:
        """Whether a word's number says that a sentence begins, where no id says so."""
        if stated or not is_number(id) or self._sentence is None:
            return False
        last = next((word.id for word in reversed(self._sentence.words) if is_number(word.id)), "")
        return last != "" and int(id) < int(last)

    def _is_comment(self, row: Row) -> bool:
        """Heed a row that has nothing but a comment as CoNLL-U files have them; False for other rows."""
        if self.has_offsets:
            return False  # a table of our own has none
        filled = [cell.strip() for cell in row.cells if cell.strip()]
        if _HEADER.match(filled[0]):
            filled = [", ".join(filled)]  # a text that was cut at its commas
        if len(filled) > 1 or filled[0][0] != "#":
            return False
        key, equals, value = (part.strip() for part in filled[0][1:].partition("="))
        if not key or not (equals or filled[0].startswith(("# ", "#new"))):
            return False
        if key.startswith("new") and not key.startswith("newpar"):
            self._new_documents += 1
            self._newdoc = value or f"{self.stem}-{self._new_documents}"
        elif key == "sent_id":
            self._next.id = value
        elif key == "text":
            self._next.text = value
        elif key.startswith("newpar"):
            self._next.paragraph = value or str(row.line)
        self._has_break = True
        return True

    def _note_text(self, row: Row) -> None:
        """Heed a row that has a sentence's text or id but no word; tell of labels in it, which are left out."""
        if any(row.cell(place).strip() for place in self.label_places):
            self.log.add(row.line, "labels in a row without a word; left out")
        self._has_break = True
        self._next.text = self.cell(row, "text") or self._next.text
        self._next.id = self.cell(row, "sentence").strip() or self._next.id
