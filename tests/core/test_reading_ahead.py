"""What a model reads while a person works: put once, replaced by a better reading only where nobody has looked."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from made import made_document, prepared_of

from construal.annotation import actions
from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.core.project import Project
from construal.core.reading_ahead import Reader, Readers, Reading, readers
from construal.core.suggest.chosen_model import chosen
from construal.core.suggest.tagger import TaggerSuggester

TEXT = [["They", "sat", "in", "the", "mill", "."]] * 6
IDS = count(1000)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.construal", annotator="ann") as project:
        project.add(prepared_of([text()]))
        yield project


def text() -> Document:
    return made_document(TEXT, id=8, name="mill", columns=False)


def found(sentences: range, role: str) -> dict[int, list[Annotation]]:
    """What a model reads in these sentences: this label on ‘in’."""
    document = text()
    return {
        index: [
            Annotation(
                id=next(IDS), document=8, layer=LEXICAL, anchor=document.anchor_of([document.sentences.rows(index)[2]]),
                values={"strength": "single", "role": role, "function": role, "suggester": "tagger"},
                status=Status.SUGGESTED, source=f"{role} 1", confidence=0.5, scheme="snacs-2.6",
            )
        ]
        for index in sentences
    }  # fmt: skip


def take(project: Project, reading: Reading, sentences: range, role: str, *, quickly: bool) -> None:
    command = reading.taken(found(sentences, role), quickly=quickly)
    if command is not None:
        project.do_aside(command)


def roles(project: Project) -> list[str]:
    return [a.text("role") for a in project.reading(8, layer=LEXICAL)]


def test_better_reading_replaces_what_nobody_has_looked_at(project: Project) -> None:
    """Looked-at, decided and doubted sentences keep what the quick model said; the others get the better reading."""
    reading = Reading(project, text())
    take(project, reading, range(5), "Time", quickly=True)
    first, second, third, *_ = project.reading(8, layer=LEXICAL)
    project.do(actions.accept(first, project.author()))
    project.do(actions.doubt(second, project.author(), True))
    reading.look_at(2)
    assert third.get("role") == "Time"
    assert reading.quickly_read(range(6)) == [0, 1, 3, 4]
    take(project, reading, range(6), "Locus", quickly=False)

    assert roles(project) == ["Time", "Time", "Time", "Locus", "Locus", "Locus"]
    assert not reading.is_open
    assert project.verify() == []


def test_quick_reading_never_replaces_a_better_one(project: Project) -> None:
    """Whichever comes first, the better reading is what stays."""
    reading = Reading(project, text())
    take(project, reading, range(3), "Locus", quickly=False)
    take(project, reading, range(6), "Time", quickly=True)

    assert roles(project) == ["Locus"] * 3 + ["Time"] * 3


def test_sentences_with_anything_in_them_are_not_read(project: Project) -> None:
    """A decision, and an answer that there is nothing, close a sentence; so does what another window suggested."""
    document = text()
    values = {"strength": "single", "role": "Cost", "function": "Cost"}
    project.do(actions.create(8, LEXICAL, document.anchor_of([2]), values, project.author()))
    reading = Reading(project, document)
    assert reading.unread(range(6)) == [1, 2, 3, 4, 5]

    project.do(actions.create(8, LEXICAL, document.anchor_of([8]), values, project.author()))
    take(project, reading, range(6), "Time", quickly=False)
    assert roles(project) == ["Cost", "Cost", "Time", "Time", "Time", "Time"]


def test_what_a_person_took_away_does_not_come_back(project: Project) -> None:
    """A suggestion that was removed stays removed when the better model reads the sentence."""
    reading = Reading(project, text())
    take(project, reading, range(2), "Time", quickly=True)
    project.do(actions.remove(project.reading(8, layer=LEXICAL)[0], project.author()))
    take(project, reading, range(2), "Locus", quickly=False)

    assert roles(project) == ["Locus"]


def test_same_reading_changes_nothing(project: Project) -> None:
    """Where both models say the same there is no event."""
    reading = Reading(project, text())
    take(project, reading, range(6), "Time", quickly=True)
    before = len(project.events(limit=1000))
    take(project, reading, range(6), "Time", quickly=False)

    assert len(project.events(limit=1000)) == before


def test_undo_passes_over_it(project: Project) -> None:
    """A person's undo takes back the person's step, redo does it again, with suggestions coming in between."""
    reading = Reading(project, text())
    take(project, reading, range(2), "Time", quickly=False)
    project.do(actions.accept(project.reading(8, layer=LEXICAL)[0], project.author()))
    take(project, reading, range(2, 4), "Time", quickly=False)
    project.undo()
    assert [a.status for a in project.reading(8, layer=LEXICAL)] == [Status.SUGGESTED] * 4
    take(project, reading, range(4, 6), "Time", quickly=False)
    project.redo()

    assert [a.is_decided for a in project.reading(8, layer=LEXICAL)] == [True] + [False] * 5
    assert project.verify() == []


def test_who_reads_first(project: Project, model_folder: Path) -> None:
    """The quick reader is first while the better one is not there or would be late, the better one else."""
    model, _ = chosen(str(model_folder), language="en")
    assert model is not None
    better, quick = Reader(TaggerSuggester(model)), Reader(TaggerSuggester(model))
    both = Readers(better, quick)
    assert not both.is_warm
    assert both.first_for(100) is quick
    better.warm(Reading(project, text()).text())
    assert better.is_warm
    assert better.words_a_second > 0
    better.words_a_second = 1000.0
    assert both.first_for(10) is better
    assert both.first_for(1000) is quick
    assert Readers(better).first_for(1000) is better


def test_readers_of_a_project(project: Project, model_folder: Path) -> None:
    """A person's own model reads alone; without a model, or in another language, nobody does."""
    found = readers(project, str(model_folder), language="en", expressions="auto")
    assert found is not None
    assert found.quick is None
    assert readers(project, "none", language="en", expressions="auto") is None
    assert readers(project, str(model_folder), language="hi", expressions="auto") is None
