"""Likely disagreements: decisions of a project that a model reads otherwise, the least likely decision first.

A person's decision is never changed here; see `construal.core.suggest.disagreement` for what can be done about one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from construal.annotation.annotation import Annotation
from construal.annotation.commands import Change
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.core import settings as preferences
from construal.core.knowledge import adaptations, extent
from construal.core.models.model_key import key_of
from construal.core.models.tagged import Tagged, regular_words
from construal.core.progress import Progress, Quiet, over
from construal.core.suggest.chosen_model import chosen
from construal.core.suggest.disagreement import Judged, is_turned_down, judged
from construal.core.suggest.tagger import TaggerSuggester

if TYPE_CHECKING:
    from construal.core.project import Project

LEAST = 0.5  # from here on the other reading is likelier than all else together


@dataclass(frozen=True, slots=True)
class Disagreements:
    """What was found, the least likely decision first, and how many decided places were looked at.

    `model` names what read them; `remarks` are sentences that a person should know.
    """

    found: tuple[Judged, ...]
    places: int
    documents: int
    model: str = ""
    remarks: tuple[str, ...] = ()


def disagreements(
    project: Project, documents: Sequence[int] | None = None, *,
    model: str | None = None, expressions: str | None = None, least: float = LEAST, progress: Progress | None = None,
) -> Disagreements:  # fmt: skip
    """The decisions that a model reads otherwise with at least this probability, in annotated documents.

    `model` and `expressions` as for suggestions. A job may ask it of a project of its own, opened for reading. Raises
    ModelError where the model is not whole, Cancelled where `progress` does.
    """
    settings, _ = preferences.load()
    name = preferences.model(settings) if model is None else model
    wanted = settings.expressions if expressions is None else expressions
    kind = extent(project) if wanted == "auto" else wanted
    annotated = set(project.annotated(LEXICAL))
    ids = [record.id for record in project.records()] if documents is None else documents
    records = [project.record(id) for id in ids if id in annotated]
    taught = adaptations(project)
    remarks: list[str] = []
    found: list[Judged] = []
    places = done = 0
    sources: list[str] = []
    total = sum(record.sentences for record in records)
    for record in records:
        chosen_one, told = chosen(name, language=record.language)
        if chosen_one is None:
            told = told or "No model is chosen, so nothing is compared."
        remarks += [told.partition(":")[0].rstrip(".") + "."] if told else []
        if chosen_one is None:
            done += record.sentences
            continue
        reader = TaggerSuggester(chosen_one, extent=kind, adaptation=taught.get(key_of(chosen_one.manifest)))
        sources.append(reader.source)
        document = project.contents.document(record)
        standing = project.reading(record.id, layer=LEXICAL)
        by_id = {a.id: a for a in standing}
        for one in compared(document, standing, reader):
            (progress or Quiet()).step(done + one.sentence, total, "Comparing")
            places += bool(one.annotations)
            if one.probability >= least and one.is_disagreement and not is_turned_down(one, by_id):
                found.append(one)
        done += record.sentences
    (progress or Quiet()).step(total, total, "Comparing")
    ranked = sorted(found, key=lambda one: one.order)
    return Disagreements(
        tuple(ranked), places, len(records), ", ".join(dict.fromkeys(sources)), tuple(dict.fromkeys(remarks))
    )


def compared(document: Document, standing: Sequence[Annotation], reader: TaggerSuggester) -> Iterator[Judged]:
    """Every decided place of a document with the likeliest other reading, and what is read where nothing is decided.

    Only sentences with a decision are read. Raises ModelError where the model is not whole.
    """
    by_sentence = _by_sentence(document, standing)
    indices = [index for index, here in by_sentence.items() if any(a.is_decided for a in here)]
    tagged = reader.tagger().tag(regular_words(document, index) for index in indices)
    for index, of in zip(indices, tagged, strict=True):
        yield from judged(document, index, by_sentence[index], of, source=reader.source, extent=reader.extent)


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What a model reads in the decided sentences of a document, for `DocumentDisagreements`."""

    tagged: Mapping[int, Tagged]
    source: str
    extent: str


def read_again(project: Project, document: int, *, progress: Progress | None = None) -> ReadAgain | None:
    """Have the preferred model read the decided sentences of a document; None without one.

    A job may ask it of a project of its own, opened for reading. Raises ModelError where the model is not whole.
    """
    settings, _ = preferences.load()
    record = project.record(document)
    model, _ = chosen(preferences.model(settings), language=record.language)
    if model is None:
        return None
    kind = extent(project) if settings.expressions == "auto" else settings.expressions
    reader = TaggerSuggester(model, extent=kind, adaptation=adaptations(project).get(key_of(model.manifest)))
    text = project.document(document)
    by_sentence = _by_sentence(text, project.reading(document, layer=LEXICAL))
    indices = [index for index, here in by_sentence.items() if any(a.is_decided for a in here)]
    tagged = reader.tagger().tag(regular_words(text, index) for index in indices)
    told = over(progress or Quiet(), indices, len(indices), note="Comparing")
    return ReadAgain({index: next(tagged) for index in told}, reader.source, kind)


class DocumentDisagreements:
    """The likely disagreements of one document, kept up with what is decided. Belongs to the project's thread."""

    def __init__(self, project: Project, document: Document, read: ReadAgain) -> None:
        self.document = document
        self._project = project
        self._read = read
        self._found: dict[int, list[Judged]] = {}
        self._sentence_of: dict[int, int] = {}
        for index in read.tagged:
            self._look(index)

    def found(self) -> list[Judged]:
        """The disagreements, in the order of the text."""
        return [one for index in sorted(self._found) for one in self._found[index]]

    def follow(self, change: Change) -> bool:
        """Look again at the sentences that a change touched; whether it touched any here."""
        if self.document.id not in change.documents or (change.layers and LEXICAL not in change.layers):
            return False
        touched: set[int] = set()
        for id in change.annotations:
            if id in self._sentence_of:
                touched.add(self._sentence_of[id])
            now = self._project.tables.annotation(id)
            if now is not None and now.document == self.document.id and now.anchor.start is not None:
                touched.add(_sentence(self.document, now))
        touched &= self._read.tagged.keys()
        for index in touched if change.annotations else self._read.tagged:
            self._look(index)
        return bool(touched) or not change.annotations

    def _look(self, index: int) -> None:
        of = self.document.sentences
        start, end = int(of.start[index]), int(of.end[index])
        near = self._project.reading(self.document.id, layer=LEXICAL, start=start, end=max(end, start + 1))
        here = [a for a in near if a.anchor.start is not None and _sentence(self.document, a) == index]
        self._sentence_of.update((a.id, index) for a in here)
        by_id = {a.id: a for a in here}
        read = self._read
        self._found[index] = [
            one
            for one in judged(
                self.document, index, here, read.tagged[index], source=read.source, extent=read.extent
            )
            if one.probability >= LEAST and one.is_disagreement and not is_turned_down(one, by_id)
        ]  # fmt: skip


def _by_sentence(document: Document, standing: Sequence[Annotation]) -> dict[int, list[Annotation]]:
    found: dict[int, list[Annotation]] = {}
    for annotation in standing:
        if annotation.anchor.start is not None:
            found.setdefault(_sentence(document, annotation), []).append(annotation)
    return dict(sorted(found.items()))


def _sentence(document: Document, annotation: Annotation) -> int:
    anchor, sentences = annotation.anchor, document.sentences
    return sentences.of_row(anchor.row) if anchor.row is not None else sentences.at(anchor.start or 0)
