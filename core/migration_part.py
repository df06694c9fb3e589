"""What one document has to migrate, annotation by annotation, with the counts kept up as annotations come and go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from construal.annotation.annotation import Annotation
from construal.annotation.snacs.migration import Question
from construal.annotation.snacs.versions import Certainty, Told

Version = tuple[str, Certainty]


@dataclass(frozen=True, slots=True)
class Renamed:
    """An annotation that follows by rule: before, after, the ids of the rules (none where only the version moves)."""

    before: Annotation
    after: Annotation
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A place where a person decides: the annotation that stands there, the version it is told to be in, the question.

    Its id is that of the annotation.
    """

    annotation: Annotation
    told: Told
    question: Question

    @property
    def id(self) -> int:
        """The id of the annotation asked about."""
        return self.annotation.id


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: document, sentence, and the sentence's text before, at and behind the words."""

    document: str
    sentence: str
    before: str
    words: str
    after: str


class Found(NamedTuple):
    """What was found of an annotation; `version` is None where it does not count, `replaces` as the annotation says."""

    version: Version | None
    settled: tuple[str, ...] = ()
    renamed: Renamed | None = None
    item: Item | None = None
    replaces: int | None = None


@dataclass(slots=True)
class Part:
    """What a document has to migrate."""

    found: dict[int, Found] = field(default_factory=dict)
    renamed: dict[int, Renamed] = field(default_factory=dict)
    asked: dict[int, Item] = field(default_factory=dict)
    versions: Counter[Version] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    decided: int = 0

    def put(self, id: int, found: Found) -> None:
        """Take in what was found of an annotation."""
        self.drop(id)
        self.found[id] = found
        self._count(found, 1)
        if found.renamed is not None:
            self.renamed[id] = found.renamed
        if found.item is not None:
            self.asked[id] = found.item

    def drop(self, id: int) -> Found | None:
        """Forget an annotation, and give what was known of it."""
        found = self.found.pop(id, None)
        if found is not None:
            self._count(found, -1)
            self.renamed.pop(id, None)
            self.asked.pop(id, None)
        return found

    def items(self) -> list[Item]:
        """The places where a person decides, in the order of the text."""
        return sorted(self.asked.values(), key=_place)

    def _count(self, found: Found, step: int) -> None:
        if found.version is not None:
            self.versions[found.version] += step
        for rule in found.settled:
            self.answered[rule] += step
        self.decided += step * bool(found.settled)


def _place(item: Item) -> tuple[int, int, int]:
    anchor = item.annotation.anchor
    return (anchor.start or 0, anchor.end or 0, item.annotation.id)
