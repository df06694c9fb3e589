"""Suggestions that come by themselves: a real window on a text nobody annotated, and a tiny model that reads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import CTRL, Desk, opened, told
from made import made_document, prepared_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from construal.annotation import actions
from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept
from construal.annotation.commands import EditCatalogue
from construal.annotation.layer import LEXICAL
from construal.core import settings
from construal.core.project import Project

SENTENCES = [
    ["The", "cat", "slept", "in", "front", "of", "the", "stove", "for", "an", "hour", "."],
    ["She", "came", "to", "the", "shop", "at", "noon", "and", "looked", "at", "it", "up", "."],
    ["We", "gave", "up", "on", "them", "in", "2019", "because", "of", "the", "rain", "!"],
]
LONG = SENTENCES * 40


def build(path: Path) -> None:
    """A project with a long text and a short one, nothing annotated."""
    documents = [
        made_document(LONG, id=41, name="long", columns=False),
        made_document(SENTENCES, id=42, name="short", columns=False),
    ]
    with Project.create(path, annotator="ann", name="Made") as project:
        project.add(prepared_of(documents))


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv(settings.MODEL_VARIABLE, str(model_folder))
    yield from opened(tmp_path / "made.construal", qtbot, build)


def standing(desk: Desk, document: int = 41) -> list[Annotation]:
    return desk.bench.session.project.annotations(document, layer=LEXICAL)


def read(desk: Desk, document: int = 41) -> None:
    """Wait until all of a document was read."""
    reading = desk.bench.reading
    desk.qtbot.waitUntil(
        lambda: reading.reading is not None and not reading.reading.is_open and not desk.window.jobs.jobs,
        timeout=60_000,
    )


def test_a_text_is_suggested_without_being_asked(desk: Desk) -> None:
    """All of an open text gets suggestions by the model, and the cursor stands on the first; others wait."""
    read(desk)
    made = standing(desk)
    starts = {desk.bench.session.project.document(41).sentences.at(a.anchor.start or 0) for a in made}

    assert {(a.status, a.source) for a in made} == {(Status.SUGGESTED, "tiny-standard 1")}
    assert len(starts) > 100
    assert desk.bench.session.target is not None
    assert standing(desk, 42) == []


def test_it_is_in_the_file_and_no_step_to_take_back(desk: Desk) -> None:
    """What was suggested survives the window; undo takes back what ann did, and nothing else."""
    read(desk)
    project = desk.bench.session.project
    before = len(standing(desk))
    target = desk.bench.session.target
    assert target is not None
    label = project.undo_label
    assert not label.startswith("Suggest")
    assert len(project.events(limit=1000)) < len(LONG) / 2
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert project.undo_label == label
    with Project.open(desk.path, readonly=True) as again:
        assert len(again.annotations(41, layer=LEXICAL)) == before
        assert again.verify() == []


def test_a_decision_is_never_touched(desk: Desk) -> None:
    """Words that ann decides while the model still reads are hers: nothing is suggested there."""
    session = desk.bench.session
    project = session.project
    document = project.document(41)
    row = document.sentences.rows(100)[3]
    values = {"strength": "single", "role": "Locus", "function": "Locus"}
    session.do(actions.create(41, LEXICAL, document.anchor_of([row]), values, project.author()))
    read(desk)

    start, end = int(document.sentences.start[100]), int(document.sentences.end[100])
    here = project.reading(41, layer=LEXICAL, start=start, end=end)
    assert [(a.annotator, a.get("role")) for a in here] == [("ann", "Locus")]


def test_the_rest_can_be_stopped(desk: Desk) -> None:
    """The button in the status line stops the reading of the rest; what was read stays, the page at hand is read."""
    desk.qtbot.waitUntil(lambda: any(job.title == "Suggesting ahead" for job in desk.window.jobs.jobs), timeout=60_000)
    job = next(job for job in desk.window.jobs.jobs if job.title == "Suggesting ahead")
    assert desk.window.status.jobs_box.isVisible()
    with desk.qtbot.waitSignal(desk.bench.reading.stopped, timeout=60_000):
        job.cancel()
    desk.qtbot.waitUntil(lambda: not desk.window.jobs.jobs, timeout=60_000)
    reading = desk.bench.reading.reading
    assert reading is not None
    assert reading.is_open
    assert standing(desk)

    desk.bench.movement.last()
    desk.qtbot.waitUntil(lambda: not reading.unread([len(LONG) - 1]), timeout=60_000)
    assert reading.is_open


def test_a_closed_window_leaves_nothing_running(desk: Desk) -> None:
    """Closing while the text is read ends all jobs; the project opens as whole as ever."""
    desk.qtbot.waitUntil(lambda: bool(standing(desk)), timeout=60_000)
    desk.window.close_project()
    assert desk.window.jobs.jobs == []
    with Project.open(desk.path) as project:
        assert project.verify() == []


def test_another_document_is_read_when_it_is_opened(desk: Desk) -> None:
    """Each text is read when a person comes to it."""
    desk.bench.open_document(42)
    read(desk, 42)
    assert standing(desk, 42)


def test_other_projects_are_left_alone(
    tmp_path: Path, qtbot: QtBot, model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file brought decisions, other suggestions are open, or only concepts are annotated, nothing comes."""
    monkeypatch.setenv(settings.MODEL_VARIABLE, str(model_folder))
    document = made_document(SENTENCES, id=43, name="decided", columns=False)
    decided = Annotation(
        id=900, document=43, layer=LEXICAL, anchor=document.anchor_of([3]), source="conllulex",
        values={"strength": "single", "role": "Locus", "function": "Locus"},
    )  # fmt: skip

    def with_decision(path: Path) -> None:
        with Project.create(path, annotator="ann") as project:
            project.add(prepared_of([document], [decided]))

    def with_concepts(path: Path) -> None:
        with Project.create(path, annotator="ann") as project:
            project.add(prepared_of([document]))
            project.do(EditCatalogue(label="seed", put=(Concept(id="C_cat", name="cat"),)))

    for number, make in enumerate((with_decision, with_concepts)):
        for desk in opened(tmp_path / f"{number}.construal", qtbot, make):
            assert desk.bench.reading.reading is None
            assert desk.bench.reading.readers is None


