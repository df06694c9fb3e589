"""A mathematics problem's entries (its concepts and hints, in order) and their links to the steps of the solution.

Entries stand in the order in which the solution first uses them; entries that no step uses stand where they were put.
Every builder takes all annotations of the document, and gives the command; nothing here changes a state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from construal.annotation import actions
from construal.annotation.actions import Author
from construal.annotation.anchor import DOCUMENT, at_step
from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.commands import Edit
from construal.annotation.document import Document
from construal.annotation.errors import CommandError
from construal.annotation.layer import CONCEPT, HINT, STEP
from construal.annotation.reading import decisions


def entries(annotations: Iterable[Annotation]) -> list[Annotation]:
    """The entries among one annotator's decisions about a problem, in order."""
    found = [a for a in annotations if a.layer in (CONCEPT, HINT) and a.anchor.is_document and a.is_decided]
    return sorted(found, key=lambda a: (_order(a) is None, _order(a) or 0, a.id))


def links(annotations: Iterable[Annotation]) -> dict[int, list[Annotation]]:
    """The entries that each step uses, in order, by the 0-based step; steps that use none are left out.

    A link to an entry that another has taken the place of leads to that other; one that leads nowhere is left out.
    """
    decided = list(annotations)
    lead = _Lead(decided)
    by_step: dict[int, list[Annotation]] = {}
    for link in _links(decided):
        step, entry = link.anchor.step, lead.to(link)
        if step is not None and entry is not None:
            used = by_step.setdefault(step, [])
            if entry not in used:
                used.append(entry)
    return dict(sorted(by_step.items()))


def first_uses(annotations: Iterable[Annotation]) -> dict[int, int]:
    """The 0-based step that first uses each entry, by the entry's id; unused entries are left out."""
    first: dict[int, int] = {}
    for step, used in links(annotations).items():
        for entry in used:
            first.setdefault(entry.id, step)
    return first


def follows_first_use(annotations: Iterable[Annotation]) -> bool:
    """Whether the entries stand in the order in which the solution first uses them."""
    decided = list(annotations)
    first = first_uses(decided)
    steps = [first[e.id] for e in entries(decided) if e.id in first]
    return steps == sorted(steps)


def link(
    document: Document, annotations: Iterable[Annotation], step: int, entry: int, *,
    annotator: str, new_id: Callable[[], int], time: int,
) -> Edit:  # fmt: skip
    """Say that a step uses an entry; entries are put in order of first use again where that changes it.

    Raises CommandError for a step or entry that is not there, or a link that is there already.
    """
    draft = _Draft(document, annotations, Author(annotator, new_id, time))
    found = draft.entry(entry)
    draft.check_step(step)
    if draft.link_of(step, found) is not None:
        raise CommandError(f"Step {step + 1} already uses ‘{_title(found)}’.")
    orders = [_order(each) or 0 for each in draft.links if each.anchor.step == step]
    values: dict[str, Value] = {"entry": found.id, "order": max(orders, default=-1) + 1}
    draft.add(Annotation(id=0, document=document.id, layer=STEP, anchor=at_step(step), values=values))
    return draft.edit(f"Link ‘{_title(found)}’ to step {step + 1}")


def unlink(
    document: Document, annotations: Iterable[Annotation], step: int, entry: int, *,
    annotator: str, new_id: Callable[[], int], time: int,
) -> Edit:  # fmt: skip
    """Say that a step does not use an entry; the entry stays. Raises CommandError where there is no such link."""
    draft = _Draft(document, annotations, Author(annotator, new_id, time))
    found = draft.entry(entry)
    draft.check_step(step)
    link = draft.link_of(step, found)
    if link is None:
        raise CommandError(f"Step {step + 1} does not use ‘{_title(found)}’.")
    draft.remove(link)
    return draft.edit(f"Unlink ‘{_title(found)}’ from step {step + 1}")


def add_concept(
    document: Document, annotations: Iterable[Annotation], concept: str, *,
    annotator: str, new_id: Callable[[], int], time: int,
) -> Edit:  # fmt: skip
    """Add a concept of the catalogue as the last entry. Raises CommandError where it is an entry already."""
    draft = _Draft(document, annotations, Author(annotator, new_id, time))
    if any(e.layer == CONCEPT and e.get("concept") == concept for e in draft.entries):
        raise CommandError(f"‘{concept}’ is already among the concepts of {document.name}.")
    draft.add_entry(CONCEPT, {"concept": concept})
    return draft.edit(f"Add the concept ‘{concept}’")


