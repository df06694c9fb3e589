"""The dependency tree of one sentence, made to be asked about adpositions. Knows no annotation.

Positions are indices of token rows inside the sentence, from 0, empty nodes counted. No tree is too odd to be asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from construal.annotation.document import Document

_COLUMNS = ("lemma", "upos", "xpos", "head", "deprel", "deps")
_UNKNOWN = ("", "_")


@dataclass(frozen=True, slots=True)
class Tree:
    """Heads and relations of a sentence's words; a word in coordination hangs where its first conjunct does.

    `heads` are positions, None for the root and where no head of the sentence is given. `ids` are those that heads
    refer to. `words` are the positions that are no empty nodes: only they are children, but any position has a head.
    """

    ids: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int | None, ...]
    relations: tuple[str, ...]
    words: tuple[int, ...]
    is_known: bool  # whether any word has a head, the root included

    def head(self, position: int | None) -> int | None:
        """The head of a word, None for the root, an unknown word or an unknown head."""
        return None if position is None else self.heads[position]

    def relation(self, position: int | None) -> str:
        """The relation of a word to its head, "" for no word."""
        return "" if position is None else self.relations[position]

    def child(self, position: int | None, relations: Iterable[str]) -> int | None:
        """The first word that hangs on a word by one of these relations."""
        if position is None:
            return None
        wanted = frozenset(relations)
        return next((w for w in self.words if self.heads[w] == position and self.relations[w] in wanted), None)

    def after(self, position: int) -> int | None:
        """The next word that is no empty node."""
        return next((w for w in self.words if w > position), None)


def tree(document: Document, index: int, *, enhanced: bool = True) -> Tree:
    """The tree of a sentence of a document.

    A conjunct's head is the one that the enhanced dependencies give it beside its conjunct; where they are missing, or
    not wanted, it is the head of the first conjunct. An empty node has a head in the enhanced dependencies only.
    """
    ids = sentence_ids(document, index)
    lemmas, upos, xpos, heads, relations, deps = (_cells(document, index, name) for name in _COLUMNS)
    words = tuple(p for p, id in enumerate(ids) if "." not in id)
    place = {id: position for position, id in reversed(list(enumerate(ids)))}
    basic = [place.get(head) for head in heads]
    hung, named = list(basic), list(relations)
    for position in range(len(ids)):
        is_conjunct = relations[position].split(":")[0] == "conj"
        if not is_conjunct and heads[position] not in _UNKNOWN:
            continue
        if enhanced and deps[position] not in _UNKNOWN:
            hung[position], named[position] = _enhanced(deps[position], place)
        elif is_conjunct:
            first = _first_conjunct(position, basic, relations)
            hung[position], named[position] = basic[first], relations[first]
    return Tree(
        ids=ids, lemmas=lemmas, upos=upos, xpos=xpos,
        heads=tuple(None if head == position else head for position, head in enumerate(hung)),
        relations=tuple(named), words=words, is_known=any(heads[w] not in _UNKNOWN for w in words),
    )  # fmt: skip


def sentence_ids(document: Document, index: int) -> tuple[str, ...]:
    """The ids of a sentence's token rows: the file's, else plain numbers from 1 with `n.m` for the empty nodes.

    A file that counts from 0 is counted from 1, too: as a head, 0 is no token.
    """
    rows = document.sentences.rows(index)
    column = document.tokens.columns.get("id")
    if column is not None and "0" not in (given := tuple(column[rows.start : rows.stop])):
        return given
    ids: list[str] = []
    number = part = 0
    for row in rows:
        is_empty = document.tokens.start[row] == document.tokens.end[row]
        number, part = (number, part + 1) if is_empty else (number + 1, 0)
        ids.append(f"{number}.{part}" if is_empty else str(number))
    return tuple(ids)


def _cells(document: Document, index: int, name: str) -> tuple[str, ...]:
    rows = document.sentences.rows(index)
    column = document.tokens.columns.get(name)
    return ("_",) * len(rows) if column is None else tuple(column[rows.start : rows.stop])


def _enhanced(cell: str, place: dict[str, int]) -> tuple[int | None, str]:
    """Head and relation, without subtype, of the first enhanced dependency that is not to another conjunct."""
    for dependency in cell.split("|"):
        head, _, rest = dependency.partition(":")
        if not rest.startswith("conj"):
            # A copied node stands for the word it copies.
            return place.get(head.split(".")[0]), rest.split(":")[0]
    return None, "root"


def _first_conjunct(position: int, heads: list[int | None], relations: tuple[str, ...]) -> int:
    """The word that a chain of conjuncts begins with; the word itself where the chain is a circle."""
    seen = {position}
    here = position
    while relations[here].split(":")[0] == "conj":
        above = heads[here]
        if above is None or above in seen:
            return position if above is not None else here
        seen.add(above)
        here = above
    return here
