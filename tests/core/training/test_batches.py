"""Batches: every sentence once, in an order that the seed and the epoch decide, none too large."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tiny_encoder import tiny_tokenizer

from construal.core.models.labels import HEADS
from construal.core.models.pieces import Pieces
from construal.core.training.batches import by_length, collated, items, shuffled, taught
from construal.core.training.examples import read
from construal.core.training.label_sets import MASK, label_set
from construal.core.training.recipe import Corpus

LENGTHS = st.lists(st.integers(3, 200), max_size=150)


@given(lengths=LENGTHS, seed=st.integers(0, 9), epoch=st.integers(0, 3))
def test_each_once_and_none_too_large(lengths: list[int], seed: int, epoch: int) -> None:
    """The batches of an epoch hold each sentence once, at most 8 of them, and 300 pieces where there are several."""
    for batches in (
        shuffled(lengths, size=8, pieces=300, seed=seed, epoch=epoch),
        by_length(lengths, size=8, pieces=300),
    ):
        assert sorted(number for batch in batches for number in batch) == list(range(len(lengths)))
        for batch in batches:
            assert 0 < len(batch) <= 8
            assert len(batch) == 1 or len(batch) * max(lengths[number] for number in batch) <= 300


def test_the_order_follows_from_seed_and_epoch() -> None:
    """The same seed and epoch give the same batches; another epoch gives others."""
    lengths = list(range(3, 103))

    def batches(seed: int, epoch: int) -> list[list[int]]:
        return shuffled(lengths, size=8, pieces=300, seed=seed, epoch=epoch)

    assert batches(1, 0) == batches(1, 0)
    assert batches(1, 0) != batches(1, 1)
    assert batches(1, 0) != batches(2, 0)


def test_a_batch_keeps_words_and_labels_together(data: Path) -> None:
    """In a batch, the piece where a word begins and the label it teaches stand at the same place."""
    examples = read(Corpus(files=("train.conllulex",)), data).examples
    pieces = Pieces(tiny_tokenizer([" ".join(example.words) for example in examples]), longest=160)
    chosen = items(examples, pieces, label_set(examples, HEADS))[::5]
    batch = collated([item.encoded for item in chosen])

    assert batch.ids.reshape(-1)[batch.first].tolist() == [
        number for item in chosen for number in item.encoded.ids[item.encoded.first].tolist()
    ]
    assert (
        len(batch.first)
        == len(taught(chosen, "tag"))
        == batch.mask.new_tensor([len(item.encoded.first) for item in chosen]).sum()
    )
    assert batch.mask.sum() == sum(len(item.encoded) for item in chosen)
    assert MASK in taught(chosen, "pair").tolist()