def add_hint(
    document: Document, annotations: Iterable[Annotation], text: str, *,
    annotator: str, new_id: Callable[[], int], time: int,
) -> Edit:  # fmt: skip
    """Add a hint as the last entry, with the next free name. Raises CommandError for a hint without text."""
    _check_text(text, document)
    everything = list(annotations)
    draft = _Draft(document, everything, Author(annotator, new_id, time))
    # Names of other annotators' hints are taken too, so that two people's work can stand in one file.
    name = hint_name(document.name, (a.text("name") for a in everything if a.layer == HINT))
    draft.add_entry(HINT, {"name": name, "text": text})
    return draft.edit(f"Add the hint ‘{_short(text)}’")


def edit_hint(
    document: Document, annotations: Iterable[Annotation], hint: int, text: str, *,
    annotator: str, new_id: Callable[[], int], time: int,
) -> Edit:  # fmt: skip
    """Write a hint anew. Raises CommandError for an entry that is no hint, or a hint without text."""
    _check_text(text, document)
    draft = _Draft(document, annotations, Author(annotator, new_id, time))
    found = draft.entry(hint)
    if found.layer != HINT:
        raise CommandError(f"‘{_title(found)}’ is a concept; change it in the catalogue.")
    draft.change(found, text=text)
    return draft.edit(f"Edit the hint ‘{_short(text)}’")


def move_entry(
    document: Document, annotations: Iterable[Annotation], entry: int, by: int, *,
    annotator: str, new_id: Callable[[], int], time: int,
) -> Edit:  # fmt: skip
    """Move an entry `by` places, back where negative. Raises CommandError where first use fixes the order."""
    draft = _Draft(document, annotations, Author(annotator, new_id, time))
    found = draft.entry(entry)
    place = draft.entries.index(found)
    target = place + by
    if not 0 <= target < len(draft.entries) or by == 0:
        raise CommandError(f"‘{_title(found)}’ is entry {place + 1} of {len(draft.entries)} and cannot move by {by}.")
    wanted = [*draft.entries]
    wanted.insert(target, wanted.pop(place))
    first = draft.first_uses()
    passed = draft.entries[min(place, target) : max(place, target) + 1]
    for other in passed:
        here, there = first.get(found.id), first.get(other.id)
        if here is not None and there is not None and here != there:
            raise CommandError(
                f"‘{_title(found)}’ is first used in step {here + 1} and ‘{_title(other)}’ in step {there + 1}; "
                "entries stand in the order of their first use, so change the links instead."
            )
    draft.put_in_order(wanted)
    return draft.edit(f"Move ‘{_title(found)}’ {'back' if by < 0 else 'on'}")


def remove_entry(
    document: Document, annotations: Iterable[Annotation], entry: int, *,
    annotator: str, new_id: Callable[[], int], time: int,
) -> Edit:  # fmt: skip
    """Take an entry and its links away. Raises CommandError for an entry that is not there."""
    draft = _Draft(document, annotations, Author(annotator, new_id, time))
    found = draft.entry(entry)
    for link in [each for each in draft.links if draft.lead.to(each) == found]:
        draft.remove(link)
    draft.remove(found)
    return draft.edit(f"Remove ‘{_title(found)}’")


def hint_name(problem: str, taken: Iterable[str]) -> str:
    """The name of a new hint of a problem: `H_Sequence_3_4` for the fourth of P_Sequence_3."""
    stem = "H_" + problem.removeprefix("P_")
    numbers = [int(n) for t in taken if t.startswith(stem + "_") and (n := t[len(stem) + 1 :]).isdecimal()]
    return f"{stem}_{max(numbers, default=0) + 1}"


class _Lead:
    """Where the links of some decisions lead, replaced entries taken into account."""

    def __init__(self, decided: Sequence[Annotation]) -> None:
        self.entries = {e.id: e for e in entries(decided)}
        self.successors = {a.replaces: a.id for a in decided if a.replaces is not None}

    def to(self, link: Annotation) -> Annotation | None:
        """The entry that a link means, None where there is none."""
        id = link.get("entry")
        walked: set[Value] = set()
        while id not in self.entries and id in self.successors and id not in walked:
            walked.add(id)
            id = self.successors[int(id)] if isinstance(id, int) else None
        return self.entries.get(id) if isinstance(id, int) else None


