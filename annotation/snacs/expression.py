"""Lexical expressions of one sentence: words as the derivations see them, and what was decided about them.

Positions are indices of token rows inside the sentence, from 0, empty nodes counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation, Value
from construal.annotation.document import Document
from construal.annotation.scheme import UNCLEAR

SINGLE = "single"
STRONG = "strong"
WEAK = "weak"

SECOND_PART = "on a second part of one word"  # why a decision on a word whose other letters have one is left over


class Word(NamedTuple):
    """One token row. `head` is the position of its head in the sentence, -1 for the root or where unknown."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int = -1
    is_empty_node: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """A single word, or the words of a multiword expression, with what was decided about them ("" for nothing).

    `lexcat` is empty where it follows from the words and the label; on a weak expression it is the wcat. `parts` are
    what was marked of each word, given where that is not whole words: a case ending, the half of a compound.
    """

    positions: tuple[int, ...]
    strength: str = SINGLE
    lexcat: str = ""
    supersense: str = ""
    role: str = ""
    function: str = ""
    parts: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """The position of the first word."""
        return self.positions[0]

    @property
    def labels(self) -> tuple[str, str]:
        """The labels as STREUSLE's two columns have them, "_" for none."""
        first = self.supersense or prefixed(self.role) or "_"
        return first, prefixed(self.function) or "_"

    @property
    def label(self) -> str:
        """Both labels in one string as lextags have them: one where they are equal, "" where there is no first."""
        first, second = self.labels
        if first == "_":
            return ""
        return first if second in ("_", first) else f"{first}|{second}"


@dataclass(slots=True)
class Sorted:
    """Decisions by sentence, and those that a token-based format cannot hold, each with the reason."""

    by_sentence: dict[int, list[Expression]] = field(default_factory=dict)
    unfit: list[tuple[Annotation, str]] = field(default_factory=list)


def prefixed(label: str) -> str:
    """A role or function as files write it: `p.Locus`, but special labels bare."""
    return label if not label or label == UNCLEAR or label.startswith("`") else f"p.{label}"


def unprefixed(label: str) -> str:
    """A label of a file without its `p.`."""
    return label.removeprefix("p.")


def sentence_words(document: Document, index: int) -> tuple[Word, ...]:
    """The words of a sentence, in order."""
    rows = document.sentences.rows(index)
    columns = document.tokens.columns
    part = slice(rows.start, rows.stop)
    blank = ["_"] * len(rows)
    ids, lemmas, upos, xpos, heads, forms = (
        list(columns[name][part]) if name in columns else blank
        for name in ("id", "lemma", "upos", "xpos", "head", "form")
    )
    starts = document.tokens.start[part].tolist()
    ends = document.tokens.end[part].tolist()
    spelled = forms if "form" in columns else [""] * len(rows)
    forms = [form or document.text[s:e] for form, s, e in zip(spelled, starts, ends, strict=True)]
    numbered = "id" in columns
    empty = ["." in i for i in ids] if numbered else [s == e for s, e in zip(starts, ends, strict=True)]
    if not numbered:
        ids = _plain_ids(empty)
    place = {id: position for position, id in reversed(list(enumerate(ids)))}
    if len(place) < len(ids):
        shared = [is_share(document, row) for row in rows]
        lemmas = [form if share else lemma for form, lemma, share in zip(forms, lemmas, shared, strict=True)]
    return tuple(
        Word(form, lemma, u, x, place.get(head, -1), e)
        for form, lemma, u, x, head, e in zip(forms, lemmas, upos, xpos, heads, empty, strict=True)
    )


def is_share(document: Document, row: int) -> bool:
    """Whether a token row is one of several in one word that a file gives a row each, with the whole word's lemma."""
    tokens = document.tokens
    ids = tokens.columns.get("id")
    sentence_of = document.sentences.of_row
    return ids is not None and any(
        before >= 0 and after < len(tokens) and ids[before] == ids[after] and tokens.end[before] == tokens.start[after]
        and sentence_of(before) == sentence_of(after)
        for before, after in ((row - 1, row), (row, row + 1))
    )  # fmt: skip


def _plain_ids(empty: list[bool]) -> list[str]:
    ids: list[str] = []
    number = part = 0
    for is_empty in empty:
        number, part = (number, part + 1) if is_empty else (number + 1, 0)
        ids.append(f"{number}.{part}" if is_empty else str(number))
    return ids


