"""What the page of a problem does to it: each method commits one command, or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from construal.annotation import actions, problem
from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept, Term, fresh_id
from construal.annotation.commands import Batch, Command, Edit, EditCatalogue
from construal.annotation.document import Document
from construal.annotation.errors import ConstrualError
from construal.gui.session import Session
from construal.gui.views.problem_page import Entry, Page, Suggestion


class Builder(Protocol):
    """A function of `construal.annotation.problem` with its first arguments still to come."""

    def __call__(
        self, document: Document, annotations: list[Annotation], /, *,
        annotator: str, new_id: Callable[[], int], time: int,
    ) -> Edit:  # fmt: skip
        """The command."""


class ProblemEditing:
    """Edits the problem of the page shown; what takes several commands is one step to undo."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._page: Page | None = None

    def show(self, page: Page) -> None:
        """Edit this page from now on."""
        self._page = page

    def link(self, entry: Entry, step: int) -> None:
        """Link an entry to a step."""
        self._do(
            f"Linked {entry.number} to step {step + 1}",
            lambda document, annotations, **who: problem.link(document, annotations, step, entry.id, **who),
        )

    def unlink(self, entry: Entry, step: int) -> None:
        """Unlink an entry from a step; it stays listed."""
        self._do(
            f"Unlinked {entry.number} from step {step + 1}",
            lambda document, annotations, **who: problem.unlink(document, annotations, step, entry.id, **who),
        )

    def accept(self, suggestion: Suggestion, step: int) -> None:
        """Take a suggested concept into the problem, and link it to a step."""
        order = len(self._page.entries) if self._page else 0

        def accepted(_document: Document, _annotations: list[Annotation], **who: object) -> Edit:
            author = self._session.project.author()
            values = {**suggestion.annotation.values, "order": order}
            made = actions.own(suggestion.annotation, author, status=Status.GOLD, values=values)
            return Edit(label=f"Accept {suggestion.words}", put=(made,))

        self._add(f"Accepted {suggestion.words} for step {step + 1}", accepted, step)

    def reject(self, suggestion: Suggestion) -> None:
        """Turn a suggested concept down."""
        command = actions.reject(suggestion.annotation, self._session.project.author())
        self._session.do(command, said=f"Rejected {suggestion.words}")

    def add_concept(self, concept: str, step: int) -> None:
        """Take a concept of the catalogue into the problem, and link it to a step."""
        page = self._page
        suggested = next((s for s in page.suggestions if s.concept == concept), None) if page else None
        if suggested is not None:
            self.accept(suggested, step)
            return
        self._add(
            f"Linked {concept} to step {step + 1}",
            lambda document, annotations, **who: problem.add_concept(document, annotations, concept, **who),
            step,
        )

    def new_concept(self, name: str, step: int) -> None:
        """Put a concept into the catalogue and the problem, and link it to a step."""
        page = self._page
        if page is None:
            return
        id = fresh_id(name, self._session.project.concepts())
        concept = Concept(id=id, name=name, terms=(Term(name, page.document.language),), category=page.category)
        self._add(
            f"New concept {name}, linked to step {step + 1}",
            lambda document, annotations, **who: problem.add_concept(document, annotations, id, **who),
            step,
            first=EditCatalogue(label=f"New concept {name}", put=(concept,)),
        )

    def add_hint(self, text: str, step: int) -> None:
        """Write a hint, and link it to a step."""
        self._add(
            f"New hint, linked to step {step + 1}",
            lambda document, annotations, **who: problem.add_hint(document, annotations, text, **who),
            step,
        )

    def edit_hint(self, id: int, text: str) -> None:
        """Write a hint's text anew."""
        entry = self._page.entry(id) if self._page else None
        self._do(
            f"Edited {entry.number if entry else 'the hint'}",
            lambda document, annotations, **who: problem.edit_hint(document, annotations, id, text, **who),
        )

    def move(self, entry: Entry, by: int) -> None:
        """Move an entry up or down the list, where first use leaves the order open."""
        self._do(
            f"Moved {entry.number} {'up' if by < 0 else 'down'}",
            lambda document, annotations, **who: problem.move_entry(document, annotations, entry.id, by, **who),
        )

    def remove(self, entry: Entry) -> None:
        """Take an entry off the list."""
        self._do(
            f"Removed {entry.number}",
            lambda document, annotations, **who: problem.remove_entry(document, annotations, entry.id, **who),
        )

    # --- committing

    def _do(self, said: str, build: Builder) -> None:
        try:
            command = self._built(build, self._annotations())
        except ConstrualError as error:
            self._session.refused.emit(str(error))
            return
        self._session.do(command, said=said)

    def _add(self, said: str, build: Builder, step: int, *, first: Command | None = None) -> None:
        """Commit a new entry and its link to a step as one command."""
        before = {a.id: a for a in self._annotations()}
        try:
            added = self._built(build, list(before.values()))
            after = {id: a for id, a in before.items() if id not in added.drop} | {a.id: a for a in added.put}
            fresh = next(a.id for a in added.put if a.id not in before)
            linked = self._built(
                lambda document, annotations, **who: problem.link(document, annotations, step, fresh, **who),
                list(after.values()),
            )
        except ConstrualError as error:
            self._session.refused.emit(str(error))
            return
        commands = (added, linked) if first is None else (first, added, linked)
        self._session.do(Batch(label=said, commands=commands), said=said)

    def _annotations(self) -> list[Annotation]:
        return self._session.project.annotations(self._page.document.id) if self._page else []

    def _built(self, build: Builder, annotations: list[Annotation]) -> Edit:
        if self._page is None:
            raise ConstrualError("No problem is shown; open one from the list of documents.")
        author = self._session.project.author()
        return build(self._page.document, annotations, annotator=author.name, new_id=author.new_id, time=author.time)
