"""Where a model reads decided words otherwise than the person did: what it would say, and how sure it is of both.

Knows one sentence's decisions and a model's reading of it, no project.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from construal.annotation import actions
from construal.annotation.actions import Author
from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.commands import Edit
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.scheme import UNCLEAR
from construal.annotation.snacs.expression import SINGLE, STRONG, WEAK, Expression, parts_of, rows_of
from construal.annotation.snacs.migration import current
from construal.annotation.snacs.versions import CURRENT
from construal.core.models.decoding import Target
from construal.core.models.tagged import Tagged, regular_rows
from construal.core.suggest.suggester import ALL, TARGETS
from construal.core.suggest.tagger import readings

CONFIRMED = "confirmed"  # the value that holds the readings which a person has turned down
NOTHING = "nothing"
_LABELS = ("role", "function", "supersense")
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Read:
    """An expression as a model reads it: its token rows and what would be stated of it."""

    rows: tuple[int, ...]
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Judged:
    """Decided words, and the likeliest other reading of them.

    `decided` and `reading` name the labels; `decided_probability` is the model's for what was decided, or the most that
    it can be, `probability` that of the other reading, 0 where none is known; `agrees` tells that the model would have
    decided the same. `annotations` are the decisions, `read` what would take their
    place. `start` and `end` are code points, `sentence` counts from 0.
    """

    document: int
    sentence: int
    start: int
    end: int
    words: str
    decided: str
    reading: str
    probability: float
    decided_probability: float
    source: str
    annotations: tuple[int, ...] = ()
    read: tuple[Read, ...] = ()
    rows: tuple[int, ...] = ()
    agrees: bool = False

    @property
    def is_disagreement(self) -> bool:
        """Whether the model reads it otherwise, and that reading is the likelier one."""
        return not self.agrees and self.probability > self.decided_probability

    @property
    def order(self) -> tuple[float, float, int, int]:
        """By what a list is sorted: the least likely decision first, then the likeliest other reading."""
        return self.decided_probability, -self.probability, self.document, self.start


@dataclass(frozen=True, slots=True)
class _Stated:
    """A decision on whole words: its rows, its labels as the current scheme has them."""

    annotation: Annotation
    rows: tuple[int, ...]
    labels: tuple[str, str, str]

    @property
    def is_no_target(self) -> bool:
        """Whether it says that there is nothing here."""
        return self.annotation.get("target") is False


def judged(
    document: Document, index: int, standing: Iterable[Annotation], tagged: Tagged, *, source: str, extent: str = ALL
) -> Iterator[Judged]:
    """Every decided place of a sentence, and every expression that a model reads between them, in order.

    Nothing in a sentence without any decision. Weak expressions, parts of words, unclear labels and labels of older
    schemes that a person must decide on first are left out, and so are places where a suggestion is open.
    """
    here = [a for a in standing if a.layer == LEXICAL and a.text("strength") != WEAK]
    decided = [s for s in (_stated(document, a) for a in here if a.is_decided) if s is not None]
    if not any(a.is_decided for a in here):
        return
    known = {s.annotation.id for s in decided}
    blocked = {row for a in here if a.id not in known for row in document.tokens.rows_of(a.anchor)}
    if extent == TARGETS:
        others = [s for s in decided if not s.labels[0] and not s.is_no_target]
        blocked.update(row for s in others for row in s.rows)
        decided = [s for s in decided if s not in others]
    place = regular_rows(document, index)
    found = [
        (tuple(place[p] for p in e.positions), e, values)
        for e, values, _ in readings(document, index, tagged, extent=extent)
        if e.strength != WEAK and (e.label or e.strength == STRONG)
    ]
    positions = {row: position for position, row in enumerate(place)}
    for group in _groups([s.rows for s in decided], [rows for rows, *_ in found]):
        mine = [decided[number] for number in group.left]
        theirs = [found[number] for number in group.right]
        if blocked.isdisjoint(group.rows) and group.rows <= positions.keys():
            at = [positions[row] for row in sorted(group.rows)]
            yield _judged(document, index, sorted(group.rows), mine, theirs, at=at, tagged=tagged, source=source)


def is_turned_down(judged: Judged, annotations: Mapping[int, Annotation]) -> bool:
    """Whether a person has already kept a decision against this reading."""
    mine = (annotations[id] for id in judged.annotations if id in annotations)
    return any(judged.reading in a.text(CONFIRMED).split(";") for a in mine)


def take_over(
    document: Document, judged: Judged, annotations: Sequence[Annotation], author: Author, *, scheme: str = CURRENT
) -> Edit:
    """The person's correction: what the model reads, in place of these decisions."""
    label = f"Take over {judged.reading} for «{judged.words}»"
    if len(annotations) == 1 and tuple(rows_of(document, annotations[0].anchor) or ()) == judged.rows:
        (before,) = annotations
        if not judged.read:
            return msgspec.structs.replace(actions.not_target(before, author), label=label)
        if len(judged.read) == 1 and judged.read[0].rows == judged.rows:
            values = {**dict.fromkeys((*_LABELS, "lexcat", CONFIRMED, "target")), **judged.read[0].values}
            return msgspec.structs.replace(actions.relabel(before, author, scheme=scheme, **values), label=label)
    edits = [actions.remove(a, author) for a in annotations]
    edits += [
        actions.create(judged.document, LEXICAL, document.anchor_of(list(read.rows)), dict(read.values), author,
                       scheme=scheme)
        for read in judged.read
    ]  # fmt: skip
    put = tuple(a for edit in edits for a in edit.put)
    return Edit(label=label, put=put, drop=tuple(id for edit in edits for id in edit.drop))


