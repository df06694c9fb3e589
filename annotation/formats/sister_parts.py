"""Parts of words that labels are on (a case ending, half of a compound), which the lines of no form have a column for.

A part is written as the code points of the word that it covers: `2:4`, or `0:1,3:4` where it has a gap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from construal.annotation.anchor import Anchor, merged
from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.format import Imported, Oddity
from construal.annotation.formats.turned import Turned, token_lines
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import WEAK, rows_of

_PART = re.compile(r"\d{1,6}:\d{1,6}(?:,\d{1,6}:\d{1,6})*", re.ASCII)


def parts(document: Document, annotations: Sequence[Annotation]) -> dict[int, str]:
    """The part of each token row that a single or strong expression covers, where that is not the whole word."""
    result: dict[int, str] = {}
    tokens = document.tokens
    starts, ends = set(tokens.start.tolist()), set(tokens.end.tolist())
    for annotation in annotations:
        anchor = annotation.anchor
        # Most are on whole words.
        if all(s in starts and e in ends for s, e in anchor.fragments):
            continue
        if annotation.layer != LEXICAL or annotation.text("strength") == WEAK or anchor.row is not None:
            continue
        for row in rows_of(document, anchor) or ():
            start, end = int(tokens.start[row]), int(tokens.end[row])
            if not anchor.covers(start, end):
                inside = [(max(s, start) - start, min(e, end) - start) for s, e in anchor.fragments]
                result[row] = ",".join(f"{s}:{e}" for s, e in inside if s < e)
    return result


def attached_parts(imported: Imported, turned: Turned) -> list[Oddity]:
    """Put the annotations of words of which the lines name a part on that part; tell of what is none.

    The oddities have the turned lines' numbers.
    """
    if not turned.parts:
        return []
    starts = turned.line_starts()
    oddities: list[Oddity] = []
    found: dict[int, dict[int, list[tuple[int, int]]]] = {}
    documents = {document.id: document for document in imported.documents}
    for document in imported.documents:
        bounds = document.sentences.source_start.tolist()
        for line, text in turned.parts.items():
            if not bounds[0] <= starts[line] < bounds[-1]:
                continue
            index = bisect_right(bounds, starts[line]) - 1
            first = bisect_right(starts, bounds[index]) - 1
            place = token_lines(turned.lines[bounds[index] : bounds[index + 1]]).index(line - first)
            row = document.sentences.rows(index).start + place
            start, end = int(document.tokens.start[row]), int(document.tokens.end[row])
            spans = _spans(text, end - start)
            if spans:
                found.setdefault(document.id, {})[row] = [(start + s, start + e) for s, e in spans]
            else:
                oddities.append(Oddity("", line + 1, f"‘{text[:40]}’ is no part of the word; the whole word is read"))
    imported.annotations = [
        _on_parts(a, documents[a.document], found[a.document]) if a.document in found else a
        for a in imported.annotations
    ]
    return oddities


def _spans(text: str, length: int) -> list[tuple[int, int]]:
    """The spans of a part; nothing where they are not inside the word, in order."""
    if not _PART.fullmatch(text):
        return []
    spans = [(int(s), int(e)) for s, e in (span.split(":") for span in text.split(","))]
    ends = [0, *(number for span in spans for number in span), length]
    return spans if ends == sorted(ends) and all(s < e for s, e in spans) else []


def _on_parts(annotation: Annotation, document: Document, found: Mapping[int, list[tuple[int, int]]]) -> Annotation:
    anchor = annotation.anchor
    if annotation.text("strength") == WEAK or anchor.row is not None:
        return annotation
    rows = rows_of(document, anchor) or []
    if not any(row in found for row in rows):
        return annotation
    tokens = document.tokens
    spans: list[tuple[int, int]] = []
    for before, row in zip([-1, *rows], rows, strict=False):
        start, end = int(tokens.start[row]), int(tokens.end[row])
        first, *others = found.get(row, [(start, end)])
        # Neighbours are one fragment, the blank between them with it.
        if spans and before == row - 1 and first[0] == start and spans[-1][1] == tokens.end[before]:
            first = (spans.pop()[0], first[1])
        spans += [first, *others]
    return msgspec.structs.replace(annotation, anchor=Anchor(fragments=merged(spans)))
