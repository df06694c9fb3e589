"""Rows of a corpus as the standard columns, and standard columns as its rows have them: what a profile says, applied.

Knows cells, not documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from construal.annotation.formats.profile import COLUMNS, PLACE, Profile
from construal.annotation.snacs.expression import STRONG, WEAK, Expression, Word
from construal.annotation.snacs.lextag import Cells, Derived, derived_cells

FIRST = PLACE["smwe"]  # the first lexical column
_SMWE, _SS, _SS2, _LEXCAT, _LEXTAG, _MISC = (PLACE[c] for c in ("smwe", "ss", "ss2", "lexcat", "lextag", "misc"))
_NAMES = COLUMNS[FIRST:]

Tell = Callable[[int, str], None]


def standard(grid: Sequence[list[str]], profile: Profile, tell: Tell) -> list[list[str]]:
    """The columns of a file as standard ones; `tell` gets a row and what is odd about it."""
    blank = ["_"] * len(grid[0])
    places = [profile.place(name) for name in COLUMNS]
    found = [grid[place] if place >= 0 else blank for place in places]
    if profile.universal:
        upos = PLACE["upos"]
        found[upos] = [profile.universal.get(cell, cell) for cell in found[upos]]
    for column, key in profile.misc.items():
        found[PLACE[column]] = _stated_in_misc(found[PLACE[column]], found[_MISC], key, tell)
    if profile.lexcat == "lextag":
        found[_LEXCAT], found[_LEXTAG] = _lexcats(found)
    return found


def _stated_in_misc(cells: Sequence[str], miscs: Sequence[str], key: str, tell: Tell) -> list[str]:
    """The cells of a column, those for which MISC has another value told and taken from there."""
    result = list(cells)
    start = f"{key}="
    for row, misc in enumerate(miscs):
        if start not in misc:
            continue
        value = next((item[len(start) :] for item in misc.split("|") if item.startswith(start)), "")
        if value and value != cells[row]:
            if cells[row] != "_":
                tell(row, f"{key} in MISC is ‘{value}’, the column has ‘{cells[row]}’; read as MISC has it")
            result[row] = value
    return result


def _lexcats(grid: Sequence[list[str]]) -> tuple[list[str], list[str]]:
    """The lexcats that lextags of labelled words and of expressions state, and these lextags; "_" for other words."""
    lexcats, lextags = list(grid[_LEXCAT]), list(grid[_LEXTAG])
    for row, (smwe, label, lextag) in enumerate(zip(grid[_SMWE], grid[_SS], grid[_LEXTAG], strict=True)):
        if label == "_" and not smwe.endswith(":1"):
            lextags[row] = "_"
        elif lexcats[row] == "_":
            lexcats[row] = lextag.split("-")[1] if "-" in lextag else "_"
    return lexcats, lextags


def as_written(words: Sequence[Word], expressions: Sequence[Expression], profile: Profile) -> Derived:
    """The lexical cells of a sentence as files of the profile spell them; still in the standard order."""
    shaped = [_with_lexlemma(expression, words, profile) for expression in expressions]
    found = derived_cells(words, shaped)
    decided = {e.first: e.lexcat for e in shaped if e.strength != WEAK}
    rows: list[Cells] = []
    for position, cells in enumerate(found.rows):
        lexcat, lextag = cells.lexcat, cells.lextag
        if profile.lexcat == "stated" or (profile.lexcat == "targets" and cells.ss == "_"):
            lexcat = decided.get(position) or "_"
        elif profile.lexcat == "lextag":
            lexcat = "_"
        first, second = profile.spelled(cells.ss), profile.spelled(cells.ss2)
        if cells.ss != "_" and lextag != "_":
            label = first if second == "_" or (second == first and profile.lextag == "plain") else f"{first}|{second}"
            plain = cells.ss if cells.ss2 in ("_", cells.ss) else f"{cells.ss}|{cells.ss2}"
            lextag = lextag.replace(f"-{plain}", f"-{label}", 1)
        rows.append(cells._replace(lexcat=lexcat, ss=first, ss2=second, lextag=lextag))
    return Derived(tuple(rows), found.mwe)


def _with_lexlemma(expression: Expression, words: Sequence[Word], profile: Profile) -> Expression:
    if profile.mwe_lexlemma == "form" and expression.strength == STRONG and not expression.parts:
        return replace(expression, parts=tuple(words[position].form for position in expression.positions))
    return expression


def put(cells: list[bytes], column: int, value: str, profile: Profile) -> None:
    """Write a lexical cell, given by its place from 0 among the nine, where rows of the profile have it.

    A row that is too short grows only for what it could not state otherwise.
    """
    name = _NAMES[column]
    place = profile.place(name)
    if place < 0:
        return
    if name == "lextag" and (place >= len(cells) or (profile.lextag == "none" and cells[place] in (b"_", b""))):
        return
    if place < len(cells) or value != "_":
        cells += [b"_"] * (place + 1 - len(cells))
        cells[place] = value.encode()
    if name in profile.misc and len(cells) > _MISC:
        cells[_MISC] = _with_item(cells[_MISC], profile.misc[name].encode(), value.encode())


def _with_item(misc: bytes, key: bytes, value: bytes) -> bytes:
    """MISC with this value for a key, or without it for `_`; a new item stands before the first of a later name."""
    items = [] if misc in (b"_", b"") else misc.split(b"|")
    place = next((n for n, item in enumerate(items) if item.startswith(key + b"=")), -1)
    if place < 0:
        place = next((n for n, item in enumerate(items) if item.lower() > key.lower()), len(items))
    elif value == b"_" or items[place] != key + b"=" + value:
        del items[place]
    else:
        return misc
    if value != b"_":
        items.insert(place, key + b"=" + value)
    return b"|".join(items) or b"_"
