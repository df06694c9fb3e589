"""A project's migration: by rule as one step, by a person place by place, and nothing lost on the way."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import stated
from labelled_file import MIXED, OLDER, OLDEST, brought_in, labelled_file

from construal.annotation import actions
from construal.annotation.annotation import Status
from construal.annotation.commands import Edit
from construal.annotation.errors import CommandError, SchemeError
from construal.annotation.snacs.migration import Construal
from construal.annotation.snacs.versions import CURRENT
from construal.core.knowledge import knowledge
from construal.core.migrating import Migration, labels
from construal.core.project import Project


def construals(project: Project) -> list[str]:
    """The labels that stand, by place."""
    found = [a for r in project.records() for a in project.reading(r.id, layer="lexical") if a.get("role")]
    return [labels(a) for a in found]


@pytest.fixture
def mixed(tmp_path: Path) -> Project:
    """A project of ann's with a file that says 2.6 and mixes versions."""
    project = Project.create(tmp_path / "mixed.construal", annotator="ann")
    brought_in(project, labelled_file(tmp_path / "mixed.conllulex", MIXED))
    return project


def test_a_mixed_file_is_told_apart(mixed: Project) -> None:
    """RateUnit is renamed by rule, each Causer is a question, and the rest is what the file says."""
    with mixed:
        migration = Migration(mixed)

        assert migration.versions == Counter({("2.6", "declared"): 2, ("2.5", "likely"): 2, ("2.5", "certain"): 1})
        assert [(rule.id, times) for rule, times in migration.automatic()] == [("rate-unit", 1)]
        assert [labels(item.annotation) for item in migration.items] == ["Causer ↝ Source", "Stimulus ↝ Causer"]
        assert not migration.moved


def test_by_rule_is_one_step(older: Project) -> None:
    """Everything that follows is one event, and one undo brings every annotation back as it was."""
    with older:
        before = older.annotations()
        migration = Migration(older)

        migration.apply()

        assert older.events()[0].label.startswith("Migrate to SNACS 2.6: Causer → Force 1, RateUnit → SetIteration 1")
        assert len(older.events()) == 3
        assert construals(older) == ["Force", "SetIteration", "Locus", "Topic", "??", "OrgRole ↝ Gestalt",
                                     "Agent ↝ Ancillary", "Manner", "PartPortion ↝ Whole", "SocialRel ↝ Possessor",
                                     "Time"]  # fmt: skip
        older.undo()
        assert older.annotations() == before
        older.redo()
        assert construals(older)[0] == "Force"


def test_by_rule_twice_changes_nothing_more(older: Project) -> None:
    """After a migration nothing follows any more, and no event is written."""
    with older:
        Migration(older).apply()
        events = len(older.events())

        again = Migration(older)

        assert again.apply() is None
        assert not again.renamed
        assert not again.moved
        assert len(older.events()) == events


def test_questions_outlive_the_renaming(older: Project) -> None:
    """What an older version leaves open is asked before and after its names were brought up, in the same words."""
    with older:
        before = Migration(older)
        asked = [(i.id, i.question.text, i.question.candidates) for i in before.items]

        before.apply()

        assert [labels(item.annotation) for item in before.items] == ["OrgRole ↝ Gestalt", "Manner",
                                                                      "SocialRel ↝ Possessor"]  # fmt: skip
        assert [(i.id, i.question.text, i.question.candidates) for i in before.items] == asked
        assert [(i.id, i.question.text, i.question.candidates) for i in Migration(older).items] == asked


def test_a_decision_is_remembered_with_its_reason(mixed: Project, tmp_path: Path) -> None:
    """Who, from what, to what and why stand in the log and the annotation; the file's statement stays; it stays so."""
    with mixed:
        migration = Migration(mixed)
        first = migration.items[0]

        migration.decide(first, first.question.candidates[0], why="an inanimate cause")

        event = mixed.events()[0]
        assert (event.annotator, event.label) == (
            "ann",
            "Causer ↝ Source → Force ↝ Source (SNACS 2.6): an inanimate cause",
        )
        made = next(a for a in mixed.annotations() if a.replaces == first.id)
        assert (made.annotator, made.get("why"), made.get("settled")) == ("ann", "an inanimate cause", "causer")
        assert (made.scheme, made.get("origin")) == (CURRENT, "2.5")
        assert mixed.tables.annotation(first.id) == first.annotation
        assert (len(migration.items), migration.decided) == (1, 1)
    with Project.open(tmp_path / "mixed.construal", annotator="ann") as again:
        resumed = Migration(again)
        assert (len(resumed.items), resumed.decided) == (1, 1)
        assert [(id, left, done) for id, _, left, done in resumed.questions()] == [("causer", 1, 1)]
        again.undo()
        resumed.refresh()
        assert (len(resumed.items), resumed.decided) == (2, 0)


