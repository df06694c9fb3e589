"""How well term candidates meet a human's terms: sentence by sentence as sets, and pooled as a ranked list.

Both sides are compared in normal form (lower case, last word singular, no quotes or edge punctuation).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from construal.annotation.document import Document
from construal.core.suggest.evaluation import Scores
from construal.core.terms.candidates import TermCandidate, candidates
from construal.core.terms.lexicon import lexicon

EDGES = " \t.,;:!?()[]{}\"“”‘’'"


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence with the terms a person found in it, as written down."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermFigures:
    """Set matches per sentence for all candidates and for the longest ones, and the ranking of the pooled list.

    `ceiling` is the share of gold terms that stand in their sentence at all, after normalisation.
    """

    sentences: int
    every: Scores
    longest: Scores
    average_precision: float
    precision_at_100: float
    candidates: int
    gold: int
    ceiling: float


def read_gold(data: str) -> list[GoldSentence]:
    """The usable sentences of a CSV with the columns sentence, flag and up to six terms.

    Flag "0" says that there are no terms, "?" that it is open: such a sentence is left out.
    """
    gold: list[GoldSentence] = []
    for row in csv.reader(io.StringIO(data)):
        if row and row[0].strip() and (row[1:2] or [""])[0].strip() != "?":
            flag = (row[1:2] or [""])[0].strip()
            terms = () if flag == "0" else tuple(term.strip() for term in row[2:8] if term.strip())
            gold.append(GoldSentence(row[0].strip(), terms))
    return gold


def term_figures(
    gold: Sequence[GoldSentence],
    document_of: Callable[[int, str], Document],
    *,
    language: str = "en",
    corpus: Iterable[Document] = (),
) -> TermFigures:
    """The figures of the shipped candidates; `document_of` makes a document with this id from a sentence.

    Candidates are ranked by their C-value over the gold sentences and the `corpus`, if any.
    """
    normal = lexicon(language).normal
    documents = [document_of(number, sentence.text) for number, sentence in enumerate(gold)]
    others = [document for document in corpus if document.id >= len(gold)]
    ranked = candidates([*documents, *others])
    found: list[set[str]] = [set() for _ in gold]
    longest: list[set[str]] = [set() for _ in gold]
    for candidate in ranked:
        name = _clean(candidate.key, normal)
        for occurrence in candidate.occurrences:
            if occurrence.document < len(gold):
                found[occurrence.document].add(name)
                if occurrence.is_longest:
                    longest[occurrence.document].add(name)
    wanted = [{_clean(term, normal) for term in sentence.terms} for sentence in gold]
    pooled = list(dict.fromkeys(_clean(c.key, normal) for c in ranked if _is_among(c, len(gold))))
    types = set().union(*wanted)
    return TermFigures(
        sentences=len(gold),
        every=_scores(found, wanted),
        longest=_scores(longest, wanted),
        average_precision=average_precision(pooled, types),
        precision_at_100=sum(name in types for name in pooled[:100]) / 100,
        candidates=len(pooled),
        gold=len(types),
        ceiling=_ceiling(gold, wanted, normal),
    )


def average_precision(ranked: Sequence[str], wanted: set[str]) -> float:
    """The mean, over everything wanted, of the precision at its place in the list; what is missing counts 0."""
    right = 0
    total = 0.0
    for place, name in enumerate(ranked, 1):
        if name in wanted:
            right += 1
            total += right / place
    return total / len(wanted) if wanted else 0.0


def _scores(found: Sequence[set[str]], wanted: Sequence[set[str]]) -> Scores:
    right = sum(len(f & w) for f, w in zip(found, wanted, strict=True))
    return Scores(right, sum(map(len, found)), sum(map(len, wanted)))


def _ceiling(gold: Sequence[GoldSentence], wanted: Sequence[set[str]], normal: Callable[[str], str]) -> float:
    there = total = 0
    for sentence, terms in zip(gold, wanted, strict=True):
        words = [_clean(word, normal) for word in sentence.text.split()]
        text = f" {' '.join(words)} "
        there += sum(f" {' '.join(normal(word) for word in term.split())} " in text for term in terms)
        total += len(terms)
    return there / total if total else 0.0


def _is_among(candidate: TermCandidate, documents: int) -> bool:
    return any(occurrence.document < documents for occurrence in candidate.occurrences)


def _clean(text: str, normal: Callable[[str], str]) -> str:
    return normal(text.strip(EDGES)).removesuffix("'s").strip(EDGES)


def table(figures: TermFigures) -> Mapping[str, float]:
    """The figures by name, for a report."""
    return {
        "precision, all": figures.every.precision,
        "recall, all": figures.every.recall,
        "F, all": figures.every.f,
        "precision, longest": figures.longest.precision,
        "recall, longest": figures.longest.recall,
        "F, longest": figures.longest.f,
        "average precision": figures.average_precision,
        "precision at 100": figures.precision_at_100,
        "ceiling of recall": figures.ceiling,
    }
