"""A problem as its page shows it: statement, answer, steps with what is linked to them, entries numbered C1, H1.

Values only, made anew after each change; no widgets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept
from construal.annotation.document import Document
from construal.annotation.errors import CommandError
from construal.annotation.layer import CONCEPT
from construal.annotation.problem import entries as problem_entries
from construal.annotation.problem import links
from construal.gui.mathematics import plain
from construal.gui.panels.concept_search import title
from construal.gui.views.chips import Kind

MOST_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept or hint of the problem: its number, what to call it, its text, its name in the file, its steps."""

    annotation: Annotation
    kind: Kind
    number: str
    heading: str  # "" for a hint, which is nothing but its text
    text: str
    name: str
    steps: tuple[int, ...]

    @property
    def id(self) -> int:
        """The id of its annotation."""
        return self.annotation.id

    @property
    def words(self) -> str:
        """The entry in one line."""
        return self.heading or plain(self.text)

    @property
    def place(self) -> str:
        """What it is and where it is used: `concept · steps 1, 3`."""
        if not self.steps:
            return f"{self.kind} · not linked"
        return f"{self.kind} · step{'s' if len(self.steps) > 1 else ''} {', '.join(str(s + 1) for s in self.steps)}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept that a model suggests for the problem, or for one of its steps (None: any)."""

    annotation: Annotation
    concept: str
    words: str
    share: float | None
    evidence: str
    step: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """A solution step: its 0-based place, its raw text, and the entries linked to it, in their order."""

    index: int
    text: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows of one problem."""

    document: Document
    category: str
    statement: str
    answer: str
    steps: tuple[Step, ...]
    entries: tuple[Entry, ...]
    suggestions: tuple[Suggestion, ...]

    def entry(self, id: int) -> Entry | None:
        """The entry with this annotation id."""
        return next((e for e in self.entries if e.id == id), None)

    def suggested(self, step: int) -> tuple[Suggestion, ...]:
        """What is suggested for a step: that for the step itself first, then that for the problem; five at most."""
        mine = [s for s in self.suggestions if s.step in (None, step)]
        mine.sort(key=lambda s: (s.step is None, -(s.share or 0.0)))
        return tuple(mine[:MOST_SUGGESTIONS])

    @property
    def linked(self) -> int:
        """How many steps have a link."""
        return sum(bool(step.entries) for step in self.steps)


def page(document: Document, reading: Sequence[Annotation], catalogue: Mapping[str, Concept]) -> Page:
    """The page of a problem. Raises CommandError where the document is none."""
    problem = document.problem
    if problem is None:
        raise CommandError(f"{document.name} is no mathematics problem; open it as text.")
    used = links(reading)
    uses: dict[int, list[int]] = {}
    for step, found in used.items():
        for annotation in found:
            uses.setdefault(annotation.id, []).append(step)
    entries = _entries(reading, uses, catalogue)
    by_id = {e.id: e for e in entries}
    steps = tuple(
        Step(i, _cut(document, at), tuple(by_id[a.id] for a in used.get(i, ()))) for i, at in enumerate(problem.steps)
    )
    return Page(
        document=document,
        category=problem.category,
        statement=_cut(document, problem.statement),
        answer=_cut(document, problem.answer) if problem.answer else "",
        steps=steps,
        entries=entries,
        suggestions=_suggestions(reading, entries, catalogue),
    )


def _cut(document: Document, at: tuple[int, int]) -> str:
    return document.text[at[0] : at[1]]


def _entries(
    reading: Sequence[Annotation], uses: Mapping[int, list[int]], catalogue: Mapping[str, Concept]
) -> tuple[Entry, ...]:
    result: list[Entry] = []
    counts: dict[Kind, int] = {"concept": 0, "hint": 0}
    for a in problem_entries(reading):
        kind: Kind = "concept" if a.layer == CONCEPT else "hint"
        counts[kind] += 1
        heading, text, name = "", a.text("text"), a.text("name")
        if kind == "concept":
            concept = catalogue.get(a.text("concept"))
            name = a.text("concept")
            heading = (title(concept) if concept.name or concept.terms else "") if concept else name
            text = concept.definition if concept else ""
        number = f"{kind[0].upper()}{counts[kind]}"
        result.append(Entry(a, kind, number, heading, text, name, tuple(uses.get(a.id, ()))))
    return tuple(result)


def _suggestions(
    reading: Sequence[Annotation], entries: Sequence[Entry], catalogue: Mapping[str, Concept]
) -> tuple[Suggestion, ...]:
    known = {e.name for e in entries if e.kind == "concept"}
    result = []
    for a in reading:
        id = a.text("concept")
        on_page = a.anchor.is_document or a.anchor.step is not None
        if a.layer == CONCEPT and a.status is Status.SUGGESTED and on_page and id and id not in known:
            concept = catalogue.get(id)
            words = title(concept) if concept else id
            result.append(Suggestion(a, id, words, a.confidence, a.text("evidence"), a.anchor.step))
    return tuple(result)
