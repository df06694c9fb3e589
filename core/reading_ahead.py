"""Suggestions for a text while a person reads it: which sentences a model has read, and what may still be replaced.

Belongs to the project's thread, but for what says that a job may call it. Never over a decision, never under a cursor.
"""

from __future__ import annotations

import time as clock
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from construal.annotation.annotation import Annotation, Status, now
from construal.annotation.commands import Edit
from construal.annotation.document import PROBLEM, Document
from construal.annotation.layer import LEXICAL
from construal.core import connection as connections
from construal.core.contents import Contents
from construal.core.knowledge import adaptations, extent
from construal.core.progress import Cancelled
from construal.core.suggest.suggester import BY, TAGGER
from construal.core.tables import Tables

if TYPE_CHECKING:
    from construal.core.project import Project
    from construal.core.suggest.tagger import TaggerSuggester

UNREAD, QUICKLY, READ = 0, 1, 2
LATE = 0.08  # seconds; what takes the better model longer is read by the quick one first
_WARMING = 8  # sentences that tell how fast a model is
_TELLING = 24  # words from which on they do


class Reader:
    """A model that reads sentences, and how fast it has been so far."""

    def __init__(self, suggester: TaggerSuggester) -> None:
        self.suggester = suggester
        self.is_warm = False
        self.words_a_second = 0.0

    def warm(self, document: Document) -> None:
        """Load the model and let it read a few words, so that later reading is fast. A job may call it.

        Raises ModelError where the model is not whole.
        """
        if not self.is_warm:
            self.suggester.tagger()
            first = range(min(_WARMING, len(document.sentences)))
            self.read(document, first[:1], new_id=int)
            self.is_warm = True
            self.read(document, first, new_id=int)

    def read(
        self, document: Document, sentences: Sequence[int], *, new_id: Callable[[], int]
    ) -> dict[int, list[Annotation]]:
        """The suggestions for these sentences, whatever stands there. A job may call it."""
        begun = clock.perf_counter()
        made = self.suggester.suggest_sentences(document, sentences, [], new_id=new_id, time=now())
        spent = clock.perf_counter() - begun
        words = words_in(document, sentences)
        if self.is_warm and words >= _TELLING:
            self.words_a_second = words / max(spent, 1e-6)
        by_sentence: dict[int, list[Annotation]] = {index: [] for index in sentences}
        for annotation in made:
            by_sentence[document.sentences.at(annotation.anchor.start or 0)].append(annotation)
        return by_sentence

    def seconds(self, words: int) -> float:
        """How long so many words will take, as far as is known."""
        return words / self.words_a_second if self.words_a_second else 0.0


@dataclass(frozen=True, slots=True)
class Readers:
    """The preferred reader, and a quick one to be first where the preferred one would be late."""

    preferred: Reader
    quick: Reader | None = None

    @property
    def is_warm(self) -> bool:
        """Whether one of them can read at once."""
        return self.preferred.is_warm or (self.quick is not None and self.quick.is_warm)

    def first_for(self, words: int) -> Reader:
        """Who reads so many words that are in sight."""
        if self.quick is not None and (not self.preferred.is_warm or self.preferred.seconds(words) > LATE):
            return self.quick
        return self.preferred


def readers(project: Project, name: str, *, language: str, expressions: str) -> Readers | None:
    """Those of a project for a language; `name` and `expressions` as in the settings. None without a model."""
    # Not before the window is there: the parts of a model take time to import.
    from construal.core.models.model_key import key_of
    from construal.core.suggest.chosen_model import FAST, STANDARD, chosen
    from construal.core.suggest.tagger import TaggerSuggester

    model, _ = chosen(name, language=language)
    if model is None:
        return None
    kind = extent(project) if expressions == "auto" else expressions
    taught = adaptations(project)

    def reader(name: str) -> Reader | None:
        found, _ = chosen(name, language=language)
        if found is None:
            return None
        return Reader(TaggerSuggester(found, extent=kind, adaptation=taught.get(key_of(found.manifest))))

    preferred = reader(name)
    assert preferred is not None
    quick = reader(FAST) if name == STANDARD and model.name == STANDARD else None
    is_other = quick is not None and quick.suggester.model.folder != model.folder
    return Readers(preferred, quick if is_other else None)


