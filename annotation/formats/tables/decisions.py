"""Decisions that the rows of a sentence state, by annotator, as annotations.

Words whose lexcat follows, that have no label and no note, get none; numbers, lexlemmas and lextags are derived.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec.structs import replace

from construal.annotation.anchor import Anchor, merged
from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.document import Document
from construal.annotation.formats.format import ReadOptions
from construal.annotation.formats.tables.groups import Groups, by_lemma, by_number
from construal.annotation.formats.tables.guess import is_suffix
from construal.annotation.formats.tables.labels import CURRENT, Labelled, TableLabels, is_nothing
from construal.annotation.formats.tables.log import TableLog
from construal.annotation.formats.tables.mapping import ColumnMapping
from construal.annotation.formats.tables.meanings import LABELS
from construal.annotation.formats.tables.rows import Reader, TableSentence
from construal.annotation.formats.tables.sheet import Row
from construal.annotation.layer import LEXICAL
from construal.annotation.scheme import load
from construal.annotation.snacs.expression import SINGLE, STRONG, WEAK, Word, expression, sentence_words
from construal.annotation.snacs.lexcat import following

SOURCE = "table"
_PARTS = re.compile(r"\d{1,9}\.\.\d{1,9}(?:\+\d{1,9}\.\.\d{1,9})*")
_NO = frozenset(("no", "n", "false", "0", "not a target", "non-target"))
_YES = frozenset(("yes", "y", "true", "1", "x", "?"))
_STATUSES = {status.value: status for status in Status}
_LEXICAL = frozenset((*LABELS, "lexcat", "lexlemma", "wcat", "target"))
_REMARKS = ("status", "doubt", "annotator", "source", "confidence")
_STATED = ("governor", "object", "config", "origin", "settled", "why")  # values that stand as they are


class _Place(NamedTuple):
    """A sentence of a document: its first row, and its words where a lexcat is to be derived."""

    document: Document
    first: int
    words: Sequence[Word]


@dataclass(slots=True)
class _Unit:
    """What one label belongs to: positions in the sentence, the table's rows, and of each word the part or ""."""

    positions: list[int]
    rows: list[Row]
    parts: list[str]
    strength: str = SINGLE


@dataclass(slots=True)
class _Columns:
    """Where the columns of one annotator stand; those that belong to nobody serve for what the annotator lacks."""

    annotator: str
    own: Mapping[str, int]
    shared: Mapping[str, int]

    def cell(self, row: Row, meaning: str) -> str:
        """The cell of an own column."""
        return _said(row, meaning, self.own.get(meaning))

    def common(self, row: Row, meaning: str) -> str:
        """The cell of an own column, or of nobody's."""
        return _said(row, meaning, self.own.get(meaning, self.shared.get(meaning)))


def _said(row: Row, meaning: str, place: int | None) -> str:
    """What a cell says; "none" and its kin say nothing of a label, but may be a name or a note."""
    text = "" if place is None else row.cell(place).strip()
    if meaning in _LEXICAL:
        return "" if is_nothing(text) else text
    return "" if text in ("_", "nan", "NaN") else text


