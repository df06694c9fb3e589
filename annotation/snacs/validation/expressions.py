"""Multiword expressions in the cells: groups, their numbers and lemmas. Knows rows, not labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from construal.annotation.snacs import mwe
from construal.annotation.snacs.validation.report import FindingList
from construal.annotation.snacs.validation.sentence import (
    FORM,
    LEMMA,
    LEXCAT,
    LEXLEMMA,
    NONE,
    SMWE,
    SS,
    SS2,
    WCAT,
    WLEMMA,
    WMWE,
    Row,
    Sentence,
)

Group = list[int]  # positions among the tokens, from 0


@dataclass(slots=True)
class Groups:
    """The multiword expressions of a sentence, by the number that the file gives them."""

    strong: dict[int, Group] = field(default_factory=dict)
    weak: dict[int, Group] = field(default_factory=dict)


def groups(sentence: Sentence, positions: Sequence[int], found: FindingList) -> Groups:
    """The groups that the cells of these words state; cells that state none are told and left out."""
    result = Groups()
    for position in positions:
        row = sentence.tokens[position]
        for column, members in ((SMWE, result.strong), (WMWE, result.weak)):
            cell = row.cells[column]
            if cell == NONE:
                continue
            number, colon, place = cell.partition(":")
            if not colon or not number.isdecimal() or not place.isdecimal():
                told = f"‘{cell}’ is no group and place"
                found.add(sentence, row, "mwe-place", told, "write such as 1:2, or `_`")
                continue
            group = members.setdefault(int(number), [])
            group.append(position)
            proper = f"{int(number)}:{len(group)}"
            if cell != proper:
                is_next = int(place) == len(group)
                what = "not written as a group and place are" if is_next else f"word {len(group)} of its group"
                found.add(sentence, row, "mwe-place", f"‘{cell}’ is {what}", f"write {proper}")
    return result


def check(sentence: Sentence, found: FindingList, of: Groups, *, own_lexlemmas: bool = False) -> None:
    """Numbers, members and lemmas of the groups; where lexlemmas are their own, a strong one's joins ends of forms."""
    _numbers(sentence, found, of)
    for is_weak, members in ((False, of.strong), (True, of.weak)):
        for number, group in members.items():
            if len(group) == 1:
                kind, row = "weak" if is_weak else "strong", sentence.tokens[group[0]]
                told = f"the {kind} expression {number} has one word, ‘{row.cells[FORM]}’"
                found.add(sentence, row, "mwe-single", told, "add its other words, or take it away")
            if is_weak:
                _weak(sentence, found, group)
            else:
                _strong(sentence, found, group, own_lexlemmas=own_lexlemmas)
    strong, weak = list(of.strong.values()), list(of.weak.values())
    if len(strong) + len(weak) < 2:
        return
    for members_of, is_weak, unfit in mwe.fitted(strong, weak):
        if unfit:
            words = " ".join(sentence.tokens[position].cells[FORM] for position in members_of)
            row = sentence.tokens[members_of[0]]
            if unfit == "split":
                told = f"the weak expression ‘{words}’ splits a strong one"
                found.add(sentence, row, "mwe-split", told, "take the strong one in whole, or leave it out")
            else:
                told = f"the {'weak' if is_weak else 'strong'} expression ‘{words}’ interleaves with another’s gap"
                found.add(sentence, row, "mwe-interleaved", told, "the lextags leave it out; the columns keep it")


def _numbers(sentence: Sentence, found: FindingList, of: Groups) -> None:
    ranked = sorted(
        [(group[0], 0, number) for number, group in of.strong.items()]
        + [(group[0], 1, number) for number, group in of.weak.items()]
    )
    for rank, (first, is_weak, number) in enumerate(ranked, 1):
        if number != rank:
            told = f"the {'weak' if is_weak else 'strong'} expression {number} is number {rank} by its first word"
            mend = f"write {rank}, and number those after it on"
            found.add(sentence, sentence.tokens[first], "mwe-number", told, mend)


def _strong(sentence: Sentence, found: FindingList, group: Group, *, own_lexlemmas: bool) -> None:
    first = sentence.tokens[group[0]]
    lemma = " ".join(part for position in group if (part := sentence.tokens[position].cells[LEMMA]) != NONE)
    if first.cells[LEXCAT] in ("", NONE):
        found.add(sentence, first, "mwe-lexcat-missing", "a strong expression without a lexcat", "give it one")
    if first.cells[LEXLEMMA] != lemma and not (own_lexlemmas and _joins_ends(sentence, group, first.cells[LEXLEMMA])):
        told = f"the lexlemma ‘{first.cells[LEXLEMMA]}’ of a strong expression is not its lemmas, ‘{lemma}’"
        found.add(sentence, first, "mwe-lexlemma", told, f"write {lemma}")
    for position in group[1:]:
        row = sentence.tokens[position]
        for column, what in ((LEXCAT, "lexcat"), (LEXLEMMA, "lexlemma")):
            if row.cells[column] != NONE:
                told = f"a later word of a strong expression has the {what} ‘{row.cells[column]}’"
                found.add(sentence, row, "mwe-later-word", told, "write `_`")
        for column in (SS, SS2):
            if row.cells[column] != NONE:
                told = f"a later word of a strong expression has the label ‘{row.cells[column]}’, which nobody reads"
                found.add(sentence, row, "later-label", told, "write `_`, or put it on the first word")


def _joins_ends(sentence: Sentence, group: Group, lexlemma: str) -> bool:
    parts = lexlemma.split()
    return len(parts) == len(group) and all(
        sentence.tokens[position].cells[FORM].endswith(part) for position, part in zip(group, parts, strict=True)
    )


def _weak(sentence: Sentence, found: FindingList, group: Group) -> None:
    first = sentence.tokens[group[0]]
    lemma = " ".join(sentence.tokens[position].cells[LEMMA] for position in group)
    if first.cells[WLEMMA] in ("", NONE):
        found.add(sentence, first, "weak-lemma-missing", "a weak expression without its lemma", f"write {lemma}")
    elif first.cells[WLEMMA] != lemma:
        told = f"the lemma ‘{first.cells[WLEMMA]}’ of a weak expression is not its words’, ‘{lemma}’"
        found.add(sentence, first, "weak-lemma", told, f"write {lemma}")
    for position in group[1:]:
        _stray(sentence, found, sentence.tokens[position], "a later word of a weak expression")


def _stray(sentence: Sentence, found: FindingList, row: Row, where: str) -> None:
    for column, what in ((WLEMMA, "lemma"), (WCAT, "category")):
        if row.cells[column] != NONE:
            told = f"{where} has the weak {what} ‘{row.cells[column]}’"
            found.add(sentence, row, "weak-stray", told, "write `_`")


def stray(sentence: Sentence, found: FindingList, row: Row) -> None:
    """A word in no weak expression that has the cells of one."""
    _stray(sentence, found, row, "a word in no weak expression")
