"""What a project knows and a suggester may use: its catalogue, its decisions, its solved problems, its candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from construal.annotation.document import PROBLEM
from construal.annotation.layer import CONCEPT, LEXICAL
from construal.annotation.reading import decisions
from construal.core.progress import Progress, Quiet, over
from construal.core.suggest.expressions import Expression, as_now, expressions
from construal.core.suggest.suggester import Decided, Knowledge
from construal.core.terms.candidates import TermCandidate, candidates

if TYPE_CHECKING:
    from construal.core.project import Project


def knowledge(project: Project, layer: str | None = None, *, progress: Progress | None = None) -> Knowledge:
    """What the project knows; with a layer, only what its suggesters use. Raises Cancelled where `progress` does."""
    progress = progress or Quiet()
    lexical, concept = layer in (None, LEXICAL), layer in (None, CONCEPT)
    return Knowledge(
        catalogue=project.concepts() if concept else {},
        expressions=decided_expressions(project, progress, as_current=True) if lexical else (),
        problems=decided_problems(project) if concept else (),
        candidates=term_candidates(project, progress) if concept else None,
        target_entries=project.target_entries() if lexical else (),
    )


def term_candidates(project: Project, progress: Progress | None = None) -> list[TermCandidate]:
    """The ranked term candidates of all the project's texts; takes time linear in their words."""
    # Not through the project's own cache: each document is looked at once.
    records = project.records()
    told = over(progress or Quiet(), records, len(records), note="Looking for terms")
    return candidates(project.contents.document(record) for record in told)


def decided_expressions(
    project: Project, progress: Progress | None = None, *,
    documents: Sequence[int] | None = None, as_current: bool = False,
) -> list[Expression]:  # fmt: skip
    """The strong expressions that the project's annotator has decided in these documents, in all by default.

    `as_current`: with the labels that the current scheme has for theirs, without those a person must decide on first.
    """
    found: list[Expression] = []
    ids = project.annotated(LEXICAL) if documents is None else documents
    for id in over(progress or Quiet(), ids, len(ids), note="Reading decisions"):
        chosen = decisions(project.annotations(id, layer=LEXICAL), project.annotator)
        if chosen:
            document = project.document(id)
            found += expressions(document, as_now(document, chosen) if as_current else chosen)
    return found


def decided_problems(project: Project) -> list[Decided]:
    """The problems with the concepts decided for each."""
    found = []
    for record in project.records(kind=PROBLEM):
        problem = project.document(record.id).problem
        chosen = decisions(project.annotations(record.id, layer=CONCEPT), project.annotator)
        linked = (a.text("concept") for a in chosen if a.anchor.is_document)
        found.append(Decided(record.id, problem.category if problem else "", tuple(c for c in linked if c)))
    return found
