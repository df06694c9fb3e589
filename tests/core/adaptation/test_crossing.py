"""Which sentences are left out together."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from construal.core.adaptation.crossing import FOLDS, split
from construal.core.adaptation.decisions import Decision, Sentence

GOAL = Decision("p.Goal|p.Goal")


def sentence(document: int, number: int, targets: int = 1) -> Sentence:
    return Sentence(document, number, (), dict.fromkeys(range(targets), GOAL), False)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 99), st.integers(0, 5)), min_size=1, max_size=80))
def test_what_stands_together_is_left_out_together(made: list[tuple[int, int, int]]) -> None:
    """Every sentence is in one fold, and those of one group in the same."""
    found = split([sentence(*one) for one in made])
    assert set(found.fold.tolist()) <= set(range(FOLDS))
    folds: dict[int, set[int]] = {}
    for group, fold in zip(found.group.tolist(), found.fold.tolist(), strict=True):
        folds.setdefault(group, set()).add(fold)
    assert all(len(of) == 1 for of in folds.values())


def test_many_documents_are_left_out_whole() -> None:
    """With ten documents or more no document is in two folds, and folds have about as many targets."""
    sentences = [sentence(document, number) for document in range(15) for number in range(10)]
    found = split(sentences)
    assert found.unit == "document"
    assert Counter(found.fold.tolist()) == dict.fromkeys(range(FOLDS), 30)


def test_few_documents_are_left_out_in_blocks() -> None:
    """One long text is parted every twenty sentences."""
    found = split([sentence(1, number) for number in range(200)])
    assert found.unit == "block of 20 sentences"
    assert len(set(found.group.tolist())) == 10
    assert len(set(found.fold[:20].tolist())) == 1
