"""A file turned into 19-column lines: what the forms of STREUSLE's annotations (JSON, CoNLL-U) have in common.

Knows no file's own notation; `streusle_json_lines` and `conllu_lines` do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from construal.annotation.formats.format import Oddity

NONE = "0"  # the id that states that there is no governor or no object
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SURFACE = re.compile(rb"\d{1,9}-\d{1,9}\t")


class StatedRelation(NamedTuple):
    """What a file says of an adposition: ids of the governing and the object token, "0" for none, and the kind.

    An empty `config` says nothing about the kind.
    """

    governor: str
    object: str
    config: str


class Said(NamedTuple):
    """What a sentence says: its 19-column block, and relations and parts by the position of a token row in it."""

    block: bytes
    relations: Mapping[int, StatedRelation]
    parts: Mapping[int, str]


@dataclass(slots=True)
class Turned:
    """A file as 19-column lines: where the lines of each of its sentences begin (and the end), and what has no column.

    `relations` are by the 0-based number of the line of an expression's first token, `parts` (see `sister_parts`) by
    that of a word's. Turning is deterministic: places in `lines` stay good.
    """

    lines: bytes
    starts: list[int]
    relations: Mapping[int, StatedRelation] = field(default_factory=dict)
    parts: Mapping[int, str] = field(default_factory=dict)
    oddities: list[Oddity] = field(default_factory=list)
    has_annotations: bool = True  # whether the file has a notation for them at all; a plain treebank has none

    def line_starts(self) -> list[int]:
        """The byte at which each line begins, and the end."""
        return line_starts(self.lines)

    def within(self, first: int, last: int) -> Turned:
        """The lines between two bytes, with what is said of them."""
        lines = self.lines[first:last]
        if not self.relations and not self.parts:
            return Turned(lines, [0, len(lines)])
        begin = self.lines.count(b"\n", 0, first)
        numbers = range(begin, begin + lines.count(b"\n") + 1)
        relations = {line - begin: said for line, said in self.relations.items() if line in numbers}
        parts = {line - begin: part for line, part in self.parts.items() if line in numbers}
        return Turned(lines, [0, len(lines)], relations, parts)


Turn = Callable[[bytes, str], Turned]


def line_starts(data: bytes) -> list[int]:
    """The byte at which each line of some bytes begins, and the end."""
    newlines = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    return [0, *(newlines + 1).tolist(), len(data)]


def token_lines(block: bytes) -> list[int]:
    """The numbers of the lines of a block that are token rows, empty nodes with them, multiword surface tokens not."""
    return [
        number
        for number, line in enumerate(block.removeprefix(_BYTE_ORDER_MARK).split(b"\n"))
        if b"\t" in line and line[:1] != b"#" and not line.isspace() and not _SURFACE.match(line)
    ]


def sentence_at(starts: list[int], place: int) -> int:
    """The sentence of the source whose lines hold a byte of the turned lines."""
    return min(bisect_right(starts, place) - 1, len(starts) - 2)
