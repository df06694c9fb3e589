"""Suggests term mentions that are not in the catalogue yet, the better ranked the surer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept
from construal.annotation.document import Document
from construal.annotation.layer import CONCEPT
from construal.core.suggest.occupied import Occupied
from construal.core.terms.candidates import TermCandidate, candidates, document_candidates
from construal.core.terms.lexicon import lexicon


class CandidateSuggester:
    """Suggests the longest candidate at each place, unlinked, with a confidence from its rank.

    `ranked` are the candidates of the whole project, best first; without them each document is ranked by itself. What
    the catalogue knows by name is left to the catalogue's own suggester, rejected and deprecated terms to nobody.
    """

    name = "candidates"
    version = "1"
    layer = CONCEPT

    def __init__(
        self, ranked: Sequence[TermCandidate] | None = None, *, catalogue: Mapping[str, Concept] | None = None
    ) -> None:
        self._ranks = None if ranked is None else _ranks(ranked)
        self._catalogue = catalogue or {}
        self._known: dict[str, set[str]] = {}

    def suggest(
        self, document: Document, standing: Sequence[Annotation], *, new_id: Callable[[], int], time: int
    ) -> list[Annotation]:
        """One suggestion for each longest candidate that nobody has answered."""
        ranks = _ranks(candidates([document])) if self._ranks is None else self._ranks
        known = self._names(document.language)
        occupied = Occupied(document, standing, layer=CONCEPT)
        made: list[Annotation] = []
        for place, words, _ in document_candidates(document):
            key = " ".join(words)
            ranked = ranks.get(key)
            if not place.is_longest or ranked is None or key in known:
                continue
            if not occupied.leaves_room(place.start, place.end):
                continue
            candidate, rank = ranked
            made.append(
                Annotation(
                    id=new_id(),
                    document=document.id,
                    layer=CONCEPT,
                    anchor=span((place.start, place.end)),
                    values={
                        "concept": None,
                        "canonical": candidate.canonical,
                        "evidence": f"candidate {rank} of {len(ranks)}, found {candidate.frequency} times",
                    },
                    status=Status.SUGGESTED,
                    source=f"{self.name} {self.version}",
                    confidence=1 - (rank - 0.5) / len(ranks),
                    created=time,
                    modified=time,
                )
            )
        return made

    def _names(self, language: str) -> set[str]:
        """Every term of the catalogue as candidates are keyed, whatever its status."""
        if language not in self._known:
            normal = lexicon(language).normal
            self._known[language] = {
                normal(name)
                for concept in self._catalogue.values()
                for name in (concept.name or "", *(term.text for term in concept.terms))
                if name
            }
        return self._known[language]


def _ranks(ranked: Sequence[TermCandidate]) -> dict[str, tuple[TermCandidate, int]]:
    return {candidate.key: (candidate, rank) for rank, candidate in enumerate(ranked, 1)}
