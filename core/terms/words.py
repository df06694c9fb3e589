"""The words of a sentence as terms are made of them: hyphenated compounds whole, mathematics as one word.

Words come from the document's tokens, so every span begins and ends where a token does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from construal.annotation.document import Document

MATHEMATICS = re.compile(
    r"@@[^@]*@@|\$\$[^$]+\$\$|\\\[.*?\\\]|\\\(.*?\\\)|(?<!\\)\$[^$]+(?<!\\)\$|\\[A-Za-z]+(?:\{[^{}]*\})*", re.DOTALL
)
MAY_HOLD_MATHEMATICS = re.compile(r"[@$\\]")
HYPHENS = "-‐‑"
WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `start`, `end` in code points, its text, whether it is mathematics alone, its UPOS ("" for none)."""

    start: int
    end: int
    text: str
    is_mathematics: bool
    upos: str


def words(document: Document, sentence: int) -> list[Word]:
    """The words of a sentence, in order; empty nodes are left out.

    Tokens joined by hyphens without a space are one word, with the part of speech of the last; so are the tokens of
    one formula, and a formula joined to a word by a hyphen.
    """
    return list(_joined(document, list(_pieces(document, sentence))))


def _pieces(document: Document, sentence: int) -> Iterator[Word]:
    """The tokens of a sentence, those of one formula as one piece."""
    tokens, text = document.tokens, document.text
    rows = document.sentences.rows(sentence)
    starts = tokens.start[rows.start : rows.stop].tolist()
    ends = tokens.end[rows.start : rows.stop].tolist()
    column = tokens.columns.get("upos")
    tags = [""] * len(starts) if column is None else list(column[rows.start : rows.stop])
    formulas = _formulas(text, starts[0], ends[-1]) if starts else []
    formula = 0
    last_end = -1
    for start, end, tag in zip(starts, ends, tags, strict=True):
        while formula < len(formulas) and formulas[formula][1] <= start:
            formula += 1
        if formula < len(formulas) and start < formulas[formula][1] and end > formulas[formula][0]:
            first, stop = formulas[formula]
            first, stop = min(first, start), max(stop, end)
            if last_end < stop:
                yield Word(first, stop, text[first:stop], True, "")
                last_end = stop
        # Tokens of one surface word share its span: it is one word here.
        elif start < end and start >= last_end:
            yield Word(start, end, text[start:end], False, "" if tag == "_" else tag)
            last_end = end


def _formulas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if MAY_HOLD_MATHEMATICS.search(text, start, end) is None:
        return []
    return [match.span() for match in MATHEMATICS.finditer(text, start, end)]


def _joined(document: Document, pieces: list[Word]) -> Iterator[Word]:
    """Pieces joined where a hyphen stands between them without a space."""
    at = 0
    while at < len(pieces):
        last = at
        while (
            last + 2 < len(pieces)
            and pieces[last + 1].text in HYPHENS
            and pieces[last].end == pieces[last + 1].start
            and pieces[last + 1].end == pieces[last + 2].start
            and _joins(pieces[last])
            and _joins(pieces[last + 2])
        ):
            last += 2
        if last == at:
            yield pieces[at]
        else:
            first, final = pieces[at], pieces[last]
            text = document.text[first.start : final.end]
            yield Word(first.start, final.end, text, final.is_mathematics, final.upos)
        at = last + 1


def _joins(piece: Word) -> bool:
    return piece.is_mathematics or piece.text[-1:].isalnum()


def is_wordlike(word: Word) -> bool:
    """Whether a word has letters enough to stand in a term: two at least, and more than a formula."""
    return not word.is_mathematics and len(WORD.findall(word.text)) > 1