def turn_down(document: Document, judged: Judged, annotations: Sequence[Annotation], author: Author) -> Edit:
    """The person keeps what was decided, and this reading is not offered again; undecided words are no target then."""
    label = f"Keep {judged.decided} for «{judged.words}»"
    if not annotations:
        made = [
            actions.create(judged.document, LEXICAL, document.anchor_of(list(read.rows)),
                           {"target": False, "strength": str(read.values.get("strength") or SINGLE)}, author,
                           scheme=CURRENT)
            for read in judged.read
        ]  # fmt: skip
        return Edit(label=label, put=tuple(a for edit in made for a in edit.put))
    put = []
    for annotation in annotations:
        told = [*filter(None, annotation.text(CONFIRMED).split(";")), judged.reading]
        values = {**annotation.values, CONFIRMED: ";".join(dict.fromkeys(told))}
        put.append(actions.own(annotation, author, values=values, status=Status.GOLD))
    return Edit(label=label, put=tuple(put))


def _stated(document: Document, annotation: Annotation) -> _Stated | None:
    now = current(annotation, language=document.language)
    rows = tuple(rows_of(document, annotation.anchor) or ())
    if now is None or not rows or annotation.anchor.row is not None or parts_of(document, annotation.anchor, [*rows]):
        return None
    role, function, supersense = (now.text(key) for key in _LABELS)
    if UNCLEAR in (role, supersense):
        return None
    return _Stated(annotation, rows, (role, function or role, supersense))


def _judged(
    document: Document, index: int, rows: Sequence[int], mine: Sequence[_Stated],
    theirs: Sequence[tuple[tuple[int, ...], Expression, Mapping[str, Value]]], *,
    at: Sequence[int], tagged: Tagged, source: str,
) -> Judged:  # fmt: skip
    """One group of overlapping expressions, decided and read, at these positions in the sentence."""
    says = sorted((s.rows, s.labels) for s in mine if any(s.labels) or (len(s.rows) > 1 and not s.is_no_target))
    reads = sorted((r, (e.role, e.function or e.role, e.supersense)) for r, e, _ in theirs)
    targets = {target.position: target for target in tagged.labels.targets}
    target = targets.get(at[0])
    read = tuple(Read(r, _plain(values)) for r, _, values in theirs)
    reading = _BETWEEN.join(_name(labels) for _, labels in reads) or NOTHING
    sure = min(_sure(tagged, targets.get(position), position) for position in at)
    if says == reads:
        probability, reading, read = _second(rows, read, target)
        decided_probability = sure
    else:
        probability = sure
        decided_probability = min(_decided(says, reads, target), max(0.0, 1 - sure))
    anchor = document.anchor_of(list(rows))
    return Judged(
        document.id, index, anchor.start or 0, anchor.end or 0, document.words_at(anchor),
        _BETWEEN.join(_name(labels) for _, labels in says) or NOTHING, reading, probability, decided_probability,
        source, tuple(s.annotation.id for s in mine), read, tuple(rows), agrees=says == reads,
    )  # fmt: skip


def _second(rows: Sequence[int], read: tuple[Read, ...], target: Target | None) -> tuple[float, str, tuple[Read, ...]]:
    """The likeliest construal beside the one that was decided."""
    chosen = target.chosen if target is not None else None
    others = [c for c in target.likeliest if c != chosen] if target is not None else []
    if target is None or len(read) != 1 or not others:
        return 0.0, "", ()
    best = others[0]
    values = {**read[0].values, "role": best.role, "function": best.function}
    name = _name((best.role, best.function, ""))
    return target.target * best.probability, name, (Read(tuple(rows), values),)


def _decided(
    says: Sequence[tuple[tuple[int, ...], tuple[str, str, str]]],
    reads: Sequence[tuple[tuple[int, ...], tuple[str, str, str]]],
    target: Target | None,
) -> float:
    """The most that the probability of what was decided can be."""
    if target is None:
        return 1.0
    if not says:
        return 1 - target.target
    same_words = len(says) == len(reads) == 1 and says[0][0] == reads[0][0]
    role, function, _ = says[0][1]
    if not same_words or not role:
        return 1.0
    for construal in target.likeliest:
        if (construal.role, construal.function) == (role, function):
            return target.target * construal.probability
    rest = max(0.0, 1 - sum(c.probability for c in target.likeliest))
    least = target.likeliest[-1].probability if target.likeliest else rest
    return target.target * min(rest, least)


def _sure(tagged: Tagged, target: Target | None, position: int) -> float:
    """How likely the chosen label of a word is."""
    chosen = tagged.labels.probabilities[position] if target is None else target.target * target.construal
    return float(min(max(chosen, 0.0), 1.0))


def _name(labels: tuple[str, str, str]) -> str:
    role, function, supersense = labels
    if role:
        return role if function in ("", role) else f"{role} ↝ {function}"
    return supersense or "no label"


def _plain(values: Mapping[str, Value]) -> dict[str, Value]:
    """What a person who takes it over states."""
    return {key: value for key, value in values.items() if key not in ("evidence", "alternatives")}


@dataclass(slots=True)
class _Group:
    left: list[int]
    right: list[int]
    rows: set[int]


def _groups(left: Sequence[tuple[int, ...]], right: Sequence[tuple[int, ...]]) -> list[_Group]:
    """Expressions of two sides that share words, directly or through others, by their first word."""
    groups: list[_Group] = []
    for side, all_rows in ((0, left), (1, right)):
        for number, rows in enumerate(all_rows):
            met = [group for group in groups if not group.rows.isdisjoint(rows)]
            joined = _Group([], [], set(rows))
            (joined.left if side == 0 else joined.right).append(number)
            for group in met:
                joined.left += group.left
                joined.right += group.right
                joined.rows |= group.rows
                groups.remove(group)
            groups.append(joined)
    return sorted(groups, key=lambda group: min(group.rows))
