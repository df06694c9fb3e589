"""The text of a sentence block: where each token row stands in it. Positions are code points from the sentence's start.

Knows a block's rows, not documents.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from construal.annotation.formats.conllulex_blocks import Block


class Cells(NamedTuple):
    """The columns ID, FORM, MISC and LEXLEMMA of a block's token rows."""

    ids: Sequence[str]
    forms: Sequence[str]
    miscs: Sequence[str]
    lexlemmas: Sequence[str]


@dataclass(slots=True)
class Spelling:
    """A sentence's text, the span of each token row, and the forms where the text spells a row otherwise, else None."""

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[str] | None = None
    differs: bool = False  # the file's own `# text` cannot be made of its forms


def spelling(block: Block, cells: Cells, stated: str | None) -> Spelling:
    """The text of a block: `stated` (its `# text`) where the forms spell it, else forms joined as SpaceAfter says.

    A multiword surface token lends its text to the rows it covers, see `shares`; an empty node stands, without width,
    where the row before it ends.
    """
    if not block.surfaces and not block.has_empty_nodes:
        return _plain(cells.forms, cells.miscs, stated)
    found = _with_surfaces(block, cells, stated)
    if found.differs and any(surface.is_repeated for surface in block.surfaces):
        # The text may hold a word twice that got the same number twice.
        single = [surface for surface in block.surfaces if not surface.is_repeated]
        other = _with_surfaces(replace(block, surfaces=single), cells, stated)
        return found if other.differs else other
    return found


def _plain(forms: Sequence[str], miscs: Sequence[str], stated: str | None) -> Spelling:
    """The text of rows that are one surface token each."""
    spans = aligned(forms, stated)
    if spans is not None and stated is not None:
        return Spelling(stated, *spans)
    text, starts, ends = _joined(forms, miscs)
    return Spelling(text, starts, ends, differs=stated is not None)


def aligned(forms: Sequence[str], text: str | None) -> tuple[list[int], list[int]] | None:
    """The span of each form in a text that consists of them and white space; None where it does not."""
    if text is None:
        return None
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for form in forms:
        start = text.find(form, position)
        if start != position and (start < 0 or not text[position:start].isspace()):
            return None
        starts.append(start)
        position = start + len(form)
        ends.append(position)
    return None if text[position:].strip() else (starts, ends)


