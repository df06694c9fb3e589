"""Words that no beginning of a word in the text finds: empty nodes, and the parts of words that annotations are on.

What a file says of them is kept with its sentences (`construal.core.contents`); what a person marks is kept here.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from construal.annotation.annotation import Annotation, Status
from construal.annotation.commands import Change
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL

BITS = 24  # of a row of the search for the number of the sentence; the rest is the number of the document
_AT_ONCE = 500  # ids in one statement


def place(number: int, sentence: int) -> int:
    """The row that a sentence has in the search: `number` is that of its document's contents."""
    return number << BITS | sentence


def nodes(document: Document) -> Iterator[tuple[int, str]]:
    """The form of each empty node, with the number of its sentence."""
    tokens = document.tokens
    for row in np.flatnonzero(tokens.start == tokens.end).tolist() if "form" in tokens.columns else ():
        if form := document.token(row).form:
            yield document.sentences.of_row(row), form


def parts(document: Document, annotations: Iterable[Annotation]) -> Iterator[tuple[int, str, int]]:
    """Those that begin behind a letter or end inside a word: the number of the sentence, the text, and the id."""
    inside = [a for a in annotations if a.layer == LEXICAL and a.anchor.fragments and a.anchor.row is None]
    first, last = (np.array([a.anchor.fragments[n][n] for a in inside], np.int32) for n in (0, -1))
    cut = ~(np.isin(first, document.tokens.start) & np.isin(last, document.tokens.end))
    cut |= np.array([document.text[start - 1 : start].isalpha() for start in first.tolist()], bool)
    for index in np.flatnonzero(cut).tolist():
        annotation = inside[index]
        sentence = document.sentences.at(annotation.anchor.fragments[0][0])
        yield sentence, annotation.anchor.text(document.text, gap=" "), annotation.id


class WordParts:
    """The index of what people mark, on a connection: a row an annotation. A file opened for reading may lack it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def follow(
        self, change: Change, annotations: Callable[[str, Sequence[int]], Iterable[Annotation]],
        document: Callable[[int], Document],
    ) -> None:  # fmt: skip
        """Take a change into account; `annotations` are those that meet a condition. Wants a transaction."""
        if LEXICAL not in change.layers:
            return
        ids = sorted(change.annotations)
        marked: defaultdict[int, list[Annotation]] = defaultdict(list)
        for low in range(0, len(ids), _AT_ONCE):
            some = ids[low : low + _AT_ONCE]
            condition = f"id IN ({', '.join('?' * len(some))})"
            ours = "(annotator != '' OR EXISTS (SELECT 1 FROM parts WHERE parts.rowid = a.id))"
            for annotation in annotations(f"{condition} AND {ours}", some):
                if annotation.status is not Status.REJECTED:
                    marked[annotation.document].append(annotation)
            self.connection.execute(f"DELETE FROM parts WHERE row{condition}", some)
        for id, those in marked.items():
            self.put(document(id), those)

    def put(self, document: Document, annotations: Iterable[Annotation]) -> None:
        """Make findable the parts of words that these annotations are on. Wants a transaction."""
        found = list(parts(document, annotations))
        if found:
            number = self._number(document)
            rows = ((id, text, place(number, sentence)) for sentence, text, id in found)
            self.connection.executemany("INSERT OR REPLACE INTO parts (rowid, text, place) VALUES (?, ?, ?)", rows)

    def put_nodes(self, document: Document) -> None:
        """Make findable the empty nodes of a document that was kept before its sentences held them."""
        number = self._number(document)
        forms: defaultdict[int, list[str]] = defaultdict(list)
        for sentence, form in nodes(document):
            forms[place(number, sentence)].append(form)
        rows = ((-at, " ".join(texts), at) for at, texts in forms.items())  # ids of annotations are above 0
        self.connection.executemany("INSERT OR REPLACE INTO parts (rowid, text, place) VALUES (?, ?, ?)", rows)

    def found(self, terms: Sequence[str]) -> set[int]:
        """The rows of the sentences that hold all these terms of the search, at least one of them as a part."""
        if not self.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'parts'").fetchone():
            return set()
        match = "SELECT place FROM parts WHERE parts MATCH ?"
        hits = [{at for (at,) in self.connection.execute(match, (term,))} for term in terms]
        anywhere = set().union(*hits)
        if not anywhere:
            return set()
        within = "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"
        low, high = min(anywhere), max(anywhere)
        for term, places in zip(terms, hits, strict=True):
            if not anywhere <= places:
                places.update(at for (at,) in self.connection.execute(within, (term, low, high)) if at in anywhere)
            anywhere &= places
        return anywhere

    def _number(self, document: Document) -> int:
        sql = "SELECT number FROM contents WHERE document = ?"
        return int(self.connection.execute(sql, (document.id,)).fetchone()[0])
