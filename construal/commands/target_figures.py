"""How `construal targets --evaluate` shows the rules' figures."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from construal.commands.report import Report, table

if TYPE_CHECKING:
    from construal.core.suggest.evaluation import Scores
    from construal.core.targets.figures import RuleFigures


def tell_figures(report: Report, figures: RuleFigures, *, errors: bool) -> None:
    """Answer with the figures, by rule and by lexcat, and where wanted with each error."""
    from construal.core.targets.figures import REFERENCE_F

    def row(name: str, right: str, found: str, wanted: str, *ratios: float) -> tuple[str, ...]:
        return name, right, found, wanted, *(f"{ratio:.3f}" for ratio in ratios)

    numbers = ("right", "found", "gold", "P", "R", "F")
    measured = table("", "targets", *numbers, numbers=numbers)
    for name, scores in (("the same words", figures.exact), ("as the reference counts", figures.reference)):
        measured.add_row(*row(name, str(scores.right), str(scores.found), str(scores.wanted),
                              scores.precision, scores.recall, scores.f))  # fmt: skip
    exact = figures.exact
    measured.add_row(*row("a word in common", "", str(exact.found), str(exact.wanted),
                          figures.relaxed_precision, figures.relaxed_recall, figures.relaxed_f))  # fmt: skip
    parts = []
    for title, by in (("rule", figures.by_rule), ("lexcat", figures.by_lexcat)):
        part = table("", title, *numbers, numbers=numbers)
        for name, s in by.items():
            part.add_row(*row(name, str(s.right), str(s.found), str(s.wanted), s.precision, s.recall, s.f))
        parts.append(part)
    if not figures.exact.wanted:
        report.remark("Nothing is decided throughout here, so there is nothing to score the rules on.")
    wrong = sorted(figures.errors, key=lambda e: (e.rule, e.found))
    lines = [
        f"{'+' if e.found else '−'} {e.rule} {e.lexcat} [{e.words}] {e.reason}  {e.document}:{e.sentence}  {e.text}"
        for e in wrong
    ]
    report.answer(
        {
            "exact": _scores(figures.exact), "reference": _scores(figures.reference),
            "relaxed": {
                "precision": figures.relaxed_precision, "recall": figures.relaxed_recall, "f": figures.relaxed_f,
            },
            "by_rule": {name: _scores(s) for name, s in figures.by_rule.items()},
            "by_lexcat": {name: _scores(s) for name, s in figures.by_lexcat.items()},
            "errors": [asdict(e) for e in wrong],
        },
        measured,
        *parts,
        *(["\n".join(lines)] if errors and lines else []),
        f"STREUSLE's own rules: F {REFERENCE_F:.3f} on its dev part, as the reference counts. "
        "An unclear target (??) counts neither way.",
    )  # fmt: skip


def _scores(scores: Scores) -> dict[str, object]:
    names = ("right", "found", "wanted", "precision", "recall", "f")
    return {name: getattr(scores, name) for name in names}
