"""Documents: immutable text with sentences and tokens as columns. Knows nothing of annotations or of storage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from construal.annotation.anchor import Anchor, merged
from construal.annotation.columns import Column, Ints, ints

UD_COLUMNS = ("id", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")
PROSE = "prose"
PROBLEM = "problem"


def _place(numbers: Ints, value: int, *, side: Literal["left", "right"] = "right") -> int:
    """Where a value stands among sorted numbers.

    The value takes the numbers' own type: for a plain int numpy would copy a million of them to a wider one, each time.
    """
    return int(numbers.searchsorted(np.asarray(value, dtype=numbers.dtype), side=side))


@dataclass(frozen=True, slots=True)
class Token:
    """A view of one token row, made when asked for."""

    document: Document
    row: int

    @property
    def start(self) -> int:
        """First code point of the token in the document."""
        return int(self.document.tokens.start[self.row])

    @property
    def end(self) -> int:
        """The code point after the token."""
        return int(self.document.tokens.end[self.row])

    @property
    def form(self) -> str:
        """The token as the file spells it, else as the text does."""
        return self.document.tokens.cell("form", self.row) or self.document.text[self.start : self.end]

    def cell(self, column: str) -> str:
        """The value of a UD column, "_" where the document has none."""
        return self.document.tokens.cell(column, self.row) or "_"

    @property
    def lemma(self) -> str:
        """The lemma, "_" where unknown."""
        return self.cell("lemma")

    @property
    def upos(self) -> str:
        """The universal part of speech, "_" where unknown."""
        return self.cell("upos")

    @property
    def xpos(self) -> str:
        """The language's own part of speech, "_" where unknown."""
        return self.cell("xpos")

    @property
    def head(self) -> int:
        """The 1-based number of the head inside the sentence, 0 for the root, -1 where unknown."""
        value = self.cell("head")
        return int(value) if value.isdecimal() else -1

    @property
    def deprel(self) -> str:
        """The dependency relation, "_" where unknown."""
        return self.cell("deprel")

    @property
    def is_empty_node(self) -> bool:
        """True for a row without text, such as `8.1`."""
        return self.start == self.end


@dataclass(slots=True, eq=False)
class Tokens:
    """All token rows of a document: `start`, `end` in code points, and named columns of strings.

    Columns are `id` (as in the file; plain numbering where absent), the UD columns, and `form` where a file spells a
    token unlike the text. A missing column is all "_". Rows of multiword surface tokens (`1-2`) are not token rows.
    """

    start: Ints
    end: Ints
    columns: Mapping[str, Column] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.start)

    def cell(self, column: str, row: int) -> str:
        """The cell, or "" where the document has no such column."""
        values = self.columns.get(column)
        return "" if values is None else values[row]

    def rows_in(self, start: int, end: int) -> range:
        """Rows of the tokens that lie whole inside `start, end`."""
        first = _place(self.start, start, side="left")
        last = first
        while last < len(self.end) and self.end[last] <= end and self.start[last] < max(end, start + 1):
            last += 1
        return range(first, last)

    def rows_of(self, anchor: Anchor) -> list[int]:
        """Rows of the tokens that an anchor on text touches; a row anchor gives its row."""
        if anchor.row is not None:
            return [anchor.row]
        rows: list[int] = []
        for start, end in anchor.fragments:
            row = _place(self.start, start) - 1
            # Tokens of one surface word may share their span, so step back to the first of them.
            while row > 0 and self.end[row - 1] > start:
                row -= 1
            row = max(row, 0)
            while row < len(self.start) and self.start[row] < end:
                if self.end[row] > start and row not in rows[-1:]:
                    rows.append(row)
                row += 1
        return rows


@dataclass(slots=True, eq=False)
class Sentences:
    """The sentences of a document.

    `first` holds the first token row of each and one number more (the end); `start`, `end` are code points; `ids` as
    in the file or "1", "2", …; `source_start` the byte at which each sentence's block begins in the source file, and
    one number more, empty where the format keeps no blocks.
    """

    first: Ints
    start: Ints
    end: Ints
    ids: Column
    source_start: Ints = field(default_factory=lambda: ints(()))

    def __len__(self) -> int:
        return len(self.start)

    def rows(self, index: int) -> range:
        """The token rows of a sentence."""
        return range(int(self.first[index]), int(self.first[index + 1]))

    def at(self, position: int) -> int:
        """The sentence that holds a code point, or the one before it."""
        return max(0, _place(self.start, position) - 1)

    def of_row(self, row: int) -> int:
        """The sentence that holds a token row."""
        return _place(self.first, row) - 1


@dataclass(slots=True, eq=False)
class Document:
    """Immutable text (code points, `\\n` newlines) with sentences and tokens.

    `id` is unique in the project, `name` in its source. `source` is the SHA-256 of the bytes it was read from,
    `format` the name of the format that read them. `problem` has the parts of a mathematics problem.
    """

    id: int
    name: str
    text: str
    tokens: Tokens
    sentences: Sentences
    language: str = "en"
    kind: str = PROSE
    title: str = ""
    source: str = ""
    format: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    problem: Problem | None = None

    def token(self, row: int) -> Token:
        """The token in a row."""
        return Token(self, row)

    def sentence_tokens(self, index: int) -> Iterator[Token]:
        """The tokens of a sentence, in order."""
        return (Token(self, row) for row in self.sentences.rows(index))

    def has_column(self, column: str) -> bool:
        """Whether any token has a value in a UD column."""
        values = self.tokens.columns.get(column)
        return values is not None and any(v not in ("", "_") for v in values.values)

    def words_at(self, anchor: Anchor) -> str:
        """The words at an anchor, gaps as an ellipsis; a row without text is called by its form."""
        return anchor.text(self.text) if anchor.row is None else self.token(anchor.row).form

    def anchor_of(self, rows: list[int]) -> Anchor:
        """The anchor on these token rows; neighbours in the text are one fragment."""
        tokens = self.tokens
        if len(rows) == 1 and tokens.start[rows[0]] == tokens.end[rows[0]]:
            position = int(tokens.start[rows[0]])
            return Anchor(fragments=((position, position),), row=rows[0])
        runs: list[tuple[int, int]] = []
        last = -2
        for row in sorted(rows):
            start, end = int(tokens.start[row]), int(tokens.end[row])
            if start == end:
                continue
            if row == last + 1:
                start = runs.pop()[0]
            runs.append((start, end))
            last = row
        return Anchor(fragments=merged(runs))


@dataclass(frozen=True, slots=True)
class Problem:
    """The parts of a mathematics problem, as half-open code-point ranges of the document's text."""

    category: str
    statement: tuple[int, int]
    answer: tuple[int, int] | None
    steps: tuple[tuple[int, int], ...]