def shares(surface: str, forms: Sequence[str]) -> list[tuple[int, int]]:
    """How a multiword surface token is shared among its words: spans inside it, in order, that leave nothing out.

    Forms that spell the surface get their own letters, whatever the case (It's = It + 's). Else words take their
    letters from the left and from the right as far as these agree (don't = do + n't; wanna = wan + na), and the rest
    goes evenly to the words between; where letters run short the last words have none.
    """
    if "".join(forms).lower() == surface.lower() and len("".join(forms)) == len(surface):
        return _run([len(form) for form in forms])
    low = surface.lower() if len(surface.lower()) == len(surface) else surface
    left, first = 0, 0
    while first < len(forms) - 1 and forms[first] and low.startswith(forms[first].lower(), left):
        left += len(forms[first])
        first += 1
    right, last = len(surface), len(forms)
    while last > first + 1 and forms[last - 1] and low.endswith(forms[last - 1].lower(), left, right):
        right -= len(forms[last - 1])
        last -= 1
    middle, count = right - left, last - first
    even = [middle * (k + 1) // count - middle * k // count for k in range(count)]
    if middle < count:
        even = [1] * middle + [0] * (count - middle)
    elif count == 2 and 0 < (common := _agreeing(low[left:right], forms[first].lower())) < middle:
        even = [common, middle - common]
    return _run([len(f) for f in forms[:first]] + even + [len(f) for f in forms[last:]])


def part_of(word: str, part: str) -> tuple[int, int] | None:
    """Where a part of a word stands in it, its end before any other place; None where the word has no such part.

    A file may spell a vowel as a letter where the word has a sign for it, and letters composed where it has them apart.
    """
    for spelled in (part, _with_sign(part)):
        if spelled and word.endswith(spelled):
            return len(word) - len(spelled), len(word)
    if part and (start := word.rfind(part)) >= 0:
        return start, start + len(part)
    plain = unicodedata.normalize("NFD", part)
    for start in range(len(word)):
        if unicodedata.normalize("NFD", word[start:]) == plain:
            return start, len(word)
    return None


def _with_sign(part: str) -> str:
    """The part with the sign for its first vowel, as Indic scripts write it behind a consonant; "" without one."""
    name = unicodedata.name(part[:1], "") if part else ""
    if " LETTER " not in name:
        return ""
    try:
        return unicodedata.lookup(name.replace(" LETTER ", " VOWEL SIGN ")) + part[1:]
    except KeyError:
        return ""


def _agreeing(one: str, other: str) -> int:
    """How many letters two strings begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _with_surfaces(block: Block, cells: Cells, stated: str | None) -> Spelling:
    """The text of a block with multiword surface tokens or empty nodes."""
    forms: list[str] = []
    miscs: list[str] = []
    covers: list[list[int]] = []  # the rows of each surface token
    surfaces = {surface.row: surface for surface in block.surfaces}
    left = 0
    for row, (id, form, misc) in enumerate(zip(cells.ids, cells.forms, cells.miscs, strict=True)):
        surface = surfaces.get(row)
        if surface is not None:
            left = surface.count
            forms.append(surface.form)
            miscs.append(surface.misc)
            covers.append([])
        if block.has_empty_nodes and "." in id:
            continue
        if left > 0:
            covers[-1].append(row)
            left -= 1
        else:
            forms.append(form)
            miscs.append(misc)
            covers.append([row])
    whole = _plain(forms, miscs, stated)
    length = len(cells.ids)
    starts, ends = [-1] * length, [-1] * length
    repeated = {surface.row for surface in block.surfaces if surface.is_repeated}
    spelled = list(cells.forms)
    for covered, start, end in zip(covers, whole.starts, whole.ends, strict=True):
        if len(covered) == 1:
            starts[covered[0]], ends[covered[0]] = start, end
        elif covered:
            if covered[0] in repeated:
                for row in covered:
                    spelled[row] = ""
                parts = _parts(whole.text[start:end], [cells.lexlemmas[row] for row in covered])
            else:
                parts = shares(whole.text[start:end], [cells.forms[row] for row in covered])
            for row, (s, e) in zip(covered, parts, strict=True):
                starts[row], ends[row] = start + s, start + e
    position = 0
    for row in range(length):
        if starts[row] < 0:
            starts[row] = ends[row] = position
        position = ends[row]
    shown = [whole.text[s:e] for s, e in zip(starts, ends, strict=True)]
    differ = any(form not in ("", own) for form, own in zip(spelled, shown, strict=True))
    return Spelling(whole.text, starts, ends, spelled if differ else None, whole.differs)


def _parts(word: str, lemmas: Sequence[str]) -> list[tuple[int, int]]:
    """How a word is shared among its targets; the first has it all where the file does not say their parts."""
    if "_" in lemmas:
        return _run([len(word)] + [0] * (len(lemmas) - 1))
    return shares(word, lemmas)


def _joined(forms: Sequence[str], miscs: Sequence[str]) -> tuple[str, list[int], list[int]]:
    """The forms with a space between them except where SpaceAfter=No says none."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for form, misc in zip(forms, miscs, strict=True):
        starts.append(position)
        position += len(form)
        ends.append(position)
        parts.append(form)
        if "SpaceAfter=No" not in misc:
            parts.append(" ")
            position += 1
    # A damaged form may itself end in blanks, and its end stays inside the text.
    return "".join(parts)[: ends[-1] if ends else 0], starts, ends


def _run(lengths: Sequence[int]) -> list[tuple[int, int]]:
    position = 0
    spans = []
    for length in lengths:
        spans.append((position, position + length))
        position += length
    return spans

