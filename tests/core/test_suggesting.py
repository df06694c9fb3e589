"""Suggesters over a project: one step to undo, never over a decision, and a faulty one does no harm."""

from collections.abc import Callable, Sequence

import pytest

from construal.annotation import actions
from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.core.doctor import current
from construal.core.knowledge import knowledge
from construal.core.progress import Cancelled
from construal.core.project import Project


class FirstWord:
    """Suggests that every document begins with a concept, unless something is decided there."""

    name, version, layer = "first word", "1", "concept"

    def suggest(
        self, document: Document, standing: Sequence[Annotation], *, new_id: Callable[[], int], time: int
    ) -> list[Annotation]:
        anchor = document.anchor_of([0])
        if any(a.anchor == anchor and a.layer == self.layer for a in standing):
            return []
        return [
            Annotation(
                id=new_id(), document=document.id, layer=self.layer, anchor=anchor, values={"canonical": "x"},
                status=Status.SUGGESTED, source=f"{self.name} {self.version}", confidence=1.0, created=time,
            )
        ]  # fmt: skip


class Broken(FirstWord):
    """Fails on one document, and suggests outside the text on the other."""

    name = "broken"

    def suggest(
        self, document: Document, standing: Sequence[Annotation], *, new_id: Callable[[], int], time: int
    ) -> list[Annotation]:
        if document.id == 1:
            raise ZeroDivisionError
        return [Annotation(id=new_id(), document=2, layer="concept", anchor=span((0, 9_999)), status=Status.SUGGESTED)]


def test_run_is_an_event_a_document_and_one_step(project: Project) -> None:
    """Two documents give two events, and one undo takes both back."""
    before = current(project)
    report = project.suggest(suggesters=[FirstWord()])

    assert (report.documents, report.annotations, report.by_suggester) == (2, 2, {"first word 1": 2})
    assert [e.label for e in project.events(limit=2)] == ["Suggest for cafe", "Suggest for trip"]
    project.undo()
    assert current(project) == before


def test_second_run_replaces_only_what_nobody_answered(project: Project) -> None:
    """An answered suggestion stays behind its answer; an unanswered one is made anew."""
    project.suggest(suggesters=[FirstWord()])
    answered, other = project.annotations(layer="concept")
    project.do(actions.accept(answered, project.author()))
    project.suggest(suggesters=[FirstWord()])

    ids = {a.id for a in project.annotations(layer="concept")}
    assert answered.id in ids
    assert other.id not in ids
    assert project.coverage("concept")[2].suggested == 1
    assert project.coverage("concept")[1].decided == 1


def test_doubted_suggestion_is_not_made_again(project: Project) -> None:
    """A suggestion that a person has doubted, and not yet decided, stays the only one at its place."""
    project.suggest(suggesters=[FirstWord()])
    project.do(actions.doubt(project.reading(1, layer="concept")[0], project.author(), True))
    project.suggest(suggesters=[FirstWord()])

    assert [a.doubt for a in project.reading(1, layer="concept")] == [True]


def test_faulty_suggester_is_told_and_does_no_harm(project: Project) -> None:
    """What another suggester found is kept; each fault is a sentence; nothing outside the text is kept."""
    report = project.suggest(suggesters=[Broken(), FirstWord()])

    assert report.by_suggester == {"first word 1": 2}
    assert [name in fault for fault, name in zip(report.faults, ("trip", "cafe"), strict=True)] == [True, True]


def test_cancelled_run_changes_nothing(project: Project) -> None:
    """A run that is stopped before its first commit leaves the project as it was."""
    before = current(project)

    class Stop:
        def step(self, done: int, total: int, note: str = "") -> None:
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        project.suggest(suggesters=[FirstWord()], progress=Stop())
    assert current(project) == before


def test_knowledge_is_of_the_layer(project: Project) -> None:
    """Suggesters of supersenses need no catalogue and no candidates, those of concepts no expressions."""
    project.do(actions.relabel(project.reading(1)[0], project.author(), role="Goal", function="Goal"))

    lexical, concept = knowledge(project, "lexical"), knowledge(project, "concept")

    assert ([e.role for e in lexical.expressions], lexical.candidates) == (["Goal"], None)
    assert (list(concept.expressions), concept.candidates is None) == ([], False)
