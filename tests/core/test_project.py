"""A project: saved when it says so, undone to equal ids, read by others while one writes."""

from pathlib import Path

import pytest
from made import made_prepared
from samples import BY_NAME

from construal.annotation import actions
from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept
from construal.annotation.commands import Change, Edit, EditCatalogue, RemoveDocuments
from construal.annotation.errors import CommandError, ProjectError
from construal.annotation.formats.format import ReadOptions
from construal.core.coverage import Coverage
from construal.core.doctor import current
from construal.core.errors import ReadOnlyProject
from construal.core.importing import prepare
from construal.core.progress import Quiet
from construal.core.project import Project


def accept_first(project: Project) -> Annotation:
    """Ann accepts the first suggestion."""
    project.do(actions.accept(project.reading(1)[0], project.author()))
    return project.reading(1)[0]


def test_decision_is_there_after_closing(project: Project) -> None:
    """What was decided is read from the file by the next program."""
    mine = accept_first(project)
    project.close()

    with Project.open(project.path, annotator="ann") as again:
        assert again.reading(1) == [mine]
        assert again.document("trip").text == "We went out of town .\nIt rained ."


def test_undo_and_redo_go_over_a_restart(project: Project) -> None:
    """The steps of an earlier day are undone and done again, ids and all."""
    mine = accept_first(project)
    project.close()

    with Project.open(project.path, annotator="ann") as again:
        assert again.undo_label == "Accept Source"
        again.undo()
        assert again.reading(1)[0].status is Status.SUGGESTED
        again.redo()
        assert again.reading(1) == [mine]


def test_everything_can_be_undone_and_redone(project: Project) -> None:
    """Undo goes back to the empty project, import included; redo to the end; the log replays to the same state."""
    accept_first(project)
    project.do(EditCatalogue(label="new", put=(Concept(id="C"),)))
    project.do(RemoveDocuments(label="remove", documents=(2,)))
    end = current(project)
    while project.undo():
        pass
    assert (project.records(), project.annotations(), project.concepts()) == ([], [], {})
    while project.redo():
        pass

    assert current(project) == end
    assert project.verify() == []


def test_new_step_after_undo_ends_redo(project: Project) -> None:
    """Redo offers nothing once something else was done, and undo then goes past it to what came before."""
    accept_first(project)
    project.undo()
    project.do(actions.reject(project.reading(1)[0], project.author()))

    assert (project.undo_label, project.redo_label) == ("Reject Source", "")
    project.undo()
    assert project.undo_label == "Import made.txt"


def test_steps_of_one_run_are_undone_together(project: Project) -> None:
    """Suggestions for many documents are an event each and one step to undo and redo."""
    before = current(project)
    author = project.author()
    project.do_all([actions.create(d, "concept", project.reading(1)[0].anchor, {}, author) for d in (1, 2)])
    after = current(project)

    project.undo()
    assert current(project) == before
    project.redo()
    assert current(project) == after
    assert len([e for e in project.events() if e.kind == "undo"]) == 2


def test_listeners_are_told_after_the_commit(project: Project) -> None:
    """A listener sees the new state, whose change it was, and hears no more once it has left."""
    heard: list[tuple[Change, int]] = []
    leave = project.changes.listen(lambda change: heard.append((change, len(project.events()))))
    editor = object()
    project.do(actions.accept(project.reading(1)[0], project.author()), source=editor)
    leave()
    project.undo()

    [(change, events)] = heard
    assert (change.documents, change.source, events) == ({1}, editor, 2)


def test_failing_command_changes_nothing(project: Project) -> None:
    """A command that does not fit leaves state, log and undo as they were."""
    before = (current(project), project.events())
    with pytest.raises(CommandError):
        project.do(
            Edit(label="x", put=(Annotation(id=7, document=99, layer="x", anchor=project.reading(1)[0].anchor),))
        )

    assert (current(project), project.events()) == before


def test_annotators_stand_side_by_side(project: Project) -> None:
    """Ann's decision is not bob's; each sees the own one."""
    accept_first(project)
    project.annotator = "bob"
    project.do(actions.relabel(project.reading(1)[0], project.author(), role="Goal", function="Goal"))

    assert [a.text("role") for a in project.reading(1)] == ["Goal"]
    project.annotator = "ann"
    assert [a.text("role") for a in project.reading(1)] == ["Source"]
    assert {a.annotator for a in project.annotations(1)} == {"", "ann", "bob"}


def test_second_program_reads_and_is_told_who_writes(project: Project) -> None:
    """While one writes, another sees its commits at once, cannot change anything, and knows who writes."""
    with Project.open(project.path, annotator="bob") as other:
        mine = accept_first(project)

        assert other.readonly
        assert other.writer is not None
        assert str(other.writer.pid) in str(other.writer)
        assert mine in other.annotations(1)
        with pytest.raises(ReadOnlyProject, match="writes it"):
            other.undo()


def test_writing_passes_on_when_the_writer_closes(project: Project) -> None:
    """The next to open may write."""
    project.close()
    with Project.open(project.path) as other:
        assert not other.readonly


def test_reading_a_range_is_the_reading_of_the_document(project: Project) -> None:
    """What meets a range is found, also where it begins in front of it, and nothing else."""
    accept_first(project)

    assert [project.reading(1, layer="lexical", start=s, end=e) for s, e in ((9, 10), (0, 8), (14, 30))] == [
        project.reading(1), [], [],
    ]  # fmt: skip


