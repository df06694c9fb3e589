"""What a person does, one short function each: every function builds the command that does it.

A statement that belongs to its author is changed in place and keeps its id; anybody else's (a model's, a file's) stays
as it is, and the author's own version takes its place in the author's reading.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.commands import Edit
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import rows_of
from construal.annotation.snacs.relations import KEYS, Relation, values_of
from construal.annotation.snacs.versions import CURRENT, ORIGIN, SETTLED, WHY, chosen

LABELS = ("role", "function", "supersense")


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts, where new ids come from, and when (milliseconds since 1970)."""

    name: str
    new_id: Callable[[], int]
    time: int


def own(annotation: Annotation, author: Author, **changes: Any) -> Annotation:
    """The author's version of a statement, with these fields changed."""
    if annotation.annotator == author.name and author.name:
        return msgspec.structs.replace(annotation, modified=author.time, **changes)
    fields = {"replaces": annotation.id, "created": author.time, "modified": author.time, **changes}
    return msgspec.structs.replace(annotation, id=author.new_id(), annotator=author.name, **fields)


def accept(annotation: Annotation, author: Author) -> Edit:
    """Decide as it stands; where it came from and how sure that was stay on record."""
    return Edit(label=f"Accept {name(annotation)}", put=(own(annotation, author, status=Status.GOLD),))


def relabel(annotation: Annotation, author: Author, *, scheme: str = "", **values: Value) -> Edit:
    """Decide with these values in place of the present ones; a value of None is left out.

    `scheme` is that of the labels, where all of them are chosen anew; else the statement keeps its own.
    """
    merged = {**annotation.values, **values}
    kept: dict[str, Value] = {key: value for key, value in merged.items() if value is not None}
    kept.pop("target", None) if any(values.get(key) for key in LABELS) else None
    if scheme:
        kept = chosen(annotation, kept)
    after = own(annotation, author, status=Status.GOLD, values=kept, scheme=scheme or annotation.scheme)
    return Edit(label=f"{name(annotation) or 'Unlabelled'} → {name(after) or 'no label'}", put=(after,))


def reject(annotation: Annotation, author: Author) -> Edit:
    """Answer no: the label is wrong, and the place stays open."""
    return Edit(label=f"Reject {name(annotation)}", put=(own(annotation, author, status=Status.REJECTED),))


def not_target(annotation: Annotation, author: Author) -> Edit:
    """Decide that there is nothing to annotate at this place."""
    values: dict[str, Value] = {"target": False}
    if annotation.layer == LEXICAL:
        values["strength"] = annotation.get("strength") or "single"
    after = own(annotation, author, status=Status.GOLD, values=values)
    return Edit(label=f"Not a target: {name(annotation)}", put=(after,))


def create(
    document: int, layer: str, anchor: Anchor, values: dict[str, Value], author: Author, *, scheme: str = ""
) -> Edit:
    """A new decision at a place."""
    annotation = Annotation(
        id=author.new_id(), document=document, layer=layer, anchor=anchor, values=values,
        annotator=author.name, scheme=scheme, created=author.time, modified=author.time,
    )  # fmt: skip
    return Edit(label=f"Add {name(annotation) or layer}", put=(annotation,))


def remove(annotation: Annotation, author: Author) -> Edit:
    """Take a statement away: an own one is dropped, anybody else's is answered with nothing in its place."""
    label = f"Remove {name(annotation) or annotation.layer}"
    if annotation.annotator == author.name and author.name and annotation.replaces is None:
        return Edit(label=label, drop=(annotation.id,))
    return Edit(label=label, put=(own(annotation, author, status=Status.REJECTED, values={}),))


def doubt(annotation: Annotation, author: Author, flag: bool) -> Edit:
    """Set or clear the doubt flag."""
    verb = "Doubt" if flag else "No doubt about"
    return Edit(label=f"{verb} {name(annotation)}", put=(own(annotation, author, doubt=flag),))


def note(annotation: Annotation, author: Author, text: str) -> Edit:
    """Write, change or clear the note."""
    return Edit(label=f"Note on {name(annotation)}", put=(own(annotation, author, note=text),))


def join(
    document: Document,
    rows: Sequence[int],
    strength: Literal["strong", "weak"],
    standing: Sequence[Annotation],
    author: Author,
) -> Edit:
    """A multiword expression over token rows of one sentence.

    A strong one takes the place of the strong and single expressions it meets (a token is in one of them at most) and
    keeps the label of the first; a weak one takes the place of the weak ones it meets.
    """
    mine, meets = set(rows), ("weak",) if strength == "weak" else ("single", "strong")
    met = [
        a for a in standing
        if a.layer == LEXICAL and a.text("strength") in meets and mine.intersection(document.tokens.rows_of(a.anchor))
    ]  # fmt: skip
    values: dict[str, Value] = {"strength": strength}
    if strength == "strong" and met and met[0].is_decided:
        values |= {key: met[0].get(key) for key in (*LABELS, ORIGIN, SETTLED, WHY) if met[0].get(key)}
    annotation = Annotation(
        id=author.new_id(), document=document.id, layer=LEXICAL, anchor=document.anchor_of(list(rows)), values=values,
        annotator=author.name, scheme=met[0].scheme if met else CURRENT, created=author.time, modified=author.time,
    )  # fmt: skip
    gone = [remove(a, author) for a in met]
    return Edit(
        label=f"Join «{annotation.anchor.text(document.text)}»",
        put=(annotation, *(a for edit in gone for a in edit.put)),
        drop=tuple(id for edit in gone for id in edit.drop),
    )


def take_apart(annotation: Annotation, author: Author) -> Edit:
    """No multiword expression here."""
    return msgspec.structs.replace(remove(annotation, author), label=f"Take apart {name(annotation)}".rstrip())


def link(annotation: Annotation, concept: str, author: Author, *, canonical: str = "") -> Edit:
    """Say which concept of the catalogue a mention names; this decides a suggestion, too."""
    values = {**annotation.values, "concept": concept}
    if canonical:
        values["canonical"] = canonical
    return Edit(label=f"Link to {concept}", put=(own(annotation, author, status=Status.GOLD, values=values),))


def relate(
    document: Document, annotation: Annotation, author: Author, relation: Relation, *, joined: Collection[int] = ()
) -> Edit:
    """State governor, object and configuration; what the tree says anyway is not stated, and no label is decided."""
    anchor = annotation.anchor
    rows = rows_of(document, anchor) or []
    kept = {key: value for key, value in annotation.values.items() if key not in KEYS}
    values = {**kept, **values_of(document, rows, relation, anchor=anchor, joined=joined)}
    label = f"Governor and object of «{document.words_at(anchor)}»"
    return Edit(label=label, put=(own(annotation, author, values=values),))


def name(annotation: Annotation) -> str:
    """A statement's label in a few characters: `Cost ↝ Locus`, `n.PERSON`, a concept's id or wording."""
    role, function = annotation.text("role"), annotation.text("function")
    if role:
        return role if function in ("", role) else f"{role} ↝ {function}"
    keys = ("supersense", "concept", "canonical", "name")
    return next((annotation.text(key) for key in keys if annotation.get(key)), "")
