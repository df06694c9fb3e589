"""Term candidates of one or many documents, ranked: what a terminologist goes through, accepting and rejecting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from construal.annotation.document import Document
from construal.core.collector import collector_held
from construal.core.terms.cvalue import Words, c_values
from construal.core.terms.lexicon import Lexicon, lexicon
from construal.core.terms.patterns import Span, spans


class TermOccurrence(msgspec.Struct, frozen=True, gc=False):  # there are many; this kind is small and quickly made
    """One place of a candidate: document id, `start`, `end`, and whether no longer candidate holds it there."""

    document: int
    start: int
    end: int
    is_longest: bool


@dataclass(frozen=True, slots=True)
class TermCandidate:
    """A candidate: normal form, wordings with counts, frequency, number of documents, C-value, and where it stands.

    `key` is what equal candidates share; `nested_in` are the canonical forms of longer candidates that hold it.
    """

    key: str
    canonical: str
    forms: tuple[tuple[str, int], ...]
    frequency: int
    documents: int
    score: float
    nested_in: tuple[str, ...]
    occurrences: tuple[TermOccurrence, ...]

    @property
    def stands_alone(self) -> bool:
        """Whether it occurs at least once outside every longer candidate."""
        return any(occurrence.is_longest for occurrence in self.occurrences)


@dataclass(slots=True)
class _Found:
    forms: dict[str, int]
    at_start: dict[str, int]
    occurrences: list[TermOccurrence]
    continued: int = 0

    def wordings(self) -> dict[str, int]:
        """Every wording with its count, wherever in a sentence."""
        if not self.at_start:
            return self.forms
        both = Counter(self.forms)
        both.update(self.at_start)
        return both


@collector_held()
def candidates(
    documents: Iterable[Document], *, least_frequency: int = 1, keep_modifiers: bool = False
) -> list[TermCandidate]:
    """The candidates of these documents, highest C-value first; takes time linear in their words.

    Documents with parts of speech give noun phrases, others runs between stop words; both may stand in one list. In a
    language whose noun phrases end in the noun, what goes on into a further word more often than not ("symmetric
    monoidal") is a modifier and no candidate, unless `keep_modifiers`.
    """
    found: dict[Words, _Found] = {}
    lexicons: dict[Words, Lexicon] = {}
    for document in documents:
        words_of = lexicon(document.language)
        for span, key, at_start in document_candidates(document):
            entry = found.get(key)
            if entry is None:
                entry = found[key] = _Found({}, {}, [])
                lexicons[key] = words_of
            text = document.text[span.start : span.end]
            wording, counts = " ".join(text.split()), entry.at_start if at_start else entry.forms
            counts[wording] = counts.get(wording, 0) + 1
            entry.continued += span.goes_on
            entry.occurrences.append(TermOccurrence(document.id, span.start, span.end, span.is_longest))
    if not keep_modifiers:
        found = {key: entry for key, entry in found.items() if not _modifies(entry, lexicons[key])}
    values = c_values({key: len(entry.occurrences) for key, entry in found.items()})
    canonical = {key: _canonical(entry, lexicons[key]) for key, entry in found.items()}
    result = [
        TermCandidate(
            key=" ".join(key),
            canonical=canonical[key],
            forms=tuple(sorted(entry.wordings().items(), key=lambda pair: (-pair[1], pair[0]))),
            frequency=len(entry.occurrences),
            documents=len({occurrence.document for occurrence in entry.occurrences}),
            score=values[key].score,
            nested_in=tuple(canonical[longer] for longer in values[key].nested_in),
            occurrences=tuple(entry.occurrences),
        )
        for key, entry in found.items()
        if len(entry.occurrences) >= least_frequency
    ]
    return sorted(result, key=lambda c: (-c.score, -c.frequency, c.key))


def _modifies(entry: _Found, words_of: Lexicon) -> bool:
    return words_of.head_last and 2 * entry.continued > len(entry.occurrences)


def document_candidates(document: Document) -> Iterable[tuple[Span, Words, bool]]:
    """Every candidate of a document in its place: the span, the words it is known by, whether it begins a sentence."""
    words_of = lexicon(document.language)
    tagged = document.has_column("upos")
    for sentence in range(len(document.sentences)):
        first = int(document.sentences.first[sentence])
        begins = int(document.tokens.start[first]) if len(document.sentences.rows(sentence)) else -1
        for span in spans(document, sentence, words_of, tagged=tagged):
            yield span, key_of(span, words_of), span.start == begins


def key_of(span: Span, words_of: Lexicon) -> Words:
    """The words of a candidate as equal ones share them: lower case, the last in the singular."""
    return (*(word.text.lower() for word in span.words[:-1]), words_of.singular(span.words[-1].text))


def _canonical(entry: _Found, words_of: Lexicon) -> str:
    """The commonest wording with its last word in the singular; a capital counts only where no sentence begins."""
    forms: Sequence[str] = [form for form, _ in sorted(entry.forms.items(), key=lambda pair: (-pair[1], pair[0]))]
    if not forms:
        forms = [_lowered(form) for form, _ in sorted(entry.at_start.items(), key=lambda pair: (-pair[1], pair[0]))]
    *before, last = forms[0].split()
    singular = words_of.singular(last)
    return " ".join([*before, last if singular == last.lower() else _recased(singular, last)])


def _lowered(form: str) -> str:
    """A wording that began a sentence, with a small first letter unless the word has other capitals too."""
    first = form.split()[0]
    return form[:1].lower() + form[1:] if first[1:] == first[1:].lower() else form


def _recased(singular: str, word: str) -> str:
    """The singular with the capitals that the plural had."""
    return "".join(
        letter.upper() if at < len(word) and word[at].isupper() and len(letter.upper()) == 1 else letter
        for at, letter in enumerate(singular)
    )
