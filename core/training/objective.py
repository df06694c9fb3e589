"""What a training makes smaller: how far scores are from gold labels, and from a teacher's. Needs torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from construal.core.models.labels import ARC, SNACS_HEADS
from construal.core.training.arcs import RELATION, arc_losses
from construal.core.training.batches import Item, taught
from construal.core.training.label_sets import MASK
from construal.core.training.recipe import Recipe

LEXICAL_HEADS = ("tag", *SNACS_HEADS)  # those that a teacher says something about


class Taught(NamedTuple):
    """What a teacher says of the words of one item: log-probabilities by head, in half precision.

    `is_target` tells for each word whether the teacher sees a target; SNACS heads have a row for those words alone.
    """

    scores: Mapping[str, Tensor]
    is_target: Tensor


class Objective:
    """The losses of a batch, weighted as the recipe says."""

    def __init__(self, recipe: Recipe) -> None:
        self._weights = {str(head): weight for head, weight in recipe.weights.items() if weight}
        if ARC in self._weights:
            self._weights[RELATION] = self._weights[ARC]
        self._smoothing = recipe.optimiser.label_smoothing
        self._distilling = recipe.distilling

    def gold(self, scores: Mapping[str, Tensor], chosen: Sequence[Item]) -> dict[str, Tensor]:
        """Cross-entropy with the gold labels by head, over the words that teach it; heads that nothing teaches fail.

        Governors are chosen among the words of their window and the root, relations for the gold governor.
        """
        losses: dict[str, Tensor] = {}
        for head in self._weights:
            if head not in scores:
                continue
            labels = taught(chosen, head)
            if bool((labels != MASK).any()):
                given = scores[head].float()
                losses[head] = functional.cross_entropy(
                    given, labels.to(given.device), ignore_index=MASK,
                    label_smoothing=self._smoothing if head in LEXICAL_HEADS else 0.0,
                )  # fmt: skip
        if ARC in self._weights:
            losses |= arc_losses(scores, chosen)
        return losses

    def teacher(self, scores: Mapping[str, Tensor], said: Sequence[Taught]) -> dict[str, Tensor]:
        """Divergence from the teacher by head: of tags for every word, of SNACS heads where it sees a target."""
        losses: dict[str, Tensor] = {}
        seen = torch.cat([of_item.is_target for of_item in said])
        for head in LEXICAL_HEADS:
            if head not in self._weights or head not in scores:
                continue
            given = scores[head].float()
            if head != "tag":
                given = given[seen.to(given.device)]
            if len(given):
                wanted = torch.cat([of_item.scores[head] for of_item in said]).to(given.device).float()
                losses[head] = functional.kl_div(
                    functional.log_softmax(given, -1), functional.log_softmax(wanted, -1), log_target=True,
                    reduction="batchmean",
                )  # fmt: skip
        return losses

    def total(self, gold: Mapping[str, Tensor], teacher: Mapping[str, Tensor] | None = None) -> Tensor | None:
        """The one number to make smaller; None where a batch teaches nothing."""
        parts: list[Any] = []
        for head, loss in gold.items():
            share = self._distilling.gold if teacher is not None and head in LEXICAL_HEADS else 1.0
            parts.append(self._weights[head] * share * loss)
        for head, loss in (teacher or {}).items():
            parts.append(self._weights[head] * self._distilling.teacher * loss)
        return torch.stack(parts).sum() if parts else None
