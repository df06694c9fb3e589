"""The command line as a whole: which commands there are, in what order, and what `construal` alone does."""

from __future__ import annotations

import sys
from copy import copy
from typing import Annotated

import typer

from construal.commands import (
    adaptation,
    benchmark,
    columns,
    corpus,
    demo,
    disagree,
    doctor,
    evaluation,
    models,
    project,
    suggest,
    targets,
    terms,
    training,
    validation,
    versions,
    window,
)
from construal.commands.report import FINE, USAGE, complain
from construal.commands.start import spare_torch

app = typer.Typer(
    name="construal",
    help="Annotate concepts, hints and adposition supersenses on text, on your own machine.\n\n"
    "`construal` alone opens the window, `construal PROJECT` opens it on a project.",
    epilog="Exit codes: 0 fine, 1 something was found, 2 wrong usage, 3 bad input.",
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command("window")(window.window)
app.command("demo")(demo.demo)
app.command("new")(project.new)
app.command("columns")(columns.columns)
app.command("import")(corpus.import_files)
app.command("export")(corpus.export)
app.command("suggest")(suggest.suggest)
app.command("disagree")(disagree.disagree)
app.command("tag")(suggest.tag)
app.command("targets")(targets.targets)
app.command("validate")(validation.validate)
app.command("evaluate")(evaluation.evaluate)
app.command("compare")(evaluation.compare)
app.command("terms")(terms.terms)
app.command("adapt")(adaptation.adapt)
app.command("train")(training.train)
app.command("distil")(training.distil)
app.command("release")(models.release)
app.command("models")(models.models)
app.command("versions")(versions.versions)
app.command("info")(project.info)
app.command("log")(project.log)
app.command("undo")(project.undo)
app.command("doctor")(doctor.doctor)
app.command("benchmark")(benchmark.benchmark)


def _show_version(wanted: bool) -> None:
    if wanted:
        from construal import __version__

        sys.stdout.write(f"construal {__version__}\n")
        raise typer.Exit


@app.callback()
def construal(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Parse what stands before the command."""


def run(words: list[str]) -> int:
    """Run one command line and give its exit code."""
    words = with_window(words)
    spare_torch()
    try:
        _holding(words[0])(args=words, prog_name="construal")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else FINE
        if code == USAGE and "--json" in words:
            complain("The command line was not understood; standard error says why.", json=True)
        return code
    return FINE


def _holding(name: str) -> typer.Typer:
    """The application with the command of this name alone, as the options of all others take time to look at."""
    commands = [command for command in app.registered_commands if command.name == name]
    if not commands:
        return app
    held = copy(app)
    held.registered_commands = commands
    return held


def with_window(words: list[str]) -> list[str]:
    """The command line with `window` put where it is left out: before a project, or where there is nothing."""
    if not words:
        return ["window"]
    names = {command.name for command in app.registered_commands}
    # What looks like neither option nor path is a mistyped command, and typer finds the one that was meant.
    is_path = any(mark in words[0] for mark in "./\\")
    return ["window", *words] if is_path and words[0] not in names else words
