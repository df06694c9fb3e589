"""Concepts from rows of terms, and rows from concepts: a row for each term, what belongs to the concept on its first.

A concept with several broader or related concepts or external ids has one on each row, so that ids may hold anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from construal.annotation.catalogue import Concept, Term, TermStatus, fresh_id
from construal.annotation.errors import FormatError
from construal.annotation.formats import term_columns as columns
from construal.annotation.formats.format import Oddity, ReadOptions


class _Draft:
    """A concept while its rows are read."""

    def __init__(self) -> None:
        self.terms: dict[tuple[str, str], TermStatus] = {}
        self.single: dict[str, str] = {}
        self.several: dict[str, dict[str, None]] = {}


def concepts_of(text: str, file: str, options: ReadOptions, *, source: str) -> tuple[list[Concept], list[Oddity]]:
    """The concepts of a table, in order, and what was odd. Raises FormatError where its header names no terms."""
    rows = columns.records(text, file)
    header_line, header = next(rows, (0, []))
    places = columns.columns_of(header)
    if columns.is_mentions(header):
        raise FormatError("this table has mentions without the texts they stand in; import the .jsonl instead.", file)
    if columns.TERM not in places and columns.CONCEPT not in places:
        shown = ", ".join(f"‘{cell}’" for cell in header[:8]) or "nothing"
        raise FormatError(
            f"the header has {shown}, but neither ‘term’ nor ‘concept’; a table of terms begins with "
            f"{','.join(columns.COLUMNS)}.", file, line=header_line,
        )  # fmt: skip
    reading = _Reading(file, options, places, len(header))
    for line, cells in rows:
        reading.add(line, cells)
    return reading.concepts(source), reading.oddities


class _Reading:
    """Rows as they are read."""

    def __init__(self, file: str, options: ReadOptions, places: Mapping[str, int], width: int) -> None:
        self.file = file
        self.options = options
        self.places = places
        self.width = width
        self.oddities: list[Oddity] = []
        self.drafts: dict[str, _Draft] = {}
        self.by_term: dict[tuple[str, str], str] = {}
        self.broader_lines: dict[str, int] = {}

    def add(self, line: int, cells: list[str]) -> None:
        """Add a row."""
        if len(cells) > self.width and any(cells[self.width :]):
            self._tell(line, f"the row has {len(cells)} cells and the header {self.width}; the rest was left out.")
        row = {column: cells[place] for column, place in self.places.items() if place < len(cells)}
        term = row.get(columns.TERM, "")
        language = row.get(columns.LANGUAGE) or self.options.language
        id = row.get(columns.CONCEPT, "") or self._id(line, term, language)
        if not id:
            self._tell(line, "the row has neither a concept nor a term; it was left out.")
            return
        draft = self.drafts.setdefault(id, _Draft())
        if term:
            self._add_term(draft, line, term, language, status=row.get(columns.STATUS, ""))
        for column in (columns.NAME, columns.DEFINITION, columns.CATEGORY, columns.NOTE):
            value = row.get(column, "")
            if value and draft.single.setdefault(column, value) != value:
                self._tell(line, f"‘{id}’ has another {column} above; that one is kept.")
        for column in (columns.BROADER, columns.RELATED, columns.EXTERNAL):
            value = row.get(column, "")
            if value:
                draft.several.setdefault(column, {})[value] = None
                if column == columns.BROADER:
                    self.broader_lines.setdefault(value, line)

    def concepts(self, source: str) -> list[Concept]:
        """The concepts of the rows added."""
        for id, line in self.broader_lines.items():
            if id not in self.drafts and id not in self.options.known_concepts:
                self._tell(line, f"the broader concept ‘{id}’ is not in the table; kept by its id.")
        return [
            Concept(
                id=id,
                name=draft.single.get(columns.NAME),
                terms=tuple(Term(text, language, status) for (text, language), status in draft.terms.items()),
                definition=draft.single.get(columns.DEFINITION, ""),
                category=draft.single.get(columns.CATEGORY, ""),
                broader=tuple(draft.several.get(columns.BROADER, ())),
                related=tuple(draft.several.get(columns.RELATED, ())),
                external=tuple(draft.several.get(columns.EXTERNAL, ())),
                note=draft.single.get(columns.NOTE, ""),
                source=source,
            )
            for id, draft in self.drafts.items()
        ]

    def _id(self, line: int, term: str, language: str) -> str:
        """An id for a row without one: that of the same term above, else made of the term."""
        if not term:
            return ""
        key = (term.casefold(), language)
        if key not in self.by_term:
            id = fresh_id(term, ())
            if id in self.drafts or id in self.options.known_concepts:
                id = fresh_id(term, (*self.drafts, *self.options.known_concepts))
            self.by_term[key] = id
            if columns.CONCEPT in self.places:
                self._tell(line, f"the term ‘{term}’ has no concept; called ‘{self.by_term[key]}’.")
        return self.by_term[key]

    def _add_term(self, draft: _Draft, line: int, term: str, language: str, *, status: str) -> None:
        if (term, language) in draft.terms:
            self._tell(line, f"the term ‘{term}’ stands twice; read once.")
            return
        known = columns.STATUSES.get(columns.plain(status))
        if known is None:
            is_first = all(other != language for _, other in draft.terms)
            known = "preferred" if is_first else "admitted"
            if status:
                self._tell(line, f"‘{status}’ is no status of a term; read as {known}.")
        draft.terms[term, language] = known

    def _tell(self, line: int, message: str) -> None:
        self.oddities.append(Oddity(self.file, line, message))


def rows_of(concepts: Iterable[Concept]) -> Iterator[tuple[str, ...]]:
    """The header and the rows; columns beyond the six are there only where a concept has something in them."""
    listed = list(concepts)
    more = [column for column in columns.MORE_COLUMNS if any(_value(concept, column) for concept in listed)]
    yield (*columns.COLUMNS, *more)
    for concept in listed:
        rows = zip_longest(concept.terms, concept.broader, concept.related, concept.external)
        first = True
        for term, broader, related, external in rows if _has_rows(concept) else [(None, None, None, None)]:
            cells = {
                columns.NAME: concept.name if first else "", columns.CATEGORY: concept.category if first else "",
                columns.NOTE: concept.note if first else "", columns.RELATED: related, columns.EXTERNAL: external,
            }  # fmt: skip
            yield (
                concept.id,
                term.text if term else "",
                term.language if term else "",
                term.status if term else "",
                concept.definition if first else "",
                broader or "",
                *(cells[column] or "" for column in more),
            )
            first = False


def _has_rows(concept: Concept) -> bool:
    return bool(concept.terms or concept.broader or concept.related or concept.external)


def _value(concept: Concept, column: str) -> object:
    return getattr(concept, column)
