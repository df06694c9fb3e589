"""Reading `.conllulex`: blocks become documents, and the lexical columns decisions. Derived columns are not kept.

Labels stay as the file has them; what the scheme does not know is told as an oddity.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import PurePath

import numpy as np

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation, Value
from construal.annotation.columns import Column
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.formats.conllulex_blocks import (
    COLUMNS,
    Block,
    Header,
    Lines,
    Log,
    blocks,
    header,
    split_lines,
)
from construal.annotation.formats.conllulex_labels import Labels, LexicalCells, agrees
from construal.annotation.formats.conllulex_text import Cells, spelling
from construal.annotation.formats.format import Imported, ReadOptions
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import STRONG, WEAK, Word

# Names of the UD columns and their places in a row; FORM and the lexical columns are read, not kept.
_UD = (
    ("id", 0), ("lemma", 2), ("upos", 3), ("xpos", 4), ("feats", 5),
    ("head", 6), ("deprel", 7), ("deps", 8), ("misc", 9),
)  # fmt: skip
_LEXICAL = (10, 15, 3, 4, 11, 13, 14)  # as in LexicalCells
_LEXTAG = 18
_NO_LABELS = ("_", "_", "_")
_PLACES = [str(place) for place in range(1, 1000)]


@dataclass(slots=True)
class _Group:
    """Rows of a document that share a number in an MWE column, with the places the file gives them."""

    rows: list[int] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def read(data: bytes, file: str, options: ReadOptions) -> Imported:
    """The documents and lexical decisions of a file. Raises FormatError where it is no such file."""
    log = Log(file)
    lines = split_lines(data, file, log)
    reading = _Reading(lines, log, file, options=options, sha=hashlib.sha256(data).hexdigest())
    found: list[tuple[Block, Header]] = []
    for block in blocks(lines, file, log):
        head = header(block, lines)
        if head.newdoc and found:
            reading.add_document(found, lines.starts[block.first])
            found = []
        found.append((block, head))
    reading.add_document(found, lines.starts[-1])
    reading.imported.oddities = log.oddities()
    return reading.imported


class _Reading:
    """Documents as they are made, one after the other."""

    def __init__(self, lines: Lines, log: Log, file: str, *, options: ReadOptions, sha: str) -> None:
        self.imported = Imported()
        self.lines = lines
        self.log = log
        self.options = options
        self.sha = sha
        self.file = PurePath(file).name
        self.stem = PurePath(file).stem or "document"
        self.labels = Labels(options.scheme, options.language)
        self.names: set[str] = set()
        self.sentence_ids: set[str] = set()
        self.has_ids = True

    def add_document(self, found: list[tuple[Block, Header]], end: int) -> None:
        """Make a document of blocks; `end` is the byte after the last."""
        text = self.lines.text
        numbers = [number for block, _ in found for number in block.rows]
        cells = "\t".join([text[number] for number in numbers]).split("\t")
        grid = [cells[place::COLUMNS] for place in range(COLUMNS)]
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        forms: list[str] = []
        first: list[int] = []
        sentence_starts: list[int] = []
        sentence_ends: list[int] = []
        offset = 0
        is_spelled = False
        for block, head in found:
            row = len(starts)
            last = row + len(block.rows)
            spelled = spelling(block, Cells(grid[0][row:last], grid[1][row:last], grid[9][row:last]), head.text)
            if spelled.differs:
                self.log.add(block.first, "# text is not what the forms spell; the forms are shown")
            if parts:
                gap = "\n\n" if head.begins_paragraph else "\n"
                parts.append(gap)
                offset += len(gap)
            parts.append(spelled.text)
            first.append(row)
            starts += [offset + s for s in spelled.starts]
            ends += [offset + e for e in spelled.ends]
            forms += spelled.forms or [""] * len(block.rows)
            is_spelled = is_spelled or spelled.forms is not None
            sentence_starts.append(offset)
            offset += len(spelled.text)
            sentence_ends.append(offset)
        # What stands before a file's first sentence belongs to it.
        source_starts = [self.lines.starts[block.first] for block, _ in found]
        if not self.imported.documents:
            source_starts[0] = 0
        columns = {name: column(grid[place]) for name, place in _UD}
        if is_spelled:
            columns["form"] = column(forms)
        name = self._name(*found[0])
        document = Document(
            id=self.options.new_id(),
            name=name,
            text="".join(parts),
            tokens=Tokens(np.array(starts, np.int32), np.array(ends, np.int32), columns),
            sentences=Sentences(
                first=np.array([*first, len(starts)], np.int32),
                start=np.array(sentence_starts, np.int32),
                end=np.array(sentence_ends, np.int32),
                ids=column([self._sentence_id(number, *pair) for number, pair in enumerate(found, 1)]),
                source_start=np.array([*source_starts, end], np.int32),
            ),
            language=self.options.language,
            title=name,
            source=self.sha,
            format="conllulex",
            metadata=dict((found[0][1].newdoc,)) if found[0][1].newdoc else {},
        )
        self.imported.documents.append(document)
        decisions = _Decisions(self, document.id, numbers, grid=grid, starts=starts, ends=ends)
        for row, (block, _) in zip(first, found, strict=True):
            decisions.add(row, row + len(block.rows))

    def _name(self, block: Block, head: Header) -> str:
        """The document's name: its newdoc value, else the file's, made the only one of its kind."""
        stated = (head.newdoc and head.newdoc[1]) or self.stem
        name, number = stated, 2
        while name in self.names:
            name = f"{stated} ({number})"
            number += 1
        if name != stated:
            self.log.add(block.first, f"a second document ‘{stated}’; called ‘{name}’")
        self.names.add(name)
        return name

    def _sentence_id(self, number: int, block: Block, head: Header) -> str:
        stated = head.sentence_id
        if not stated:
            if self.has_ids:
                self.has_ids = False
                self.log.add(block.first, "a sentence without sent_id; such sentences are numbered")
            return str(number)
        if stated in self.sentence_ids:
            self.log.add(block.first, f"sent_id ‘{stated}’ was given before; kept")
        self.sentence_ids.add(stated)
        return stated


class _Decisions:
    """What the lexical columns of one document state, as annotations."""

    def __init__(
        self,
        reading: _Reading,
        document: int,
        lines: list[int],
        *,
        grid: list[list[str]],
        starts: list[int],
        ends: list[int],
    ) -> None:
        self.options = reading.options
        self.file = reading.file
        self.log = reading.log
        self.labels = reading.labels
        self.annotations = reading.imported.annotations
        self.document = document
        self.lines = lines
        self.grid = grid
        self.starts = starts
        self.ends = ends

    def add(self, first: int, last: int) -> None:
        """Add the decisions of the sentence with these rows."""
        strong: dict[str, _Group] = {}
        weak: dict[str, _Group] = {}
        singles, starts, ends = self.labels.singles, self.starts, self.ends
        rows = zip(*[self.grid[place][first:last] for place in _LEXICAL], strict=True)
        lextags = self.grid[_LEXTAG]
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
            values, messages, ending = found
            if messages or not lextags[row].endswith(ending):
                self._tell(row, messages, ending)
            if values:
                start, end = starts[row], ends[row]
                self._put(Anchor(((start, end),)) if end > start else Anchor(((start, end),), row), values)
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
            values, messages, ending = self.labels.group(row, tuple(rows), words=self._words(rows))
        else:
            values, messages, ending = self.labels.single(row._replace(smwe="_", wmwe="_"), self._word(rows[0]))
        self._tell(rows[0], messages, ending)
        lexcats, firsts, seconds = self.grid[11], self.grid[13], self.grid[14]
        for inner in rows[1:]:
            if (lexcats[inner], firsts[inner], seconds[inner]) != _NO_LABELS:
                self.log.add(self.lines[inner], "labels on a word inside an expression; kept, not read")
        if values:
            self._put(self._anchor(rows), values)

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
            self.log.add(self.lines[row], "the lextag does not say what the other columns do; these are read")

    def _is_multiword(self, group: _Group, strength: str) -> bool:
        line = self.lines[group.rows[0]]
        if group.places != _PLACES[: len(group.rows)]:
            self.log.add(line, "places in a multiword expression are not 1, 2, 3, …; words are taken in order")
        if len(group.rows) == 1:
            self.log.add(line, f"a {strength} multiword expression of one word; kept, not read as one")
        return len(group.rows) > 1

    def _put(self, anchor: Anchor, values: Mapping[str, Value]) -> None:
        options = self.options
        self.annotations.append(
            Annotation(
                id=options.new_id(),
                document=self.document,
                layer=LEXICAL,
                anchor=anchor,
                values=values,
                annotator=options.annotator,
                source=self.file,
                scheme=options.scheme,
                created=options.time,
                modified=options.time,
            )
        )

    def _anchor(self, rows: list[int]) -> Anchor:
        """The anchor on these rows; neighbours are one fragment, and rows without text count only alone."""
        fragments: list[tuple[int, int]] = []
        last = -2
        for row in rows:
            start, end = self.starts[row], self.ends[row]
            if start == end:
                continue
            if row == last + 1:
                start = fragments.pop()[0]
            fragments.append((start, end))
            last = row
        if fragments:
            return Anchor(tuple(fragments))
        return Anchor(((self.starts[rows[0]], self.ends[rows[0]]),), row=rows[0])

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


def column(strings: list[str]) -> Column:
    """A column of these strings."""
    index: defaultdict[str, int] = defaultdict(count().__next__)
    codes = np.fromiter(map(index.__getitem__, strings), np.int32, len(strings))
    return Column(codes, list(index))
