"""Decisions left out, read by a model as it came and as adapted."""

import pytest

from construal.core.adaptation.decisions import NONE, Decision
from construal.core.adaptation.judging import Judged, Tally, Verdict, chance

GOAL, LOCUS = ("Goal", "Goal"), ("Locus", "Locus")
IS_GOAL = {2: Decision("p.Goal|p.Goal")}


def verdict(*sentences: Judged) -> Verdict:
    tally = Tally(1 + max(sentence.group for sentence in sentences))
    for sentence in sentences:
        tally.add(sentence)
    return tally.verdict()


def test_chance_is_that_of_fair_coins() -> None:
    """By hand: 3 of 3 is one in eight, 9 or more of 10 is 11 in 1024, and nothing changed is certain."""
    assert chance(3, 0) == 1 / 8
    assert chance(9, 1) == 11 / 1024
    assert chance(0, 0) == 1
    assert chance(900, 800) < 0.01


def test_words_turn_right_and_wrong() -> None:
    """A decision counts once; a word that both read alike turns neither way."""
    found = verdict(
        Judged(0, IS_GOAL, {2: LOCUS}, {2: GOAL}, False),
        Judged(1, IS_GOAL, {2: GOAL}, {}, False),
        Judged(2, {1: Decision(NONE)}, {1: GOAL}, {}, False),
        Judged(2, IS_GOAL, {2: GOAL}, {2: GOAL}, False),
    )
    assert (found.judged, found.turned_right, found.turned_wrong) == (4, 2, 1)
    assert not found.is_better


def test_a_word_nobody_decided_on_counts_only_where_all_is_decided() -> None:
    """Else a target that was found there may be right."""
    open_one = Judged(0, IS_GOAL, {2: GOAL, 5: LOCUS}, {2: GOAL}, False)
    assert verdict(open_one).turned_right == 0
    assert verdict(open_one._replace(is_complete=True)).turned_right == 1


def test_figures_are_f_scores() -> None:
    """By hand: of two targets one is read with the right role alone, one is missed, and a third is made up."""
    gold = {0: Decision("p.Locus|p.Goal"), 4: Decision("p.Goal|p.Goal")}
    found = verdict(Judged(0, gold, {0: LOCUS, 6: GOAL}, {0: ("Locus", "Goal"), 4: GOAL}, True))
    figures = {c.figure: (c.before, c.after) for c in found.figures}
    assert figures == {
        "target": (pytest.approx(0.5), 1), "role": (pytest.approx(0.5), 1), "function": (0, 1), "construal": (0, 1),
    }  # fmt: skip


def test_only_what_chance_hardly_does_is_better() -> None:
    """Four right and none wrong are one in sixteen, five one in thirty-two."""
    turned = Judged(0, IS_GOAL, {2: LOCUS}, {2: GOAL}, False)
    assert not verdict(*[turned] * 4).is_better
    assert verdict(*[turned] * 5).is_better
    assert not verdict(*[turned._replace(before={2: GOAL}, after={2: LOCUS})] * 9).is_better
