"""An evaluation as plain values, for JSON: the figures under the names that STREUSLE's scripts use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from construal.annotation.snacs.evaluation.classes import CLASSES, CRITERIA, DEPTHS, GROUPS, SHAPES
from construal.annotation.snacs.evaluation.score import LinkAverage, LinkScore, Score
from construal.annotation.snacs.evaluation.tables import WHATS

if TYPE_CHECKING:
    from construal.annotation.snacs.evaluation.evaluation import Evaluation

Plain = dict[str, object]

_SNACS = ("SNACS", "P", "PP", "P,PP", "POSS", "INF", "MWP")


def criteria(kind: str) -> Sequence[str]:
    """The criteria that say something about a class of labels: roles and functions only where there are such."""
    return CRITERIA if kind in _SNACS else ("ID", "Labeled")


def depths(evaluation: Evaluation) -> Sequence[int]:
    """The depths to tell: all for an exact evaluation, else its own."""
    return DEPTHS if evaluation.depth == DEPTHS[0] else (evaluation.depth,)


def plain(
    evaluation: Evaluation, *, by: Iterable[str] = (), confusion: bool = False, resamples: int, seed: int
) -> Plain:
    """Every figure of an evaluation; tables by `label` and `lexlemma`, and confusions, where asked for."""
    gold_targets = evaluation.gold_targets
    told: Plain = {
        "gold": evaluation.gold,
        "system": evaluation.system,
        "gold_scheme": evaluation.gold_schemes,
        "system_scheme": evaluation.system_schemes,
        "targets": "gold" if gold_targets else "automatic",
        "depth": evaluation.depth,
        "documents": evaluation.documents,
        "sentences": evaluation.sentences,
        "words": evaluation.words,
        "remarks": evaluation.remarks,
        "adpositions": {
            str(depth): {
                group: {
                    criterion: ratios(evaluation.adpositions(criterion, group=group, depth=depth), gold_targets)
                    for criterion in CRITERIA
                }
                for group in GROUPS
            }
            for depth in depths(evaluation)
        },
        "expressions": {
            shape: {
                kind: {
                    criterion: ratios(evaluation.score(criterion, shape=shape, kind=kind), gold_targets)
                    for criterion in criteria(kind)
                }
                for kind in CLASSES
            }
            for shape in SHAPES
        },
        "tags": {name: {"accuracy": a.accuracy, **asdict(a)} for name, a in evaluation.tags().items()},
        "links": {"MWE": links(evaluation.links()), "GappyMWE": links(evaluation.links(gappy=True))},
    }
    if resamples:
        told["intervals"] = {
            "level": 0.95, "resampled": evaluation.resampled, "groups": len(evaluation.groups),
            "resamples": resamples, "seed": seed,
            "figures": [asdict(i) for i in evaluation.intervals(resamples=resamples, seed=seed)],
        }  # fmt: skip
    if "label" in by:
        told["labels"] = {
            what: [{"label": row.label, **ratios(row.score, gold_targets)} for row in evaluation.labels(what)]
            for what in WHATS
        }
    if "lexlemma" in by:
        told["lexlemmas"] = [
            {"lexlemma": row.lexlemma, **{c: ratios(getattr(row, c), gold_targets) for c in ("target", *WHATS[:3])}}
            for row in evaluation.lexlemmas()
        ]
    if confusion:
        told["confusions"] = {what: [asdict(c) for c in evaluation.confusions(what)] for what in WHATS}
    return told


def ratios(score: Score, gold_targets: bool) -> Plain:
    """Counts, and precision, recall and F, or the accuracy with gold targets."""
    if gold_targets:
        return {"correct": score.correct, "wanted": score.wanted, "accuracy": score.recall}
    counts = {"correct": score.correct, "found": score.found, "wanted": score.wanted}
    return {**counts, "precision": score.precision, "recall": score.recall, "f": score.f}


def links(average: LinkAverage) -> Plain:
    """Link+, Link- and their mean."""
    parts: dict[str, LinkScore | LinkAverage] = {"LinkAvg": average, "Link+": average.plus, "Link-": average.minus}
    return {
        name: {"precision": part.precision, "recall": part.recall, "f": part.f, "wanted": part.wanted}
        for name, part in parts.items()
    }
