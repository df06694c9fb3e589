"""The decided targets most like the one at hand: vectors are read and made by jobs, and so is the search.

Without a model nothing happens here, and precedents are those of the same words.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from construal.annotation.annotation import Annotation
from construal.annotation.commands import Change
from construal.annotation.document import Document
from construal.annotation.errors import ConstrualError
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.lexlemma import lexlemma
from construal.core import settings as preferences
from construal.core.models.errors import ModelError
from construal.core.precedents.keeping import Fresh, filled, keep, tidy
from construal.core.precedents.place import PARTS, Floats, is_precedent
from construal.core.precedents.pool import Near, Pool
from construal.core.precedents.reading import vector_model
from construal.core.precedents.vectors import Reader, excerpt, identity, made
from construal.core.precedents.vote import NEAREST, Vote, vote
from construal.core.suggest.chosen_model import loaded
from construal.gui.jobs import Job, JobProgress
from construal.gui.session import Session

log = logging.getLogger(__name__)
BEGIN = 1_000  # ms after the project was opened: the window comes first
PAUSE = 300  # ms after a change, before what was decided is read
AT_ONCE = 2_000  # a change of more annotations is read again as a whole
KEPT_TOGETHER = 512  # vectors that are written at once
_NOBODY = -1  # the id of words that nobody has annotated yet


@dataclass(frozen=True, slots=True)
class Alike:
    """The decided targets most like those on some rows of a document, likest first, and what they say."""

    document: int
    rows: tuple[int, ...]
    near: tuple[Near, ...]
    vote: Vote | None


@dataclass(frozen=True, slots=True)
class _Ready:
    """A model that can be asked, and what is known by it so far; a job goes on filling the pool."""

    model: str
    reader: Reader
    pool: Pool


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a job needs to know of the place at hand: its sentence by itself, and the words in question."""

    rows: tuple[int, ...]
    sentence: int
    lemma: str
    alone: Document
    target: Annotation
    around: Sequence[Annotation]


