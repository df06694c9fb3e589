"""How findings come to the window: the document is looked at between events, an edit at once; a key mends one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from construal.annotation import actions
from construal.annotation.annotation import Annotation, Value
from construal.annotation.commands import Change, Edit
from construal.annotation.snacs.validation.finding import Finding
from construal.core.findings import DocumentFindings
from construal.gui.actions import key_of
from construal.gui.panels.findings import FindingsPanel, FoundHere
from construal.gui.session import Session

SENTENCES = 40  # looked at between two events: a few milliseconds


class Validating(QObject):
    """Keeps the panel's findings up with a session; looks at nothing while the panel is closed."""

    def __init__(self, session: Session, panel: FindingsPanel, *, done: Callable[[], None]) -> None:
        super().__init__(panel)
        self._session = session
        self._panel = panel
        self._done = done
        self._found: DocumentFindings | None = None
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
        }

    def toggle(self) -> None:
        """Open the panel and look, or close it."""
        if self._panel.isHidden():
            self._panel.show()
            self._begin()
        else:
            self._panel.hide()
            self._timer.stop()
            self._found = None
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
        rows = self._panel.rows.rows
        target = session.target.id if session.target is not None else None
        at = next((row for row in rows if row.finding.annotation == target), None)
        if at is None and 0 <= self._panel.current < len(rows):
            at = rows[self._panel.current]
        if at is None:
            session.refused.emit(f"Nothing is wrong here; {key_of('next_finding')} goes to the next finding.")
            return
        annotation = self._annotation(at.finding)
        if annotation is None or at.finding.change is None:
            session.refused.emit(f"This needs a decision: {at.finding.mend}.")
            return
        session.do(_mending(annotation, at.finding, session.project.author()), said=f"Mended: {at.finding.message}")

    # --- following

    def _begin(self) -> None:
        document = self._session.document
        if self._panel.isHidden() or document is None:
            self._found = None
            self._timer.stop()
        else:
            self._found = DocumentFindings(self._session.project, document)
            self._panel.list.setCurrentIndex(self._panel.rows.index(-1))
            self._timer.start()
        self._show()

    def _look(self) -> None:
        if self._found is None or not self._found.look(SENTENCES):
            self._timer.stop()
        self._show()

    def _follow(self, change: Change) -> None:
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
        rows = [FoundHere(finding, text[finding.start : finding.end]) for finding in found.findings()]
        if rows != self._panel.rows.rows or found.is_complete:
            self._panel.show_findings(rows, is_complete=found.is_complete)

    def _open(self, row: int) -> None:
        rows = self._panel.rows.rows
        if not 0 <= row < len(rows):
            return
        self._panel.select(row)
        annotation = self._annotation(rows[row].finding)
        if annotation is not None:
            self._session.point_at(annotation)
            self._session.said.emit(f"{rows[row].finding.message}: {rows[row].finding.mend}")
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
