"""A document's findings, kept up with its decisions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import ID, project_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import made_document, prepared_of

from construal.annotation import actions
from construal.annotation.annotation import Annotation
from construal.annotation.commands import Edit
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.validation.finding import RULES, Severity
from construal.annotation.snacs.validation.live import mended, validate_sentence
from construal.core.findings import DocumentFindings
from construal.core.project import Project

SENTENCES = [["in", "the", "house", "of", "cards"], ["at", "noon", "by", "train"], ["from", "here", "to", "there"]]
LABELS = ("Locus", "Goal", "Recipient", "Participant", "Content", "Time", "??", "`$", "`d", "Causer", "RateUnit", "")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    document = made_document(SENTENCES, id=ID, columns=False)
    with Project.create(tmp_path / "p.construal", annotator="ann") as made:
        made.add(prepared_of([document]))
        yield made


def decide(project: Project, row: int, **values: str | bool) -> Annotation:
    document = project.document(ID)
    command = actions.create(
        ID, LEXICAL, document.anchor_of([row]), {"strength": "single", **values}, project.author(), scheme="snacs-2.6"
    )
    project.do(command)
    return command.put[0]


def fresh(project: Project) -> list[tuple[str, int | None]]:
    return told(DocumentFindings(project, project.document(ID)))


def told(findings: DocumentFindings) -> list[tuple[str, int | None]]:
    return [(finding.rule, finding.annotation) for finding in findings.look_at_all()]


def test_a_document_without_decisions_has_no_finding(project: Project) -> None:
    """Words that nobody decided about are not looked at."""
    assert fresh(project) == []


def test_an_edit_is_told_and_its_end_too(project: Project) -> None:
    """A wrong decision is a finding, a right one in its place none."""
    findings = DocumentFindings(project, project.document(ID))
    findings.look_at_all()
    project.changes.listen(findings.follow)
    wrong = decide(project, 0, role="Locus", function="Recipient", lexcat="P")
    assert told(findings) == [("function-banned", wrong.id)]
    assert [finding.rule for finding in findings.of(wrong.id)] == ["function-banned"]
    project.do(actions.relabel(wrong, project.author(), function="Locus"))
    assert told(findings) == []
    project.undo()
    assert told(findings) == [("function-banned", wrong.id)]


def test_only_touched_sentences_are_looked_at_again(project: Project) -> None:
    """An edit elsewhere leaves the findings of a sentence the very same values."""
    decide(project, 0, role="Participant", function="Locus", lexcat="P")
    findings = DocumentFindings(project, project.document(ID))
    before = findings.look_at_all()
    project.changes.listen(findings.follow)
    decide(project, 6, role="Content", function="Locus", lexcat="P")
    after = findings.findings()
    assert after[0] is before[0]
    assert [finding.rule for finding in after] == ["label-abstract", "label-unused"]


def test_supersenses_are_asked_for_where_there_is_one(project: Project) -> None:
    """A noun without a supersense is told as long as another word of the document has one, wherever that stands."""
    findings = DocumentFindings(project, project.document(ID))
    findings.look_at_all()
    project.changes.listen(findings.follow)
    noun = decide(project, 2, lexcat="N")
    assert told(findings) == []
    first = decide(project, 6, supersense="n.TIME")
    second = decide(project, 8, supersense="n.ARTIFACT")
    assert told(findings) == [("supersense-missing", noun.id)]
    for annotation, left in ((first, [("supersense-missing", noun.id)]), (second, [])):
        project.do(Edit(label="Take away", drop=(annotation.id,)))
        assert told(findings) == left == fresh(project)
    project.undo()
    assert told(findings) == [("supersense-missing", noun.id)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(LABELS), st.sampled_from(LABELS)), max_size=8))
def test_following_is_the_same_as_looking_anew(
    tmp_path_factory: pytest.TempPathFactory, decided: list[tuple[int, str, str]]
) -> None:
    """Whatever is decided, undone and done again, the kept findings are those of a fresh look."""
    folder = tmp_path_factory.mktemp("p")
    with project_of(folder, {"a.txt": "in the house of cards at noon by train from here to there"}) as project:
        (record,) = project.records()
        document = project.document(record.id)
        findings = DocumentFindings(project, document)
        findings.look_at_all()
        project.changes.listen(findings.follow)
        for row, role, function in decided:
            values = {
                "strength": "single",
                "lexcat": "P",
                **{k: v for k, v in (("role", role), ("function", function)) if v},
            }
            project.do(
                actions.create(
                    record.id, LEXICAL, document.anchor_of([row]), values, project.author(), scheme="snacs-2.6"
                )
            )
        for _ in decided[::2]:
            project.undo()
        assert told(findings) == told(DocumentFindings(project, document))


@given(st.sampled_from(LABELS), st.sampled_from(LABELS), st.sampled_from(["", "P", "POSS", "DISC", "N", "PP", "!!@"]))
def test_mending_ends_a_finding(role: str, function: str, lexcat: str) -> None:
    """A statement with the values that a finding offers has that finding no more."""
    document = made_document([["in", "cards"]], columns=False)
    values = {k: v for k, v in (("role", role), ("function", function), ("lexcat", lexcat)) if v}
    annotation = Annotation(
        id=1, document=1, layer=LEXICAL, anchor=document.anchor_of([0]), values={"strength": "single", **values},
        scheme="snacs-2.6",
    )  # fmt: skip
    for finding in validate_sentence(document, 0, [annotation]):
        assert finding.severity is RULES[finding.rule].severity
        if finding.change is not None:
            again = validate_sentence(document, 0, [with_values(annotation, dict(finding.change))])
            assert (finding.rule, finding.message) not in {(other.rule, other.message) for other in again}


def with_values(annotation: Annotation, values: dict[str, object]) -> Annotation:
    return Annotation(
        id=annotation.id, document=annotation.document, layer=LEXICAL, anchor=annotation.anchor,
        values=values, scheme=annotation.scheme,  # type: ignore[arg-type]  # values as they come
    )  # fmt: skip


def test_none_takes_a_value_out() -> None:
    """What a change sets to None is gone, the rest stays."""
    document = made_document([["in"]])
    annotation = Annotation(id=1, document=1, layer=LEXICAL, anchor=document.anchor_of([0]), values={"a": 1, "b": 2})
    assert mended(annotation, {"a": None, "c": 3}) == {"b": 2, "c": 3}


def overlapping(document: Document) -> list[Annotation]:
    def made(id: int, rows: list[int], strength: str) -> Annotation:
        values = {"strength": strength, "lexcat": "X"}
        return Annotation(id=id, document=document.id, layer=LEXICAL, anchor=document.anchor_of(rows), values=values)

    return [made(1, [0, 1], "strong"), made(2, [1, 2], "strong"), made(3, [1, 3], "weak"), made(4, [4, 5], "strong")]


def test_what_no_file_can_hold_is_told() -> None:
    """Expressions that overlap, split one another or cross sentences are errors, each on its own annotation."""
    document = made_document([["a", "b", "c", "d", "e"], ["f", "g"]])
    found = validate_sentence(document, 0, overlapping(document))
    assert {(f.rule, f.annotation) for f in found if f.severity is Severity.ERROR} >= {("place", 4), ("mwe-split", 3)}
    assert ("place", 1) in {(f.rule, f.annotation) for f in found} or ("place", 2) in {
        (f.rule, f.annotation) for f in found
    }


def test_an_older_version_has_its_own_labels(project: Project) -> None:
    """RateUnit is a label of 2.5 and none of 2.6, where it has another name by itself."""
    document = project.document(ID)
    values = {"strength": "single", "lexcat": "P", "role": "RateUnit", "function": "RateUnit"}
    older = actions.create(ID, LEXICAL, document.anchor_of([0]), dict(values), project.author(), scheme="snacs-2.5")
    newer = actions.create(ID, LEXICAL, document.anchor_of([3]), dict(values), project.author(), scheme="snacs-2.6")
    project.do(Edit(label="two", put=(*older.put, *newer.put)))
    found = DocumentFindings(project, document).look_at_all()
    assert {finding.annotation for finding in found} == {newer.put[0].id}
    assert found[0].change is not None
    assert found[0].change["role"] == "SetIteration"
