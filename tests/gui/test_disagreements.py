"""Disagreements below the text: what the model reads otherwise, taken over or kept by a key, never by itself."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec
import pytest
from desk import CTRL, SHIFT, Desk, opened, told
from made import made_document, prepared_of
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.core import settings
from construal.core.project import Project
from construal.core.suggest.chosen_model import chosen
from construal.core.suggest.tagger import TaggerSuggester
from construal.gui.panels.findings import DisagreesHere, FindingsPanel

TEXT = [
    ["The", "cat", "slept", "in", "front", "of", "the", "stove", "for", "an", "hour", "."],
    ["She", "came", "to", "the", "shop", "at", "noon", "and", "looked", "at", "it", "up", "."],
]
KEYS = ("strength", "lexcat", "role", "function", "supersense")
WRONG = {"strength": "single", "role": "Cost", "function": "Cost"}


def document() -> Document:
    return made_document(TEXT, id=51, name="stove", columns=False)


def decided(model_folder: Path) -> tuple[list[Annotation], Annotation]:
    """Decisions as the model reads the text, but for one target, and that one as the model reads it."""
    model, _ = chosen(str(model_folder), language="en")
    assert model is not None
    made = TaggerSuggester(model).suggest(document(), [], new_id=count(500).__next__, time=1)
    as_read = [
        msgspec.structs.replace(
            a, status=Status.GOLD, source="conllulex", confidence=None,
            values={key: a.values[key] for key in KEYS if key in a.values},
        )
        for a in made
        if a.get("strength") != "weak"
    ]  # fmt: skip
    target = next(a for a in as_read if a.get("role") and a.get("strength") == "single")
    return [msgspec.structs.replace(a, values=WRONG) if a is target else a for a in as_read], target


@pytest.fixture
def read_target(model_folder: Path) -> Annotation:
    return decided(model_folder)[1]


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv(settings.MODEL_VARIABLE, str(model_folder))

    def build(path: Path) -> None:
        with Project.create(path, annotator="ann", name="Made") as project:
            project.add(prepared_of([document()], decided(model_folder)[0]))

    yield from opened(tmp_path / "made.construal", qtbot, build)


def panel(desk: Desk) -> FindingsPanel:
    return desk.bench.middle.text.findings


def listed(desk: Desk) -> list[DisagreesHere]:
    return [row for row in panel(desk).rows.rows if isinstance(row, DisagreesHere)]


def open_list(desk: Desk) -> DisagreesHere:
    """Open the findings, and stand at the one disagreement."""
    desk.press(Qt.Key.Key_F, modifiers=CTRL | SHIFT)
    desk.qtbot.waitUntil(lambda: len(listed(desk)) == 1, timeout=60_000)
    (row,) = listed(desk)
    while panel(desk).current < 0 or panel(desk).rows.rows[panel(desk).current] != row:
        desk.press(Qt.Key.Key_F8)
    return row


def test_a_disagreement_is_listed_with_both_readings(desk: Desk, read_target: Annotation) -> None:
    """The list says what was decided and what the model reads, each with its probability, and F8 goes to it."""
    row = open_list(desk)

    assert desk.bench.session.target is not None
    assert desk.bench.session.target.id == read_target.id
    assert row.message.startswith("Cost .")
    assert f"reads {row.judged.reading} " in row.way_out
    assert read_target.text("role") in row.way_out
    assert "1 disagreement in this document" in panel(desk).count.text()
    assert told(desk) == f"{row.message}: {row.way_out}"
    assert desk.stored() == []


def test_one_key_takes_the_reading_over(desk: Desk, read_target: Annotation) -> None:
    """The model's label becomes ann's own decision, and the row goes; undo brings both back."""
    open_list(desk)
    desk.press(Qt.Key.Key_Period, modifiers=CTRL)
    (own,) = desk.stored()
    assert (own.status, own.replaces) == (Status.GOLD, read_target.id)
    assert [own.get(key) for key in ("role", "function")] == [read_target.get(key) for key in ("role", "function")]
    assert listed(desk) == []
    desk.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert desk.stored() == []
    assert len(listed(desk)) == 1


def test_another_key_keeps_what_was_decided(desk: Desk) -> None:
    """The decision becomes ann's own as it is; the row goes and does not come back with the panel."""
    open_list(desk)
    desk.press(Qt.Key.Key_Comma, modifiers=CTRL)
    (own,) = desk.stored()
    assert [own.get(key) for key in ("role", "function")] == ["Cost", "Cost"]
    assert listed(desk) == []
    desk.press(Qt.Key.Key_F, modifiers=CTRL | SHIFT)
    desk.press(Qt.Key.Key_F, modifiers=CTRL | SHIFT)
    desk.qtbot.waitUntil(lambda: not desk.window.jobs.jobs, timeout=60_000)
    assert listed(desk) == []


def test_keeping_needs_a_disagreement(desk: Desk) -> None:
    """Where no model disagrees the key says so, and nothing changes."""
    desk.press(Qt.Key.Key_Comma, modifiers=CTRL)
    assert told(desk) == "No model disagrees here."
    assert desk.stored() == []


def test_a_decision_in_the_text_ends_it(desk: Desk, read_target: Annotation) -> None:
    """The list follows the keyboard: the label the model reads, typed by hand, and the row is gone."""
    open_list(desk)
    session = desk.bench.session
    desk.bench.deciding.choose(read_target.text("role"), read_target.text("function"))
    assert listed(desk) == []
    assert session.project.annotations(annotator="ann", layer=LEXICAL)
