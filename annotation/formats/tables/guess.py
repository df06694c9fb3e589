"""Guessing what the columns of a table mean, by their headers first and by their cells where these say more.

Each column is given a reason, for a person to judge the guess by.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from construal.annotation.formats.tables.labels import known_label
from construal.annotation.formats.tables.mapping import ColumnMapping, TableColumn
from construal.annotation.formats.tables.meanings import FORM, FUNCTION, PERSONAL, ROLE, TITLES, UPOS, XPOS, named
from construal.annotation.formats.tables.rows import is_number
from construal.annotation.formats.tables.sheet import Row, Sheet, cleaned, has_known_names

UNIVERSAL = frozenset((
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
))  # fmt: skip
_NUMBER = re.compile(r"\d+(?:[-.]\d+)?")
_GROUP = re.compile(r"\d+(?::\d+)*")
_FEW = 20  # rows, of which nothing is judged
_SENTENCE = re.compile(r"\D{0,12}\d+")
_NOTES_OF = 0.3  # of the words; a column that has more notes tells of words, not of decisions
_ANSWERS = frozenset(("yes", "no", "y", "n", "true", "false", "0", "1", "x", "target", "not a target", "non-target"))
_EMPTY = frozenset(("", "_"))


def guess_of(sheet: Sheet) -> ColumnMapping:
    """The mapping of a sheet, from its first row and a sample of the others."""
    header = [cleaned(cell) for cell in sheet.first.cells]
    while header and not header[-1]:
        header.pop()
    has_header = has_known_names(header) or not any(map(_is_content, header))
    if not has_header:
        header = [f"column {place + 1}" for place in range(len(header))]
    return guess(header, list(sheet.body(has_header=has_header)), has_header=has_header)


def guess(header: Sequence[str], rows: Sequence[Row], *, has_header: bool = True) -> ColumnMapping:
    """What each column means, with a reason, by its header and by the cells of these rows."""
    cells = [[row.cell(place).strip() for row in rows] for place in range(len(header))]
    filled = [[cell for cell in column if cell not in _EMPTY] for column in cells]
    columns = [_by_name(place, name, filled[place], rows=len(rows)) for place, name in enumerate(header)]
    columns = _with_owners_known(columns)
    columns = _once_each(columns)
    columns = _by_content(columns, filled, len(rows))
    mapping = ColumnMapping(tuple(columns), has_header=has_header)
    return ColumnMapping(mapping.columns, parts=_has_parts(mapping, rows), has_header=has_header)


def _by_name(place: int, name: str, filled: Sequence[str], *, rows: int) -> TableColumn:
    """The column as its header says, unless its cells say that it cannot be so."""
    reading = named(name) if name else None
    if reading is None:
        return TableColumn(place, name, reason="no name that is known; not read")
    meaning, reason = reading.meaning, f"‘{name}’ is a name for it"
    if meaning == "sentence" and _are_sentences(filled):
        meaning, reason = "text", "its cells are sentences"
    elif meaning == "target" and filled and _share(filled, lambda cell: cell.casefold() in _ANSWERS) < 0.5:
        meaning, reason = "lexlemma", "its cells are the words, or parts of words, that are labelled"
    elif meaning == UPOS and len(filled) > _FEW and _share(filled, UNIVERSAL.__contains__) < 0.5:
        meaning, reason = XPOS, "its tags are no universal ones"
    elif meaning == "feats" and filled and _share(filled, lambda cell: "=" in cell) < 0.5:
        return TableColumn(place, name, reason="its cells are no features; not read")
    elif meaning == "note" and rows > _FEW and len(filled) > (_NOTES_OF if reading.is_sure else _NOTES_OF / 3) * rows:
        return TableColumn(place, name, reason="most words have one, so these are no notes on decisions; not read")
    elif meaning == XPOS and filled and UNIVERSAL.issuperset(filled):
        meaning, reason = UPOS, "all its tags are universal ones"
    elif meaning == "wmwe" and filled and _share(filled, _GROUP.fullmatch) < 0.5:
        return TableColumn(place, name, reason="its cells are no numbers of expressions; not read")
    elif meaning == "id" and filled and _share(filled, _NUMBER.fullmatch) < 0.5:
        return TableColumn(place, name, reason="its cells are no numbers of words; not read")
    elif reading.is_gold:
        reason = f"‘{name}’ says that it is adjudicated, so nobody's own"
    elif reading.annotator:
        reason = f"‘{name}’ names it and {reading.annotator}" if reading.is_sure else f"‘{name}’ may name an annotator"
    return TableColumn(place, name, meaning, reading.annotator if meaning in PERSONAL else "", reason)


def _with_owners_known(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """The columns, notes of nobody's where nothing else shows that the rest of their header is an annotator."""
    owners = {column.annotator for column in columns if column.meaning not in ("", "note", "lexlemma")}
    result = []
    for column in columns:
        unsure = column.reason.endswith("may name an annotator")
        if column.meaning == "note" and unsure and column.annotator not in owners:
            column = TableColumn(column.place, column.name, "note", "", f"‘{column.name}’ is a kind of note")
        elif column.meaning == "lexlemma" and column.annotator not in (*owners, ""):
            column = TableColumn(column.place, column.name, reason="no name that is known; not read")
        result.append(column)
    return result


