"""The target candidates of a document: what the rules find and what is stated, each with what stands about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.target_lists import TargetLists
from construal.annotation.snacs.targets import targets
from construal.core.coverage import counts
from construal.core.suggest.expressions import lexcat

State = Literal["decided", "not a target", "suggested", "open", "covered", "new"]
UNDECIDED: frozenset[State] = frozenset(("suggested", "open", "new"))
BY_HAND = "–"  # the rule of what only a statement names
CONTEXT = 40  # code points to each side
Place = tuple[tuple[tuple[int, int], ...], int | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate: its place, the words in their context, lexcat, rule, reason, and what stands about it.

    `state`: decided, "not a target", suggested and unanswered, open after a rejection, covered by a decision on other
    words, or new: found by a rule, and nothing is stated. `label` is role and function as they stand, "" without.
    `start, end` in code points of the document.
    """

    document: str
    sentence: str
    words: str
    before: str
    after: str
    lexcat: str
    rule: str
    reason: str
    state: State
    label: str
    start: int
    end: int

    @property
    def is_undecided(self) -> bool:
        """Whether a person has still to answer."""
        return self.state in UNDECIDED


def candidates(document: Document, standing: Iterable[Annotation], lists: TargetLists) -> Iterator[Candidate]:
    """The candidates of a document by place; `standing` is its reading (construal.annotation.reading)."""
    stated = [a for a in standing if a.layer == LEXICAL and counts(a) and a.anchor.fragments]
    by_place: dict[Place, Annotation] = {}
    for annotation in stated:
        known = by_place.get(_place(annotation.anchor))
        if known is None or annotation.is_decided or not known.is_decided:
            by_place[_place(annotation.anchor)] = annotation
    answered = {row for a in stated if a.is_decided for row in document.tokens.rows_of(a.anchor)}
    found: list[tuple[int, int, Candidate]] = []
    met: set[Place] = set()
    for sentence in range(len(document.sentences)):
        for target in targets(document, sentence, lists):
            anchor = target.anchor(document)
            place = _place(anchor)
            statement = by_place.get(place)
            if statement is not None:
                met.add(place)
            state: State = "new" if answered.isdisjoint(target.rows) else "covered"
            found.append(_candidate(document, sentence, anchor, statement, target.lexcat,
                                    rule=target.rule, reason=target.reason, state=state))  # fmt: skip
    for annotation in stated:
        if _place(annotation.anchor) in met:
            continue
        rows = document.tokens.rows_of(annotation.anchor)
        if not rows:
            continue
        sentence = document.sentences.of_row(rows[0])
        category = annotation.text("lexcat") or lexcat(document, rows)
        found.append(_candidate(document, sentence, annotation.anchor, annotation, category,
                                rule=BY_HAND, reason="stated, and found by no rule", state="new"))  # fmt: skip
    return (candidate for *_, candidate in sorted(found, key=lambda part: part[:2]))


def statistics(found: Sequence[Candidate]) -> dict[str, dict[str, int]]:
    """How many candidates there are by rule and by state."""
    table: dict[str, dict[str, int]] = {}
    for candidate in sorted(found, key=lambda c: (c.rule == BY_HAND, c.rule)):
        row = table.setdefault(candidate.rule, {})
        row[candidate.state] = row.get(candidate.state, 0) + 1
    return table


def _place(anchor: Anchor) -> Place:
    return anchor.fragments, anchor.row


def _candidate(
    document: Document, sentence: int, anchor: Anchor, statement: Annotation | None, category: str, *,
    rule: str, reason: str, state: State,
) -> tuple[int, int, Candidate]:  # fmt: skip
    start, end = anchor.start or 0, anchor.end or 0
    low, high = int(document.sentences.start[sentence]), int(document.sentences.end[sentence])
    category = (statement.text("lexcat") if statement is not None else "") or category
    return start, end, Candidate(
        document=document.name,
        sentence=document.sentences.ids[sentence],
        words=document.words_at(anchor),
        before=_shortened(document.text[low:start], at_front=True),
        after=_shortened(document.text[end:high], at_front=False),
        lexcat=category,
        rule=rule,
        reason=reason,
        state=_state(statement) if statement is not None else state,
        label=_label(statement) if statement is not None else "",
        start=start,
        end=end,
    )  # fmt: skip


def _state(statement: Annotation) -> State:
    if statement.is_decided:
        return "not a target" if statement.get("target") is False else "decided"
    return "suggested" if statement.status.value == "suggested" else "open"


def _label(statement: Annotation) -> str:
    role, function = statement.text("role"), statement.text("function")
    return role if function in ("", role) else f"{role}~>{function}"


def _shortened(text: str, *, at_front: bool) -> str:
    """At most so much of a context as helps, cut between words where there are spaces."""
    text = text.replace("\n", " ")
    if len(text) <= CONTEXT:
        return text
    if at_front:
        cut = text[-CONTEXT:]
        return "…" + (cut.partition(" ")[2] or cut)
    cut = text[:CONTEXT]
    return (cut.rpartition(" ")[0] or cut) + "…"
