"""A project whose texts say ‘in’ of a place and ‘in’ of a time in a few sentences each, decided and open."""

from __future__ import annotations

from pathlib import Path

from made import prepared_of
from treebank import treebank

from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.core.project import Project

SLEPT = "They/PRON/PRP/2/nsubj slept/VERB/VBD/0/root in/ADP/IN/5/case the/DET/DT/5/det {}/NOUN/NN/2/obl"
MET = "We/PRON/PRP/2/nsubj met/VERB/VBD/0/root again/ADV/RB/2/advmod in/ADP/IN/5/case {}/PROPN/NNP/2/obl"
PLACES, MONTHS = ("market", "shop", "yard", "town"), ("May", "June", "July")
FIRST = 100  # the id of the first annotation


def text(id: int, *, language: str = "en", trees: bool = True) -> Document:
    """A document of seven sentences, each with an ‘in’ that is its third or fourth word."""
    sentences = [*(SLEPT.format(word) for word in PLACES), *(MET.format(word) for word in MONTHS)]
    document = treebank(*sentences, id=id, language=language)
    document.name = f"text-{id}"
    if not trees:
        columns = document.tokens.columns
        document.tokens.columns = {n: c for n, c in columns.items() if n not in ("head", "deprel", "upos", "xpos")}
    return document


def decided(document: Document, *, first: int = FIRST, status: Status = Status.GOLD) -> list[Annotation]:
    """What is decided of each ‘in’ of a text: a Locus where one sleeps, a Time where one meets."""
    found = []
    for index in range(len(document.sentences)):
        row = next(t.row for t in document.sentence_tokens(index) if t.form == "in")
        role = "Locus" if index < len(PLACES) else "Time"
        found.append(
            Annotation(
                id=first + index, document=document.id, layer="lexical", anchor=document.anchor_of([row]),
                values={"strength": "single", "role": role, "function": role}, status=status,
                scheme="snacs-2.6", source="made",
            )
        )  # fmt: skip
    return found


def project_of(path: Path, *documents: Document, open: int = 0) -> Project:
    """A project of ann's of these texts, all decided but for the last few."""
    project = Project.create(path, annotator="ann")
    known = documents[: len(documents) - open]
    annotations = [a for n, d in enumerate(known) for a in decided(d, first=FIRST + 10 * n)]
    project.add(prepared_of(documents, annotations))
    return project