def sort_decisions(document: Document, annotations: Iterable[Annotation]) -> Sorted:
    """Lexical decisions as expressions by sentence; each token in one strong and one weak expression at most.

    Where two claim a token, multiword expressions win over single words, then later decisions over earlier ones. A weak
    expression holds a strong one whole or not at all.
    """
    result = Sorted()
    taken: dict[bool, set[int]] = {True: set(), False: set()}  # by whether the expression is weak
    spans: dict[int, tuple[tuple[int, int], ...]] = {}  # what the strong or single expression on a row covers
    whole: dict[int, frozenset[int]] = {}  # the strong expression that holds a row
    order = {STRONG: 0, WEAK: 1, SINGLE: 2}
    chosen = list(annotations)
    named: list[tuple[str, Annotation, list[int], int]] = []
    for annotation, row, sentence in zip(chosen, *_words_alone(document, chosen), strict=True):
        rows = [row] if sentence >= 0 else rows_of(document, annotation.anchor) or []
        named.append((annotation.text("strength") or (STRONG if len(rows) > 1 else SINGLE), annotation, rows, sentence))
    named.sort(key=lambda n: (order.get(n[0], 2), -n[1].modified, n[1].id))
    for strength, annotation, rows, sentence in named:
        reason = ""
        if not rows:
            reason = "not on any word"
        elif not taken[strength == WEAK].isdisjoint(rows):
            alone = strength == SINGLE and len(rows) == 1
            beside = alone and not any(annotation.anchor.overlaps(*s) for s in spans[rows[0]])
            reason = SECOND_PART if beside else "overlapping another expression"
        elif (strength == SINGLE) != (len(rows) == 1):
            reason = "of one word marked as several, or of several as one"
        elif sentence < 0 and document.sentences.of_row(rows[0]) != document.sentences.of_row(rows[-1]):
            reason = "across sentences"
        elif strength == WEAK and any(not whole.get(row, frozenset()) <= set(rows) for row in rows):
            reason = "of weak expressions that split a strong one"
        if reason:
            result.unfit.append((annotation, reason))
            continue
        taken[strength == WEAK].update(rows)
        if strength != WEAK:
            spans.update((row, annotation.anchor.fragments) for row in rows)
        if strength == STRONG:
            whole.update(dict.fromkeys(rows, frozenset(rows)))
        is_one_word = sentence >= 0
        if not is_one_word:
            sentence = document.sentences.of_row(rows[0])
        first = int(document.sentences.first[sentence])
        positions = tuple(row - first for row in rows)
        found_here = expression(positions, strength, values=annotation.values)
        if not is_one_word and (parts := parts_of(document, annotation.anchor, rows)):
            found_here = replace(found_here, parts=parts)
        result.by_sentence.setdefault(sentence, []).append(found_here)
    for expressions in result.by_sentence.values():
        expressions.sort(key=lambda e: (e.first, e.strength == WEAK))
    return result


def _words_alone(document: Document, annotations: Sequence[Annotation]) -> tuple[list[int], list[int]]:
    """For each annotation on just one whole word, alone on its letters, the row and the sentence; -1 for all others.

    Most are of this kind, and asking for all of them together takes a fraction of the time.
    """
    starts, ends = document.tokens.start, document.tokens.end
    if not annotations or not len(starts):
        return [-1] * len(annotations), [-1] * len(annotations)
    spans = np.array(
        [a.anchor.fragments[0] if len(a.anchor.fragments) == 1 and a.anchor.row is None else (-1, -1)
         for a in annotations], starts.dtype,
    )  # fmt: skip
    begin, end = spans[:, 0], spans[:, 1]
    rows = np.minimum(starts.searchsorted(begin), len(starts) - 1)
    before, after = np.maximum(rows - 1, 0), np.minimum(rows + 1, len(starts) - 1)
    alone = (starts[rows] == begin) & (ends[rows] == end) & (end > begin)
    alone &= ((rows == 0) | (ends[before] <= begin)) & ((rows == after) | (starts[after] >= end))
    first = document.sentences.first
    sentences = first.searchsorted(rows.astype(first.dtype), side="right") - 1
    return np.where(alone, rows, -1).tolist(), np.where(alone, sentences, -1).tolist()


def expression(positions: tuple[int, ...], strength: str, *, values: Mapping[str, Value]) -> Expression:
    """The expression that an annotation's values state."""
    get = values.get
    return Expression(
        positions, strength, str(get("lexcat") or ""), str(get("supersense") or ""), str(get("role") or ""),
        str(get("function") or ""),
    )  # fmt: skip


def rows_of(document: Document, anchor: Anchor) -> list[int] | None:
    """The rows of the words that an anchor is on, whole or in part (see `parts_of`); None where it is on no word."""
    if anchor.row is not None:
        return [anchor.row] if anchor.row < len(document.tokens) else None
    tokens = document.tokens
    return [row for row in tokens.rows_of(anchor) if tokens.end[row] > tokens.start[row]] or None


def parts_of(document: Document, anchor: Anchor, rows: list[int]) -> tuple[str, ...]:
    """What an anchor on these rows covers of each word; nothing where it covers them whole."""
    tokens = document.tokens
    if anchor.row is not None or all(anchor.covers(int(tokens.start[r]), int(tokens.end[r])) for r in rows):
        return ()
    spans = [(int(tokens.start[row]), int(tokens.end[row])) for row in rows]
    return tuple(
        "".join(document.text[max(s, start) : min(e, end)] for s, e in anchor.fragments if s < end and start < e)
        for start, end in spans
    )
