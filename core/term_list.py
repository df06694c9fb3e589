"""The term candidates of files as a ranked list, written as CSV or JSON Lines by the ending of the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from construal.annotation.annotation import id_source, now
from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Oddity, ReadOptions
from construal.core.exporting import replace_file
from construal.core.importing import read
from construal.core.progress import Progress, over
from construal.core.terms.candidates import TermCandidate, candidates

ENDINGS = (".csv", ".jsonl")
COLUMNS = ("term", "language", "status", "score", "frequency", "documents", "wordings", "nested_in")
_BETWEEN = "; "  # parts of one cell


@dataclass(frozen=True, slots=True)
class TermList:
    """Candidates, best first, how many documents they were looked for in, and what was odd in the files."""

    language: str
    documents: int
    candidates: tuple[TermCandidate, ...]
    oddities: tuple[Oddity, ...]


def term_list(
    files: Sequence[Path], *,
    language: str, format: str | None, least_frequency: int, limit: int | None, progress: Progress,
) -> TermList:  # fmt: skip
    """The best candidates of these files, all of them without a limit. Raises FormatError for a file that is none."""
    new_id = id_source()
    documents, oddities = [], []
    for file in over(progress, files, len(files)):
        options = ReadOptions(language=language, new_id=new_id, time=now())
        _, _, imported = read(file, format=format, options=options, progress=progress)
        documents += imported.documents
        oddities += imported.oddities
    progress.step(0, 0, "Ranking")
    found = candidates(documents, least_frequency=least_frequency)
    return TermList(language, len(documents), tuple(found[:limit]), tuple(oddities))


def write(found: TermList, path: Path) -> None:
    """Write the list. Raises FormatError for an ending that is neither .csv nor .jsonl."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        known = " or ".join(ENDINGS)
        raise FormatError(f"a list of terms cannot end in ‘{path.suffix}’; choose {known}.", str(path))
    replace_file(path, _csv(found) if ending == ".csv" else _json_lines(found))


def _csv(found: TermList) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for c in found.candidates:
        wordings = _BETWEEN.join(form for form, _ in c.forms)
        nested_in = _BETWEEN.join(c.nested_in)
        score = f"{c.score:.4f}"
        table.writerow((c.canonical, found.language, "candidate", score, c.frequency, c.documents, wordings, nested_in))
    return text.getvalue().encode()


def _json_lines(found: TermList) -> bytes:
    lines = [
        msgspec.json.encode(
            {
                "term": c.canonical, "language": found.language, "status": "candidate", "score": c.score,
                "frequency": c.frequency, "documents": c.documents,
                "wordings": [{"text": form, "frequency": count} for form, count in c.forms],
                "nested_in": c.nested_in,
            }
        )
        for c in found.candidates
    ]  # fmt: skip
    return b"".join(line + b"\n" for line in lines)
