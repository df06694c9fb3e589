"""`construal demo`: the sample project, from its texts to exports and the open window; `make run` calls it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.annotation.layer import CONCEPT, HINT, LEXICAL
from construal.commands.project import opened
from construal.commands.report import Json, Report, many, reporting, table
from construal.commands.screen import has_screen
from construal.commands.terms import terms_table

if TYPE_CHECKING:
    from construal.annotation.formats.format import Loss
    from construal.core.project import Project
    from construal.core.terms.candidates import TermCandidate

PROJECT = "sample.construal"
PICTURE = "window.png"
TERMS = 8
COUNTED = (LEXICAL, CONCEPT, HINT)
COLUMNS = ("words", "supersenses", "concepts", "hints")
SIZE = (1440, 900)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the sample project goes.")] = Path("demo"),
    window: Annotated[bool, typer.Option("--window/--no-window", help="Open the window at the end.")] = True,
    fresh: Annotated[bool, typer.Option("--fresh", help="Make a new project beside one that is there.")] = False,
    json: Json = False,
) -> None:
    """Try it: a sample project with suggestions, exports and the window.

    A project that is there keeps your decisions.
    """
    with reporting(json) as report:
        folder.mkdir(parents=True, exist_ok=True)
        path = unused(folder / PROJECT) if fresh else folder / PROJECT
        kept = path.exists()
        if kept:
            report.remark(f"{path} is there already and keeps your decisions; --fresh makes a new one beside it.")
        else:
            make(path, report)
        with opened(path, writing=False) as project:
            values, parts = found(project)
            exported = export(project, path.with_suffix(""))
        seen = window and has_screen()
        picture = None if seen else screenshot(path, path.with_name(PICTURE))
        names = ", ".join(file.name for file in exported)
        parts.append(f"The project is {path}. Its exports are beside it: {names}.")
        if any(exported.values()):
            parts.append("What a format could not carry, construal export lists.")
        if picture is not None:
            why = "No window was asked for" if not window else "There is no screen here to open the window on"
            parts.append(f"{why}; its picture is {picture}.")
        report.answer(
            {
                "project": path,
                "kept": kept,
                **values,
                "exports": [{"file": file, "losses": lost} for file, lost in exported.items()],
                "picture": picture,
                "window": seen,
            },
            *parts,
        )
    if seen:
        from construal.commands.window import show

        with reporting(json):
            show(path)


def unused(path: Path) -> Path:
    """The path, or the first of its numbered siblings that is free."""
    number, free = 2, path
    while free.exists():
        free, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    return free


def make(path: Path, report: Report) -> None:
    """The sample imported, the hand-annotated version of a text where there is one, and suggestions everywhere else.

    It appears under its name when it is whole: an interrupted demo leaves no half project.
    """
    from construal.core.progress import over
    from construal.core.project import Project

    draft = unused(path.with_name(f".{path.name}.part"))
    try:
        with (
            resources.as_file(resources.files("construal.resources") / "sample") as sample,
            Project.create(draft, name="Sample") as project,
        ):
            files = sample_files(sample)
            with report.progress("Importing") as progress:
                for file in over(progress, files, len(files)):
                    project.import_file(file)
            with report.progress("Suggesting") as progress:
                project.suggest(progress=progress)
        draft.rename(path)
    finally:
        for left in path.parent.glob(f"{draft.name}*"):
            left.unlink()


def sample_files(sample: Path) -> list[Path]:
    """What the sample project is made of: each text once, then terms and problems."""
    gold = sorted((sample / "gold").glob("*.conllulex"))
    annotated = {file.stem for file in gold}
    texts = [file for file in sorted(sample.glob("*.txt")) if file.stem not in annotated]
    return [sample / "terms.csv", *gold, *texts, sample / "problems.json"]


def found(project: Project) -> tuple[dict[str, object], list[object]]:
    """What there is in the documents and among the terms, for programs and for people."""
    from construal.core.coverage import Coverage

    layers = {layer: project.coverage(layer) for layer in COUNTED}
    shown = table("What was found: decided + suggested", "document", *COLUMNS, numbers=COLUMNS)
    documents = []
    for record in project.records():
        counts = {name: places.get(record.id, Coverage(0, 0, 0)) for name, places in layers.items()}
        cells = (f"{c.decided} + {c.suggested}" if c.total else "–" for c in counts.values())
        shown.add_row(record.name, f"{record.tokens:,}", *cells)
        numbers = {name: {"decided": c.decided, "suggested": c.suggested} for name, c in counts.items()}
        documents.append({"name": record.name, "tokens": record.tokens, **numbers})
    best = best_terms(project)
    terms = [{"term": c.canonical, "score": c.score, "frequency": c.frequency} for c in best]
    words = many(sum(record.tokens for record in project.records()), "word")
    return {"documents": documents, "terms": terms}, [
        shown,
        f"{words} in {many(len(documents), 'document')}.\n",
        terms_table(best, "Best term candidates of the abstracts"),
    ]


def best_terms(project: Project) -> Sequence[TermCandidate]:
    """The best candidates of the abstracts."""
    from construal.core.terms.candidates import candidates

    abstracts = [project.document(r.id) for r in project.records() if "abstract" in r.name]
    return [c for c in candidates(abstracts) if c.stands_alone][:TERMS]


def export(project: Project, stem: Path) -> dict[Path, list[Loss]]:
    """The exports beside the project with what each lost, written anew each time: they follow the decisions."""
    from construal.annotation.document import PROBLEM

    prose = [record.id for record in project.records() if record.kind != PROBLEM]
    problems = [record.id for record in project.records(kind=PROBLEM)]
    written = {}
    for ending, documents in (
        (".conllulex", prose), ("-problems.json", problems), ("-terms.csv", prose), ("-mentions.jsonl", prose)
    ):  # fmt: skip
        file = stem.with_name(stem.name + ending)
        written[file] = project.export(file, documents=documents)
    return written


def screenshot(project: Path, picture: Path) -> Path:
    """A picture of the window on the project, drawn without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from construal.gui.app import screenshot as draw

    draw(project, picture, theme="light", size=SIZE)
    return picture
