"""Changing a project's target lists: suggestions follow, decisions stay, and all is one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import project_of

from construal.annotation import actions
from construal.annotation.annotation import Status
from construal.annotation.commands import Command
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.target_entry import entry
from construal.core.project import Project
from construal.core.suggest.frequency import FrequencySuggester
from construal.core.targets.lists import edit, label_of

TEXTS = {
    "rain.txt": "We stayed in spirit of the rain. In spirit of this we left.\n",
    "hens.txt": "The hens sat in spirit straw.\n",
    "none.txt": "Nothing here.\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path, TEXTS) as made:
        made.suggest(layer=LEXICAL, suggesters=[FrequencySuggester()])
        yield made


def words(project: Project, status: Status = Status.SUGGESTED) -> list[str]:
    """The words of the statements with this status, by document and place."""
    found = project.annotations(layer=LEXICAL, status=status)
    return [a.anchor.text(project.document(a.document).text) for a in found]


def done(project: Project, command: Command | None) -> None:
    assert command is not None
    project.do(command)


def test_suggestions_follow_an_addition(project: Project) -> None:
    """The added words become one suggestion wherever they stand; their words' own suggestions go; undo restores."""
    before = words(project)

    done(project, edit(project, "Add", put=[entry("en", "in spirit of")]))

    assert before == ["in", "of", "In", "of", "in"]
    assert words(project) == ["in spirit of", "In spirit of", "in"]
    project.undo()
    assert words(project) == before
    assert project.target_entries() == []


def test_suggestions_are_withdrawn_by_a_blocker_and_come_back(project: Project) -> None:
    """Words that are never a target lose their suggestion; taking the entry off makes it again."""
    line = entry("en", "in spirit", verdict="never")
    done(project, edit(project, "Block", put=[line]))

    assert words(project) == ["of", "of"]

    done(project, edit(project, "Unlist", drop=[line.key]))
    assert words(project) == ["in", "of", "In", "of", "in"]


def test_a_decision_stays(project: Project) -> None:
    """What a person decided about one of the words stands, and no suggestion is made over it."""
    first = project.annotations(layer=LEXICAL, status=Status.SUGGESTED)[0]
    project.do(actions.accept(first, project.author()))

    done(project, edit(project, "Add", put=[entry("en", "in spirit of")]))

    assert words(project, Status.GOLD) == ["in"]
    assert "in spirit of" not in words(project)
    assert "In spirit of" in words(project)


def test_what_changes_nothing_is_no_command(project: Project) -> None:
    """Entries that the list has already, and words it has not, leave everything as it is."""
    line = entry("en", "in spirit of")
    done(project, edit(project, "Add", put=[line]))

    assert edit(project, "Add", put=[line], drop=[("en", "as far as")]) is None


def test_another_language_is_left_alone(project: Project) -> None:
    """An entry for Hindi touches no English document."""
    before = words(project)

    done(project, edit(project, "Add", put=[entry("hi", "in spirit of")]))

    assert words(project) == before


def test_a_bare_target_in_a_language_without_counts(tmp_path: Path) -> None:
    """In Chinese text without parts of speech, an entry makes targets that wait for a label."""
    (tmp_path / "z.txt").write_text("书 在 桌子 上\n", encoding="utf-8")
    with Project.create(tmp_path / "z.construal", language="zh", annotator="ann") as project:
        project.import_file(tmp_path / "z.txt")
        done(project, edit(project, "Add", put=[entry("zh", "在")]))
        (made,) = project.annotations(layer=LEXICAL)

        assert made.status is Status.SUGGESTED
        assert made.get("role") is None
        assert "project" in made.text("evidence")
        assert project.coverage(LEXICAL)[made.document].suggested == 1
        assert project.verify() == []


def test_the_suggester_uses_the_lists(project: Project) -> None:
    """Suggesting anew gives what the command gave."""
    done(project, edit(project, "Add", put=[entry("en", "in spirit of")]))
    by_command = words(project)

    project.suggest(layer=LEXICAL)

    assert words(project) == by_command


def test_the_log_says_what_was_done() -> None:
    """One entry is named in the log by what it says."""
    assert label_of(entry("en", "of course", verdict="never")) == "Never a target: «of course»"
