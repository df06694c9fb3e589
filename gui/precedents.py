"""What the project's own gold decided for an expression: read by a job when the project opens, kept up with changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from construal.annotation.annotation import Annotation
from construal.annotation.commands import Change
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.core.project import Project
from construal.core.suggest.expressions import expressions
from construal.gui.jobs import JobProgress
from construal.gui.session import Session

AT_ONCE = 50  # a change of more annotations is read again by a job
CONTEXT = 48  # code points on either side
BLOCK = 50_000  # code points of a long document read in one step


@dataclass(frozen=True, slots=True)
class Precedent:
    """One decided expression: what was decided, and the words around it."""

    annotation: int
    document: int
    start: int
    lexlemma: str
    role: str
    function: str
    before: str
    words: str
    after: str


def precedent(document: Document, annotation: Annotation) -> Precedent | None:
    """The precedent that a decided annotation is, or None where it is none."""
    if annotation.layer != LEXICAL or not annotation.text("role") or not annotation.anchor.fragments:
        return None
    for expression in expressions(document, [annotation]):
        start, end = annotation.anchor.fragments[0][0], annotation.anchor.fragments[-1][1]
        sentence = document.sentences.at(start)
        low = max(int(document.sentences.start[sentence]), start - CONTEXT)
        high = min(max(int(document.sentences.end[sentence]), end), end + CONTEXT)
        before, after = document.text[low:start], document.text[end:high]
        if low > int(document.sentences.start[sentence]):
            before = "… " + before.partition(" ")[2]
        return Precedent(
            annotation.id, document.id, start, expression.lexlemma, expression.role, expression.function,
            before.replace("\n", " "), document.text[start:end].replace("\n", " "), after.replace("\n", " "),
        )  # fmt: skip
    return None


def gather(path: Path, annotator: str, progress: JobProgress) -> None:
    """Read every precedent of a project file, document by document; a job's work, through an own connection."""
    with Project.open(path, annotator=annotator, readonly=True) as project:
        covered = project.coverage(LEXICAL)
        ids = [id for id, coverage in covered.items() if coverage.decided]
        for done, id in enumerate(ids):
            progress.step(done, len(ids))
            document = project.document(id)
            for block in _blocks(project, document):
                progress.part([p for a in block if (p := precedent(document, a)) is not None])
        progress.step(len(ids), len(ids))


def _blocks(project: Project, document: Document) -> Iterator[list[Annotation]]:
    for start in range(0, max(len(document.text), 1), BLOCK):
        found = project.reading(document.id, layer=LEXICAL, start=start, end=start + BLOCK)
        yield [a for a in found if a.is_decided and a.anchor.start is not None and a.anchor.start >= start]


class Precedents(QObject):
    """The decided expressions of a session's project, by lexlemma."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._by_lemma: dict[str, dict[int, Precedent]] = {}
        self._lemma_of: dict[int, str] = {}
        self._replaced: dict[int, Precedent] = {}  # by the id of the own version that took the place
        session.changed.connect(self._on_change)
        self.read()

    def read(self) -> None:
        """Read them all again, in a job."""
        self._by_lemma.clear()
        self._lemma_of.clear()
        self._replaced.clear()
        path, annotator = self._session.project.path, self._session.project.annotator
        self._session.jobs.start(
            "Reading precedents", lambda progress: gather(path, annotator, progress),
            partial=self._add, reads_only=True, is_quiet=True, key="precedents",
        )  # fmt: skip

    def of(self, lemma: str, *, but: int | None = None) -> list[Precedent]:
        """What was decided for a lexlemma, the most frequent construal first; `but` leaves an annotation out."""
        found = [p for p in self._by_lemma.get(lemma, {}).values() if p.annotation != but]
        counts = Counter((p.role, p.function) for p in found)
        return sorted(found, key=lambda p: (-counts[p.role, p.function], p.role, p.function, -p.annotation))

    def _add(self, found: list[Precedent]) -> None:
        self._put(found)
        self.changed.emit()

    def _put(self, found: Iterable[Precedent]) -> None:
        for p in found:
            self._by_lemma.setdefault(p.lexlemma, {})[p.annotation] = p
            self._lemma_of[p.annotation] = p.lexlemma

    def _on_change(self, change: Change) -> None:
        if change.records or len(change.annotations) > AT_ONCE:
            self.read()
            return
        if LEXICAL not in change.layers:
            return
        for id in change.annotations:
            self._drop(id)
            annotation = self._session.project.tables.annotation(id)
            if annotation is None:
                # An own version was taken back: what it had replaced stands again.
                if (before := self._replaced.pop(id, None)) is not None:
                    self._put([before])
                continue
            if annotation.replaces is not None and (before := self._drop(annotation.replaces)) is not None:
                self._replaced[id] = before
            self._take(annotation)

    def _drop(self, id: int) -> Precedent | None:
        lemma = self._lemma_of.pop(id, None)
        return None if lemma is None else self._by_lemma[lemma].pop(id, None)

    def _take(self, annotation: Annotation) -> None:
        project = self._session.project
        if annotation.is_decided and annotation.annotator in ("", project.annotator):
            found = precedent(project.document(annotation.document), annotation)
            if found is not None:
                self._put([found])
