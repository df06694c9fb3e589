"""Finding concepts by what is typed, and saying which concept one is. Pure; knows the catalogue and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from construal.annotation.catalogue import Concept
from construal.core.terms.lexicon import lexicon
from construal.gui.mathematics import plain

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class FoundConcept:
    """A concept that matches, and the wording by which it does, "" where that is its title."""

    concept: Concept
    by: str = ""


def title(concept: Concept) -> str:
    """What to show for a concept, mathematics made readable."""
    if concept.name:
        return plain(concept.name)
    if concept.terms:
        return plain(concept.terms[0].text)
    clause = re.split(r"[.;:]\s|\n", concept.definition.strip(), maxsplit=1)[0]
    return plain(clause.rstrip(".")) or concept.id


def is_shown(concept: Concept) -> bool:
    """Whether an entry is a concept, and not only the record of a wording that was turned down."""
    return (
        bool(concept.name or concept.definition)
        or not concept.terms
        or any(term.status != "rejected" for term in concept.terms)
    )


def find(query: str, concepts: Iterable[Concept], *, limit: int | None = None) -> list[FoundConcept]:
    """The concepts that match what was typed, best first.

    In this order: a wording that is it, begins with it, has words that begin with its words, holds it; then a
    definition that holds it. Shorter wordings come first among equals. An empty query finds all, in their order.
    """
    wanted = query.strip().casefold()
    shown = [c for c in concepts if is_shown(c)]
    if not wanted:
        return [FoundConcept(c) for c in shown[:limit]]
    ranked: list[tuple[int, int, int, FoundConcept]] = []
    for place, concept in enumerate(shown):
        heading = title(concept)
        best: tuple[int, int, str] | None = None
        for wording in (heading, *concept.names(), concept.id):
            rank = match(wanted, wording.casefold())
            if rank is not None and (best is None or (rank, len(wording)) < best[:2]):
                best = (rank, len(wording), wording)
        if best is None and wanted in plain(concept.definition).casefold():
            best = (5, len(heading), heading)
        if best is not None:
            by = "" if best[2] == heading else best[2]
            ranked.append((best[0], best[1], place, FoundConcept(concept, by)))
    ranked.sort(key=lambda row: row[:3])
    return [found for *_, found in ranked[:limit]]


def match(wanted: str, wording: str) -> int | None:
    """How well a wording matches, 0 best; None where it does not. Both are case-folded."""
    if wording == wanted:
        return 0
    if wording.startswith(wanted):
        return 1
    parts = _parts(wanted)
    if parts and all(part in wording for part in parts):  # cheap, and rules most wordings out
        words = _WORD.findall(wording)
        if all(any(word.startswith(part) for word in words) for part in parts):
            return 2
    return 3 if wanted in wording else None


@lru_cache(maxsize=64)
def _parts(wanted: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(wanted))


class ConceptIndex:
    """The wordings of a catalogue by their words, to find what a selection may mean."""

    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        self._lexicon = lexicon(language)
        self._concepts = [c for c in concepts if is_shown(c)]
        self._wordings: dict[str, list[int]] = {}
        self._by_word: dict[str, set[str]] = {}
        for place, concept in enumerate(self._concepts):
            for name in dict.fromkeys(self._lexicon.normal(n) for n in concept.names()):
                self._wordings.setdefault(name, []).append(place)
                for word in _WORD.findall(name):
                    self._by_word.setdefault(word, set()).add(name)

    def normal(self, words: str) -> str:
        """Words as they are looked up: lower case, gaps closed, the last in the singular."""
        return self._lexicon.normal(words.replace(" … ", " "))

    def is_named(self, words: str) -> bool:
        """Whether some concept has exactly this wording, in singular or plural."""
        return self.normal(words) in self._wordings

    def near(self, words: str, *, limit: int = 5) -> list[Concept]:
        """The concepts whose wordings are these words, or share most with them; in that order, catalogue order next.

        A wording that shares only a word more common in the catalogue than in the selection counts as little as it
        shares: the measure is common words over all words of both.
        """
        normal = self.normal(words)
        mine = set(_WORD.findall(normal))
        scored: dict[int, float] = {}
        for word in mine:
            for name in self._by_word.get(word, ()):
                theirs = set(_WORD.findall(name))
                score = 2.0 if name == normal else len(mine & theirs) / len(mine | theirs)
                for place in self._wordings[name]:
                    scored[place] = max(scored.get(place, 0.0), score)
        for place in self._wordings.get(normal, ()):
            scored[place] = 2.0
        ranked = sorted(scored.items(), key=lambda pair: (-pair[1], pair[0]))
        return [self._concepts[place] for place, _ in ranked[:limit]]


def canonical(words: str, language: str) -> str:
    """Selected words as a concept is named: gaps closed, the last word in the singular, capitals as they were."""
    *before, last = words.replace(" … ", " ").split() or [""]
    singular = lexicon(language).singular(last)
    if singular != last.lower():
        kept = last[: len(singular)]
        last = kept if kept.lower() == singular else singular
    return " ".join([*before, last])
