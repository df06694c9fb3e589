"""What annotated texts teach about targets, as entries for a project's lists: only what makes the rules err less.

A word that nobody decided on teaches nothing, unless its document is decided throughout.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.errors import SchemeError
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.target_entry import LONGEST, TargetEntry, entry
from construal.annotation.snacs.target_lists import AFFIX, ANY, ExpressionTree, TargetLists
from construal.annotation.snacs.targets import Words, spelled, targets
from construal.core.suggest.expressions import Expression, expressions

Key = tuple[tuple[int, ...], tuple[int, int] | None]
Place = tuple[tuple[int, ...], tuple[int, int] | None]  # rows and part that an entry would take


@dataclass(frozen=True, slots=True)
class Lesson:
    """An entry to add, how often its words are a target of their own in what was decided, and the errors it mends."""

    entry: TargetEntry
    targets: int
    occurrences: int
    mended: int


@dataclass(slots=True)
class Taught:
    """One document as it teaches: its text, its decided expressions, the rows that somebody decided to be none.

    `is_complete`: every word without a decision is none, too.
    """

    document: Document
    expressions: Sequence[Expression]
    refused: frozenset[int] = frozenset()
    is_complete: bool = False


def taught(document: Document, decided: Iterable[Annotation], *, is_complete: bool) -> Taught:
    """What the decisions of one annotator on a document teach."""
    mine = [a for a in decided if a.layer == LEXICAL and a.is_decided]
    refused = (row for a in mine if a.get("target") is False for row in document.tokens.rows_of(a.anchor))
    return Taught(document, list(expressions(document, mine)), frozenset(refused), is_complete)


def lessons(corpus: Iterable[Taught], lists: TargetLists, *, least: int = 2) -> list[Lesson]:
    """The entries that the documents of one language teach beyond its lists, those that mend most first.

    An entry must mend `least` errors of the rules more than it makes: one alone may be a slip.
    """
    sentences = [s for part in corpus for s in _sentences(part, lists)]
    forms: dict[str, set[str]] = defaultdict(set)  # by the same words as lemmas
    for sentence in sentences:
        for lemmas, spelling in sentence.names():
            forms[lemmas].add(spelling)
    candidates = {*forms, *(form for spellings in forms.values() for form in spellings)}
    tree = ExpressionTree({name: "P" for name in candidates if not name.startswith(AFFIX)})
    endings = frozenset(name[1:] for name in candidates if name.startswith(AFFIX))
    outcomes: dict[str, _Outcome] = defaultdict(_Outcome)
    for sentence in sentences:
        for name, place in sentence.occurrences(tree, endings):
            sentence.judge(outcomes[name], place)
    found: dict[str, Lesson] = {}
    for name, outcome in sorted(outcomes.items()):
        lesson = outcome.lesson(lists.language, name)
        if lesson is not None and lesson.mended >= least:
            found[name] = lesson
    return sorted(_told_once(found, forms), key=lambda lesson: (-lesson.mended, lesson.entry.words))


def _told_once(found: Mapping[str, Lesson], forms: Mapping[str, set[str]]) -> Iterator[Lesson]:
    """The lessons without doubles: those of the forms, unless the lemmas mend more than all their forms together."""
    left_out: set[str] = set()
    for lemmas, lesson in found.items():
        mine = [found[form] for form in forms.get(lemmas, ()) if form in found and form != lemmas]
        if not mine:
            continue
        if sum(other.mended for other in mine) >= lesson.mended:
            left_out.add(lemmas)
        else:
            left_out.update(o.entry.words for o in mine if o.entry.lexcat == lesson.entry.lexcat)
    return (lesson for name, lesson in found.items() if name not in left_out)


@dataclass(slots=True)
class _Outcome:
    """What the occurrences of a name say: errors now, with the name as a target, and with it as none."""

    now: int = 0
    as_target: int = 0
    as_never: int = 0
    occurrences: int = 0
    lexcats: Counter[str] = field(default_factory=Counter)

    def lesson(self, language: str, name: str) -> Lesson | None:
        """The entry that mends most, None where none mends anything."""
        best = min(self.as_target, self.as_never)
        if best >= self.now:
            return None
        whole = self.lexcats.total()
        try:
            if self.as_target <= self.as_never:
                made = entry(language, name, lexcat=self.lexcats.most_common(1)[0][0])
            else:
                made = entry(language, name, verdict="never")
        except SchemeError:  # a word or a lexcat that no list can hold
            return None
        return Lesson(made, whole, self.occurrences, self.now - best)


class _Sentence:
    """One sentence: its words, the targets decided and those that the rules find."""

    def __init__(self, part: Taught, words: Words, gold: Sequence[Expression], found: Iterable[Key]) -> None:
        self._part = part
        self._words = words
        self._expressions = gold
        self._gold = {(e.rows, e.part): e for e in gold if e.is_target}
        self._found = set(found)
        self._decided = {row for e in gold for row in e.rows} | part.refused
        self._empty = {row: spelled(part.document.token(row).form) for row in _empty_rows(part.document, words)}

    def names(self) -> Iterator[tuple[str, str]]:
        """The names that an entry could have, by lemma and by form: of expressions, and of what the rules find."""
        for expression in self._expressions:
            if expression.is_target or len(expression.rows) > 1:
                yield from self._names_of(expression.rows, expression.part)
        for rows, part in self._found - self._gold.keys():
            yield from self._names_of(rows, part)

    def occurrences(self, tree: ExpressionTree, endings: frozenset[str]) -> Iterator[tuple[str, Place]]:
        """Where the names of a tree, and ends of words, stand."""
        words = self._words
        for first in range(len(words.rows)):
            for match in tree.matches(words.spellings, first):
                yield match.words, (words.rows_of(match.places), None)
            form = words.forms[first]
            for length in range(1, len(form)):
                if form[-length:] in endings and (part := words.ending(first, length)):
                    yield AFFIX + form[-length:], ((words.rows[first],), part)
        for row, form in self._empty.items():
            if tree.longest([(form,)], 0) is not None:
                yield form, ((row,), None)

    def judge(self, outcome: _Outcome, place: Place) -> None:
        """Add an occurrence to what is known of its name; one inside a longer expression says nothing."""
        rows, part = place
        mine = set(rows)
        if any(mine < set(e.rows) for e in self._expressions):
            return
        if not self._part.is_complete and not mine <= self._decided:
            return
        gold = {key for key in self._gold if not mine.isdisjoint(key[0])}
        found = {key for key in self._found if not mine.isdisjoint(key[0])}
        if part is None and any(key[1] is not None for key in gold):
            return  # a target inside the word is the matter of the entry for the ending
        outcome.occurrences += 1
        outcome.now += len(gold ^ found)
        outcome.as_target += len(gold ^ {place})
        outcome.as_never += len(gold)
        if place in gold:
            outcome.lexcats[self._gold[place].lexcat] += 1

    def _names_of(self, rows: tuple[int, ...], part: tuple[int, int] | None) -> Iterator[tuple[str, str]]:
        words = self._words
        if part is not None:
            if len(rows) == 1 and part[1] == self._part.document.tokens.end[rows[0]]:
                ending = AFFIX + spelled(self._part.document.text[slice(*part)])
                yield ending, ending
            return
        if rows[0] in self._empty:
            yield self._empty[rows[0]], self._empty[rows[0]]
            return
        places = [words.rows.index(row) for row in rows if row in words.rows]
        gaps = [after - before - 1 for before, after in pairwise(places)]
        if len(places) < len(rows) or places[-1] - places[0] >= LONGEST or sum(gaps) > 1:
            return
        marks = [f" {ANY} " if gap else " " for gap in gaps] + [""]
        lemmas, forms = (
            "".join(spelling[place] + mark for place, mark in zip(places, marks, strict=True))
            for spelling in (words.lemmas, words.forms)
        )
        yield lemmas, forms


def _empty_rows(document: Document, words: Words) -> Iterator[int]:
    if not words.rows:
        return iter(())
    inside = set(words.rows)
    rows = document.sentences.rows(document.sentences.of_row(words.rows[0]))
    return (row for row in rows if row not in inside)


def _sentences(part: Taught, lists: TargetLists) -> Iterator[_Sentence]:
    document = part.document
    by_sentence: dict[int, list[Expression]] = defaultdict(list)
    for expression in part.expressions:
        by_sentence[document.sentences.of_row(expression.rows[0])].append(expression)
    for index in range(len(document.sentences)):
        found = ((t.rows, t.part) for t in targets(document, index, lists))
        yield _Sentence(part, Words(document, index), by_sentence[index], found)
