"""Commands: every one has an inverse that restores an equal state, and reads back from its JSON."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import annotations, commands

from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation
from construal.annotation.commands import Batch, Command, Edit, RemoveDocuments, decode, encode
from construal.annotation.errors import CommandError
from construal.annotation.history import History
from construal.annotation.state import DocumentRecord, Memory


def memory(*, documents: int = 4) -> Memory:
    """A state with documents 1 to `documents`."""
    state = Memory()
    state.put_records(DocumentRecord(id=i, name=f"d{i}") for i in range(1, documents + 1))
    return state


def copied(state: Memory) -> Memory:
    copy = Memory()
    copy.annotations, copy.concepts, copy.records = dict(state.annotations), dict(state.concepts), dict(state.records)
    copy.target_entries, copy.adaptations = dict(state.target_entries), dict(state.adaptations)
    return copy


@given(commands())
def test_json_reads_back(command: Command) -> None:
    """A command is the same after a trip through the log."""
    assert decode(encode(command)) == command


@given(st.lists(commands(), max_size=8))
def test_inverse_restores_an_equal_state(sequence: list[Command]) -> None:
    """For any state and command: its inverse gives the state back, ids included; one that fails changes nothing."""
    state = memory()
    for command in sequence:
        before = copied(state)
        try:
            inverse, _ = command.apply(state)
        except CommandError:
            assert state == before
            continue
        after = copied(state)
        redo, _ = inverse.apply(state)
        assert state == before
        redo.apply(state)
        assert state == after


@given(st.lists(commands(), max_size=8))
def test_history_goes_all_the_way_back_and_forth(sequence: list[Command]) -> None:
    """Undoing everything gives the beginning, redoing everything the end."""
    state = memory()
    history = History(state)
    beginning = copied(state)
    for command in sequence:
        try:
            history.do(command)
        except CommandError:
            continue
    end = copied(state)
    while history.undo():
        pass
    assert state == beginning
    while history.redo():
        pass
    assert state == end


@given(annotations(ids=st.just(5), document_ids=st.just(1)))
def test_change_names_what_was_touched(annotation: Annotation) -> None:
    """A change tells the document, the annotation and the layer."""
    _, change = Edit(label="x", put=(annotation,)).apply(memory())

    assert (change.documents, change.annotations, change.layers) == ({1}, {5}, {annotation.layer})


def test_failing_command_leaves_no_trace_in_history() -> None:
    """A command that cannot be applied is not remembered."""
    history = History(memory(documents=0))

    with pytest.raises(CommandError, match="document 1"):
        history.do(Edit(label="x", put=(Annotation(id=1, document=1, layer="lexical", anchor=span((0, 1))),)))

    assert history.undo_label == ""
    assert history.undo() is None


def test_batch_is_all_or_nothing() -> None:
    """Where the second part fails, the first is taken back."""
    state = memory(documents=1)
    good = Edit(label="a", put=(Annotation(id=1, document=1, layer="lexical", anchor=span((0, 1))),))

    with pytest.raises(CommandError):
        Batch(label="both", commands=(good, RemoveDocuments(label="b", documents=(9,)))).apply(state)

    assert state == memory(documents=1)


def test_new_command_ends_redo() -> None:
    """After a new step, what was taken back cannot be done again."""
    history = History(memory())
    one = Edit(label="one", put=(Annotation(id=1, document=1, layer="lexical", anchor=span((0, 1))),))
    two = Edit(label="two", put=(Annotation(id=2, document=1, layer="lexical", anchor=span((0, 1))),))
    history.do(one)
    history.undo()
    assert history.redo_label == "one"

    history.do(two)

    assert history.redo() is None
    assert history.undo_label == "two"
