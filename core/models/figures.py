"""The figures that a model is judged by, under short names, and their intervals."""

from __future__ import annotations

from construal.annotation.snacs.evaluation.certainty import RESAMPLES, SEED
from construal.annotation.snacs.evaluation.evaluation import Evaluation

# As the evaluation calls them, and as the figures of models are called.
_NAMES = {
    "target": "target", "role": "role", "function": "function", "construal": "construal", "multiword links": "links",
    "noun supersense": "noun", "verb supersense": "verb", "full tag": "tags",
}  # fmt: skip


def named(evaluation: Evaluation) -> dict[str, float]:
    """The figures of an evaluation, 0 to 1; those that gold has nothing for are not there."""
    figures = {
        "target": evaluation.adpositions("ID").f,
        "role": evaluation.adpositions("Role").f,
        "function": evaluation.adpositions("Fxn").f,
        "construal": evaluation.adpositions("Labeled").f,
        "links": evaluation.links().f,
        "noun": evaluation.score(kind="NOUN").f,
        "verb": evaluation.score(kind="VERB").f,
        "tags": evaluation.tags()["Full"].accuracy,
    }
    return {name: figure for name, figure in figures.items() if figure is not None}


def intervals(
    evaluation: Evaluation, *, resamples: int = RESAMPLES, seed: int = SEED
) -> dict[str, tuple[float, float]]:
    """The range that holds each figure at the level of 95 %, by resampling documents, or sentences of few documents."""
    return {
        _NAMES[interval.figure]: (interval.low, interval.high)
        for interval in evaluation.intervals(resamples=resamples, seed=seed)
        if interval.low is not None and interval.high is not None
    }
