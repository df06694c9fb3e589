"""The tables of an evaluation on the terminal, in per cent with one digit, as STREUSLE's scripts print them.

With gold targets there is an accuracy in place of precision, recall and F.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from construal.commands.report import many, table

if TYPE_CHECKING:
    from construal.annotation.snacs.evaluation.certainty import PairedTest
    from construal.annotation.snacs.evaluation.evaluation import Evaluation
    from construal.annotation.snacs.evaluation.score import Score

NONE = "–"
_TITLES = {"ID": "target", "Role": "role", "Fxn": "function", "Labeled": "construal"}
_SHAPES = {
    "*": "all sizes", "SWE": "single-word", "MWE": "multiword", "ContigMWE": "without gap", "GappyMWE": "with gap",
}  # fmt: skip
_KINDS = {
    "*": "any or none", "AnySS": "any", "NoSS": "none", "NOUN": "noun", "VERB": "verb", "SNACS": "SNACS",
    "P": "SNACS: P", "PP": "SNACS: PP", "P,PP": "SNACS: P, PP", "POSS": "SNACS: POSS", "INF": "SNACS: INF.P",
}  # fmt: skip
_MOST = 40  # rows of a table of labels; --json has them all


def percent(ratio: float | None) -> str:
    """A ratio in per cent, a dash where there is none."""
    return NONE if ratio is None else f"{ratio:.1%}".removesuffix("%")


def heading(evaluation: Evaluation) -> str:
    """What was measured on what: files, scheme versions, sizes, and whose targets."""
    gold, system = (" and ".join(s) or "no scheme" for s in (evaluation.gold_schemes, evaluation.system_schemes))
    targets = "gold targets (goldid)" if evaluation.gold_targets else "automatic targets (autoid)"
    depth = "exact labels" if evaluation.depth == 4 else f"labels coarsened to depth {evaluation.depth}"
    size = ", ".join(
        many(number, noun)
        for number, noun in (
            (evaluation.documents, "document"), (evaluation.sentences, "sentence"), (evaluation.words, "word"),
        )
    )  # fmt: skip
    return (
        f"{evaluation.system} ({system}) against {evaluation.gold} ({gold}; {size}): {targets}, {depth}.\n"
        "Gold’s ?? counts for neither side."
    )


def shown(
    evaluation: Evaluation, *, by: Sequence[str], confusion: bool, extended: bool, resamples: int, seed: int
) -> Iterator[object]:
    """Everything about one system, heading first; `extended` has precision and recall where else F stands alone."""
    yield heading(evaluation)
    yield from evaluation.remarks
    yield adpositions(evaluation)
    yield expressions(evaluation, extended=extended)
    yield tags(evaluation)
    if resamples:
        yield intervals(evaluation, resamples, seed)
    if "label" in by:
        yield from labels(evaluation)
    if "lexlemma" in by:
        yield from lexlemmas(evaluation, extended=extended)
    if confusion:
        yield from confusions(evaluation)


def adpositions(evaluation: Evaluation) -> object:
    """Targets, roles, functions and construals by psseval's groups; of an exact evaluation coarsened, too."""
    from construal.annotation.snacs.evaluation.classes import CRITERIA, GROUPS
    from construal.annotation.snacs.evaluation.report import depths

    gold_targets = evaluation.gold_targets
    measures = ("acc.",) if gold_targets else ("P", "R", "F")
    coarse = depths(evaluation)[1:]
    columns = ("gold", *measures, *(f"{measures[-1]} D={depth}" for depth in coarse))
    title = f"Adpositions and possessives, % (D={evaluation.depth}" + ("; D=3 to 1 coarsened)" if coarse else ")")
    result = table(title, "", "what", *columns, numbers=columns)
    for group in GROUPS:
        for criterion in CRITERIA[gold_targets:]:
            score = evaluation.adpositions(criterion, group=group)
            if score.wanted or score.found:
                coarser = (evaluation.adpositions(criterion, group=group, depth=depth) for depth in coarse)
                whole = (_best(evaluation, c) for c in coarser)
                name = group.removeprefix("multiword ") if criterion == CRITERIA[gold_targets] else ""
                cells = _ratios(evaluation, score)
                result.add_row(name, _TITLES[criterion], f"{score.wanted:,}", *map(percent, (*cells, *whole)))
    return result


def expressions(evaluation: Evaluation, *, extended: bool) -> object:
    """Every strong expression by size and kind of label, in streuseval's rows; rows with nothing in them left out."""
    from construal.annotation.snacs.evaluation.report import criteria

    columns = [f"{name} {_measures(evaluation, extended)}" for name in ("words", "label", "role", "function")]
    title = f"Strong expressions, % (D={evaluation.depth})"
    result = table(title, "", "label kind", "gold", *columns, numbers=("gold", *columns))
    for shape, size in _SHAPES.items():
        for kind, name in _KINDS.items():
            names = [c for c in ("ID", "Labeled", "Role", "Fxn") if c in criteria(kind)]
            scores = [evaluation.score(criterion, shape=shape, kind=kind) for criterion in names]
            if scores[0].wanted or scores[0].found:
                cells = (_cell(evaluation, score, extended=extended, ratio=True) for score in scores)
                result.add_row(size if kind == "*" else "", name, f"{scores[0].wanted:,}", *cells)
    return result


