"""The strong lexical expressions of a document as decided: what counts, lists and evaluations are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs import expression as snacs
from construal.annotation.snacs import lexcat as lexcats
from construal.annotation.snacs.lexlemma import lexlemma
from construal.annotation.snacs.migration import current

ANY_ROLE = "Locus"  # which one makes no difference to a target's lexcat


@dataclass(frozen=True, slots=True)
class Expression:
    """One strong expression: token rows, lexlemma (lower case), lexcat, labels ("" where it has none), language.

    `part` is where it stands, in code points of the document, if it cuts its first or last token; else None.
    """

    rows: tuple[int, ...]
    lexlemma: str
    lexcat: str
    role: str = ""
    function: str = ""
    language: str = "en"
    part: tuple[int, int] | None = None

    @property
    def is_target(self) -> bool:
        """Whether the expression takes a role and a function."""
        return bool(self.role)


def lexcat(document: Document, rows: Sequence[int]) -> str:
    """The lexcat that follows for a target on these rows, whatever its labels."""
    target = snacs.Expression(tuple(range(len(rows))), _strength(rows), role=ANY_ROLE)
    return _following(document, rows, target)


def _strength(rows: Sequence[int]) -> str:
    return snacs.SINGLE if len(rows) == 1 else snacs.STRONG


def _following(document: Document, rows: Sequence[int], expression: snacs.Expression) -> str:
    tokens = [document.token(row) for row in rows]
    words = [snacs.Word(t.form, t.lemma, t.upos, t.xpos, is_empty_node=t.is_empty_node) for t in tokens]
    return lexcats.lexcat(expression, words)


def expressions(document: Document, annotations: Iterable[Annotation]) -> Iterator[Expression]:
    """The strong expressions among the decided annotations of a document, in the order given.

    Words that somebody decided are no target are left out, and so are weak expressions.
    """
    for annotation in annotations:
        if annotation.layer != LEXICAL or not annotation.is_decided or annotation.get("target") is False:
            continue
        if annotation.text("strength") == snacs.WEAK or annotation.document != document.id:
            continue
        rows = tuple(snacs.rows_of(document, annotation.anchor) or ())
        if rows:
            positions = tuple(range(len(rows)))
            stated = snacs.expression(positions, _strength(rows), values=annotation.values)
            yield Expression(
                rows=rows,
                lexlemma=lexlemma(document, rows, annotation.anchor),
                lexcat=_following(document, rows, stated),
                role=stated.role,
                function=stated.function,
                language=document.language,
                part=part_of(document, rows, annotation.anchor),
            )


def as_now(document: Document, annotations: Iterable[Annotation]) -> Iterator[Annotation]:
    """The annotations with the labels that the current scheme has for theirs, to learn from.

    Those that a person must decide on first are left out: nothing is learned from a label of two meanings.
    """
    for annotation in annotations:
        now = current(annotation, language=document.language) if annotation.layer == LEXICAL else annotation
        if now is not None:
            yield now


def part_of(document: Document, rows: Sequence[int], anchor: Anchor) -> tuple[int, int] | None:
    """Where an anchor that cuts its first or last token stands; None where it covers whole tokens."""
    if not rows or not anchor.fragments or anchor.row is not None:
        return None
    start, end = anchor.fragments[0][0], anchor.fragments[-1][1]
    tokens = document.tokens
    is_whole = start <= tokens.start[rows[0]] and tokens.end[rows[-1]] <= end
    return None if is_whole else (start, end)
