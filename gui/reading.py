"""Suggestions that come by themselves: the sentences in sight first, then the rest of the text, all read in jobs.

What is read is committed on the GUI thread, a piece at a time. Typing and scrolling wait for nothing here.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from construal.annotation.annotation import Annotation, id_source
from construal.annotation.commands import Change
from construal.annotation.errors import ConstrualError
from construal.annotation.layer import LEXICAL
from construal.core import settings as preferences
from construal.core.reading_ahead import Reader, Readers, Reading, is_wanted, readers, words_in
from construal.gui.jobs import Job, JobProgress
from construal.gui.session import Aside, Session
from construal.gui.text.view import TextView

AFTER_PAINTING = 150  # ms until a model is loaded, so that the window comes first
AT_FIRST = 4  # sentences of a page that are shown before the others are read
AT_ONCE = 8  # sentences that are read before the next look at what is in sight
TOGETHER = 64  # sentences of the rest that are committed at once
MOST_KNOWN = 8  # documents
MANY = 500  # changed annotations, after which nobody asks where they stand
WAIT = 0.005  # seconds between two looks at whether the page is done

Read = dict[int, list[Annotation]]


class ReadingAhead(QObject):
    """Has a session's text read by the preferred model while a person looks at it."""

    put = Signal()  # suggestions came into the project
    stopped = Signal()  # the person stopped the reading of the rest

    def __init__(self, session: Session, view: TextView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._readers: dict[str, Readers | None] = {}
        self._reading: Reading | None = None
        self._known: dict[int, Reading] = {}
        self._left_alone: set[int] = set()  # documents whose rest a person wants unread
        self._is_page_read = False  # a page is being read, and the rest waits
        self._rest: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_PAINTING)
        self._timer.timeout.connect(self._warm)
        session.document_changed.connect(self._begin)
        session.layer_changed.connect(self._begin)
        session.place_changed.connect(self._on_place)
        session.changed.connect(self._follow)
        view.scrolled.connect(self._on_scrolled)
        view.hovered.connect(self._on_hovered)
        self._begin()

    @property
    def reading(self) -> Reading | None:
        """How far the document at hand was read; None where it is not to be read."""
        return self._reading

    @property
    def readers(self) -> Readers | None:
        """Who reads the document at hand."""
        document = self._session.document
        return self._readers.get(document.language) if document is not None else None

    @property
    def is_about_to(self) -> bool:
        """Whether a model will be loaded in a moment."""
        return self._timer.isActive()

    def close(self) -> None:
        """Begin nothing more."""
        self._timer.stop()
        self._reading = None

    def restart(self) -> None:
        """Another model was chosen: what nobody has read yet is read by that one."""
        if self._rest is not None and self._rest.is_running:
            self._rest.cancel()
        self._rest = None
        self._readers.clear()
        self._left_alone.clear()
        self._begin()

    # --- following

    def _begin(self) -> None:
        session, document = self._session, self._session.document
        self._timer.stop()
        self._reading = None
        if document is None or session.layer != LEXICAL or not is_wanted(session.project, document):
            return
        if document.language not in self._readers:
            settings, _ = preferences.load()
            self._readers[document.language] = readers(
                session.project, preferences.model(settings), language=document.language,
                expressions=settings.expressions,
            )  # fmt: skip
        found = self.readers
        if found is None:
            return
        self._reading = self._known.pop(document.id, None) or Reading(session.project, document)
        self._known[document.id] = self._reading
        while len(self._known) > MOST_KNOWN:
            self._known.pop(next(iter(self._known)))
        self._on_place()
        if found.is_warm:
            self._read_page()
        else:
            self._timer.start()

    def _on_scrolled(self) -> None:
        found = self.readers
        if found is not None and found.is_warm:
            self._read_page()

    def _on_place(self) -> None:
        session, reading = self._session, self._reading
        if reading is not None and session.document is reading.document and session.rows:
            reading.look_at(reading.document.sentences.of_row(session.rows[0]))

    def _on_hovered(self, mark: object) -> None:
        annotation = self._session.project.tables.annotation(mark) if isinstance(mark, int) else None
        self._look_at(annotation)

    def _follow(self, change: Change) -> None:
        reading = self._reading
        if isinstance(change.source, Aside):
            return
        if reading is None:
            if change.records:
                self._begin()
        elif reading.document.id in change.documents and len(change.annotations) < MANY:
            for id in change.annotations:
                self._look_at(self._session.project.tables.annotation(id))

    def _look_at(self, annotation: Annotation | None) -> None:
        """What a person had under the mouse or has answered stays as it is."""
        reading = self._reading
        if reading is not None and annotation is not None and annotation.document == reading.document.id:
            reading.look_at(reading.document.sentences.at(annotation.anchor.start or 0))

    # --- reading

    def _warm(self) -> None:
        """Load the models, the quick one first; the page is read as soon as one can."""
        found, reading = self.readers, self._reading
        if found is None or reading is None:
            return
        order = [reader for reader in (found.quick, found.preferred) if reader is not None and not reader.is_warm]

        def work(progress: JobProgress) -> object:
            for reader in order:
                progress.step(0, 0)
                reader.warm(reading.text())
                progress.part(reader)
            return None

        self._session.jobs.start(
            "Loading the model", work, partial=lambda _: self._read_page(), failed=self._refuse, reads_only=True,
            is_quiet=True, key="model",
        )  # fmt: skip

    def _read_page(self) -> None:
        """Read what is in sight and nobody has read, then what is better read again, then the rest."""
        reading, found = self._reading, self.readers
        if reading is None or found is None or self._is_page_read or self._session.document is not reading.document:
            return
        page = [layout.sentence.index for layout, _ in self._view.visible_sentences()]
        wanted = reading.unread(page)
        first = found.first_for(words_in(reading.document, wanted))
        if wanted and first.is_warm:
            self._read(wanted, first, quickly=first is found.quick)
        elif found.preferred.is_warm and (again := reading.quickly_read(page)):
            self._read(again, found.preferred, quickly=False)
        elif found.preferred.is_warm:
            self._read_rest(page[-1] + 1 if page else 0)

    def _read(self, sentences: list[int], reader: Reader, *, quickly: bool) -> None:
        reading = self._reading
        assert reading is not None
        self._is_page_read = True
        new_id = id_source()

        def work(progress: JobProgress) -> object:
            text, done = reading.text(), 0
            while some := sentences[done : done + (AT_ONCE if done else AT_FIRST)]:
                progress.part(reader.read(text, some, new_id=new_id))
                done += len(some)
            return None

        job = self._session.jobs.start(
            "Reading the page", work, partial=partial(self._take, reading, quickly=quickly), failed=self._refuse,
            reads_only=True, is_quiet=True,
        )  # fmt: skip
        job.finished.connect(self._on_page)

    def _on_page(self) -> None:
        self._is_page_read = False
        self._read_page()

    def _read_rest(self, start: int) -> None:
        """Read all other sentences, those behind the page first."""
        reading, found = self._reading, self.readers
        if reading is None or found is None or reading.document.id in self._left_alone or not reading.is_open:
            return
        if self._rest is not None and self._rest.is_running:
            return
        new_id, reader, number = id_source(), found.preferred, len(reading.document.sentences)

        def work(progress: JobProgress) -> object:
            kept: Read = {}
            for done, sentences in enumerate(_plan(start, number)):
                progress.step(min(done * AT_ONCE, number), number)
                while self._is_page_read:  # what is in sight comes first
                    progress.step(0, 0)
                    time.sleep(WAIT)
                if kept and (len(kept) >= TOGETHER or sentences.start < max(kept)):
                    progress.part(kept)
                    kept = {}
                some = sorted((*reading.unread(sentences), *reading.quickly_read(sentences)))
                if some:
                    kept |= reader.read(reading.text(), some, new_id=new_id)
            progress.part(kept)
            return None

        job = self._rest = self._session.jobs.start(
            "Suggesting ahead", work, partial=partial(self._take, reading, quickly=False), failed=self._refuse,
            reads_only=True, key="ahead",
        )  # fmt: skip
        job.cancelled.connect(partial(self._on_stopped, job, reading))
        job.finished.connect(self._on_rest)

    def _on_stopped(self, job: Job, reading: Reading) -> None:
        if job is self._rest:
            self._left_alone.add(reading.document.id)
            self.stopped.emit()

    def _on_rest(self) -> None:
        self._rest = None
        self._read_page()

    def _take(self, reading: Reading, found: Read, *, quickly: bool) -> None:
        """Commit what was read, in so far as it is still wanted."""
        session = self._session
        if not found or session.project.tables.record(reading.document.id) is None:
            return
        command = reading.taken(found, quickly=quickly)
        if command is None:
            return
        of = reading.document.sentences
        aside = Aside(int(of.start[min(found)]), int(of.end[max(found)]))
        try:
            session.project.do_aside(command, source=aside)
        except ConstrualError as error:
            self._left_alone.add(reading.document.id)
            self._reading = None
            session.refused.emit(str(error))
            return
        if session.document is reading.document and session.selection is None:
            session.point_at(session.next_shown(-1, undecided=True))
        self.put.emit()

    def _refuse(self, error: ConstrualError) -> None:
        document = self._session.document
        if document is not None:
            self._readers[document.language] = None
        self._reading = None
        self._session.refused.emit(f"No suggestions come by themselves: {error}")


def _plan(start: int, number: int) -> Iterator[range]:
    """Every sentence of a text, a few at a time, from a place on and then from the beginning."""
    for first, last in ((start, number), (0, start)):
        for place in range(first, last, AT_ONCE):
            yield range(place, min(place + AT_ONCE, last))
