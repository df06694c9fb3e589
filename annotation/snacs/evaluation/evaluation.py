"""A system, or a second annotator, scored against gold: every figure that psseval and streuseval print, and more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from construal.annotation.snacs.evaluation import tables
from construal.annotation.snacs.evaluation.analysis import Analyses
from construal.annotation.snacs.evaluation.answers import Answers, Sentence, read_answers
from construal.annotation.snacs.evaluation.certainty import (
    FEWEST_DOCUMENTS,
    RESAMPLES,
    SEED,
    Interval,
    PairedTest,
    Resampling,
    intervals,
    paired_tests,
)
from construal.annotation.snacs.evaluation.classes import EXACT, GROUPS, Event, events, score, tag_accuracies
from construal.annotation.snacs.evaluation.pairing import paired
from construal.annotation.snacs.evaluation.score import Accuracy, LinkAverage, Score
from construal.annotation.snacs.evaluation.tables import Confusion, LabelScore, LexlemmaScore, What
from construal.annotation.snacs.evaluation.tally import Tally


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out for one system. Figures are at `depth` unless another is named; 4 is exact.

    `gold_targets` says that the system was given gold's targets, so that recall is the accuracy. `resampled` is
    "document" or "sentence", whatever `groups` are. `remarks` tell of sentences without a partner and the like.
    """

    gold: str
    system: str
    gold_schemes: tuple[str, ...]
    system_schemes: tuple[str, ...]
    gold_targets: bool
    depth: int
    documents: int
    remarks: tuple[str, ...]
    resampled: str
    groups: Sequence[Tally]
    tally: Tally
    outcomes: Counter[Event] = field(default_factory=Counter)

    @property
    def sentences(self) -> int:
        """How many sentences gold has."""
        return self.tally.sentences

    @property
    def words(self) -> int:
        """How many words gold has."""
        return self.tally.words

    def adpositions(self, criterion: str = "Labeled", *, group: str = "all", depth: int | None = None) -> Score:
        """psseval's scores: `ID`, `Role`, `Fxn` or `Labeled`; groups as in `classes.GROUPS`, such as "multiword"."""
        shape, kind = GROUPS[group]
        return self.score(criterion, shape=shape, kind=kind, depth=depth)

    def score(
        self, criterion: str = "Labeled", *, shape: str = "*", kind: str = "SNACS", depth: int | None = None
    ) -> Score:
        """streuseval's scores, by its own names for shapes (`SWE`), classes of label (`NOUN`) and criteria (`ID`)."""
        return score(self.outcomes, criterion, shape=shape, kind=kind, depth=self.depth if depth is None else depth)

    def tags(self, *, depth: int | None = None) -> dict[str, Accuracy]:
        """How many words have the right full tag (`Full`), and without lexcat or supersense (`-Lexcat`, `-SS`)."""
        return tag_accuracies(self.tally.tags, depth=self.depth if depth is None else depth)

    def links(self, *, gappy: bool = False) -> LinkAverage:
        """The links of multiword expressions, strong and weak; `gappy` for those across gaps alone."""
        return LinkAverage(self.tally.link("Link+", gappy=gappy), self.tally.link("Link-", gappy=gappy))

    def labels(self, what: What) -> list[LabelScore]:
        """The scores of each `role`, `function`, `construal` or noun and verb `supersense`."""
        return tables.label_scores(self.tally, what, depth=self.depth)

    def lexlemmas(self) -> list[LexlemmaScore]:
        """The scores of the targets of each lexlemma."""
        return tables.lexlemma_scores(self.tally, depth=self.depth)

    def confusions(self, what: What) -> list[Confusion]:
        """Which label the system has for which of gold's, equal ones included."""
        return tables.confusions(self.tally, what, depth=self.depth)

    def intervals(self, *, resamples: int = RESAMPLES, seed: int = SEED) -> list[Interval]:
        """The main figures with their 95 % intervals, the same for the same seed."""
        return intervals(self.groups, Resampling(self.depth, self.gold_targets, resamples, seed))


