"""What a training learns from and is judged by: the corpora of a recipe, read from the data folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.core.progress import Progress, Quiet
from construal.core.training.errors import TrainingError
from construal.core.training.examples import Example, imported, now, paths, read
from construal.core.training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Judged:
    """Documents that nothing is learned from, with their decisions, and what the figures on them are called."""

    name: str
    documents: Sequence[Document]
    annotations: Sequence[Annotation]


@dataclass(frozen=True, slots=True)
class Material:
    """Sentences to learn from; dev, if the recipe names any; held-out documents by corpus; all files that were read.

    Of `syntax_dev` only syntax is judged.
    """

    examples: Sequence[Example]
    dev: Judged | None
    held_out: Sequence[Judged]
    files: Sequence[Path] = field(default=())
    syntax_dev: Sequence[Judged] = field(default=())

    @classmethod
    def load(cls, recipe: Recipe, data: Path, progress: Progress | None = None) -> Material:
        """Everything that a recipe names. Raises TrainingError for what is absent, FormatError for what is broken."""
        told = progress or Quiet()
        if not data.is_dir():
            raise TrainingError(f"{data}: there is no such folder; give the one that holds the corpora as --data.")
        examples: list[Example] = []
        held_out: list[Judged] = []
        files: list[Path] = []
        for corpus in recipe.corpus:
            found = read(corpus, data, language=recipe.language, progress=told)
            files += [*paths(corpus.files, data), *paths(corpus.without, data)]
            examples += found.examples
            if found.held_out:
                held_out.append(Judged(Path(corpus.files[0]).stem, found.held_out, found.held_out_annotations))
        if not examples:
            raise TrainingError(f"{data}: the recipe leaves no sentence to learn from; loosen its [[corpus]] tables.")
        dev = None
        if recipe.dev:
            dev_files = paths(recipe.dev, data)
            files += dev_files
            dev = _judged("dev", dev_files, recipe.language)
        syntax_dev: list[Judged] = []
        for name, patterns in recipe.syntax_dev.items():
            of_name = paths(patterns, data)
            files += of_name
            syntax_dev.append(_judged(name, of_name, recipe.language))
        return cls(examples, dev, held_out, files, syntax_dev)


def _judged(name: str, files: Iterable[Path], language: str) -> Judged:
    documents: list[Document] = []
    annotations: list[Annotation] = []
    for path in files:
        whole = imported(path, language)
        by_id = {document.id: document for document in whole.documents}
        documents += whole.documents
        for id, document in by_id.items():
            annotations += now(document, (a for a in whole.annotations if a.document == id))[0]
    return Judged(name, documents, annotations)


def fingerprint(recipe: Recipe, files: Iterable[Path]) -> str:
    """A hash of a recipe and of the bytes of all files that it works on."""
    digest = hashlib.sha256(recipe.fingerprint.encode())
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