def tags(evaluation: Evaluation) -> object:
    """Full-tag accuracy, and the links of multiword expressions."""
    result = table("Tags and links, %", "figure", "gold", "P", "R", "F", "acc.",
                   numbers=("gold", "P", "R", "F", "acc."))  # fmt: skip
    for name, accuracy in evaluation.tags().items():
        title = "full tag" if name == "Full" else f"tag {name}"
        result.add_row(title, f"{accuracy.wanted:,}", "", "", "", percent(accuracy.accuracy))
    for gappy, title in ((False, "multiword"), (True, "with gap")):
        average = evaluation.links(gappy=gappy)
        for part, name in ((average, "LinkAvg"), (average.plus, "Link+"), (average.minus, "Link-")):
            wanted = f"{part.wanted:,.1f}".removesuffix(".0")
            values = map(percent, (part.precision, part.recall, part.f))
            result.add_row(f"{name}, {title}", wanted, *values, "")
    return result


def intervals(evaluation: Evaluation, resamples: int, seed: int) -> object:
    """The main figures with their intervals."""
    number = len(evaluation.groups)
    title = (
        f"95 % intervals, %: percentile bootstrap over {many(number, evaluation.resampled)}, "
        f"{many(resamples, 'resample')}, seed {seed}"
    )
    result = table(title, "figure", "value", "from", "to", numbers=("value", "from", "to"))
    for found in evaluation.intervals(resamples=resamples, seed=seed):
        result.add_row(_figure(evaluation, found.figure), *map(percent, (found.value, found.low, found.high)))
    return result


def paired(one: Evaluation, other: Evaluation, tests: Sequence[PairedTest], *, resamples: int, seed: int) -> object:
    """How much the first system is better than the second, and whether it may be chance."""
    title = (
        f"{one.system} minus {other.system}: paired bootstrap (95 %) and p by approximate randomisation over "
        f"{many(len(one.groups), one.resampled)}, {many(resamples, 'resample')} each, seed {seed}"
    )
    result = table(title, "figure", "difference", "from", "to", "p", numbers=("difference", "from", "to", "p"))
    for test in tests:
        points = [NONE if v is None else f"{100 * v:+.1f}" for v in (test.difference, test.low, test.high)]
        result.add_row(_figure(one, test.figure), *points, NONE if test.p is None else f"{test.p:.4f}")
    return result


def labels(evaluation: Evaluation) -> Iterator[object]:
    """The scores of each label."""
    from construal.annotation.snacs.evaluation.tables import WHATS

    for what in WHATS:
        columns = ("gold", "found", *(("acc.",) if evaluation.gold_targets else ("P", "R", "F")))
        result = table(f"By {what}, % (D={evaluation.depth})", what, *columns, numbers=columns)
        rows = evaluation.labels(what)
        for row in rows[:_MOST]:
            cells = map(percent, _ratios(evaluation, row.score))
            result.add_row(row.label, f"{row.score.wanted:,}", f"{row.score.found:,}", *cells)
        yield from _with_rest(result, len(rows))


def lexlemmas(evaluation: Evaluation, *, extended: bool) -> Iterator[object]:
    """The scores of the targets of each lexlemma."""
    names = ("target", "role", "function", "construal")
    columns = ("gold", *(f"{name} {_measures(evaluation, extended)}" for name in names))
    result = table(f"By lexlemma, % (D={evaluation.depth})", "lexlemma", *columns, numbers=columns)
    rows = evaluation.lexlemmas()
    for row in rows[:_MOST]:
        scores = (row.target, row.role, row.function, row.construal)
        cells = (_cell(evaluation, score, extended=extended) for score in scores)
        result.add_row(row.lexlemma, f"{row.target.wanted:,}", *cells)
    yield from _with_rest(result, len(rows))


def confusions(evaluation: Evaluation) -> Iterator[object]:
    """Which label the system has for which of gold's."""
    from construal.annotation.snacs.evaluation.tables import WHATS, mistaken

    for what in WHATS:
        found = evaluation.confusions(what)
        wrong, total = mistaken(found), sum(c.count for c in found)
        title = f"Confusions of {what}: {sum(c.count for c in wrong):,} of {total:,} that both label"
        result = table(title, "gold", "system", "count", numbers=("count",))
        for confusion in wrong[:_MOST]:
            result.add_row(confusion.gold, confusion.system, f"{confusion.count:,}")
        yield from _with_rest(result, len(wrong))


def _with_rest(result: object, rows: int) -> Iterator[object]:
    yield result
    if rows > _MOST:
        yield f"… and {rows - _MOST:,} more; --json lists them all."


def _measures(evaluation: Evaluation, extended: bool) -> str:
    if evaluation.gold_targets:
        return "acc."
    return "P R F" if extended else "F"


def _ratios(evaluation: Evaluation, score: Score) -> Sequence[float | None]:
    return (score.recall,) if evaluation.gold_targets else (score.precision, score.recall, score.f)


def _best(evaluation: Evaluation, score: Score) -> float | None:
    return score.recall if evaluation.gold_targets else score.f


def _cell(evaluation: Evaluation, score: Score, *, extended: bool, ratio: bool = False) -> str:
    """F or all three measures, or the accuracy with gold targets; `ratio` for F as streuseval rounds it."""
    if evaluation.gold_targets:
        return percent(score.recall)
    f = score.ratio_f if ratio else score.f
    return " ".join(f"{percent(value):>5}" for value in (score.precision, score.recall, f)) if extended else percent(f)


def _figure(evaluation: Evaluation, name: str) -> str:
    if name == "full tag":
        return "full tag, accuracy"
    if name == "multiword links":
        return "multiword links, LinkAvg F"
    return f"{name}, accuracy" if evaluation.gold_targets else f"{name}, F"
