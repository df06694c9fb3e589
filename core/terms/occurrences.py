"""Every occurrence of a catalogued term in a document: case- and plural-tolerant, longest and nested ones alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from construal.annotation.catalogue import Concept
from construal.annotation.document import Document
from construal.core.terms.lexicon import Lexicon, lexicon

# Runs of letters and digits, and every other sign on its own: the same cut for terms and text, whatever the tokens.
PIECE = re.compile(r"[^\W_]+|[^\s]")
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where concepts are named: `start`, `end` in code points, the concepts' ids, and the term as listed."""

    start: int
    end: int
    concepts: tuple[str, ...]
    term: str


class _Node:
    """A place in the tree of terms: what may follow, and the terms that end here as (term, concept, exact pieces)."""

    __slots__ = ("children", "terms")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.terms: list[tuple[str, str, tuple[str, ...] | None]] = []


class TermIndex:
    """The terms of a catalogue, ready to be found; building it takes one pass over them.

    A term in capitals (PDE) is found in capitals only, with or without a small plural s; any other whatever its
    capitals, its last word in singular or plural. Terms of one letter are left out: they would be found everywhere.
    """

    def __init__(self, catalogue: Mapping[str, Concept], language: str = "en") -> None:
        self._lexicon: Lexicon = lexicon(language)
        self._root = _Node()
        for concept in catalogue.values():
            for name in concept.names():
                self._add(name, concept.id)

    def occurrences(self, document: Document) -> list[Occurrence]:
        """Every occurrence in a document, by place, longer ones first; takes time linear in its text."""
        pieces = [(match[0], match.start(), match.end()) for match in PIECE.finditer(document.text)]
        keys = [piece.lower() for piece, _, _ in pieces]
        singulars = [self._lexicon.singular(piece) for piece, _, _ in pieces]
        return [found for at in range(len(pieces)) for found in self._at(at, pieces, keys, singulars=singulars)]

    def _add(self, name: str, concept: str) -> None:
        pieces = PIECE.findall(name)
        if sum(map(len, pieces)) < SHORTEST:
            return
        exact = tuple(pieces) if _is_acronym(name) else None
        node = self._root
        for piece in pieces[:-1]:
            node = node.children.setdefault(piece.lower(), _Node())
        # The last word is kept by its singular, which is how every form of it is looked up.
        node = node.children.setdefault(self._lexicon.singular(pieces[-1]), _Node())
        node.terms.append((name, concept, exact))

    def _at(
        self, first: int, pieces: list[tuple[str, int, int]], keys: list[str], *, singulars: list[str]
    ) -> Iterator[Occurrence]:
        """The occurrences that begin at a piece, longest first."""
        found: list[Occurrence] = []
        node = self._root
        for at in range(first, len(pieces)):
            for key in dict.fromkeys((singulars[at], keys[at])):
                ending = node.children.get(key)
                if ending is not None and ending.terms:
                    named = [
                        (term, concept)
                        for term, concept, exact in ending.terms
                        if exact is None or _is_written(exact, [piece for piece, _, _ in pieces[first : at + 1]])
                    ]
                    if named:
                        concepts = tuple(dict.fromkeys(concept for _, concept in named))
                        found.append(Occurrence(pieces[first][1], pieces[at][2], concepts, named[0][0]))
                        break
            following = node.children.get(keys[at])
            if following is None:
                break
            node = following
        return reversed(found)


def occurrences(catalogue: Mapping[str, Concept], document: Document) -> list[Occurrence]:
    """Every occurrence of a catalogued term in one document; for many documents build a `TermIndex` once."""
    return TermIndex(catalogue, document.language).occurrences(document)


def _is_acronym(name: str) -> bool:
    return name.isupper() and sum(letter.isalpha() for letter in name) > 1


def _is_written(exact: tuple[str, ...], pieces: list[str]) -> bool:
    """Whether an acronym stands there in its capitals, with at most a small plural s at the end."""
    return tuple(pieces[:-1]) == exact[:-1] and pieces[-1] in (exact[-1], exact[-1] + "s")
