"""A project's targets: the candidates in its documents, what its decisions are worth as gold, and what they teach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from construal.annotation.annotation import Annotation
from construal.annotation.commands import Command
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.reading import decisions
from construal.annotation.snacs.target_entry import code, extended
from construal.annotation.snacs.target_lists import TargetLists
from construal.core.coverage import Coverage
from construal.core.progress import Progress, Quiet, over
from construal.core.suggest.evaluation import Corpus
from construal.core.targets.candidates import Candidate, candidates
from construal.core.targets.figures import RuleFigures, rule_figures
from construal.core.targets.learning import Lesson, Taught, lessons, taught
from construal.core.targets.lists import edit

if TYPE_CHECKING:
    from construal.core.project import Project


@dataclass(frozen=True, slots=True)
class Learning:
    """What a project's decisions teach: the entries, and the rules' figures on those decisions before and after."""

    lessons: tuple[Lesson, ...]
    documents: int
    before: RuleFigures
    after: RuleFigures
    command: Command | None


def project_lists(project: Project) -> Callable[[str], TargetLists]:
    """A function that gives the target lists for a language, each made once."""
    return cache(project.target_lists)


def project_candidates(
    project: Project, documents: Sequence[int] | None = None, *, progress: Progress | None = None
) -> Iterator[Candidate]:
    """The candidates of some documents (of all by default), as the project's annotator sees them."""
    lists = project_lists(project)
    for document in _documents(project, documents, progress, note="Looking for targets"):
        yield from candidates(document, project.reading(document.id, layer=LEXICAL), lists(document.language))


def decided_corpus(
    project: Project, documents: Sequence[int] | None = None, *, progress: Progress | None = None
) -> Corpus:
    """Those of some documents (of all by default) that are decided throughout, with what is decided: gold."""
    return [(part.document, part.expressions) for part in _taught(project, documents, progress) if part.is_complete]


def learn(
    project: Project, documents: Sequence[int] | None = None, *, least: int = 2, progress: Progress | None = None
) -> Learning:
    """What the annotator's decisions in some documents (in all by default) teach, and the command that lists it."""
    progress = progress or Quiet()
    parts = [part for part in _taught(project, documents, progress) if part.expressions or part.refused]
    lists = project_lists(project)
    by_language: dict[str, list[Taught]] = defaultdict(list)
    for part in parts:
        by_language[code(part.document.language)].append(part)
    found = tuple(
        lesson
        for language, mine in sorted(by_language.items())
        for lesson in lessons(mine, lists(language), least=least)
    )
    corpus = [(part.document, part.expressions) for part in parts if part.is_complete]
    entries = [lesson.entry for lesson in found]
    label = f"Learn {len(entries)} target {'entry' if len(entries) == 1 else 'entries'}"
    return Learning(
        lessons=found,
        documents=len(parts),
        before=rule_figures(corpus, lists),
        after=rule_figures(corpus, lambda language: extended(lists(language), entries)),
        command=edit(project, label, put=entries, progress=progress),
    )


def _documents(
    project: Project, ids: Sequence[int] | None, progress: Progress | None, *, note: str
) -> Iterator[Document]:
    """The documents, each read once and not kept."""
    records = project.records() if ids is None else [project.record(id) for id in ids]
    for record in over(progress or Quiet(), records, len(records), note=note):
        yield project.contents.document(record)


def _taught(project: Project, documents: Sequence[int] | None, progress: Progress | None) -> Iterator[Taught]:
    covered = project.coverage(LEXICAL)
    ids = [id for id in project.annotated(LEXICAL) if documents is None or id in documents]
    for document in _documents(project, ids, progress, note="Reading decisions"):
        mine = decisions(project.annotations(document.id, layer=LEXICAL), project.annotator)
        yield taught(document, mine, is_complete=decided_throughout(covered.get(document.id), mine))


def decided_throughout(coverage: Coverage | None, decided: Sequence[Annotation]) -> bool:
    """Whether a word of a document without a decision is no target: nothing is open, and it was looked at as a whole.

    A decision that came with a file or answers a suggestion shows the latter.
    """
    return (coverage is None or coverage.decided == coverage.total) and any(a.source for a in decided)
