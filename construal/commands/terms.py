"""`construal terms`: the term candidates of files, ranked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.commands.corpus import FormatName, Strict, files_in, oddities_of
from construal.commands.report import Json, many, reporting, table

if TYPE_CHECKING:
    from construal.core.terms.candidates import TermCandidate

SHOWN = 10


def terms(
    files: Annotated[list[Path], typer.Argument(metavar="IN…", help="Files or folders of text.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="The list to write, `.csv` or `.jsonl`.", show_default=False)],
    format: FormatName = "",
    language: Annotated[str, typer.Option(help="The language of the texts, as in `en`.")] = "en",
    least: Annotated[int, typer.Option(min=1, help="How often a candidate must occur.")] = 1,
    limit: Annotated[int, typer.Option(min=0, help="Keep only so many, 0 for all.")] = 0,
    strict: Strict = False,
    json: Json = False,
) -> None:
    """Rank the term candidates of files."""
    with reporting(json) as report:
        from construal.core.term_list import term_list, write

        sources = [found for file in files for found in files_in(file)]
        with report.progress("Reading") as progress:
            found = term_list(
                sources, language=language, format=format or None, least_frequency=least, limit=limit or None,
                progress=progress,
            )  # fmt: skip
        write(found, out)
        if strict:
            report.find(found.oddities)
        report.answer(
            {
                "out": out, "documents": found.documents, "candidates": len(found.candidates),
                "oddities": found.oddities,
            },
            f"Wrote {out}: {many(len(found.candidates), 'candidate')} from {many(found.documents, 'document')}.",
            *([terms_table(found.candidates[:SHOWN])] if found.candidates else []),
            *oddities_of(found.oddities),
        )  # fmt: skip


def terms_table(candidates: Sequence[TermCandidate], title: str = "") -> object:
    """Candidates, best first."""
    shown = table(title, "term", "score", "times", "documents", numbers=("score", "times", "documents"))
    for c in candidates:
        shown.add_row(c.canonical, f"{c.score:.2f}", f"{c.frequency:,}", f"{c.documents:,}")
    return shown
