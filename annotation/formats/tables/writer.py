"""Documents and their decisions as the rows of a table, under the standard names, and what these cannot carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Export, Loss
from construal.annotation.formats.plain_text import annotation_losses
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import (
    SECOND_PART,
    WEAK,
    prefixed,
    rows_of,
    sentence_words,
    sort_decisions,
)
from construal.annotation.snacs.lextag import derived_cells

COLUMNS = (
    "document", "sentence", "id", "form", "lemma", "upos", "xpos", "head", "deprel", "smwe", "lexcat", "lexlemma",
    "supersense", "role", "function", "note", "doubt", "target", "status", "annotator", "wmwe", "wcat", "governor",
    "object", "config", "part", "confidence", "source", "scheme", "origin", "settled", "why",
    "feats", "deps", "misc", "start", "end", "text", "paragraph", "language",
)  # fmt: skip
_LITERAL = frozenset(("form", "text", "document", "sentence"))  # where "_" says itself
_UD = ("lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")
_VALUES = ("governor", "object", "config", "origin", "settled", "why")
_CARRIED = frozenset(("strength", "lexcat", "supersense", "role", "function", "target", *_VALUES))


def table_of(export: Export) -> tuple[list[Sequence[str]], list[Loss]]:
    """The header and a row for each word, and what got lost. Raises FormatError where there is no document."""
    rows: list[Sequence[str]] = [COLUMNS]
    ledger: list[Loss] = []
    for document in export.documents:
        ledger += annotation_losses(document, export, carried=(LEXICAL,))
        lexical = [a for a in export.annotations.get(document.id, ()) if a.layer == LEXICAL]
        rows += _Table(document, lexical, ledger).rows()
    if len(rows) == 1:
        raise FormatError("there is no document with words to write; import one first.")
    return rows, ledger


class _Table:
    """The rows of one document."""

    def __init__(self, document: Document, annotations: Sequence[Annotation], ledger: list[Loss]) -> None:
        self.document = document
        self.lost: Counter[str] = Counter()
        self.ledger = ledger
        self.decisions = sort_decisions(document, annotations)
        unfit = {annotation.id: reason for annotation, reason in self.decisions.unfit}
        self.of_row: dict[int, Annotation] = {}  # what a row's cells of labels say
        self.parts: dict[int, str] = {}  # what is meant of a row's word, where that is not the whole
        self.beside: dict[int, list[Annotation]] = {}  # by row, decisions about further parts of its word
        for annotation in annotations:
            reason = unfit.get(annotation.id)
            rows = rows_of(document, annotation.anchor) or []
            for key in annotation.values.keys() - _CARRIED:
                self.lost[f"values ‘{key}’ of lexical annotations"] += 1
            if reason is None and annotation.text("strength") == WEAK:
                self._tell_weak(annotation, rows)
            elif reason is None:
                self.of_row[rows[0]] = annotation
                self.parts.update((row, part) for row in rows if (part := self._part(annotation, row)))
            elif reason == SECOND_PART:
                self.beside.setdefault(rows[0], []).append(annotation)
            else:
                self.lost[f"annotations {reason}"] += 1

    def rows(self) -> list[list[str]]:
        """The rows, sentence by sentence; what they do not carry goes to the ledger."""
        document, result = self.document, []
        paragraph, end = 1, 0
        for index in range(len(document.sentences)):
            start = int(document.sentences.start[index])
            if not document.sentences.rows(index):
                self.lost["sentences without words"] += 1
                continue
            paragraph += "\n\n" in document.text[end:start]
            end = int(document.sentences.end[index])
            result += self._sentence(index, paragraph)
        if document.problem is not None:
            self.lost["where the parts of the problem begin and end"] += 1
        self.ledger += [Loss(document.name, message, count) for message, count in self.lost.items()]
        return result

    def _sentence(self, index: int, paragraph: int) -> list[list[str]]:
        document, tokens = self.document, self.document.tokens
        words = sentence_words(document, index)
        derived = derived_cells(words, self.decisions.by_sentence.get(index, [])).rows
        start, stop = int(document.sentences.start[index]), int(document.sentences.end[index])
        shared = {"document": document.name, "sentence": document.sentences.ids[index]}
        # What holds for a sentence stands in its first row; cells are what a workbook takes its time for.
        first = {"language": document.language, "paragraph": str(paragraph), "text": document.text[start:stop]}
        result: list[list[str]] = []
        number = part = 0
        for row, word, lexical in zip(document.sentences.rows(index), words, derived, strict=True):
            number, part = (number, part + 1) if word.is_empty_node else (number + 1, 0)
            cells = shared | ({} if result else first) | {
                "id": tokens.cell("id", row) or (f"{number}.{part}" if part else str(number)), "form": word.form,
                "start": str(int(tokens.start[row]) - start), "end": str(int(tokens.end[row]) - start),
                "smwe": lexical.smwe, "lexcat": lexical.lexcat, "lexlemma": lexical.lexlemma, "wmwe": lexical.wmwe,
                "wcat": lexical.wcat, "part": self.parts.get(row, ""),
            }  # fmt: skip
            cells |= {name: tokens.cell(name, row) for name in _UD}
            cells = {name: "" if cell == "_" and name not in _LITERAL else cell for name, cell in cells.items()}
            if row in self.of_row:
                cells |= _stated(self.of_row[row])
            result.append([cells.get(name, "") for name in COLUMNS])
            # A second target in one word: its row again, with its number.
            for other in self.beside.get(row, ()):
                again = {name: cells[name] for name in ("document", "sentence", "id", "form", "start", "end")}
                again |= _stated(other) | {"part": self._part(other, row), "lexcat": other.text("lexcat")}
                again["lexlemma"] = other.anchor.text(document.text, gap="")
                result.append([again.get(name, "") for name in COLUMNS])
        return result

    def _part(self, annotation: Annotation, row: int) -> str:
        """What an annotation covers of a row's word, in code points of the word, as `0..2+3..4`; "" for all of it."""
        start, end = int(self.document.tokens.start[row]), int(self.document.tokens.end[row])
        anchor = annotation.anchor
        if anchor.row is not None or start == end or anchor.covers(start, end):
            return ""
        inside = [(max(s, start), min(e, end)) for s, e in anchor.fragments if s < end and start < e]
        return "+".join(f"{s - start}..{e - start}" for s, e in inside)

    def _tell_weak(self, annotation: Annotation, rows: Sequence[int]) -> None:
        """Count what there is no column for beside a weak expression's words and category."""
        said = (annotation.note, annotation.doubt, annotation.annotator, annotation.confidence)
        if any(part not in ("", False, None) for part in said):
            self.lost["notes, doubts and annotators of weak expressions"] += 1
        if any(annotation.get(key) is not None for key in _CARRIED - {"strength", "lexcat"}):
            self.lost["labels and relations of weak expressions"] += 1
        if any(self._part(annotation, row) for row in rows):
            self.lost["which parts of words a weak expression has"] += 1


def _stated(annotation: Annotation) -> dict[str, str]:
    """The cells that a decision fills beside those that are derived."""
    cells = {key: prefixed(annotation.text(key)) for key in ("role", "function")}
    cells |= {key: annotation.text(key) for key in ("supersense", *_VALUES)}
    cells |= {
        "note": annotation.note, "doubt": "yes" if annotation.doubt else "", "status": annotation.status.value,
        "target": "no" if annotation.get("target") is False else "", "annotator": annotation.annotator,
        "source": annotation.source, "scheme": annotation.scheme,
        "confidence": "" if annotation.confidence is None else repr(annotation.confidence),
    }  # fmt: skip
    return cells
