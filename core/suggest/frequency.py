"""The most frequent construal of an expression: the floor that every later model must beat, and the picker's order.

Counts come from a corpus (shipped, in `construal/resources/counts`) and from the project's own decisions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

import msgspec

from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.lexlemma import lexlemma
from construal.annotation.snacs.target_entry import TargetEntry, extended
from construal.annotation.snacs.target_lists import TargetLists
from construal.annotation.snacs.targets import Target, lists_for, targets
from construal.core.suggest.expressions import Expression, lexcat
from construal.core.suggest.occupied import Occupied

Construal = tuple[str, str]
ALTERNATIVES = 5
UNCLEAR = "??"
SCHEME = "snacs-2.6"


class CountsFile(msgspec.Struct, frozen=True, kw_only=True):
    """A shipped file of counts: where they come from, and lexlemma, lexcat, "Role|Function", how often."""

    source: str
    licence: str
    made: str
    language: str
    scheme: str
    counts: Mapping[str, Mapping[str, Mapping[str, int]]]


class FrequencyCounts:
    """How often each construal was chosen for a lexlemma and lexcat. Lexlemmas are lower case."""

    def __init__(self, counts: Iterable[tuple[str, str, Construal, int]] = (), *, source: str = "") -> None:
        self.source = source
        self._exact: defaultdict[tuple[str, str], Counter[Construal]] = defaultdict(Counter)
        self._lemma: defaultdict[str, Counter[Construal]] = defaultdict(Counter)
        self._lexcat: defaultdict[str, Counter[Construal]] = defaultdict(Counter)
        self._all: Counter[Construal] = Counter()
        for lemma, category, construal, count in counts:
            self._exact[lemma, category][construal] += count
            self._lemma[lemma][construal] += count
            self._lexcat[category][construal] += count
            self._all[construal] += count

    def __len__(self) -> int:
        return self._all.total()

    def __iter__(self) -> Iterator[tuple[str, str, Construal, int]]:
        """Lexlemma, lexcat, construal and count, in the order of the first two, then most frequent first."""
        for (lemma, category), counter in sorted(self._exact.items()):
            for construal, count in self._ranked(counter):
                yield lemma, category, construal, count

    def options(self, lemma: str, category: str) -> list[tuple[str, str, int, float]]:
        """Role, function, count and relative frequency of what was chosen here, likeliest first.

        Backs off from lexlemma and lexcat to the lexlemma, then to the lexcat, then to everything. Ties go to what is
        more frequent overall.
        """
        counter, _ = self._nearest(lemma, category)
        total = counter.total()
        return [(role, function, n, n / total) for (role, function), n in self._ranked(counter)]

    def basis(self, lemma: str, category: str) -> str:
        """In words, what `options` rests on: ‘of’ (P), ‘of’, P, or all expressions; "" without any count."""
        return self._nearest(lemma, category)[1]

    def functions(self, role: str, lemma: str, category: str) -> list[tuple[str, int, float]]:
        """Function, count and P(function | role, lexlemma, lexcat), likeliest first, with the same back-off."""
        for counter in (*self._levels(lemma, category), self._all):
            chosen = Counter({f: n for (r, f), n in counter.items() if r == role})
            if chosen:
                ranked = sorted(chosen.items(), key=lambda pair: (-pair[1], pair[0]))
                return [(function, n, n / chosen.total()) for function, n in ranked]
        return []

    def plus(self, decisions: Iterable[Expression]) -> FrequencyCounts:
        """These counts and one for each decided target; `??` and expressions without a role count nothing."""
        added = (
            (e.lexlemma, e.lexcat, (e.role, e.function), 1) for e in decisions if e.is_target and e.role != UNCLEAR
        )
        return FrequencyCounts([*self, *added], source=self.source)

    def _levels(self, lemma: str, category: str) -> tuple[Counter[Construal], ...]:
        empty: Counter[Construal] = Counter()
        return (
            self._exact.get((lemma, category), empty),
            self._lemma.get(lemma, empty),
            self._lexcat.get(category, empty),
        )

    def _nearest(self, lemma: str, category: str) -> tuple[Counter[Construal], str]:
        names = (f"‘{lemma}’ ({category})", f"‘{lemma}’", category)
        for counter, name in zip(self._levels(lemma, category), names, strict=True):
            if counter:
                return counter, name
        return self._all, "all expressions" if self._all else ""

    def _ranked(self, counter: Counter[Construal]) -> list[tuple[Construal, int]]:
        return sorted(counter.items(), key=lambda pair: (-pair[1], -self._all[pair[0]], pair[0]))


@cache
def shipped_counts(language: str) -> FrequencyCounts:
    """The counts shipped for a language, empty ones where there are none ("en-GB" is "en")."""
    code = _code(language)
    for entry in sorted((resources.files("construal.resources") / "counts").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".json"):
            file = msgspec.json.decode(entry.read_bytes(), type=CountsFile)
            if file.language == code:
                return from_file(file)
    return FrequencyCounts()


def from_file(file: CountsFile) -> FrequencyCounts:
    """The counts that a file holds."""
    rows = (
        (lemma, category, _construal(name), count)
        for lemma, by_lexcat in file.counts.items()
        for category, chosen in by_lexcat.items()
        for name, count in chosen.items()
    )
    return FrequencyCounts(rows, source=file.source)


def _code(language: str) -> str:
    """The language without its region."""
    return language.lower().replace("_", "-").split("-")[0]


def _construal(name: str) -> Construal:
    role, _, function = name.partition("|")
    return role, function


class FrequencySuggester:
    """Suggests the most frequent construal for every target that the rules find, or the bare target.

    `lists` take the place of those that count for the document's language: the shipped ones with `entries` on top.
    """

    name = "frequency"
    version = "1"
    layer = LEXICAL

    def __init__(
        self, own: Iterable[Expression] = (), *,
        lists: TargetLists | None = None, counts: FrequencyCounts | None = None, entries: Iterable[TargetEntry] = (),
    ) -> None:  # fmt: skip
        self._own = list(own)
        self._given_lists = lists
        self._entries = tuple(entries)
        self._lists: dict[str, TargetLists] = {}
        self._counts: dict[str, FrequencyCounts] = {}
        self._given = counts

    def counts(self, language: str) -> FrequencyCounts:
        """Shipped counts for the language, with the project's own decisions added."""
        if language not in self._counts:
            base = shipped_counts(language) if self._given is None else self._given
            own = [expression for expression in self._own if _code(expression.language) == _code(language)]
            self._counts[language] = base.plus(own) if own else base
        return self._counts[language]

    def lists(self, language: str) -> TargetLists:
        """The target lists for a language."""
        if self._given_lists is not None:
            return self._given_lists
        if language not in self._lists:
            self._lists[language] = extended(lists_for(language), self._entries)
        return self._lists[language]

    def suggest(
        self, document: Document, standing: Sequence[Annotation], *, new_id: Callable[[], int], time: int
    ) -> list[Annotation]:
        """One suggestion for each target without a decision; without labels where there is nothing to count from."""
        lists = self.lists(document.language)
        found = [t for sentence in range(len(document.sentences)) for t in targets(document, sentence, lists)]
        return self.suggestions(document, found, standing, new_id=new_id, time=time)

    def suggestions(
        self, document: Document, found: Iterable[Target], standing: Sequence[Annotation], *,
        new_id: Callable[[], int], time: int,
    ) -> list[Annotation]:  # fmt: skip
        """The suggestions for these targets, where no decision stands."""
        counts = self.counts(document.language)
        occupied = Occupied(document, standing, layer=LEXICAL)
        return [
            Annotation(
                id=new_id(),
                document=document.id,
                layer=LEXICAL,
                anchor=target.anchor(document),
                values=values,
                status=Status.SUGGESTED,
                source=f"{self.name} {self.version}",
                confidence=confidence,
                scheme=SCHEME,
                created=time,
                modified=time,
            )
            for target in found
            if not occupied.touches_rows(target.rows)
            for values, confidence in [_values(document, target, counts)]
        ]


