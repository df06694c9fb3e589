"""How good a suggester is: targets by exact and by overlapping span, labels on gold and on found targets.

Figures are counts and ratios from 0 to 1; a gold `??` counts neither for nor against, and an opaque possessive
(`` `$ ``) is a target without a label to be right about, as in STREUSLE's own evaluation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from construal.annotation.document import Document
from construal.annotation.scheme import POSSESSIVE
from construal.annotation.snacs.lexlemma import lexlemma
from construal.annotation.snacs.target_lists import TargetLists
from construal.annotation.snacs.targets import Target, targets
from construal.core.suggest.expressions import Expression
from construal.core.suggest.frequency import UNCLEAR, FrequencyCounts

Corpus = Sequence[tuple[Document, Sequence[Expression]]]
Rows = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and F from how many are right, found and wanted."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """How much of what was found is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """How much of what was wanted is found; 0 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.wanted) if self.right else 0.0


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """Targets found against gold ones: exactly the same rows, and (relaxed) at least one row in common."""

    exact: Scores
    relaxed_precision: float
    relaxed_recall: float

    @property
    def relaxed_f(self) -> float:
        """The harmonic mean of the relaxed precision and recall."""
        total = self.relaxed_precision + self.relaxed_recall
        return 2 * self.relaxed_precision * self.relaxed_recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class ConstrualFigures:
    """Labels right on exactly found targets; with gold targets precision, recall and F are all the accuracy."""

    role: Scores
    function: Scores
    construal: Scores


def target_figures(corpus: Corpus, lists: TargetLists | None = None) -> TargetFigures:
    """How well the rules find the targets of a corpus."""
    right = found = wanted = overlapping = covered = 0
    for document, expressions in corpus:
        gold, unclear = _gold(expressions)
        rows_wanted = {row for rows in gold for row in rows}
        predicted = {t.rows for t in _predicted(document, lists) if unclear.isdisjoint(t.rows)}
        rows_found = {row for rows in predicted for row in rows}
        right += len(predicted & gold.keys())
        found += len(predicted)
        wanted += len(gold)
        overlapping += sum(not rows_wanted.isdisjoint(rows) for rows in predicted)
        covered += sum(not rows_found.isdisjoint(rows) for rows in gold)
    return TargetFigures(
        Scores(right, found, wanted), overlapping / found if found else 0.0, covered / wanted if wanted else 0.0
    )


def construal_figures(
    corpus: Corpus, counts: FrequencyCounts, *, gold_targets: bool, lists: TargetLists | None = None
) -> ConstrualFigures:
    """How often the most frequent construal is right, on gold targets or on those that the rules find."""
    return figures_of(corpus, lambda d, gold: _most_frequent(d, gold if gold_targets else None, counts, lists=lists))


def figures_of(
    corpus: Corpus, predict: Callable[[Document, Mapping[Rows, Expression]], Mapping[Rows, tuple[str, str]]]
) -> ConstrualFigures:
    """The figures of any predictor, given a document and its gold targets, that answers role and function by rows."""
    found = wanted = role = function = construal = 0
    for document, expressions in corpus:
        targets_wanted, unclear = _gold(expressions)
        gold = {rows: e for rows, e in targets_wanted.items() if e.role != POSSESSIVE}
        predicted = {rows: labels for rows, labels in predict(document, gold).items() if unclear.isdisjoint(rows)}
        found += len(predicted)
        wanted += len(gold)
        for rows, (predicted_role, predicted_function) in predicted.items():
            if (wanted_here := gold.get(rows)) is not None:
                role += predicted_role == wanted_here.role
                function += predicted_function == wanted_here.function
                construal += (predicted_role, predicted_function) == (wanted_here.role, wanted_here.function)
    return ConstrualFigures(*(Scores(right, found, wanted) for right in (role, function, construal)))


def _most_frequent(
    document: Document,
    gold: Mapping[Rows, Expression] | None,
    counts: FrequencyCounts,
    *,
    lists: TargetLists | None,
) -> dict[Rows, tuple[str, str]]:
    places: Iterable[tuple[Rows, str, str]]
    if gold is not None:
        places = ((rows, e.lexlemma, e.lexcat) for rows, e in gold.items())
    else:
        places = ((t.rows, lexlemma(document, t.rows), t.lexcat) for t in _predicted(document, lists))
    answers: dict[Rows, tuple[str, str]] = {}
    for rows, lemma, lexcat in places:
        if options := counts.options(lemma, lexcat):
            answers[rows] = options[0][:2]
    return answers


def _gold(expressions: Iterable[Expression]) -> tuple[dict[Rows, Expression], set[int]]:
    """The gold targets by rows, and the rows that are unclear."""
    chosen = [e for e in expressions if e.is_target]
    unclear = {row for e in chosen if e.role == UNCLEAR for row in e.rows}
    return {e.rows: e for e in chosen if e.role != UNCLEAR}, unclear


def _predicted(document: Document, lists: TargetLists | None) -> list[Target]:
    return [t for sentence in range(len(document.sentences)) for t in targets(document, sentence, lists)]
