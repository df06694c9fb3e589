"""Suggesters run over a project: what they propose, an event a document, never over a person's decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from construal.annotation.annotation import Annotation, Status, now
from construal.annotation.commands import Edit
from construal.annotation.document import Document
from construal.annotation.reading import reading
from construal.annotation.state import DocumentRecord
from construal.core import connection as connections
from construal.core import settings as preferences
from construal.core.contents import Contents
from construal.core.progress import Progress
from construal.core.suggest.suggester import FAULTS, PRECEDENTS, TAGGER, Suggester, load, suggestions
from construal.core.tables import Tables

if TYPE_CHECKING:
    from construal.core.project import Project
    from construal.core.suggest.tagger import TaggerSuggester

_AT_ONCE = 64  # documents in one transaction
_MOST_TOLD = 3  # documents on which one suggester fails
_TOGETHER = 1024  # sentences of documents that a model reads together
FLOOR = "frequency"
SAME_PLACES = frozenset({FLOOR, PRECEDENTS, TAGGER})  # what one of them says takes the place of what another said


@dataclass(frozen=True, slots=True)
class SuggestReport:
    """What was suggested: documents looked at, suggestions made, how many by whom, and suggesters that failed.

    `remarks` are sentences on what a person should know of it, such as which model was used in place of another.
    """

    documents: int
    annotations: int
    by_suggester: dict[str, int]
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the suggesters propose for one document, and a sentence for each that failed on it.

    `names` are the suggesters whose unanswered suggestions it takes the place of; `within` the code points of the
    document that it is about, None for all.
    """

    document: int
    annotations: tuple[Annotation, ...]
    faults: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    within: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Usable:
    """The suggesters that can be used, a sentence for each that cannot, and what else a person should know."""

    suggesters: tuple[Suggester, ...]
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def suggest(
    project: Project, documents: Sequence[int], *,
    layer: str | None, suggesters: Sequence[Suggester] | None, progress: Progress,
    model: str | None = None, expressions: str | None = None,
) -> SuggestReport:  # fmt: skip
    """Propose and commit; see `Project.suggest`."""
    if suggesters is None:
        found = usable(project, layer, model=model, expressions=expressions, progress=progress)
    else:
        found = Usable(tuple(suggesters))
    faults = list(found.faults)
    counts: Counter[str] = Counter()
    commands: list[Edit] = []
    run = project.new_id()
    for proposal in propose(project.path, found.suggesters, documents, annotator=project.annotator,
                            new_id=project.new_id, progress=progress):  # fmt: skip
        counts.update(a.source for a in proposal.annotations)
        faults += proposal.faults
        commands += edits(project, proposal)
        if len(commands) >= _AT_ONCE:
            project.do_all(commands, run=run)
            commands = []
    if commands:
        project.do_all(commands, run=run)
    return SuggestReport(len(documents), counts.total(), dict(counts), tuple(faults), found.remarks)


def usable(
    project: Project, layer: str | None, *,
    model: str | None = None, expressions: str | None = None, progress: Progress | None = None,
) -> Usable:  # fmt: skip
    """The suggesters of a layer (of all by default), made with what the project knows, and those that failed.

    `model` and `expressions` take the place of the person's settings.
    """
    from construal.core.knowledge import knowledge

    settings, _ = preferences.load()
    known = knowledge(
        project, layer, model=preferences.model(settings) if model is None else model,
        expressions_wanted=settings.expressions if expressions is None else expressions, progress=progress,
    )  # fmt: skip
    loaded = load(known)
    mine = tuple(s for s in loaded.suggesters if layer in (None, s.layer))
    return Usable(mine, tuple(loaded.faults), (*loaded.remarks, *_left_behind(project, mine)))


def _left_behind(project: Project, suggesters: Iterable[Suggester]) -> Iterator[str]:
    """A sentence for each model that the project taught something, but under other files of the same name."""
    if not project.tables.adaptations():
        return
    from construal.core.adaptation.kept import left_behind
    from construal.core.suggest.tagger import TaggerSuggester

    for suggester in suggesters:
        if isinstance(suggester, TaggerSuggester) and (told := left_behind(project, suggester.model.manifest)):
            yield told


def propose(
    path: Path, suggesters: Sequence[Suggester], documents: Iterable[int], *,
    annotator: str, new_id: Callable[[], int], progress: Progress,
) -> Iterator[Proposal]:  # fmt: skip
    """What the suggesters propose, document by document, read through a connection of its own: a job may call it.

    At the same places one suggester speaks: a tagger, else precedents, else the plain counts. A tagger that cannot be
    loaded is told once, and the others speak. What a suggester said before stays where it fails; it is told for three
    documents. Progress is in sentences.
    """
    connection = connections.reading(path)
    try:
        tables, contents = Tables(connection), Contents(connection)
        records = [record for record in map(tables.record, documents) if record is not None]
        failures: Counter[str] = Counter()
        steps = _Steps(progress, sum(max(record.sentences, 1) for record in records))
        suggesters, faults = _ready(suggesters)
        taggers = _taggers(suggesters)
        for group in _groups(records):
            found = [contents.document(record) for record in group if tables.record(record.id) is not None]
            for tagger in taggers:
                tagger.expect(found, told=steps.within)
            for document in found:
                steps.begin(max(len(document.sentences), 1))
                standing = standing_in(tables, document.id, annotator)
                proposed: list[Annotation] = []
                heard: list[Suggester] = []
                for suggester in _speaking(suggesters, document):
                    more, fault = suggestions(suggester, document, standing, new_id=new_id, time=now())
                    proposed += more
                    heard += [suggester] if more or not fault else []
                    failures[suggester.name] += bool(fault)
                    faults += [fault] if fault and failures[suggester.name] <= _MOST_TOLD else []
                yield Proposal(document.id, tuple(proposed), tuple(faults), names_of(heard))
                faults = []
        steps.end()
    finally:
        connection.close()


