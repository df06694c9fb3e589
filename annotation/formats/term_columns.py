"""The columns of a table of terms: what people call them, which character parts them, and what a status may be called.

A header is matched without regard to case, accents stay, and spaces, hyphens and underscores are one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from construal.annotation.catalogue import TermStatus
from construal.annotation.errors import FormatError

CONCEPT, TERM, LANGUAGE, STATUS, DEFINITION, BROADER = "concept", "term", "language", "status", "definition", "broader"
NAME, CATEGORY, RELATED, EXTERNAL, NOTE = "name", "category", "related", "external", "note"
COLUMNS = (CONCEPT, TERM, LANGUAGE, STATUS, DEFINITION, BROADER)
MORE_COLUMNS = (NAME, CATEGORY, RELATED, EXTERNAL, NOTE)
MENTION_COLUMNS = (
    "document", "language", "start", "end", "fragments", "text", "canonical", "concept", "annotator", "status",
)  # fmt: skip

ALIASES: Mapping[str, tuple[str, ...]] = {
    CONCEPT: (
        "concept",
        "concept id",
        "id",
        "identifier",
        "entry",
        "entry id",
        "begriff",
        "begriffsnummer",
        "concepto",
    ),
    TERM: ("term", "terms", "label", "word", "lemma", "benennung", "bezeichnung", "terme", "término", "termino"),
    LANGUAGE: ("language", "lang", "locale", "sprache", "langue", "idioma"),
    STATUS: ("status", "term status", "administrative status", "usage", "state", "gebrauch", "statut", "estado"),
    DEFINITION: ("definition", "def", "description", "gloss", "erklärung", "beschreibung", "définition", "definición"),
    BROADER: ("broader", "broader concept", "parent", "hypernym", "is a", "oberbegriff", "générique"),
    NAME: ("name", "title", "preferred label", "titel", "nom", "nombre"),
    CATEGORY: ("category", "subject", "subject field", "domain", "field", "fachgebiet", "kategorie", "domaine"),
    RELATED: ("related", "related concept", "see also", "siehe auch", "verwandt"),
    EXTERNAL: ("external", "external id", "xref", "link", "url", "wikidata"),
    NOTE: ("note", "notes", "comment", "comments", "remark", "remarks", "anmerkung", "notiz", "bemerkung"),
}
_COLUMN_OF = {alias: column for column, aliases in ALIASES.items() for alias in aliases}

STATUSES: Mapping[str, TermStatus] = {
    "preferred": "preferred", "preferred term": "preferred", "preferredterm": "preferred", "approved": "preferred",
    "valid": "preferred", "main": "preferred", "vorzugsbenennung": "preferred",
    "admitted": "admitted", "admitted term": "admitted", "admittedterm": "admitted", "allowed": "admitted",
    "synonym": "admitted", "alternative": "admitted", "variant": "admitted", "erlaubt": "admitted",
    "deprecated": "deprecated", "deprecated term": "deprecated", "forbidden": "deprecated", "obsolete": "deprecated",
    "superseded": "deprecated", "superseded term": "deprecated", "abgelehnt": "deprecated", "verboten": "deprecated",
    "candidate": "candidate", "proposed": "candidate", "new": "candidate", "suggested": "candidate",
    "draft": "candidate",
    "rejected": "rejected", "invalid": "rejected", "no term": "rejected",
}  # fmt: skip
_DELIMITERS = (",", ";", "\t")


def plain(name: str) -> str:
    """A header or status as the tables of this module have it."""
    return re.sub(r"[\s_-]+", " ", name.strip().casefold()).removesuffix(" admn sts")


def columns_of(header: list[str]) -> dict[str, int]:
    """The place of each known column. A `name` or `title` without a `term` beside it is the term."""
    places: dict[str, int] = {}
    for place, cell in enumerate(header):
        column = _COLUMN_OF.get(plain(cell))
        if column is not None:
            places.setdefault(column, place)
    if TERM not in places and NAME in places:
        places[TERM] = places.pop(NAME)
    return places


def is_mentions(header: list[str]) -> bool:
    """Whether this is the header of a table of mentions."""
    found = {plain(cell) for cell in header}
    return "document" in found and "text" in found and bool(found & {"start", "fragments"})


def delimiter_of(text: str) -> str:
    """The character that parts the cells: the one that makes most known columns, else most columns.

    Where there is one column only, the character that occurs least, for then it is part of the terms.
    """
    best = max(_DELIMITERS, key=lambda sign: (len(columns_of(first := _first_row(text, sign))), len(first)))
    return best if len(_first_row(text, best)) > 1 else min(_DELIMITERS, key=text.count)


def header_of(text: str) -> list[str]:
    """The first row."""
    return _first_row(text, delimiter_of(text))


def records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that has anything in it, with the line it begins on. Raises FormatError for an unreadable row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    line = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(f"this row cannot be read ({error}); check its quotation marks.", file, line=line) from error


def _first_row(text: str, delimiter: str) -> list[str]:
    start = len(text) - len(text.lstrip("\r\n"))
    try:
        return next(csv.reader(io.StringIO(text[start : start + 20_000], newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []
