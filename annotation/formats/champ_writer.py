"""Writing CHAMP: a file as it was with only what changed replaced, or the whole shape where there is no file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from construal.annotation import problem as problems
from construal.annotation.annotation import Annotation
from construal.annotation.catalogue import ancestors
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.champ_concepts import ConceptSection, concept_losses
from construal.annotation.formats.champ_layout import Json, Layout, layout_of
from construal.annotation.formats.champ_reader import FORMAT
from construal.annotation.formats.champ_shape import (
    SECTIONS,
    Contents,
    Entry,
    Lists,
    Problem,
    concepts_of,
    lists_of,
    opened,
    problem_of,
    without_marks,
)
from construal.annotation.formats.format import Export, Loss, Written
from construal.annotation.layer import CONCEPT, HINT, STEP


def write(export: Export) -> Written:
    """The problems of the export. Raises FormatError where it has none, or two of the same name."""
    ledger = [Loss(d.name, "the text, for it is no problem") for d in export.documents if d.problem is None]
    documents = {d.name: d for d in export.documents if d.problem is not None}
    if not documents:
        others = ".streusle.json, .conllulex, .jsonl or .txt"
        raise FormatError(f"CHAMP holds problems and none of the documents is one; choose {others}.")
    if len(documents) + len(ledger) < len(export.documents):
        raise FormatError("two problems have the same name and CHAMP knows problems by name; export them apart.")
    written = _Writing(export, documents, ledger)
    return Written(written.data(), ledger)


@dataclass(slots=True)
class _Base:
    """A file that problems were read from."""

    data: bytes
    contents: Contents
    lists: dict[str, Lists] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)


class _Writing:
    """One file in the making."""

    def __init__(self, export: Export, documents: Mapping[str, Document], ledger: list[Loss]) -> None:
        self.export = export
        self.documents = documents
        self.ledger = ledger
        self.changed = False
        self.bases = self._read_bases()
        self.hints: dict[str, str] = {}  # texts by the names they are written under
        self.hints_of: dict[str, list[str]] = {}
        self.lists = {name: self._lists(document) for name, document in documents.items()}

    def data(self) -> bytes:
        sections: dict[str, Json] = {
            "problems": self._problems(), "concepts": self._concepts(), "hints": self._hints(),
        }  # fmt: skip
        if len(self.bases) == 1 and not self.changed:
            return self.bases[0].data
        if not self.bases:
            return Layout().written(sections)
        contents = self.bases[0].contents
        layout = layout_of(contents.body)
        top: dict[str, Json] = {key: sections.pop(key, raw) for key, raw in contents.top.items()}
        return layout.written({**top, **{key: sections[key] for key in SECTIONS if sections.get(key)}})

    def _read_bases(self) -> list[_Base]:
        bases: list[_Base] = []
        for sha in dict.fromkeys(d.source for d in self.documents.values() if d.format == FORMAT):
            data = self.export.source(sha)
            if data is None:
                continue
            contents = opened(data, sha, _silent)
            base = _Base(data, contents)
            for key in contents.sections["problems"]:
                found = problem_of(contents, key, _silent)
                document = self.documents.get(key)
                if found is not None:
                    base.lists[key] = lists_of(key, found, contents, _silent)
                    if document is not None and document.source == sha:
                        base.problems[key] = found
            bases.append(base)
        self.changed = len(bases) != 1 or len(bases[0].problems) != len(self.documents)
        return bases

    # Problems

    def _problems(self) -> dict[str, Json]:
        out: dict[str, Json] = {}
        for base in self.bases:
            for key, raw in base.contents.sections["problems"].items():
                if key in base.problems:
                    out[key] = self._edited(key, raw, base)
                elif key in base.lists:
                    self.changed = True
                elif base is self.bases[0]:
                    out[key] = raw  # it could not be read, so it is not ours to drop
        for key, document in self.documents.items():
            if key not in out:
                out[key] = self._made(key, document)
        return out

    def _edited(self, key: str, raw: msgspec.Raw, base: _Base) -> Json:
        lists, before = self.lists[key], base.lists[key]
        ids = [e.id for e in lists.entries]
        if ids == [e.id for e in before.entries] and lists.steps == before.steps:
            return raw
        self.changed = True
        fields: dict[str, Json] = {**msgspec.json.decode(raw, type=dict[str, msgspec.Raw])}
        solution: dict[str, Json] = {**_object(fields.get("solution"))}
        steps: list[Json] = []
        read = base.problems[key].solution.steps
        for step, used, had in zip(_array(solution.get("steps")), lists.steps, read, strict=True):
            replaced = step if list(used) == had.ch_idxs else {**_object(step), "ch_idxs": list(used)}
            steps.append(replaced)
        if steps:
            fields["solution"] = {**solution, "steps": steps}
        return {**fields, "ch_list": ids}

    def _made(self, key: str, document: Document) -> Json:
        parts = document.problem
        assert parts is not None
        self.changed = True
        lists = self.lists[key]

        def both(name: str, span: tuple[int, int]) -> dict[str, Json]:
            raw = document.text[span[0] : span[1]]
            return {f"_raw_{name}": raw, f"_{name}": without_marks(raw)}

        steps: list[Json] = [
            {**both("text", span), "ch_idxs": list(used)} for span, used in zip(parts.steps, lists.steps, strict=True)
        ]
        return {
            "identifier": key,
            **both("text", parts.statement),
            "category": parts.category,
            "solution": {"steps": steps},
            **both("answer", parts.answer or (0, 0)),
            "ch_list": [e.id for e in lists.entries],
            "fws_annotations": {},
            "conversations": {},
        }

    def _lists(self, document: Document) -> Lists:
        """What the decisions say of a problem; what CHAMP has no place for goes into the ledger."""
        decided = self.export.annotations.get(document.id, ())
        kept: list[Entry] = []
        places: dict[int, int] = {}
        for entry in problems.entries(decided):
            made = self._entry(entry, document)
            if not made.id:
                self.ledger.append(Loss(document.name, "a concept that is linked to none of the catalogue"))
                continue
            places[entry.id] = next((at for at, e in enumerate(kept) if e.id == made.id), len(kept))
            if places[entry.id] == len(kept):
                kept.append(made)
        linked = problems.links(decided)
        count = len(document.problem.steps) if document.problem else 0
        steps = [
            tuple(dict.fromkeys(places[e.id] for e in linked.get(step, ()) if e.id in places)) for step in range(count)
        ]
        others = Counter(a.layer for a in decided if not _is_carried(a))
        for layer, number in sorted(others.items()):
            self.ledger.append(Loss(document.name, f"annotations of the layer ‘{layer}’ on words or parts", number))
        return Lists(tuple(kept), tuple(steps))

    def _entry(self, entry: Annotation, document: Document) -> Entry:
        if entry.layer == CONCEPT:
            return Entry(entry.text("concept"), is_hint=False)
        name, text = entry.text("name"), entry.text("text")
        listed = self.hints_of.setdefault(document.name, [])
        if not name or self.hints.get(name, text) != text or name in listed:
            # Another hint has this name already: two people wrote one each, or it came without.
            taken = {*self.hints, *(key for base in self.bases for key in base.contents.hints)}
            name = problems.hint_name(document.name, taken)
        self.hints[name] = text
        listed.append(name)
        return Entry(name, is_hint=True, text=text)

    # Hints and concepts

    def _hints(self) -> dict[str, Json]:
        out: dict[str, Json] = {}
        last: dict[str, str] = {}  # the hint after which a problem's new ones stand
        for base in self.bases:
            used_before = {e.id for lists in base.lists.values() for e in lists.entries}
            for key, raw in base.contents.sections["hints"].items():
                known = base.contents.hints.get(key)
                if key in self.hints:
                    text = self.hints[key]
                    if known is not None and known.raw_text == text:
                        out.setdefault(key, raw)
                    else:
                        self.changed = True
                        fields = _object(raw)
                        out[key] = {**fields, "_raw_text": text, "_text": without_marks(text)}
                elif known is None or key not in used_before:
                    out.setdefault(key, raw)
                else:
                    self.changed = True
        for name, listed in self.hints_of.items():
            for key in listed:
                if key in out:
                    last[name] = key
        new = {
            name: [key for key in listed if key not in out and self.hints[key]]
            for name, listed in self.hints_of.items()
        }
        for name, keys in new.items():
            for key in keys:
                self.changed = True
                text = self.hints[key]
                made: Json = {"identifier": key, "_raw_text": text, "_text": without_marks(text)}
                out = _inserted(out, key, made, after=last.get(name))
                last[name] = key
        return out

    def _concepts(self) -> dict[str, Json]:
        catalogue = self.export.concepts
        used = dict.fromkeys(e.id for lists in self.lists.values() for e in lists.entries if not e.is_hint)
        needed = dict(used)
        for id in used:
            needed.update(dict.fromkeys(ancestors(id, catalogue)))
        section = ConceptSection(catalogue)
        for base in self.bases:
            section.add_source(base.contents.sections["concepts"], concepts_of(base.contents, _silent), keep=needed)
        for concept in catalogue.values():
            if concept.id in needed or (not concept.source and concept.definition):
                section.add(concept)
        if section.changed:
            self.changed = True
        self.ledger += concept_losses(catalogue[id] for id in section.out if id in catalogue)
        left = sum(1 for c in catalogue.values() if c.id not in section.out and not c.source)
        if left:
            self.ledger.append(Loss("catalogue", "concepts that no problem uses and that have no definition", left))
        return section.out


def _silent(pointer: str, message: str) -> None:
    """What is odd about a source was told when it was read."""


def _is_carried(annotation: Annotation) -> bool:
    if annotation.layer == STEP:
        return annotation.anchor.step is not None
    return annotation.layer in (CONCEPT, HINT) and annotation.anchor.is_document


def _inserted(out: dict[str, Json], key: str, value: Json, *, after: str | None) -> dict[str, Json]:
    if after is None or after not in out:
        return {**out, key: value}
    result: dict[str, Json] = {}
    for known, kept in out.items():
        result[known] = kept
        if known == after:
            result[key] = value
    return result


def _object(value: Json) -> dict[str, msgspec.Raw]:
    if not isinstance(value, msgspec.Raw):
        return {}
    found: dict[str, msgspec.Raw] = msgspec.json.decode(value, type=dict[str, msgspec.Raw])
    return found


def _array(value: Json) -> list[msgspec.Raw]:
    if not isinstance(value, msgspec.Raw):
        return []
    found: list[msgspec.Raw] = msgspec.json.decode(value, type=list[msgspec.Raw])
    return found
