"""Documents whose files give a word of several targets a row for each: held against files with one row a word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from construal.annotation.columns import Column
from construal.annotation.document import Document, Tokens


def collapsed(document: Document) -> Document:
    """The document with one row a word, so that targets in a word are on parts of it; itself where it has that already.

    One with empty nodes stays as it is: what is on those names rows.
    """
    tokens, sentences = document.tokens, document.sentences
    ids = tokens.columns.get("id")
    if ids is None or not len(tokens) or (tokens.start == tokens.end).any():
        return document
    begins = np.ones(len(tokens), bool)
    begins[1:] = (ids.codes[1:] != ids.codes[:-1]) | (tokens.start[1:] != tokens.end[:-1])
    begins[sentences.first[:-1]] = True
    if begins.all():
        return document
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(tokens)) - 1
    columns = {name: Column(column.codes[first], column.values) for name, column in tokens.columns.items()}
    if "form" in columns:
        forms = zip(columns["form"], (first == last).tolist(), strict=True)
        columns["form"] = Column.of(form if is_alone else "" for form, is_alone in forms)  # else that of its text
    number = np.append(0, np.cumsum(begins)).astype(sentences.first.dtype)
    return replace(
        document,
        tokens=Tokens(tokens.start[first], tokens.end[last], columns),
        sentences=replace(sentences, first=number[sentences.first]),
    )
