"""Mappings: which column of a table means what, made by a guess or by a person's words, and whether they will do."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace

from construal.annotation.errors import FormatError
from construal.annotation.formats.tables.meanings import FORM, LABELS, PERSONAL, TITLES, plain

_SEVERAL = ("note",)  # of which one annotator may have many columns
_YES = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its `place` from 0, its header, what it means ("" where it is not read), whose it is, and why."""

    place: int
    name: str
    meaning: str = ""
    annotator: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What every column of a table means.

    `parts`: a suffix belongs to its word. A lexlemma that ends the word, or a row below it that spells its end (with a
    hyphen before it, or the number `5.1`), then marks a part of the word, and such a row is no word of its own. Where
    the word does not end so, the row is the next word, written without a space. Without `parts` a row is a word, and
    one numbered `5.1` stands without text after it, as in CoNLL-U.
    """

    columns: tuple[TableColumn, ...]
    parts: bool = False
    has_header: bool = True

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def annotators(self) -> tuple[str, ...]:
        """Whose labels there are, in the order of their columns; "" stands for nobody in particular."""
        return tuple(dict.fromkeys(c.annotator for c in self.columns if c.meaning in (*LABELS, "target")))

    def place(self, meaning: str, annotator: str = "") -> int | None:
        """Where the column of this meaning and annotator stands."""
        return next((c.place for c in self.columns if (c.meaning, c.annotator) == (meaning, annotator)), None)

    def with_column(self, place: int, meaning: str, annotator: str = "") -> ColumnMapping:
        """The mapping with another meaning for one column."""
        columns = list(self.columns)
        annotator = annotator if meaning in PERSONAL else ""
        columns[place] = replace(columns[place], meaning=meaning, annotator=annotator, reason="as you say")
        return replace(self, columns=tuple(columns))

    def with_parts(self, parts: bool) -> ColumnMapping:
        """The mapping with suffixes as parts of their words, or as words."""
        return replace(self, parts=parts)

    def faults(self) -> list[str]:
        """Why a table cannot be read so, each in a sentence; empty where it can."""
        seen: dict[tuple[str, str], str] = {}
        found = []
        for column in self.columns:
            key = (column.meaning, column.annotator)
            if column.meaning and column.meaning not in _SEVERAL and key in seen:
                whose = f" of {column.annotator}" if column.annotator else ""
                found.append(
                    f"‘{seen[key]}’ and ‘{column.name}’ are both the {TITLES[column.meaning]}{whose}; "
                    "keep one, or name whose they are."
                )
            seen.setdefault(key, column.name)
        if not any(meaning == FORM for meaning, _ in seen):
            found.insert(0, "No column holds the words; say which one does.")
        return found

    def spec(self) -> str:
        """The mapping in the words that `parsed` reads."""
        parts = []
        for column in self.columns:
            if column.meaning:
                whose = f"@{column.annotator}" if column.annotator else ""
                unique = self.header.count(column.name) == 1 and not column.name.isdecimal() and column.name.strip()
                part = f"{column.meaning}{whose}={column.name if unique else column.place + 1}"
                parts.append('"' + part.replace('"', '""') + '"' if {",", '"'} & set(part) else part)
        return ",".join([*parts, "parts=yes"] if self.parts else parts)

    def fitted(self, header: Sequence[str], file: str) -> ColumnMapping:
        """The mapping for a table with this header, columns found by their names wherever they stand.

        Raises FormatError for a header that lacks a column.
        """
        if not self.has_header or tuple(header) == self.header:
            return self
        columns = [TableColumn(place, name) for place, name in enumerate(header)]
        for column in self.columns:
            if column.meaning:
                place = found(column.name, header, file)
                columns[place] = replace(column, place=place)
        return replace(self, columns=tuple(columns))


def parsed(spec: str, guessed: ColumnMapping, file: str) -> ColumnMapping:
    """The mapping that a person's words say: `role=Scene Role,function=Function,form=Token`.

    A column is named by its header or its number from 1; `role@Kim=SS_K` makes it Kim's, `parts=yes` lets suffixes
    belong to their words, and `auto` begins with what was guessed. Columns that are not named are not read. Raises
    FormatError for what names no meaning or no column.
    """
    mapping = replace(guessed, columns=tuple(TableColumn(c.place, c.name) for c in guessed.columns), parts=False)
    for number, word in enumerate(next(csv.reader([spec], skipinitialspace=True), [])):
        key, equals, name = word.partition("=")
        meaning, _, annotator = key.partition("@")
        meaning = meaning.strip().casefold().replace("-", "_")
        if word.strip().casefold() == "auto" and not number:
            mapping = guessed
        elif meaning == "parts" and name.strip().casefold() in _YES:
            mapping = replace(mapping, parts=_YES[name.strip().casefold()])
        elif not equals or (meaning not in TITLES and meaning != "ignore"):
            raise FormatError(
                f"‘{word}’ says of no column what it means; write MEANING=COLUMN, MEANING being one of "
                f"{', '.join(TITLES)} or ignore.", file
            )  # fmt: skip
        else:
            place = found(name, mapping.header, file)
            held = mapping.place(meaning, annotator.strip())
            if held is not None and held != place and meaning not in _SEVERAL:
                mapping = mapping.with_column(held, "")
            mapping = mapping.with_column(place, "" if meaning == "ignore" else meaning, annotator.strip())
    if faults := mapping.faults():
        raise FormatError(f"{faults[0]} {_listed(mapping.header)}", file)
    return mapping


def found(name: str, header: Sequence[str], file: str) -> int:
    """The place of a column by its header, or its number from 1. Raises FormatError that lists the columns."""
    wanted = name.strip()
    for same in (lambda cell: cell == name, lambda cell: plain(cell) == plain(wanted)):
        for place, cell in enumerate(header):
            if same(cell):
                return place
    if wanted.isdecimal() and 0 < int(wanted) <= len(header):
        return int(wanted) - 1
    raise FormatError(f"there is no column ‘{wanted}’. {_listed(header)}", file)


def _listed(header: Sequence[str]) -> str:
    return f"The columns are {', '.join(f'‘{cell}’' for cell in header)}."
