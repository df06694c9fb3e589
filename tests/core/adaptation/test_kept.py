"""A model learns from a project, what helps is kept, used, and taken back."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from decided import LABELS, decided_document, decided_project, with_parts_of_speech
from made import made_document

from construal.annotation.layer import LEXICAL
from construal.core import settings
from construal.core.adaptation import kept
from construal.core.adaptation.adapting import Made, made, of_sentences
from construal.core.adaptation.decisions import Decision, Sentence, sentences
from construal.core.adaptation.errors import NoAdaptation, TooFewDecisions
from construal.core.adaptation.model_at_hand import model_at_hand
from construal.core.doctor import verify
from construal.core.errors import ReadOnlyProject
from construal.core.models.errors import ModelError
from construal.core.models.manifest import Calibration, read, seal
from construal.core.models.tagger import Tagger
from construal.core.progress import Cancelled
from construal.core.project import Project

NEW_TEXT = with_parts_of_speech(
    made_document([["The", "cat", "slept", word, "the", "shop", "."] for word in LABELS], id=99)
)


@pytest.fixture(scope="module")
def unsure(model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model, but less sure of its random labels, so that it can be taught."""
    folder = shutil.copytree(model_folder, tmp_path_factory.mktemp("unsure") / "model")
    seal(folder, msgspec.structs.replace(read(folder), calibration=Calibration()))
    return folder


@pytest.fixture(scope="module")
def tagger(unsure: Path) -> Tagger:
    return Tagger.load(unsure)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with decided_project(tmp_path / "p.construal", extra=[NEW_TEXT]) as project:
        yield project