def test_without_a_model_all_is_as_it_was(tmp_path: Path, qtbot: QtBot) -> None:
    """Nothing is suggested, nothing is said, and no job begins."""
    for desk in opened(tmp_path / "none.construal", qtbot, build):
        QApplication.processEvents()
        assert desk.bench.reading.reading is None
        assert standing(desk) == []
        assert "model" not in told(desk)


def test_the_pane_shows_what_the_model_says(tmp_path: Path, qtbot: QtBot) -> None:
    """Of a target it has the model's construals with their probabilities, and who suggests."""

    def with_suggestion(path: Path) -> None:
        document = made_document(SENTENCES, id=44, name="read", columns=False)
        suggestion = Annotation(
            id=901, document=44, layer=LEXICAL, anchor=document.anchor_of([3]), status=Status.SUGGESTED,
            source="tiny-standard 1", confidence=0.6, scheme="snacs-2.6",
            values={
                "strength": "single", "role": "Locus", "function": "Locus", "suggester": "tagger",
                "evidence": "tiny-standard 1: a target 1.00, role .60, function .70",
                "alternatives": "Locus|Locus:.60;Manner|Locus:.25;Time|Time:.10",
            },
        )  # fmt: skip
        with Project.create(path, annotator="ann") as project:
            project.add(prepared_of([document], [suggestion]))

    for desk in opened(tmp_path / "read.construal", qtbot, with_suggestion):
        panel = desk.bench.decision
        assert panel.evidence is not None
        shown = [(c.role, c.function, c.share) for c in panel.evidence.candidates]
        assert shown[:3] == [("Locus", "Locus", 0.6), ("Manner", "Locus", 0.25), ("Time", "Time", 0.1)]
        assert sum(share for _, _, share in shown) <= 1.0
        assert "tiny-standard 1" in panel.state.text()
        desk.press("2")
        (own,) = desk.stored()
        assert (own.get("role"), own.get("function"), own.replaces) == ("Manner", "Locus", 901)


def test_a_model_is_chosen_in_the_window(
    tmp_path: Path, qtbot: QtBot, model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list has the bundled names, none and a typed folder; choosing one is remembered and reads the text."""
    monkeypatch.delenv(settings.MODEL_VARIABLE)
    settings.save(settings.Settings(model="none"))
    for desk in opened(tmp_path / "chosen.construal", qtbot, build):
        desk.window.run("model")
        chooser = desk.window.models
        assert {"standard", "fast", "none"} <= {entry.title for entry in chooser.entries("")}
        desk.type(str(model_folder))
        desk.press(Qt.Key.Key_Return)
        assert settings.load()[0].model == str(model_folder)
        desk.bench.open_document(42)
        read(desk, 42)
        assert standing(desk, 42)
