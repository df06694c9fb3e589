"""Governors and relations: the part of a network that scores them, and how far it is from gold. Needs torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from construal.core.models.arborescence import ROOT
from construal.core.models.labels import ARC
from construal.core.models.trees import OUTPUTS, RANK, relation_scores
from construal.core.training.label_sets import MASK

if TYPE_CHECKING:
    from construal.core.training.batches import Item

RELATION = "relation"  # what the loss of relations is called beside that of governors
_ARC, _RELATION = 128, 96  # numbers by which a word is known as dependent or governor, and of its relations


class Arcs(nn.Module):  # type: ignore[misc]  # torch is Any to the type checker
    """Rows of numbers for each word, of which two words' products are the scores of an arc and of its relations.

    Every word has its own, so that a sentence's words can be scored in any company; see `construal.core.models.trees`.
    """

    def __init__(self, hidden: int, relations: int, *, dropout: float = 0.0) -> None:
        super().__init__()
        self.dependent, self.governor = nn.Linear(hidden, _ARC), nn.Linear(hidden, _ARC)
        self.product = nn.Linear(_ARC, _ARC + 1)
        self.relation_dependent, self.relation_governor = nn.Linear(hidden, _RELATION), nn.Linear(hidden, _RELATION)
        size = relations * (1 + RANK)
        self.of_dependent, self.of_governor = nn.Linear(_RELATION, size), nn.Linear(_RELATION, size)
        self.dropout = nn.Dropout(dropout)

    def forward(self, vectors: Tensor) -> dict[str, Tensor]:
        """The rows of each word, by their `OUTPUTS`."""
        rows = (
            self.product(self._narrowed(self.dependent, vectors)),
            self._narrowed(self.governor, vectors),
            self.of_dependent(self._narrowed(self.relation_dependent, vectors)),
            self.of_governor(self._narrowed(self.relation_governor, vectors)),
        )
        return dict(zip(OUTPUTS, rows, strict=True))

    def _narrowed(self, layer: nn.Linear, vectors: Tensor) -> Tensor:
        return self.dropout(functional.relu(layer(vectors)))


def arc_losses(scores: Mapping[str, Tensor], chosen: Sequence[Item]) -> dict[str, Tensor]:
    """Cross-entropy with the gold governors of the items' words, and with the relations to those; nothing without."""
    ends = np.cumsum([len(item.encoded.first) for item in chosen])
    taught = [place for place, item in enumerate(chosen) if (item.heads != MASK).any()]
    if not taught:
        return {}
    longest = max(len(chosen[place].heads) for place in taught)
    rows = np.zeros((len(taught), longest), np.int64)
    wanted = np.full((len(taught), longest), MASK, np.int64)
    relations = np.full((len(taught), longest), MASK, np.int64)
    is_word = np.zeros((len(taught), longest), bool)
    for row, place in enumerate(taught):
        item = chosen[place]
        size = len(item.heads)
        rows[row, :size] = np.arange(ends[place] - size, ends[place])
        wanted[row, :size], is_word[row, :size] = item.heads, True
        if "deprel" in item.targets:
            relations[row, :size] = item.targets["deprel"]
    dependent, governor = (scores[name].float() for name in OUTPUTS[:2])
    on = dependent.device
    index = torch.from_numpy(rows).to(on)
    one, other = dependent[index], governor[index]
    arcs = one[..., :-1] @ other.transpose(1, 2)
    # No word governs itself, and what fills up the rows governs nothing.
    closed = ~torch.from_numpy(is_word).to(on)[:, None, :] | torch.eye(longest, dtype=torch.bool, device=on)
    whole = torch.cat([one[..., -1:], arcs.masked_fill(closed, -torch.inf)], -1)
    gold = torch.from_numpy(wanted).to(on)
    losses = {ARC: functional.cross_entropy(whole.flatten(0, 1), gold.flatten(), ignore_index=MASK)}
    named = np.argwhere((wanted > ROOT) & (relations != MASK))
    if len(named):
        below = rows[named[:, 0], named[:, 1]]
        above = rows[named[:, 0], wanted[named[:, 0], named[:, 1]] - 1]
        given = relation_scores(
            scores[OUTPUTS[2]][torch.from_numpy(below).to(on)].float(),
            scores[OUTPUTS[3]][torch.from_numpy(above).to(on)].float(),
        )
        of_gold = torch.from_numpy(relations[named[:, 0], named[:, 1]]).to(on)
        losses[RELATION] = functional.cross_entropy(given, of_gold)
    return losses