@pytest.fixture(scope="module")
def learned(tagger: Tagger, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("learned")
    with decided_project(folder / "p.construal") as project:
        return made(project, tagger, cache=folder)


def of_documents(labels: dict[str, tuple[str, str]], **more: int) -> list[Sentence]:
    documents = (decided_document(n, labels=labels, first=n, **more) for n in range(1, 13))
    return [s for document, found in documents for s in sentences(document, found, is_complete=True)]


def test_what_helps_is_kept(learned: Made) -> None:
    """A model with labels at random learns the construal of five words, on decisions that were left out."""
    report = learned.report
    assert report.verdict.is_better
    assert (report.targets, report.documents, report.labels) == (144, 12, 5)
    assert report.others > 0
    construal = next(c for c in report.verdict.figures if c.figure == "construal")
    assert construal.before == 0
    assert construal.after > 0.5
    assert construal.low > 0.3
    assert report.sentence.startswith("Kept: of ")


def test_what_does_not_help_is_not_kept(tagger: Tagger, tmp_path: Path) -> None:
    """Where each document has a label of its own, what the others teach turns nothing right."""
    names = ["Locus", "Goal", "Source", "Time", "Manner", "Means", "Topic", "Agent", "Theme", "Force", "Stuff", "Org"]
    found = [
        replace(sentence, decisions={3: Decision(f"p.{name}|p.{name}")}, is_complete=False)
        for name, sentence in zip([name for name in names for _ in range(12)], of_documents(LABELS), strict=True)
    ]
    report = of_sentences(found, tagger, cache=tmp_path).report
    assert not report.verdict.is_better
    assert report.sentence.startswith("Not kept: of 144 decisions left out, ")
    assert report.sentence.endswith("nothing was changed.")


def test_too_few_decisions_are_told(tagger: Tagger) -> None:
    """One sentence says how many are needed, and how many there are."""
    with pytest.raises(TooFewDecisions, match="50 decided targets or more, and here are 36"):
        of_sentences(of_documents(LABELS, sentences=3), tagger)


def test_a_job_can_be_stopped(project: Project, tagger: Tagger, tmp_path: Path) -> None:
    """At any step; nothing is kept then."""

    class Stop:
        def step(self, done: int, total: int, note: str = "") -> None:
            if note.startswith("Judging"):
                raise Cancelled

    with pytest.raises(Cancelled):
        made(project, tagger, cache=tmp_path, progress=Stop())
    assert kept.all_kept(project) == []


def test_a_kept_adaptation_is_used_and_taken_back(project: Project, tagger: Tagger, learned: Made) -> None:
    """By undo, by redo, by revert and by number; the log replays throughout."""
    assert kept.of(project.connection, tagger.manifest) is None
    row = kept.keep(project, learned)
    used = kept.of(project.connection, tagger.manifest)
    assert used is not None
    assert used.id == row.id
    assert used.weights == learned.adaptation.weights
    assert project.undo_label == "Adapt tiny-standard to this project"
    project.undo()
    assert kept.of(project.connection, tagger.manifest) is None
    project.redo()
    assert kept.of(project.connection, tagger.manifest) is not None
    assert [gone.id for gone in kept.revert(project)] == [row.id]
    assert kept.revert(project) == []
    assert [of.is_active for of in kept.all_kept(project)] == [False]
    kept.use(project, row.id)
    second = kept.keep(project, learned)
    assert [(of.id, of.is_active) for of in kept.all_kept(project)] == [(second.id, True), (row.id, False)]
    with pytest.raises(NoAdaptation, match="has no adaptation 9"):
        kept.use(project, 9)
    assert verify(project) == []


def test_suggestions_follow_it(project: Project, learned: Made, unsure: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a text nobody decided on, the model says of most words what the project calls them, and who taught it."""
    monkeypatch.setenv(settings.MODEL_VARIABLE, str(unsure))
    right, sources = suggested(project)
    assert (right, sources) == ({}, {"tiny-standard 1"})
    kept.keep(project, learned)
    right, sources = suggested(project)
    assert len(right) > len(LABELS) / 2
    assert sources == {"tiny-standard 1+1"}
    project.undo()  # the suggestions
    project.undo()  # the adaptation
    assert suggested(project) == ({}, {"tiny-standard 1"})


def suggested(project: Project) -> tuple[dict[str, tuple[str, str]], set[str]]:
    """The words whose construal is suggested as the project decides it elsewhere, and who suggests."""
    project.suggest(layer=LEXICAL, documents=[NEW_TEXT.id])
    found = [a for a in project.annotations(NEW_TEXT.id) if a.text("role") and a.text("suggester") == "tagger"]
    by_word = {NEW_TEXT.words_at(a.anchor): (a.text("role"), a.text("function")) for a in found}
    return {word: label for word, label in by_word.items() if LABELS[word] == label}, {a.source for a in found}


def test_another_model_is_used_as_it_came(project: Project, learned: Made, unsure: Path, tmp_path: Path) -> None:
    """Where the model's files changed, the adaptation is of another one, and a sentence says so."""
    kept.keep(project, learned)
    other = shutil.copytree(unsure, tmp_path / "other")
    assert kept.left_behind(project, read(other)) == ""
    (other / "card.md").write_text("changed", encoding="utf-8")
    manifest = seal(other, msgspec.structs.replace(read(other), version="2"))
    assert kept.of(project.connection, manifest) is None
    told = kept.left_behind(project, manifest)
    assert "adaptation 1 was made for (1), which is not used" in told
    report = project.suggest(layer=LEXICAL, documents=[NEW_TEXT.id], model=str(other))
    assert told in report.remarks
    assert "tiny-standard 2" in report.by_suggester


def test_damaged_weights_are_told(project: Project, learned: Made, tagger: Tagger) -> None:
    """Bytes that are too few are no weights."""
    kept.keep(project, learned)
    project.connection.execute("UPDATE adaptations SET weights = x'00'")
    with pytest.raises(ModelError, match="The adaptation 1 is damaged"):
        kept.of(project.connection, tagger.manifest)


def test_a_project_open_for_reading_keeps_nothing(project: Project, learned: Made) -> None:
    """The refusal says who writes it; nothing has changed."""
    with Project.open(project.path, annotator="ann", readonly=True) as reader:
        with pytest.raises(ReadOnlyProject):
            kept.keep(reader, learned)
        assert kept.all_kept(reader) == []


def test_the_model_at_hand_is_that_of_the_settings(
    project: Project, model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the one that is named; where none is wanted, or none is there, a sentence says so."""
    with pytest.raises(ModelError, match="No model is wanted in the settings; name a model of ‘en’"):
        model_at_hand(project)
    monkeypatch.setenv(settings.MODEL_VARIABLE, str(model_folder))
    assert model_at_hand(project)[0].source == "tiny-standard 1"
    with pytest.raises(ModelError, match="‘nowhere’ is no folder"):
        model_at_hand(project, "nowhere")
