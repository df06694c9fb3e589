"""Where term candidates stand in a sentence: noun phrases by part of speech, else runs of words between stop words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from construal.annotation.document import Document
from construal.core.terms.lexicon import Lexicon
from construal.core.terms.words import Word, is_wordlike, words

LONGEST = 5
INSIDE = {"ADJ", "NOUN", "PROPN", "NUM"}
HEADS = {"NOUN", "PROPN"}


@dataclass(frozen=True, slots=True)
class Span:
    """One candidate in one place: its words, whether no longer candidate holds it, whether its run goes on after it."""

    words: tuple[Word, ...]
    is_longest: bool
    goes_on: bool

    @property
    def start(self) -> int:
        """First code point."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """The code point after the last."""
        return self.words[-1].end


def spans(document: Document, sentence: int, lexicon: Lexicon, *, tagged: bool) -> Iterator[Span]:
    """The candidates of a sentence: every part of every run that may begin and end a term, at most five words long.

    With `tagged`, runs are (ADJ|NOUN|PROPN|NUM)* and a candidate ends in NOUN or PROPN. Without, runs are bounded by
    stop words, punctuation, numbers and mathematics; a candidate does not end in an adverb or, alone, in a participle.
    """
    run: list[Word] = []
    for word in words(document, sentence):
        inside = word.upos in INSIDE and is_wordlike(word) if tagged else _may_stand(word, lexicon)
        if inside:
            run.append(word)
        elif run:
            yield from _parts(run, tagged=tagged)
            run = []
    if run:
        yield from _parts(run, tagged=tagged)


def _parts(run: list[Word], *, tagged: bool) -> Iterator[Span]:
    """Every part of a run that may be a term, at most LONGEST words."""
    count = len(run)
    ends = [_is_head(word) if tagged else not _is_adverb(word) for word in run]
    last_head = max((at for at in range(count) if ends[at]), default=-1)
    for first in range(count):
        # Numerals and adverbs do not begin a term: "two functors", "very nice".
        if run[first].upos == "NUM" and run[first].text.isalpha():
            continue
        for last in range(first, min(first + LONGEST, count)):
            if not ends[last] or (first == last and not tagged and _is_participle(run[first])):
                continue
            longest = (last == last_head or last == first + LONGEST - 1) and (first == 0 or last - first == LONGEST - 1)
            yield Span(tuple(run[first : last + 1]), longest, last + 1 < count)


def _may_stand(word: Word, lexicon: Lexicon) -> bool:
    return is_wordlike(word) and word.text.lower().replace("’", "'") not in lexicon.bounds


def _is_head(word: Word) -> bool:
    return word.upos in HEADS


def _is_adverb(word: Word) -> bool:
    return word.text.endswith("ly") and len(word.text) > 4


def _is_participle(word: Word) -> bool:
    return word.text.endswith("ed") and len(word.text) > 4
