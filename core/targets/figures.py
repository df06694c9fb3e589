"""How well the rules find the targets of an annotated corpus, by rule and by lexcat, and what they get wrong.

A gold `??` counts neither for nor against, as in STREUSLE's own evaluation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from construal.annotation.document import Document
from construal.annotation.scheme import POSSESSIVE
from construal.annotation.snacs.lexlemma import lexlemma
from construal.annotation.snacs.target_lists import TargetLists
from construal.annotation.snacs.targets import Target, Words, lists_for, matrix_of_subject_marker, targets
from construal.core.suggest.evaluation import Corpus, Scores
from construal.core.suggest.expressions import Expression
from construal.core.suggest.frequency import UNCLEAR

REFERENCE_F = 0.910  # STREUSLE's own rules on its dev part (pssid/README), by the measure of `FirstWords`
NO_RULE = "–"
Key = tuple[tuple[int, ...], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Error:
    """A target that was missed (`found` False) or found where there is none: its place, words, lexcat, rule, reason.

    The rule of a missed one is that for its kind of word.
    """

    document: str
    sentence: str
    words: str
    text: str
    lexcat: str
    rule: str
    reason: str
    found: bool


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """Figures of the rules on a corpus: exactly the same words; a word in common; and as the reference counts.

    The reference counts a target as right where its first word is that of a gold target and the lemmas of all its words
    are the same, and takes an opaque possessive slot for no target.
    """

    exact: Scores
    relaxed_precision: float
    relaxed_recall: float
    reference: Scores
    by_rule: Mapping[str, Scores]
    by_lexcat: Mapping[str, Scores]
    errors: tuple[Error, ...]

    @property
    def relaxed_f(self) -> float:
        """The harmonic mean of the relaxed precision and recall."""
        total = self.relaxed_precision + self.relaxed_recall
        return 2 * self.relaxed_precision * self.relaxed_recall / total if total else 0.0


def rule_figures(corpus: Corpus, lists: Callable[[str], TargetLists] = lists_for) -> RuleFigures:
    """The figures of the rules on a corpus; `lists` gives those of a language."""
    tally = _Tally()
    reference: Counter[str] = Counter()
    for document, expressions in corpus:
        chosen = lists(document.language)
        found = [t for s in range(len(document.sentences)) for t in targets(document, s, chosen)]
        _compare(document, found, expressions, tally, lists=chosen)
        reference.update(_as_the_reference(document, found, expressions))
    by_rule = tally.scores("rule")
    exact = Scores(*(sum(getattr(s, name) for s in by_rule.values()) for name in ("right", "found", "wanted")))
    return RuleFigures(
        exact=exact,
        relaxed_precision=tally.overlapping / exact.found if exact.found else 0.0,
        relaxed_recall=tally.covered / exact.wanted if exact.wanted else 0.0,
        reference=Scores(reference["right"], reference["found"], reference["wanted"]),
        by_rule=by_rule,
        by_lexcat=tally.scores("lexcat"),
        errors=tuple(tally.errors),
    )


class _Tally:
    """Counts of right, found and wanted by rule and by lexcat; how many found ones meet a gold one, and the reverse."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[tuple[str, str]]] = {"rule": Counter(), "lexcat": Counter()}
        self.errors: list[Error] = []
        self.overlapping = 0
        self.covered = 0

    def scores(self, by: str) -> dict[str, Scores]:
        """The scores by rule, or by lexcat."""
        counts = self.counts[by]
        names = sorted({name for name, _ in counts}, key=lambda name: (name == NO_RULE, name))
        return {n: Scores(counts[n, "right"], counts[n, "found"], counts[n, "wanted"]) for n in names}


def _compare(
    document: Document, found: Iterable[Target], expressions: Iterable[Expression], tally: _Tally, *, lists: TargetLists
) -> None:
    chosen = [e for e in expressions if e.is_target]
    unclear = {row for e in chosen if e.role == UNCLEAR for row in e.rows}
    gold = {(e.rows, e.part): e for e in chosen if e.role != UNCLEAR}
    rules, lexcats = tally.counts["rule"], tally.counts["lexcat"]
    met: dict[Key, Target] = {}
    found = [target for target in found if unclear.isdisjoint(target.rows)]
    rows_found = {row for target in found for row in target.rows}
    rows_wanted = {row for rows, _ in gold for row in rows}
    tally.overlapping += sum(not rows_wanted.isdisjoint(t.rows) for t in found)
    tally.covered += sum(not rows_found.isdisjoint(rows) for rows, _ in gold)
    for target in found:
        key = (target.rows, target.part)
        rules[target.rule, "found"] += 1
        lexcats[target.lexcat, "found"] += 1
        if key in gold:
            met[key] = target
            rules[target.rule, "right"] += 1
            lexcats[target.lexcat, "right"] += gold[key].lexcat == target.lexcat
        else:
            tally.errors.append(
                _error(document, key, target.lexcat, rule=target.rule, reason=target.reason, found=True)
            )
    for key, expression in gold.items():
        rule = met[key].rule if key in met else rule_for(document, expression, lists)
        rules[rule, "wanted"] += 1
        lexcats[expression.lexcat, "wanted"] += 1
        if key not in met:
            reason = f"annotated as {expression.role}"
            tally.errors.append(_error(document, key, expression.lexcat, rule=rule, reason=reason, found=False))


def rule_for(document: Document, expression: Expression, lists: TargetLists) -> str:
    """The rule that looks for this kind of target; "–" where none does."""
    if len(expression.rows) > 1:
        return "T1"
    if expression.lexcat in ("POSS", "PRON.POSS"):
        return "T5"
    if expression.lexcat == "INF.P":
        return "T6"
    row = expression.rows[0]
    tag = document.token(row).upos
    if tag == "SCONJ":
        words = Words(document, document.sentences.of_row(row))
        marks_subject = matrix_of_subject_marker(words, words.rows.index(row), lists) is not None
        return "T7" if marks_subject else "T3"
    return {"ADP": "T2", "ADV": "T4", "_": "T2"}.get(tag, NO_RULE)


def _error(document: Document, key: Key, lexcat: str, *, rule: str, reason: str, found: bool) -> Error:
    rows, part = key
    sentence = document.sentences.of_row(rows[0])
    start, end = int(document.sentences.start[sentence]), int(document.sentences.end[sentence])
    words = " ".join(document.token(row).form for row in rows) if part is None else document.text[slice(*part)]
    return Error(
        document=document.name, sentence=document.sentences.ids[sentence], words=words,
        text=document.text[start:end].replace("\n", " "), lexcat=lexcat, rule=rule, reason=reason, found=found,
    )  # fmt: skip


def _as_the_reference(document: Document, found: Iterable[Target], expressions: Iterable[Expression]) -> Iterator[str]:
    """An entry for each target right, found or wanted, by first word and lemmas. Rule: pssid/identify.py --eval."""
    gold: dict[int, str] = {}
    unclear: set[int] = set()
    for expression in expressions:
        if expression.role == UNCLEAR:
            unclear.add(expression.rows[0])
        elif expression.is_target and expression.role != POSSESSIVE:
            gold[expression.rows[0]] = expression.lexlemma
    yield from ("wanted" for _ in gold)
    for target in found:
        if target.rows[0] in unclear:
            continue
        yield "found"
        if gold.get(target.rows[0]) == lexlemma(document, target.rows):
            yield "right"
