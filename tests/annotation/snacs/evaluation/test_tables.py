"""Scores by label and by lexlemma, and confusions."""

from __future__ import annotations

from made import made_document

from construal.annotation.annotation import Annotation
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.evaluation import Answers, answers, evaluate
from construal.annotation.snacs.evaluation.score import Score
from construal.annotation.snacs.evaluation.tables import Confusion, LabelScore, mistaken

WORDS = ["Near", "near", "of", "by", "mill", "walk"]
Labels = dict[int, tuple[str, str]]


def side(labels: Labels, supersenses: dict[int, str]) -> Answers:
    """One sentence with these roles and functions, and supersenses."""
    document = made_document([WORDS])
    values = {row: {"role": role, "function": function} for row, (role, function) in labels.items()}
    values |= {row: {"supersense": label} for row, label in supersenses.items()}
    found = [
        Annotation(id=row + 1, document=1, layer=LEXICAL, anchor=document.anchor_of([row]),
                   values={"strength": "single", **stated})
        for row, stated in values.items()
    ]  # fmt: skip
    return answers("side", [document], found)


GOLD = side(
    {0: ("Locus", "Locus"), 1: ("Goal", "Locus"), 2: ("Topic", "Topic"), 3: ("??", "")}, {4: "n.ACT", 5: "v.motion"}
)
SYSTEM = side({0: ("Locus", "Locus"), 1: ("Locus", "Locus"), 3: ("Time", "Time"), 5: ("Time", "Time")}, {4: "n.GROUP"})


def test_by_label() -> None:
    """Each label of either side has its own counts; gold's ?? is left out."""
    found = evaluate(GOLD, SYSTEM)
    assert found.labels("role") == [
        LabelScore("Locus", Score(1, 2, 1)), LabelScore("Goal", Score(0, 0, 1)), LabelScore("Topic", Score(0, 0, 1)),
        LabelScore("Time", Score(0, 1, 0)),
    ]  # fmt: skip
    assert found.labels("function")[0] == LabelScore("Locus", Score(2, 2, 2))
    assert [row.label for row in found.labels("construal")] == ["Locus", "Goal~>Locus", "Topic", "Time"]
    assert [(row.label, row.score.f) for row in found.labels("supersense")] == [
        ("n.ACT", 0), ("v.motion", 0), ("n.GROUP", 0),
    ]  # fmt: skip


def test_labels_are_coarsened() -> None:
    """At depth 2 Goal is Locus, and the construal has one label."""
    found = evaluate(GOLD, SYSTEM, depth=2)
    assert found.labels("role")[0] == LabelScore("Locus", Score(2, 2, 2))
    assert found.labels("construal")[0] == LabelScore("Locus", Score(2, 2, 2))


def test_by_lexlemma() -> None:
    """Targets of one lower-cased lexlemma are scored together."""
    near, of, walk = evaluate(GOLD, SYSTEM).lexlemmas()
    assert (near.lexlemma, near.target, near.role, near.function, near.construal) == (
        "near", Score(2, 2, 2), Score(1, 2, 2), Score(2, 2, 2), Score(1, 2, 2),
    )  # fmt: skip
    assert (of.lexlemma, of.target) == ("of", Score(0, 0, 1))
    assert (walk.lexlemma, walk.target) == ("walk", Score(0, 1, 0))


def test_sums_are_the_scores_of_all() -> None:
    """The tables' counts add up to the figures above them."""
    found = evaluate(GOLD, SYSTEM)
    for criterion, rows in (
        ("Role", [row.score for row in found.labels("role")]),
        ("Labeled", [row.score for row in found.labels("construal")]),
        ("ID", [row.target for row in found.lexlemmas()]),
        ("Fxn", [row.function for row in found.lexlemmas()]),
    ):
        sums = (sum(s.correct for s in rows), sum(s.found for s in rows), sum(s.wanted for s in rows))
        assert Score(*sums) == found.adpositions(criterion)


def test_confusions() -> None:
    """Words that both sides label, by the pair of labels; the mistaken ones are those that differ."""
    found = evaluate(GOLD, SYSTEM)
    assert found.confusions("role") == [Confusion("Goal", "Locus", 1), Confusion("Locus", "Locus", 1)]
    assert mistaken(found.confusions("role")) == [Confusion("Goal", "Locus", 1)]
    assert mistaken(found.confusions("function")) == []
    assert found.confusions("construal")[0] == Confusion("Goal~>Locus", "Locus", 1)
    assert found.confusions("supersense") == [Confusion("n.ACT", "n.GROUP", 1)]
