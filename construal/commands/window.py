"""`construal window`: the desktop program, on a project or on none."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from construal.commands.project import Annotator, project_file
from construal.commands.report import Json, reporting


def window(
    project: Annotated[
        Path | None, typer.Argument(metavar="PROJECT", help="The project to open; else the window asks.")
    ] = None,
    annotator: Annotator = "",
    json: Json = False,
) -> None:
    """Open the window, on a project or on none."""
    with reporting(json) as report:
        path = project_file(project) if project else None
        show(path, annotator=annotator)
        report.answer({"project": path})


def show(path: Path | None, *, annotator: str = "") -> None:
    """The window on a project, until it is closed. Raises NoScreen where it could not be seen."""
    from construal.commands.screen import NoScreen, has_screen

    if not has_screen():
        raise NoScreen("There is no screen to open the window on; try construal --help for what works without one.")
    from construal.gui.app import run

    code = run(path, annotator=annotator or None)
    if code:
        raise typer.Exit(code)
