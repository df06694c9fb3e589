"""The log is the truth: whatever is done, replaying it gives the state, and undo and redo restore it with equal ids."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from construal.annotation.anchor import DOCUMENT, Anchor, at_row, at_step
from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept, Term
from construal.annotation.columns import Column, ints
from construal.annotation.commands import (
    AddDocuments,
    Batch,
    Command,
    Edit,
    EditCatalogue,
    EditTargets,
    RemoveDocuments,
)
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.errors import CommandError
from construal.annotation.formats.format import Imported
from construal.annotation.history import History
from construal.annotation.layer import CONCEPT, HINT, LEXICAL, STEP
from construal.annotation.snacs.target_entry import TargetEntry
from construal.annotation.state import DocumentRecord, Memory
from construal.core.contents import Source, content
from construal.core.doctor import current, replayed
from construal.core.importing import Prepared, command
from construal.core.project import Project

NAMES = ("Zoé", "Abdul", "")
DOCUMENTS = (101, 102, 103)
CONCEPTS = ("plane graph", "edge/vertex", "c_7")

texts = st.text(max_size=6)
values = st.dictionaries(
    st.sampled_from(("role", "function", "strength", "target", "order", "concept")),
    st.one_of(texts, st.booleans(), st.integers(-5, 2**53 - 1), st.none(), st.floats(-1e6, 1e6, allow_nan=False)),
    max_size=3,
)
fragments = st.tuples(st.integers(0, 8), st.integers(1, 4)).map(lambda p: ((p[0], p[0] + p[1]),))
gapped = st.integers(0, 4).map(lambda s: ((s, s + 1), (s + 3, s + 5)))
anchors = st.one_of(
    fragments.map(lambda f: Anchor(fragments=f)),
    gapped.map(lambda f: Anchor(fragments=f)),
    st.integers(0, 3).map(at_step),
    st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda p: at_row(*p)),
    st.just(DOCUMENT),
)
annotations = st.builds(
    Annotation,
    id=st.integers(1, 12),
    document=st.sampled_from((*DOCUMENTS, 999)),
    layer=st.sampled_from((LEXICAL, CONCEPT, HINT, STEP)),
    anchor=anchors,
    values=values,
    annotator=st.sampled_from(NAMES),
    status=st.sampled_from(Status),
    source=st.sampled_from(("", "frequency 1")),
    confidence=st.one_of(st.none(), st.floats(0, 1)),
    note=texts,
    doubt=st.booleans(),
    replaces=st.one_of(st.none(), st.integers(1, 12)),
    created=st.integers(0, 2**45),
)
concepts = st.builds(
    Concept,
    id=st.sampled_from(CONCEPTS),
    name=st.one_of(st.none(), texts),
    terms=st.lists(st.builds(Term, text=texts), max_size=2).map(tuple),
    broader=st.lists(st.sampled_from(CONCEPTS), max_size=2).map(tuple),
)
edits = st.builds(
    Edit,
    label=texts,
    put=st.lists(annotations, max_size=4).map(tuple),
    drop=st.lists(st.integers(1, 12), max_size=2).map(tuple),
)
catalogue_edits = st.builds(
    EditCatalogue,
    label=texts,
    put=st.lists(concepts, max_size=2).map(tuple),
    drop=st.lists(st.sampled_from(CONCEPTS), max_size=1).map(tuple),
)
target_entries = st.builds(
    TargetEntry,
    language=st.sampled_from(("en", "hi")),
    words=st.sampled_from(("in light of", "में")),
    verdict=st.sampled_from(("target", "never", "dropped")),
    lexcat=st.sampled_from(("", "P")),
)
target_edits = st.builds(
    EditTargets,
    label=texts,
    put=st.lists(target_entries, max_size=2).map(tuple),
    drop=st.lists(st.tuples(st.sampled_from(("en", "hi")), st.just("में")), max_size=1).map(tuple),
)
removals = st.builds(
    RemoveDocuments, label=texts, documents=st.lists(st.sampled_from(DOCUMENTS), min_size=1, max_size=2).map(tuple)
)
additions = st.builds(
    AddDocuments,
    label=texts,
    records=st.sampled_from(DOCUMENTS).map(lambda id: (record(id),)),
    annotations=st.just(()),
)
simple = st.one_of(edits, edits, catalogue_edits, target_edits, removals, additions)
batches = st.builds(Batch, label=texts, commands=st.lists(simple, max_size=3).map(tuple))
commands = st.one_of(simple, simple, batches)
steps = st.one_of(commands, commands, st.sampled_from(("undo", "redo")), st.lists(commands, min_size=1, max_size=3))


def document(id: int) -> Document:
    """Ten one-letter words."""
    starts = ints(range(0, 20, 2))
    forms = Column.of("abcdefghij")
    tokens = Tokens(starts, np.asarray(starts + 1, dtype=np.int32), {"lemma": forms})
    sentences = Sentences(ints((0, 10)), ints((0,)), ints((19,)), Column.of(["1"]))
    return Document(id, f"text {id}", " ".join("abcdefghij"), tokens, sentences, source="0" * 64, format="plain_text")


def record(id: int) -> DocumentRecord:
    """The record that a project keeps of such a document."""
    return content(document(id)).record


def begun(path: Path) -> tuple[Project, History]:
    """A project with three documents, and the same in memory."""
    contents = tuple(content(document(id)) for id in DOCUMENTS)
    prepared = Prepared(Source("0" * 64, "texts", 0, b""), "plain_text", contents, Imported())
    project = Project.create(path, annotator="Zoé")
    project.add(prepared)
    history = History(Memory())
    history.do(command(prepared, {})[0])
    return project, history


def outcome(act: Callable[[], object]) -> str:
    """Whether it was done, there was nothing to do, or it was refused."""
    try:
        return "nothing" if act() is None else "done"
    except CommandError:
        return "refused"


def take(step: object, project: Project, history: History) -> tuple[str, str]:
    """Take one step in the project and in memory, and give both outcomes."""
    if step == "undo":
        return outcome(project.undo), outcome(history.undo)
    if step == "redo":
        return outcome(project.redo), outcome(history.redo)
    if isinstance(step, list):  # several commands that are one step
        whole = Batch(label="run", commands=tuple(step))
        return outcome(lambda: project.do_all(step)), outcome(lambda: history.do(whole))
    assert isinstance(step, Edit | EditCatalogue | EditTargets | AddDocuments | RemoveDocuments | Batch)
    single: Command = step
    return outcome(lambda: project.do(single)), outcome(lambda: history.do(single))


@settings(max_examples=60)
@given(st.lists(steps, max_size=12))
def test_the_log_replays_to_the_state(taken: list[object]) -> None:
    """After every step the tables equal a project in memory, and the log replayed from nothing gives the same."""
    with tempfile.TemporaryDirectory() as folder:
        project, history = begun(Path(folder) / "p.construal")
        with project:
            for step in taken:
                in_project, in_memory = take(step, project, history)

                assert in_project == in_memory
                assert current(project) == history.state
            assert replayed(project) == history.state


@settings(max_examples=40)
@given(st.lists(steps, max_size=10))
def test_undo_and_redo_of_everything(taken: list[object]) -> None:
    """Undoing everything restores the empty project, redoing everything the end, annotation for annotation."""
    with tempfile.TemporaryDirectory() as folder:
        project, history = begun(Path(folder) / "p.construal")
        with project:
            for step in taken:
                take(step, project, history)
            end = current(project)
            undone = 0
            while project.undo() is not None:
                undone += 1
            beginning = current(project)
            redone = 0
            while project.redo() is not None:
                redone += 1

            assert beginning == Memory()
            # What had been undone before is done again, too, so the steps of the redo chain are at least as many.
            assert redone >= undone
            while redone > undone:
                project.undo()
                redone -= 1
            assert current(project) == end
            assert replayed(project) == end


@settings(max_examples=100)
@given(commands)
def test_a_command_survives_the_log(written: Command) -> None:
    """A command read back from the log is the command that was written."""
    from construal.annotation.commands import decode, encode

    assert decode(encode(written)) == written


@given(annotations)
def test_an_annotation_survives_the_tables(written: Annotation) -> None:
    """An annotation read back from the tables is the annotation that was put there."""
    known = msgspec.structs.replace(written, document=101)
    with tempfile.TemporaryDirectory() as folder:
        project, _ = begun(Path(folder) / "p.construal")
        with project:
            project.do(Edit(label="Put", put=(known,)))

            assert project.annotations(101) == [known]
