"""Likely disagreements: decisions of a project that a model reads otherwise, the least likely decision first.

A person's decision is never changed here; see `construal.core.suggest.disagreement` for what can be done about one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.core import settings as preferences
from construal.core.knowledge import adaptations, extent
from construal.core.models.model_key import key_of
from construal.core.progress import Progress, Quiet
from construal.core.suggest.chosen_model import chosen
from construal.core.suggest.disagreement import Judged, is_turned_down, judged
from construal.core.suggest.tagger import TaggerSuggester, regular_words

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
    by_sentence: dict[int, list[Annotation]] = {}
    for annotation in standing:
        start, row = annotation.anchor.start, annotation.anchor.row
        if start is not None:
            index = document.sentences.at(start) if row is None else document.sentences.of_row(row)
            by_sentence.setdefault(index, []).append(annotation)
    indices = [index for index in sorted(by_sentence) if any(a.is_decided for a in by_sentence[index])]
    tagged = reader.tagger().tag(regular_words(document, index) for index in indices)
    for index, of in zip(indices, tagged, strict=True):
        yield from judged(document, index, by_sentence[index], of, source=reader.source, extent=reader.extent)
