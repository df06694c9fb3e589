"""The shape of CHAMP's JSON, and what of it is read. Knows no documents and no annotations."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from construal.annotation.catalogue import Concept
from construal.annotation.errors import FormatError
from construal.annotation.formats.encoding import decoded

SECTIONS = ("problems", "concepts", "hints")
_UNREADABLE_AT = re.compile(r"\(byte (\d+)\)")


class Step(msgspec.Struct):
    """A step of a solution. `ch_idxs` are 0-based places in the problem's `ch_list`."""

    raw_text: str = msgspec.field(name="_raw_text", default="")
    ch_idxs: list[int] = []


class Solution(msgspec.Struct):
    """The steps."""

    steps: list[Step] = []


class Problem(msgspec.Struct):
    """A problem without the models' conversations, which stay in the file."""

    raw_text: str = msgspec.field(name="_raw_text")
    category: str = ""
    solution: Solution = msgspec.field(default_factory=Solution)
    raw_answer: str | None = msgspec.field(name="_raw_answer", default=None)
    ch_list: list[str] = []
    identifier: str = ""


class Hint(msgspec.Struct):
    """A hint: a text that belongs to one problem."""

    raw_text: str = msgspec.field(name="_raw_text")
    identifier: str = ""


class EmbeddedConcept(msgspec.Struct):
    """A concept with its parent inside it, and that with its own."""

    raw_text: str = msgspec.field(name="_raw_text")
    name: str | None = None
    category: str = ""
    parent: EmbeddedConcept | None = None
    identifier: str = ""


Tell = Callable[[str, str], None]  # a JSON pointer and what is odd there


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a problem: a concept's id, or a hint's id and text."""

    id: str
    is_hint: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """What a problem says of its entries: all in order, and for each step the places of those it uses."""

    entries: tuple[Entry, ...]
    steps: tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class Contents:
    """A file as read: its top level in order, each section's entities in order, not yet looked into."""

    top: dict[str, msgspec.Raw]
    sections: dict[str, dict[str, msgspec.Raw]]
    body: bytes
    hints: dict[str, Hint] = field(default_factory=dict)


def opened(data: bytes, file: str, tell: Tell) -> Contents:
    """The sections of a file. Raises FormatError where it is no JSON, or has none of CHAMP's sections."""
    body = _as_utf8(data, file)
    try:
        top = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except msgspec.ValidationError as error:
        raise FormatError("this is no CHAMP but other JSON; choose a file such as v0.json.", file) from error
    except msgspec.DecodeError as error:
        at = _UNREADABLE_AT.search(str(error))
        line = body.count(b"\n", 0, int(at[1])) + 1 if at else 0
        told = str(error).removeprefix("JSON is malformed: ")
        raise FormatError(f"this is no JSON ({told}); choose a file such as v0.json.", file, line=line) from error
    sections: dict[str, dict[str, msgspec.Raw]] = {}
    for name in SECTIONS:
        try:
            sections[name] = msgspec.json.decode(top[name], type=dict[str, msgspec.Raw]) if name in top else {}
        except msgspec.ValidationError as error:
            raise FormatError(f"this is no CHAMP: ‘{name}’ does not hold entities by id.", file) from error
    if not any(sections.values()):
        raise FormatError("this is no CHAMP: it has no problems, concepts or hints by id.", file)
    for name in SECTIONS:
        if name not in top:
            tell(f"/{name}", "the section is missing; read as empty.")
    contents = Contents(top, sections, body)
    for key, raw in sections["hints"].items():
        hint = entity(raw, Hint, f"/hints/{key}", tell)
        if hint is not None:
            contents.hints[key] = hint
            _check_key(key, hint.identifier, f"/hints/{key}", tell)
    return contents


def problem_of(contents: Contents, key: str, tell: Tell) -> Problem | None:
    """A problem, or None and a word where it does not have the shape."""
    pointer = f"/problems/{key}"
    problem = entity(contents.sections["problems"][key], Problem, pointer, tell)
    if problem is not None:
        _check_key(key, problem.identifier, pointer, tell)
    return problem


