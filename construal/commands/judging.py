"""`construal evaluate --model`: models scored on annotated files, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from construal.commands.report import Report, many, table
from construal.commands.scores import percent

if TYPE_CHECKING:
    from construal.annotation.snacs.evaluation.evaluation import Evaluation
    from construal.core.models.judgement import Judgement

# As they are called here and in `construal.core.models.figures`; the last four say nothing of adpositions.
_FIGURES = {
    "target": "target", "role": "role", "function": "function", "construal": "construal",
    "MWE": "links", "noun": "noun", "verb": "verb", "tags": "tags",
}  # fmt: skip
_OF_ADPOSITIONS = ("target", "role", "function", "construal")


def judge(
    report: Report, places: Sequence[str], models: Sequence[str], *,
    annotator: str, documents: Sequence[str], held_out: str, device: str, language: str, resamples: int, seed: int,
) -> None:  # fmt: skip
    """Score each model on each file and tell of it."""
    from construal.core.evaluating import side
    from construal.core.models.judgement import judged, recipe_of, selected
    from construal.core.models.tagger import Tagger

    recipe = recipe_of(held_out) if held_out else None
    golds = [
        selected(side(place, annotator=annotator, language=language), patterns=documents, recipe=recipe)
        for place in places
    ]
    found: list[Judgement] = []
    remarks: list[str] = []
    with report.progress("Scoring") as progress:
        for number, model in enumerate(models):
            tagger = Tagger.load(model, device=device)
            for place, gold in enumerate(golds):
                progress.step(number * len(golds) + place, len(models) * len(golds), f"{model} on {gold.name}")
                found.append(judged(tagger, gold))
            remarks += tagger.backend.remarks
    if report.json:
        report.answer({"models": [_plain(one, resamples, seed) for one in found], "remarks": remarks})
        return
    titles = dict.fromkeys(one.gold for one in found)
    drawn = (
        f"from, to: 95 % intervals by percentile bootstrap, {many(resamples, 'resample')}, seed {seed}. "
        if resamples
        else ""
    )
    report.answer(
        {},
        *(part for gold in titles for part in _shown([one for one in found if one.gold == gold], resamples, seed)),
        f"F in %; of MWEs the average of links, of tags the accuracy of full ones. {drawn}"
        "given: the accuracy on gold’s targets. ECE: the expected calibration error of the probabilities; chance: "
        "what exact ones would show.",
        *_differing(found),
        *remarks,
    )


def _shown(found: Sequence[Judgement], resamples: int, seed: int) -> Iterator[object]:
    """What came of the models on one file."""
    first = found[0]
    size = ", ".join(
        many(number, noun)
        for number, noun in (
            (first.automatic.documents, "document"), (first.automatic.sentences, "sentence"), (first.words, "word"),
        )
    )  # fmt: skip
    alone = "; adpositions alone are labelled, and scored" if first.has_adpositions_only else ""
    names = [name for name, of in _FIGURES.items() if _says(first, of)]
    shown = table(f"{first.gold}: {size}{alone}", "", *names, numbers=tuple(names))
    for one in found:
        for title, cells in _rows(one, resamples, seed):
            shown.add_row(title, *(cells.get(_FIGURES[name], "") for name in names))
    yield shown
    yield from dict.fromkeys(remark for one in found for remark in one.automatic.remarks)


def _rows(one: Judgement, resamples: int, seed: int) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of one model: figures, their ranges, the same on gold's targets, how far probabilities hold."""
    yield one.model, {name: percent(value) for name, value in _values(one).items()}
    ranges = _ranges(one, resamples, seed)
    for place, title in enumerate(("  from", "  to")):
        if ranges:
            yield title, {name: percent(bounds[place]) for name, bounds in ranges.items()}
    yield "  given", {name: percent(value) for name, value in _accuracies(one.given).items()}
    known = {name: of for name, of in one.reliability.items() if of.decisions}
    yield "  ECE", {name: f"{of.error:.3f}" for name, of in known.items()}
    yield "  chance", {name: f"{of.chance:.3f}" for name, of in known.items()}


def _values(one: Judgement) -> dict[str, float]:
    from construal.core.models.figures import named

    return {name: value for name, value in named(one.automatic).items() if _says(one, name)}


def _ranges(one: Judgement, resamples: int, seed: int) -> dict[str, tuple[float, float]]:
    from construal.core.models.figures import intervals

    if not resamples:
        return {}
    found = intervals(one.automatic, resamples=resamples, seed=seed)
    return {name: bounds for name, bounds in found.items() if _says(one, name)}


def _says(one: Judgement, name: str) -> bool:
    return name in _OF_ADPOSITIONS or not one.has_adpositions_only


def _accuracies(given: Evaluation) -> dict[str, float | None]:
    return {
        name: given.adpositions(criterion).recall
        for name, criterion in (("role", "Role"), ("function", "Fxn"), ("construal", "Labeled"))
    }


def _differing(found: Sequence[Judgement]) -> Iterator[str]:
    for one in found:
        *sizes, order = one.differing
        told = f"{', '.join(sizes[:-1])} and {sizes[-1]} sentences at once and in {order}"
        most = max(one.differing.values())
        number = f"{most:,} of" if most else "0 of"
        yield f"{one.model} on {one.gold}: {number} {one.words:,} tags differ with {told}."


def _plain(one: Judgement, resamples: int, seed: int) -> dict[str, object]:
    return {
        "model": one.model, "gold": one.gold, "documents": one.automatic.documents,
        "sentences": one.automatic.sentences, "words": one.words, "adpositions_only": one.has_adpositions_only,
        "figures": _values(one), "intervals": _ranges(one, resamples, seed), "resamples": resamples, "seed": seed,
        "gold_targets": _accuracies(one.given), "reliability": one.reliability, "differing": one.differing,
        "remarks": one.automatic.remarks,
    }  # fmt: skip
