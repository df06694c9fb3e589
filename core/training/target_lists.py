"""Learns from an annotated corpus which n-grams are targets, which block targets, and which infinitives are none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from construal.annotation.document import Document
from construal.annotation.snacs.target_lists import ANY, Learned, TargetLists
from construal.annotation.snacs.targets import Words
from construal.core.suggest.expressions import Expression

LONGEST = 7
Corpus = Sequence[tuple[Document, Sequence[Expression]]]


def learned(corpus: Corpus, lists: TargetLists, *, source: str) -> Learned:
    """What the expressions of a corpus teach beyond `lists`, the hand-written ones. One pass for each question."""
    sentences = [sentence for document, expressions in corpus for sentence in _sentences(document, expressions)]
    candidates = set(lists.prepositions) | set(lists.blockers)
    for sentence in sentences:
        candidates.update(sentence.names(lists))
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for name, outcome in sentence.outcomes(candidates):
            outcomes[name][outcome] += 1
    prepositions: dict[str, str] = {}
    blockers: list[str] = []
    dropped: list[str] = []
    for name, seen in sorted(outcomes.items()):
        split, blocked = seen.pop("split", 0), seen.pop("blocked", 0)
        whole = sum(seen.values())
        if whole and whole >= split and whole >= blocked:
            lexcat = seen.most_common(1)[0][0]
            if lists.prepositions.get(name) != lexcat:
                prepositions[name] = lexcat
        elif blocked > whole + split:
            if name not in lists.blockers:
                blockers.append(name)
        elif name in lists.prepositions or name in lists.blockers:
            dropped.append(name)
    return Learned(
        source=source,
        prepositions=prepositions,
        blockers=tuple(blockers),
        dropped=tuple(dropped),
        advcl_heads_without=_heads_without(sentences, "advcl"),
        acl_heads_without=_heads_without(sentences, "acl"),
    )


class _Sentence:
    """One sentence, its words, and its expressions by position."""

    def __init__(self, words: Words, expressions: Sequence[tuple[tuple[int, ...], Expression]]) -> None:
        self.words = words
        self.expressions = expressions
        self.targets = {place for places, expression in expressions if expression.is_target for place in places}
        self.whole = {places: expression.lexcat for places, expression in expressions if expression.is_target}

    def names(self, lists: TargetLists) -> Iterator[str]:
        """The n-grams of this sentence's multiword expressions that hold a word which could be a target."""
        for places, _ in self.expressions:
            if len(places) == 1 or places[-1] - places[0] >= LONGEST:
                continue
            lemmas = [self.words.lemmas[place] for place in places]
            tags = [self.words.xpos[place] for place in places]
            if not any(
                lemma in lists.single_set or tag in ("TO", "PRP$", "POS")
                for lemma, tag in zip(lemmas, tags, strict=True)
            ):
                continue
            name = [lemmas[0]]
            for before, place, lemma in zip(places, places[1:], lemmas[1:], strict=False):
                name += [ANY] * (place - before - 1) + [lemma]
            if name.count(ANY) <= 1:
                yield " ".join(name)

    def outcomes(self, candidates: set[str]) -> Iterator[tuple[str, str]]:
        """Each occurrence of a candidate: its lexcat where it is one target, else "blocked" or "split"."""
        count = len(self.words.rows)
        for first in range(count):
            for end in range(first + 2, min(first + LONGEST, count) + 1):
                inside = range(first, end)
                for gap in (None, *inside[1:-1]):
                    places = tuple(place for place in inside if place != gap)
                    for spelling in (self.words.lemmas, self.words.forms):
                        name = " ".join(ANY if place == gap else spelling[place] for place in inside)
                        if name in candidates:
                            if outcome := self._outcome(places):
                                yield name, outcome
                            break

    def _outcome(self, places: tuple[int, ...]) -> str:
        """The outcome, "" inside a longer expression, which says nothing about its part."""
        if places in self.whole:
            return self.whole[places]
        if any(len(longer) > len(places) and set(places) < set(longer) for longer, _ in self.expressions):
            return ""
        return "split" if any(place in self.targets for place in places) else "blocked"


def _sentences(document: Document, expressions: Iterable[Expression]) -> Iterator[_Sentence]:
    by_sentence: dict[int, list[Expression]] = defaultdict(list)
    for expression in expressions:
        by_sentence[document.sentences.of_row(expression.rows[0])].append(expression)
    for index in range(len(document.sentences)):
        words = Words(document, index)
        place = {row: at for at, row in enumerate(words.rows)}
        inside = [
            (tuple(place[row] for row in expression.rows), expression)
            for expression in by_sentence[index]
            if all(row in place for row in expression.rows)
        ]
        yield _Sentence(words, inside)


def _heads_without(sentences: Iterable[_Sentence], relation: str) -> tuple[str, ...]:
    """Lemmas whose infinitives in this relation are more often no target than one, unused expressions apart."""
    seen: dict[str, Counter[bool]] = defaultdict(Counter)
    for sentence in sentences:
        words = sentence.words
        in_multiword = {place for places, _ in sentence.expressions if len(places) > 1 for place in places}
        for place, tag in enumerate(words.xpos):
            verb = words.heads[place]
            if tag != "TO" or place in in_multiword or verb < 0 or words.deprel[verb] != relation:
                continue
            if words.heads[verb] >= 0:
                seen[words.lemmas[words.heads[verb]]][place in sentence.targets] += 1
    return tuple(sorted(lemma for lemma, count in seen.items() if count[False] > count[True]))
