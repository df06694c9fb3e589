"""Commands that bring files into a project and out of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.annotation.errors import FormatError
from construal.commands.columns import Columns, agreed
from construal.commands.project import Annotator, Documents, ProjectPath, ids_of, opened
from construal.commands.report import Json, many, reporting, table
from construal.core.progress import over

if TYPE_CHECKING:
    from construal.annotation.formats.format import Loss, Oddity
    from construal.core.importing import Prepared
    from construal.core.project import Project

FormatName = Annotated[str, typer.Option("--format", help="The file format; else as the file's name and content say.")]
Strict = Annotated[bool, typer.Option("--strict", help="End with exit code 1 where there is anything to report.")]

CHAMP = "champ"
SHOWN = 20  # oddities or losses; --json has them all


def import_files(
    project: ProjectPath,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Files or folders; `champ` is the installed package.", show_default=False),
    ],
    format: FormatName = "",
    language: Annotated[str, typer.Option(help="The language of the files; else that of the project.")] = "",
    annotator: Annotated[str, typer.Option(help="Whose decisions the files hold; else nobody's in particular.")] = "",
    scheme: Annotated[
        str, typer.Option(help="The scheme version they are in, as in `2.5`; else as they tell.", show_default=False)
    ] = "",
    columns: Columns = "",
    strict: Strict = False,
    json: Json = False,
) -> None:
    """Import files; a faulty one keeps them all out.

    What the columns of a table mean is shown, and asked on a terminal; elsewhere `--columns` says it.
    """
    with reporting(json) as report, opened(project) as target:
        from construal.annotation.renaming import scheme_name

        sources = [found for file in files for found in files_in(file)]
        mappings = agreed(sources, columns, format=format, language=language or target.language, report=report)
        version = scheme_name(scheme) if scheme else ""
        readers = {
            mapping: target.reader(
                format=format or None, language=language or None, annotator=annotator, scheme=version, columns=mapping
            )
            for mapping in {None, *mappings.values()}
        }
        with report.progress("Reading") as progress:
            prepared = [
                readers[mappings.get(source)](source, progress) for source in over(progress, sources, len(sources))
            ]
        fresh, doubles = _without_doubles(target, prepared)
        with report.progress("Importing") as progress:
            imports = [target.add(part) for part in over(progress, fresh, len(fresh))]
        oddities = [*(oddity for part in imports for oddity in part.oddities), *doubles]
        if strict:
            report.find(oddities)
        documents = sum(len(part.documents) for part in imports)
        annotations = sum(part.annotations for part in imports)
        concepts = sum(part.concepts for part in imports)
        report.answer(
            {
                "project": target.path, "documents": documents, "annotations": annotations, "concepts": concepts,
                "oddities": len(oddities), "left_out": doubles, "files": imports,
            },
            f"Imported {many(documents, 'document')}, {many(annotations, 'annotation')} and "
            f"{many(concepts, 'concept')} from {many(len(imports), 'file')}.",
            *oddities_of(oddities),
        )  # fmt: skip


def export(
    project: ProjectPath,
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The file to write; its ending says the format.", show_default=False)
    ],
    format: FormatName = "",
    annotator: Annotator = "",
    document: Documents = None,
    strict: Strict = False,
    json: Json = False,
) -> None:
    """Write decisions to a file, and tell what it could not carry.

    A row for each word is written to .tokens.csv, .tokens.tsv and .xlsx; a plain .csv or .tsv gets the catalogue of
    terms unless `--format table-csv` or `table-tsv` says otherwise, or `table-excel-csv`, which Excel opens as UTF-8.
    """
    with reporting(json) as report, opened(project, annotator=annotator, writing=False) as source:
        ids = ids_of(source, document)
        with report.progress("Exporting") as progress:
            losses = source.export(out, format=format or None, documents=ids, progress=progress)
        if strict:
            report.find(losses)
        report.answer(
            {"project": source.path, "out": out, "losses": losses},
            f"Wrote {out}." + ("" if losses else " Nothing was lost."),
            *ledger_of(losses),
        )


def oddities_of(oddities: Sequence[Oddity]) -> list[str]:
    """The first oddities with file and line, and how many more there are."""
    lines = [f"{o.file}:{o.line}: {o.message}" if o.line else f"{o.file}: {o.message}" for o in oddities[:SHOWN]]
    more = len(oddities) - SHOWN
    return [*lines, f"… and {more:,} more; --json lists them all."] if more > 0 else lines


def ledger_of(losses: Sequence[Loss]) -> list[object]:
    """What a format could not carry, as a table; nothing where it carried all."""
    if not losses:
        return []
    ledger = table("What the format could not carry", "document", "what", "how many", numbers=("how many",))
    for loss in losses[:SHOWN]:
        ledger.add_row(loss.document, loss.message, f"{loss.count:,}")
    more = len(losses) - SHOWN
    return [ledger, f"… and {more:,} more; --json lists them all."] if more > 0 else [ledger]


def _without_doubles(project: Project, prepared: Sequence[Prepared]) -> tuple[list[Prepared], list[Oddity]]:
    """What is to be added, and what has the same bytes as a file before it: left out, unless there is nothing else."""
    from construal.annotation.formats.format import Oddity

    seen = {record.source: "the project" for record in project.records()}
    fresh, doubles = [], []
    for part in prepared:
        source = part.source
        if part.contents and source.sha256 in seen:
            doubles.append(Oddity(source.name, 0, f"Left out, for {seen[source.sha256]} has the same bytes already."))
        else:
            seen[source.sha256] = source.name
            fresh.append(part)
    return (fresh, doubles) if fresh else (list(prepared), [])


def files_in(path: Path) -> list[Path]:
    """The file itself, or the files of a folder that some format may read, by name."""
    if str(path) == CHAMP and not path.exists():
        from construal.annotation.formats.champ import package_file

        return [package_file()]
    if not path.is_dir():
        return [path]
    from construal.annotation.formats.registry import FORMATS

    endings = {ending for format in FORMATS for ending in format.endings}
    # A spreadsheet that is open keeps a file of its own beside, which is no workbook.
    files = (file for file in path.rglob("*") if not file.name.startswith("~$"))
    found = sorted(file for file in files if file.suffix.lower() in endings and file.is_file())
    if not found:
        raise FormatError(f"no file here ends in {', '.join(sorted(endings))}; name the files themselves.", str(path))
    return found
