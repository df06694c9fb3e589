"""Several targets in one word, in corpora whose files give the word a row for each. Knows blocks, not files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.profile import PLACE, Profile
from construal.annotation.formats.profile_columns import FIRST, put
from construal.annotation.formats.turned import token_lines
from construal.annotation.snacs.expression import SECOND_PART, SINGLE, WEAK, expression, rows_of, sort_decisions

_LEXCAT, _LEXLEMMA, _SS, _SS2 = (PLACE[name] - FIRST for name in ("lexcat", "lexlemma", "ss", "ss2"))
_LAST = PLACE["lextag"] - FIRST


def repeated(
    blocks: Sequence[bytes], document: Document, lexical: Sequence[Annotation], profile: Profile
) -> tuple[list[bytes], int, int]:
    """The blocks of all of a document's sentences with a row for each target in a word of several; words, rows added.

    Only where the targets of a word spell it together: a reader could not tell which letters others are on.
    """
    first_of: dict[int, Annotation] = {}
    seconds: defaultdict[int, list[Annotation]] = defaultdict(list)
    left_over = {a.id for a, reason in sort_decisions(document, lexical).unfit if reason == SECOND_PART}
    for annotation in lexical if left_over else ():
        rows = rows_of(document, annotation.anchor) or []
        if annotation.id in left_over:
            seconds[rows[0]].append(annotation)
        elif len(rows) == 1 and annotation.text("strength") != WEAK:
            first_of[rows[0]] = annotation
    result, words, added = list(blocks), 0, 0
    for row in sorted(seconds, reverse=True):
        parts = sorted((first_of[row], *seconds[row]), key=lambda a: a.anchor.fragments) if row in first_of else []
        start, end = int(document.tokens.start[row]), int(document.tokens.end[row])
        if "".join(part.anchor.text(document.text, gap="") for part in parts) != document.text[start:end]:
            continue
        index = document.sentences.of_row(row)
        place = row - document.sentences.rows(index).start
        result[index] = _with_rows(result[index], place, parts, document=document, profile=profile)
        words, added = words + 1, added + len(parts) - 1
    return result, words, added


def _with_rows(block: bytes, place: int, parts: Sequence[Annotation], *, document: Document, profile: Profile) -> bytes:
    """The block with a row for each part in place of a token row."""
    lines = block.split(b"\n")
    number = token_lines(block)[place]
    ending = b"\r" if lines[number].endswith(b"\r") else b""
    rows = []
    for part in parts:
        cells = lines[number].removesuffix(b"\r").split(b"\t")
        for column in range(_LAST + 1):
            put(cells, column, "_", profile)
        first, second = expression((0,), SINGLE, values=part.values).labels
        put(cells, _LEXCAT, part.text("lexcat") or "_", profile)
        put(cells, _LEXLEMMA, part.anchor.text(document.text, gap=""), profile)
        put(cells, _SS, profile.spelled(first), profile)
        put(cells, _SS2, profile.spelled(second), profile)
        rows.append(b"\t".join(cells) + ending)
    lines[number : number + 1] = rows
    return b"\n".join(lines)