def names_of(suggesters: Iterable[Suggester]) -> frozenset[str]:
    """The suggesters whose suggestions give way to those of these."""
    names = frozenset(suggester.name for suggester in suggesters)
    return names | SAME_PLACES if names & SAME_PLACES else names


def standing_in(tables: Tables, document: int, annotator: str) -> list[Annotation]:
    """What a person has answered in a document; taken away is an answer, too."""
    everything = tables.annotations_of(document)
    by_id = {a.id: a for a in everything}
    gone = (
        msgspec.structs.replace(a, values=by_id[a.replaces].values)
        for a in everything
        if a.status is Status.REJECTED and not a.values and a.annotator == annotator and a.replaces in by_id
    )
    return [*answered(reading(everything, annotator)), *gone]


def answered(standing: Iterable[Annotation]) -> list[Annotation]:
    """What a person has put a hand to: a suggestion with the person's own doubt or note on it counts as a draft."""
    touched = (a for a in standing if a.annotator or a.status is not Status.SUGGESTED)
    return [msgspec.structs.replace(a, status=Status.DRAFT) if a.status is Status.SUGGESTED else a for a in touched]


def edits(project: Project, proposal: Proposal) -> list[Edit]:
    """The command that puts a proposal in place of what the same suggesters said before and nobody has answered."""
    before = project.tables.annotations_of(proposal.document)
    replaced = {a.replaces for a in before if a.replaces is not None}
    machine = (a for a in before if a.status is Status.SUGGESTED and not a.annotator and a.id not in replaced)
    old = [a for a in machine if speaker(a) in proposal.names and _is_within(a, proposal.within)]
    if not old and not proposal.annotations:
        return []
    name = project.record(proposal.document).name
    return [Edit(label=f"Suggest for {name}", put=proposal.annotations, drop=tuple(a.id for a in old))]


def speaker(annotation: Annotation) -> str:
    """The suggester that a suggestion is by; a model's has its own name, and the model's as the source."""
    return annotation.text("suggester") or annotation.source.rpartition(" ")[0]


def _is_within(annotation: Annotation, within: tuple[int, int] | None) -> bool:
    start = annotation.anchor.start
    return within is None or (start is not None and within[0] <= start < within[1])


def _speaking(suggesters: Sequence[Suggester], document: Document) -> list[Suggester]:
    """The suggesters to ask about a document: of those that suggest at the same places the first that can.

    A tagger that knows the language, precedents where there are enough that are good enough, the plain counts.
    """
    from construal.core.suggest.precedents import PrecedentSuggester

    others: list[Suggester] = [s for s in suggesters if s.name != TAGGER]
    known = next((tagger for tagger in _taggers(suggesters) if tagger.knows(document)), None)
    if known is not None:
        return [known, *(s for s in others if s.name not in SAME_PLACES)]
    speak = any(isinstance(s, PrecedentSuggester) and s.speaks(document) for s in others)
    return [s for s in others if s.name != (FLOOR if speak else PRECEDENTS)]


def _taggers(suggesters: Iterable[Suggester]) -> list[TaggerSuggester]:
    from construal.core.suggest.tagger import TaggerSuggester

    return [suggester for suggester in suggesters if isinstance(suggester, TaggerSuggester)]


def _ready(suggesters: Sequence[Suggester]) -> tuple[Sequence[Suggester], list[str]]:
    """The suggesters without the taggers whose models cannot be loaded, and a sentence for each of those."""
    faults: list[str] = []
    broken: list[Suggester] = []
    for tagger in _taggers(suggesters):
        try:
            tagger.tagger()
        except FAULTS as error:
            faults.append(f"The model ‘{tagger.model.name}’ does not suggest: {error}")
            broken.append(tagger)
    return [suggester for suggester in suggesters if suggester not in broken], faults


def _groups(records: Iterable[DocumentRecord]) -> Iterator[list[DocumentRecord]]:
    """Documents that are read together: so many sentences, a long document alone."""
    group: list[DocumentRecord] = []
    size = 0
    for record in records:
        if group and (size + record.sentences > _TOGETHER or len(group) >= _AT_ONCE):
            yield group
            group, size = [], 0
        group.append(record)
        size += record.sentences
    if group:
        yield group


class _Steps:
    """Tells how many sentences are done; taggers tell of each, other suggesters of whole documents."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = self._inside = self._size = 0

    def begin(self, size: int) -> None:
        """A document of this many sentences comes now. Raises Cancelled where the person stopped it."""
        self._done, self._inside, self._size = self._done + self._size, 0, size
        self._progress.step(self._done, self._total, "Suggesting")

    def within(self) -> None:
        """One sentence more of the document is done. Raises Cancelled where the person stopped it."""
        self._inside = min(self._inside + 1, self._size)
        self._progress.step(min(self._done + self._inside, self._total - 1), self._total, "Suggesting")

    def end(self) -> None:
        """All is done."""
        self._progress.step(self._total, self._total, "Suggesting")
