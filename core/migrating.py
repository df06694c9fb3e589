"""A project's annotations brought to the current scheme: what follows by rule as one event, the rest asked one by one.

Nothing is kept beside the annotations: what was answered stands in them, so a list of questions may be left and taken
up again, by anybody who opens the project.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from construal.annotation.annotation import Annotation, Value, now
from construal.annotation.commands import Change, Edit
from construal.annotation.errors import CommandError
from construal.annotation.layer import LEXICAL
from construal.annotation.reading import reading
from construal.annotation.renaming import Rule
from construal.annotation.scheme import load
from construal.annotation.snacs.migration import UNKNOWN, Construal, becomes, decide, is_older, moved
from construal.annotation.snacs.versions import (
    CURRENT,
    ORIGIN,
    SETTLED,
    Neighbours,
    Told,
    came_with_a_file,
    is_ours,
    labels_of,
    lexlemma,
    marked,
    number_of,
    settled,
    tell,
    unsettled,
)
from construal.core.migration_part import Found, Item, Part, Place, Renamed, Version

if TYPE_CHECKING:
    from construal.core.project import Project


_FEW = 24  # annotations of a change that are looked at one by one


class Migration:
    """What migrating a project would do, looked at once and kept up to date by `follow`.

    Rules are applied to everybody's statements, for they change no judgement; questions are asked about those that
    stand for the project's annotator.
    """

    def __init__(self, project: Project, *, documents: Sequence[int] | None = None) -> None:
        self.project = project
        self.annotator = project.annotator
        self._only = None if documents is None else frozenset(documents)
        self._neighbours: dict[str, Neighbours] = {}
        self._parts: dict[int, Part] = {}
        # Scheme, labels and language that say the same in the current version: nearly all of a corpus.
        self._unchanged: dict[tuple[str, Value, Value, str], Found] = {}
        self.refresh()

    @property
    def versions(self) -> Counter[Version]:
        """How many annotations with a role are in which version, and how sure that is."""
        return sum((part.versions for part in self._parts.values()), Counter())

    @property
    def renamed(self) -> list[Renamed]:
        """The annotations that get another name by rule, by document."""
        return [renamed for part in self._parts.values() for renamed in part.renamed.values() if renamed.rules]

    @property
    def moved(self) -> list[Renamed]:
        """The annotations that say the same in both versions, and only get the current version's name on them."""
        return [renamed for part in self._parts.values() for renamed in part.renamed.values() if not renamed.rules]

    @property
    def items(self) -> list[Item]:
        """The places where a person decides, by document and place."""
        return [item for part in self._parts.values() for item in part.items()]

    @property
    def answered(self) -> Counter[str]:
        """How many annotations a person has answered for, by rule."""
        return sum((part.answered for part in self._parts.values()), Counter())

    @property
    def decided(self) -> int:
        """How many annotations a person has answered for: what is done of the list."""
        return sum(part.decided for part in self._parts.values())

    def automatic(self) -> list[tuple[Rule, int]]:
        """The rules that would rename something, with how many annotations, in the order of the scheme's data."""
        counts = Counter(id for renamed in self.renamed for id in renamed.rules)
        return [(rule, counts[rule.id]) for rule in load(CURRENT).renamings if counts[rule.id]]

    def questions(self) -> list[tuple[str, str, int, int]]:
        """Id and question of every rule that a person is, or was, asked about, with how many are left and decided."""
        left = Counter(id for item in self.items for id in item.question.rules)
        done = self.answered
        asked = {rule.id: rule.question for rule in load(CURRENT).renamings} | {UNKNOWN: "What does this label mean?"}
        return [(id, text, left[id], done[id]) for id, text in asked.items() if left[id] or done[id]]

    def item(self, id: int) -> Item:
        """The item with this id. Raises CommandError where there is none, or none any more."""
        found = next((item for item in self.items if item.id == id), None)
        if found is None:
            raise CommandError(f"Nothing is asked about annotation {id}; ‘construal versions --list’ shows what is.")
        return found

    def place(self, item: Item) -> Place:
        """Where an item stands in its document."""
        document = self.project.document(item.annotation.document)
        anchor = item.annotation.anchor
        start, end = anchor.start or 0, anchor.end or 0
        index = document.sentences.at(start)
        first, last = int(document.sentences.start[index]), int(document.sentences.end[index])
        text = document.text
        words = anchor.text(text) or document.token(anchor.row or 0).form
        return Place(document.name, document.sentences.ids[index], text[first:start], words, text[end : max(end, last)])

    # --- changing ------------------------------------------------------------------------------------------

    def renaming(self) -> Edit | None:
        """The command that does all that follows by rule; None where nothing does."""
        time = now()
        every = (renamed for part in self._parts.values() for renamed in part.renamed.values())
        put = tuple(msgspec.structs.replace(renamed.after, modified=time) for renamed in every)
        return Edit(label=self._label(), put=put) if put else None

    def answer(self, item: Item, choice: Construal | None, *, why: str = "") -> Edit:
        """The command that answers an item; None keeps what it says. Raises SchemeError for an unknown label."""
        return decide(item.annotation, self.project.author(), item.question, choice, why=why)

    def apply(self) -> Change | None:
        """Do all that follows by rule as one event, one step to undo; None where nothing does."""
        command = self.renaming()
        if command is None:
            return None
        change = self.project.do(command)
        self.follow(change)
        return change

    def decide(self, item: Item, choice: Construal | None, *, why: str = "") -> Change:
        """Answer an item; None keeps what it says. Raises SchemeError for an unknown label."""
        change = self.project.do(self.answer(item, choice, why=why))
        self.follow(change)
        return change

    def declare(self, version: str) -> int:
        """Say which version the files' decisions were made in, as one event; gives how many said otherwise before.

        Labels that prove another version keep it, and what a person has decided stays. Raises SchemeError for a version
        that is no number.
        """
        load(CURRENT).era(version)  # refuses what is no version
        scheme = f"snacs-{number_of(version)}"
        found = (a for a in self._annotations(sorted(self._parts)) if came_with_a_file(a) and is_ours(a.scheme))
        said = [a for a in found if not {ORIGIN, SETTLED} & a.values.keys()]
        now_said = marked(msgspec.structs.replace(a, scheme=scheme) for a in said)
        changed = tuple(a for a, before in zip(now_said, said, strict=True) if a.scheme != before.scheme)
        if changed:
            label = f"Decisions of files are of SNACS {number_of(version)}"
            self._look(self.project.do(Edit(label=label, put=changed)).documents)
        return len(changed)

    # --- looking -------------------------------------------------------------------------------------------

    def handed_to(self, project: Project) -> Migration:
        """The same migration on another connection to the same file, for what a job has looked at."""
        self.project = project
        return self

    def follow(self, change: Change) -> None:
        """Take a change of the project into account.

        What neighbours say of an ambiguous label is as it was when all was looked at, so that one answer does not turn
        round the order in which the next are offered.
        """
        if change.records:
            self.refresh()
        elif LEXICAL in change.layers and len(change.annotations) <= _FEW:
            self._touch(change.annotations)
        elif LEXICAL in change.layers:
            self._look(change.documents)

    def refresh(self) -> None:
        """Look at the whole project again."""
        self.annotator = self.project.annotator
        self._parts.clear()
        self._neighbours = {label: Neighbours(rule) for label, rule in load(CURRENT).ambiguous.items()}
        records = {record.id for record in self.project.records()}
        self._look(records if self._only is None else self._only & records)

    def _look(self, ids: Iterable[int]) -> None:
        asked = sorted(ids if self._only is None else self._only.intersection(ids))
        by_document: defaultdict[int, list[Annotation]] = defaultdict(list)
        for annotation in self._annotations(asked):
            if is_ours(annotation.scheme):
                by_document[annotation.document].append(annotation)
        standing = {id: reading(by_document[id], self.annotator) for id in asked}
        for id in asked:
            for neighbours in self._neighbours.values():
                neighbours.replace(id, standing[id], self._lexlemma)
        for id in asked:
            language = self.project.record(id).language
            seen = {a.id for a in standing[id] if a.is_decided}
            part = self._parts[id] = Part()
            for annotation in by_document[id]:
                part.put(annotation.id, self._found(annotation, language, is_seen=annotation.id in seen))
        self._parts = dict(sorted(self._parts.items()))

    def _touch(self, ids: Iterable[int]) -> None:
        """Look again at some annotations, and at those that they take the place of."""
        touched = set(ids)
        known = [found for part in self._parts.values() for id in touched if (found := part.drop(id)) is not None]
        touched |= {found.replaces for found in known if found.replaces is not None}
        now = [a for id in touched if (a := self.project.tables.annotation(id)) is not None]
        over = {a.replaces for a in now if a.replaces is not None} - touched
        now += [a for id in over if (a := self.project.tables.annotation(id)) is not None]
        for annotation in now:
            part = self._parts.get(annotation.document)
            if part is None or annotation.layer != LEXICAL or not is_ours(annotation.scheme):
                continue
            start, end = annotation.anchor.start or 0, annotation.anchor.end or 0
            here = self.project.reading(annotation.document, layer=LEXICAL, start=start, end=max(end, start + 1))
            is_seen = any(a.id == annotation.id and a.is_decided for a in here)
            language = self.project.record(annotation.document).language
            part.put(annotation.id, self._found(annotation, language, is_seen=is_seen))

    def _annotations(self, ids: Sequence[int]) -> list[Annotation]:
        if len(ids) == 1:
            return self.project.annotations(ids[0], layer=LEXICAL)
        wanted = frozenset(ids)
        return [a for a in self.project.annotations(layer=LEXICAL) if a.document in wanted]

    def _found(self, annotation: Annotation, language: str, *, is_seen: bool) -> Found:
        """What there is to do about an annotation; its version counts, and a person is asked, where it is seen."""
        values = annotation.values
        key = (annotation.scheme, values.get("role"), values.get("function"), language)
        counts = is_seen and bool(values.get("role"))
        is_new = ORIGIN not in values and SETTLED not in values
        if is_new and key in self._unchanged and annotation.replaces is None:
            known = self._unchanged[key]
            renamed = Renamed(annotation, moved(annotation), ()) if is_older(annotation) else None
            if counts and renamed is None:
                return known
            return Found(known.version if counts else None, renamed=renamed)
        told = self._told(annotation, language)
        becoming = becomes(annotation, told, language=language)
        version = (told.version, told.certainty)
        is_unchanged = not becoming.rules and becoming.question is None
        if is_new and is_unchanged and not self._neighbours.keys() & set(key):
            self._unchanged[key] = Found(version)
        item = Item(annotation, told, becoming.question) if counts and becoming.question is not None else None
        return Found(
            version if counts else None,
            settled(annotation) if counts else (),
            Renamed(annotation, becoming.after, becoming.rules) if becoming.after is not None else None,
            item,
            annotation.replaces,
        )

    def _told(self, annotation: Annotation, language: str) -> Told:
        rule = unsettled(annotation)
        if rule is None:
            return tell(annotation, language=language)
        words = self._lexlemma(annotation)
        return tell(annotation, language=language, lexlemma=words, neighbours=self._neighbours[rule.label])

    def _lexlemma(self, annotation: Annotation) -> str:
        return lexlemma(self.project.document(annotation.document), annotation)

    def _label(self) -> str:
        names = ", ".join(f"{rule.label} → {rule.to[0]} {times:,}" for rule, times in self.automatic())
        return f"Migrate to SNACS {load(CURRENT).version}" + (f": {names}" if names else "")


def labels(annotation: Annotation) -> str:
    """An annotation's role and function as they are written."""
    found = labels_of(annotation)
    return str(Construal(found.get("role", ""), found.get("function", "")))
