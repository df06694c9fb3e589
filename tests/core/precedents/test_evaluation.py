"""The measures of a ranking of precedents, against values computed by hand."""

from math import log2

import numpy as np
import pytest

from construal.core.precedents.evaluation import Labelled, figures, graded, normalised_gain, voted

LOCUS, GOAL, TIME = ("Locus", "Locus"), ("Goal", "Locus"), ("Time", "Time")
# The pool, each in a document of its own.
POOL = [Labelled(number, lemma, *labels) for number, (lemma, labels) in enumerate(
    [("in", LOCUS), ("in", TIME), ("to", ("Goal", "Goal")), ("in", GOAL), ("at", TIME), ("at", LOCUS)], 10
)]  # fmt: skip


def scored(*rows: tuple[float, ...]) -> np.ndarray:
    """Scores of the pool's precedents, a row for each query."""
    return np.array(rows, dtype=np.float64)


def test_measures_are_those_computed_by_hand() -> None:
    """One query of role Goal with the relevant precedents, graded 1 and 2, at ranks 2 and 4."""
    query = Labelled(1, "into", *GOAL)
    #               Locus Time Goal|Goal Goal|Locus Time Locus
    scores = scored((0.9, 0.4, 0.8, 0.6, 0.7, 0.1))

    found = figures([query], POOL, lambda chosen: scores[chosen])

    assert (found.first, found.few, found.hit, found.reciprocal) == (0, 2 / 5, 1, 1 / 2)
    gained, best = 1 / log2(3) + 2 / log2(5), 2 / log2(2) + 1 / log2(3)
    assert found.gain == pytest.approx(gained / best)
    assert found.vote == 0  # each role twice: the one that comes first, Locus


def test_no_relevant_precedent_counts_as_nothing_found() -> None:
    """A role that the pool has not gives 0 in every measure."""
    found = figures([Labelled(1, "of", "Gestalt", "Gestalt")], POOL, lambda _: scored((6, 5, 4, 3, 2, 1)))
    assert (found.first, found.few, found.hit, found.gain, found.reciprocal, found.vote) == (0, 0, 0, 0, 0, 0)


def test_a_query_s_own_document_is_never_ranked() -> None:
    """Precedents of the query's document neither count nor take a rank, however high they score."""
    query = Labelled(10, "in", *LOCUS)  # the document of the first of the pool
    found = figures([query], POOL, lambda _: scored((9, 5, 4, 3, 2, 6)))
    assert (found.first, found.few) == (1, 1 / 5)
    assert found.gain == 1

    found = figures([query], POOL[:1], lambda _: scored((9,)))
    assert (found.first, found.hit, found.reciprocal, found.vote) == (0, 0, 0, 0)


def test_lexlemmas_count_alike_in_the_average_by_lexlemma() -> None:
    """A lexlemma with many queries weighs as much as one with a single query."""
    right, wrong = (9, 5, 4, 3, 2, 1), (1, 9, 4, 3, 2, 1)
    queries = [
        Labelled(1, "in", *LOCUS),
        Labelled(2, "in", *LOCUS),
        Labelled(3, "in", *LOCUS),
        Labelled(4, "at", *LOCUS),
    ]
    scores = scored(right, right, right, wrong)
    found = figures(queries, POOL, lambda chosen: scores[chosen])
    assert found.first == 3 / 4
    assert found.first_by_lemma == (1 + 0) / 2


def test_queries_are_ranked_in_parts() -> None:
    """Queries are asked about a part at a time, each with its own scores."""
    queries = [Labelled(1, "in", *LOCUS)] * 300
    asked: list[slice] = []

    def rank(chosen: slice) -> np.ndarray:
        asked.append(chosen)
        return np.tile(scored((9, 5, 4, 3, 2, 1)), (len(queries[chosen]), 1))

    assert figures(queries, POOL, rank).first == 1
    assert len(asked) == 2


def test_grades_tell_both_labels_from_the_role_alone() -> None:
    """2 for role and function, 1 for the role, 0 where only the function is the same."""
    assert graded([Labelled(1, "in", *GOAL)], POOL).tolist() == [[0, 0, 1, 2, 0, 0]]


def test_gain_is_linear_and_of_ten() -> None:
    """The gain of a perfect order is 1, and what stands behind the tenth adds nothing."""
    assert normalised_gain(np.array([[2, 2, 1, 0]])).tolist() == [1]
    late = np.zeros((1, 12), np.int64)
    late[0, 11] = 2
    assert normalised_gain(late).tolist() == [0]
    assert normalised_gain(np.array([[1, 2]]))[0] == pytest.approx((1 + 2 / log2(3)) / (2 + 1 / log2(3)))


def test_votes_of_equal_weight_go_to_the_nearest() -> None:
    """The most frequent label wins; among as frequent ones the first; weights can turn it round."""
    assert voted(np.array([3, 1, 1, 2])) == 1
    assert voted(np.array([3, 1, 1, 3])) == 3
    assert voted(np.array([3, 1, 1]), np.array([0.9, 0.3, 0.3])) == 3
