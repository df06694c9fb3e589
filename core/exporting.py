"""From a project to a file: the decisions of one annotator, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Export, Loss
from construal.annotation.formats.registry import by_ending, by_name
from construal.annotation.formats.sister_forms import TURNS
from construal.annotation.formats.tables.table import TABLE
from construal.annotation.reading import decisions
from construal.core.errors import told_plainly
from construal.core.progress import Progress, over

if TYPE_CHECKING:
    from construal.core.project import Project


def export(
    project: Project, path: Path, *,
    format: str | None, documents: Sequence[int] | None, annotator: str, progress: Progress,
) -> list[Loss]:  # fmt: skip
    """Write the documents (by default those the format would read back, else all) and give what was lost.

    Raises FormatError for an unknown format or documents that are not there, DiskRefused where the disk refuses; a file
    that was there is then as it was.
    """
    writer = by_name(format) if format else by_ending(path)
    records = project.records() if documents is None else [project.record(id) for id in documents]
    if documents is None and not writer.name.startswith(TABLE):  # a table of words holds whatever was read
        # A CHAMP file of a project with prose and problems holds the problems; prose goes where prose was read. The
        # forms of one annotation are one kind: which of them a document came in is no reason to leave it out.
        family = set(TURNS) if writer.name in TURNS else {writer.name}
        records = [r for r in records if r.format in family] or records
    if not records and not project.concepts():
        raise FormatError("there is nothing to export yet; import a file first.", str(path))
    loaded, kept = [], {}
    for record in over(progress, records, len(records), note=f"Writing {path.name}"):
        loaded.append(project.contents.document(record))
        kept[record.id] = decisions(project.tables.annotations_of(record.id), annotator)
    written = writer.write(Export(loaded, kept, project.concepts(), project.contents.source))
    replace_file(path, written.data)
    return written.ledger


def replace_file(path: Path, data: bytes) -> None:
    """Put these bytes in place of the file at once. Raises DiskRefused; the old file is then still there."""
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` at the end, and of which nothing stays if the end is an error.

    Raises DiskRefused where the disk refuses; the old file is then still there.
    """
    with told_plainly(path):
        handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.chmod(draft, 0o666 & ~_umask())
            os.replace(draft, path)
        except BaseException:  # a keyboard interrupt too must leave no draft behind; raised again
            Path(draft).unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
