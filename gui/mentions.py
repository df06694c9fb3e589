"""Where each concept is mentioned, as the annotator sees it: found once, then kept up with every change. No widgets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from construal.annotation.annotation import Annotation, Status
from construal.annotation.commands import Change
from construal.annotation.layer import CONCEPT
from construal.annotation.reading import reading
from construal.gui.session import Session

SMALL = 200  # annotations of a change that are looked at one by one


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of a concept: annotation, document, `fragments` in code points (none for a problem's entry)."""

    annotation: int
    document: int
    concept: str
    fragments: tuple[tuple[int, int], ...]
    is_decided: bool

    @property
    def start(self) -> int:
        """The first code point, 0 where no words are meant."""
        return self.fragments[0][0] if self.fragments else 0


class Mentions(QObject):
    """The mentions of a session's project by concept; `changed` after they are others."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._annotator: str | None = None
        self._by_id: dict[int, Mention] = {}
        self._by_concept: defaultdict[str, set[int]] = defaultdict(set)
        self._decided: Counter[str] = Counter()
        self._replaced: dict[int, int] = {}  # own statement -> what it takes the place of
        session.changed.connect(self._on_change)

    def of(self, concept: str) -> list[Mention]:
        """The mentions of a concept in the texts, decided or suggested, by document and place."""
        self._ensure()
        found = (self._by_id[id] for id in self._by_concept.get(concept, ()))
        return sorted((m for m in found if m.fragments), key=lambda m: (m.document, m.fragments, m.annotation))

    def counts(self) -> Mapping[str, int]:
        """How many decided mentions each concept has, those that problems use among them."""
        self._ensure()
        return self._decided

    def problems(self, concept: str) -> list[int]:
        """The documents whose list of concepts and hints holds a concept, by decision."""
        self._ensure()
        found = (self._by_id[id] for id in self._by_concept.get(concept, ()))
        return sorted(m.document for m in found if not m.fragments and m.is_decided)

    def _ensure(self) -> None:
        annotator = self._session.project.annotator
        if self._annotator != annotator:
            self._annotator = annotator
            self._by_id.clear()
            self._by_concept.clear()
            self._decided.clear()
            self._replaced.clear()
            self._read(self._session.project.annotations(layer=CONCEPT))

    def _read(self, annotations: Iterable[Annotation]) -> None:
        by_document: defaultdict[int, list[Annotation]] = defaultdict(list)
        for annotation in annotations:
            by_document[annotation.document].append(annotation)
            self._remember(annotation)
        for group in by_document.values():
            for annotation in reading(group, self._annotator or ""):
                self._add(annotation)

    def _remember(self, annotation: Annotation) -> None:
        if annotation.replaces is not None and annotation.annotator == self._annotator:
            self._replaced[annotation.id] = annotation.replaces

    def _add(self, annotation: Annotation) -> None:
        concept = annotation.text("concept")
        if concept and annotation.status is not Status.REJECTED and annotation.get("target") is not False:
            self._by_id[annotation.id] = Mention(
                annotation.id, annotation.document, concept, annotation.anchor.fragments, annotation.is_decided
            )
            self._by_concept[concept].add(annotation.id)
            self._decided[concept] += annotation.is_decided

    def _drop(self, id: int) -> None:
        mention = self._by_id.pop(id, None)
        if mention is not None:
            self._by_concept[mention.concept].discard(id)
            self._decided[mention.concept] -= mention.is_decided

    def _on_change(self, change: Change) -> None:
        if self._annotator is None or not (change.layers & {CONCEPT} or change.records):
            return
        if change.records or len(change.annotations) > SMALL:
            self._annotator = None  # read all again when next asked
        else:
            self._follow(change.annotations)
        self.changed.emit()

    def _follow(self, ids: Iterable[int]) -> None:
        """Take a few annotations' new states; what they replace goes, what is no longer replaced comes back."""
        tables = self._session.project.tables
        again: set[int] = set(ids)
        for id in list(again):
            self._drop(id)
            if (before := self._replaced.pop(id, None)) is not None:
                again.add(before)
        found = [a for id in again if (a := tables.annotation(id)) is not None and a.layer == CONCEPT]
        for annotation in found:
            self._remember(annotation)
        hidden = set(self._replaced.values())
        for annotation in reading(found, self._annotator or ""):
            if annotation.id not in hidden:
                self._add(annotation)
        for annotation in found:
            if annotation.id in self._replaced:
                self._drop(self._replaced[annotation.id])


def mentions_of(session: Session) -> Mentions:
    """The mentions of a session, the same for all who ask."""
    return session.findChild(Mentions) or Mentions(session)
