"""What stands in a project held against another reading of the same text, and kept up to date as the project changes.

The other reading is another annotator's in the project, or what a file holds. Knows no window.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Oddity, ReadOptions
from construal.annotation.layer import LEXICAL
from construal.annotation.reading import reading
from construal.annotation.snacs.evaluation.answers import Answers, Sentence, answers
from construal.annotation.snacs.evaluation.differences import SentenceDifference, differences
from construal.annotation.snacs.evaluation.pairing import Pairing, paired
from construal.annotation.snacs.expression import rows_of
from construal.core import importing
from construal.core.collector import collector_held
from construal.core.progress import Progress, over
from construal.core.project import Project

Place = tuple[int, int]  # a document of the project, and the number of a sentence there


@dataclass(frozen=True, slots=True)
class Other:
    """Whose reading a project is held against: that of an annotator of the same project, or a file's."""

    annotator: str = ""
    file: Path | None = None

    @property
    def name(self) -> str:
        """What this side is called."""
        return self.annotator if self.file is None else self.file.name


@dataclass
class Comparison:
    """Two readings side by side. `here` is the project's side as `annotator` sees it, `there` the other one."""

    annotator: str
    other: Other
    here: Answers
    there: Answers
    pairing: Pairing
    remarks: tuple[str, ...] = ()
    _found: dict[Place, list[SentenceDifference]] = field(default_factory=dict)
    _extra: list[SentenceDifference] = field(default_factory=list)
    _pairs: dict[int, list[tuple[Sentence, Sentence | None]]] = field(default_factory=dict)  # all of each document
    _statements: dict[int, Annotation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pairs: defaultdict[int, list[tuple[Sentence, Sentence | None]]] = defaultdict(list)
        for pair in self.pairing.pairs:
            pairs[pair[0].document.id].append(pair)
        self._pairs = dict(pairs)
        for side in (self.here, self.there):
            self._statements.update((a.id, a) for found in side.annotations.values() for a in found)
        for difference in differences(self.here, self.there, pairing=replace(self.pairing, extra=())):
            self._found.setdefault((difference.document, difference.sentence), []).append(difference)
        self._extra = differences(self.here, self.there, pairing=replace(self.pairing, pairs=()))

    @property
    def sentences(self) -> int:
        """How many sentences of the project are compared."""
        return len(self.pairing.pairs)

    @property
    def differences(self) -> list[SentenceDifference]:
        """Every difference in the order of the project's text, then the sentences that only the other side has."""
        places = ((sentence.document.id, sentence.number) for sentence, _ in self.pairing.pairs)
        return [*(d for place in places for d in self._found.get(place, ())), *self._extra]

    def is_extra(self, difference: SentenceDifference) -> bool:
        """Whether a difference is a sentence that the project does not have."""
        return any(difference is extra for extra in self._extra)

    def partner(self, difference: SentenceDifference) -> tuple[Sentence, Sentence] | None:
        """The sentence of a difference in the project, and in the other reading; None where only one has it."""
        if difference.document not in self._pairs or self.is_extra(difference):
            return None
        sentence, other = self._pairs[difference.document][difference.sentence]
        return (sentence, other) if other is not None else None

    def statements(self, difference: SentenceDifference) -> tuple[list[Annotation], list[Annotation]]:
        """The annotations that state what each side says there; none where it follows from the words."""
        known = self._statements
        mine = [known[id] for id in difference.gold_ids if id in known]
        return mine, [known[id] for id in difference.system_ids if id in known]

    def follow(self, document: int, annotations: Iterable[Annotation]) -> bool:
        """Take in what now stands in a document, everybody's; only sentences that changed are compared again.

        True where anything did change.
        """
        held = next((d for d in self.here.documents if d.id == document), None)
        if held is None:
            return False
        every = list(annotations)
        touched = self._put(self.here, held, reading(every, self.annotator))
        if self.other.file is None:
            touched |= self._put(self.there, held, reading(every, self.other.annotator))
        pairs = tuple(pair for pair in self._pairs.get(document, ()) if pair[0].number in touched)
        partners = [partner for _, partner in pairs if partner is not None]
        ours, theirs = _narrowed(self.here, [s for s, _ in pairs]), _narrowed(self.there, partners)
        for number in touched:
            self._found.pop((document, number), None)
        for difference in differences(ours, theirs, pairing=Pairing(pairs, (), ())):
            self._found.setdefault((document, difference.sentence), []).append(difference)
        return bool(touched)

    def _put(self, side: Answers, document: Document, standing: Sequence[Annotation]) -> set[int]:
        """Put what stands in a document into a side; gives the sentences in which something else stands now."""
        before = _by_id(side.annotations.get(document.id, ()))
        now = answers(side.name, [document], standing).annotations[document.id]
        after = _by_id(now)
        changed = [
            annotation
            for id in before.keys() | after.keys()
            if before.get(id) != after.get(id)
            for annotation in (before.get(id), after.get(id))
            if annotation is not None
        ]
        self._statements.update(after)
        fresh = replace(side, annotations={**side.annotations, document.id: now})
        if side is self.here:
            self.here = fresh
        else:
            self.there = fresh
        return {number for a in changed if (number := _sentence(document, a)) is not None}


def compare(path: Path, *, annotator: str, other: Other, progress: Progress) -> Comparison:
    """Compare what stands in a project for an annotator with another reading: work for a job.

    Documents of which a file has no sentence are left out. Raises FormatError for a file that cannot be read or has
    no sentence of the project, ProjectError for a project that cannot be opened.
    """
    with Project.open(path, annotator=annotator, readonly=True) as project:
        records = project.records()
        note = f"Comparing with {other.name}"
        documents = [_whole(project.document(record.id)) for record in over(progress, records, len(records), note=note)]
        every = project.annotations(layer=LEXICAL)
        language = project.language
    oddities: tuple[Oddity, ...] = ()
    here = answers(annotator or "the project", documents, reading(every, annotator))
    if other.file is None:
        there = answers(other.name, documents, reading(every, other.annotator))
    else:
        there, oddities = _read(other.file, language, progress)
    progress.step(0, 0, note)
    with collector_held():
        pairing = paired(here, there)
        remarks: tuple[str, ...] = ()
        if other.file is not None:
            here, pairing, remarks = _shared(here, there, pairing)
        remarks = (*remarks, *pairing.remarks, *_odd(other, oddities))
        return Comparison(annotator, other, here, there, pairing, remarks)


def _whole(document: Document) -> Document:
    """The document with its columns in memory: it is used after the project is closed."""
    len(document.tokens.columns)
    return document


def _read(file: Path, language: str, progress: Progress) -> tuple[Answers, tuple[Oddity, ...]]:
    """A file's answers, and what was odd about it."""
    _, _, imported = importing.read(file, format=None, options=ReadOptions(language=language), progress=progress)
    if not imported.documents:
        raise FormatError("no document with sentences is in here; choose an annotated file.", file.name)
    return answers(file.name, imported.documents, imported.annotations), tuple(imported.oddities)


def _shared(here: Answers, there: Answers, pairing: Pairing) -> tuple[Answers, Pairing, tuple[str, ...]]:
    """The project's side without the documents that the other has no sentence of."""
    met = {sentence.document.id for sentence, partner in pairing.pairs if partner is not None}
    if not met:
        raise FormatError("no sentence of this project is in here; choose a file of the same text.", there.name)
    shared = [document for document in here.documents if document.id in met]
    left = len(here.documents) - len(shared)
    if not left:
        return here, pairing, ()
    narrowed = replace(here, documents=shared)
    told = f"{left:,} of {len(here.documents):,} documents here have no sentence in {there.name} and are left out."
    return narrowed, paired(narrowed, there), (told,)


def _odd(other: Other, oddities: Sequence[Oddity]) -> tuple[str, ...]:
    """What was odd about a file, in one sentence."""
    if not oddities:
        return ()
    first = oddities[0]
    number = f"{len(oddities):,} oddit{'y' if len(oddities) == 1 else 'ies'}"
    place = f" (line {first.line:,})" if first.line else ""
    return (f"{other.name} has {number}, the first{place}: {first.message.rstrip('.')}.",)


def _narrowed(side: Answers, sentences: Sequence[Sentence]) -> Answers:
    """A side with what it says of some sentences only."""
    wanted: defaultdict[int, set[int]] = defaultdict(set)
    documents: dict[int, Document] = {}
    for document, number in sentences:
        wanted[document.id].add(number)
        documents[document.id] = document
    kept = {
        id: [a for a in side.annotations.get(id, ()) if _sentence(document, a) in wanted[id]]
        for id, document in documents.items()
    }
    return Answers(side.name, list(documents.values()), kept)


def _sentence(document: Document, annotation: Annotation) -> int | None:
    """The number of the sentence that an annotation begins in; None for one that is on no text."""
    rows = rows_of(document, annotation.anchor)
    if rows:
        return document.sentences.of_row(rows[0])
    fragments = annotation.anchor.fragments
    return document.sentences.at(fragments[0][0]) if fragments else None


def _by_id(annotations: Iterable[Annotation]) -> dict[int, Annotation]:
    return {annotation.id: annotation for annotation in annotations}