def test_neighbours_walk_every_statement_once(project: Project) -> None:
    """Next and previous go through all statements in order, nested ones at the same start too."""
    author = project.author()
    anchors = [project.document(1).anchor_of(rows) for rows in ([0], [0, 1], [2], [4], [0])]
    project.do_all([actions.create(1, "concept", a, {"canonical": str(i)}, author) for i, a in enumerate(anchors)])
    walked: list[Annotation] = []
    step = project.next_annotation(1, "concept", after=-1)
    while step:
        walked.append(step)
        step = project.next_annotation(1, "concept", after=step)
    back: list[Annotation] = []
    step = project.previous_annotation(1, "concept", before=walked[-1])
    while step:
        back.append(step)
        step = project.previous_annotation(1, "concept", before=step)

    assert walked == project.reading(1, layer="concept")
    assert len(walked) == 5
    assert back == walked[-2::-1]


def test_undecided_are_suggestions_and_rejections(project: Project) -> None:
    """The next undecided place is one that is suggested, or rejected and still open."""
    assert project.next_annotation(1, "lexical", after=0, undecided=True) is not None
    project.do(actions.reject(project.reading(1)[0], project.author()))
    assert project.coverage("lexical") == {1: Coverage(0, 0, 1)}
    project.do(actions.accept(project.reading(1)[0], project.author()))

    assert project.next_annotation(1, "lexical", after=0, undecided=True) is None
    assert project.coverage("lexical") == {1: Coverage(1, 0, 0)}
    assert project.coverage("lexical")[1].is_complete


def test_search_finds_words_and_names(project: Project) -> None:
    """Documents are found by the beginnings of words, without accents and case, or by name."""
    assert [r.name for r in project.records(search="cafes bo")] == ["cafe"]
    assert [r.name for r in project.records(search="TRIP")] == ["trip"]
    assert [r.name for r in project.records(search='"')] == []
    assert len(project.records()) == 2


@pytest.mark.parametrize(("name", "words"), [("gu", "માં"), ("gu", "ની પાસે"), ("ko", "부터"), ("de", "hause")])
def test_search_finds_parts_of_words(tmp_path: Path, name: str, words: str) -> None:
    """A case ending, an empty node and half of a compound are found, as they are labelled in the file."""
    path = tmp_path / f"{name}.conllulex"
    path.write_bytes(BY_NAME[name].data)
    with Project.create(tmp_path / "p.construal", annotator="ann") as project:
        options = ReadOptions(language=BY_NAME[name].language)
        project.add(prepare(path, options=options, progress=Quiet()))
        assert [record.name for record in project.records(search=words)] == [name]
        assert project.records(search=f"{words}x") == []


def test_search_finds_what_a_person_marks(project: Project) -> None:
    """A part of a word is found once somebody marks it, and as long as that stands; beside words of its sentence."""
    author = project.author()
    bonn = project.document(2).text.index("Bonn")
    made = actions.create(2, "lexical", span((bonn + 1, bonn + 3)), {"role": "Locus"}, author)
    cut = actions.create(1, "lexical", span((3, 5)), {"role": "Locus"}, author)
    assert project.records(search="on") == []

    project.do_all([made, cut])

    assert [r.name for r in project.records(search="on")] == ["cafe"]
    assert [r.name for r in project.records(search="on cafe")] == ["cafe"]
    assert project.records(search="on town") == []
    project.undo()
    assert project.records(search="on") == []
    project.redo()
    assert [r.name for r in project.records(search="on")] == ["cafe"]
    project.do(actions.reject(project.reading(2)[0], author))
    assert project.records(search="on") == []


def test_same_file_twice_is_refused(project: Project) -> None:
    """A file that is in the project is not brought in again, and the sentence names it."""
    with pytest.raises(ProjectError, match=r"made\.txt is already in p\.construal"):
        project.add(made_prepared())
    assert len(project.records()) == 2


def test_log_tells_who_did_what(project: Project) -> None:
    """An event has its annotator, its name and the time the person took; the log of a document holds its own."""
    project.do(actions.accept(project.reading(1)[0], project.author()), took=900)

    assert [(e.kind, e.annotator, e.label, e.took) for e in project.events(document=1)] == [
        ("do", "ann", "Accept Source", 900), ("do", "ann", "Import made.txt", None),
    ]  # fmt: skip
    assert [e.label for e in project.events(document=2)] == ["Import made.txt"]


def test_doctor_finds_a_state_that_was_tampered_with(project: Project) -> None:
    """A row changed behind the log's back is told, and so is a damaged source."""
    assert project.verify() == []
    project.connection.execute("UPDATE annotations SET note = 'x'")
    project.connection.execute("UPDATE sources SET data = x'00'")

    assert [fault.split(" ")[1] for fault in project.verify()] == ["state", "kept"]


def test_info_counts(project: Project) -> None:
    """Numbers of a project are those of what is in it."""
    accept_first(project)
    info = project.info()

    assert (info.documents, info.sentences, info.tokens, info.suggestions) == (2, 3, 12, 1)
    assert (info.annotations, info.annotators, info.sources) == ({"lexical": 1}, {"ann": 1}, ("made.txt",))


def test_create_refuses_what_is_there(tmp_path: Path) -> None:
    """A file in the place of a new project is left alone."""
    path = tmp_path / "x.construal"
    path.write_text("mine")

    with pytest.raises(ProjectError, match="already a file"):
        Project.create(path)
    with pytest.raises(ProjectError, match="no Construal project"):
        Project.open(path)
    assert path.read_text() == "mine"
