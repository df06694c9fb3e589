"""How the arrow keys move through a document: by target, word and sentence, and how they extend a selection."""

from __future__ import annotations

from construal.annotation.annotation import Annotation
from construal.gui.selection import Selection, of_rows
from construal.gui.session import Session, is_shown


class Movement:
    """Moves a session's place; each method is one key of the action table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next(self) -> None:
        """The next target of the layer, decided or not."""
        self._target(forward=True)

    def previous(self) -> None:
        """The target before."""
        self._target(forward=False)

    def next_undecided(self) -> bool:
        """The next target without a decision, from the start again after the last; False where none is left."""
        session = self._session
        found = self._neighbour(forward=True, undecided=True)
        if found is None and session.document is not None:
            found = session.next_shown(-1, undecided=True)
            if found is not None and session.target is not None and found.id == session.target.id:
                found = None
        if found is None:
            session.point_at(session.target)
            return False
        session.point_at(found)
        return True

    def next_word(self) -> None:
        """The next word, target or not."""
        self._word(1)

    def previous_word(self) -> None:
        """The word before."""
        self._word(-1)

    def extend_right(self) -> None:
        """One word more at the right end of the selection, or one less."""
        self._extend(1)

    def extend_left(self) -> None:
        """One word more at the left end of the selection, or one less."""
        self._extend(-1)

    def across_right(self) -> None:
        """A new fragment to the right, beyond a gap."""
        self._across(1)

    def across_left(self) -> None:
        """A new fragment to the left, beyond a gap."""
        self._across(-1)

    def next_sentence(self) -> None:
        """The first target of the next sentence, else its first word."""
        self._sentence(1)

    def previous_sentence(self) -> None:
        """The first target of the sentence before, else its first word."""
        self._sentence(-1)

    def page(self, sentences: int) -> None:
        """Many sentences on, or back."""
        self._sentence(sentences)

    def first(self) -> None:
        """The first word of the document."""
        self._row(0)

    def last(self) -> None:
        """The last word of the document."""
        document = self._session.document
        if document is not None:
            self._row(len(document.tokens) - 1)

    def leave(self) -> None:
        """Only the word at hand stays selected; from there, nothing."""
        session = self._session
        if session.target is None and session.selection is not None and len(session.rows) > 1:
            head = session.selection.head
            session.select(Selection(head, head))
        else:
            session.select(None)

    def _target(self, *, forward: bool) -> None:
        found = self._neighbour(forward=forward, undecided=False)
        if found is not None:
            self._session.point_at(found)
        else:
            self._session.said.emit("No target after this one." if forward else "No target before this one.")

    def _neighbour(self, *, forward: bool, undecided: bool) -> Annotation | None:
        session = self._session
        document = session.document
        if document is None:
            return None
        place: int | Annotation
        if session.target is not None and session.target.anchor.fragments:
            place = session.target
        elif session.rows:
            place = int(document.tokens.start[session.rows[0]])
        else:
            place = -1 if forward else len(document.text) + 1
        return session.next_shown(place, forward=forward, undecided=undecided)

    def _word(self, step: int) -> None:
        session = self._session
        if session.document is None:
            return
        if session.selection is None:
            self._row(0)
            return
        session.select(session.selection.moved(step, total=len(session.document.tokens)))

    def _extend(self, step: int) -> None:
        session = self._session
        if session.document is None or session.selection is None:
            self._row(0)
            return
        session.select(session.selection.extended(step, within=self._sentence_rows(session.selection.head)))

    def _across(self, step: int) -> None:
        session = self._session
        if session.document is None or session.selection is None:
            self._row(0)
            return
        session.select(session.selection.across(step, within=self._sentence_rows(session.selection.head)))

    def _sentence_rows(self, row: int) -> range:
        document = self._session.document
        if document is None:
            return range(0)
        return document.sentences.rows(document.sentences.of_row(row))

    def _sentence(self, step: int) -> None:
        session = self._session
        document = session.document
        if document is None or not len(document.sentences):
            return
        here = document.sentences.of_row(session.rows[0]) if session.rows else (-1 if step > 0 else 1)
        index = min(max(here + step, 0), len(document.sentences) - 1)
        rows = document.sentences.rows(index)
        if not rows:
            return
        start, end = int(document.sentences.start[index]), int(document.sentences.end[index])
        inside = session.project.reading(document.id, layer=session.layer, start=start, end=max(end, start + 1))
        inside = [
            a
            for a in inside
            if a.anchor.start is not None
            and start <= a.anchor.start < max(end, start + 1)
            and is_shown(a, shows_all=session.shows_all)
        ]
        if inside:
            undecided = [a for a in inside if not a.is_decided]
            session.point_at((undecided or inside)[0])
        else:
            session.select(Selection(rows[0], rows[0]))

    def _row(self, row: int) -> None:
        document = self._session.document
        if document is not None and 0 <= row < len(document.tokens):
            self._session.select(of_rows((row,)))
