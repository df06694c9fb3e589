"""What a format writes for some documents with these annotations on them."""

from __future__ import annotations

from collections.abc import Sequence

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.format import Export, Written
from construal.annotation.formats.registry import by_name


def exported(
    documents: Sequence[Document], annotations: Sequence[Annotation], form: str, source: bytes | None = None
) -> Written:
    """The documents in a form; `source` is the file that all of them were read from."""
    of: dict[int, list[Annotation]] = {document.id: [] for document in documents}
    for annotation in annotations:
        of[annotation.document].append(annotation)
    return by_name(form).write(Export(documents, of, {}, lambda sha: source))
