"""Intervals and tests by resampling: same seed, same answer; by hand where there is nothing to draw."""

from __future__ import annotations

import pytest
from made import made_document

from construal.annotation.annotation import Annotation
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.evaluation import Answers, answers, evaluate, paired_test
from construal.annotation.snacs.evaluation.certainty import FEWEST_DOCUMENTS

NAMES = [
    "target", "role", "function", "construal", "noun supersense", "verb supersense", "full tag", "multiword links",
]  # fmt: skip


def side(right: list[bool], *, documents: int = 1, name: str = "side") -> Answers:
    """A target in each of so many sentences, dealt out over documents; the wrong ones have another role."""
    each = len(right) // documents
    texts = [made_document([["near", "by"]] * each, id=n + 1, name=f"d{n}") for n in range(documents)]
    found = [
        Annotation(
            id=n + 1, document=texts[n // each].id, layer=LEXICAL, anchor=texts[n // each].anchor_of([2 * (n % each)]),
            values={"strength": "single", "role": "Locus" if is_right else "Goal", "function": "Locus"},
        )
        for n, is_right in enumerate(right)
    ]  # fmt: skip
    return answers(name, texts, found)


GOLD = side([True] * 40)


def test_intervals() -> None:
    """The interval holds the figure, is the same for the same seed, and narrow where nothing varies."""
    found = evaluate(GOLD, side([True] * 30 + [False] * 10))
    once, again = (found.intervals(resamples=500, seed=7) for _ in range(2))
    assert once == again
    assert len({tuple(found.intervals(resamples=25, seed=seed)) for seed in range(5)}) > 1
    assert [interval.figure for interval in once] == NAMES
    target, role, *_ = once
    assert (target.value, target.low, target.high) == (1, 1, 1)
    assert role.value == 0.75
    assert role.low is not None
    assert role.high is not None
    assert 0.5 < role.low < 0.75 < role.high < 0.95
    nouns = once[4]
    assert (nouns.value, nouns.low, nouns.high) == (None, None, None)


def test_with_gold_targets() -> None:
    """With gold targets there is no figure of targets, and the others are accuracies."""
    found = evaluate(GOLD, side([True] * 30 + [False] * 10), gold_targets=True)
    intervals = found.intervals(resamples=50)
    assert [interval.figure for interval in intervals] == NAMES[1:]
    assert intervals[0].value == 0.75


@pytest.mark.parametrize(
    ("documents", "kind", "groups"), [(1, "sentence", 40), (8, "sentence", 40), (20, "document", 20)]
)
def test_what_is_resampled(documents: int, kind: str, groups: int) -> None:
    """Documents are drawn where there are at least ten, else sentences."""
    assert FEWEST_DOCUMENTS == 10
    found = evaluate(side([True] * 40, documents=documents), side([True] * 40, documents=documents))
    assert (found.resampled, len(found.groups)) == (kind, groups)


def test_two_equal_systems() -> None:
    """Systems that answer the same do not differ, and chance always does as much."""
    one, other = (evaluate(GOLD, side([True, False] * 20)) for _ in range(2))
    role = paired_test(one, other, resamples=200)[1]
    assert (role.figure, role.difference, role.low, role.high, role.p) == ("role", 0, 0, 0, 1)


def test_a_clear_difference_and_its_sign() -> None:
    """A system that is right on every sentence beats one that is wrong on half of them, beyond chance."""
    good, bad = evaluate(GOLD, side([True] * 40)), evaluate(GOLD, side([True, False] * 20))
    role = paired_test(good, bad, resamples=999)[1]
    assert role.difference == 0.5
    assert role.p == pytest.approx(1 / 1000)
    assert role.low is not None
    assert 0.2 < role.low < 0.5
    back = paired_test(bad, good, resamples=999)[1]
    assert (back.difference, back.p) == (-0.5, role.p)


def test_a_difference_that_may_be_chance() -> None:
    """One sentence more of forty is what every shuffle gives: p is 1."""
    more, less = evaluate(GOLD, side([True] * 40)), evaluate(GOLD, side([True] * 39 + [False]))
    role = paired_test(more, less, resamples=200)[1]
    assert role.difference == pytest.approx(1 / 40)
    assert role.p == 1


def test_few_documents_are_exact() -> None:
    """With two sentences that differ each way, half of the shuffles are as far apart as seen."""
    gold = side([True, True])
    one, other = evaluate(gold, side([True, True])), evaluate(gold, side([False, False]))
    role = paired_test(one, other, resamples=4000, seed=3)[1]
    assert role.difference == 1
    assert role.p == pytest.approx(0.5, abs=0.05)