class Likeness(QObject):
    """Answers for a session's place which decided targets are most like it."""

    changed = Signal()  # another answer

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._ready: _Ready | None = None
        self._fresh: list[Fresh] = []
        self._documents: set[int] | None = None  # to be read again; None for all
        self._job: Job | None = None
        self.alike: Alike | None = None
        session.changed.connect(self._on_change)
        session.place_changed.connect(self.ask)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.read)
        self._later.start(BEGIN)

    @property
    def known(self) -> int:
        """How many decided targets can be found; 0 without a model."""
        return len(self._ready.pool) if self._ready is not None else 0

    def of(self, document: int, rows: tuple[int, ...]) -> Alike | None:
        """The answer for these rows of a document, where it is known already."""
        alike = self.alike
        return alike if alike is not None and (alike.document, alike.rows) == (document, rows) else None

    def close(self) -> None:
        """Start nothing more, and keep what was made: the project is about to be closed."""
        self._later.stop()
        self._keep(0)
        self.blockSignals(True)
        self._session.changed.disconnect(self._on_change)
        self._session.place_changed.disconnect(self.ask)

    # --- the vectors

    def read(self) -> None:
        """Read, and make, the vectors of what was decided: of changed documents, or of all."""
        if self._job is not None and self._job.is_running:
            return  # afterwards
        project = self._session.project
        path, annotator = project.path, project.annotator
        ready, documents = self._ready, self._documents
        self._documents = set()

        def work(progress: JobProgress) -> _Ready | None:
            now = ready or _found()
            if now is None:
                return None
            progress.part(now)
            filled(now.pool, path, annotator, model=now.model, reader=now.reader, progress=progress,
                   documents=None if documents is None else sorted(documents), tell=progress.part)  # fmt: skip
            return now

        def done(now: _Ready | None) -> None:
            self._keep(0)
            if now is not None:
                if documents is None:
                    self._try(lambda: tidy(project, now.model))
                self.ask()

        self._job = self._session.jobs.start(
            "Reading what is like what", work, partial=self._on_part, done=done, failed=self._on_failure,
            reads_only=True, is_quiet=True, key="likeness",
        )  # fmt: skip
        self._job.finished.connect(self._on_read)

    def _on_read(self) -> None:
        """What changed in the meantime is read, too."""
        if self._documents is None or self._documents:
            self._later.start(PAUSE)

    def _read_all(self) -> None:
        """Begin again: another annotator sees other decisions, another import brings some."""
        if self._ready is not None:
            self._ready = replace(self._ready, pool=Pool(self._ready.pool.width))
        if self._job is not None:
            self._job.cancel()
        self._documents = None
        self._later.start(PAUSE)

    def _on_part(self, part: object) -> None:
        if isinstance(part, _Ready):
            self._ready = self._ready or part
        elif isinstance(part, Fresh):
            self._fresh.append(part)
            self._keep(KEPT_TOGETHER)

    def _keep(self, least: int) -> None:
        """Write the vectors that were made, where there are so many."""
        if self._fresh and sum(len(of.vectors) for of in self._fresh) >= least:
            fresh, self._fresh = self._fresh, []
            self._try(lambda: keep(self._session.project, fresh))

    def _on_failure(self, error: ConstrualError) -> None:
        """A model that is not whole is none; who suggests with it says so."""
        log.info("no likeness: %s", error)

    def _try(self, work: Callable[[], None]) -> None:
        """Do what the disk may refuse: vectors that are not kept are made again."""
        try:
            work()
        except ConstrualError as error:
            log.info("vectors are not kept: %s", error)

    # --- the place at hand

    def ask(self) -> None:
        """Look for what is like the session's place, in a job."""
        ready, asked = self._ready, self._place()
        document = self._session.document
        if ready is None or asked is None or document is None or not len(ready.pool):
            self._answer(None)
            return
        id = document.id

        def work(_progress: JobProgress) -> Alike | None:
            vector = ready.pool.vector(asked.target.id)
            if vector is None and (vector := _vector(ready.reader, asked)) is None:
                return None
            near = ready.pool.nearest(vector, NEAREST, lemma=asked.lemma, document=id, sentence=asked.sentence)
            return Alike(id, asked.rows, tuple(near), vote(near))

        self._session.jobs.start(
            "Looking for what is alike", work, done=self._answer, failed=self._on_failure, reads_only=True,
            is_quiet=True, key="alike",
        )  # fmt: skip

    def _answer(self, alike: Alike | None) -> None:
        if alike != self.alike:
            self.alike = alike
            self.changed.emit()

    def _place(self) -> _Asked | None:
        """The session's place, read here: a document's columns belong to the project's own thread."""
        session = self._session
        document, rows, target = session.document, session.rows, session.target
        if document is None or not rows or session.layer != LEXICAL:
            return None
        if (document.tokens.start[list(rows)] == document.tokens.end[list(rows)]).any():
            return None  # what has no text has no vector
        sentence = document.sentences.of_row(rows[0])
        anchor = target.anchor if target is not None else document.anchor_of(list(rows))
        asked = target or Annotation(id=_NOBODY, document=document.id, layer=LEXICAL, anchor=anchor)
        lemma = lexlemma(document, rows, anchor if target is not None else None)
        alone = excerpt(document, sentence)
        return _Asked(rows, sentence, lemma, alone, asked, session.around(rows))

    def _on_change(self, change: Change) -> None:
        if change.records or len(change.annotations) > AT_ONCE:
            self._read_all()
            return
        if LEXICAL not in change.layers:
            return
        if self._documents is not None:
            self._documents |= set(change.documents)
        if (ready := self._ready) is not None:
            self._drop_gone(ready.pool, change)
        self._later.start(PAUSE)

    def _drop_gone(self, pool: Pool, change: Change) -> None:
        """Forget at once what is no precedent any more; what became one is read a little later."""
        annotator = self._session.project.annotator
        for id in change.annotations:
            annotation = self._session.project.tables.annotation(id)
            if annotation is None or not is_precedent(annotation):
                pool.drop(id)
            if annotation is not None and annotation.replaces is not None and annotation.annotator == annotator:
                pool.drop(annotation.replaces)


def _found() -> _Ready | None:
    """The model that the person prefers, loaded; None where there is none."""
    model = vector_model(preferences.model(preferences.load()[0]))
    if model is None:
        return None
    reader = loaded(model)
    return _Ready(identity(model.manifest), reader, Pool(len(PARTS) * model.manifest.encoder.hidden))


def _vector(reader: Reader, asked: _Asked) -> Floats | None:
    try:
        found = made(reader, asked.alone, [asked.target], standing=asked.around)
    except ModelError as error:
        log.info("no vector: %s", error)
        return None
    return found[0].vector if found else None
