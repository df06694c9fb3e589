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
from construal.annotation.reading import reading
from construal.core import connection as connections
from construal.core.contents import Contents
from construal.core.progress import Progress, over
from construal.core.suggest.suggester import Suggester, load, suggestions
from construal.core.tables import Tables

if TYPE_CHECKING:
    from construal.core.project import Project

_AT_ONCE = 64  # documents in one transaction


@dataclass(frozen=True, slots=True)
class SuggestReport:
    """What was suggested: documents looked at, suggestions made, how many by whom, and suggesters that failed."""

    documents: int
    annotations: int
    by_suggester: dict[str, int]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the suggesters propose for one document, and a sentence for each that failed on it."""

    document: int
    annotations: tuple[Annotation, ...]
    faults: tuple[str, ...] = ()


def suggest(
    project: Project, documents: Sequence[int], *,
    layer: str | None, suggesters: Sequence[Suggester] | None, progress: Progress,
) -> SuggestReport:  # fmt: skip
    """Propose and commit; see `Project.suggest`."""
    faults: tuple[str, ...] = ()
    if suggesters is None:
        suggesters, faults = usable(project, layer, progress=progress)
    counts: Counter[str] = Counter()
    commands: list[Edit] = []
    run = project.new_id()
    for proposal in propose(project.path, suggesters, documents, annotator=project.annotator,
                            new_id=project.new_id, progress=progress):  # fmt: skip
        counts.update(a.source for a in proposal.annotations)
        faults = (*faults, *proposal.faults)
        commands += edits(project, suggesters, proposal)
        if len(commands) >= _AT_ONCE:
            project.do_all(commands, run=run)
            commands = []
    if commands:
        project.do_all(commands, run=run)
    return SuggestReport(len(documents), counts.total(), dict(counts), faults)


def usable(
    project: Project, layer: str | None, *, progress: Progress | None = None
) -> tuple[Sequence[Suggester], tuple[str, ...]]:
    """The suggesters of a layer (of all by default), made with what the project knows, and those that failed."""
    from construal.core.knowledge import knowledge

    loaded = load(knowledge(project, layer, progress=progress))
    return [s for s in loaded.suggesters if layer in (None, s.layer)], tuple(loaded.faults)


def propose(
    path: Path, suggesters: Sequence[Suggester], documents: Iterable[int], *,
    annotator: str, new_id: Callable[[], int], progress: Progress,
) -> Iterator[Proposal]:  # fmt: skip
    """What the suggesters propose, document by document, read through a connection of its own: a job may call it."""
    connection = connections.reading(path)
    try:
        tables, contents = Tables(connection), Contents(connection)
        ids = list(documents)
        for id in over(progress, ids, len(ids), note="Suggesting"):
            record = tables.record(id)
            if record is None:  # removed while the job ran
                continue
            document = contents.document(record)
            standing = answered(reading(tables.annotations_of(id), annotator))
            found: list[Annotation] = []
            faults: list[str] = []
            for suggester in suggesters:
                proposed, fault = suggestions(suggester, document, standing, new_id=new_id, time=now())
                found += proposed
                faults += [fault] if fault else []
            yield Proposal(id, tuple(found), tuple(faults))
    finally:
        connection.close()


def answered(standing: Iterable[Annotation]) -> list[Annotation]:
    """What a person has put a hand to: a suggestion with the person's own doubt or note on it counts as a draft."""
    touched = (a for a in standing if a.annotator or a.status is not Status.SUGGESTED)
    return [msgspec.structs.replace(a, status=Status.DRAFT) if a.status is Status.SUGGESTED else a for a in touched]


def edits(project: Project, suggesters: Sequence[Suggester], proposal: Proposal) -> list[Edit]:
    """The command that puts a proposal in place of what the same suggesters said before and nobody has answered."""
    names = {s.name for s in suggesters}
    before = project.tables.annotations_of(proposal.document)
    answered = {a.replaces for a in before if a.replaces is not None}
    machine = (a for a in before if a.status is Status.SUGGESTED and not a.annotator and a.id not in answered)
    old = tuple(a.id for a in machine if a.source.rpartition(" ")[0] in names)
    if not old and not proposal.annotations:
        return []
    name = project.record(proposal.document).name
    return [Edit(label=f"Suggest for {name}", put=proposal.annotations, drop=old)]
