"""The strong lexical expressions of a document as decided: what counts, lists and evaluations are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL

ADPOSITIONAL_TAGS = {"PRP$": "PRON.POSS", "WP$": "PRON.POSS", "POS": "POSS", "TO": "INF.P"}


@dataclass(frozen=True, slots=True)
class Expression:
    """One strong expression: token rows, lexlemma (lower case), lexcat, labels ("" where it has none), language."""

    rows: tuple[int, ...]
    lexlemma: str
    lexcat: str
    role: str = ""
    function: str = ""
    language: str = "en"

    @property
    def is_target(self) -> bool:
        """Whether the expression takes a role and a function."""
        return bool(self.role)


def lexlemma(document: Document, rows: Iterable[int]) -> str:
    """The lower-cased lemmas of these rows joined by a space; a form stands in where a single lemma is missing."""
    chosen = list(rows)
    lemmas = [document.token(row).lemma for row in chosen]
    if all(lemma == "_" for lemma in lemmas):
        lemmas = [document.token(row).form for row in chosen]
    return " ".join(lemma.lower() for lemma in lemmas if lemma != "_")


def lexcat(document: Document, rows: tuple[int, ...]) -> str:
    """The lexcat that follows from the words of a target."""
    if len(rows) == 1:
        return ADPOSITIONAL_TAGS.get(document.token(rows[0]).xpos, "P")
    return "P" if document.token(rows[-1]).upos in ("ADP", "SCONJ") else "PP"


def expressions(document: Document, annotations: Iterable[Annotation]) -> Iterator[Expression]:
    """The strong expressions among the decided annotations of a document, in the order given.

    Words that somebody decided are no target are left out, and so are weak expressions.
    """
    for annotation in annotations:
        if annotation.layer != LEXICAL or not annotation.is_decided or annotation.get("target") is False:
            continue
        if annotation.text("strength") == "weak" or annotation.document != document.id:
            continue
        rows = tuple(document.tokens.rows_of(annotation.anchor))
        if rows:
            role = annotation.text("role")
            yield Expression(
                rows=rows,
                lexlemma=lexlemma(document, rows),
                lexcat=annotation.text("lexcat") or (lexcat(document, rows) if role else ""),
                role=role,
                function=annotation.text("function"),
                language=document.language,
            )
