"""What becomes of one lexical annotation in the current scheme: new names by rule, or a question for a person.

Pure: which version an annotation is in is told by `versions`, and a project's migration is `construal.core.migrating`.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from construal.annotation.actions import Author, own
from construal.annotation.annotation import Annotation, Value
from construal.annotation.commands import Edit
from construal.annotation.errors import SchemeError
from construal.annotation.renaming import Renaming, Rule, Slot, number
from construal.annotation.scheme import Scheme, load
from construal.annotation.snacs.versions import (
    CURRENT,
    ORIGIN,
    SETTLED,
    SLOTS,
    WHY,
    Told,
    is_ours,
    labels_of,
    number_of,
    proven,
    settled,
    tell,
    unsettled,
)

UNKNOWN = "unknown"  # answered for a label that no version has


class Construal(NamedTuple):
    """A role and a function that a person may choose; `times` says how often that was the answer, where counted."""

    role: str
    function: str
    times: int | None = None

    def __str__(self) -> str:
        return self.role if self.function in ("", self.role) else f"{self.role} ↝ {self.function}"


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked about an annotation: likeliest candidate first, and the slots that are in question.

    `rules` are the ids of the renaming rules that the answer settles; `kept` is what it says where nothing is to
    change: its labels under their present names.
    """

    rules: tuple[str, ...]
    slots: tuple[Slot, ...]
    text: str
    reason: str
    kept: Construal
    candidates: tuple[Construal, ...] = ()


@dataclass(frozen=True, slots=True)
class Becoming:
    """What becomes of an annotation: itself under the current scheme by `rules`, or None; and what is asked."""

    after: Annotation | None = None
    rules: tuple[str, ...] = ()
    question: Question | None = None


@dataclass(slots=True)
class _Slots:
    """What became of each slot of an annotation, and the oldest version that one was in."""

    names: dict[Slot, str] = field(default_factory=dict)
    open: dict[Slot, Renaming] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    origin: str = ""

    @property
    def is_named(self) -> bool:
        """Whether every slot has a name now, be it the right one or not."""
        return all(self.names.values()) and all(renaming.asked for renaming in self.open.values())


def becomes(annotation: Annotation, told: Told, *, language: str) -> Becoming:
    """What becomes of an annotation that is in the version told; one of another scheme stays as it is."""
    if not is_ours(annotation.scheme):
        return Becoming()
    scheme = load(CURRENT)
    rule = unsettled(annotation)
    if rule is not None and told.certainty in ("likely", "open"):
        return Becoming(question=_either(annotation, rule, told, others=_renamed(annotation, scheme, language).names))
    found = _renamed(annotation, scheme, language)
    question = _question(annotation, found, scheme, language) if found.open else None
    if not found.is_named:
        return Becoming(question=question)
    values: dict[str, Value] = dict(annotation.values)
    values.update(found.names.items())
    if found.rules or question:
        values[ORIGIN] = annotation.text(ORIGIN) or found.origin
    if not found.rules and not is_older(annotation):
        return Becoming(question=question)
    after = msgspec.structs.replace(moved(annotation), values=values)
    return Becoming(after, tuple(dict.fromkeys(found.rules)), question)


def current(annotation: Annotation, *, language: str) -> Annotation | None:
    """The annotation as the current scheme says it, to learn from; None where a person has to say what it means."""
    if annotation.scheme in ("", CURRENT) and unsettled(annotation) is None:
        return annotation
    found = becomes(annotation, tell(annotation, language=language), language=language)
    if found.after is None and found.question is not None:
        return None
    return found.after or annotation


def is_older(annotation: Annotation) -> bool:
    """Whether an annotation says that it is of an older version."""
    return bool(annotation.scheme) and number(annotation.scheme) < number(CURRENT)


def moved(annotation: Annotation) -> Annotation:
    """The annotation under the current scheme, its labels as they are."""
    return msgspec.structs.replace(annotation, scheme=CURRENT)


def decide(
    annotation: Annotation, author: Author, question: Question, choice: Construal | None, *, why: str = ""
) -> Edit:
    """A person's answer: a construal, or None to keep what it says; where it came from is kept with it.

    Raises SchemeError for a label that the current scheme has not.
    """
    scheme = load(CURRENT)
    before = labels_of(annotation)
    role, function, _ = choice or question.kept
    after: dict[Slot, str] = {slot: label for slot, label in zip(SLOTS, (role, function), strict=True) if label}
    for label in set(after.values()) - {*before.values(), *question.kept[:2]}:
        scheme.label(label)
    values: dict[str, Value] = {key: value for key, value in annotation.values.items() if key not in SLOTS}
    values.update(after.items())
    values[SETTLED] = " ".join(dict.fromkeys((*settled(annotation), *question.rules)))
    origin = _origin_after(annotation, question, after, scheme)
    if origin:
        values[ORIGIN] = origin
    if why:
        values[WHY] = why
    is_current = all(scheme.has(label) for label in after.values())
    made = own(annotation, author, values=values, scheme=CURRENT if is_current else annotation.scheme)
    was, now = _shown(before), _shown(after)
    label = f"Keep {was}" if was == now else f"{was} → {now}"
    return Edit(label=f"{label} ({CURRENT.upper().replace('-', ' ')})" + (f": {why}" if why else ""), put=(made,))


