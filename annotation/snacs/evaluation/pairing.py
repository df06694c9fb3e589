"""Which sentence of one side is which of the other: by their ids, else by their text in order. Never refuses.

What has no partner is told in a sentence; words are compared by number, and by form where ids prove little.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from construal.annotation.snacs.evaluation.answers import Answers, Sentence


@dataclass(frozen=True, slots=True)
class Pairing:
    """Each sentence of gold with the system's, None where it has none; those only the system has; what to tell."""

    pairs: tuple[tuple[Sentence, Sentence | None], ...]
    extra: tuple[Sentence, ...]
    remarks: tuple[str, ...]


def paired(gold: Answers, system: Answers) -> Pairing:
    """The sentences of both sides, side by side, in gold's order."""
    wanted, offered = gold.sentences(), system.sentences()
    partner = _by_id(wanted, offered)
    taken = {id(found) for found in partner.values()}
    by_text: defaultdict[str, deque[Sentence]] = defaultdict(deque)
    if len(partner) < len(wanted):
        for sentence in offered:
            if id(sentence) not in taken:
                by_text[_squeezed(sentence)].append(sentence)
    pairs: list[tuple[Sentence, Sentence | None]] = []
    otherwise: list[str] = []
    spelled: list[str] = []
    missing: list[str] = []
    for number, sentence in enumerate(wanted):
        found = partner.get(number)
        if found is None and by_text and (queue := by_text.get(_squeezed(sentence))):
            found = queue.popleft()
            taken.add(id(found))
        if found is None:
            missing.append(sentence.id)
        elif _length(found) != _length(sentence):
            otherwise.append(sentence.id)
            found = None
        elif found.text != sentence.text and _squeezed(found) != _squeezed(sentence):
            spelled.append(sentence.id)
        pairs.append((sentence, found))
    extra = tuple(sentence for sentence in offered if id(sentence) not in taken)
    counted = "; {they} count{s} as left without any answer"
    remarks = (
        *_told(missing, f"of {gold.name} {{be}} not in {system.name}{counted}"),
        *_told(otherwise, f"{{have}} other words in {system.name} than in {gold.name}{counted}"),
        *_told(spelled, f"{{be}} spelled otherwise in {system.name}; word is compared with word in order"),
        *_told([s.id for s in extra], f"of {system.name} {{be}} not in {gold.name}; {{they}} {{be}} left out"),
    )
    return Pairing(tuple(pairs), extra, remarks)


def _by_id(wanted: Sequence[Sentence], offered: Sequence[Sentence]) -> dict[int, Sentence]:
    """Partners by place in gold, where one kind of id names every sentence of either side once."""
    kinds: tuple[Callable[[Sentence], Hashable], ...] = (
        lambda s: s.id, lambda s: (s.document.name, s.id), lambda s: (s.document.id, s.number),
    )  # fmt: skip
    for kind in kinds:
        names = [kind(sentence) for sentence in wanted]
        others = {kind(sentence): sentence for sentence in offered}
        if len(set(names)) == len(names) and len(others) == len(offered):
            found = {n: others[name] for n, name in enumerate(names) if name in others}
            fits = {n: other for n, other in found.items() if _proves(wanted[n], other)}
            if fits or not found:
                return fits
    return {}


def _proves(one: Sentence, other: Sentence) -> bool:
    """Whether equal ids mean the same sentence: a bare number does so only with the same text."""
    if one.document.text is other.document.text:
        return one.number == other.number
    return not one.id.isdecimal() or _squeezed(one) == _squeezed(other)


def _length(sentence: Sentence) -> int:
    return len(sentence.document.sentences.rows(sentence.number))


def _squeezed(sentence: Sentence) -> str:
    return "".join(sentence.text.split())


def _told(ids: Sequence[str], what: str) -> list[str]:
    if not ids:
        return []
    one = len(ids) == 1
    verbs = {"be": "is" if one else "are", "have": "has" if one else "have", "they": "it" if one else "they"}
    verbs["s"] = "s" if one else ""
    first = f"sentence {ids[0]}" if one else f"{len(ids):,} sentences (the first is {ids[0]})"
    sentence = f"{first} {what.format(**verbs)}."
    return [sentence[0].upper() + sentence[1:]]
