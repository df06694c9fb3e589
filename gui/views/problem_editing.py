"""What the page of a problem does to it: each method commits one command, or says why it cannot."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from construal.annotation import actions
from construal.annotation.actions import Author
from construal.annotation.anchor import DOCUMENT, at_step
from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.catalogue import Concept, Term, fresh_id
from construal.annotation.commands import Batch, Command, Edit, EditCatalogue
from construal.annotation.layer import CONCEPT, HINT, STEP
from construal.gui.mathematics import plain
from construal.gui.session import Session
from construal.gui.views.problem_page import Entry, Page, Suggestion

UNUSED = 1_000_000  # the first step of an entry that no step uses: behind all others
WORDS = 40


class ProblemEditing:
    """Edits the problem of the page shown."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._page: Page | None = None

    def show(self, page: Page) -> None:
        """Edit this page from now on."""
        self._page = page

    def link(self, entry: Entry, step: int) -> None:
        """Link an entry to a step."""
        if step in entry.steps:
            self._session.refused.emit(f"{entry.number} is linked to step {step + 1} already.")
            return
        label = f"Link {entry.number} to step {step + 1}"
        self._edit(label, lambda author: self._linked(entry.annotation, step, author, entry.steps))

    def unlink(self, entry: Entry, step: int) -> None:
        """Unlink an entry from a step; it stays listed."""
        page = self._page
        if page is None:
            return
        gone = [a for a in page.links if a.anchor.step == step and page.resolved(a.get("entry")) == entry.id]
        label = f"Unlink {entry.number} from step {step + 1}"

        def edit(author: Author) -> list[Edit]:
            rest = tuple(s for s in entry.steps if s != step)
            return [*(actions.remove(a, author) for a in gone), self._ordered({entry.id: rest}, author)]

        self._edit(label, edit)

    def accept(self, suggestion: Suggestion, step: int) -> None:
        """Take a suggested concept into the problem, and link it to a step."""
        label = f"Accept {suggestion.words} for step {step + 1}"

        def edit(author: Author) -> list[Edit]:
            values = {**suggestion.annotation.values, "order": self._last}
            entry = actions.own(suggestion.annotation, author, status=Status.GOLD, values=values, anchor=DOCUMENT)
            return self._linked(entry, step, author, ())

        self._edit(label, edit)

    def reject(self, suggestion: Suggestion) -> None:
        """Turn a suggested concept down."""
        author = self._session.project.author()
        self._session.do(actions.reject(suggestion.annotation, author), said=f"Rejected {suggestion.words}")

    def add_concept(self, concept: str, step: int) -> None:
        """Take a concept of the catalogue into the problem, and link it to a step."""
        page = self._page
        suggested = next((s for s in page.suggestions if s.concept == concept), None) if page else None
        if suggested is not None:
            self.accept(suggested, step)
            return
        label = f"Link {concept} to step {step + 1}"
        self._edit(label, lambda author: self._new(CONCEPT, {"concept": concept}, step, author))

    def new_concept(self, name: str, step: int) -> None:
        """Put a concept into the catalogue and the problem, and link it to a step."""
        project, page = self._session.project, self._page
        if page is None:
            return
        id = fresh_id(name, project.concepts())
        concept = Concept(id=id, name=name, terms=(Term(name, page.document.language),), category=page.category)
        label = f"New concept {name} for step {step + 1}"
        made = EditCatalogue(label=label, put=(concept,))
        self._edit(label, lambda author: self._new(CONCEPT, {"concept": id}, step, author), first=made)

    def add_hint(self, text: str, step: int) -> None:
        """Write a hint, and link it to a step."""
        page = self._page
        if page is None:
            return
        taken = {e.name for e in page.entries}
        stem = "H_" + page.document.name.removeprefix("P_")
        name = next(n for k in range(1, len(taken) + 2) if (n := f"{stem}_{k}") not in taken)
        label = f"New hint for step {step + 1}: {_short(text)}"
        self._edit(label, lambda author: self._new(HINT, {"text": text, "name": name}, step, author))

    def edit_hint(self, id: int, text: str) -> None:
        """Write a hint's text anew."""
        entry = self._page.entry(id) if self._page else None
        if entry is None:
            return
        label = f"Edit {entry.number}: {_short(text)}"
        self._edit(label, lambda author: [self._put(entry.annotation, author, text=text)])

    def move(self, entry: Entry, step: int) -> None:
        """Move an entry one place up or down the list, where first use leaves the order open."""
        page = self._page
        place = page.entries.index(entry) if page and entry in page.entries else -1
        if page is None or place < 0 or not 0 <= place + step < len(page.entries):
            self._session.refused.emit(f"{entry.number} is {'first' if step < 0 else 'last'} already.")
            return
        other = page.entries[place + step]
        if _first(entry.steps) != _first(other.steps):
            self._session.refused.emit(
                f"{entry.number} is {_use(entry)}, {other.number} {_use(other)}; the order follows first use."
            )
            return
        label = f"Move {entry.number} {'before' if step < 0 else 'behind'} {other.number}"

        def edit(author: Author) -> list[Edit]:
            return [
                self._put(entry.annotation, author, order=place + step),
                self._put(other.annotation, author, order=place),
            ]

        self._edit(label, edit)

    def remove(self, entry: Entry) -> None:
        """Take an entry that no step uses off the list."""
        self._edit(f"Remove {entry.number}", lambda author: [actions.remove(entry.annotation, author)])

    # --- building

    @property
    def _last(self) -> int:
        return len(self._page.entries) if self._page else 0

    def _new(self, layer: str, values: dict[str, Value], step: int, author: Author) -> list[Edit]:
        assert self._page is not None
        entry = actions.create(self._page.document.id, layer, DOCUMENT, {**values, "order": self._last}, author).put[0]
        return self._linked(entry, step, author, ())

    def _linked(self, entry: Annotation, step: int, author: Author, steps: Sequence[int]) -> list[Edit]:
        """The link of an entry to a step, with the entry where it is new, and the order that follows."""
        page = self._page
        assert page is not None
        order = len(page.steps[step].entries)
        values: dict[str, Value] = {"entry": entry.id, "order": order}
        link = actions.create(page.document.id, STEP, at_step(step), values, author)
        return [link, self._ordered({entry.id: (*steps, step)}, author, fresh=entry)]

    def _ordered(self, steps: dict[int, tuple[int, ...]], author: Author, *, fresh: Annotation | None = None) -> Edit:
        """Entries in the order of first use, the present order among equals; those that keep their place stay."""
        page = self._page
        assert page is not None
        known = [(e.annotation, steps.get(e.id, e.steps)) for e in page.entries]
        if fresh is not None and page.entry(fresh.id) is None:
            known.append((fresh, steps[fresh.id]))
        ordered = sorted(known, key=lambda pair: _first(pair[1]))
        put: list[Annotation] = []
        for place, (annotation, _) in enumerate(ordered):
            values = {**annotation.values, "order": place}
            if annotation is fresh and page.entry(fresh.id) is None:
                put.append(msgspec.structs.replace(annotation, values=values))
            elif annotation.get("order") != place:
                put.append(actions.own(annotation, author, values=values))
        return Edit(label="", put=tuple(put))

    def _put(self, annotation: Annotation, author: Author, **values: Value) -> Edit:
        return Edit(label="", put=(actions.own(annotation, author, values={**annotation.values, **values}),))

    def _edit(self, label: str, build: object, *, first: Command | None = None) -> None:
        assert callable(build)
        edits: list[Edit] = build(self._session.project.author())
        put = tuple(a for edit in edits for a in edit.put)
        drop = tuple(id for edit in edits for id in edit.drop)
        command: Command = Edit(label=label, put=put, drop=drop)
        if first is not None:
            command = Batch(label=label, commands=(first, command))
        self._session.do(command)


def _first(steps: Sequence[int]) -> int:
    return min(steps, default=UNUSED)


def _use(entry: Entry) -> str:
    return f"first used in step {min(entry.steps) + 1}" if entry.steps else "not used yet"


def _short(text: str) -> str:
    words = plain(text)
    return words if len(words) <= WORDS else words[:WORDS] + "…"
