"""The exact search among vectors: the order is that of the cosines, and what is dropped is found no more."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from construal.core.precedents.pool import Entry, Pool

WIDTH = 6


def entry(number: int, *, document: int = 1, sentence: int = 0, lemma: str = "in") -> Entry:
    """A target, decided as Locus."""
    return Entry(number, document, sentence, lemma, "P", "Locus", "Locus")


def test_the_likest_come_first() -> None:
    """Likeness is the cosine whatever the lengths; as many are given as are asked for, or as there are."""
    pool = Pool(2)
    pool.put(entry(1), np.array([0, 3], np.float16))
    pool.put(entry(2), np.array([5, 0], np.float16))
    pool.put(entry(3), np.array([1, 1], np.float16))

    found = pool.nearest(np.array([2, 0]), 2)
    assert [near.entry.annotation for near in found] == [2, 3]
    assert [near.likeness for near in found] == [pytest.approx(1), pytest.approx(0.5**0.5, abs=1e-6)]
    assert len(pool.nearest(np.array([2, 0]), 9)) == 3
    assert Pool(2).nearest(np.array([2, 0]), 9) == []


def test_the_same_lexlemma_comes_before_all_others() -> None:
    """With a lexlemma its own targets come first, each kind by likeness; likeness itself stays as it is."""
    pool = Pool(2)
    for number, lemma, vector in ((1, "in", [1, 0]), (2, "at", [0, 1]), (3, "at", [1, 1])):
        pool.put(entry(number, lemma=lemma), np.array(vector, np.float32))

    found = pool.nearest(np.array([1, 0]), 3, lemma="at")
    assert [near.entry.annotation for near in found] == [3, 2, 1]
    assert found[2].likeness == 1
    assert [near.entry.annotation for near in pool.nearest(np.array([1, 0]), 3, lemma="of")] == [1, 3, 2]


def test_a_sentence_or_document_is_left_out() -> None:
    """What stands in the sentence asked about, or in its document, is not found."""
    pool = Pool(2)
    for number, document, sentence in ((1, 1, 0), (2, 1, 1), (3, 2, 0)):
        pool.put(entry(number, document=document, sentence=sentence), np.array([1, number], np.float32))

    asked = np.array([1, 1])
    assert {near.entry.annotation for near in pool.nearest(asked, 3, document=1, sentence=0)} == {2, 3}
    assert {near.entry.annotation for near in pool.nearest(asked, 3, document=1)} == {3}
    assert {near.entry.annotation for near in pool.nearest(asked, 3, document=7, sentence=0)} == {1, 2, 3}


def test_a_target_is_put_again_or_dropped() -> None:
    """An annotation is one target, the one it was last; a dropped one is gone at once."""
    pool = Pool(2)
    pool.put(entry(1), np.array([1, 0], np.float32))
    pool.put(entry(1, lemma="at", sentence=4), np.array([0, 1], np.float32))
    assert len(pool) == 1
    assert pool.vector(1) is not None
    assert [n.likeness for n in pool.nearest(np.array([0, 1]), 5, document=1, sentence=0)] == [1]

    pool.drop(1)
    pool.drop(1)
    assert len(pool) == 0
    assert 1 not in pool
    assert pool.vector(1) is None
    assert pool.nearest(np.array([0, 1]), 5) == []


def test_a_vector_of_another_width_is_refused() -> None:
    """Vectors of another model never come in by mistake."""
    with pytest.raises(ValueError, match="3"):
        Pool(2).put(entry(1), np.zeros(3, np.float32))


def test_what_is_no_number_is_like_nothing() -> None:
    """A vector from a damaged model is found last, and disturbs no other."""
    pool = Pool(2)
    pool.put(entry(1), np.array([np.nan, np.inf], np.float32))
    pool.put(entry(2), np.array([1, 0], np.float32))
    assert [near.entry.annotation for near in pool.nearest(np.array([1, 0]), 2)] == [2, 1]
    assert [near.likeness for near in pool.nearest(np.array([np.nan, 0]), 2)] == [0, 0]


CHANGES = st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.integers(0, 2), st.integers(0, 2**32)), max_size=60)


@settings(max_examples=40, deadline=None)
@given(CHANGES, st.integers(1, 12), st.sampled_from([None, "0", "1", "9"]))
def test_the_search_is_exact(changes: list[tuple[bool, int, int, int]], number: int, lemma: str | None) -> None:
    """After any changes the search gives what comparing every target by itself gives."""
    pool = Pool(WIDTH)
    kept: dict[int, tuple[Entry, np.ndarray]] = {}
    for is_put, id, place, seed in changes:
        if is_put:
            vector = np.random.default_rng(seed).standard_normal(WIDTH).astype(np.float16)
            kept[id] = (entry(id, document=place, sentence=id % 3, lemma=str(place)), vector)
            pool.put(*kept[id])
        else:
            kept.pop(id, None)
            pool.drop(id)
    asked = np.arange(WIDTH) - 2.5

    found = pool.nearest(asked, number, lemma=lemma, document=0)

    def likeness(vector: np.ndarray) -> float:
        wide = vector.astype(np.float64)
        return float(wide @ asked / np.linalg.norm(wide) / np.linalg.norm(asked))

    left = {id: likeness(vector) for id, (of, vector) in kept.items() if of.document != 0}
    expected = sorted(left, key=lambda id: (kept[id][0].lemma != lemma if lemma else False, -left[id]))[:number]
    assert [left[near.entry.annotation] for near in found] == pytest.approx([left[id] for id in expected], abs=1e-6)
    assert [near.likeness for near in found] == pytest.approx([left[id] for id in expected], abs=1e-5)
    assert len({near.entry.annotation for near in found}) == len(found)
    assert sorted(e.annotation for e in pool.entries()) == sorted(kept)
