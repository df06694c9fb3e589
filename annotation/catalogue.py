"""The concept catalogue: concepts with terms, definitions and relations. One entry is a concept, not a string."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

TermStatus = Literal["preferred", "admitted", "deprecated", "candidate", "rejected"]


class Term(msgspec.Struct, frozen=True, omit_defaults=True):
    """A word or phrase that names a concept in a language."""

    text: str
    language: str = "en"
    status: TermStatus = "preferred"


class Concept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A concept: an id that may hold any character, an optional name, terms, a definition and relations by id."""

    id: str
    name: str | None = None
    terms: tuple[Term, ...] = ()
    definition: str = ""
    category: str = ""
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    note: str = ""
    source: str = ""  # SHA-256 of the file it was read from

    @property
    def title(self) -> str:
        """What to show for the concept: name, else preferred term, else first clause of the definition, else id."""
        if self.name:
            return self.name
        if self.terms:
            return self.terms[0].text
        clause = re.split(r"[.;:]\s|\n", self.definition.strip().replace("@@", ""), maxsplit=1)[0]
        return clause or self.id

    def names(self) -> list[str]:
        """Every wording that may occur in text: name and terms that are not rejected."""
        words = [self.name] if self.name else []
        words += [t.text for t in self.terms if t.status not in ("rejected", "deprecated")]
        return list(dict.fromkeys(words))


def fresh_id(name: str, taken: Iterable[str]) -> str:
    """A readable id for a new concept, unlike any that is taken."""
    stem = re.sub(r"\W+", "_", name.strip().lower()).strip("_") or "concept"
    known = set(taken)
    candidate, number = stem, 2
    while candidate in known:
        candidate, number = f"{stem}_{number}", number + 1
    return candidate


def ancestors(concept: str, catalogue: Mapping[str, Concept]) -> list[str]:
    """The ids above a concept, nearest first; a circle is walked once."""
    seen: list[str] = []
    queue = list(catalogue[concept].broader) if concept in catalogue else []
    while queue:
        above = queue.pop(0)
        if above not in seen and above != concept:
            seen.append(above)
            queue += catalogue[above].broader if above in catalogue else ()
    return seen
