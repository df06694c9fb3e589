"""Candidates: every target of the rules and every stated one, once, with what stands about it."""

from pathlib import Path

from desk import project_of

from construal.annotation import actions
from construal.annotation.annotation import Status
from construal.annotation.layer import LEXICAL
from construal.core.project import Project
from construal.core.suggest.frequency import FrequencySuggester
from construal.core.targets.candidates import BY_HAND, Candidate, statistics
from construal.core.targets.project_targets import project_candidates

TEXTS = {"mill.txt": "We sat in front of the mill with hens on Sunday.\n"}


def found(project: Project) -> list[tuple[str, str, str]]:
    return [(c.words, c.rule, c.state) for c in project_candidates(project)]


def test_new_until_suggested(tmp_path: Path) -> None:
    """Before anything is suggested all are new, after that suggested; place and context are told."""
    with project_of(tmp_path, TEXTS) as project:
        assert found(project) == [("in front of", "T1", "new"), ("with", "T2", "new"), ("on", "T2", "new")]
        project.suggest(layer=LEXICAL)
        first = next(project_candidates(project))

        assert {state for *_, state in found(project)} == {"suggested"}
        assert (first.document, first.sentence, first.before, first.after) == (
            "mill", "1", "We sat ", " the mill with hens on Sunday.",
        )  # fmt: skip


def test_every_answer_is_told(tmp_path: Path) -> None:
    """Decided with its label, refused, rejected and still open; a decision on other words covers a candidate."""
    with project_of(tmp_path, TEXTS) as project:
        project.suggest(layer=LEXICAL, suggesters=[FrequencySuggester()])
        front, with_, on = project.annotations(layer=LEXICAL, status=Status.SUGGESTED)
        author = project.author()
        for command in (
            actions.not_target(with_, author), actions.reject(on, author), actions.remove(front, author),
            actions.create(front.document, LEXICAL, project.document(front.document).anchor_of([2]),
                           {"strength": "single", "role": "Locus", "function": "Locus"}, author),
        ):  # fmt: skip
            project.do(command)

        assert found(project) == [
            ("in", BY_HAND, "decided"), ("in front of", "T1", "covered"),
            ("with", "T2", "not a target"), ("on", "T2", "open"),
        ]  # fmt: skip
        assert [c.words for c in project_candidates(project) if c.is_undecided] == ["on"]
        assert [c.label for c in project_candidates(project) if c.state == "decided"] == ["Locus"]


def test_undecided_ones_are_those_of_the_coverage(tmp_path: Path) -> None:
    """Once suggested, what is undecided is what the coverage counts as undecided."""
    with project_of(tmp_path, TEXTS) as project:
        project.suggest(layer=LEXICAL, suggesters=[FrequencySuggester()])
        project.do(actions.accept(project.annotations(layer=LEXICAL)[0], project.author()))
        (covered,) = project.coverage(LEXICAL).values()

        assert sum(c.is_undecided for c in project_candidates(project)) == covered.suggested + covered.open == 2


def test_statistics() -> None:
    """Counts by rule in order, what no rule found at the end."""
    candidate = Candidate("d", "1", "in", "", "", "P", BY_HAND, "", "decided", "", 0, 2)
    listed = Candidate("d", "1", "in", "", "", "P", "T2", "", "new", "", 0, 2)

    assert statistics([candidate, listed, listed]) == {"T2": {"new": 2}, BY_HAND: {"decided": 1}}
