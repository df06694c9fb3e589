"""A project held against another annotator or a file, kept up with edits, and what the other side says taken over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lexical_sentences import Sentence, annotated, sentences
from made import made_document, prepared_of

from construal.annotation import actions
from construal.annotation.annotation import Annotation
from construal.annotation.errors import FormatError
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.evaluation.differences import Kind, SentenceDifference
from construal.core.comparing import Comparison, Other, compare
from construal.core.progress import Quiet
from construal.core.project import Project
from construal.core.taking_over import take_over

TEXTS = {
    "lunch": [["We", "ate", "at", "noon", "."], ["They", "went", "to", "town", "for", "bread", "."]],
    "late": [["See", "you"]],
}
LUNCH = 500


def fill(project: Project, texts: dict[str, list[list[str]]], found: list[Annotation] | None = None) -> None:
    """Bring made documents into a project."""
    documents = [made_document(words, id=LUNCH + n, name=name) for n, (name, words) in enumerate(texts.items())]
    project.add(prepared_of(documents, found or []))


def decide(project: Project, who: str, row: int, role: str, *, document: int = LUNCH) -> None:
    """Somebody's decision on a word."""
    held = project.document(document)
    author = actions.Author(who, project.new_id, 1)
    values = {"strength": "single", "role": role, "function": role}
    project.do(actions.create(document, LEXICAL, held.anchor_of([row]), values, author, scheme="snacs-2.6"))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Ann and Bob differ at `at` in the role and at `for`, which only Bob has; they agree at `to`."""
    with Project.create(tmp_path / "p.construal", annotator="ann") as made:
        fill(made, TEXTS)
        for who, row, role in (
            ("ann", 2, "Time"), ("bob", 2, "Locus"), ("ann", 7, "Goal"), ("bob", 7, "Goal"), ("bob", 9, "Purpose"),
        ):  # fmt: skip
            decide(made, who, row, role)
        yield made


def with_bob(project: Project) -> Comparison:
    return compare(project.path, annotator="ann", other=Other(annotator="bob"), progress=Quiet())


def told(comparison: Comparison) -> list[tuple[Kind, str, str, str]]:
    return [(d.kind, d.words, d.gold, d.system) for d in comparison.differences]


def take(project: Project, comparison: Comparison, difference: SentenceDifference) -> bool:
    """Take over a difference and follow; False where nothing can be taken."""
    end = difference.start + max(len(difference.text), 1)
    standing = project.reading(difference.document, layer=LEXICAL, start=difference.start, end=end)
    command = take_over(comparison, difference, standing, project.author())
    if command is None:
        return False
    project.do(command)
    comparison.follow(difference.document, project.annotations(difference.document, layer=LEXICAL))
    return True


def test_two_annotators_of_a_project(project: Project) -> None:
    """What two annotators say of the same words is told place by place, in the order of the text."""
    comparison = with_bob(project)

    assert comparison.sentences == 3
    assert told(comparison) == [
        (Kind.ROLE, "at", "Time", "Locus"), (Kind.FUNCTION, "at", "Time", "Locus"),
        (Kind.TARGET, "for", "(X)", "Purpose (P)"),
    ]  # fmt: skip
    mine, yours = comparison.statements(comparison.differences[0])
    assert [(a.annotator, a.get("role")) for a in (*mine, *yours)] == [("ann", "Time"), ("bob", "Locus")]


def test_a_file_is_matched_by_its_sentences(project: Project, tmp_path: Path) -> None:
    """Bob's export differs from Ann's side where Bob does."""
    with Project.open(project.path, annotator="bob", readonly=True) as bobs:
        bobs.export(tmp_path / "bob.conllulex")

    comparison = compare(project.path, annotator="ann", other=Other(file=tmp_path / "bob.conllulex"), progress=Quiet())

    assert {(d.kind, d.words) for d in comparison.differences} == {
        (Kind.ROLE, "at"), (Kind.FUNCTION, "at"), (Kind.TARGET, "for")
    }  # fmt: skip


def test_documents_that_a_file_lacks_are_left_out(project: Project, tmp_path: Path) -> None:
    """A file of one document is compared with that document, and the others are told in a sentence."""
    with Project.open(project.path, annotator="bob", readonly=True) as bobs:
        bobs.export(tmp_path / "bob.conllulex", documents=["lunch"])

    comparison = compare(project.path, annotator="ann", other=Other(file=tmp_path / "bob.conllulex"), progress=Quiet())

    assert comparison.sentences == 2
    assert Kind.SENTENCE not in {d.kind for d in comparison.differences}
    assert comparison.remarks[0] == "1 of 2 documents here have no sentence in bob.conllulex and are left out."


def test_a_file_of_another_text_is_refused(project: Project, tmp_path: Path) -> None:
    """A file without any sentence of the project is no other reading of it."""
    (tmp_path / "other.txt").write_text("Nothing of that kind.\n", encoding="utf-8")

    with pytest.raises(FormatError, match="no sentence of this project"):
        compare(project.path, annotator="ann", other=Other(file=tmp_path / "other.txt"), progress=Quiet())


def test_an_edit_is_followed(project: Project) -> None:
    """After an edit of either annotator, and after undo, it says what a new comparison would."""
    comparison = with_bob(project)
    decide(project, "ann", 9, "Purpose")
    assert comparison.follow(LUNCH, project.annotations(LUNCH, layer=LEXICAL))
    assert told(comparison) == told(with_bob(project))
    assert len(told(comparison)) == 2

    decide(project, "bob", 6, "Manner")
    assert comparison.follow(LUNCH, project.annotations(LUNCH, layer=LEXICAL))
    assert told(comparison) == told(with_bob(project))

    project.undo()
    comparison.follow(LUNCH, project.annotations(LUNCH, layer=LEXICAL))
    assert told(comparison) == told(with_bob(project))
    assert not comparison.follow(LUNCH, project.annotations(LUNCH, layer=LEXICAL))


def test_taking_over_is_one_step(project: Project) -> None:
    """Theirs is said by the present annotator, and one undo brings the difference back."""
    comparison = with_bob(project)
    before = told(comparison)

    assert take(project, comparison, comparison.differences[0])
    assert told(comparison) == before[2:]
    mine = [a for a in project.annotations(LUNCH, annotator="ann") if a.anchor.start == 7]
    assert [(a.get("role"), a.get("function")) for a in mine] == [("Locus", "Locus")]

    project.undo()
    comparison.follow(LUNCH, project.annotations(LUNCH, layer=LEXICAL))
    assert told(comparison) == before


def test_taking_over_nothing_takes_ours_away(project: Project) -> None:
    """Where the other side has no label, taking it over leaves the present annotator none."""
    comparison = compare(project.path, annotator="bob", other=Other(annotator="ann"), progress=Quiet())
    project.annotator = "bob"
    target = next(d for d in comparison.differences if d.kind is Kind.TARGET)

    assert take(project, comparison, target)
    assert [a.get("role") for a in project.reading(LUNCH, layer=LEXICAL)] == ["Locus", "Goal"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_taking_over_all_makes_both_the_same(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever two sides say, taking over difference by difference leaves none that an annotation states."""
    first: Sentence = data.draw(sentences())
    other = data.draw(st.one_of(st.just(first), sentences()))
    words = [first.words, other.words]
    document = made_document(words, id=LUNCH, name="made")
    mine = annotated(document, [first.decided, []])
    yours = annotated(document, [first.decided[: len(first.decided) // 2], other.decided])
    found = [
        *(actions.own(a, actions.Author("ann", iter([n]).__next__, 1)) for n, a in enumerate(mine, 1000)),
        *(actions.own(a, actions.Author("bob", iter([n]).__next__, 1)) for n, a in enumerate(yours, 2000)),
    ]
    path = tmp_path_factory.mktemp("made") / "p.construal"
    with Project.create(path, annotator="ann") as project:
        fill(project, {"made": words}, found)
        comparison = with_bob(project)
        left = len(comparison.differences)
        while any(take(project, comparison, d) for d in comparison.differences):
            assert len(comparison.differences) < left
            left = len(comparison.differences)

        assert told(comparison) == told(with_bob(project))
        assert all(comparison.statements(d) == ([], []) for d in comparison.differences)