def evaluate(
    gold: Answers | str | Path, system: Answers | str | Path, *, gold_targets: bool = False, depth: int = EXACT
) -> Evaluation:
    """Score a system against gold; both may be files, or answers made of documents and annotations.

    Sentences that the system lacks count as left without any answer. `gold_targets` says that gold's targets were
    given to the system; `depth` 4 to 1 coarsens roles and functions. Raises FormatError or OSError for a bad file.

        from construal.annotation.snacs.evaluation import evaluate
        found = evaluate("gold.conllulex", "system.conllulex")
        print(found.adpositions("Role").f, found.adpositions("Labeled", group="multiword").f)
        print(found.score(kind="NOUN").f, found.links().f, found.tags()["Full"].accuracy)
    """
    return Evaluating(gold, depth).of(system, gold_targets=gold_targets)


def evaluate_all(
    gold: Answers | str | Path, systems: Sequence[Answers | str | Path], *,
    gold_targets: bool = False, depth: int = EXACT,
) -> list[Evaluation]:  # fmt: skip
    """Several systems scored against the same gold, which is read once."""
    evaluating = Evaluating(gold, depth)
    return [evaluating.of(system, gold_targets=gold_targets) for system in systems]


def paired_test(
    one: Evaluation, other: Evaluation, *, resamples: int = RESAMPLES, seed: int = SEED
) -> list[PairedTest]:
    """How much better the first system is than the second on the same gold, and whether that may be chance."""
    return paired_tests(one.groups, other.groups, Resampling(one.depth, one.gold_targets, resamples, seed))


class Evaluating:
    """Gold, ready to score systems."""

    def __init__(self, gold: Answers | str | Path, depth: int = EXACT) -> None:
        self.gold = gold if isinstance(gold, Answers) else read_answers(gold)
        self.depth = depth
        self.analyses = Analyses(self.gold)
        self.by_document = len(self.gold.documents) >= FEWEST_DOCUMENTS

    def of(self, system: Answers | str | Path, *, gold_targets: bool = False) -> Evaluation:
        """The figures of one system."""
        answers = system if isinstance(system, Answers) else read_answers(system)
        pairing = paired(self.gold, answers)
        theirs = Analyses(answers)
        groups: dict[object, Tally] = {}
        for sentence, partner in pairing.pairs:
            tally = groups.get(self._group(sentence))
            if tally is None:
                tally = groups[self._group(sentence)] = Tally()
            tally.add(self.analyses.of(sentence), None if partner is None else theirs.of(partner))
        whole = Tally()
        for tally in groups.values():
            whole.merge(tally.settle())
        outcomes = events(whole.units)
        return Evaluation(
            gold=self.gold.name,
            system=answers.name,
            gold_schemes=self.gold.schemes,
            system_schemes=answers.schemes,
            gold_targets=gold_targets,
            depth=self.depth,
            documents=len(self.gold.documents),
            remarks=(*pairing.remarks, *self._remarks(answers, outcomes if gold_targets else None)),
            resampled="document" if self.by_document else "sentence",
            groups=list(groups.values()),
            tally=whole,
            outcomes=outcomes,
        )

    def _group(self, sentence: Sentence) -> object:
        document = sentence.document.id
        return document if self.by_document else (document, sentence.number)

    def _remarks(self, answers: Answers, outcomes: Counter[Event] | None) -> list[str]:
        remarks: list[str] = []
        if self.gold.schemes and answers.schemes and self.gold.schemes != answers.schemes:
            remarks.append(
                f"{self.gold.name} is annotated in {', '.join(self.gold.schemes)}, {answers.name} in "
                f"{', '.join(answers.schemes)}: labels that changed between them count as wrong."
            )
        if outcomes is not None:
            targets = score(outcomes, "ID")
            extra, missing = targets.found - targets.correct, targets.wanted - targets.correct
            if extra or missing:
                remarks.append(
                    f"With gold targets, {answers.name} should label exactly those: "
                    f"{missing:,} that it does not label count as wrong, and {extra:,} others are left out."
                )
        return remarks
