"""Orders of precedents, and corpora of targets: by likeness, by lexlemma, by counts, and without trees."""

from pathlib import Path

import numpy as np
import pytest
from alike import decided, text

from construal.annotation.errors import FormatError
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export
from construal.core.precedents.corpus import read
from construal.core.precedents.evaluation import Labelled, figures
from construal.core.precedents.ranking import (
    baselines,
    by_likeness,
    lemma_first,
    most_frequent,
    random_order,
    rows,
)

POOL = [
    Labelled(1, "in", "Locus", "Locus"), Labelled(2, "in", "Time", "Time"), Labelled(3, "in", "Time", "Time"),
    Labelled(4, "at", "Locus", "Locus"),
]  # fmt: skip
QUERIES = [Labelled(9, "in", "Time", "Time"), Labelled(9, "on", "Locus", "Locus")]
ALL = slice(0, 2)


def test_likeness_is_the_cosine() -> None:
    """Rows have length 1, but for one of zeros, and the scores are their products."""
    asked = rows([np.array([3.0, 4.0]), np.array([0.0, 0.0])])
    known = rows([np.array([6.0, 8.0]), np.array([-4.0, 3.0])])
    assert by_likeness(asked, known)(ALL).tolist() == [[pytest.approx(1), pytest.approx(0, abs=1e-6)], [0, 0]]


def test_the_same_lexlemma_comes_first_whatever_its_likeness() -> None:
    """An unlike target of the lexlemma ranks before a like one of another; without one nothing changes."""
    scores = np.array([[-0.9, 0.1, 0.2, 1.0], [0.4, 0.3, 0.2, 0.1]])
    order = np.argsort(-lemma_first(QUERIES, POOL, lambda chosen: scores[chosen])(ALL), axis=1)
    assert order.tolist() == [[2, 1, 0, 3], [0, 1, 2, 3]]


def test_the_most_frequent_construal_comes_first() -> None:
    """Of a lexlemma's targets those decided as most others of it rank first."""
    order = np.argsort(-most_frequent(QUERIES, POOL)(slice(0, 1)), axis=1, kind="stable")
    assert order.tolist() == [[1, 2, 0, 3]]


def test_a_random_order_is_the_same_for_the_same_seed() -> None:
    """Another seed gives another order."""
    first = random_order(QUERIES, POOL)(ALL)
    assert first.tolist() == random_order(QUERIES, POOL)(ALL).tolist()
    assert first.tolist() != random_order(QUERIES, POOL, seed=2)(ALL).tolist()


def test_baselines_need_no_vector() -> None:
    """Three orders are measured; that of the lexlemma's most frequent construal answers the first query."""
    found = baselines(QUERIES[:1], POOL)
    assert len(found) == 3
    assert found["same lemma, most frequent first"].first == 1
    assert found["same lemma, most frequent first"] == figures(QUERIES[:1], POOL, most_frequent(QUERIES[:1], POOL))


def test_a_corpus_is_read_with_its_targets(tmp_path: Path) -> None:
    """Targets come with document, lexlemma and labels, and the words stay when the trees go."""
    document = text(1)
    path = tmp_path / "made.conllulex"
    path.write_bytes(Conllulex().write(Export([document], {1: decided(document)}, {}, {}.get)).data)

    (found,) = read(path)
    assert [(of.lemma, of.role) for of in found.labelled] == [("in", "Locus")] * 4 + [("in", "Time")] * 3
    assert len(found.targets) == len(found.labelled) == 7
    assert {of.document for of in found.labelled} == {found.document.id}
    bare = found.without_trees()
    assert not bare.document.has_column("head")
    assert not bare.document.has_column("upos")
    assert bare.document.has_column("lemma")
    assert (bare.document.text, bare.labelled) == (found.document.text, found.labelled)

    path.write_text("no such file\n", encoding="utf-8")
    with pytest.raises(FormatError):
        read(path)