def test_keeping_is_a_decision(mixed: Project) -> None:
    """A place that is kept as it is does not come back, and its label is unchanged."""
    with mixed:
        migration = Migration(mixed)
        for item in migration.items:
            migration.decide(item, None)

        assert not migration.items
        assert migration.decided == 2
        assert construals(mixed)[0] == "Causer ↝ Source"
        assert not Migration(mixed).items


def test_other_annotators_have_their_own_list(mixed: Project) -> None:
    """A question is answered for whoever answers it; another annotator still has it."""
    with mixed:
        migration = Migration(mixed)
        migration.decide(migration.items[0], None)
        mixed.annotator = "bob"

        assert len(Migration(mixed).items) == 2


def test_what_a_person_chose_anew_is_settled(mixed: Project) -> None:
    """A label chosen in the window is an answer, Causer included; a note or a doubt is none."""
    with mixed:
        migration = Migration(mixed)
        first, second = (item.annotation for item in migration.items)

        migration.follow(mixed.do(actions.note(first, mixed.author(), "look again")))
        assert len(migration.items) == 2
        migration.follow(
            mixed.do(actions.relabel(second, mixed.author(), scheme=CURRENT, role="Causer", function="Causer"))
        )

        assert [item.annotation.note for item in migration.items] == ["look again"]


def test_everybodys_statements_are_renamed(older: Project) -> None:
    """Names change for all annotators and for every status; questions are about what stands for one."""
    with older:
        document = older.records()[0].id
        extra = [
            stated("RateUnit", scheme="snacs-2.5", document=document, id=5, annotator="bob"),
            stated("RateUnit", scheme="snacs-2.5", document=document, id=6, start=3),
        ]
        older.do(Edit(label="more", put=(extra[0],)))
        older.do(actions.reject(extra[1], older.author()))

        Migration(older).apply()

        mine = [a for a in older.annotations() if a.annotator]
        assert {(a.annotator, a.status, a.get("role"), a.scheme) for a in mine} == {
            ("bob", Status.GOLD, "SetIteration", CURRENT), ("ann", Status.REJECTED, "SetIteration", CURRENT)
        }  # fmt: skip


def test_one_document_only(older: Project) -> None:
    """A migration may be of some documents; the others are left as they are."""
    with older:
        first, second = (record.id for record in older.records())

        Migration(older, documents=[second]).apply()

        assert construals(older)[0] == "Causer"
        assert Migration(older).automatic()[0][0].id == "causer"
        assert {a.scheme for a in older.annotations(first)} == {"snacs-2.5"}


def test_follows_what_is_done(mixed: Project) -> None:
    """Decisions, undos and imports made elsewhere are seen without looking at everything again."""
    with mixed:
        migration = Migration(mixed)
        leave = mixed.changes.listen(migration.follow)

        mixed.do(actions.remove(migration.items[0].annotation, mixed.author()))
        assert len(migration.items) == 1
        mixed.undo()
        assert len(migration.items) == 2
        while mixed.undo():
            pass
        assert not migration.items
        leave()


