"""The scheme version that each lexical annotation is in, told by its labels and, where they allow two, by others.

Nothing here changes a label: what becomes of one is said in `migration`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from construal.annotation.annotation import Annotation, Value
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.renaming import Rule, Slot, number
from construal.annotation.scheme import Scheme, load
from construal.annotation.snacs import lexlemma as lexlemmas
from construal.annotation.snacs.expression import rows_of

CURRENT = "snacs-2.6"
SLOTS: tuple[Slot, ...] = ("role", "function")

# Values that tell where a decision comes from: the version it was made in, where its labels were brought up since; the
# renaming rules that a person answered, or CHOSEN where a person chose both labels anew; and why.
ORIGIN = "origin"
SETTLED = "settled"
WHY = "why"
CHOSEN = "chosen"

Certainty = Literal["declared", "certain", "likely", "open"]
KNOWN: Mapping[Certainty, str] = {
    "declared": "as stated", "certain": "by its label", "likely": "likely", "open": "not to be told",
}  # fmt: skip


class Told(NamedTuple):
    """The version an annotation is in ("2.5"), how sure that is, and why.

    It is declared where nothing speaks against what the file says; certain where only this version has the labels;
    likely where neighbours say so; open where nothing tells two versions apart.
    """

    version: str
    certainty: Certainty
    reason: str = ""


class _Voice(NamedTuple):
    """Something that speaks for the older or the newer of two versions."""

    is_older: bool
    words: str


class Neighbours:
    """The labels that only one of two versions has, by document and lexlemma: what an ambiguous label is judged by."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.older = _scheme().eras[_first_era(rule) - 1].last
        self._newer_only = _new_labels(_first_era(rule))
        self._older_only = _old_labels(_first_era(rule))
        self._found: dict[int, Counter[tuple[bool, str, str]]] = {}
        self._newer: set[int] = set()

    def replace(
        self, document: int, annotations: Iterable[Annotation], lexlemma_of: Callable[[Annotation], str]
    ) -> None:
        """Take a document's annotations in place of those known before; what tells something is asked its lexlemma."""
        found: Counter[tuple[bool, str, str]] = Counter()
        self._newer.discard(document)
        for annotation in annotations:
            side = self._side(annotation)
            if side is not None:
                found[(*side, lexlemma_of(annotation))] += 1
            if (side is not None and not side[0]) or self._is_declared_newer(annotation):
                self._newer.add(document)
        self._found[document] = found

    def voices(self, document: int, lexlemma: str) -> list[_Voice]:
        """What the same document says, then what the same lexlemma in other documents says."""
        said: list[_Voice] = []
        here = self._found.get(document, Counter())
        there: Counter[tuple[bool, str, str]] = Counter()
        for other, found in self._found.items():
            if other != document:
                there.update({key: times for key, times in found.items() if key[2] == lexlemma})
        for where, found in (("the same document", here), (f"«{lexlemma}» in other documents", there)):
            sides = {key[0] for key in found}
            if sides == {True}:
                said.append(_Voice(True, f"{where} has {_counted(found)} of {self.older} and nothing newer"))
            elif sides == {False}:
                said.append(_Voice(False, f"{where} has {_counted(found)} of {self.rule.before} and nothing older"))
        return said

    def has_newer(self, document: int) -> bool:
        """Whether a document has anything of the newer version, by its labels or by what the file declares."""
        return document in self._newer

    def _is_declared_newer(self, annotation: Annotation) -> bool:
        scheme = annotation.scheme
        if not scheme or ORIGIN in annotation.values or not came_with_a_file(annotation):
            return False
        return number(scheme) >= number(self.rule.before) and bool(annotation.values.get("role"))

    def _side(self, annotation: Annotation) -> tuple[bool, str] | None:
        """Whether an annotation is of the older version, and the label that says so."""
        origin = annotation.text(ORIGIN)
        for label in labels_of(annotation).values():
            if origin and number(origin) < number(self.rule.before):
                return True, label
            if label in self._older_only:
                return True, label
            if label in self._newer_only or (label == self.rule.label and self.rule.id in settled(annotation)):
                return False, label
        return None


def tell(annotation: Annotation, *, language: str, lexlemma: str = "", neighbours: Neighbours | None = None) -> Told:
    """The version that an annotation is in; a label of two meanings is judged by what stands around it."""
    scheme = _scheme()
    labels = labels_of(annotation)
    declared = number_of(annotation.scheme or CURRENT)
    proof = proven(labels.values(), declared)
    rule = unsettled(annotation)
    if rule is None:
        # What a file declares is certain where the labels are none of the current version's.
        proof = proof or proven(labels.values(), number_of(CURRENT))
        if proof is not None:
            return proof
        one = [version for label in labels.values() if (version := proven([label], declared)) is not None]
        if one:
            return Told(declared, "open", f"{' and '.join(dict.fromkeys(labels.values()))} are of different versions")
        return Told(declared, "declared")
    older = scheme.eras[_first_era(rule) - 1].last
    is_declared_older = number(declared) < number(rule.before)
    is_newer = proof is not None and number(proof.version) >= number(rule.before)
    if is_declared_older and not is_newer and not (neighbours and neighbours.has_newer(annotation.document)):
        return proof or Told(declared, "declared")
    said: list[_Voice] = []
    if is_declared_older:
        said.append(_Voice(True, f"it is read as {declared}, in a document that has newer ones"))
    for caution in scheme.rules(language).warnings:
        if rule.label in caution.roles:
            said.append(_Voice(True, caution.message))
    if proof is not None:
        said.append(_Voice(number(proof.version) < number(rule.before), proof.reason))
    elif any(label in _new_labels(_first_era(rule)) for label in labels.values()):
        said.append(_Voice(False, f"{' and '.join(labels.values())} stand together"))
    if neighbours is not None:
        said += neighbours.voices(annotation.document, lexlemma)
    if not said:
        return Told(declared, "open", f"nothing around it tells {older} from {rule.before}")
    reason = "; ".join(voice.words for voice in said)
    return Told(older if said[0].is_older else rule.before, "likely", reason)


