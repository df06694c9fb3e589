"""Likely disagreements: what was decided against a model's reading is found, taken over or kept, never overwritten."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec
import pytest
from made import made_document, prepared_of

from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.core import settings
from construal.core.disagreements import disagreements
from construal.core.doctor import current
from construal.core.progress import Cancelled, Quiet
from construal.core.project import Project
from construal.core.suggest.chosen_model import ChosenModel, chosen
from construal.core.suggest.disagreement import Judged, take_over, turn_down
from construal.core.suggest.tagger import TaggerSuggester

TEXT = [
    ["The", "cat", "slept", "in", "front", "of", "the", "stove", "for", "an", "hour", "."],
    ["She", "came", "to", "the", "shop", "at", "noon", "and", "looked", "at", "it", "up", "."],
    ["We", "gave", "up", "on", "them", "in", "2019", "because", "of", "the", "rain", "!"],
]


@pytest.fixture
def model(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> ChosenModel:
    monkeypatch.setenv(settings.MODEL_VARIABLE, str(model_folder))
    found, _ = chosen(str(model_folder), language="en")
    assert found is not None
    return found


def document() -> Document:
    return made_document(TEXT, id=31, name="stove", columns=False)


def as_read(model: ChosenModel) -> list[Annotation]:
    """Decisions that say exactly what the model reads, weak expressions left out."""
    made = TaggerSuggester(model).suggest(document(), [], new_id=count(500).__next__, time=1)
    keys = ("strength", "lexcat", "role", "function", "supersense")
    return [
        msgspec.structs.replace(
            a, status=Status.GOLD, source="conllulex", confidence=None,
            values={key: a.values[key] for key in keys if key in a.values},
        )
        for a in made
        if a.get("strength") != "weak"
    ]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "d.construal", annotator="ann") as project:
        yield project


def first_target(decided: list[Annotation]) -> Annotation:
    return next(a for a in decided if a.get("role") and a.get("strength") == "single")


def filled(project: Project, decided: list[Annotation], *changed: Annotation, left_out: tuple[int, ...] = ()) -> None:
    """Bring the document in with these decisions, some changed, some left out."""
    by_id = {a.id: a for a in changed}
    kept = [by_id.get(a.id, a) for a in decided if a.id not in left_out]
    project.add(prepared_of([document()], kept))


def found(project: Project) -> list[Judged]:
    return list(disagreements(project, least=0).found)


def concerned(project: Project, one: Judged) -> list[Annotation]:
    standing = {a.id: a for a in project.reading(one.document, layer=LEXICAL)}
    return [standing[id] for id in one.annotations]


def test_what_the_model_reads_is_no_disagreement(model: ChosenModel, project: Project) -> None:
    """Decisions that say what the model reads give nothing to tell, and every one of them was looked at."""
    decided = as_read(model)
    filled(project, decided)
    told = disagreements(project)

    assert told.found == ()
    assert told.places == len(decided)
    assert told.model == "tiny-standard 1"


def test_changed_label_is_told_with_both_probabilities(model: ChosenModel, project: Project) -> None:
    """A construal that the model reads otherwise is told with the model's, each with its probability."""
    decided = as_read(model)
    target = first_target(decided)
    other = {**target.values, "role": "Cost", "function": "Cost"}
    assert target.get("role") != "Cost"
    filled(project, decided, msgspec.structs.replace(target, values=other))
    before = current(project)
    (one,) = found(project)

    assert (one.decided, one.annotations) == ("Cost", (target.id,))
    assert str(target.get("role")) in one.reading
    assert one.probability > one.decided_probability
    assert current(project) == before


def test_taking_over_is_the_persons_correction(model: ChosenModel, project: Project) -> None:
    """The model's labels become ann's own decision, nothing is told any more, and one undo brings all back."""
    decided = as_read(model)
    target = first_target(decided)
    wrong = msgspec.structs.replace(target, values={**target.values, "role": "Cost", "function": "Cost"})
    filled(project, decided, wrong)
    before = current(project)
    (one,) = found(project)
    project.do(take_over(document(), one, concerned(project, one), project.author()))

    (own,) = project.annotations(annotator="ann")
    assert (own.status, own.replaces, own.get("role")) == (Status.GOLD, target.id, target.get("role"))
    assert found(project) == []
    project.undo()
    assert current(project) == before


def test_turned_down_reading_does_not_return(model: ChosenModel, project: Project, tmp_path: Path) -> None:
    """The decision stays, as ann's own; the reading is told no more, also after the project was opened again."""
    decided = as_read(model)
    target = first_target(decided)
    wrong = msgspec.structs.replace(target, values={**target.values, "role": "Cost", "function": "Cost"})
    filled(project, decided, wrong)
    (one,) = found(project)
    project.do(turn_down(document(), one, concerned(project, one), project.author()))
    project.close()

    with Project.open(tmp_path / "d.construal", annotator="ann") as again:
        (own,) = again.annotations(annotator="ann")
        assert (own.get("role"), own.status) == ("Cost", Status.GOLD)
        assert found(again) == []


def test_missing_target_is_told_in_decided_sentences_only(model: ChosenModel, project: Project) -> None:
    """Words that nobody decided on are told where their sentence has decisions; keeping it so decides ‘no target’."""
    decided = as_read(model)
    targets = [a for a in decided if a.get("role")]
    gone = targets[0].id
    filled(project, decided, left_out=(gone,))
    (one,) = found(project)
    assert (one.decided, one.annotations) == ("nothing", ())
    project.do(turn_down(document(), one, [], project.author()))
    (own,) = project.annotations(annotator="ann")
    assert own.get("target") is False
    # From now on it is a decision, and it is told as one until it is kept against this reading.
    (again,) = found(project)
    assert (again.decided, again.annotations) == ("nothing", (own.id,))
    project.do(turn_down(document(), again, concerned(project, again), project.author()))
    assert found(project) == []


def test_open_suggestions_are_no_disagreements(model: ChosenModel, project: Project) -> None:
    """What is suggested and not answered is open, not decided otherwise."""
    decided = as_read(model)
    target = first_target(decided)
    left = msgspec.structs.replace(
        target, status=Status.SUGGESTED, source="frequency 1",
        values={**target.values, "role": "Cost", "function": "Cost"},
    )  # fmt: skip
    filled(project, decided, left)

    assert found(project) == []


def test_without_a_model_it_is_said(project: Project, model: ChosenModel) -> None:
    """No model is a sentence, and no list."""
    filled(project, as_read(model))
    told = disagreements(project, model="none")

    assert told.found == ()
    assert told.remarks == ("No model is chosen, so nothing is compared.",)


def test_comparing_can_be_stopped(project: Project, model: ChosenModel) -> None:
    """It can be stopped after any place."""
    filled(project, as_read(model))

    class Stop(Quiet):
        def step(self, done: int, total: int, note: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        disagreements(project, progress=Stop())