def test_answers_keep_their_order(tmp_path: Path) -> None:
    """One answer does not turn round the order in which the next are offered, though it would speak for the other."""
    hindi = (("Causer", "Agent"), ("Causer", "Agent"), ("Force", "Force"))
    with Project.create(tmp_path / "p.construal", language="hi", annotator="ann") as project:
        brought_in(project, labelled_file(tmp_path / "f.conllulex", hindi), language="hi")
        migration = Migration(project)
        first, second = migration.items
        assert [str(c) for c in second.question.candidates] == ["Causer ↝ Agent", "Force ↝ Agent"]

        migration.decide(first, Construal("Force", "Agent"))

        assert migration.items == [second]
        assert Migration(project).items[0].told.certainty == "open"


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(["0", "1", "2", "undo", "redo", "apply"]), st.integers(0, 9)), max_size=12))
def test_following_is_as_good_as_looking(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    """Whatever is decided, undone and redone, what is followed has the counts and the places of a fresh look."""
    folder = tmp_path_factory.mktemp("follow")
    with Project.create(folder / "p.construal", annotator="ann") as project:
        brought_in(project, labelled_file(folder / "a.conllulex", MIXED))
        brought_in(project, labelled_file(folder / "b.conllulex", OLDEST), scheme="snacs-2.3")
        migration = Migration(project)
        project.changes.listen(migration.follow)
        for step, place in steps:
            items = migration.items
            if step == "apply" and (command := migration.renaming()) is not None:
                project.do(command)
            elif step == "redo":
                project.redo()
            elif step == "undo" and "Import" not in project.undo_label:
                project.undo()
            elif step in ("0", "1", "2") and items:
                item = items[place % len(items)]
                choice = item.question.candidates[int(step) - 1] if step != "0" else None
                project.do(migration.answer(item, choice))

        fresh = Migration(project)
        assert migration.versions == fresh.versions
        assert [(i.id, i.question.rules) for i in migration.items] == [(i.id, i.question.rules) for i in fresh.items]
        assert sorted(r.after.id for r in migration.renamed) == sorted(r.after.id for r in fresh.renamed)
        assert sorted(r.after.id for r in migration.moved) == sorted(r.after.id for r in fresh.moved)
        assert (migration.questions(), migration.decided) == (fresh.questions(), fresh.decided)


def test_declaring_a_version(mixed: Project) -> None:
    """A person may say in which version a file was made: what proves another stays, and makes its Causer a question."""
    with mixed:
        migration = Migration(mixed)

        assert migration.declare("2.5") > 0

        schemes = {labels(a): a.scheme for a in mixed.annotations() if a.get("role")}
        assert schemes["Force"] == "snacs-2.6"
        assert schemes["Locus ↝ Goal"] == "snacs-2.5"
        assert [labels(i.annotation) for i in migration.items] == ["Causer ↝ Source", "Stimulus ↝ Causer"]
        with pytest.raises(SchemeError, match="‘new’ is no version"):
            migration.declare("new")
        mixed.undo()
        assert {a.scheme for a in mixed.annotations() if a.get("role")} == {"snacs-2.6", "snacs-2.5"}


def test_a_declared_file_without_newer_labels_follows_by_rule(tmp_path: Path) -> None:
    """Declared as 2.5 a file with no label of 2.6 has no question left."""
    with Project.create(tmp_path / "p.construal", annotator="ann") as project:
        brought_in(project, labelled_file(tmp_path / "f.conllulex", OLDER))
        migration = Migration(project)
        assert len(migration.items) == 1

        migration.declare("2.5")

        assert not migration.items
        assert [rule.id for rule, _ in migration.automatic()] == ["causer", "rate-unit"]
        assert migration.declare("2.5") == 0


def test_nothing_of_an_older_version_is_suggested(tmp_path: Path) -> None:
    """Suggestions learned from 2.5 speak 2.6: its Causer counts as Force, and what waits for a person as nothing."""
    with Project.create(tmp_path / "p.construal", annotator="ann") as project:
        brought_in(project, labelled_file(tmp_path / "a.conllulex", (("Causer", "Causer"),) * 9), scheme="snacs-2.5")
        brought_in(project, labelled_file(tmp_path / "b.conllulex", (("OrgRole", "Gestalt"),) * 9), scheme="snacs-2.3")
        brought_in(project, labelled_file(tmp_path / "c.conllulex", (("Causer", "Locus"),) * 9))

        learned = Counter((e.role, e.function) for e in knowledge(project, "lexical").expressions if e.role)

        assert learned == Counter({("Force", "Force"): 9})


def test_unknown_item(mixed: Project) -> None:
    """An id that nothing is asked about is refused with where to look."""
    with mixed, pytest.raises(CommandError, match="Nothing is asked about annotation 7"):
        Migration(mixed).item(7)


def test_a_label_of_no_version_is_refused(mixed: Project) -> None:
    """A decision for a label that the scheme has not changes nothing."""
    with mixed:
        migration = Migration(mixed)

        with pytest.raises(SchemeError, match="‘Cause’ is no label"):
            migration.decide(migration.items[0], Construal("Cause", "Source"))

        assert len(mixed.events()) == 1


def test_place(mixed: Project) -> None:
    """An item is shown in its sentence."""
    with mixed:
        migration = Migration(mixed)

        place = migration.place(migration.items[1])

        assert (place.document, place.sentence) == ("made-1", "made-1-3")
        assert (place.before, place.words, place.after) == ("It went ", "by", " here .")
