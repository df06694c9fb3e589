"""The sentences of a 19-column file as the rules look at them: comments, token rows and other rows, by their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

COLUMNS = 19
ID, FORM, LEMMA, UPOS, XPOS, HEAD, DEPREL = 0, 1, 2, 3, 4, 6, 7
SMWE, LEXCAT, LEXLEMMA, SS, SS2, WMWE, WCAT, WLEMMA, LEXTAG = range(10, 19)
NONE = "_"
_FIRST = "1"
_COMMENT = re.compile(r"# (\w+) = (.*)")
_SKIPPED = ("# newdoc ", "# newpar ", "# TODO: ")


@dataclass(slots=True)
class Row:
    """A row and its line, from 1."""

    line: int
    cells: list[str]


@dataclass(slots=True)
class Sentence:
    """One sentence: its first line, comments by key, comments that are none, rows of tokens, and other rows.

    `malformed` holds rows with another number of columns, `later` the comments behind the first token; `spaced`
    are lines with white space around them. `is_unparted` says that no blank line stands before the sentence.
    """

    line: int
    comments: dict[str, tuple[int, str]] = field(default_factory=dict)
    odd_comments: list[tuple[int, str]] = field(default_factory=list)
    tokens: list[Row] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)
    malformed: list[Row] = field(default_factory=list)
    later: dict[str, tuple[int, str]] = field(default_factory=dict)
    spaced: list[int] = field(default_factory=list)
    is_unparted: bool = False

    @property
    def id(self) -> str:
        """The sent_id, "" where there is none."""
        return self.comments.get("sent_id", (0, ""))[1]

    @property
    def is_empty(self) -> bool:
        """True where nothing but documents and paragraphs was begun."""
        return not (self.comments or self.later or self.odd_comments or self.tokens or self.others or self.malformed)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a file. Lines count without white space around them, as STREUSLE's reader takes them."""
    sentence = Sentence(1)
    tokens = sentence.tokens
    number = 0
    for number, raw in enumerate(text.split("\n"), 1):
        cells = raw.split("\t")
        # Most lines of a corpus, with no white space around them.
        if len(cells) == COLUMNS and cells[0].isdecimal() and raw[-1:].strip():
            if tokens and cells[0] == _FIRST:
                begun = _begun(sentence, number)
                yield sentence
                sentence = begun
                tokens = sentence.tokens
            tokens.append(Row(number, cells))
            continue
        line = raw.strip()
        if raw != line and line[:1] != "#":
            sentence.spaced.append(number)
        if not line:
            if not sentence.is_empty:
                yield _ended(sentence)
            sentence = Sentence(number + 1)
            tokens = sentence.tokens
        elif line[0] == "#":
            _comment(sentence, number, line)
        else:
            cells = line.split("\t")
            if len(cells) != COLUMNS:
                sentence.malformed.append(Row(number, cells))
            elif cells[0].isdecimal():
                tokens.append(Row(number, cells))
            else:
                sentence.others.append(Row(number, cells))
    if not sentence.is_empty:
        yield _ended(sentence)


def _ended(sentence: Sentence) -> Sentence:
    """A sentence to whose end all its comments belong, of two with one key the last."""
    sentence.comments.update(sentence.later)
    return sentence


def _begun(before: Sentence, number: int) -> Sentence:
    """The sentence that begins on a line with a first token, though no blank line says so, and what stands above it."""
    last = before.tokens[-1].line
    begun = Sentence(number, comments=before.later, is_unparted=True)
    begun.odd_comments = [comment for comment in before.odd_comments if comment[0] > last]
    begun.others = [row for row in before.others if row.line > last]
    begun.malformed = [row for row in before.malformed if row.line > last]
    before.odd_comments = [comment for comment in before.odd_comments if comment[0] < last]
    before.others = [row for row in before.others if row.line < last]
    before.malformed = [row for row in before.malformed if row.line < last]
    before.later = {}
    return begun


def _comment(sentence: Sentence, number: int, line: str) -> None:
    if line.startswith(_SKIPPED):
        return
    match = _COMMENT.fullmatch(line)
    if match is None:
        sentence.odd_comments.append((number, line))
    else:
        (sentence.later if sentence.tokens else sentence.comments)[match[1]] = number, match[2]
