"""A file in, a tagged file out: what `Project` does on disk, here in memory for one file and without a log."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import msgspec

from construal.annotation.annotation import Annotation, Status, now
from construal.annotation.document import Document
from construal.annotation.formats.format import Export, Imported, Loss, Oddity, ReadOptions
from construal.annotation.formats.registry import by_ending, by_name
from construal.annotation.layer import CONCEPT, LEXICAL
from construal.annotation.reading import decisions
from construal.core.exporting import replace_file
from construal.core.importing import read
from construal.core.progress import Progress, over
from construal.core.suggest.expressions import as_now, expressions
from construal.core.suggest.suggester import Decided, Knowledge, load, suggestions

CARRIED = {"conllulex": LEXICAL, "jsonl": CONCEPT, "mentions-csv": CONCEPT}  # the one layer of a format


@dataclass(frozen=True, slots=True)
class TagReport:
    """What was tagged: documents, suggestions by suggester, what was odd in the file and what was lost on the way."""

    documents: int
    annotations: int
    by_suggester: dict[str, int]
    oddities: tuple[Oddity, ...]
    losses: tuple[Loss, ...]
    faults: tuple[str, ...]


def tag(
    source: Path, target: Path, *,
    layer: str | None, language: str, from_format: str | None, to_format: str | None, progress: Progress,
) -> TagReport:  # fmt: skip
    """Read `source`, decide by suggestion whatever it leaves open in a layer, write `target`.

    Without a layer it is the one that the format of `target` is for, or all where it is for none in particular. What a
    suggester decides has status draft and keeps its source. Raises FormatError before anything is written.
    """
    writer = by_name(to_format) if to_format else by_ending(target)
    layer = layer or CARRIED.get(writer.name)
    options = ReadOptions(language=language, time=now())
    data, _, imported = read(source, format=from_format, options=options, progress=progress)
    sha = hashlib.sha256(data).hexdigest()
    by_document = defaultdict(list)
    for annotation in imported.annotations:
        by_document[annotation.document].append(annotation)
    loaded = load(_knowledge(imported, by_document))
    faults = list(loaded.faults)
    counts: Counter[str] = Counter()
    decided = {}
    documents = imported.documents
    for document in over(progress, documents, len(documents), note=f"Tagging {source.name}"):
        document.source = sha
        standing = decisions(by_document[document.id], "")
        drafts: list[Annotation] = []
        for suggester in loaded.suggesters:
            if layer in (None, suggester.layer):
                proposed, fault = suggestions(suggester, document, standing, new_id=options.new_id, time=options.time)
                faults += [fault] if fault else []
                # A bare target decides nothing.
                labelled = (a for a in proposed if a.layer != LEXICAL or a.text("role"))
                drafts += (msgspec.structs.replace(a, status=Status.DRAFT) for a in labelled)
        counts.update(a.source for a in drafts)
        decided[document.id] = [*standing, *drafts]
    concepts = {c.id: c for c in imported.concepts}
    written = writer.write(Export(documents, decided, concepts, {sha: data}.get))
    replace_file(target, written.data)
    return TagReport(
        len(documents), counts.total(), dict(counts), tuple(imported.oddities), tuple(written.ledger), tuple(faults)
    )


def _knowledge(imported: Imported, by_document: dict[int, list[Annotation]]) -> Knowledge:
    """What the file itself teaches the suggesters."""
    return Knowledge(
        catalogue={c.id: c for c in imported.concepts},
        expressions=[
            e for d in imported.documents for e in expressions(d, as_now(d, decisions(by_document[d.id], "")))
        ],
        problems=[_decided(d, by_document[d.id]) for d in imported.documents if d.problem is not None],
    )


def _decided(document: Document, annotations: list[Annotation]) -> Decided:
    linked = (a.text("concept") for a in decisions(annotations, "") if a.layer == CONCEPT and a.anchor.is_document)
    return Decided(document.id, document.problem.category if document.problem else "", tuple(c for c in linked if c))
