"""A project's migration: by rule as one step, by a person place by place, and nothing lost on the way."""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import NAMES, stated
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

needs_data = pytest.mark.skipif("CONSTRUAL_DATA" not in os.environ, reason="CONSTRUAL_DATA names no folder with data")


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


@pytest.fixture
def older(tmp_path: Path) -> Project:
    """A project of ann's with a file of 2.5 and one of 2.3."""
    project = Project.create(tmp_path / "older.construal", annotator="ann")
    brought_in(project, labelled_file(tmp_path / "older.conllulex", OLDER), scheme="snacs-2.5")
    brought_in(project, labelled_file(tmp_path / "oldest.conllulex", OLDEST), scheme="snacs-2.3")
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


def test_export_writes_migrated_cells(older: Project, tmp_path: Path) -> None:
    """The file comes out byte for byte but for the cells of renamed labels."""
    with older:
        migration = Migration(older)
        migration.apply()
        migration.decide(migration.items[0], Construal("Org", "Gestalt"), why="the employer")

        losses = older.export(tmp_path / "out.conllulex", documents=[r.id for r in older.records()[1:]])

    assert [(loss.message, loss.count) for loss in losses] == [("reasons of decisions on supersense annotations", 1)]
    before = (tmp_path / "oldest.conllulex").read_text(encoding="utf-8").split("\n")
    after = (tmp_path / "out.conllulex").read_text(encoding="utf-8").split("\n")
    changed = [(b, a) for b, a in zip(before, after, strict=True) if b != a]
    assert [a.split("\t")[13:15] + a.split("\t")[18:] for _, a in changed] == [
        ["p.Org", "p.Gestalt", "O-P-p.Org|p.Gestalt"],
        ["p.Agent", "p.Ancillary", "O-P-p.Agent|p.Ancillary"],
        ["p.PartPortion", "p.Whole", "O-P-p.PartPortion|p.Whole"],
    ]


PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).map(lambda p: (p[0], "_" if p[0] == "??" else p[1]))


@settings(max_examples=25)
@given(
    st.lists(PAIRS, min_size=1, max_size=6).map(tuple), st.sampled_from(["snacs-2.3", "snacs-2.5", "snacs-2.6"]),
    st.sampled_from(["en", "hi"]),
)  # fmt: skip
def test_any_file_can_be_migrated_and_taken_back(
    tmp_path_factory: pytest.TempPathFactory, pairs: tuple[tuple[str, str], ...], scheme: str, language: str
) -> None:
    """Undo restores every annotation, a second migration finds nothing, and no Causer of 2.6 is another label after."""
    folder = tmp_path_factory.mktemp("any")
    with Project.create(folder / "p.construal", language=language, annotator="ann") as project:
        brought_in(project, labelled_file(folder / "f.conllulex", pairs), scheme=scheme, language=language)
        before = project.annotations()

        migration = Migration(project)
        migration.apply()

        after = {a.id: a for a in project.annotations()}
        for annotation in before if scheme == CURRENT else ():
            for slot in ("role", "function"):
                if annotation.get(slot) == "Causer":
                    assert after[annotation.id].get(slot) == "Causer"
        assert Migration(project).apply() is None
        for _ in range(3):  # an answer about one slot may bring up a question about the other
            for item in migration.items:
                migration.decide(item, item.question.candidates[0] if item.question.candidates else None)
        assert not migration.items
        assert not Migration(project).items
        while "Import" not in project.undo_label:
            project.undo()
        assert project.annotations() == before


@needs_data
def test_pastrie_as_the_corpus_itself_was_upgraded(tmp_path: Path) -> None:
    """PASTRIE comes out as the corpus's own upgrade makes it: two labels renamed in three columns, no byte else."""
    source = Path(os.environ["CONSTRUAL_DATA"]) / "snacs" / "en-pastrie.conllulex"
    with Project.create(tmp_path / "p.construal", annotator="ann") as project:
        brought_in(project, source, scheme="snacs-2.5")
        migration = Migration(project)
        assert {rule.id: times for rule, times in migration.automatic()} == {"causer": 6, "rate-unit": 5}
        assert not migration.items
        migration.apply()
        project.export(tmp_path / "out.conllulex")

    lines = []
    for line in source.read_bytes().split(b"\n"):
        cells = line.split(b"\t")
        for place in (13, 14, 18) if len(cells) == 19 else ():
            cells[place] = cells[place].replace(b"p.RateUnit", b"p.SetIteration").replace(b"p.Causer", b"p.Force")
        lines.append(b"\t".join(cells))
    assert (tmp_path / "out.conllulex").read_bytes() == b"\n".join(lines)


@needs_data
def test_little_prince_is_told_apart(tmp_path: Path) -> None:
    """The English Little Prince says 2.6: one RateUnit follows by rule, ten places with Causer are asked, both ways."""
    source = Path(os.environ["CONSTRUAL_DATA"]) / "snacs" / "en-lp-train.conllulex"
    for scheme in ("", "snacs-2.6"):
        with Project.create(tmp_path / f"p{scheme}.construal", annotator="ann") as project:
            brought_in(project, source, scheme=scheme)
            migration = Migration(project)

            assert {rule.id: times for rule, times in migration.automatic()} == {"rate-unit": 1}
            assert len(migration.items) == 10
            assert {(i.told.version, i.told.certainty) for i in migration.items} == {("2.5", "likely")}


@needs_data
@pytest.mark.parametrize("split", ["dev", "train"])
def test_streusle_has_nothing_to_do(split: str, tmp_path: Path) -> None:
    """STREUSLE 4.7.1 is in 2.6 throughout."""
    source = Path(os.environ["CONSTRUAL_DATA"]) / "streusle" / f"streusle.ud_{split}.conllulex"
    with Project.create(tmp_path / "p.construal", annotator="ann") as project:
        project.import_file(source)
        migration = Migration(project)

        assert set(migration.versions) == {("2.6", "declared")}
        assert not migration.renamed
        assert not migration.moved
        assert not migration.items
