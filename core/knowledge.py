"""What a project knows and a suggester may use: its catalogue, its decisions, its solved problems, its candidates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from construal.annotation.document import PROBLEM
from construal.annotation.layer import CONCEPT, LEXICAL
from construal.annotation.reading import decisions
from construal.core.progress import Progress, Quiet, over
from construal.core.suggest.expressions import Expression, as_now, expressions
from construal.core.suggest.suggester import ALL, TARGETS, Decided, Knowledge
from construal.core.terms.candidates import TermCandidate, candidates

if TYPE_CHECKING:
    from construal.core.adaptation.adaptation import Adaptation
    from construal.core.project import Project
    from construal.core.suggest.precedents import Precedents


def knowledge(
    project: Project, layer: str | None = None, *,
    model: str = "none", expressions_wanted: str = "auto", progress: Progress | None = None,
) -> Knowledge:  # fmt: skip
    """What the project knows; with a layer, only what its suggesters use. Raises Cancelled where `progress` does.

    `model` is the preferred one; `expressions_wanted` as in the settings.
    """
    progress = progress or Quiet()
    lexical, concept = layer in (None, LEXICAL), layer in (None, CONCEPT)
    return Knowledge(
        catalogue=project.concepts() if concept else {},
        expressions=decided_expressions(project, progress, as_current=True) if lexical else (),
        problems=decided_problems(project) if concept else (),
        candidates=term_candidates(project, progress) if concept else None,
        target_entries=project.target_entries() if lexical else (),
        model=model,
        languages=languages(project) if lexical else (),
        precedents=precedents(project, model, progress) if lexical else None,
        adaptations=adaptations(project) if lexical else {},
        extent=extent(project) if expressions_wanted == "auto" else expressions_wanted,
    )


def adaptations(project: Project) -> dict[str, Adaptation]:
    """What the project taught models, by the hash of each."""
    if not project.tables.adaptations():
        return {}
    from construal.core.adaptation.kept import in_use

    return in_use(project.connection)


def precedents(project: Project, model: str, progress: Progress) -> Callable[[str], Precedents | None] | None:
    """What reads a language's decided targets with their vectors, in any thread; None where there is no model."""
    from construal.core.precedents.reading import vector_model

    chosen = vector_model(model)
    if chosen is None:
        return None
    path, annotator = project.path, project.annotator
    of_language = {record.id: record.language for record in project.records()}

    def read(language: str) -> Precedents | None:
        from construal.core.suggest.precedents import precedents_of

        documents = [id for id, of in of_language.items() if of == language]
        return precedents_of(language, path, annotator, model=chosen, documents=documents, progress=progress)

    return read


def languages(project: Project) -> list[str]:
    """The languages of the project's texts, that of most of them first."""
    sql = "SELECT language FROM documents GROUP BY language ORDER BY count(*) DESC, language"
    return [language for (language,) in project.connection.execute(sql)]


def extent(project: Project) -> str:
    """What is annotated here: only targets where files brought decisions, and no noun or verb has a supersense."""
    rows = project.connection.execute(
        'SELECT max(instr("values", \'"supersense":"\') > 0) FROM annotations '
        "WHERE layer = ? AND status IN ('draft', 'gold', 'adjudicated') AND (instr(source, ' ') = 0 AND source != '' "
        'OR instr("values", \'"supersense":"\') > 0)',
        (LEXICAL,),
    ).fetchone()
    return TARGETS if rows[0] == 0 else ALL


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
