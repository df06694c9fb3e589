"""Votes of the nearest targets: what they say, in words, and how sure a project's own decisions make them."""

import numpy as np
import pytest

from construal.core.precedents.pool import Entry, Near, Pool
from construal.core.precedents.vote import Judged, judged, vote


def near(*told: tuple[str, str, float]) -> list[Near]:
    """Targets with these roles, functions and likenesses, whose ids count from 1."""
    return [
        Near(Entry(n, n, 0, "in", "P", role, function), likeness)
        for n, (role, function, likeness) in enumerate(told, 1)
    ]


def test_a_vote_says_what_most_of_the_weight_says() -> None:
    """Equally like ones count alike; the share is that of the weight, and the annotations are named."""
    said = vote(near(("Time", "Time", 0.9), ("Locus", "Locus", 0.9), ("Locus", "Locus", 0.9), ("Locus", "Goal", 0.9)))
    assert said is not None
    assert (said.role, said.function, said.share) == ("Locus", "Locus", pytest.approx(0.5))
    assert (said.agreeing, said.asked) == ((2, 3), (1, 2, 3, 4))
    assert said.text == "4 precedents, 2 say p.Locus↝p.Locus"
    assert sum(share for _, _, share in said.shares) == pytest.approx(1)


def test_the_liker_one_outweighs_two_that_are_less_like() -> None:
    """Weight falls fast with likeness, and what has none still counts a little."""
    said = vote(near(("Time", "Time", 0.95), ("Locus", "Locus", 0.7), ("Locus", "Locus", 0.7), ("Goal", "Goal", -0.5)))
    assert said is not None
    assert said.role == "Time"
    assert min(share for _, _, share in said.shares) >= 0


def test_one_precedent_and_none() -> None:
    """A single one is told as one; without any there is no vote."""
    said = vote(near(("Goal", "Locus", 0.2)))
    assert said is not None
    assert said.text == "1 precedent says p.Goal↝p.Locus"
    assert vote([]) is None


def pool_of(*documents: list[tuple[str, list[float]]]) -> Pool:
    """A pool of these documents' targets, each a role and a vector."""
    pool = Pool(2)
    number = 0
    for document, targets in enumerate(documents):
        for sentence, (role, vector) in enumerate(targets):
            pool.put(Entry(number, document, sentence, "in", "P", role, role), np.array(vector, np.float32))
            number += 1
    return pool


ONE, OTHER = ("Locus", [1.0, 0.0]), ("Time", [0.0, 1.0])


def test_votes_are_judged_on_other_documents() -> None:
    """Targets are asked of documents not their own: alike ones there make them right, else they are wrong."""
    found = judged(pool_of([ONE, OTHER], [ONE, OTHER], [ONE]), lambda entry: ("Locus", "Locus"))
    assert (found.queries, found.right, found.floor_right) == (5, 5, 3)
    assert found.is_better
    assert 1 > found.confidence(0.95) > found.confidence(0.1)

    found = judged(pool_of([ONE, ONE], [OTHER, OTHER]), lambda entry: ("Locus", "Locus"))
    assert (found.right, found.floor_right) == (0, 2)
    assert not found.is_better


def test_in_one_document_other_sentences_are_asked() -> None:
    """A project of one text is judged by its other sentences."""
    assert judged(pool_of([ONE, ONE, OTHER, OTHER]), lambda entry: None).right == 4


def test_many_targets_are_picked_evenly() -> None:
    """No more are asked than wanted, from the first document to the last."""
    asked: list[int] = []

    def floor(entry: Entry) -> None:
        asked.append(entry.document)

    assert judged(pool_of(*[[ONE]] * 30), floor, at_once=10).queries == 10
    assert (min(asked), max(asked)) == (0, 27)


def test_confidence_is_what_such_votes_were() -> None:
    """Ten of ten right in the highest fifth, none of ten in the lowest, drawn to the average of one half."""
    by_share = ((0, 10), (0, 0), (0, 0), (0, 0), (10, 10))
    found = Judged(20, 10, 0, by_share)
    assert found.confidence(1.0) == found.confidence(0.81) == pytest.approx((10 + 2.5) / 15)
    assert found.confidence(0.0) == pytest.approx(2.5 / 15)
    assert found.confidence(0.5) == pytest.approx(0.5)
    assert Judged(0, 0, 0, ((0, 0),) * 5).confidence(0.8) == 0.4
