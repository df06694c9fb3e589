"""Where two sides say something else about the same words, place by place. Knows files as little as windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from construal.annotation.anchor import merged
from construal.annotation.annotation import Annotation
from construal.annotation.snacs.evaluation.alignment import aligned
from construal.annotation.snacs.evaluation.analysis import PART, Analyses, Analysis, Key, Unit
from construal.annotation.snacs.evaluation.answers import Answers, Sentence
from construal.annotation.snacs.evaluation.pairing import Pairing, paired
from construal.annotation.snacs.expression import unprefixed


class Kind(StrEnum):
    """What a difference is about, in the order they are told."""

    SENTENCE = "sentence"  # only one side has the sentence, or cut into these words
    MWE = "mwe"  # other words make up an expression, strong or weak
    TARGET = "target"  # one side has a role and a function, the other none
    ROLE = "role"
    FUNCTION = "function"
    SUPERSENSE = "supersense"
    LEXCAT = "lexcat"


@dataclass(frozen=True, slots=True)
class SentenceDifference:
    """One place where two sides differ.

    `document` and `fragments` (half-open code points; none where the whole sentence is meant) are those of gold, but
    of the system for a sentence that only it has. `gold` and `system` say in a few words what each side has; `gold_ids`
    and `system_ids` are the annotations that state it, none where it follows from the words.
    """

    document: int
    document_name: str
    sentence: int
    sentence_id: str
    kind: Kind
    fragments: tuple[tuple[int, int], ...]
    words: str
    text: str
    start: int
    gold: str
    system: str
    gold_ids: tuple[int, ...] = ()
    system_ids: tuple[int, ...] = ()

    @property
    def marked(self) -> str:
        """The sentence on one line, with the words that the difference is about in ‹ ›."""
        parts: list[str] = []
        position = 0
        for begin, end in ((a - self.start, b - self.start) for a, b in self.fragments):
            parts += [self.text[position:begin], "‹", self.text[begin:end], "›"]
            position = end
        return " ".join("".join([*parts, self.text[position:]]).split())


NOTHING = "–"


def differences(gold: Answers, system: Answers, *, pairing: Pairing | None = None) -> list[SentenceDifference]:
    """Every place where the two differ, in the order of gold's text; then the sentences that only the system has.

    `answers("anna", [document], hers)` makes a side of a document and annotations, `read_answers(path)` one of a file.
    """
    pairing = paired(gold, system) if pairing is None else pairing
    ours, theirs = Analyses(gold), Analyses(system)
    found: list[SentenceDifference] = []
    for sentence, partner in pairing.pairs:
        if partner is None:
            found.append(_lone(sentence, "has it", NOTHING))
        else:
            found += _Comparison(ours, theirs, sentence, partner=partner).differences()
    found += [_lone(sentence, NOTHING, "has it") for sentence in pairing.extra]
    return found


def _lone(sentence: Sentence, gold: str, system: str) -> SentenceDifference:
    return SentenceDifference(
        sentence.document.id, sentence.document.name, sentence.number, sentence.id,
        Kind.SENTENCE, (), "", sentence.text, sentence.start, gold, system,
    )  # fmt: skip


class _Comparison:
    """The differences of one sentence."""

    def __init__(self, ours: Analyses, theirs: Analyses, sentence: Sentence, *, partner: Sentence) -> None:
        self.sides = (ours, theirs)
        self.sentences = (sentence, partner)
        self.analyses: tuple[Analysis, Analysis] = (ours.of(sentence), theirs.of(partner))
        self._own: dict[Key, Key] = {}  # the system's keys that are others than gold's

    def differences(self) -> list[SentenceDifference]:
        """All of them, by place and kind."""
        gold, system = self.analyses
        if (gold.singles, gold.strong, gold.weak, gold.parts) == (
            system.singles, system.strong, system.weak, system.parts
        ):  # fmt: skip
            return []
        wanted, offered, self._own = aligned(gold, system)
        found: list[SentenceDifference] = []
        for group in _connected([*(wanted.keys() ^ offered.keys())]):
            found.append(self._grouping(group, wanted, offered))
        for key in wanted.keys() & offered.keys():
            if wanted[key] != offered[key]:
                found += self._labels(key, wanted[key], offered[key])
        found += self._weak(gold.weak, system.weak)
        order = list(Kind)
        return sorted(found, key=lambda d: (d.fragments, order.index(d.kind)))

    def _grouping(self, keys: list[Key], wanted: dict[Key, Unit], offered: dict[Key, Unit]) -> SentenceDifference:
        """Words that the two sides divide otherwise, or a part of a word that only one has."""
        mine = [key for key in keys if key in wanted]
        yours = [key for key in keys if key in offered]
        is_part = all(key[0] == PART for key in keys)
        return self._difference(
            Kind.TARGET if is_part or all(len(key) == 1 for key in keys) else Kind.MWE, keys,
            gold=self._told(0, mine, wanted), system=self._told(1, yours, offered), ids=(mine, yours),
        )  # fmt: skip

    def _labels(self, key: Key, gold: Unit, system: Unit) -> Iterator[SentenceDifference]:
        """The same words with other labels."""

        def told(kind: Kind, one: str, other: str) -> SentenceDifference:
            return self._difference(kind, [key], gold=one, system=other, ids=([key], [key]))

        if _takes_role(gold) != _takes_role(system):
            yield told(Kind.TARGET, described(gold), described(system))
            return
        if _takes_role(gold):
            if gold.first != system.first:
                yield told(Kind.ROLE, _bare(gold.first), _bare(system.first))
            if gold.second != system.second:
                yield told(Kind.FUNCTION, _bare(gold.second), _bare(system.second))
        elif (gold.first, gold.second) != (system.first, system.second):
            yield told(Kind.SUPERSENSE, _bare(gold.first), _bare(system.first))
        if gold.lexcat != system.lexcat:
            yield told(Kind.LEXCAT, gold.lexcat, system.lexcat)

    def _weak(self, gold: dict[Key, str], system: dict[Key, str]) -> Iterator[SentenceDifference]:
        for keys in _connected([*(gold.keys() ^ system.keys())]):
            mine, yours = [k for k in keys if k in gold], [k for k in keys if k in system]
            one, other = (
                ", ".join(f"weak {self._words(side, key)}" for key in side_keys) or NOTHING
                for side, side_keys in enumerate((mine, yours))
            )
            yield self._difference(Kind.MWE, keys, gold=one, system=other, ids=(mine, yours), weak=True)
        for key in gold.keys() & system.keys():
            if gold[key] != system[key]:
                one, other = (f"weak {wcat or NOTHING}" for wcat in (gold[key], system[key]))
                yield self._difference(Kind.LEXCAT, [key], gold=one, system=other, ids=([key], [key]), weak=True)

    def _difference(
        self, kind: Kind, keys: Iterable[Key], *,
        gold: str, system: str, ids: tuple[list[Key], list[Key]], weak: bool = False,
    ) -> SentenceDifference:  # fmt: skip
        sentence = self.sentences[0]
        document = sentence.document
        fragments = self._fragments(keys)
        ours, theirs = (
            tuple(
                found.id for key in side_keys if (found := self._stating(side, key, weak=weak)) is not None
            )
            for side, side_keys in enumerate(ids)
        )  # fmt: skip
        words = " … ".join(document.text[start:end] for start, end in fragments)
        return SentenceDifference(
            document.id, document.name, sentence.number, sentence.id,
            kind, fragments, words, sentence.text, sentence.start, gold, system, ours, theirs,
        )  # fmt: skip

    def _fragments(self, keys: Iterable[Key]) -> tuple[tuple[int, int], ...]:
        """Gold's text at keys; words that touch or have nothing but a space between them are one fragment."""
        document, number = self.sentences[0]
        first, tokens = int(document.sentences.first[number]), document.tokens
        places: set[int] = set()
        parts: list[tuple[int, int]] = []
        for key in keys:
            if inside := self._inside(key):
                parts += inside
            elif key[0] == PART:
                start = int(tokens.start[first + key[1]])
                parts += [(start + s, start + e) for s, e in zip(key[2::2], key[3::2], strict=True)]
            else:
                places.update(key)
        last = -2
        for place in sorted(places):
            begin, end = int(tokens.start[first + place]), int(tokens.end[first + place])
            if place == last + 1 and parts:
                begin = min(begin, parts.pop()[0])
            parts.append((begin, end))
            last = place
        solid = [part for part in parts if part[0] < part[1]]
        return merged(solid) if solid else tuple(parts[:1])

    def _inside(self, key: Key) -> list[tuple[int, int]]:
        """Where in gold's text the parts of words stand that either side has at a key; nothing for whole words."""
        sentence, partner = self.sentences
        for side, place in enumerate(self.sentences):
            own = self._key(side, key)
            found = self._stating(side, key) if own in self.analyses[side].named else None
            if found is not None and (side == 0 or sentence.text == partner.text):
                shift = sentence.start - place.start
                return [(start + shift, end + shift) for start, end in found.anchor.fragments]
        return []

    def _stating(self, side: int, key: Key, *, weak: bool = False) -> Annotation | None:
        return self.sides[side].stating(self.sentences[side], self._key(side, key), weak=weak)

    def _key(self, side: int, key: Key) -> Key:
        """A side's own key for what stands at one of gold's."""
        return self._own.get(key, key) if side else key

    def _words(self, side: int, key: Key) -> str:
        return self.analyses[side].said(self._key(side, key))

    def _told(self, side: int, keys: list[Key], units: dict[Key, Unit]) -> str:
        """What one side has at these keys: its expressions, and its single words where they carry a label."""
        told = [
            f"{self._words(side, key)}: {described(units[key])}"
            for key in sorted(keys)
            if len(key) > 1 or units[key].first != "_"
        ]
        return ", ".join(told) or NOTHING


def described(unit: Unit) -> str:
    """A unit in a few words: `Locus~>Goal (P)`, `n.PERSON (N)`, `(DET)`."""
    if unit.first == "_":
        return f"({unit.lexcat})"
    label = _bare(unit.first)
    if _takes_role(unit) and unit.second not in ("_", unit.first):
        label += f"~>{_bare(unit.second)}"
    return f"{label} ({unit.lexcat})"


def _takes_role(unit: Unit) -> bool:
    return unit.first != "_" and not unit.first.startswith(("n.", "v."))


def _bare(label: str) -> str:
    return NOTHING if label == "_" else unprefixed(label)


def _connected(keys: list[Key]) -> list[list[Key]]:
    """Keys in groups that share words; parts of words stand alone."""
    groups: list[tuple[set[int], list[Key]]] = []
    for key in sorted(keys):
        words = set() if key[0] == PART else set(key)
        joined = [group for group in groups if words & group[0]]
        groups = [group for group in groups if group not in joined]
        together = [k for group in joined for k in group[1]]
        groups.append((words.union(*(group[0] for group in joined)), [*together, key]))
    return [sorted(group[1]) for group in groups]