def lists_of(key: str, problem: Problem, contents: Contents, tell: Tell) -> Lists:
    """A problem's entries, each once, and which of them each step uses; what leads nowhere is told and left out."""
    entries: list[Entry] = []
    places: list[int] = []  # of each item of ch_list among the entries
    for place, id in enumerate(problem.ch_list):
        pointer = f"/problems/{key}/ch_list/{place}"
        known = next((at for at, e in enumerate(entries) if e.id == id), None)
        if known is not None:
            tell(pointer, f"‘{id}’ is listed twice; read once.")
            places.append(known)
            continue
        hint = contents.hints.get(id)
        if hint is None and id not in contents.sections["concepts"]:
            tell(pointer, f"‘{id}’ is neither a concept nor a hint of the file; kept by its id.")
        places.append(len(entries))
        entries.append(Entry(id, hint is not None or id.startswith("H_"), hint.raw_text if hint else ""))
    steps: list[tuple[int, ...]] = []
    for number, step in enumerate(problem.solution.steps):
        used: list[int] = []
        for at, index in enumerate(step.ch_idxs):
            pointer = f"/problems/{key}/solution/steps/{number}/ch_idxs/{at}"
            if not 0 <= index < len(places):
                tell(pointer, f"{index} is no place in the list of {len(places)}; left out.")
            elif places[index] in used:
                tell(pointer, f"{index} is given twice; read once.")
            else:
                used.append(places[index])
        steps.append(tuple(used))
    return Lists(tuple(entries), tuple(steps))


def concepts_of(contents: Contents, tell: Tell) -> dict[str, Concept]:
    """The concepts by id, each with the id of its parent; parents that are only embedded come after those listed.

    Where parents go round in a circle, the last of it to stand in the file has none.
    """
    found: dict[str, Concept] = {}
    embedded: dict[str, tuple[str, Concept]] = {}
    for key, raw in contents.sections["concepts"].items():
        pointer = f"/concepts/{key}"
        concept = entity(raw, EmbeddedConcept, pointer, tell)
        if concept is None:
            continue
        _check_key(key, concept.identifier, pointer, tell)
        found[key] = _concept(key, concept)
        parent = concept.parent
        while parent is not None:
            pointer += "/parent"
            embedded.setdefault(parent.identifier, (pointer, _concept(parent.identifier, parent)))
            if embedded[parent.identifier][1] != _concept(parent.identifier, parent):
                tell(pointer, f"two copies of ‘{parent.identifier}’ differ; the first is kept.")
            parent = parent.parent
    for id, (pointer, concept_inside) in embedded.items():
        if id not in found:
            tell(pointer, f"the parent ‘{id}’ is not among the concepts; taken from here.")
            found[id] = concept_inside
        elif found[id] != concept_inside:
            tell(pointer, f"the copy of ‘{id}’ differs from the concept itself; the concept is kept.")
    for id in list(found):
        walked = [id]
        while above := found[walked[-1]].broader:
            if above[0] in walked:
                tell(f"/concepts/{walked[-1]}/parent", f"the parents of ‘{above[0]}’ go round in a circle; cut here.")
                found[walked[-1]] = msgspec.structs.replace(found[walked[-1]], broader=())
                break
            walked.append(above[0])
    return found


T = TypeVar("T")


def entity(raw: msgspec.Raw, kind: type[T], pointer: str, tell: Tell) -> T | None:
    """An entity, or None and a word where it does not have the shape."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        inside = where.rstrip("`").replace(".", "/").replace("[", "/").replace("]", "")
        tell(pointer + inside, f"{what[:1].lower()}{what[1:]}; the entity was left out.")
        return None


def without_marks(raw: str) -> str:
    """CHAMP's `_text` for a `_raw_text`."""
    return raw.replace("@@", "")


def _concept(id: str, concept: EmbeddedConcept) -> Concept:
    return Concept(
        id=id,
        name=concept.name,
        definition=concept.raw_text,
        category=concept.category,
        broader=(concept.parent.identifier,) if concept.parent is not None else (),
    )


def _check_key(key: str, identifier: str, pointer: str, tell: Tell) -> None:
    if identifier != key:
        tell(pointer, f"the identifier ‘{identifier}’ differs from the key; the key is kept.")


def _as_utf8(data: bytes, file: str) -> bytes:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return decoded(data, file)[0].encode()
    return data.removeprefix(codecs.BOM_UTF8)
