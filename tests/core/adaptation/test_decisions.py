"""What a project's decisions teach."""

from pathlib import Path

import msgspec
from decided import decided_document, decided_project
from made import made_document

from construal.annotation.annotation import Annotation, Status
from construal.annotation.commands import Edit
from construal.annotation.document import Document
from construal.core.adaptation.decisions import NONE, Decision, Sentence, people, project_sentences, sentences
from construal.core.progress import Quiet
from construal.core.project import Project

GOAL = Decision("p.Goal|p.Goal", "O-P-p.Goal")


def stated(document: Document, row: int, **more: object) -> Annotation:
    values = {"strength": "single", "role": "Goal", "function": "Goal"}
    made = Annotation(
        id=row + 1, document=document.id, layer="lexical", anchor=document.anchor_of([row]), values=values,
        annotator="ann", scheme="snacs-2.6",
    )  # fmt: skip
    return msgspec.structs.replace(made, **more)


def of(project: Project, language: str = "en") -> list[Sentence]:
    return list(project_sentences(project, language, Quiet()))


def test_a_machines_draft_teaches_nothing() -> None:
    """A draft that a person signs does, and what a file brought as gold."""
    document = made_document([["to", "be"]])
    machine = stated(document, 0, annotator="", status=Status.DRAFT, source="tiny 1", confidence=0.9)
    person = stated(document, 0, status=Status.DRAFT)
    file = stated(document, 0, annotator="", source="conllulex")
    assert people([machine, person, file]) == [person, file]


def test_only_decided_words_teach_where_something_is_open() -> None:
    """The sentence is taught by its decision alone; sentences without any teach nothing."""
    document = made_document([["We", "came", "to", "it"], ["Then", "to", "her"]])
    assert [(s.number, s.decisions, s.is_complete) for s in sentences(document, [stated(document, 2)],
            is_complete=False)] == [(0, {2: GOAL}, False)]  # fmt: skip


def test_a_target_that_was_refused_teaches_that_it_is_none() -> None:
    """So does, where all is decided, every sentence without a target."""
    document = made_document([["We", "came", "to", "it"], ["Then", "to", "her"]])
    refused = stated(document, 5, values={"target": False})
    found = list(sentences(document, [stated(document, 2), refused], is_complete=True))
    assert [s.decisions for s in found] == [{2: GOAL}, {1: Decision(NONE)}]
    assert [s.targets for s in found] == [1, 0]
    assert all(s.is_complete for s in found)


def test_older_labels_are_learned_by_their_present_names() -> None:
    """What 2.5 called a Causer is a Force; a label that a person must look at again teaches nothing at all."""
    document = made_document([["We", "came", "to", "it"]])
    older = {"strength": "single", "role": "Causer", "function": "Causer"}
    found = list(sentences(document, [stated(document, 2, values=older, scheme="snacs-2.5")], is_complete=True))
    assert found[0].decisions == {2: Decision("p.Force|p.Force", "O-P-p.Force")}
    unclear = stated(document, 2, values={**older, "role": "??"})
    assert [s.is_complete for s in sentences(document, [unclear], is_complete=True)] == [False]


def test_a_project_tells_the_decisions_of_its_annotator(tmp_path: Path) -> None:
    """Another annotator's are left out, and texts of another language."""
    with decided_project(tmp_path / "p.construal", documents=2, sentences=5) as project:
        assert [s.targets for s in of(project)] == [1] * 10
        assert all(s.is_complete for s in of(project))
        assert of(project, "hi") == []
        document = project.document(1)
        bens = stated(document, 1, id=7, annotator="ben")
        project.do(Edit(label="Ben's", put=(bens,)))
        assert 1 not in of(project)[0].decisions


def test_a_document_with_open_suggestions_is_not_decided_throughout(tmp_path: Path) -> None:
    """A word without a decision may still be a target there."""
    with decided_project(tmp_path / "p.construal", documents=2, sentences=5) as project:
        document, _ = decided_document(1, sentences=5, first=1)
        open_one = stated(document, 1, id=7, annotator="", status=Status.SUGGESTED, source="frequency 1")
        project.do(Edit(label="Suggest", put=(open_one,)))
        assert {s.document for s in of(project) if not s.is_complete} == {1}