def _values(document: Document, target: Target, counts: FrequencyCounts) -> tuple[dict[str, Value], float]:
    lemma = lexlemma(document, target.rows, target.anchor(document))
    values: dict[str, Value] = {"strength": "single" if len(target.rows) == 1 else "strong", "evidence": target.reason}
    probability = 0.0  # that a label is right where there is none
    if options := counts.options(lemma, target.lexcat):
        role, function, count, probability = options[0]
        basis = f"{counts.basis(lemma, target.lexcat)}: {count} of {sum(o[2] for o in options)}"
        values |= {
            "role": role, "function": function, "alternatives": alternatives(options),
            "evidence": f"{basis}; {target.reason}",
        }  # fmt: skip
    if target.lexcat != lexcat(document, target.rows):
        values["lexcat"] = target.lexcat
    return values, probability


def told_alternatives(text: str) -> list[tuple[str, str, float]]:
    """Role, function and probability of each of the alternatives that `alternatives` wrote; no others."""
    found = []
    for part in text.split(";"):
        construal, _, number = part.rpartition(":")
        role, bar, function = construal.partition("|")
        try:
            probability = float(number)
        except ValueError:
            continue
        if role and bar:
            found.append((role, function, probability))
    return found


def alternatives(options: Sequence[tuple[str, str, int, float]]) -> str:
    """The likeliest five, the first included, as "Role|Function:.71;Role|Function:.12"."""
    return ";".join(
        f"{role}|{function}:{f'{probability:.2f}'.removeprefix('0')}"
        for role, function, _, probability in options[:ALTERNATIVES]
    )
