"""The session on a real project: moving, deciding and taking back, without a window."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from made import made_prepared
from pytestqt.qtbot import QtBot

from construal.annotation.annotation import Annotation, Status
from construal.annotation.layer import CONCEPT
from construal.core.project import Project
from construal.gui.deciding import Deciding
from construal.gui.jobs import JobRunner
from construal.gui.movement import Movement
from construal.gui.panels.ranking import Candidate
from construal.gui.selection import Selection, of_rows
from construal.gui.session import Session


@dataclass
class Desk:
    """A session, what decides in it, and what was told."""

    session: Session
    move: Movement
    decide: Deciding
    said: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def standing(self) -> list[Annotation]:
        document = self.session.document
        assert document is not None
        return self.session.project.reading(document.id)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    project = Project.create(tmp_path / "p.construal", annotator="ann")
    project.add(made_prepared())
    jobs = JobRunner()
    session = Session(project, jobs)
    movement = Movement(session)
    candidates = [Candidate("Source", "Source"), Candidate("Locus", "Source")]
    made = Desk(session, movement, Deciding(session, movement, lambda: candidates))
    session.said.connect(made.said.append)
    session.refused.connect(made.refused.append)
    session.open_document(1)
    yield made
    jobs.close()
    session.close()


def test_opening_goes_to_the_first_undecided_target(desk: Desk) -> None:
    """A document opens where there is something to decide."""
    assert desk.session.target is not None
    assert desk.session.text_of_selection() == "out of"


def test_accepting_keeps_what_was_suggested_and_says_so(desk: Desk) -> None:
    """Enter makes the person's own version; the suggestion's source stays on record."""
    desk.decide.accept()
    (own,) = desk.standing()

    assert (own.annotator, own.status, own.source) == ("ann", Status.GOLD, "frequency 1")
    assert own.values["role"] == "Source"
    assert desk.said == ["Accepted Source on «out of»"]


def test_a_candidate_takes_the_place_of_the_label(desk: Desk) -> None:
    """A digit decides for another construal."""
    desk.decide.take(1)
    (own,) = desk.standing()

    assert (own.text("role"), own.text("function")) == ("Locus", "Source")


def test_taking_a_candidate_that_is_not_there_is_refused(desk: Desk) -> None:
    """A digit without a row says so and changes nothing."""
    desk.decide.take(4)

    assert [a.status for a in desk.standing()] == [Status.SUGGESTED]
    assert desk.refused == ["There are only 2 candidates here."]


def test_rejecting_leaves_the_place_open(desk: Desk) -> None:
    """Backspace says that the label is wrong; the place is still undecided."""
    desk.decide.reject()
    (own,) = desk.standing()

    assert own.status is Status.REJECTED
    assert desk.session.project.next_annotation(1, "lexical", after=-1, undecided=True) == own


def test_not_a_target_is_a_decision(desk: Desk) -> None:
    """`-` is gold that says there is none."""
    desk.decide.not_target()
    (own,) = desk.standing()

    assert own.status is Status.GOLD
    assert own.values["target"] is False


def test_undo_and_redo_go_where_the_change_was(desk: Desk) -> None:
    """Taking back selects the place again, in its layer."""
    desk.decide.accept()
    desk.session.set_layer(CONCEPT)
    desk.session.undo()

    assert desk.session.layer == "lexical"
    assert desk.session.text_of_selection() == "out of"
    assert [a.status for a in desk.standing()] == [Status.SUGGESTED]

    desk.session.redo()

    assert [a.status for a in desk.standing()] == [Status.GOLD]


def test_words_become_a_target_by_a_label(desk: Desk) -> None:
    """Selected words that are no target become one when they get a label."""
    desk.session.select(Selection(0, 0))
    desk.decide.choose("Experiencer", "Gestalt")
    made = [a for a in desk.standing() if a.annotator == "ann"]

    assert [a.anchor.fragments for a in made] == [((0, 2),)]
    assert made[0].values == {"role": "Experiencer", "function": "Gestalt", "strength": "single"}
    assert made[0].scheme == "snacs-2.6"


def test_a_gapped_expression_is_joined_and_taken_apart(desk: Desk) -> None:
    """Words with a gap become an expression; the same key takes it apart again."""
    desk.session.select(of_rows((0, 4)))
    desk.decide.join("strong")
    joined = [a for a in desk.standing() if a.annotator == "ann"]

    assert [a.anchor.fragments for a in joined] == [((0, 2), (15, 19))]

    desk.decide.join("strong")

    assert [a for a in desk.standing() if a.annotator == "ann"] == []


def test_one_word_is_no_expression(desk: Desk) -> None:
    """The key for an expression says what is missing."""
    desk.session.select(Selection(0, 0))
    desk.decide.join("weak")

    assert "two words" in desk.refused[0]
    assert len(desk.standing()) == 1


def test_a_word_inside_an_expression_is_no_target_of_its_own(desk: Desk) -> None:
    """A token is in one strong expression at most: the way out is told, nothing changes."""
    desk.session.select(Selection(2, 2))
    desk.decide.choose("Locus", "Locus")

    assert "part of «out of»" in desk.refused[0]
    assert len(desk.standing()) == 1


def test_doubt_and_note_stay_with_the_decision(desk: Desk) -> None:
    """`?` and `;` are kept on the person's own version."""
    desk.decide.accept()
    desk.session.point_at(desk.standing()[0])
    desk.decide.doubt()
    desk.decide.write_note("compare 4.2")
    (own,) = desk.standing()

    assert own.doubt
    assert own.note == "compare 4.2"


def test_a_read_only_project_is_left_as_it_is(desk: Desk, qtbot: QtBot) -> None:
    """While somebody else writes, deciding says who, and nothing changes."""
    reader = Session(Project.open(desk.session.project.path, annotator="bob"), desk.session.jobs)
    told: list[str] = []
    reader.refused.connect(told.append)
    reader.open_document(1)
    Deciding(reader, Movement(reader), list).accept()

    assert "reading only" in told[0]
    assert [a.status for a in reader.project.reading(1)] == [Status.SUGGESTED]

    reader.close()


def test_another_annotator_sees_an_undecided_document(desk: Desk) -> None:
    """Switching the annotator shows what that person has decided, and that is nothing yet."""
    desk.decide.accept()
    desk.session.set_annotator("bob")

    assert [a.status for a in desk.standing()] == [Status.SUGGESTED]
    assert desk.session.annotators() == ["ann"]


def test_targets_and_words_are_walked(desk: Desk) -> None:
    """← and → go from target to target, with Ctrl from word to word, by sentence up and down."""
    desk.move.next_word()

    assert desk.session.text_of_selection() == "town"

    desk.move.previous()

    assert desk.session.text_of_selection() == "out of"

    desk.move.next_sentence()

    assert desk.session.text_of_selection() == "It"
