"""What the project's own gold decided for an expression: read by a job when the project opens, kept up with changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from construal.annotation.annotation import Annotation
from construal.annotation.commands import Change
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.core.precedents.vote import Vote
from construal.core.project import Project
from construal.core.suggest.expressions import as_now, expressions
from construal.gui.jobs import JobProgress
from construal.gui.likeness import Likeness
from construal.gui.session import Session

AT_ONCE = 2_000  # a change of more annotations is read again by a job
PAUSE = 500  # ms without another such change, before it is
CONTEXT = 48  # code points on either side
BLOCK = 50_000  # code points of a long document read in one step
NEWEST = 5

Construal = tuple[str, str]


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
    likeness: float | None = None  # to the place at hand, from -1 to 1, where that is known


@dataclass(frozen=True, slots=True)
class Found:
    """What was decided for a lexlemma: how often each construal, and the newest few, the most frequent one's first.

    Where it is known what is most like the place at hand, `likest` are those, and `vote` is what they say.
    """

    counts: Counter[Construal]
    newest: tuple[Precedent, ...]
    likest: tuple[Precedent, ...] = ()
    vote: Vote | None = None

    @property
    def shown(self) -> tuple[Precedent, ...]:
        """Those to show, the best first."""
        return self.likest or self.newest


def precedent(document: Document, annotation: Annotation) -> Precedent | None:
    """The precedent that a decided annotation is, or None where it is none."""
    label = annotation.text("role") or annotation.text("supersense")
    if annotation.layer != LEXICAL or not label or not annotation.anchor.fragments:
        return None
    for expression in expressions(document, as_now(document, [annotation])):
        start, end = annotation.anchor.fragments[0][0], annotation.anchor.fragments[-1][1]
        sentence = document.sentences.at(start)
        low = max(int(document.sentences.start[sentence]), start - CONTEXT)
        high = min(max(int(document.sentences.end[sentence]), end), end + CONTEXT)
        before, after = document.text[low:start], document.text[end:high]
        if low > int(document.sentences.start[sentence]):
            before = "… " + before.partition(" ")[2]
        words = document.text[start:end]
        if annotation.anchor.row is not None and not words:
            before, words = f"{before} ", document.token(annotation.anchor.row).form
        return Precedent(
            annotation.id, document.id, start, expression.lexlemma, expression.role or label, expression.function,
            before.replace("\n", " "), words.replace("\n", " "), after.replace("\n", " "),
        )  # fmt: skip
    return None


def gather(path: Path, annotator: str, progress: JobProgress) -> None:
    """Read every precedent of a project file, document by document; a job's work, through an own connection."""
    with Project.open(path, annotator=annotator, readonly=True) as project:
        ids = project.annotated(LEXICAL)
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
        self._by_lemma: dict[str, dict[Construal, dict[int, Precedent]]] = {}
        self._known: dict[int, Precedent] = {}
        self._replaced: dict[int, Precedent] = {}  # by the id of the own version that took the place
        session.changed.connect(self._on_change)
        # Behind the line above: what is asked about a change is answered with it.
        self.likeness = Likeness(session)
        self.likeness.changed.connect(self.changed)
        self._later = QTimer(self)  # once the window stands
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.read)
        self._later.start(0)

    def read(self) -> None:
        """Read them all again, in a job."""
        self._later.stop()
        self._by_lemma.clear()
        self._known.clear()
        self._replaced.clear()
        path, annotator = self._session.project.path, self._session.project.annotator
        self._session.jobs.start(
            "Reading precedents", lambda progress: gather(path, annotator, progress),
            partial=self._add, done=self._tell, reads_only=True, is_quiet=True, key="precedents",
        )  # fmt: skip

    def close(self) -> None:
        """Read nothing more: the project is about to be closed."""
        self._later.stop()
        self.likeness.close()

    def of(self, lemma: str, *, but: int | None = None, place: tuple[int, tuple[int, ...]] | None = None) -> Found:
        """What was decided for a lexlemma; `but` leaves an annotation out.

        `place` is a document and rows of it: what is most like them is told, too, once it is known.
        """
        by_construal = self._by_lemma.get(lemma, {})
        left_out = self._known.get(but) if but is not None else None
        counts: Counter[Construal] = Counter()
        for construal, rows in by_construal.items():
            is_own = left_out is not None and left_out.annotation in rows
            if number := len(rows) - is_own:
                counts[construal] = number
        newest: list[Precedent] = []
        for construal, _number in counts.most_common():
            rows_of_it = reversed(by_construal[construal].values())
            newest += islice((p for p in rows_of_it if p.annotation != but), NEWEST - len(newest))
            if len(newest) == NEWEST:
                break
        alike = self.likeness.of(*place) if place is not None else None
        if alike is None:
            return Found(counts, tuple(newest))
        known = ((self._known.get(near.entry.annotation), near.likeness) for near in alike.near)
        likest = tuple(replace(p, likeness=likeness) for p, likeness in known if p is not None and p.annotation != but)
        return Found(counts, tuple(newest), likest, alike.vote)

    def _add(self, found: list[Precedent]) -> None:
        for p in found:
            self._put(p)

    def _tell(self, _nothing: object) -> None:
        self.changed.emit()

    def _put(self, p: Precedent) -> None:
        self._by_lemma.setdefault(p.lexlemma, {}).setdefault((p.role, p.function), {})[p.annotation] = p
        self._known[p.annotation] = p

    def _drop(self, id: int) -> Precedent | None:
        known = self._known.pop(id, None)
        if known is not None:
            self._by_lemma[known.lexlemma][known.role, known.function].pop(id, None)
        return known

    def _on_change(self, change: Change) -> None:
        if change.records or len(change.annotations) > AT_ONCE:
            self._later.start(PAUSE)
            return
        if LEXICAL not in change.layers:
            return
        for id in change.annotations:
            self._drop(id)
            annotation = self._session.project.tables.annotation(id)
            if annotation is None:
                # An own version was taken back: what it had replaced stands again.
                if (before := self._replaced.pop(id, None)) is not None:
                    self._put(before)
                continue
            if annotation.replaces is not None and (before := self._drop(annotation.replaces)) is not None:
                self._replaced[id] = before
            self._take(annotation)

    def _take(self, annotation: Annotation) -> None:
        project = self._session.project
        if annotation.is_decided and annotation.annotator in ("", project.annotator):
            found = precedent(project.document(annotation.document), annotation)
            if found is not None:
                self._put(found)
