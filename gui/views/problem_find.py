"""Find or add: what is typed finds an entry of the problem or a concept, or becomes a hint or a new concept. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from construal.annotation.catalogue import Concept
from construal.gui.mathematics import plain
from construal.gui.panels.concept_search import find, match, title
from construal.gui.panels.rows import Row
from construal.gui.views.problem_page import Entry

MOST = 7
FIND_WORDS = "Type letters to find or add"
HINT_WORDS = "Write the hint, Enter links it"


@dataclass(frozen=True, slots=True)
class Option:
    """What Enter would link: an entry by its annotation, a concept by its id, or what `words` would make."""

    kind: Literal["entry", "concept", "hint", "new concept"]
    words: str = ""
    entry: int = 0
    concept: str = ""


def options(typed: str, entries: Iterable[Entry], concepts: Iterable[Concept], *, is_hint: bool) -> list[Row]:
    """What may be linked for these words: entries, then concepts that are none yet, then what would be new."""
    words = " ".join(typed.split())
    if not words:
        return []
    hint = Row(f"New hint «{words}»", hue="ink2", value=Option("hint", words))
    if is_hint:
        return [hint]
    listed = list(entries)
    ranked = [(rank, at, e) for at, e in enumerate(listed) if (rank := _rank(words.casefold(), e)) is not None]
    found = [
        Row(f"{e.number}  {e.words}", e.place, hue=e.kind, value=Option("entry", entry=e.id))
        for _, _, e in sorted(ranked, key=lambda row: row[:2])
    ]
    known = {e.name for e in listed if e.kind == "concept"}
    for hit in find(words, concepts, limit=MOST + len(known)):
        if hit.concept.id not in known:
            value = Option("concept", concept=hit.concept.id)
            found.append(Row(title(hit.concept), hit.by or hit.concept.category, hue="concept", value=value))
    new = Row(f"New concept «{words}»", hue="ink2", value=Option("new concept", words))
    return [*found[:MOST], hint, new]


def _rank(wanted: str, entry: Entry) -> int | None:
    wordings = (entry.words, entry.number, entry.name, plain(entry.text))
    ranks = [rank for wording in wordings if (rank := match(wanted, wording.casefold())) is not None]
    return min(ranks, default=None)
