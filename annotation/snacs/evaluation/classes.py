"""Which units count for which figure: by shape and by kind of label, in the terms of psseval and streuseval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from construal.annotation.scheme import UNCLEAR, load
from construal.annotation.snacs.evaluation.analysis import Tag, Unit
from construal.annotation.snacs.evaluation.score import Accuracy, Score
from construal.annotation.snacs.evaluation.tally import CONTIGUOUS, GAPPY, SINGLE, UnitPair

EXACT = 4
DEPTHS = (4, 3, 2, 1)
_SCHEME = "snacs-2.6"

SHAPES: dict[str, tuple[str, ...]] = {
    "*": (SINGLE, CONTIGUOUS, GAPPY),
    "SWE": (SINGLE,),
    "MWE": (CONTIGUOUS, GAPPY),
    "ContigMWE": (CONTIGUOUS,),
    "GappyMWE": (GAPPY,),
}

# Kinds of label: "n", "v", "p", "?" for ??, "" for none, "x" for any other.
Kinds = Callable[[str, str], bool]
CLASSES: dict[str, Kinds] = {
    "*": lambda kind, lexcat: True,
    "AnySS": lambda kind, lexcat: kind != "",
    "NoSS": lambda kind, lexcat: kind == "",
    "NOUN": lambda kind, lexcat: kind == "n",
    "VERB": lambda kind, lexcat: kind == "v",
    "SNACS": lambda kind, lexcat: kind == "p",
    "P": lambda kind, lexcat: kind == "p" and lexcat == "P",
    "PP": lambda kind, lexcat: kind == "p" and lexcat == "PP",
    "P,PP": lambda kind, lexcat: kind == "p" and lexcat in ("P", "PP"),
    "POSS": lambda kind, lexcat: kind == "p" and lexcat in ("PRON.POSS", "POSS"),
    "INF": lambda kind, lexcat: kind == "p" and lexcat == "INF.P",
    "MWP": lambda kind, lexcat: kind == "p" and lexcat != "PP",
}
CRITERIA = ("ID", "Role", "Fxn", "Labeled")
# psseval's groups, and single words: shape and class of each.
GROUPS: dict[str, tuple[str, str]] = {
    "all": ("*", "SNACS"),
    "single-word": ("SWE", "SNACS"),
    "multiword": ("MWE", "SNACS"),
    "multiword without PP": ("MWE", "MWP"),
}


class Event(NamedTuple):
    """A kind of outcome: a shape, both sides' kinds of label (None for no unit), and down to which depth they agree."""

    shape: str
    gold: str | None
    gold_lexcat: str
    system: str | None
    system_lexcat: str
    role: int
    function: int


def events(units: Mapping[UnitPair, int]) -> Counter[Event]:
    """The outcomes of counted pairs of units."""
    result: Counter[Event] = Counter()
    for pair, count in units.items():
        result[_event(pair)] += count
    return result


@cache
def _event(pair: UnitPair) -> Event:
    shape, gold, system = pair
    role = function = 0
    if gold is not None and system is not None:
        role, function = shared_depth(gold.first, system.first), shared_depth(gold.second, system.second)
    return Event(shape, *_kind(gold), *_kind(system), role, function)


def score(
    outcomes: Mapping[Event, int], criterion: str, *, shape: str = "*", kind: str = "SNACS", depth: int = EXACT
) -> Score:
    """Units of a shape and class scored by `ID` (the words), `Role`, `Fxn` or `Labeled` (both, or the supersense).

    A unit that gold has as `??` counts for neither side, except where words alone are judged over all units.
    """
    shapes, belongs = SHAPES[shape], CLASSES[kind]
    correct = found = wanted = 0
    for event, count in outcomes.items():
        if event.shape not in shapes or (event.gold == "?" and (kind != "*" or criterion != "ID")):
            continue
        in_gold = event.gold is not None and belongs(event.gold, event.gold_lexcat)
        in_system = event.system is not None and belongs(event.system, event.system_lexcat)
        wanted += count * in_gold
        found += count * in_system
        if in_gold and in_system and is_right(event.role, event.function, criterion, depth=depth):
            correct += count
    return Score(correct, found, wanted)


def is_right(role: int, function: int, criterion: str, *, depth: int) -> bool:
    """Whether labels that agree to these depths are right by a criterion."""
    return (
        criterion == "ID"
        or (criterion != "Fxn" and criterion != "Role" and min(role, function) >= depth)
        or (criterion == "Role" and role >= depth)
        or (criterion == "Fxn" and function >= depth)
    )


def tag_accuracies(tags: Mapping[tuple[Tag, Tag | None], int], *, depth: int = EXACT) -> dict[str, Accuracy]:
    """The share of words with the right full tag, and without regard to lexcat, to supersense, or to both."""
    right = dict.fromkeys(("Full", "-Lexcat", "-SS", "-Lexcat -SS"), 0)
    total = 0
    for (gold, system), count in tags.items():
        total += count
        if system is None or gold.bio != system.bio:
            continue
        (one, label, category), (other, label_2, category_2) = _tag_parts(gold), _tag_parts(system)
        same_lexcat = one == other
        same_label = category == category_2 and min(map(shared_depth, label, label_2)) >= depth
        right["Full"] += count * (same_lexcat and same_label)
        right["-Lexcat"] += count * same_label
        right["-SS"] += count * same_lexcat
        right["-Lexcat -SS"] += count
    return {name: Accuracy(correct, total) for name, correct in right.items()}


@cache
def shared_depth(one: str, other: str) -> int:
    """The depth down to which two labels are the same: 4 where they are equal, 0 where they share no root."""
    if one == other:
        return EXACT
    if one.startswith("p.") and other.startswith("p."):
        coarsened = load(_SCHEME).coarsened
        for depth in DEPTHS[1:]:
            if coarsened(one[2:], depth) == coarsened(other[2:], depth):
                return depth
    return 0


@cache
def coarse(label: str, depth: int) -> str:
    """A label as files write it, or its ancestor at this depth; others than roles and functions stay."""
    return f"p.{load(_SCHEME).coarsened(label[2:], depth)}" if label.startswith("p.") else label


@cache
def _kind(unit: Unit | None) -> tuple[str | None, str]:
    if unit is None:
        return None, ""
    label = unit.first
    if label == "_":
        return "", ""
    if label == UNCLEAR:
        return "?", ""
    return (label[0], unit.lexcat if label[0] == "p" else "") if label[:2] in ("n.", "v.", "p.") else ("x", "")


def _tag_parts(tag: Tag) -> tuple[str, tuple[str, str], str]:
    """The lexcat, both labels, and the wcat as a tag ends with them; a wcat behind no label is part of the lexcat."""
    if tag.unit is None:
        return "", ("_", "_"), ""
    lexcat, first, second = tag.unit
    wcat = f"+{tag.wcat}" if tag.wcat else ""
    if first == "_":
        return lexcat + wcat, ("_", "_"), ""
    return lexcat, (first, first if second == "_" else second), wcat
