"""Multiword expressions of a sentence: their numbers, their BIO tags with gaps, and their one-line rendering.

Groups are rising sequences of word indices from 0, empty nodes not counted. Rules: STREUSLE's CoNLL-U-Lex description.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

Group = Sequence[int]


def numbers(strong: Sequence[Group], weak: Sequence[Group]) -> tuple[list[int], list[int]]:
    """The numbers, from 1, of strong and of weak groups: one series by first word, strong before weak on ties."""
    order = sorted(
        [(group[0], 0, index) for index, group in enumerate(strong)]
        + [(group[0], 1, index) for index, group in enumerate(weak)]
    )
    result: tuple[list[int], list[int]] = ([0] * len(strong), [0] * len(weak))
    for number, (_, kind, index) in enumerate(order, 1):
        result[kind][index] = number
    return result


def simplified(strong: Sequence[Group], weak: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """The groups that BIO tags with one level of gaps can hold; the others are left out.

    Left out are a gap inside a gap, a weak group with words both in and outside a gap, and a weak group that enters
    a strong one past its beginning.
    """
    kept: tuple[list[Group], list[Group]] = ([], [])
    for group, is_weak, unfit in fitted(strong, weak):
        if not unfit:
            kept[is_weak].append(group)
    return kept


def fitted(strong: Sequence[Group], weak: Sequence[Group]) -> Iterator[tuple[Group, bool, str]]:
    """Each group, strong ones first, whether it is weak, and why BIO tags cannot hold it: "gap", "split" or ""."""
    in_gap: set[int] = set()
    before: dict[int, int] = {}
    for is_weak, groups in ((False, strong), (True, weak)):
        for group in groups:
            unfit = ""
            if any(i in in_gap for i, _ in _gaps(group)) or (
                is_weak and 0 < sum(i in in_gap for i in group) < len(group)
            ):
                unfit = "gap"
            elif is_weak and any(before.get(j, i) != i for i, j in pairwise(group)):
                unfit = "split"
            else:
                before.update((j, i) for i, j in pairwise(group))
                in_gap.update(h for i, j in _gaps(group) for h in range(i + 1, j))
            yield group, is_weak, unfit


def tags(length: int, strong: Sequence[Group], weak: Sequence[Group]) -> list[str]:
    """One tag a word: O alone, B first, I_ and I~ continuing a strong or weak group; lower case inside a gap."""
    strong, weak = simplified(strong, weak)
    result = ["O"] * length
    in_gap: set[int] = set()
    for sign, groups in (("I~", weak), ("I_", strong)):
        for group in groups:
            for j in group[1:]:
                result[j] = sign
            in_gap.update(h for i, j in _gaps(group) for h in range(i + 1, j))
    for group in (*strong, *weak):
        if result[group[0]] == "O":
            result[group[0]] = "B"
    return [tag[0].lower() + tag[1:] if index in in_gap else tag for index, tag in enumerate(result)]


def rendered(forms: Sequence[str], strong: Sequence[Group], weak: Sequence[Group]) -> str:
    """The sentence in one line: `_` joins strong groups, `~` weak ones, with a space beside it at a gap.

    A group whose joints are not free to be drawn has `$1`, `$2`, … after each of its words instead.
    """
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    suffix: dict[int, str] = {}
    strong_joints = {joint for group in strong for joint in pairwise(group)}
    marks = 0
    for sign, groups in (("_", strong), ("~", weak)):
        for group in groups:
            drawn = [joint for joint in pairwise(group) if sign == "_" or joint not in strong_joints]
            free = all(
                i not in after and j not in before and (j == i + 1 or (i + 1 not in before and j - 1 not in after))
                for i, j in drawn
            )
            if not free:
                marks += 1
                for i in group:
                    suffix[i] = f"{suffix.get(i, '')}${marks}"
                continue
            for i, j in drawn:
                before[j] = sign
                if j == i + 1:
                    after[i] = ""
                else:
                    after[i], before[i + 1], after[j - 1] = sign, " ", " "
    parts = [f" {form}" for form in forms]
    for i in {*before, *suffix, *after}:
        parts[i] = f"{before.get(i, ' ')}{forms[i]}{suffix.get(i, '')}{after.get(i, '')}"
    return "".join(parts).strip()


def _gaps(group: Group) -> Iterator[tuple[int, int]]:
    """The words on both sides of each gap."""
    return ((i, j) for i, j in pairwise(group) if j > i + 1)
