"""Suggests the concepts used most with problems of the same category: the floor for hints.

Figures of `evaluate` leave each problem out in turn, as the suggestions do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from construal.annotation.anchor import DOCUMENT
from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.annotation.layer import CONCEPT
from construal.core.suggest.suggester import Decided

MOST = 5


@dataclass(frozen=True, slots=True)
class Popular:
    """A concept, with how many of the category's other problems use it and how many there are."""

    concept: str
    uses: int
    problems: int

    @property
    def share(self) -> float:
        """The relative frequency."""
        return self.uses / self.problems


class CategoryConcepts:
    """How often each concept was linked to the problems of each category."""

    def __init__(self, problems: Iterable[Decided]) -> None:
        self._problems = {problem.document: problem for problem in problems}
        self._uses: dict[str, Counter[str]] = {}
        self._sizes: Counter[str] = Counter()
        self._overall: Counter[str] = Counter()
        for problem in self._problems.values():
            self._uses.setdefault(problem.category, Counter()).update(set(problem.concepts))
            self._sizes[problem.category] += 1
            self._overall.update(set(problem.concepts))

    def popular(self, category: str, *, without: int) -> list[Popular]:
        """The category's concepts, most used first, the document `without` left out; ties by use in all categories."""
        own = self._problems.get(without)
        left_out = set(own.concepts) if own is not None else set()
        in_category = left_out if own is not None and own.category == category else set()
        size = self._sizes[category] - (own is not None and own.category == category)
        counted = [
            Popular(concept, uses - (concept in in_category), size)
            for concept, uses in self._uses.get(category, Counter()).items()
            if uses > (concept in in_category)
        ]
        overall = {p.concept: self._overall[p.concept] - (p.concept in left_out) for p in counted}
        return sorted(counted, key=lambda p: (-p.uses, -overall[p.concept], p.concept))


class CategorySuggester:
    """Suggests for a problem the five concepts used most with the other problems of its category."""

    name = "category"
    version = "1"
    layer = CONCEPT

    def __init__(self, problems: Iterable[Decided]) -> None:
        self._concepts = CategoryConcepts(problems)

    def suggest(
        self, document: Document, standing: Sequence[Annotation], *, new_id: Callable[[], int], time: int
    ) -> list[Annotation]:
        """Up to five concepts for the whole document, those left out that it has an answer about."""
        if document.problem is None:
            return []
        answered = {
            a.text("concept")
            for a in standing
            if a.layer == CONCEPT
            and a.document == document.id
            and a.anchor.is_document
            and a.status is not Status.SUGGESTED
        }
        category = document.problem.category
        open_ones = [p for p in self._concepts.popular(category, without=document.id) if p.concept not in answered]
        return [
            Annotation(
                id=new_id(),
                document=document.id,
                layer=CONCEPT,
                anchor=DOCUMENT,
                values={
                    "concept": popular.concept,
                    "evidence": f"{popular.uses} of {popular.problems} other problems of {category}",
                },
                status=Status.SUGGESTED,
                source=f"{self.name} {self.version}",
                confidence=popular.share,
                created=time,
                modified=time,
            )
            for popular in open_ones[:MOST]
        ]


@dataclass(frozen=True, slots=True)
class RankingFigures:
    """Means over the problems that have concepts: recall among the first 5 and 10, and the reciprocal rank."""

    problems: int
    recall_at_5: float
    recall_at_10: float
    reciprocal_rank: float


def evaluate(problems: Sequence[Decided]) -> RankingFigures:
    """The figures of popularity within the category, each problem left out in turn; 0 each where none has concepts."""
    concepts = CategoryConcepts(problems)
    asked = [problem for problem in problems if problem.concepts]
    at_5 = at_10 = reciprocal = 0.0
    for problem in asked:
        wanted = set(problem.concepts)
        ranked = [p.concept for p in concepts.popular(problem.category, without=problem.document)]
        at_5 += len(wanted.intersection(ranked[:5])) / len(wanted)
        at_10 += len(wanted.intersection(ranked[:10])) / len(wanted)
        reciprocal += next((1 / rank for rank, concept in enumerate(ranked, 1) if concept in wanted), 0.0)
    count = max(1, len(asked))
    return RankingFigures(len(asked), at_5 / count, at_10 / count, reciprocal / count)
