"""Construals as the project's own decisions on like targets have them: where no model knows the language of a text.

Knows documents, decisions and vectors of targets; which model makes the vectors is chosen elsewhere.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.document import Document
from construal.annotation.errors import ConstrualError
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.lexlemma import lexlemma
from construal.annotation.snacs.targets import Target, targets
from construal.core.precedents.keeping import filled
from construal.core.precedents.place import PARTS
from construal.core.precedents.pool import Entry, Pool
from construal.core.precedents.vectors import Reader, identity, made
from construal.core.precedents.vote import NEAREST, Judged, Vote, judged, vote
from construal.core.progress import Progress
from construal.core.suggest.chosen_model import ChosenModel, loaded
from construal.core.suggest.expressions import lexcat
from construal.core.suggest.frequency import (
    SCHEME,
    Construal,
    FrequencyCounts,
    FrequencySuggester,
    alternatives,
    shipped_counts,
)
from construal.core.suggest.occupied import Occupied
from construal.core.suggest.suggester import PRECEDENTS

log = logging.getLogger(__name__)
LEAST = 30  # decided targets of a language before precedents speak
SAID_BY = "precedents"  # the value that names the annotations asked, likest first


@dataclass(frozen=True, slots=True)
class Precedents:
    """The decided targets of a project in one language, what reads more of them, and how good their votes are."""

    language: str
    pool: Pool
    reader: Reader
    judged: Judged

    @property
    def speak(self) -> bool:
        """Whether there are enough, and their votes are better than the most frequent construal."""
        return len(self.pool) >= LEAST and self.judged.is_better


class PrecedentSuggester:
    """Suggests for every target that the rules find what the decided targets most like it are.

    The plain counts speak for a lexlemma that was never decided, and for a language whose precedents are no better
    than they are. Confidence is how often votes as clear were right on the project itself.
    """

    name = PRECEDENTS
    version = "1"
    layer = LEXICAL

    def __init__(self, precedents: Callable[[str], Precedents | None] | None, *, floor: FrequencySuggester) -> None:
        self._of = precedents
        self._floor = floor
        self._by_language: dict[str, Precedents | None] = {}

    def speaks(self, document: Document) -> bool:
        """Whether there are precedents of the document's language, and they are better than the plain counts.

        Reads or makes their vectors when a language is first asked for. Without a model there are none.
        """
        return self._for(document.language) is not None

    def suggest(
        self, document: Document, standing: Sequence[Annotation], *, new_id: Callable[[], int], time: int
    ) -> list[Annotation]:
        """One suggestion for each target without a decision; nothing in a language without precedents."""
        mine = self._for(document.language)
        if mine is None:
            return []
        occupied = Occupied(document, standing, layer=LEXICAL)
        lists = self._floor.lists(document.language)
        found = [t for index in range(len(document.sentences)) for t in targets(document, index, lists)]
        free = [target for target in found if not occupied.touches_rows(target.rows)]
        known = {entry.lemma for entry in mine.pool.entries()}
        asked = {number: self._bare(document, target, number) for number, target in enumerate(free)}
        asked = {n: a for n, a in asked.items() if lexlemma(document, free[n].rows, a.anchor) in known}
        votes: dict[int, Vote] = {}
        for of in made(mine.reader, document, list(asked.values()), standing=standing):
            target = free[of.annotation]
            sentence = document.sentences.of_row(target.rows[0])
            lemma = lexlemma(document, target.rows, asked[of.annotation].anchor)
            near = mine.pool.nearest(of.vector, NEAREST, lemma=lemma, document=document.id, sentence=sentence)
            if (said := vote(near)) is not None:
                votes[of.annotation] = said
        others = [target for number, target in enumerate(free) if number not in votes]
        return [
            *(self._suggestion(document, free[n], said, mine.judged, new_id(), time) for n, said in votes.items()),
            *self._floor.suggestions(document, others, standing, new_id=new_id, time=time),
        ]

    def _for(self, language: str) -> Precedents | None:
        if language not in self._by_language:
            try:
                found = self._of(language) if self._of is not None else None
            except ConstrualError:  # without a model the plain counts speak
                log.info("no precedents for %s", language, exc_info=True)
                found = None
            self._by_language[language] = found if found is not None and found.speak else None
        return self._by_language[language]

    def _bare(self, document: Document, target: Target, number: int) -> Annotation:
        """A target as an annotation that says nothing of it yet."""
        return Annotation(id=number, document=document.id, layer=LEXICAL, anchor=target.anchor(document))

    def _suggestion(
        self, document: Document, target: Target, said: Vote, judged: Judged, id: int, time: int
    ) -> Annotation:
        confidence = judged.confidence(said.share)
        rest = (1 - confidence) / (1 - said.share) if said.share < 1 else 0.0
        options = [(role, function, 0, share * rest) for role, function, share in said.shares[1:]]
        values: dict[str, Value] = {
            "strength": "single" if len(target.rows) == 1 else "strong",
            "role": said.role,
            "function": said.function,
            "alternatives": alternatives([(said.role, said.function, 0, confidence), *options]),
            "evidence": f"{said.text}; {target.reason}",
            SAID_BY: " ".join(map(str, said.asked)),
        }
        if target.lexcat != lexcat(document, target.rows):
            values["lexcat"] = target.lexcat
        return Annotation(
            id=id, document=document.id, layer=LEXICAL, anchor=target.anchor(document), values=values,
            status=Status.SUGGESTED, source=f"{self.name} {self.version}", confidence=confidence, scheme=SCHEME,
            created=time, modified=time,
        )  # fmt: skip


def precedents_of(
    language: str, path: Path, annotator: str, *, model: ChosenModel, documents: Sequence[int], progress: Progress
) -> Precedents | None:
    """The decided targets of a project's documents in a language, with vectors; None where there are too few.

    Vectors that the project does not keep are made, and not kept. Raises ModelError where the model is not whole.
    """
    reader = loaded(model)
    pool = Pool(len(PARTS) * model.manifest.encoder.hidden)
    filled(
        pool, path, annotator, model=identity(model.manifest), reader=reader, documents=documents,
        tell=lambda _: None, progress=progress,
    )  # fmt: skip
    return with_judgement(language, pool, reader) if len(pool) >= LEAST else None


def with_judgement(language: str, pool: Pool, reader: Reader) -> Precedents:
    """The precedents of a language, judged on the project itself beside the most frequent construals."""
    floor = most_frequent(pool.entries(), shipped_counts(language))
    return Precedents(language, pool, reader, judged(pool, floor))


def most_frequent(entries: Iterable[Entry], shipped: FrequencyCounts) -> Callable[[Entry], Construal | None]:
    """The most frequent construal for a decided target, counted in shipped counts and in all documents but its own."""
    exact: defaultdict[tuple[str, str], Counter[Construal]] = defaultdict(Counter)
    own: defaultdict[tuple[int, str, str], Counter[Construal]] = defaultdict(Counter)
    for entry in entries:
        exact[entry.lemma, entry.lexcat][entry.role, entry.function] += 1
        own[entry.document, entry.lemma, entry.lexcat][entry.role, entry.function] += 1

    def best(entry: Entry) -> Construal | None:
        options = shipped.options(entry.lemma, entry.lexcat)
        counts = Counter({(role, function): count for role, function, count, _ in options})
        others = exact[entry.lemma, entry.lexcat] - own[entry.document, entry.lemma, entry.lexcat]
        if others and not shipped.basis(entry.lemma, entry.lexcat).startswith("‘"):
            counts.clear()  # what was counted for others of its kind
        counts += others
        return min(counts, key=lambda construal: (-counts[construal], construal), default=None)

    return best