def _once_each(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """The columns, each meaning of each annotator given to the first that has it; notes may be several."""
    seen: dict[tuple[str, str], str] = {}
    result = []
    for column in columns:
        key = (column.meaning, column.annotator)
        if column.meaning not in ("", "note") and key in seen:
            reason = f"‘{seen[key]}’ is the {TITLES[column.meaning]} already; not read"
            column = TableColumn(column.place, column.name, reason=reason)
        seen.setdefault(key, column.name)
        result.append(column)
    return result


def _by_content(columns: Sequence[TableColumn], filled: Sequence[Sequence[str]], rows: int) -> list[TableColumn]:
    """The columns, those without a known name by their cells where something needed is still missing."""
    result = list(columns)
    taken = {column.meaning for column in columns}

    def give(meaning: str, reason: str, fits: Callable[[Sequence[str]], bool]) -> None:
        for column in result:
            is_free = not column.meaning and (not column.name or named(column.name) is None)
            if meaning not in taken and is_free and fits(filled[column.place]):
                result[column.place] = TableColumn(column.place, column.name, meaning, reason=reason)
                taken.add(meaning)

    def of_labels(cells: Sequence[str]) -> bool:
        return len(cells) > 0 and _share(cells, lambda cell: known_label(cell) is not None) > 0.6

    if taken.isdisjoint(("supersense", "construal")):
        give(ROLE, "its cells are labels", of_labels)
        give(FUNCTION, "its cells are labels, too", of_labels)
    # A table that calls its words "text" has no column of words beside.
    text = next((c for c in result if c.meaning == "text" and FORM not in taken), None)
    if text is not None and _are_words(filled[text.place], rows):
        result[text.place] = TableColumn(text.place, text.name, FORM, reason="its cells are single words")
        taken.add(FORM)
    give("id", "its cells count from 1", lambda cells: _counts(cells))
    give(UPOS, "all its tags are universal ones", lambda cells: len(cells) > 2 and UNIVERSAL.issuperset(cells))
    give(FORM, "its cells are single words", lambda cells: _are_words(cells, rows))
    return result


def _are_sentences(cells: Sequence[str]) -> bool:
    """Whether most cells are long, and none is a sentence's number."""
    is_long = len(cells) > 0 and _share(cells, lambda cell: cell.count(" ") > 2) > 0.5
    return is_long and not any(map(_SENTENCE.fullmatch, cells))


def _share(cells: Sequence[str], fits: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if fits(cell)) / len(cells)


def _are_words(cells: Sequence[str], rows: int) -> bool:
    """Whether most rows have one, most have letters, none is long, and they are no labels."""
    return (
        len(cells) * 2 > rows and len(set(cells)) * 4 > len(cells) and max(map(len, cells), default=99) < 40
        and _share(cells, lambda c: any(map(str.isalpha, c))) > 0.5 and _share(cells, lambda c: " " in c) < 0.1
        and not UNIVERSAL.issuperset(cells)
    )  # fmt: skip


def _counts(cells: Sequence[str]) -> bool:
    """Whether these are numbers, each one more than that before it, or a beginning."""
    if len(cells) < 2 or not all(map(is_number, cells)):
        return False
    numbers = [int(cell) for cell in cells]
    return all(b == a + 1 or b < 2 for a, b in itertools.pairwise(numbers))


def _has_parts(mapping: ColumnMapping, rows: Sequence[Row]) -> bool:
    """Whether labels stand on suffixes: in their own rows with a hyphen, or named by the lexlemma of most labels."""
    form, lexlemma, lemma = (mapping.place(meaning) for meaning in (FORM, "lexlemma", "lemma"))
    roles = [c.place for c in mapping.columns if c.meaning in ("role", "construal")]
    if form is None or not roles:
        return False
    labelled = [row for row in rows if any(known_label(row.cell(place)) is not None for place in roles)]
    inside = hyphened = 0
    for row in labelled:
        word = row.cell(form).strip()
        hyphened += len(word) > 1 and word[0] in "-‐" and word[1].isalpha()
        if lexlemma is not None:
            inside += is_suffix(row.cell(lexlemma).strip(), word, row.cell(lemma) if lemma is not None else "")
    return len(labelled) > 0 and max(inside, hyphened) * 2 > len(labelled)


def is_suffix(lexlemma: str, form: str, lemma: str = "") -> bool:
    """Whether a lexlemma names a part of a word behind its first letter, and not the word or its lemma."""
    bare = lexlemma.lstrip("-‐")
    return 0 < len(bare) < len(form) and bare in form[1:] and lexlemma != lemma.strip()


def _is_content(cell: str) -> bool:
    """Whether a cell can only stand below a header: a number, a label, an empty sign, a tag, punctuation."""
    return (
        cell.isdecimal() or cell == "_" or known_label(cell) is not None or cell in UNIVERSAL
        or (cell != "" and cell != "#" and not any(map(str.isalnum, cell)))
    )  # fmt: skip
