"""The nine lexical columns of a sentence and its `# mwe` line, all derived from its expressions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from construal.annotation.document import Document
from construal.annotation.snacs import mwe
from construal.annotation.snacs.expression import STRONG, WEAK, Expression, Word, sentence_words
from construal.annotation.snacs.lexcat import lexcat, of_word


class Cells(NamedTuple):
    """The columns 11 to 19 of a token row, in their order."""

    smwe: str = "_"
    lexcat: str = "_"
    lexlemma: str = "_"
    ss: str = "_"
    ss2: str = "_"
    wmwe: str = "_"
    wcat: str = "_"
    wlemma: str = "_"
    lextag: str = "_"


EMPTY = Cells()


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from the expressions of a sentence: the cells of each token row, and the `# mwe` line's value."""

    rows: tuple[Cells, ...]
    mwe: str


def derived(document: Document, index: int, expressions: Iterable[Expression]) -> Derived:
    """The lexical columns of a sentence of a document."""
    return derived_cells(sentence_words(document, index), expressions)


def derived_cells(words: Sequence[Word], expressions: Iterable[Expression]) -> Derived:
    """The lexical columns of these words. Strong expressions must not share words, nor must weak ones.

    An empty node has a row, and only the labels that were put on it; what contains one is no multiword expression.
    """
    found = list(expressions)
    ordinal: dict[int, int] = {}
    for position, word in enumerate(words):
        if not word.is_empty_node:
            ordinal[position] = len(ordinal)
    multiword = [e for e in found if len(e.positions) > 1 and all(p in ordinal for p in e.positions)]
    strong = sorted((e for e in multiword if e.strength != WEAK), key=lambda e: e.first)
    weak = sorted((e for e in multiword if e.strength == WEAK), key=lambda e: e.first)
    strong_groups = [[ordinal[p] for p in e.positions] for e in strong]
    weak_groups = [[ordinal[p] for p in e.positions] for e in weak]
    strong_numbers, weak_numbers = mwe.numbers(strong_groups, weak_groups)

    in_strong = _members(strong, strong_numbers)
    in_weak = _members(weak, weak_numbers)
    single = {e.first: e for e in found if len(e.positions) == 1 and e.strength not in (STRONG, WEAK)}
    bio = mwe.tags(len(ordinal), strong_groups, weak_groups)

    rows: list[Cells] = []
    for position, word in enumerate(words):
        if word.is_empty_node:
            labelled = single.get(position)
            first, second = labelled.labels if labelled else ("_", "_")
            rows.append(EMPTY._replace(ss=first, ss2=second))
            continue
        tag = bio[ordinal[position]]
        wmwe = wcat = wlemma = "_"
        if position in in_weak:
            group, number, place = in_weak[position]
            wmwe = f"{number}:{place}"
            if place == 1:
                wcat = group.lexcat or "_"
                wlemma = " ".join(words[p].lemma for p in group.positions)
        smwe = category = lemma = first = second = "_"
        label = ""
        place = 1
        if position in in_strong:
            group, number, place = in_strong[position]
            smwe = f"{number}:{place}"
            if place == 1:
                category = lexcat(group, words) or "_"
                named = group.parts or [words[p].lemma for p in group.positions]
                lemma = " ".join(name for name in named if name != "_") or "_"
                first, second = group.labels
                label = group.label
        else:
            alone = single.get(position)
            lemma = word.lemma
            if alone is None:
                category = of_word(word) or "_"
            else:
                category = lexcat(alone, words) or "_"
                lemma = alone.parts[0] if alone.parts else lemma
                first, second = alone.labels
                label = alone.label
        if place == 1:
            tag = f"{tag}-{category}" + (f"-{label}" if label else "") + (f"+{wcat}" if wcat != "_" else "")
        rows.append(Cells(smwe, category, lemma, first, second, wmwe, wcat, wlemma, tag))
    line = mwe.rendered([w.form for w in words if not w.is_empty_node], strong_groups, weak_groups)
    return Derived(tuple(rows), line)


def _members(groups: Sequence[Expression], numbers: Sequence[int]) -> dict[int, tuple[Expression, int, int]]:
    """For each position in a group: the group, its number, and the word's place in it from 1."""
    return {
        position: (group, number, place)
        for group, number in zip(groups, numbers, strict=True)
        for place, position in enumerate(group.positions, 1)
    }
