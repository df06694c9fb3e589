"""What one side says of one sentence, in the units and tags that STREUSLE counts. Knows nothing of the other side.

Keys are positions of token rows in the sentence, from 0; what is on a second part of a word has the key PART, the
word's position, start, end, … in code points from the word's start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.snacs import mwe
from construal.annotation.snacs.evaluation.answers import Answers, Sentence
from construal.annotation.snacs.expression import (
    SECOND_PART,
    SINGLE,
    WEAK,
    Expression,
    Sorted,
    Word,
    expression,
    parts_of,
    rows_of,
    sentence_words,
    sort_decisions,
)
from construal.annotation.snacs.lexcat import lexcat, of_word
from construal.annotation.snacs.lexlemma import joined

Key = tuple[int, ...]
PART = -1


class Unit(NamedTuple):
    """A single word or strong expression: its lexcat and both labels as files write them, "_" for none."""

    lexcat: str
    first: str
    second: str

    @property
    def is_target(self) -> bool:
        """Whether it carries a role and a function."""
        return self.first.startswith("p.")


class Tag(NamedTuple):
    """What a full tag says of a word: BIO, the unit where the word begins one, and the wcat where it begins a weak."""

    bio: str
    unit: Unit | None
    wcat: str


@dataclass(slots=True)
class Analysis:
    """One sentence as one side has it.

    `singles` has a unit for each token row, None inside a strong expression and for an empty node without label;
    `weak` has the wcat, "" for none; `parts` are labels on second parts of words. `named` has the letters that a unit
    is on, those of several words apart, where these are parts of words.
    """

    words: tuple[Word, ...]
    singles: list[Unit | None]
    strong: dict[Key, Unit] = field(default_factory=dict)
    weak: dict[Key, str] = field(default_factory=dict)
    parts: dict[Key, Unit] = field(default_factory=dict)
    named: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    is_plain: bool = True  # nothing but words with one unit each

    def units(self) -> dict[Key, Unit]:
        """Every unit by its key, single words first."""
        found: dict[Key, Unit] = {(p,): unit for p, unit in enumerate(self.singles) if unit is not None}
        found.update(self.strong)
        found.update(self.parts)
        return found

    def ordinals(self) -> list[int]:
        """The position of each token row among the words, empty nodes left out (they get that of the word before)."""
        result: list[int] = []
        number = -1
        for word in self.words:
            number += not word.is_empty_node
            result.append(number)
        return result

    def bio(self) -> list[str]:
        """One BIO tag for each word, empty nodes left out."""
        ordinals = self.ordinals()
        length = sum(not word.is_empty_node for word in self.words)
        groups = ([[ordinals[p] for p in key] for key in self._whole(found)] for found in (self.strong, self.weak))
        return mwe.tags(length, *groups)

    def tags(self) -> list[Tag]:
        """The full tag of each word, empty nodes left out."""
        begun = {key[0]: unit for key, unit in self.strong.items()}
        wcats = {key[0]: wcat for key, wcat in self.weak.items()}
        bio = iter(self.bio())
        found: list[Tag] = []
        for p, word in enumerate(self.words):
            if not word.is_empty_node:
                unit = begun.get(p) or self.singles[p]
                found.append(Tag(next(bio), unit, wcats.get(p, "") if unit else ""))
        return found

    def lexlemma(self, key: Key) -> str:
        """What a unit is known by: its lemmas, forms where there are none, or the parts of words; lower case."""
        if parts := self.named.get(key):
            return " ".join(parts).lower()
        return joined((self.words[p].lemma, self.words[p].form) for p in key)

    def said(self, key: Key) -> str:
        """The letters that a unit is on, those of several words joined by `_`."""
        return "_".join(self.named.get(key) or (self.words[p].form for p in key))

    def _whole(self, groups: Iterable[Key]) -> Iterator[Key]:
        return (key for key in sorted(groups) if not any(self.words[p].is_empty_node for p in key))


class Analyses:
    """The sentences of one side, analysed when asked for."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self._sorted: dict[int, Sorted] = {}
        self._parts: dict[int, dict[int, dict[Key, Expression]]] = {}  # by document and sentence
        self._stating: dict[int, dict[tuple[int, Key, bool], Annotation]] = {}
        self._plain: dict[tuple[str, str], Unit] = {}

    def of(self, sentence: Sentence) -> Analysis:
        """The analysis of a sentence."""
        document = sentence.document
        decisions = self._decisions(document)
        words = sentence_words(document, sentence.number)
        analysis = Analysis(words, [self._unlabelled(word) for word in words])
        for found in decisions.by_sentence.get(sentence.number, ()):
            self._put(analysis, found)
        for key, part in self._parts[document.id].get(sentence.number, {}).items():
            analysis.parts[key] = Unit(part.lexcat or "P", *part.labels)
            analysis.named[key] = part.parts
            analysis.is_plain = False
        return analysis

    def stating(self, sentence: Sentence, key: Key, *, weak: bool = False) -> Annotation | None:
        """The annotation that states what stands at a key; None where it follows from the words."""
        document = sentence.document
        if document.id not in self._stating:
            stated = self.answers.annotations.get(document.id, ())
            self._stating[document.id] = _stating(document, stated, self._decisions(document))
        return self._stating[document.id].get((sentence.number, key, weak))

    def _decisions(self, document: Document) -> Sorted:
        decisions = self._sorted.get(document.id)
        if decisions is None:
            decisions = sort_decisions(document, self.answers.annotations.get(document.id, ()))
            self._sorted[document.id] = decisions
            self._parts[document.id] = _parts(document, decisions)
        return decisions

    def _unlabelled(self, word: Word) -> Unit | None:
        unit = self._plain.get((word.upos, word.xpos))
        if unit is None:
            unit = self._plain[word.upos, word.xpos] = Unit(of_word(word) or "_", "_", "_")
        return None if word.is_empty_node else unit

    def _put(self, analysis: Analysis, found: Expression) -> None:
        positions, words = found.positions, analysis.words
        if found.parts:
            analysis.named[positions] = found.parts
        if len(positions) == 1:
            analysis.singles[positions[0]] = Unit(lexcat(found, words) or "_", *found.labels)
            analysis.is_plain = analysis.is_plain and not words[positions[0]].is_empty_node
        elif found.strength == WEAK:
            analysis.weak[positions] = found.lexcat
            analysis.is_plain = False
        else:
            analysis.strong[positions] = Unit(lexcat(found, words) or "_", *found.labels)
            analysis.is_plain = False
            for p in positions:
                analysis.singles[p] = None