@dataclass(slots=True)
class Decisions:
    """Puts the decisions of sentences to `annotations`."""

    mapping: ColumnMapping
    reader: Reader
    options: ReadOptions
    annotations: list[Annotation]
    labels: TableLabels
    log: TableLog
    _columns: list[_Columns] = field(init=False)
    _notes: dict[str, list[int]] = field(init=False)  # by whose they are
    _lexcats: frozenset[str] = field(init=False)
    _meanings: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        by_owner: dict[str, dict[str, int]] = {"": {}}
        for name in self.mapping.annotators:
            by_owner.setdefault(name, {})
        self._notes = {}
        for column in self.mapping.columns:
            if column.meaning == "note":
                self._notes.setdefault(column.annotator, []).append(column.place)
            elif column.meaning:
                by_owner.setdefault(column.annotator, {})[column.meaning] = column.place
        self._columns = [_Columns(name, own, by_owner[""]) for name, own in by_owner.items()]
        self._meanings = frozenset(column.meaning for column in self.mapping.columns)
        scheme = load(CURRENT)
        more = scheme.rules(self.options.language).lexcats
        self._lexcats = frozenset((*scheme.lexcats, *scheme.verbal_lexcats, *more))

    def add(self, document: Document, index: int, sentence: TableSentence) -> None:
        """Add the decisions of a sentence of the document."""
        first = int(document.sentences.first[index])
        words = sentence_words(document, index) if "lexcat" in self._meanings else ()
        strong, weak = (by_number(sentence, self.reader.places.get(meaning), self.log) for meaning in ("smwe", "wmwe"))
        places = self.reader.places
        nobodys: list[tuple[set[int], int]] = []  # positions and id of what belongs to nobody
        for columns in self._columns:
            has_own = bool(columns.annotator) and "smwe" in columns.own
            groups = by_number(sentence, columns.own["smwe"], self.log) if has_own else strong
            groups = groups | by_lemma(sentence, columns.own.get("lexlemma", places.get("lexlemma")), groups)
            units = self._units(sentence, groups, {} if columns.annotator else weak, columns=columns)
            for unit in units:
                annotation = self._annotation(_Place(document, first, words), unit, columns=columns)
                if annotation is None:
                    continue
                if not columns.annotator:
                    nobodys.append((set(unit.positions), annotation.id))
                elif held := next((id for there, id in nobodys if not there.isdisjoint(unit.positions)), None):
                    annotation = replace(annotation, replaces=held)
                self.annotations.append(annotation)

    def _units(self, sentence: TableSentence, strong: Groups, weak: Groups, *, columns: _Columns) -> list[_Unit]:
        """What labels may belong to: expressions first, then each other word and each part of one."""
        units = [
            self._several(group, sentence, STRONG, columns=columns) for group in strong.values() if len(group[0]) > 1
        ]
        taken = {position for unit in units for position in unit.positions}
        for position, word in enumerate(sentence.words):
            for number, (row, part) in enumerate(word.targets):
                if position not in taken or number:
                    units.append(_Unit([position], [row], [part or self._part(row, word.form, columns)]))
        return [
            *units,
            *(self._several(group, sentence, WEAK, columns=columns) for group in weak.values() if len(group[0]) > 1),
        ]

    def _several(
        self, group: tuple[list[int], list[Row]], sentence: TableSentence, strength: str, *, columns: _Columns
    ) -> _Unit:
        """A multiword expression, with the part that is meant of each of its words."""
        forms = [sentence.words[position].form for position in group[0]]
        parts = [self._part(row, form, columns) for row, form in zip(group[1], forms, strict=True)]
        return _Unit(*group, parts, strength)

    def _part(self, row: Row, form: str, columns: _Columns) -> str:
        """The part of a word that a row labels, as letters or as `start..end`; "" for the whole."""
        stated = self.reader.cell(row, "part").strip()
        if _PARTS.fullmatch(stated):
            return stated
        lexlemma = columns.common(row, "lexlemma")
        if self.mapping.parts and is_suffix(lexlemma, form, self.reader.cell(row, "lemma")):
            return lexlemma.lstrip("-‐")
        return ""

    def _annotation(self, place: _Place, unit: _Unit, *, columns: _Columns) -> Annotation | None:
        """The annotation that a unit states for one annotator; None where it states nothing."""
        if unit.strength == WEAK:
            wcat = columns.cell(unit.rows[0], "wcat")
            values: dict[str, Value] = {"strength": WEAK}
            if wcat:
                values["lexcat"] = wcat
            return self._made(place, unit, values, row=Row(0, []), columns=columns)
        row = next((row for row in unit.rows if any(self._label_cells(row, columns))), unit.rows[0])
        for other in unit.rows[1:]:
            if other is not row and any(self._label_cells(other, columns)):
                self.log.add(other.line, "labels on a word inside an expression; not read")
        found = self.labels.labelled(*self._label_cells(row, columns))
        values = {"strength": unit.strength, **found.values}
        for message in found.messages:
            self.log.add(row.line, message)
        if columns.cell(row, "target").casefold() in _NO:
            values["target"] = False
        if len(values) > 1 or not columns.annotator:
            self._add_lexcat(place, unit, values=values, columns=columns)
        values.update((key, cell) for key in _STATED if (cell := columns.cell(unit.rows[0], key)))
        note = self._note(row, columns.annotator)
        is_bare = len(values) == 1 and not any(columns.cell(row, key) for key in _REMARKS)
        if is_bare and not note and (columns.annotator or unit.strength == SINGLE):
            return None
        made = self._made(place, unit, values, row=row, columns=columns, found=found)
        # Who only notes something has not decided yet.
        is_open = is_bare and unit.strength == SINGLE
        return replace(made, note=note, status=Status.DRAFT if is_open else made.status) if note else made

    def _label_cells(self, row: Row, columns: _Columns) -> tuple[str, str, str]:
        role = columns.cell(row, "role") or columns.cell(row, "construal")
        return role, columns.cell(row, "function"), columns.cell(row, "supersense")

    def _add_lexcat(self, place: _Place, unit: _Unit, *, values: dict[str, Value], columns: _Columns) -> None:
        """Put the stated lexcat to the values where it does not follow."""
        lexcat = columns.common(unit.rows[0], "lexcat")
        if not lexcat:
            return
        if lexcat not in self._lexcats:
            self.log.add(unit.rows[0].line, f"‘{lexcat}’ is no lexcat of the language; kept")
        stated = expression(tuple(unit.positions), unit.strength, values=values)
        if lexcat != following(stated, place.words) or lexcat.startswith("V."):
            values["lexcat"] = lexcat

    def _note(self, row: Row, annotator: str) -> str:
        """The note on one annotator's decision; what somebody without labels noted goes to nobody's, by name."""
        parts = []
        labellers = self.mapping.annotators or ("",)
        for owner, places in self._notes.items():
            texts = [_said(row, "note", place) for place in places]
            said = "; ".join(dict.fromkeys(filter(None, texts)))
            receiver = owner if owner in labellers else "" if "" in labellers else labellers[0]
            if said and receiver == annotator:
                parts.append(f"{owner}: {said}" if owner and owner != annotator else said)
        return "; ".join(parts)

    def _made(
        self, place: _Place, unit: _Unit, values: Mapping[str, Value], *,
        row: Row, columns: _Columns, found: Labelled | None = None,
    ) -> Annotation:  # fmt: skip
        return Annotation(
            id=self.options.new_id(),
            document=place.document.id,
            layer=LEXICAL,
            anchor=_anchor(place, unit),
            values=values,
            annotator=columns.annotator or columns.cell(row, "annotator") or self.options.annotator,
            status=_STATUSES.get(columns.cell(row, "status").casefold(), Status.GOLD),
            source=columns.cell(row, "source") or SOURCE,
            confidence=_number(columns.cell(row, "confidence")),
            doubt=(found is not None and found.is_doubted) or columns.cell(row, "doubt").casefold() in _YES,
            scheme=columns.common(row, "scheme") or self.options.scheme or (found and found.scheme) or CURRENT,
            created=self.options.time,
            modified=self.options.time,
        )


