"""Suggestions by precedents: what like targets are, where no model knows the language, never over a decision."""

import itertools
from pathlib import Path

import pytest
from alike import MONTHS, PLACES, project_of, text
from tiny_model import tiny_model

from construal.annotation import actions
from construal.annotation.annotation import Annotation, Status
from construal.annotation.columns import Column
from construal.core.knowledge import knowledge
from construal.core.models.errors import ModelError
from construal.core.precedents.pool import Entry
from construal.core.project import Project
from construal.core.suggest.frequency import FrequencyCounts, FrequencySuggester
from construal.core.suggest.precedents import Precedents, PrecedentSuggester, most_frequent
from construal.core.suggest.suggester import load

MANY = 6  # texts, which have more decided targets than are needed


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny model of English."""
    for name in ("torch", "transformers"):
        pytest.importorskip(name)
    return tiny_model(tmp_path_factory.mktemp("precedents") / "model")


@pytest.fixture
def swedish(tmp_path: Path) -> Project:
    """A project in a language that no model knows, whose last text is open, and whose targets are its adpositions."""
    texts = [text(n, language="sv") for n in range(1, MANY + 1)]
    return project_of(tmp_path / "p.construal", *texts, open=1)


def suggester(project: Project, model: str) -> PrecedentSuggester:
    """The suggester that the project's knowledge makes."""
    known = knowledge(project, "lexical", model=model)
    found = next(s for s in load(known, ["precedents"]).suggesters)
    assert isinstance(found, PrecedentSuggester)
    return found


def roles(found: list[Annotation]) -> list[str]:
    """The roles suggested in the order of the text."""
    return [a.text("role") for a in sorted(found, key=lambda a: a.anchor.start or 0)]


def test_like_targets_have_like_labels(swedish: Project, model: Path) -> None:
    """The most frequent label would be Locus throughout; precedents tell the two kinds of sentences apart."""
    with swedish as project:
        made = suggester(project, str(model))
        document = project.document(MANY)
        assert made.speaks(document)
        found = made.suggest(document, [], new_id=itertools.count(1).__next__, time=7)

        assert roles(found) == ["Locus"] * len(PLACES) + ["Time"] * len(MONTHS)
        first = found[0]
        assert (first.status, first.source, first.scheme) == (Status.SUGGESTED, "precedents 1", "snacs-2.6")
        assert first.confidence is not None
        assert first.confidence > 0.5
        assert "precedents, " in first.text("evidence")
        named = [project.tables.annotation(int(id)) for id in first.text("precedents").split()]
        assert named[0] is not None
        assert named[0].text("role") == "Locus"


def test_it_suggests_in_a_project_where_no_model_knows_the_language(swedish: Project, model: Path) -> None:
    """One suggestion a place: the plain counts are silent where precedents speak, and a second run makes no second."""
    with swedish as project:
        for _ in range(2):
            report = project.suggest(layer="lexical", documents=[MANY], model=str(model))
        assert report.by_suggester == {"precedents 1": len(PLACES) + len(MONTHS)}
        assert [a.source for a in project.annotations(MANY)] == ["precedents 1"] * 7


def test_nothing_is_suggested_over_a_decision(swedish: Project, model: Path) -> None:
    """What a person decided or rejected stays as it is, alone."""
    with swedish as project:
        project.suggest(layer="lexical", documents=[MANY], model=str(model))
        first, second, *_ = project.reading(MANY)
        project.do(actions.accept(first, project.author()))
        project.do(actions.not_target(second, project.author()))
        project.suggest(layer="lexical", documents=[MANY], model=str(model))

        standing = project.reading(MANY)
        assert len(standing) == 7
        assert sum(a.status is Status.SUGGESTED for a in standing) == 5


def test_a_lexlemma_that_was_never_decided_has_the_plain_counts(swedish: Project, model: Path) -> None:
    """Where no precedent has the words, what the plain counts say is suggested under their name."""
    with swedish as project:
        made = suggester(project, str(model))
        other = text(99, language="sv")
        words = {name: list(column) for name, column in other.tokens.columns.items()}
        words["lemma"][2] = "within"

        other.tokens.columns = {name: Column.of(cells) for name, cells in words.items()}
        found = made.suggest(other, [], new_id=itertools.count(1).__next__, time=7)
        by_start = sorted(found, key=lambda a: a.anchor.start or 0)
        assert [a.source for a in by_start] == ["frequency 1", *["precedents 1"] * 6]


def test_without_a_model_the_plain_counts_speak(swedish: Project, model: Path) -> None:
    """No model, or one that is not whole, is no reason to suggest nothing."""
    with swedish as project:
        report = project.suggest(layer="lexical", documents=[MANY], model="none")
        assert set(report.by_suggester) == {"frequency 1"}

        def broken(language: str) -> Precedents | None:
            raise ModelError("not whole.")

        assert not PrecedentSuggester(broken, floor=FrequencySuggester()).speaks(project.document(MANY))


def test_few_precedents_do_not_speak(tmp_path: Path, model: Path) -> None:
    """A project that has just begun has the plain counts."""
    with project_of(tmp_path / "p.construal", text(1, language="sv"), text(2, language="sv"), open=1) as project:
        assert not suggester(project, str(model)).speaks(project.document(2))
        report = project.suggest(layer="lexical", documents=[2], model=str(model))
        assert set(report.by_suggester) == {"frequency 1"}


def test_precedents_that_are_no_better_than_counts_do_not_speak(tmp_path: Path, model: Path) -> None:
    """Where all is decided alike the most frequent construal is as good, and speaks."""
    texts = [text(n, language="sv") for n in range(1, MANY + 1)]
    with project_of(tmp_path / "p.construal", *texts, open=1) as project:
        for annotation in project.annotations():
            project.do(actions.relabel(annotation, project.author(), role="Locus", function="Locus"))
        assert not suggester(project, str(model)).speaks(project.document(MANY))


def test_the_floor_counts_all_documents_but_the_target_s_own() -> None:
    """What was decided most often elsewhere, with what is shipped for the lexlemma; ties by name."""

    def at(number: int, document: int, role: str, lemma: str = "to") -> Entry:
        return Entry(number, document, 0, lemma, "P", role, role)

    entries = [at(1, 1, "Goal"), at(2, 2, "Purpose"), at(3, 2, "Purpose"), at(4, 3, "Goal")]
    best = most_frequent(entries, FrequencyCounts())
    assert [best(entry) for entry in entries] == [
        ("Purpose", "Purpose"), ("Goal", "Goal"), ("Goal", "Goal"), ("Purpose", "Purpose"),
    ]  # fmt: skip
    assert best(at(9, 1, "Time", "at")) is None

    shipped = FrequencyCounts([("to", "P", ("Goal", "Goal"), 2), ("of", "P", ("Whole", "Whole"), 9)])
    best = most_frequent(entries, shipped)
    assert best(entries[0]) == ("Goal", "Goal")
    assert best(at(9, 1, "Time", "at")) == ("Whole", "Whole")
