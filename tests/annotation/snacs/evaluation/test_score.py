"""Ratios in the arithmetic of STREUSLE's scripts, checked against their own functions."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
from psseval import f1 as psseval_f1
from streuseval import Ratio
from streuseval import f1 as streuseval_f1

from construal.annotation.snacs.evaluation.score import LinkAverage, LinkScore, Score

COUNTS = st.integers(1, 600)


@st.composite
def scores(draw: st.DrawFn) -> Score:
    """Any score with something right."""
    found, wanted = draw(COUNTS), draw(COUNTS)
    return Score(draw(st.integers(1, min(found, wanted))), found, wanted)


@st.composite
def links(draw: st.DrawFn) -> LinkScore:
    """Any link score with something right on both sides."""
    found, wanted = draw(COUNTS), draw(COUNTS)
    return LinkScore(draw(st.integers(1, found)), found, draw(st.integers(1, wanted)), wanted)


@given(scores())
def test_f_as_both_scripts_multiply(score: Score) -> None:
    """Each F is the float that its script has, last bit included."""
    precision, recall = score.correct / score.found, score.correct / score.wanted
    assert score.f == psseval_f1(precision, recall)
    ratio = streuseval_f1(Ratio(score.correct, score.found), Ratio(score.correct, score.wanted))
    assert score.ratio_f == float(ratio)


@given(links(), links())
def test_link_averages(plus: LinkScore, minus: LinkScore) -> None:
    """The means of precision, recall and F are the floats that streuseval has."""
    average = LinkAverage(plus, minus)
    told = []
    for link in (plus, minus):
        precision, recall = Ratio(link.found_correct, link.found), Ratio(link.wanted_correct, link.wanted)
        told.append((precision, recall, streuseval_f1(precision, recall)))
    expected = []
    for one, other in zip(*told, strict=True):
        whole = (one.denominator + other.denominator) / 2
        expected.append(float(Ratio((one + other) / 2 * whole, whole)))
    assert [average.precision, average.recall, average.f] == expected


def test_nothing_right_and_nothing_there() -> None:
    """Nothing right among something is an F of 0; nothing on either side gives no ratio."""
    assert (Score(0, 3, 0).precision, Score(0, 3, 0).recall, Score(0, 3, 0).f, Score(0, 3, 0).ratio_f) == (
        0,
        None,
        0,
        0,
    )
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).f, Score(0, 0, 0).ratio_f) == (None, None, None)
    nothing, missed = LinkScore(0, 0, 0, 0), LinkScore(0, 0, 0, 4)
    assert (LinkAverage(nothing, nothing).f, LinkAverage(missed, missed).f) == (None, 0)
    assert math.isnan(float(Ratio(0, 0)))  # what the script has there


def test_one_half_of_the_links_without_any() -> None:
    """Where only weak links were found, F without weak ones is 0, and so half of the mean."""
    average = LinkAverage(LinkScore(2, 2, 2, 2), LinkScore(0, 0, 0, 2))
    assert average.f == 0.5
