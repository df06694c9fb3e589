"""Outputs of systems over an annotated file: the frequency suggestions, gold at random made wrong, gold, nothing."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from exported import exported

from construal.annotation.annotation import Annotation, Status, Value, id_source
from construal.annotation.document import Document
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Imported, ReadOptions
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import SINGLE, STRONG, WEAK
from construal.core.suggest.expressions import expressions
from construal.core.suggest.frequency import FrequencySuggester, shipped_counts

SEED = 5
LEXCATS = ("N", "V", "P", "PP", "DISC", "ADV", "INF.P", "POSS", "V.VID", "X")
LABELS: tuple[dict[str, Value], ...] = (
    {"supersense": "n.PERSON"}, {"supersense": "n.ACT"}, {"supersense": "v.motion"}, {"supersense": "v.stative"},
    {"role": "Goal", "function": "Locus"}, {"role": "Time", "function": "Time"}, {"role": "??"},
    {"role": "SocialRel", "function": "Gestalt"}, {"role": "`$", "function": "`$"}, {},
    {"role": "EndTime", "function": "Approximator"},
)  # fmt: skip


def read(path: Path) -> Imported:
    """A `.conllulex` file."""
    return Conllulex().read(path.read_bytes(), path.name, ReadOptions())


def written(imported: Imported, annotations: Sequence[Annotation], source: bytes) -> bytes:
    """The file with these decisions instead of its own."""
    return exported(imported.documents, annotations, "conllulex", source).data


def most_frequent(imported: Imported) -> list[Annotation]:
    """Gold, each role and function replaced by the most frequent construal of its lexlemma: gold targets."""
    counts = shipped_counts("en")
    documents = {document.id: document for document in imported.documents}
    result: list[Annotation] = []
    for annotation in imported.annotations:
        (unit, *_) = [*expressions(documents[annotation.document], [annotation]), None]
        if unit is not None and unit.function and not unit.role.startswith("`"):
            role, function, *_ = counts.options(unit.lexlemma, unit.lexcat)[0]
            values = {**annotation.values, "role": role, "function": function}
            annotation = msgspec.structs.replace(annotation, values=values)
        result.append(annotation)
    return result


def suggested(imported: Imported) -> list[Annotation]:
    """The frequency suggestions on what the rules find: found targets, and nothing else."""
    suggester, new_id = FrequencySuggester(), id_source(1)
    return [
        msgspec.structs.replace(found, status=Status.DRAFT, values=_stated(found.values))
        for document in imported.documents
        for found in suggester.suggest(document, [], new_id=new_id, time=0)
    ]


def at_random(imported: Imported, seed: int = SEED) -> list[Annotation]:
    """Gold with decisions left out, other labels and lexcats, and expressions of words nearby, with and without gap."""
    rng = random.Random(seed)
    result: list[Annotation] = []
    for annotation in imported.annotations:
        chance = rng.random()
        if chance < 0.08:
            continue
        values = dict(annotation.values)
        if chance < 0.2 and values.get("strength") != WEAK:
            values = {"strength": values["strength"], **rng.choice(LABELS)}
        if 0.2 < chance < 0.28:
            values["lexcat"] = rng.choice(LEXCATS)
        if 0.28 < chance < 0.34 and "role" in values:
            values["role"] = rng.choice(("Locus", "Goal", "Purpose", "Gestalt"))
        result.append(msgspec.structs.replace(annotation, values=values))
    new_id = id_source(10)
    for document in imported.documents:
        for _ in range(len(document.sentences) // 2):
            result.append(_expression(document, rng, new_id()))
    return result


def at_random_anew(documents: Sequence[Document], seed: int) -> list[Annotation]:
    """Made-up decisions, two for every sentence on the whole."""
    rng, new_id = random.Random(seed), id_source(10)
    return [_expression(d, rng, new_id()) for d in documents for _ in range(2 * len(d.sentences))]


def _expression(document: Document, rng: random.Random, id: int) -> Annotation:
    rows = document.sentences.rows(rng.randrange(len(document.sentences)))
    first = rng.choice(rows)
    step, strength = rng.choice((1, 1, 2)), rng.choice((STRONG, WEAK))
    chosen = [row for row in (first, first + step, first + step + 1) if row in rows][: rng.choice((2, 3))]
    values: Mapping[str, Value] = {"lexcat": rng.choice(LEXCATS), **rng.choice(LABELS)}
    if strength == WEAK and len(chosen) > 1:
        values = {}
    return Annotation(
        id=id, document=document.id, layer=LEXICAL, anchor=document.anchor_of(chosen), modified=1,
        values={"strength": strength if len(chosen) > 1 else SINGLE, **values},
    )  # fmt: skip


def _stated(values: Mapping[str, Value]) -> dict[str, Value]:
    """Values that an export keeps."""
    return {key: value for key, value in values.items() if key in ("strength", "lexcat", "role", "function")}
