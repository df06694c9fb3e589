"""Decisions that the lexical columns of a `.conllulex` document state, as annotations.

Words whose lexcat follows and that have no label get none; numbers, lemmas and lextags are derived, not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation, Value
from construal.annotation.formats.conllulex_blocks import Log
from construal.annotation.formats.conllulex_labels import Labels, LexicalCells, agrees
from construal.annotation.formats.conllulex_text import part_of
from construal.annotation.formats.format import ReadOptions
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import STRONG, WEAK, Word

_LEXICAL = (10, 15, 3, 4, 11, 13, 14)  # as in LexicalCells
_LEXTAG, _LEXLEMMA = 18, 12
_NO_LABELS = ("_", "_", "_")
_PLACES = [str(place) for place in range(1, 1000)]


@dataclass(slots=True)
class _Group:
    """Rows of a document that share a number in an MWE column, with the places the file gives them."""

    rows: list[int] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Decisions:
    """What the lexical columns of one document state, put to `annotations` sentence by sentence.

    `lines` are the rows' lines in the file, `grid` its columns, `starts` and `ends` where the rows stand in `text`.
    """

    document: int
    text: str
    options: ReadOptions
    annotations: list[Annotation]
    labels: Labels
    log: Log
    lines: list[int]
    grid: list[list[str]]
    starts: list[int]
    ends: list[int]

    def add(self, first: int, last: int) -> None:
        """Add the decisions of the sentence with these rows."""
        strong: dict[str, _Group] = {}
        weak: dict[str, _Group] = {}
        singles, starts, ends = self.labels.singles, self.starts, self.ends
        rows = zip(*[self.grid[place][first:last] for place in _LEXICAL], strict=True)
        lextags = self.grid[_LEXTAG]
        has_parts = self.labels.profile.part
        for row, key in enumerate(rows, first):
            # Rows without any multiword expression, read before, are most of a corpus.
            found = singles.get(key)
            if found is None:
                cells = LexicalCells(*key)
                if cells.wmwe != "_":
                    self._join(weak, cells.wmwe, row)
                if cells.smwe != "_" and self._join(strong, cells.smwe, row):
                    continue
                cells = cells._replace(smwe="_", wmwe="_")
                found = singles.get(cells) or self.labels.single(cells, self._word(row))
            values, messages, ending, older = found
            if messages or not lextags[row].endswith(ending):
                self._tell(row, messages, ending)
            if values:
                if has_parts:
                    self._put(self._anchor([row], self._parts([row])), values, older)
                    continue
                start, end = starts[row], ends[row]
                self._put(Anchor(((start, end),)) if end > start else Anchor(((start, end),), row), values, older)
        for group in strong.values():
            self._add_strong(group)
        for group in weak.values():
            self._add_weak(group)

    def _join(self, groups: dict[str, _Group], cell: str, row: int) -> bool:
        """Put a row into the group that its cell names; False where the cell names none."""
        number, colon, place = cell.partition(":")
        if not colon or not place.isdecimal():
            self.log.add(self.lines[row], f"‘{cell}’ is no multiword expression number; kept, not read")
            return False
        group = groups.setdefault(number, _Group())
        group.rows.append(row)
        group.places.append(place)
        return True

    def _add_strong(self, group: _Group) -> None:
        rows = group.rows
        row = LexicalCells(*[self.grid[place][rows[0]] for place in _LEXICAL])
        if self._is_multiword(group, STRONG):
            found = self.labels.group(row, tuple(rows), words=self._words(rows))
        else:
            found = self.labels.single(row._replace(smwe="_", wmwe="_"), self._word(rows[0]))
        self._tell(rows[0], found.messages, found.ending)
        lexcats, firsts, seconds = self.grid[11], self.grid[13], self.grid[14]
        for inner in rows[1:]:
            if (lexcats[inner], firsts[inner], seconds[inner]) != _NO_LABELS:
                only = firsts[inner] == seconds[inner] == "_"
                what = "a lexcat" if only else "labels"
                self.log.add(self.lines[inner], f"{what} on a word inside an expression; kept, not read")
        if found.values:
            parts = self._parts(rows) if self.labels.profile.part else None
            self._put(self._anchor(rows, parts), found.values, found.scheme)

    def _add_weak(self, group: _Group) -> None:
        if self._is_multiword(group, WEAK):
            wcat = self.grid[16][group.rows[0]]
            self._put(
                self._anchor(group.rows), {"strength": WEAK} if wcat == "_" else {"strength": WEAK, "lexcat": wcat}
            )

    def _tell(self, row: int, messages: tuple[str, ...], ending: str) -> None:
        for message in messages:
            self.log.add(self.lines[row], message)
        if not agrees(self.grid[_LEXTAG][row], ending):
            self.log.add(
                self.lines[row], "the lextag does not say what the other columns do; these are read", "lextag"
            )

    def _is_multiword(self, group: _Group, strength: str) -> bool:
        line = self.lines[group.rows[0]]
        if group.places != _PLACES[: len(group.rows)]:
            self.log.add(line, "places in a multiword expression are not 1, 2, 3, …; words are taken in order")
        if len(group.rows) == 1:
            self.log.add(line, f"a {strength} multiword expression of one word; kept, not read as one")
        return len(group.rows) > 1

    def _put(self, anchor: Anchor, values: Mapping[str, Value], older: str = "") -> None:
        options = self.options
        self.annotations.append(
            Annotation(
                id=options.new_id(),
                document=self.document,
                layer=LEXICAL,
                anchor=anchor,
                values=values,
                annotator=options.annotator,
                source="conllulex",
                scheme=options.scheme or older or self.labels.version,
                created=options.time,
                modified=options.time,
            )
        )

    def _anchor(self, rows: list[int], parts: list[tuple[int, int]] | None = None) -> Anchor:
        """The anchor on these rows, or on `parts` of them; neighbours are one fragment.

        Rows without text count only alone.
        """
        fragments: list[tuple[int, int]] = []
        last = -2
        for place, row in enumerate(rows):
            start, end = parts[place] if parts else (self.starts[row], self.ends[row])
            if start == end:
                continue
            if row == last + 1 and start == self.starts[row] and fragments[-1][1] == self.ends[last]:
                start = fragments.pop()[0]
            fragments.append((start, end))
            last = row
        if fragments:
            return Anchor(tuple(fragments))
        return Anchor(((self.starts[rows[0]], self.ends[rows[0]]),), row=rows[0])

    def _parts(self, rows: list[int]) -> list[tuple[int, int]]:
        """Where the parts of these words stand that the lexlemma names; where it names none, the whole words."""
        whole = [(self.starts[row], self.ends[row]) for row in rows]
        lexlemmas = self.grid[_LEXLEMMA]
        parts = lexlemmas[rows[0]].split(" ")
        if len(parts) != len(rows):
            parts = [lexlemmas[row] for row in rows]
        found = []
        for row, part, (start, end) in zip(rows, parts, whole, strict=True):
            if part == "_":
                found.append((start, end))
                continue
            place = part_of(self.text[start:end], part)
            if place is None:
                self.log.add(self.lines[row], f"the lexlemma ‘{part}’ is no part of the word; the whole word is taken")
            found.append((start, end) if place is None else (start + place[0], start + place[1]))
        return found

    def _word(self, row: int) -> Word:
        return self._words([row])[row]

    def _words(self, rows: list[int]) -> dict[int, Word]:
        """The words of an expression by their row; a head outside it counts as none."""
        ids, forms, lemmas, upos, xpos, _, heads = self.grid[:7]
        place = {ids[row]: row for row in rows}
        return {
            row: Word(forms[row], lemmas[row], upos[row], xpos[row], place.get(heads[row], -1), "." in ids[row])
            for row in rows
        }