class _Draft:
    """The annotator's entries and links while a command is put together."""

    def __init__(self, document: Document, annotations: Iterable[Annotation], author: Author) -> None:
        everything = list(annotations)
        self.document = document
        self.author = author
        self.decided = decisions(everything, author.name)
        self.history = [a for a in everything if a not in self.decided]
        self._put: dict[int, Annotation] = {}
        self._drop: list[int] = []
        self._settle()

    def _settle(self) -> None:
        self.entries = entries(self.decided)
        self.links = _links(self.decided)
        self.lead = _Lead(self.decided)
        # A statement that is not seen any more may still be the one that a link names.
        for a in self.history:
            if a.replaces is not None:
                self.lead.successors.setdefault(a.replaces, a.id)

    def first_uses(self) -> Mapping[int, int]:
        first: dict[int, int] = {}
        for link in sorted(self.links, key=lambda each: each.anchor.step or 0):
            entry = self.lead.to(link)
            if entry is not None:
                first.setdefault(entry.id, link.anchor.step or 0)
        return first

    def entry(self, id: int) -> Annotation:
        """The entry with this id, or the one that has taken its place."""
        found = self.lead.to(Annotation(id=0, document=0, layer=STEP, anchor=DOCUMENT, values={"entry": id}))
        if found is None:
            raise CommandError(f"{self.document.name} has no entry {id}; it may have been removed.")
        return found

    def check_step(self, step: int) -> None:
        steps = len(self.document.problem.steps) if self.document.problem else 0
        if not 0 <= step < steps:
            raise CommandError(f"{self.document.name} has {steps} steps, so there is no step {step + 1}.")

    def link_of(self, step: int, entry: Annotation) -> Annotation | None:
        return next((k for k in self.links if k.anchor.step == step and self.lead.to(k) == entry), None)

    def add(self, bare: Annotation) -> None:
        """Add a new statement; its id, annotator and times are the author's."""
        made = actions.create(bare.document, bare.layer, bare.anchor, dict(bare.values), self.author).put[0]
        self.decided.append(made)
        self._put[made.id] = made
        self._settle()

    def add_entry(self, layer: str, values: dict[str, Value]) -> None:
        orders = [order for e in self.entries if (order := _order(e)) is not None]
        values["order"] = max(orders, default=-1) + 1
        self.add(Annotation(id=0, document=self.document.id, layer=layer, anchor=DOCUMENT, values=values))

    def change(self, annotation: Annotation, **values: Value) -> None:
        """Change values of a statement: in place where it is the author's, else as the author's own version."""
        status = annotation.status if annotation.annotator == self.author.name else Status.GOLD
        after = actions.own(annotation, self.author, status=status, values={**annotation.values, **values})
        self.decided[self.decided.index(annotation)] = after
        self._put[after.id] = after
        self._settle()

    def remove(self, annotation: Annotation) -> None:
        edit = actions.remove(annotation, self.author)
        self.decided.remove(annotation)
        self._drop += edit.drop
        self._put.update((a.id, a) for a in edit.put)
        self._settle()

    def put_in_order(self, wanted: Sequence[Annotation]) -> None:
        """Give the entries the orders that put them in this sequence; orders they have are reused where they can be."""
        orders = [_order(e) for e in self.entries]
        fit = [o for o in orders if o is not None]
        if len(fit) < len(orders) or any(a >= b for a, b in pairwise(fit)):
            fit = list(range(len(wanted)))
        for entry, order in zip(wanted, fit, strict=True):
            if _order(entry) != order:
                self.change(entry, order=order)

    def edit(self, label: str) -> Edit:
        """The command; used entries trade places first where they do not stand in the order of first use."""
        first = self.first_uses()
        used = [e for e in self.entries if e.id in first]
        by_use = sorted(used, key=lambda e: first[e.id])
        if by_use != used:
            following = iter(by_use)
            self.put_in_order([next(following) if e.id in first else e for e in self.entries])
        return Edit(label=label, put=tuple(self._put.values()), drop=tuple(self._drop))


def _links(decided: Iterable[Annotation]) -> list[Annotation]:
    found = [a for a in decided if a.layer == STEP and a.anchor.step is not None and a.is_decided]
    return sorted(found, key=lambda a: (a.anchor.step or 0, _order(a) is None, _order(a) or 0, a.id))


def _order(annotation: Annotation) -> int | None:
    order = annotation.get("order")
    return order if isinstance(order, int) else None


def _check_text(text: str, document: Document) -> None:
    if not text.strip():
        raise CommandError(f"A hint of {document.name} needs a text; remove the hint if it is not wanted.")


def _title(entry: Annotation) -> str:
    return entry.text("concept") or entry.text("name") or _short(entry.text("text"))


def _short(text: str) -> str:
    flat = " ".join(text.replace("@@", "").split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