def choice_of(text: str, question: Question) -> Construal:
    """The construal that a person wrote: `Org`, which goes to the slots in question, or `Org~>Gestalt`.

    Raises SchemeError for a label that the current scheme has not.
    """
    scheme = load(CURRENT)
    for arrow in ("~>", "↝", "|"):
        text = text.replace(arrow, " ")
    labels = [part.removeprefix("p.") for part in text.split()]
    if len(labels) not in (1, 2):
        raise SchemeError(f"‘{text}’ is no label; write one, or role~>function.")
    for label in labels:
        scheme.label(label)
    if len(labels) == 2:
        return Construal(labels[0], labels[1])
    role = labels[0] if "role" in question.slots else question.kept.role
    return Construal(role, labels[0] if "function" in question.slots else question.kept.function)


def _renamed(annotation: Annotation, scheme: Scheme, language: str) -> _Slots:
    """Each slot put through the rules, from the version that its label proves or the annotation declares."""
    labels = labels_of(annotation)
    declared = number_of(annotation.scheme or CURRENT)
    whole = proven(labels.values(), declared)
    answered = _answered(annotation, scheme)
    found = _Slots()
    for slot, label in labels.items():
        alone = proven([label], declared)
        version = alone.version if alone else whole.version if whole else declared
        origin = annotation.text(ORIGIN) or version
        renaming = scheme.rename(label, version=version, slot=slot, language=language, origin=origin)
        found.names[slot] = renaming.name
        found.rules += renaming.rules
        asked = renaming.asked or ((UNKNOWN,) if renaming.needs_person else ())
        if asked and not set(asked) <= answered:
            found.open[slot] = renaming
        if not found.origin or number(version) < number(found.origin):
            found.origin = version
    return found


def _answered(annotation: Annotation, scheme: Scheme) -> set[str]:
    """The rules that a person answered; who said which meaning a label has need not be asked the same of its name."""
    answered = set(settled(annotation))
    for rule in scheme.ambiguous.values():
        if rule.id in answered:
            answered |= {other.id for other in scheme.renamings if other.person and other.label in rule.to}
    return answered


def _question(annotation: Annotation, found: _Slots, scheme: Scheme, language: str) -> Question:
    """One question about all slots that are open, with every construal that the answers make together."""
    rules = [scheme.renaming_rule(id) for renaming in found.open.values() for id in renaming.asked]
    texts = [rule.question for rule in rules]
    reasons = [rule.reason for rule in rules]
    answers = [rule.id for rule in rules]
    for slot, renaming in found.open.items():
        if not renaming.asked:
            label = annotation.text(slot)
            texts.append(f"What does {label} of {found.origin} mean in {scheme.version}?")
            reasons.append(f"no rule says what {label} of {found.origin} became")
            answers.append(UNKNOWN)
    options: list[list[tuple[str, int | None]]] = []
    for slot in SLOTS:
        if slot in found.open:
            names = found.open[slot].candidates or tuple(filter(None, [found.names[slot]]))
            options.append([(label, _count(label, rules)) for label in names])
        else:
            options.append([(found.names.get(slot, ""), None)])
    # A count says how often one label became another, so it says nothing of two different ones together.
    every = [
        Construal(role, function, first if second is None or role == function else second if first is None else None)
        for (role, first), (function, second) in itertools.product(*options)
    ]
    if len(found.open) > 1:
        every.sort(key=lambda construal: construal.role != construal.function)
    allowed = [c for c in every if _is_allowed(c, scheme, language)]
    kept = found.names if all(found.names.values()) else labels_of(annotation)
    return Question(
        rules=tuple(dict.fromkeys(answers)),
        slots=tuple(found.open),
        text=" ".join(dict.fromkeys(texts)),
        reason="; ".join(dict.fromkeys(reasons)),
        kept=Construal(kept.get("role", ""), kept.get("function", "")),
        candidates=tuple(allowed or every),
    )


def _either(annotation: Annotation, rule: Rule, told: Told, *, others: Mapping[Slot, str]) -> Question:
    """Which of its two meanings an ambiguous label has; both slots are of one version, `others` the present names."""
    stated = labels_of(annotation)
    labels = {slot: label if label == rule.label else others[slot] or label for slot, label in stated.items()}
    older = {slot: rule.to[0] if label == rule.label else label for slot, label in labels.items()}
    both = [Construal(d.get("role", ""), d.get("function", "")) for d in (older, labels)]
    if told.certainty == "likely" and number(told.version) >= number(rule.before):
        both.reverse()
    likely = f"likely {told.version}: " if told.certainty == "likely" else ""
    return Question(
        rules=(rule.id,),
        slots=tuple(slot for slot, label in labels.items() if label == rule.label),
        text=rule.question,
        reason=likely + told.reason,
        kept=Construal(labels.get("role", ""), labels.get("function", "")),
        candidates=tuple(both),
    )


def _origin_after(annotation: Annotation, question: Question, after: Mapping[Slot, str], scheme: Scheme) -> str:
    """The version that a decision was made in before; "" where it was made in the current one."""
    origin = annotation.text(ORIGIN) or number_of(annotation.scheme or CURRENT)
    rule = unsettled(annotation)
    if rule is not None and rule.id in question.rules:
        if rule.label in after.values():
            return ""
        older = [era.last for era in scheme.eras if number(era.last) < number(rule.before)]
        origin = min(origin, older[-1], key=number)
    return origin if number(origin) < number(CURRENT) else ""


def _count(label: str, rules: list[Rule]) -> int | None:
    return next((rule.counts[label] for rule in rules if label in rule.counts), None)


def _is_allowed(construal: Construal, scheme: Scheme, language: str) -> bool:
    role, function = construal.role, construal.function
    if scheme.why_not_role(role, language) is not None:
        return False
    return not function or scheme.why_not_function(role, function, language) is None


def _shown(labels: Mapping[Slot, str]) -> str:
    return str(Construal(labels.get("role", ""), labels.get("function", "")))
