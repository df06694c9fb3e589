"""Columns of tables: shown before a table is read, agreed on in a terminal, or named on the command line."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.annotation.errors import FormatError
from construal.commands.report import FINE, Json, Report, many, reporting, table

if TYPE_CHECKING:
    from construal.annotation.formats.tables.mapping import ColumnMapping
    from construal.annotation.formats.tables.preview import Preview

AUTO = "auto"
SHOWN = 8  # rows of a table
WIDEST = 24  # letters of an example

Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        help="What the columns of a table mean, such as 'form=Token,role=Scene Role,role@Kim=SS_K', or `auto` for the "
        "guess; on a terminal you are asked. `construal columns FILE` shows the guess.",
    ),
]


def columns(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Tables of words.", show_default=False)],
    spec: Columns = "",
    language: Annotated[str, typer.Option(help="The language of the texts.")] = "",
    format: Annotated[str, typer.Option("--format", help="The file format; else as the file looks.")] = "",
    json: Json = False,
) -> None:
    """Show what the columns of tables mean, as an import would read them."""
    from construal.core.importing import table_preview

    with reporting(json) as report:
        told, parts = [], []
        for file in files:
            preview = table_preview(file, format=format or None, language=language)
            if preview is None:
                raise FormatError("this is no table of words; name the format if it is one after all.", str(file))
            mapping = _named(spec, preview)
            told.append(_values(preview, mapping, language))
            parts += shown(preview, mapping, language=language)
        report.answer({"files": told}, *parts)


def agreed(
    files: Sequence[Path], spec: str, *, format: str, language: str, report: Report
) -> dict[Path, ColumnMapping]:
    """What the columns of every table among these files mean: as named, or as a person at the terminal agrees.

    Tables with the same columns are asked about once. Ends the command where the person says no, and with exit code 2
    where there is neither a name nor a person.
    """
    from construal.core.importing import table_preview

    known: dict[tuple[str, ...], ColumnMapping] = {}
    result: dict[Path, ColumnMapping] = {}
    for file in files:
        preview = table_preview(file, format=format or None, language=language)
        if preview is None:
            continue
        header = preview.mapping.header
        if header not in known or not preview.mapping.has_header:
            known[header] = _agreed(preview, spec, language=language, report=report)
        result[file] = known[header]
    if spec and not result:
        raise typer.BadParameter("no file here is a table of words", param_hint="--columns")
    return result


def _agreed(preview: Preview, spec: str, *, language: str, report: Report) -> ColumnMapping:
    if not spec and not (sys.stdin.isatty() and sys.stdout.isatty() and not report.json):
        raise typer.BadParameter(
            f"{preview.file} is a table: say `--columns auto` to read it as `construal columns` shows, or name its "
            f"columns: --columns {shlex.quote(preview.mapping.spec())}", param_hint="--columns"
        )  # fmt: skip
    mapping = _named(spec, preview)
    while True:
        if not report.json:
            report.answer({}, *shown(preview, mapping, language=language))
        if spec:
            return mapping
        answer = _asked("Read it so? Enter for yes, n for no, or MEANING=COLUMN to change a column: ")
        if answer.casefold() in ("n", "no", "q", "quit"):
            report.remark("Nothing was imported.")
            raise typer.Exit(FINE)
        if answer.casefold() in ("", "y", "yes"):
            if not mapping.faults():
                return mapping
            report.remark(mapping.faults()[0])
            continue
        mapping = _changed(answer, preview, mapping, report)


def _asked(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        return "no"


def _changed(answer: str, preview: Preview, mapping: ColumnMapping, report: Report) -> ColumnMapping:
    """The mapping with what a person typed; as it was where that says nothing."""
    from construal.annotation.formats.tables.mapping import parsed

    try:
        return parsed(f"{AUTO},{answer}", mapping, preview.file)
    except FormatError as error:
        report.remark(str(error))
        return mapping


def _named(spec: str, preview: Preview) -> ColumnMapping:
    """The mapping that the command line names, else the guess. Raises FormatError for a wrong name."""
    from construal.annotation.formats.tables.mapping import parsed

    return parsed(spec, preview.mapping, preview.file) if spec else preview.mapping


def shown(preview: Preview, mapping: ColumnMapping, *, language: str) -> list[object]:
    """A mapping for the terminal: what each column means and why, what comes of it, and how to say so again."""
    from construal.annotation.formats.format import ReadOptions
    from construal.annotation.formats.tables.meanings import TITLES

    listed = table(preview.file, "column", "means", "whose", "for example", "why")
    for column in mapping.columns:
        examples = ", ".join(_short(cell) for cell in preview.examples(column.place))
        means = f"{column.meaning}: {TITLES[column.meaning]}" if column.meaning else "–"
        name, whose, why = (_short(part, 80) for part in (column.name, column.annotator, column.reason))
        listed.add_row(name or f"({column.place + 1})", means, whose, examples, why)
    sheets = f" in {many(len(preview.sheets), 'sheet')}" if len(preview.sheets) > 1 else ""
    outcome = preview.outcome(mapping, ReadOptions(language=language or "en"))
    return [
        listed,
        f"The first {many(len(preview.rows), 'row')}{sheets} become: {outcome}",
        f"As an option: --columns {shlex.quote(_short(mapping.spec(), 10_000))}",
    ]


def _values(preview: Preview, mapping: ColumnMapping, language: str) -> dict[str, object]:
    from construal.annotation.formats.format import ReadOptions

    return {
        "file": preview.file,
        "columns": [
            {"name": c.name, "meaning": c.meaning, "annotator": c.annotator, "reason": c.reason,
             "examples": preview.examples(c.place)}
            for c in mapping.columns
        ],
        "parts": mapping.parts,
        "has_header": mapping.has_header,
        "sheets": preview.sheets,
        "rows": [row.cells for row in preview.rows[:SHOWN]],
        "outcome": preview.outcome(mapping, ReadOptions(language=language or "en")),
        "spec": mapping.spec(),
    }  # fmt: skip


def _short(cell: str, most: int = WIDEST) -> str:
    """A cell for the terminal: not too long, and without signs that would steer it."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in cell[:most])
    return shown if len(cell) <= most else shown[:-1] + "…"
