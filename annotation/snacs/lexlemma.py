"""What a lexical expression is known by: its lemmas, or the parts of its words that it is on. Knows no counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from construal.annotation.anchor import Anchor
from construal.annotation.document import Document
from construal.annotation.snacs.expression import is_share, parts_of


def lexlemma(document: Document, rows: Sequence[int], anchor: Anchor | None = None) -> str:
    """The lexlemma of the expression on these rows, lower case; of one whose anchor cuts a word, the parts it covers.

    An empty node has its form, and so has a row that is one of several for one word.
    """
    chosen = list(rows)
    parts = parts_of(document, anchor, chosen) if anchor is not None and chosen else ()
    if parts:
        return " ".join(parts).lower()
    tokens = [(document.token(row), is_share(document, row)) for row in chosen]
    return joined((token.form if share else token.lemma, token.form) for token, share in tokens)


def joined(words: Iterable[tuple[str, str]]) -> str:
    """Lemmas, given each with its form, joined by spaces in lower case; forms stand in where every lemma is missing."""
    pairs = list(words)
    lemmas = [lemma for lemma, _ in pairs if lemma != "_"] or [form for _, form in pairs]
    return " ".join(lemmas).lower()
