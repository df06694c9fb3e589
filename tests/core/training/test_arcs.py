"""What arcs are taught by: the loss that a loop over words gives, over those with a governor in their window."""

from __future__ import annotations

import math

import numpy as np
import torch
from training_material import sentences

from construal.core.models.pieces import Encoded
from construal.core.models.trees import OUTPUTS, RANK, arc_scores, relation_scores
from construal.core.training.arcs import Arcs, arc_losses
from construal.core.training.batches import Item, items
from construal.core.training.examples import Example
from construal.core.training.label_sets import MASK

RELATIONS = 3


def item(heads: list[int], relations: list[int]) -> Item:
    """A sentence with these governors and relations, or with so many words and none."""
    first = np.arange(1, len(relations) + 1)
    ids = np.zeros(len(relations) + 2, np.int64)
    return Item(Encoded(ids, ids, first), {"deprel": np.array(relations)}, 0, np.array(heads, np.int64))


def test_the_loss_is_that_of_each_word() -> None:
    """Sentences with and without trees in one batch have the mean loss of the words that are taught."""
    chosen = [
        item([2, 0, 2, MASK], [0, 2, MASK, 1]), item([], [0, 0]), item([0], [2]), item([3, 3, 0], [1, 0, 2]),
    ]  # fmt: skip
    count = sum(len(one.encoded.first) for one in chosen)
    torch.manual_seed(4)
    scores = Arcs(16, RELATIONS)(torch.randn(count, 16))

    losses = arc_losses(scores, chosen)

    arcs: list[float] = []
    relations: list[float] = []
    begin = 0
    for one in chosen:
        part = {name: scores[name][begin : begin + len(one.encoded.first)].detach().numpy() for name in OUTPUTS}
        begin += len(one.encoded.first)
        table = arc_scores(part["arc_dependent"], part["arc_governor"]).astype(np.float64)
        for word, head in enumerate(one.heads.tolist()):
            if head != MASK:
                others = [table[word, column] for column in range(len(table) + 1) if column != word + 1]
                arcs.append(math.log(sum(map(math.exp, others))) - table[word, head])
            relation = int(one.targets["deprel"][word])
            if head > 0 and relation != MASK:
                of = relation_scores(part["relation_dependent"][[word]], part["relation_governor"][[head - 1]])[0]
                relations.append(math.log(sum(math.exp(score) for score in of)) - float(of[relation]))
    assert len(arcs) == 7
    assert len(relations) == 3
    assert math.isclose(float(losses["arc"].detach()), sum(arcs) / len(arcs), rel_tol=1e-4)
    assert math.isclose(float(losses["relation"].detach()), sum(relations) / len(relations), rel_tol=1e-4)


def test_nothing_is_lost_where_nothing_is_taught() -> None:
    """A batch without trees has no loss of arcs."""
    scores = Arcs(16, RELATIONS)(torch.randn(2, 16))

    assert arc_losses(scores, [item([], [0, 1])]) == {}
    assert {name: rows.shape[1] for name, rows in scores.items()} == {
        "arc_dependent": 129, "arc_governor": 128,
        "relation_dependent": RELATIONS * (1 + RANK), "relation_governor": RELATIONS * (1 + RANK),
    }  # fmt: skip


def test_a_governor_outside_its_window_is_not_taught(encoder: object) -> None:
    """In the windows of a long sentence, governors are counted from the window's first word, others are masked."""
    from pathlib import Path

    from construal.core.models.labels import Labels
    from construal.core.models.pieces import Pieces

    words = tuple(row[1] for sentence in sentences() for row in sentence) * 2
    heads = (0, *range(1, len(words)))  # each word under the one before
    example = Example("long", 0, words, {}, heads)
    found = items([example], Pieces.load(Path(str(encoder)) / "tokenizer.json", longest=160), Labels())

    assert len(found) > 1
    assert sum(len(one.heads) for one in found) == len(words)
    assert found[0].heads.tolist() == list(range(len(found[0].heads)))
    for later in found[1:]:
        assert later.heads.tolist() == [MASK, *range(1, len(later.heads))]
