"""How findings come to the window: the document is looked at between events, an edit at once; a key mends one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from construal.annotation import actions
from construal.annotation.annotation import Annotation, Value
from construal.annotation.commands import Change, Edit
from construal.annotation.document import Document
from construal.annotation.snacs.validation.finding import Finding
from construal.core import settings as preferences
from construal.core.findings import DocumentFindings
from construal.core.project import Project
from construal.gui.actions import key_of
from construal.gui.jobs import JobProgress
from construal.gui.panels.findings import DisagreesHere, FindingsPanel, FoundHere, Row
from construal.gui.selection import of_rows
from construal.gui.session import Session

if TYPE_CHECKING:
    from construal.core.disagreements import DocumentDisagreements, ReadAgain
    from construal.core.suggest.disagreement import Judged

SENTENCES = 40  # looked at between two events: a few milliseconds


class Validating(QObject):
    """Keeps the panel's findings up with a session; looks at nothing while the panel is closed."""

    def __init__(self, session: Session, panel: FindingsPanel, *, done: Callable[[], None]) -> None:
        super().__init__(panel)
        self._session = session
        self._panel = panel
        self._done = done
        self._found: DocumentFindings | None = None
        self._disagreements: DocumentDisagreements | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._look)
        panel.opened.connect(self._open)
        panel.left.connect(done)
        panel.pressed.connect(lambda name: self.handlers()[name]())
        session.document_changed.connect(self._begin)
        session.changed.connect(self._follow)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What is done here, by action name."""
        return {
            "findings": self.toggle,
            "next_finding": lambda: self.step(1),
            "previous_finding": lambda: self.step(-1),
            "mend": self.mend,
            "keep_decided": self.keep,
        }

    def toggle(self) -> None:
        """Open the panel and look, or close it."""
        if self._panel.isHidden():
            self._panel.show()
            self._begin()
        else:
            self._panel.hide()
            self._timer.stop()
            self._found = self._disagreements = None
            self._done()

    def step(self, by: int) -> None:
        """Go to the next finding, or the one before, in the text; opens the panel where it is closed."""
        if self._panel.isHidden():
            self.toggle()
        if self._found is not None:
            self._found.look_at_all()
            self._show()
        rows = self._panel.rows.rows
        if not rows:
            self._session.said.emit("Nothing is wrong with the decisions on this document")
            return
        at = self._panel.current
        self._open((at + by) % len(rows) if at >= 0 else 0 if by > 0 else len(rows) - 1)

    def mend(self) -> None:
        """Mend what can be mended about the target at hand, else the finding at hand."""
        session = self._session
        if self._panel.isHidden():
            self.step(1)
        at = self._at_hand()
        if at is None:
            session.refused.emit(f"Nothing is wrong here; {key_of('next_finding')} goes to the next finding.")
            return
        if isinstance(at, DisagreesHere):
            from construal.core.suggest.disagreement import take_over

            self._answer(at.judged, take_over, f"Taken over: {at.judged.reading}")
            return
        annotation = self._annotation(at.finding)
        if annotation is None or at.finding.change is None:
            session.refused.emit(f"This needs a decision: {at.finding.mend}.")
            return
        session.do(_mending(annotation, at.finding, session.project.author()), said=f"Mended: {at.finding.message}")

    def keep(self) -> None:
        """Keep what was decided against the model's reading, which is not told again."""
        at = self._at_hand() if not self._panel.isHidden() else None
        if isinstance(at, DisagreesHere):
            from construal.core.suggest.disagreement import turn_down

            self._answer(at.judged, turn_down, f"Kept: {at.judged.decided}")
        else:
            self._session.refused.emit("No model disagrees here.")

    def _answer(self, judged: Judged, answer: Callable[..., Edit], said: str) -> None:
        session, document = self._session, self._session.document
        if document is None or judged.document != document.id:
            return
        mine = [a for id in judged.annotations if (a := session.project.tables.annotation(id)) is not None]
        session.do(answer(document, judged, mine, session.project.author()), said=said)

    def _at_hand(self) -> Row | None:
        """What is wrong with the target at hand, else the row at hand."""
        rows, target = self._panel.rows.rows, self._session.target
        id = target.id if target is not None else None
        current = rows[self._panel.current] if 0 <= self._panel.current < len(rows) else None
        if current is not None and id in _annotations(current):
            return current
        return next((row for row in rows if id in _annotations(row)), current)

    # --- following

    def _begin(self) -> None:
        document = self._session.document
        if self._panel.isHidden() or document is None:
            self._found = self._disagreements = None
            self._timer.stop()
        else:
            self._found, self._disagreements = DocumentFindings(self._session.project, document), None
            self._panel.list.setCurrentIndex(self._panel.rows.index(-1))
            self._timer.start()
            self._compare(document)
        self._show()

    def _compare(self, document: Document) -> None:
        """Have a model read the decided sentences again, in a job."""
        from construal.core.disagreements import (
            DocumentDisagreements,
            read_again,
        )  # a model's parts take time to import

        project = self._session.project
        path, annotator = project.path, project.annotator
        if preferences.model(preferences.load()[0]) == preferences.NO_MODEL:
            return

        def work(progress: JobProgress) -> object:
            with Project.open(path, annotator=annotator, readonly=True) as reader:
                return read_again(reader, document.id, progress=progress)

        def done(read: ReadAgain | None) -> None:
            if read is not None and self._found is not None and self._found.document is document:
                self._disagreements = DocumentDisagreements(project, document, read)
                self._show()

        self._session.jobs.start(
            "Comparing with the model", work, done=done, failed=lambda error: self._session.refused.emit(str(error)),
            reads_only=True, is_quiet=True, key="disagreements",
        )  # fmt: skip

    def _look(self) -> None:
        if self._found is None or not self._found.look(SENTENCES):
            self._timer.stop()
        self._show()

    def _follow(self, change: Change) -> None:
        if self._disagreements is not None and self._disagreements.follow(change):
            self._show()
        if self._found is not None and self._found.follow(change):
            if self._found.is_complete:
                self._show()
            else:
                self._timer.start()

    def _show(self) -> None:
        found = self._found
        if found is None:
            self._panel.show_findings((), is_complete=True)
            return
        text = found.document.text
        rows: list[Row] = [FoundHere(finding, text[finding.start : finding.end]) for finding in found.findings()]
        if self._disagreements is not None:
            rows += map(DisagreesHere, self._disagreements.found())
        if rows != self._panel.rows.rows or found.is_complete:
            self._panel.show_findings(rows, is_complete=found.is_complete)

    def _open(self, row: int) -> None:
        rows = self._panel.rows.rows
        if not 0 <= row < len(rows):
            return
        self._panel.select(row)
        at, session = rows[row], self._session
        annotation = next((a for id in _annotations(at) if (a := session.project.tables.annotation(id))), None)
        if annotation is not None:
            session.point_at(annotation)
        elif isinstance(at, DisagreesHere) and at.judged.rows:
            session.select(of_rows(at.judged.rows))
        session.said.emit(f"{at.message}: {at.way_out}")
        self._done()

    def _annotation(self, finding: Finding) -> Annotation | None:
        return self._session.project.tables.annotation(finding.annotation) if finding.annotation is not None else None


def _mending(annotation: Annotation, finding: Finding, author: actions.Author) -> Edit:
    """The command that gives a statement the values it should have; one that then says nothing is taken away."""
    assert finding.change is not None
    if set(finding.change) <= {"strength"} and finding.change.get("strength", "single") == "single":
        return actions.remove(annotation, author)
    values: dict[str, Value] = {**dict.fromkeys(annotation.values), **finding.change}
    return actions.relabel(annotation, author, scheme="", **values)


def _annotations(row: Row) -> tuple[int, ...]:
    """The ids of the decisions that a row is about."""
    if isinstance(row, DisagreesHere):
        return row.judged.annotations
    return (row.finding.annotation,) if row.finding.annotation is not None else ()
