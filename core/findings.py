"""What is wrong with a document's decisions, sentence by sentence, kept up with what is decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from construal.annotation.annotation import Annotation
from construal.annotation.commands import Change
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.validation.finding import Finding
from construal.annotation.snacs.validation.live import validate_sentence
from construal.core.project import Project

BLOCK = 100  # sentences that are read at once
_MANY = 500  # changed decisions, after which the document is looked at anew


class DocumentFindings:
    """The findings of one document, as the project's annotator sees it. Belongs to the project's thread."""

    def __init__(self, project: Project, document: Document) -> None:
        self.document = document
        self._project = project
        self._by_sentence: dict[int, list[Finding]] = {}
        self._sentence_of: dict[int, int] = {}  # where each decision stood when it was looked at
        self._next = 0
        self._witness = self._with_supersense()

    @property
    def is_complete(self) -> bool:
        """Whether every sentence was looked at."""
        return self._next >= len(self.document.sentences)

    def look(self, sentences: int = BLOCK) -> bool:
        """Look at the next sentences; True while some are left. A long document is looked at bit by bit."""
        if not self.is_complete:
            last = min(self._next + sentences, len(self.document.sentences))
            self._look(self._next, last)
            self._next = last
        return not self.is_complete

    def look_at_all(self) -> list[Finding]:
        """Look at every sentence not yet looked at, and tell all findings."""
        while self.look():
            pass
        return self.findings()

    def findings(self) -> list[Finding]:
        """The findings so far, in the order of the text."""
        return [finding for index in sorted(self._by_sentence) for finding in self._by_sentence[index]]

    def of(self, annotation: int) -> list[Finding]:
        """The findings about one decision."""
        index = self._sentence_of.get(annotation)
        return [f for f in self._by_sentence.get(index, ()) if f.annotation == annotation] if index is not None else []

    def follow(self, change: Change) -> bool:
        """Look again at the sentences that a change touched; whether it touched any here."""
        if self.document.id not in change.documents and not change.records:
            return False
        if change.layers and LEXICAL not in change.layers:
            return False
        if not change.annotations or len(change.annotations) > _MANY:
            self._begin()
            return True
        touched: set[int] = set()
        witness = self._with_supersense() if self._witness in change.annotations else self._witness
        for id in change.annotations:
            before = self._sentence_of.get(id)
            if before is not None:
                touched.add(before)
            now = self._project.tables.annotation(id)
            if now is not None and now.document == self.document.id and now.anchor.start is not None:
                touched.add(self._sentence(now))
                if witness is None and now.layer == LEXICAL and now.text("supersense"):
                    witness = id
        had, self._witness = self._witness, witness
        if len(touched) > BLOCK or (had is None) != (witness is None):
            self._begin()
            return True
        for index in touched:
            if index < self._next:
                self._look(index, index + 1)
        return bool(touched)

    def _begin(self) -> None:
        self._by_sentence.clear()
        self._sentence_of.clear()
        self._next = 0
        self._witness = self._with_supersense()

    def _look(self, first: int, last: int) -> None:
        by_sentence: defaultdict[int, list[Annotation]] = defaultdict(list)
        for annotation in self._standing(first, last):
            index = self._sentence(annotation)
            by_sentence[index].append(annotation)
            self._sentence_of[annotation.id] = index
        for index in range(first, last):
            found = validate_sentence(
                self.document, index, by_sentence.get(index, ()), needs_supersenses=self._witness is not None
            )
            if found:
                self._by_sentence[index] = found
            else:
                self._by_sentence.pop(index, None)

    def _standing(self, first: int, last: int) -> Iterator[Annotation]:
        sentences = self.document.sentences
        start, end = int(sentences.start[first]), int(sentences.end[last - 1])
        for annotation in self._project.reading(self.document.id, layer=LEXICAL, start=start, end=max(end, start + 1)):
            if annotation.anchor.start is not None and first <= self._sentence(annotation) < last:
                yield annotation

    def _sentence(self, annotation: Annotation) -> int:
        anchor, sentences = annotation.anchor, self.document.sentences
        return sentences.of_row(anchor.row) if anchor.row is not None else sentences.at(anchor.start or 0)

    def _with_supersense(self) -> int | None:
        """A noun or verb of the document with a supersense: where there is one, those without any are told.

        Found by looking through the document's annotations, so it is asked again only when that one changes.
        """
        found = self._project.connection.execute(
            'SELECT id FROM annotations WHERE document = ? AND layer = ? AND instr("values", ?) > 0 LIMIT 1',
            (self.document.id, LEXICAL, '"supersense":"'),
        ).fetchone()
        return found[0] if found else None