def is_wanted(project: Project, document: Document) -> bool:
    """Whether a document is to be suggested for without being asked: a text nobody annotated yet, but by answering.

    Not where supersenses are no part of the project, nor over other suggesters' open suggestions.
    """
    if project.readonly or document.kind == PROBLEM:
        return False
    connection = project.connection
    others = connection.execute(
        "SELECT 1 FROM annotations WHERE document = ? AND layer = ? AND annotator = '' "
        'AND instr("values", ?) = 0 LIMIT 1',
        (document.id, LEXICAL, f'"{BY}":"{TAGGER}"'),
    ).fetchone()
    if others:
        return False
    lexical = connection.execute("SELECT 1 FROM annotations WHERE layer = ? LIMIT 1", (LEXICAL,)).fetchone()
    elsewhere = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM annotations WHERE layer != ?) OR EXISTS (SELECT 1 FROM concepts)", (LEXICAL,)
    ).fetchone()
    return bool(lexical) or not elsewhere[0]


class Reading:
    """How far a document was read, and what of that a person has looked at."""

    def __init__(self, project: Project, document: Document) -> None:
        self.document = document
        self._project = project
        self._path = project.path
        self._copy: Document | None = None
        self._lock = Lock()
        self._state = bytearray(len(document.sentences))
        self._looked: set[int] = set()
        self._put: dict[int, frozenset[int]] = {}
        for index, standing in self._standing(range(len(document.sentences))).items():
            if standing:
                self._state[index] = READ

    @property
    def is_open(self) -> bool:
        """Whether there is a sentence that nobody has read, or that was read quickly and may be read better."""
        return UNREAD in self._state or bool(self.quickly_read(range(len(self._state))))

    def text(self) -> Document:
        """The document for a job to read: its own, for the project's columns are fetched by the project's thread."""
        with self._lock:
            if self._copy is None:
                connection = connections.reading(self._path)
                try:
                    record = Tables(connection).record(self.document.id)
                    if record is None:
                        raise Cancelled
                    self._copy = Contents(connection).document(record)
                    len(self._copy.tokens.columns)  # read now, while the connection is open
                finally:
                    connection.close()
            return self._copy

    def unread(self, sentences: Iterable[int]) -> list[int]:
        """Those of these sentences that nobody has read. A job may ask."""
        return [index for index in sentences if self._state[index] == UNREAD]

    def quickly_read(self, sentences: Iterable[int]) -> list[int]:
        """Those of these sentences that were read quickly, and that no person has looked at. A job may ask."""
        return [i for i in sentences if self._state[i] == QUICKLY and i not in self._looked]

    def look_at(self, index: int) -> None:
        """A person's cursor was in a sentence: what is suggested there stays."""
        self._looked.add(index)

    def taken(self, found: dict[int, list[Annotation]], *, quickly: bool) -> Edit | None:
        """The command that puts what was read into the project; None where nothing is to be put.

        A sentence in which anything stands by now is left as it is, unless it is what was read quickly before, still
        unanswered and not looked at.
        """
        put: list[Annotation] = []
        drop: list[int] = []
        standing = self._standing(found)
        for index, made in found.items():
            here = standing[index]
            before = self._state[index]
            self._state[index] = QUICKLY if quickly else READ
            if here:
                mine = self._put.get(index, frozenset())
                same = before == QUICKLY and not quickly and index not in self._looked
                if not same or {a.id for a in here} != mine or any(a.status is not Status.SUGGESTED for a in here):
                    continue
                if _said(here) == _said(made):
                    continue
                drop += mine
            elif before == READ or (before == QUICKLY and index in self._looked):
                continue  # taken away meanwhile, or seen as it is
            put += made
            self._put[index] = frozenset(a.id for a in made)
        if not put and not drop:
            return None
        return Edit(label=f"Suggest for {self.document.name}", put=tuple(put), drop=tuple(drop))

    def _standing(self, sentences: Iterable[int]) -> dict[int, list[Annotation]]:
        """What stands in these sentences for the project's annotator, taken-away statements included."""
        wanted = sorted(sentences)
        found: defaultdict[int, list[Annotation]] = defaultdict(list)
        if wanted:
            of = self.document.sentences
            for annotation in self._project.tables.annotations_where(
                "document = :document AND layer = :layer AND start >= :low AND start < :high "
                "AND annotator IN ('', :annotator)",
                {
                    "document": self.document.id, "layer": LEXICAL, "annotator": self._project.annotator,
                    "low": int(of.start[wanted[0]]), "high": int(of.end[wanted[-1]]) + 1,
                },
            ):  # fmt: skip
                found[of.at(annotation.anchor.start or 0)].append(annotation)
        return {index: found.get(index, []) for index in wanted}


def words_in(document: Document, sentences: Iterable[int]) -> int:
    """How many words these sentences have."""
    return sum(len(document.sentences.rows(index)) for index in sentences)


def _said(annotations: Iterable[Annotation]) -> list[tuple[object, ...]]:
    return sorted((a.anchor.fragments, tuple(sorted((k, str(v)) for k, v in a.values.items()))) for a in annotations)
