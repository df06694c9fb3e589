"""Reading `.conllulex`: blocks become documents, and the lexical columns decisions. Derived columns are not kept.

Labels get the scheme's spelling and are never renamed; what the scheme does not know is told as an oddity.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from itertools import count
from pathlib import PurePath

import numpy as np

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
from construal.annotation.formats.conllulex_decisions import Decisions
from construal.annotation.formats.conllulex_labels import Labels
from construal.annotation.formats.conllulex_text import Cells, spelling
from construal.annotation.formats.format import Before, Imported, ReadOptions
from construal.annotation.formats.profile import METADATA, STANDARD, Profile, profile
from construal.annotation.formats.profile_columns import standard
from construal.annotation.formats.profile_evidence import recognised, scheme_of

# Names of the UD columns and their places in a row; FORM and the lexical columns are read, not kept.
_UD = (
    ("id", 0), ("lemma", 2), ("upos", 3), ("xpos", 4), ("feats", 5),
    ("head", 6), ("deprel", 7), ("deps", 8), ("misc", 9),
)  # fmt: skip
_TEXT = (0, 1, 9, 12)  # as in Cells
_DEFAULT_LANGUAGE = ReadOptions().language


def read(data: bytes, file: str, options: ReadOptions) -> Imported:
    """The documents and lexical decisions of a file. Raises FormatError where it is no such file."""
    reading = _read(data, file, options, version=options.scheme)
    if not options.scheme:
        version, label = scheme_of(reading.profile, reading.labels.reader.seen, reading.language)
        if label:
            reading = _read(data, file, options, version=version)
            reading.log.add(0, f"‘{label}’ is a label of {version}; the file's annotations are said to be of it")
    reading.imported.oddities = reading.log.oddities()
    return reading.imported


def _read(data: bytes, file: str, options: ReadOptions, *, version: str) -> _Reading:
    """The file read as one of this version of the scheme, that of its profile where it is ""."""
    log = Log(file)
    lines = split_lines(data, file, log)
    known = profile(options.profile) if options.profile else recognised(lines.text, options.language)
    log.settle(known.usual)
    if known.note:
        log.add(0, f"{known.title}: {known.note}")
    sha = hashlib.sha256(data).hexdigest()
    reading = _Reading(lines, log, file, options=options, profile=known, version=version or known.scheme, sha=sha)
    found: list[tuple[Block, Header]] = []
    for block in blocks(lines, file, log):
        head = header(block, lines)
        if head.newdoc and found:
            reading.add_document(found, lines.starts[block.first])
            found = []
        found.append((block, head))
    reading.add_document(found, lines.starts[-1])
    return reading


def _language(known: Profile, log: Log, options: ReadOptions) -> str:
    """The language of the documents: as told, but a corpus of another language is not English by default."""
    if options.language != _DEFAULT_LANGUAGE or not known.languages or options.language in known.languages:
        return options.language
    log.add(0, f"the file looks like {known.title}; read with the language ‘{known.languages[0]}’")
    return known.languages[0]


class _Reading:
    """Documents as they are made, one after the other."""

    def __init__(
        self, lines: Lines, log: Log, file: str, *, options: ReadOptions, profile: Profile, version: str, sha: str
    ) -> None:
        self.imported = Imported()
        self.lines = lines
        self.log = log
        self.options = options
        self.profile = profile
        self.language = _language(profile, log, options)
        self.sha = sha
        self.file = PurePath(file).name
        self.stem = PurePath(file).stem or "document"
        self.labels = Labels(version, self.language, profile)
        before = options.before or Before()
        self.names: set[str] = set(before.names)
        self.open = before.name  # the document that the first block goes on with, if it begins none
        self.sentences = before.sentences
        self.sentence_ids: set[str] = set()
        self.has_ids = True

    def add_document(self, found: list[tuple[Block, Header]], end: int) -> None:
        """Make a document of blocks; `end` is the byte after the last."""
        text = self.lines.text
        numbers = [number for block, _ in found for number in block.rows]
        cells = "\t".join([text[number] for number in numbers]).split("\t")
        grid = [cells[place::COLUMNS] for place in range(COLUMNS)]
        if self.profile.reshapes:
            grid = standard(grid, self.profile, lambda row, message: self.log.add(numbers[row], message))
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        forms: list[str] = []
        first: list[int] = []
        sentence_starts: list[int] = []
        sentence_ends: list[int] = []
        offset = 0
        is_spelled = False
        goes_on = bool(self.open) and found[0][1].newdoc is None
        numbered = self.sentences if goes_on else 0
        for block, head in found:
            row = len(starts)
            last = row + len(block.rows)
            spelled = spelling(block, Cells(*[grid[place][row:last] for place in _TEXT]), head.text)
            if spelled.differs:
                self.log.add(block.first, "# text is not what the forms spell; the forms are shown")
            if parts or goes_on:
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
        name = self.open if goes_on else self._name(*found[0])
        self.open = ""
        document = Document(
            id=self.options.new_id(),
            name=name,
            text="".join(parts),
            tokens=Tokens(np.array(starts, np.int32), np.array(ends, np.int32), columns),
            sentences=Sentences(
                first=np.array([*first, len(starts)], np.int32),
                start=np.array(sentence_starts, np.int32),
                end=np.array(sentence_ends, np.int32),
                ids=column([self._sentence_id(number, *pair) for number, pair in enumerate(found, numbered + 1)]),
                source_start=np.array([*source_starts, end], np.int32),
            ),
            language=self.language,
            title=name,
            source=self.sha,
            format="conllulex",
            metadata=self._metadata(found[0][1]),
        )
        self.imported.documents.append(document)
        decisions = Decisions(
            document=document.id,
            text=document.text,
            options=self.options,
            annotations=self.imported.annotations,
            labels=self.labels,
            log=self.log,
            lines=numbers,
            grid=grid,
            starts=starts,
            ends=ends,
        )
        for row, (block, _) in zip(first, found, strict=True):
            decisions.add(row, row + len(block.rows))

    def _metadata(self, head: Header) -> dict[str, str]:
        """What is known of the document beside its name: the file's newdoc line, and the profile."""
        metadata = dict((head.newdoc,)) if head.newdoc else {}
        if self.profile.name != STANDARD:
            metadata[METADATA] = self.profile.name
        return metadata

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
                told = "a sentence without sent_id; such sentences are numbered"
                self.log.add(block.first, told, "no-sentence-id")
            return str(number)
        if stated in self.sentence_ids:
            self.log.add(block.first, f"sent_id ‘{stated}’ was given before; kept")
        self.sentence_ids.add(stated)
        return stated


def column(strings: list[str]) -> Column:
    """A column of these strings."""
    index: defaultdict[str, int] = defaultdict(count().__next__)
    codes = np.fromiter(map(index.__getitem__, strings), np.int32, len(strings))
    return Column(codes, list(index))
