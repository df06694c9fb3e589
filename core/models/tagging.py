"""A file in, a file out that has what a model says of every word. Knows files and a tagger, no project."""

from __future__ import annotations

import hashlib
from pathlib import Path

from construal.annotation.annotation import Annotation, now
from construal.annotation.document import Document
from construal.annotation.formats.format import Export, ReadOptions
from construal.annotation.formats.registry import by_ending, by_name
from construal.annotation.layer import LEXICAL
from construal.core.exporting import replace_file
from construal.core.importing import read
from construal.core.models.errors import ModelError
from construal.core.models.tagger import Tagger
from construal.core.progress import Progress, over
from construal.core.tagging import TagReport


def tag(
    source: Path, target: Path, *,
    model: str, device: str, layer: str | None, language: str, from_format: str | None, to_format: str | None,
    progress: Progress,
) -> TagReport:  # fmt: skip
    """Read `source`, let the model of this folder or name label every word, write `target`.

    Lemmas and parts of speech that `source` has stay; its supersenses and expressions do not. Raises ModelError or
    FormatError before anything is written.
    """
    if layer not in (None, LEXICAL):
        raise ModelError(f"A model labels the layer ‘{LEXICAL}’, not ‘{layer}’; leave the layer away.")
    writer = by_name(to_format) if to_format else by_ending(target)
    tagger = Tagger.load(model, device=device)
    options = ReadOptions(language=language, time=now())
    data, _, imported = read(source, format=from_format, options=options, progress=progress)
    sha = hashlib.sha256(data).hexdigest()
    documents: list[Document] = []
    decided: dict[int, list[Annotation]] = {}
    annotated = tagger.annotate(imported.documents, new_id=options.new_id, time=options.time)
    given = iter(imported.documents)
    for document, drafts in over(progress, annotated, len(imported.documents), note=f"Tagging {source.name}"):
        # A file without parts of speech is written anew with those that were found.
        document.source = sha if document is next(given) else ""
        documents.append(document)
        decided[document.id] = drafts
    written = writer.write(Export(documents, decided, {c.id: c for c in imported.concepts}, {sha: data}.get))
    replace_file(target, written.data)
    count = sum(map(len, decided.values()))
    return TagReport(
        len(documents), count, {tagger.source: count}, tuple(imported.oddities),
        tuple(written.ledger), tuple(tagger.backend.remarks),
    )  # fmt: skip
