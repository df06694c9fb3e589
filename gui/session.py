"""What the window is about at this moment: project, document, layer, target and selected words. No widgets.

Views show it and tell it of clicks; every command goes through `do`, which commits first and lets the views follow.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from construal.annotation.annotation import Annotation, Status
from construal.annotation.commands import Batch, Change, Command, Edit
from construal.annotation.document import Document
from construal.annotation.errors import ConstrualError
from construal.annotation.layer import LEXICAL
from construal.annotation.scheme import Scheme, load
from construal.core.project import Project
from construal.gui.bridge import Bridge
from construal.gui.jobs import JobRunner
from construal.gui.ledger import Ledger
from construal.gui.selection import Selection, of_rows

log = logging.getLogger(__name__)

SCHEME = "snacs-2.6"
FEW = 12  # annotations; a step that touches more has no one place to go to


@dataclass(frozen=True, slots=True)
class Aside:
    """The source of a change that came by itself, and the code points of the document that it touched."""

    start: int
    end: int


class Session(QObject):
    """An open project, and the person's place in it."""

    document_changed = Signal()
    layer_changed = Signal()
    place_changed = Signal()  # another target, or other words
    changed = Signal(object)  # a Change of the project, after the target was found again
    said = Signal(str)  # what was done
    hinted = Signal(str)  # what may be done next
    refused = Signal(str)

    def __init__(self, project: Project, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.jobs = jobs
        self.scheme: Scheme = load(SCHEME)
        self.layer = LEXICAL
        self.shows_all = False  # the supersenses of single nouns and verbs, too
        self.document: Document | None = None
        self.target: Annotation | None = None
        self.selection: Selection | None = None
        self._since = time.monotonic()
        self.ledger = Ledger(project)
        self.bridge = Bridge(project, self)
        self.bridge.changed.connect(self._on_change)

    def close(self) -> None:
        """Listen no more, and close the project's file."""
        self.bridge.close()
        self.project.close()

    # --- who

    def annotators(self) -> list[str]:
        """The names under which something was annotated here."""
        return [name for name in self.project.info().annotators if name]

    def set_annotator(self, name: str) -> None:
        """Annotate under another name: every view reads again."""
        self.project.annotator = name
        self.ledger.forget()
        self._on_change(Change(records=True, layers=frozenset({self.layer})))
        if self.document is not None:
            self.document_changed.emit()
            self.point_at(self._first())

    # --- the place

    @property
    def rows(self) -> tuple[int, ...]:
        """The selected token rows, those of the target where there is one."""
        return self.selection.rows if self.selection else ()

    def open_document(self, id: int) -> bool:
        """Make a document the one at hand, at its first undecided target; False where it cannot be read."""
        if self.document is not None and self.document.id == id:
            return True
        try:
            document = self.project.document(id)
        except ConstrualError as error:
            self.refused.emit(str(error))
            return False
        self.document, self.target, self.selection = document, None, None
        self.document_changed.emit()
        self.point_at(self._first())
        return True

    def set_layer(self, layer: str) -> None:
        """Work in another layer, at the same words or its first undecided target."""
        if layer == self.layer:
            return
        self.layer = layer
        rows = self.rows
        self.layer_changed.emit()
        if self.document is not None:
            target = self.at_row(rows[0]) if rows else None
            self.point_at(target or self._first())

    def point_at(self, target: Annotation | None) -> None:
        """Make an annotation the target, or have none."""
        self.target = target
        rows = self.rows_of(target) if target else []
        self.selection = of_rows(rows) if rows else None
        self._since = time.monotonic()
        self.place_changed.emit()

    def select(self, selection: Selection | None) -> None:
        """Select words; where exactly these are a target, it is the target.

        Empty nodes without a word beside them make no expression: of several only the one at hand is selected.
        """
        if selection is not None and len(selection.rows) > 1 and self.document is not None:
            tokens, rows = self.document.tokens, list(selection.rows)
            if (tokens.start[rows] == tokens.end[rows]).all():
                selection = Selection(selection.head, selection.head)
        self.selection = selection
        self.target = self._on_exactly(selection.rows) if selection else None
        self._since = time.monotonic()
        self.place_changed.emit()

    def rows_of(self, annotation: Annotation) -> list[int]:
        """The token rows of an annotation on text."""
        anchor = annotation.anchor
        if self.document is None or (anchor.row is None and not anchor.fragments):
            return []
        return self.document.tokens.rows_of(anchor)

    def around(self, rows: tuple[int, ...]) -> list[Annotation]:
        """The standing annotations of this layer that touch the sentence of these rows, by place."""
        document = self.document
        if document is None or not rows:
            return []
        sentence = document.sentences.of_row(rows[0])
        start, end = int(document.sentences.start[sentence]), int(document.sentences.end[sentence])
        return self.project.reading(document.id, layer=self.layer, start=start, end=max(end, start + 1))

    def at_row(self, row: int) -> Annotation | None:
        """The annotation of this layer that a token row belongs to: the innermost, a target before none."""
        mine = [a for a in self.around((row,)) if row in self.rows_of(a)]
        return min(mine, key=lambda a: (a.get("target") is False, len(self.rows_of(a)), a.id)) if mine else None

    def touched(self) -> list[Annotation]:
        """The standing annotations of this layer that share a word with the selection."""
        chosen = set(self.rows)
        return [a for a in self.around(self.rows) if chosen.intersection(self.rows_of(a))]

    def text_of_selection(self) -> str:
        """The selected words, gaps as an ellipsis; of a target that is part of a word, that part."""
        document, rows = self.document, list(self.rows)
        if document is None or not rows:
            return ""
        anchor = self.target.anchor if self.target is not None else document.anchor_of(rows)
        return document.words_at(anchor)

    # --- changing

    def do(self, command: Command, *, said: str = "", run: int | None = None) -> bool:
        """Commit a command, then say so; where the project refuses, say that, and nothing changed.

        What is later done with the same `run` is one step with it.
        """
        took = round((time.monotonic() - self._since) * 1000)
        self.ledger.watch([command])
        try:
            if run is None:
                self.project.do(command, took=took, source=self)
            else:
                self.project.do_all([command], run=run, source=self)
        except ConstrualError as error:
            self.ledger.unwatch()
            self.refused.emit(str(error))
            return False
        self.said.emit(said or command.label)
        return True

    def undo(self) -> None:
        """Take back the last step, wherever it was, and go there."""
        self._turn(forward=False)

    def redo(self) -> None:
        """Do again what was last taken back, and go there."""
        self._turn(forward=True)

    def _turn(self, *, forward: bool) -> None:
        label = self.project.redo_label if forward else self.project.undo_label
        top = self.project.log.top("redo" if forward else "undo")
        command = self.project.log.inverse(top) if top is not None and self.project.log.run(top) is None else None
        places = self._places(command)
        if command is not None:
            self.ledger.watch([command])
        try:
            change = self.project.redo(source=self) if forward else self.project.undo(source=self)
        except ConstrualError as error:
            self.ledger.unwatch()
            self.refused.emit(str(error))
            return
        if change is None:
            self.said.emit("Nothing to do again." if forward else "Nothing to take back.")
            return
        self.said.emit(f"Done again: {label}" if forward else f"Taken back: {label}")
        if places:
            self._go_to(places[0])

    def _places(self, command: Command | None) -> list[Annotation]:
        """The annotations that a command will touch; none where it touches many at once."""
        if isinstance(command, Batch):
            return [place for part in command.commands for place in self._places(part)]
        if not isinstance(command, Edit) or len(command.put) + len(command.drop) > FEW:
            return []
        dropped = (self.project.tables.annotation(id) for id in command.drop)
        return [a for a in (*command.put, *dropped) if a is not None and a.anchor.fragments]

    def _go_to(self, place: Annotation) -> None:
        if not self.open_document(place.document):
            return
        if place.layer != self.layer:
            self.layer = place.layer
            self.layer_changed.emit()
        rows = tuple(self.rows_of(place))
        target = self._on_exactly(rows, place)
        if target is not None:
            self.point_at(target)
        elif rows:
            self.select(of_rows(rows))

    def _on_change(self, change: Change) -> None:
        self.ledger.follow(change)
        target = self.target
        if change.records and self.document is not None and self.project.tables.record(self.document.id) is None:
            self.document, self.target, self.selection = None, None, None
            self.document_changed.emit()
        elif self.document is not None and self.document.id in change.documents and self.selection is not None:
            self.target = self._on_exactly(self.selection.rows, self.target)
        self.changed.emit(change)
        if isinstance(change.source, Aside) and self.target == target:
            return  # the person's place is as it was
        if change.records or change.concepts or (self.document is not None and self.document.id in change.documents):
            self.place_changed.emit()

    # --- finding

    def _first(self) -> Annotation | None:
        if self.document is None:
            return None
        return self.next_shown(-1, undecided=True) or self.next_shown(-1)

    def next_shown(
        self, place: int | Annotation, *, forward: bool = True, undecided: bool = False
    ) -> Annotation | None:
        """The nearest annotation behind a place, or in front of it, that is shown."""
        if self.document is None:
            return None
        project, id, layer = self.project, self.document.id, self.layer
        found: Annotation | None
        while True:
            if forward:
                found = project.next_annotation(id, layer, after=place, undecided=undecided)
            else:
                found = project.previous_annotation(id, layer, before=place, undecided=undecided)
            if found is None or is_shown(found, shows_all=self.shows_all):
                return found
            place = found

    def _on_exactly(self, rows: tuple[int, ...], like: Annotation | None = None) -> Annotation | None:
        """The annotation on exactly these rows.

        Where there are several, the one at the same part of the word as `like`, then one with a label, or the newest.
        """
        same = [a for a in self.around(rows) if tuple(self.rows_of(a)) == rows]
        anchor = like.anchor if like is not None else None
        return max(same, key=lambda a: (a.anchor == anchor, a.get("target") is not False, a.id)) if same else None


def is_shown(annotation: Annotation, *, shows_all: bool) -> bool:
    """Whether a statement is shown: noun and verb supersenses of single words only where all are wanted."""
    if annotation.layer != LEXICAL or shows_all or annotation.text("strength") in ("strong", "weak"):
        return True
    if annotation.status is Status.REJECTED or annotation.get("target") is False:
        return True
    return bool(annotation.text("role")) or (annotation.status is Status.SUGGESTED and not annotation.get("supersense"))
