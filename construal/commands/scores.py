"""The tables of an evaluation on the terminal, in per cent with one digit, as STREUSLE's scripts print them."""

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
    "*": "all", "NOUN": "noun", "VERB": "verb", "SNACS": "SNACS", "P": "SNACS, P", "PP": "SNACS, PP",
    "P,PP": "SNACS, P or PP", "POSS": "SNACS, possessive", "INF": "SNACS, infinitive", "AnySS": "any supersense",
    "NoSS": "no supersense",
}  # fmt: skip
_MOST = 40  # rows of a table of labels; --json has them all


def percent(ratio: float | None) -> str:
    """A ratio in per cent, a dash where there is none."""
    return NONE if ratio is None else f"{ratio:.1%}"


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


def shown(evaluation: Evaluation, *, by: Sequence[str], confusion: bool, resamples: int, seed: int) -> Iterator[object]:
    """Everything about one system, heading first."""
    yield heading(evaluation)
    yield from evaluation.remarks
    yield adpositions(evaluation)
    yield expressions(evaluation)
    yield tags(evaluation)
    if resamples:
        yield intervals(evaluation, resamples, seed)
    if "label" in by:
        yield from labels(evaluation)
    if "lexlemma" in by:
        yield from lexlemmas(evaluation)
    if confusion:
        yield from confusions(evaluation)


def adpositions(evaluation: Evaluation) -> object:
    """Targets, roles, functions and construals, exact and coarsened, by psseval's groups."""
    from construal.annotation.snacs.evaluation.classes import CRITERIA, GROUPS
    from construal.annotation.snacs.evaluation.report import depths

    criteria = [c for c in CRITERIA if c != "ID" or not evaluation.gold_targets]
    columns = [f"{_TITLES[c]} {m}".strip() for c in criteria for m in _measures(evaluation, c)]
    result = table("Adpositions and possessives", "labels", "group", "in gold", *columns, numbers=("in gold", *columns))
    for depth in depths(evaluation):
        for group in GROUPS:
            scores = [evaluation.adpositions(c, group=group, depth=depth) for c in criteria]
            if scores[0].wanted or scores[0].found:
                name = "exact" if depth == 4 else f"depth {depth}"
                values = [v for score in scores for v in _values(evaluation, score)]
                result.add_row(name, group, f"{scores[0].wanted:,}", *values)
    return result


def expressions(evaluation: Evaluation) -> object:
    """Every strong expression by size and kind of label, in streuseval's rows; rows with nothing in them left out."""
    from construal.annotation.snacs.evaluation.report import criteria

    columns = [f"{name} {m}".strip() for name in ("words", "label", "role", "function") for m in _measures(evaluation)]
    result = table("Strong expressions", "size", "label kind", "in gold", *columns, numbers=("in gold", *columns))
    for shape, size in _SHAPES.items():
        for kind, title in _KINDS.items():
            values: list[str] = []
            wanted = found = 0
            for criterion in ("ID", "Labeled", "Role", "Fxn"):
                if criterion not in criteria(kind):
                    values += [""] * len(_measures(evaluation))
                    continue
                score = evaluation.score(criterion, shape=shape, kind=kind)
                wanted, found = (wanted, found) if values else (score.wanted, score.found)
                values += _values(evaluation, score, ratio=True)
            if wanted or found:
                result.add_row(size, title, f"{wanted:,}", *values)
    return result


def tags(evaluation: Evaluation) -> object:
    """Full-tag accuracy, and the links of multiword expressions."""
    result = table("Tags and links", "figure", "in gold", "P", "R", "F", "accuracy",
                   numbers=("in gold", "P", "R", "F", "accuracy"))  # fmt: skip
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
        f"95 % intervals: percentile bootstrap over {many(number, evaluation.resampled)}, "
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
        columns = ["in gold", *(() if evaluation.gold_targets else ("found",)), *_measures(evaluation)]
        result = table(f"By {what}", what, *columns, numbers=tuple(columns))
        rows = evaluation.labels(what)
        for row in rows[:_MOST]:
            counts = [row.score.wanted] if evaluation.gold_targets else [row.score.wanted, row.score.found]
            result.add_row(row.label, *(f"{n:,}" for n in counts), *_values(evaluation, row.score))
        yield from _with_rest(result, len(rows))


def lexlemmas(evaluation: Evaluation) -> Iterator[object]:
    """The scores of the targets of each lexlemma."""
    names = (
        ("role", "function", "construal") if evaluation.gold_targets else ("target", "role", "function", "construal")
    )
    columns = ["in gold", *(f"{name} {m}".strip() for name in names for m in _measures(evaluation))]
    result = table("By lexlemma", "lexlemma", *columns, numbers=tuple(columns))
    rows = evaluation.lexlemmas()
    for row in rows[:_MOST]:
        scores = [s for n, s in (("target", row.target), ("role", row.role), ("function", row.function),
                                 ("construal", row.construal)) if n in names]  # fmt: skip
        values = (v for score in scores for v in _values(evaluation, score))
        result.add_row(row.lexlemma or "(part of a word)", f"{row.target.wanted:,}", *values)
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


def _measures(evaluation: Evaluation, criterion: str = "") -> Sequence[str]:
    return ("",) if evaluation.gold_targets else ("P", "R", "F")


def _values(evaluation: Evaluation, score: Score, *, ratio: bool = False) -> list[str]:
    """Precision, recall and F, or the accuracy with gold targets; `ratio` for F as streuseval rounds it."""
    if evaluation.gold_targets:
        return [percent(score.recall)]
    return [percent(score.precision), percent(score.recall), percent(score.ratio_f if ratio else score.f)]


def _figure(evaluation: Evaluation, name: str) -> str:
    if name == "full tag":
        return "full tag, accuracy"
    if name == "multiword links":
        return "multiword links, LinkAvg F"
    return f"{name}, accuracy" if evaluation.gold_targets else f"{name}, F"
