"""Made projects: many short documents, or one long one full of suggestions."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.format import Imported
from construal.core.benchmark import made_text
from construal.core.contents import Source, content
from construal.core.importing import Prepared
from construal.core.progress import Progress, over
from construal.core.project import Project

MANY = 10_000
SHORT = 60  # words of one of many documents
LONG = 1_000_000
SUGGESTED = 100_000


def many(path: Path, progress: Progress, *, number: int = MANY) -> None:
    """A project of ten thousand short documents, each with a few suggestions."""
    made = [made_text.document(n, SHORT, seed=n) for n in over(progress, range(1, number + 1), number, note="Making")]
    marked = [a for d in made for a in made_text.suggestions(d, 4, first_id=d.id * 10)]
    _write(path, made, marked)


def long(path: Path, progress: Progress) -> None:
    """A project of one document of a million words with a hundred thousand suggestions."""
    progress.step(0, 0, "Making a long document")
    made = made_text.document(1, LONG)
    _write(path, [made], made_text.suggestions(made, SUGGESTED, first_id=10))


def prepared(made: Sequence[Document], marked: Sequence[Annotation]) -> Prepared:
    """Made documents as if they had been read from one file."""
    data = "\n".join(document.text for document in made).encode()
    sha = hashlib.sha256(data).hexdigest()
    for document in made:
        document.source = sha
    source = Source(sha, "made.txt", len(data), zlib.compress(data, 3))
    return Prepared(source, "plain_text", tuple(map(content, made)), Imported(annotations=list(marked)))


def _write(path: Path, made: Sequence[Document], marked: Sequence[Annotation]) -> None:
    with Project.create(path, annotator="benchmark") as project:
        project.add(prepared(made, marked))


@contextmanager
def opened(path: Path) -> Iterator[Project]:
    """The project as the benchmark's annotator."""
    with Project.open(path, annotator="benchmark") as project:
        yield project
