"""Multiword expressions of a sentence of a table: words that share a number, a name, or a lexlemma of several words.

Positions count the words of the sentence from 0.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from construal.annotation.formats.tables.labels import is_nothing
from construal.annotation.formats.tables.log import TableLog
from construal.annotation.formats.tables.rows import TableSentence
from construal.annotation.formats.tables.sheet import Row

Groups = dict[str, tuple[list[int], list[Row]]]

_GROUP = re.compile(r"0*(\d+)(?::0*(\d+)(?::00)?)?")


def by_number(sentence: TableSentence, place: int | None, log: TableLog) -> Groups:
    """The words that share a number in a column of expressions: their positions and rows."""
    groups: Groups = {}
    if place is None:
        return groups
    named: list[int] = []
    for position, word in enumerate(sentence.words):
        cell = word.row.cell(place).strip()
        if is_nothing(cell) or cell in ("O", "o"):
            continue
        found = _GROUP.fullmatch(cell)
        if found is None:
            named.append(position)
            continue
        if word.row.kinds.get(place) == "a time" or cell[0] == "0":
            log.add(word.row.line, "a spreadsheet made a time of an expression's number; read as it was")
        positions, rows = groups.setdefault(found[1], ([], []))
        positions.append(position)
        rows.append(word.row)
    for run in _runs(named, [word.row.cell(place).strip() for word in sentence.words]):
        groups[f"from {run[0]}"] = (run, [sentence.words[position].row for position in run])
    for _, rows in groups.values():
        if len(rows) == 1:
            log.add(rows[0].line, "an expression of one word; read as a single word")
    return groups


def _runs(positions: Sequence[int], cells: Sequence[str]) -> list[list[int]]:
    """Expressions that are named, not numbered: neighbours that have something in the column are one.

    `B` begins one, and so does another name where every name of the neighbours stands on several words.
    """
    blocks: list[list[int]] = []
    for position in positions:
        if blocks and blocks[-1][-1] == position - 1 and cells[position][:1] + cells[position][1:2].strip("-_") != "B":
            blocks[-1].append(position)
        else:
            blocks.append([position])
    result: list[list[int]] = []
    for block in blocks:
        runs = [list(run) for _, run in itertools.groupby(block, key=lambda position: cells[position])]
        result += runs if all(len(run) > 1 for run in runs) else [block]
    return result


def by_lemma(sentence: TableSentence, place: int | None, known: Groups) -> Groups:
    """Expressions without a number: neighbours with one lexlemma that has as many words as they are."""
    groups: Groups = {}
    if place is None:
        return groups
    taken = {position for positions, _ in known.values() for position in positions}
    cells = ["" if p in taken else word.row.cell(place).strip() for p, word in enumerate(sentence.words)]
    position = 0
    while position < len(cells):
        size = len(cells[position].split())
        run = list(range(position, position + size))
        if size > 1 and cells[position : position + size] == [cells[position]] * size:
            groups[f"lemma {position}"] = (run, [sentence.words[p].row for p in run])
            position += size
        else:
            position += 1
    return groups