def _anchor(place: _Place, unit: _Unit) -> Anchor:
    """The anchor on the words of a unit, or on the parts of them that are meant."""
    document, tokens = place.document, place.document.tokens
    rows = [place.first + position for position in unit.positions]
    spelled = [row for row in rows if tokens.end[row] > tokens.start[row]]
    if not spelled:
        position = int(tokens.start[rows[0]])
        return Anchor(((position, position),), row=rows[0])
    if not any(unit.parts):
        return document.anchor_of(spelled)
    fragments: list[tuple[int, int]] = []
    last = -2
    for row, part in zip(rows, unit.parts, strict=True):
        start, end = int(tokens.start[row]), int(tokens.end[row])
        if _PARTS.fullmatch(part):
            pairs = (pair.split("..") for pair in part.split("+"))
            found = [(start + int(left), start + int(right)) for left, right in pairs]
        else:
            at = document.text.rfind(part, start, end) if part else -1
            found = [(at, at + len(part))] if at >= 0 else []
        inside = [(left, right) for left, right in found if start <= left < right <= end]
        inside = inside or ([(start, end)] if end > start else [])
        if inside and row == last + 1 and fragments and fragments[-1][1] == tokens.end[last] and inside[0][0] == start:
            # What goes on from word to word takes the space between them along.
            inside[0] = (fragments.pop()[0], inside[0][1])
        fragments += inside
        last = row
    return Anchor(merged(fragments))


def _number(cell: str) -> float | None:
    """A confidence from 0 to 1; None for anything else."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None
