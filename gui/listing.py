"""Changes of the project's target lists: suggestions follow at once in the document at hand, elsewhere by a job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from construal.annotation.annotation import id_source
from construal.annotation.commands import Batch, Command, Edit
from construal.annotation.document import Document
from construal.annotation.errors import ConstrualError, SchemeError
from construal.annotation.snacs.target_entry import entry
from construal.annotation.snacs.target_lists import AFFIX, ANY
from construal.core.project import Project
from construal.core.suggest.expressions import lexcat, part_of
from construal.core.targets.lists import ListChange, followed, label_of, list_change
from construal.gui.actions import key_of
from construal.gui.jobs import JobProgress
from construal.gui.session import Session


class Listing:
    """Changes the target lists of a session's project; what is selected can be put on them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What this does, by action name."""
        return {"always_target": lambda: self._put("target"), "never_target": lambda: self._put("never")}

    def _put(self, verdict: str) -> None:
        session, document, rows = self._session, self._session.document, self._session.rows
        if document is None or not rows:
            session.refused.emit(f"No words are selected; {key_of('extend_right')} selects some.")
            return
        try:
            line = entry(document.language, self._words(document, rows), verdict=verdict,
                         lexcat=self._lexcat(document, rows) if verdict == "target" else "")  # fmt: skip
        except ConstrualError as error:
            session.refused.emit(str(error))
            return
        change = list_change(session.project, [line])
        if change is None:
            session.said.emit(f"{label_of(line)} stands on the list already")
            return
        self.commit(change, label_of(line))

    def commit(self, change: ListChange, label: str) -> bool:
        """Change the lists, all in one step; whether the project took it."""
        session = self._session
        project, run = session.project, session.project.new_id()
        at_hand = [session.document.id] if session.document is not None else []
        here = followed(project, change, label, documents=at_hand, counted=at_hand) if at_hand else None
        lists = change.command(label)
        command: Command = lists if here is None else Batch(label=label, commands=(lists, here))
        others = [record.id for record in project.records() if record.id not in at_hand]
        if not others:
            return session.do(command, said=label)
        done = session.do(command, said=f"{label} in every document", run=run)
        if done:
            self._follow(change, label, others, run=run)
        return done

    def _follow(self, change: ListChange, label: str, others: list[int], *, run: int) -> None:
        """Let the other documents follow, as part of the same step."""
        session, project = self._session, self._session.project
        path, annotator, since = project.path, project.annotator, project.log.last()

        def work(progress: JobProgress) -> object:
            with Project.open(path, annotator=annotator, readonly=True) as reader:
                return followed(reader, change, label, documents=others, new_id=id_source(), progress=progress)

        def done(edit: Edit | None) -> None:
            # What a person has touched meanwhile is looked at again, as it is now.
            touched = project.log.touched_since(since).intersection(others)
            again = (
                followed(project, change, label, documents=sorted(touched), counted=sorted(touched))
                if touched
                else None
            )
            whole = _joined(label, [_without(project, edit, touched), again])
            if whole is None or change.after != tuple(project.target_entries()):
                return  # nothing follows, or the step was taken back
            try:
                project.do_all([whole], run=run, source=session)
            except ConstrualError as error:
                session.refused.emit(str(error))

        session.jobs.start(label, work, done=done, failed=lambda error: session.refused.emit(str(error)), key=label)

    def _words(self, document: Document, rows: Sequence[int]) -> str:
        """The selected words as an entry has them: as they stand, a word between them as `*`."""
        target = self._session.target
        part = part_of(document, rows, target.anchor) if target is not None else None
        if part is not None:
            if len(rows) > 1 or part[1] != document.tokens.end[rows[0]]:
                raise SchemeError("A list holds whole words and ends of words; this target is neither.")
            return AFFIX + document.text[slice(*part)]
        words = [document.token(rows[0]).form]
        for before, row in pairwise(rows):
            words += [ANY] * (row - before - 1) + [document.token(row).form]
        return " ".join(words)

    def _lexcat(self, document: Document, rows: Sequence[int]) -> str:
        target = self._session.target
        stated = target.text("lexcat") if target is not None else ""
        return stated or lexcat(document, rows)


def _without(project: Project, edit: Edit | None, documents: set[int]) -> Edit | None:
    """The command without what it does in these documents."""
    if edit is None or not documents:
        return edit
    kept = tuple(a for a in edit.put if a.document not in documents)
    dropped = (project.tables.annotation(id) for id in edit.drop)
    return Edit(label=edit.label, put=kept,
                drop=tuple(a.id for a in dropped if a is not None and a.document not in documents))  # fmt: skip


def _joined(label: str, edits: Sequence[Edit | None]) -> Edit | None:
    put = tuple(a for edit in edits if edit is not None for a in edit.put)
    drop = tuple(id for edit in edits if edit is not None for id in edit.drop)
    return Edit(label=label, put=put, drop=drop) if put or drop else None
