"""Commands on a project as a whole: make one, tell of it, show and move along its log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.annotation.errors import ProjectError
from construal.commands.report import Json, many, reporting, table

if TYPE_CHECKING:
    from construal.core.project import Project

ENDING = ".construal"
LISTED = 50  # documents; --json has them all

ProjectPath = Annotated[Path, typer.Argument(metavar="PROJECT", help="The project file.", show_default=False)]
Annotator = Annotated[str, typer.Option("--annotator", help="Whose decisions; else the one in your settings.")]
Documents = Annotated[
    list[str] | None, typer.Option("--document", help="Only this document, by name; may be given several times.")
]


def project_file(path: Path) -> Path:
    """The path as given, or with `.construal` added where only that file exists."""
    longer = path.with_name(path.name + ENDING)
    return longer if not path.exists() and longer.is_file() else path


@contextmanager
def opened(path: Path, *, annotator: str = "", writing: bool = True) -> Iterator[Project]:
    """The project at `path`, as `annotator` or the person of the settings sees it.

    Raises ProjectError where it is to be changed, but somebody else writes it.
    """
    from construal.core import settings
    from construal.core.project import Project

    person = annotator or settings.annotator(settings.load()[0])
    with Project.open(project_file(path), annotator=person, readonly=not writing) as project:
        if writing and project.readonly:
            from construal.core.errors import ReadOnlyProject

            raise ReadOnlyProject(f"{path}: {who_writes(project)}; wait until that program has closed it.")
        yield project


def who_writes(project: Project) -> str:
    """Who holds a project that can only be read, as half a sentence."""
    writer = project.writer
    if writer is None:
        return "its folder is protected"
    return f"{writer} writes it since {moment(writer.since)}"


def moment(time: int) -> str:
    """Milliseconds since 1970 as a time on this machine's clock."""
    return datetime.fromtimestamp(time / 1000).strftime("%Y-%m-%d %H:%M:%S")


def ids_of(project: Project, names: list[str] | None) -> list[int] | None:
    """The documents with these names, or None where none are named. Raises ProjectError for an unknown one."""
    if not names:
        return None
    known = {record.name: record.id for record in project.records()}
    for name in names:
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, n=1)
            hint = f"did you mean ‘{near[0]}’?" if near else "construal info lists them."
            raise ProjectError(f"{project.path}: there is no document ‘{name}’; {hint}")
    return [known[name] for name in dict.fromkeys(names)]


def new(
    project: Annotated[
        Path, typer.Argument(metavar="PROJECT", help="The file to make; `.construal` is added.", show_default=False)
    ],
    language: Annotated[str, typer.Option(help="The language of the documents, as in `en`.")] = "en",
    name: Annotated[str, typer.Option(help="What to call it; else as the file.")] = "",
    json: Json = False,
) -> None:
    """Make an empty project."""
    with reporting(json) as report:
        from construal.core.project import Project

        path = project if project.suffix else project.with_name(project.name + ENDING)
        with Project.create(path, language=language, name=name) as made:
            values = {"project": made.path, "name": made.name, "language": made.language}
        report.answer(values, f"Made {path}. Next: construal import {path} FILE…")


def log(
    project: ProjectPath,
    limit: Annotated[int, typer.Option(min=1, help="How many steps, newest first.")] = 20,
    document: Annotated[str, typer.Option("--document", help="Only what touched this document.")] = "",
    json: Json = False,
) -> None:
    """Show who did what and when, newest first."""
    with reporting(json) as report, opened(project, writing=False) as read:
        ids = ids_of(read, [document] if document else None)
        events = read.events(limit=limit, document=ids[0] if ids else None)
        shown = table("", "#", "when", "who", "what", numbers=("#",))
        for event in events:
            verb = "" if event.kind == "do" else f"{event.kind} of {event.target}: "
            shown.add_row(str(event.seq), moment(event.time), event.annotator, verb + event.label)
        report.answer({"project": read.path, "events": events}, shown if events else "Nothing was done yet.")


def undo(
    project: ProjectPath,
    redo: Annotated[bool, typer.Option("--redo", help="Do again what was last taken back.")] = False,
    json: Json = False,
) -> None:
    """Take back the newest step, or with --redo do it again."""
    with reporting(json) as report, opened(project) as changed:
        label = changed.redo_label if redo else changed.undo_label
        change = changed.redo() if redo else changed.undo()
        did, nothing = ("Did again", "do again") if redo else ("Took back", "take back")
        report.answer(
            {
                "project": changed.path,
                "kind": "redo" if redo else "undo",
                "label": label if change else None,
                "next": changed.redo_label if redo else changed.undo_label,
            },
            f"{did}: {label}." if change else f"There is nothing to {nothing}.",
        )


def info(project: ProjectPath, json: Json = False) -> None:
    """Tell what a project holds."""
    with reporting(json) as report, opened(project, writing=False) as read:
        facts = read.info()
        records = read.records()
        listed = table("", "document", "kind", "language", "sentences", "words", numbers=("sentences", "words"))
        for record in records[:LISTED]:
            listed.add_row(record.name, record.kind, record.language, f"{record.sentences:,}", f"{record.tokens:,}")
        more = len(records) - LISTED
        decided = table("", "decisions", "", numbers=("",))
        for name, number in (*facts.annotations.items(), *((n or "(files)", c) for n, c in facts.annotators.items())):
            decided.add_row(name, f"{number:,}")
        report.answer(
            {"project": read.path, **asdict(facts), "names": [record.name for record in records]},
            f"{facts.name}: {many(facts.documents, 'document')}, {many(facts.tokens, 'word')}, "
            f"{many(facts.suggestions, 'suggestion')}, {many(facts.concepts, 'concept')}, "
            f"{many(facts.events, 'step')}, {facts.bytes / 1e6:,.1f} MB.",
            *([f"{facts.writer} writes it."] if facts.writer else []),
            *([decided] if facts.annotations else []),
            *([listed] if records else []),
            *([f"… and {many(more, 'more document')}; --json lists them all."] if more > 0 else []),
        )
