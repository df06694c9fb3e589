"""A project of short made texts in which every target is decided, the label of each by its word alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from made import made_document, prepared_of

from construal.annotation.annotation import Annotation, Status
from construal.annotation.columns import Column
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.core.project import Project

LABELS = {
    "in": ("Locus", "Locus"), "at": ("Time", "Time"), "to": ("Goal", "Goal"), "for": ("Duration", "Duration"),
    "of": ("Whole", "Gestalt"),
}  # fmt: skip
_NOUNS = ("stove", "hour", "shop", "noon", "rain", "cat", "front")
_TAGS = {"The": ("DET", "DT"), "the": ("DET", "DT"), "slept": ("VERB", "VBD"), ".": ("PUNCT", ".")}
_TAGS |= dict.fromkeys(_NOUNS, ("NOUN", "NN"))
_FILE = "conllulex"


def decided_document(
    id: int, *, sentences: int = 12, labels: Mapping[str, tuple[str, str]] = LABELS, first: int = 0
) -> tuple[Document, list[Annotation]]:
    """A document and the decisions on its targets, one in each sentence."""
    words = tuple(labels)
    made = [
        ["The", "cat", "slept", words[(first + n) % len(words)], "the", _NOUNS[(first + n) % len(_NOUNS)], "."]
        for n in range(sentences)
    ]
    document = with_parts_of_speech(made_document(made, id=id, name=f"text-{id}"))
    return document, [_decision(document, n, labels[sentence[3]]) for n, sentence in enumerate(made)]


def with_parts_of_speech(document: Document) -> Document:
    """The document with the parts of speech that lexcats agree with."""
    found = [_TAGS.get(document.token(row).form, ("ADP", "IN")) for row in range(len(document.tokens))]
    columns = {"upos": Column.of(upos for upos, _ in found), "xpos": Column.of(xpos for _, xpos in found)}
    return replace(document, tokens=replace(document.tokens, columns={**document.tokens.columns, **columns}))


def decided_project(
    path: Path, *, documents: int = 12, sentences: int = 12, labels: Mapping[str, tuple[str, str]] = LABELS,
    extra: Sequence[Document] = (),
) -> Project:  # fmt: skip
    """An open project of ann's with such documents, read from files, and with others."""
    project = Project.create(path, annotator="ann")
    made = [decided_document(n, sentences=sentences, labels=labels, first=n) for n in range(1, documents + 1)]
    annotations = [annotation for _, of in made for annotation in of]
    project.add(prepared_of([*(document for document, _ in made), *extra], annotations))
    return project


def _decision(document: Document, sentence: int, label: tuple[str, str]) -> Annotation:
    row = document.sentences.rows(sentence).start + 3
    return Annotation(
        id=document.id * 1000 + sentence, document=document.id, layer=LEXICAL, anchor=document.anchor_of([row]),
        values={"strength": "single", "role": label[0], "function": label[1]}, status=Status.GOLD, source=_FILE,
        scheme="snacs-2.6",
    )  # fmt: skip