def proven(labels: Iterable[str], declared: str) -> Told | None:
    """The version that labels prove where it is not the declared one; None where they fit that, or no one version."""
    scheme = _scheme()
    eras = scheme.eras
    known = [label for label in labels if any(label in era.labels for era in eras)]
    fitting = [place for place, era in enumerate(eras) if all(label in era.labels for label in known)]
    here = eras.index(scheme.era(declared))
    if not known or not fitting or here in fitting:
        return None
    if fitting[0] < here:
        era = eras[max(place for place in fitting if place < here)]
        gone = next(label for label in known if label not in eras[here].labels)
        return Told(era.last, "certain", f"{gone} is a label up to {era.last} only")
    era = eras[fitting[0]]
    new = next(label for label in known if label not in eras[here].labels)
    return Told(era.first, "certain", f"{new} is a label from {era.first} on only")


def marked(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Annotations as a file declares them, but those that prove another version with that version as their scheme.

    One with a label of two meanings keeps what the file declares: that is for a person.
    """
    answers: dict[tuple[str, str, str], str] = {}
    result: list[Annotation] = []
    for annotation in annotations:
        if annotation.layer == LEXICAL and annotation.values.get("role") and is_ours(annotation.scheme):
            key = (annotation.scheme, annotation.text("role"), annotation.text("function"))
            if key not in answers:
                answers[key] = _marking(annotation)
            if answers[key] != annotation.scheme:
                annotation = msgspec.structs.replace(annotation, scheme=answers[key])
        result.append(annotation)
    return result


def _marking(annotation: Annotation) -> str:
    labels = labels_of(annotation)
    if any(label in _scheme().ambiguous for label in labels.values()):
        return annotation.scheme
    proof = proven(labels.values(), number_of(annotation.scheme or CURRENT))
    return annotation.scheme if proof is None else f"snacs-{proof.version}"


def unsettled(annotation: Annotation) -> Rule | None:
    """The rule of an annotation's label that two versions use differently, where no person has said which is meant."""
    if not came_with_a_file(annotation):
        return None
    answered = settled(annotation)
    for label in labels_of(annotation).values():
        rule = _scheme().ambiguous.get(label)
        if rule is not None and rule.id not in answered and CHOSEN not in answered and not annotation.text(ORIGIN):
            return rule
    return None


def came_with_a_file(annotation: Annotation) -> bool:
    """Whether an annotation came from a file: the name of a format has no version number, that of a model has one."""
    return bool(annotation.source) and " " not in annotation.source


def chosen(annotation: Annotation, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of an annotation whose labels a person chose anew in the current scheme: its past is past."""
    kept = {key: value for key, value in values.items() if key not in (ORIGIN, SETTLED, WHY)}
    if came_with_a_file(annotation) and any(kept.get(slot) in _scheme().ambiguous for slot in SLOTS):
        kept[SETTLED] = CHOSEN
    return kept


def settled(annotation: Annotation) -> tuple[str, ...]:
    """The ids of the renaming rules that a person answered for an annotation."""
    return tuple(annotation.text(SETTLED).split())


def labels_of(annotation: Annotation) -> dict[Slot, str]:
    """The role and the function, those that there are."""
    return {slot: label for slot in SLOTS if (label := annotation.text(slot))}


def lexlemma(document: Document, annotation: Annotation) -> str:
    """The lexlemma of an annotation's words or parts of words."""
    return lexlemmas.lexlemma(document, rows_of(document, annotation.anchor) or (), annotation.anchor)


@cache
def is_ours(scheme: str) -> bool:
    """Whether a scheme is a version of SNACS, or none is named."""
    return not scheme or re.fullmatch(r"snacs-\d+(\.\d+)*", scheme) is not None


def number_of(scheme: str) -> str:
    """The version in a scheme's name: "2.5" of "snacs-2.5"."""
    return scheme.rpartition("-")[2]


def _scheme() -> Scheme:
    return load(CURRENT)


def _first_era(rule: Rule) -> int:
    """The place of the first era that a rule is not for."""
    return next(place for place, era in enumerate(_scheme().eras) if number(era.first) >= number(rule.before))


def _new_labels(place: int) -> frozenset[str]:
    """The labels of an era that the one before has not."""
    eras = _scheme().eras
    return frozenset(eras[place].labels) - frozenset(eras[place - 1].labels)


def _old_labels(place: int) -> frozenset[str]:
    """The labels of all earlier eras that an era has not."""
    eras = _scheme().eras
    return frozenset(label for era in eras[:place] for label in era.labels) - frozenset(eras[place].labels)


def _counted(found: Counter[tuple[bool, str, str]]) -> str:
    """The labels with how often they are there: `Force (2), SetIteration (1)`."""
    labels: Counter[str] = Counter()
    for (_, label, _), times in found.items():
        labels[label] += times
    return ", ".join(f"{label} ({times})" for label, times in labels.most_common())
