"""Trees from rows of numbers: relations for the governors found, the root alone called so, long sentences whole."""

from __future__ import annotations

import numpy as np

from construal.core.models.arborescence import is_tree
from construal.core.models.trees import OUTPUTS, RANK, Parsed, Parser, arc_scores, relation_scores, universal

RELATIONS = ("nsubj", "obl:tmod", "root")


def rows(count: int, seed: int = 0, size: int = 8) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    """Rows at random for so many words."""
    random = np.random.default_rng(seed)
    widths = (size + 1, size, *(2 * (len(RELATIONS) * (1 + RANK),)))
    return {
        name: random.normal(size=(count, width)).astype(np.float32) for name, width in zip(OUTPUTS, widths, strict=True)
    }


def test_scores_are_those_of_the_formula() -> None:
    """An arc's score is the product of two rows, the root's stands last; a relation's is a sum and products."""
    given = rows(3)
    dependent, governor, of_dependent, of_governor = (given[name] for name in OUTPUTS)

    arcs = arc_scores(dependent, governor)
    relations = relation_scores(of_dependent[[0]], of_governor[[2]])

    assert arcs.shape == (3, 4)
    assert np.isclose(arcs[1, 0], dependent[1, 8])
    assert np.isclose(arcs[1, 3], sum(dependent[1, n] * governor[2, n] for n in range(8)), atol=1e-5)
    for number in range(len(RELATIONS)):
        one, other = (table[row, number * 5 : number * 5 + 5] for table, row in ((of_dependent, 0), (of_governor, 2)))
        expected = one[0] + other[0] + sum(one[n] * other[n] for n in range(1, 5))
        assert np.isclose(relations[0, number], expected, atol=1e-5)


def test_the_root_alone_has_the_relation_root() -> None:
    """Whatever the scores, a word has the relation `root` where it is the root, and nowhere else."""
    for seed in range(30):
        parsed = Parser(RELATIONS).parsed(rows(7, seed))

        assert is_tree(parsed.heads)
        assert [relation == "root" for relation in parsed.relations] == [head == 0 for head in parsed.heads]


def test_a_word_by_itself_is_the_root() -> None:
    """A sentence of one word is a tree of one root."""
    assert Parser(RELATIONS).parsed(rows(1)) == Parsed((0,), ("root",))


def test_without_what_it_needs_there_is_no_tree() -> None:
    """A model without arcs has no heads, a sentence without words has none either."""
    given = rows(4)
    del given["arc_governor"]

    assert Parser(RELATIONS).parsed(given).heads == ()
    assert Parser(RELATIONS).parsed(rows(0)).heads == ()


def test_relations_that_a_model_does_not_know() -> None:
    """A model that knows no relation but that of the root calls every other one `dep`."""
    given = rows(4)
    parsed = Parser(("root",)).parsed(given)

    assert sorted(parsed.relations) == ["dep", "dep", "dep", "root"]


def test_very_long_sentences_are_one_tree() -> None:
    """A text of thousands of words without an end of a sentence has one root, and its parts hang on it."""
    parsed = Parser(RELATIONS).parsed(rows(2300))

    assert is_tree(parsed.heads)
    assert parsed.relations.count("root") == 1
    assert parsed.relations.count("parataxis") == 2


def test_universal_relations() -> None:
    """A relation without its subtype."""
    assert [universal(relation) for relation in RELATIONS] == ["nsubj", "obl", "root"]