def _parts(document: Document, decisions: Sorted) -> dict[int, dict[Key, Expression]]:
    """Labels on second parts of words, by sentence and key."""
    found: defaultdict[int, dict[Key, Expression]] = defaultdict(dict)
    for annotation in _second_parts(decisions):
        sentence, key = _part_key(document, annotation)
        stated = expression(key[1:2], SINGLE, values=annotation.values)
        row = int(document.sentences.first[sentence]) + key[1]
        found[sentence][key] = replace(stated, parts=parts_of(document, annotation.anchor, [row]))
    return found


def _second_parts(decisions: Sorted) -> list[Annotation]:
    return [annotation for annotation, reason in decisions.unfit if reason == SECOND_PART]


def _part_key(document: Document, annotation: Annotation) -> tuple[int, Key]:
    rows = rows_of(document, annotation.anchor) or []
    row = rows[0]  # as it is a part of a word
    sentence, start = document.sentences.of_row(row), int(document.tokens.start[row])
    places = (place - start for fragment in annotation.anchor.fragments for place in fragment)
    return sentence, (PART, row - int(document.sentences.first[sentence]), *places)


def _stating(
    document: Document, annotations: Sequence[Annotation], decisions: Sorted
) -> dict[tuple[int, Key, bool], Annotation]:
    """The annotations by sentence, key and whether they are weak."""
    unfit = {annotation.id for annotation, _ in decisions.unfit}
    result = {(*_part_key(document, annotation), False): annotation for annotation in _second_parts(decisions)}
    for annotation in annotations:
        rows = None if annotation.id in unfit else rows_of(document, annotation.anchor)
        if rows is not None:
            sentence = document.sentences.of_row(rows[0])
            first = int(document.sentences.first[sentence])
            key = tuple(row - first for row in rows)
            result[sentence, key, annotation.text("strength") == WEAK] = annotation
    return result
