"""What one side says of one sentence, in the units and tags that STREUSLE counts. Knows nothing of the other side.

Keys are positions of token rows in the sentence, from 0; what is on a second part of a word has the key -1, start,
end, … in code points from the sentence's start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.snacs import mwe
from construal.annotation.snacs.evaluation.answers import Answers, Sentence
from construal.annotation.snacs.expression import (
    SINGLE,
    WEAK,
    Expression,
    Sorted,
    Word,
    expression,
    rows_of,
    sentence_words,
    sort_decisions,
)
from construal.annotation.snacs.lexcat import lexcat, of_word

Key = tuple[int, ...]
PART = -1

_SECOND_PART = "on a second part of one word"  # as sort_decisions says


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
    `weak` has the wcat, "" for none; `parts` are labels on second parts of words.
    """

    words: tuple[Word, ...]
    singles: list[Unit | None]
    strong: dict[Key, Unit] = field(default_factory=dict)
    weak: dict[Key, str] = field(default_factory=dict)
    parts: dict[Key, Unit] = field(default_factory=dict)
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
        """The lower-cased lemmas at a key joined by spaces, forms where there are none; "" for a part of a word."""
        if key[0] == PART:
            return ""
        words = [self.words[p] for p in key]
        lemmas = [word.lemma for word in words if word.lemma != "_"] or [word.form for word in words]
        return " ".join(lemmas).lower()

    def _whole(self, groups: Iterable[Key]) -> Iterator[Key]:
        return (key for key in sorted(groups) if not any(self.words[p].is_empty_node for p in key))


class Analyses:
    """The sentences of one side, analysed when asked for."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self._sorted: dict[int, Sorted] = {}
        self._parts: dict[int, dict[int, dict[Key, Expression]]] = {}
        self._ids: dict[int, dict[tuple[int, Key, bool], int]] = {}
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
            analysis.is_plain = False
        return analysis

    def id_of(self, sentence: Sentence, key: Key, *, weak: bool = False) -> int | None:
        """The annotation that states what stands at a key; None where it follows from the words."""
        document = sentence.document
        if document.id not in self._ids:
            stated = self.answers.annotations.get(document.id, ())
            self._ids[document.id] = _ids(document, stated, self._decisions(document))
        return self._ids[document.id].get((sentence.number, key, weak))

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
        found[sentence][key] = expression((), SINGLE, values=annotation.values)
    return found


def _second_parts(decisions: Sorted) -> list[Annotation]:
    return [annotation for annotation, reason in decisions.unfit if reason == _SECOND_PART]


def _part_key(document: Document, annotation: Annotation) -> tuple[int, Key]:
    fragments = annotation.anchor.fragments
    sentence = document.sentences.at(fragments[0][0])
    start = int(document.sentences.start[sentence])
    return sentence, (PART, *(place - start for fragment in fragments for place in fragment))


def _ids(document: Document, annotations: Sequence[Annotation], decisions: Sorted) -> dict[tuple[int, Key, bool], int]:
    unfit = {annotation.id for annotation, _ in decisions.unfit}
    result = {(*_part_key(document, annotation), False): annotation.id for annotation in _second_parts(decisions)}
    for annotation in annotations:
        rows = None if annotation.id in unfit else rows_of(document, annotation.anchor)
        if rows is not None:
            sentence = document.sentences.of_row(rows[0])
            first = int(document.sentences.first[sentence])
            key = tuple(row - first for row in rows)
            result[sentence, key, annotation.text("strength") == WEAK] = annotation.id
    return result
