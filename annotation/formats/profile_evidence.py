"""Which profile a file has: its first lines are held against the evidence of each. Knows lines, not documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from construal.annotation.formats.profile import PLACE, STANDARD, Evidence, Profile, profile, profiles

_ROWS = 300  # of a file's beginning; what tells a corpus stands in its first sentences
_LABELS = (PLACE["ss"], PLACE["ss2"])


@dataclass(slots=True)
class Beginning:
    """What stands in the first lines of a file."""

    rows: list[list[str]] = field(default_factory=list)
    first_ids: list[str] = field(default_factory=list)
    comments: dict[str, list[str]] = field(default_factory=dict)


def recognised(lines: Sequence[str], language: str) -> Profile:
    """The profile whose evidence a file gives, of several the language's own, else the first; the standard for none."""
    start = _beginning(lines)
    found = [profile for profile in profiles() if profile.name != STANDARD and _fits(profile.evidence, start)]
    if not found:
        return profile(STANDARD)
    return next((profile for profile in found if language in profile.languages), found[0])


def scheme_of(profile: Profile, labels: Set[str], language: str) -> tuple[str, str]:
    """The version of the scheme that the labels of a file are of, and the label that told so, "" for none."""
    for sign in profile.signs:
        if (not sign.languages or language in sign.languages) and not any(label in labels for label in sign.none):
            for label in sign.any:
                if label in labels:
                    return sign.scheme, label
    return profile.scheme, ""


def _beginning(lines: Sequence[str]) -> Beginning:
    start = Beginning()
    begins = True
    for line in lines:
        if len(start.rows) == _ROWS:
            break
        if line[:1] == "#":
            key, equals, value = line[1:].partition("=")
            if equals:
                start.comments.setdefault(key.strip(), []).append(value.strip())
            begins = True
        elif not line.strip():
            begins = True
        elif "\t" in line:
            cells = line.split("\t")
            if begins:
                start.first_ids.append(cells[0].partition("-")[0])
            begins = False
            start.rows.append(cells)
    return start


def _fits(evidence: Evidence, start: Beginning) -> bool:
    """Whether all the evidence is there."""
    if evidence.columns and not _is_most([len(row) for row in start.rows], evidence.columns):
        return False
    if evidence.first_id and not _is_most(start.first_ids, evidence.first_id):
        return False
    if evidence.comment and evidence.comment not in start.comments:
        return False
    if evidence.sentence_id:
        pattern = re.compile(evidence.sentence_id)
        if not _is_most([bool(pattern.fullmatch(id)) for id in start.comments.get("sent_id", ())], True):
            return False
    if evidence.labelled_empty_nodes and not any(_is_labelled_empty_node(row) for row in start.rows):
        return False
    some = all(any(kinds) for kinds in _matches(evidence.some, start.rows))
    return some and all(_is_most(kinds, True) for kinds in _matches(evidence.most, start.rows))


def _matches(patterns: Mapping[str, str], rows: Iterable[Sequence[str]]) -> list[list[bool]]:
    """For each pattern, whether it fits the cells of its column, row by row."""
    return [
        [bool(re.fullmatch(pattern, row[PLACE[column]])) for row in rows if len(row) > PLACE[column]]
        for column, pattern in patterns.items()
    ]


def _is_most(values: Sequence[str | int | bool], value: str | int) -> bool:
    return 2 * sum(found == value for found in values) > len(values)


def _is_labelled_empty_node(row: Sequence[str]) -> bool:
    return "." in row[0] and any(len(row) > place and row[place] not in ("", "_") for place in _LABELS)
