"""A Doc as the model reads it: sentences of words with what is known of them. White space is no word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc

from construal.annotation.snacs.expression import Word
from construal.annotation.tokens.languages import language as language_rules
from construal.annotation.tokens.sentences import spans

UNKNOWN = "_"


def sentences(doc: Doc, language: str) -> list[range]:
    """The tokens of each sentence: starts that the Doc states stay, where it says nothing our own rules decide."""
    if not len(doc):
        return []
    starts: list[bool | None] = [token.is_sent_start for token in doc]
    if None in starts[1:]:
        ours = _ruled(doc, language)
        starts = [place in ours if given is None else given for place, given in enumerate(starts)]
    firsts = [0, *(place for place, starts_here in enumerate(starts) if starts_here and place)]
    return [range(first, last) for first, last in zip(firsts, [*firsts[1:], len(doc)], strict=True)]


def words(doc: Doc, rows: Sequence[int], *, kept: bool) -> list[Word]:
    """The words of these tokens; with what the Doc says of them, where that is to be kept."""
    found = (doc[row] for row in rows)
    if not kept:
        return [Word(token.text, UNKNOWN, UNKNOWN, UNKNOWN) for token in found if not token.is_space]
    return [
        Word(token.text, token.lemma_ or UNKNOWN, token.pos_ or UNKNOWN, token.tag_ or UNKNOWN)
        for token in found
        if not token.is_space
    ]


def _ruled(doc: Doc, language: str) -> set[int]:
    """The tokens that sentences begin with by the rules: the first word that begins where one does, or after it."""
    rows = [token.i for token in doc if not token.is_space]
    begins = np.array([doc[row].idx for row in rows], dtype=np.int64)
    places = np.searchsorted(begins, [start for start, _ in spans(doc.text, language_rules(language))])
    return {rows[place] for place in places.tolist() if place < len(rows)}
