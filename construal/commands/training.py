"""Commands that make models: `construal train` from annotated corpora, `construal distil` from a trained model too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.commands.report import Json, Report, reporting, table

if TYPE_CHECKING:
    from construal.core.training.training import Outcome

RecipePath = Annotated[Path, typer.Option("--recipe", help="What to do, as a TOML file.", show_default=False)]
Data = Annotated[
    Path, typer.Option("--data", envvar="CONSTRUAL_DATA", help="The folder that holds the corpora.", show_default=False)
]
Out = Annotated[
    Path, typer.Option("--out", help="Where the model goes; a training that was stopped goes on.", show_default=False)
]
EncoderFolder = Annotated[
    Path | None, typer.Option("--encoder", help="The encoder’s folder where it is not in --data.", show_default=False)
]
Device = Annotated[str, typer.Option("--device", help="`cuda`, `mps`, `cpu`, or `auto` for the best of them.")]
Teachers = Annotated[
    list[Path], typer.Option("--teacher", help="A trained model; several speak together.", show_default=False)
]

Lessons = Annotated[
    Path | None,
    typer.Option("--lessons", help="Keep here what the teachers say, for the next student.", show_default=False),
]


def train(
    recipe: RecipePath, data: Data, out: Out, encoder: EncoderFolder = None, device: Device = "auto", json: Json = False
) -> None:
    """Train a model on annotated corpora.

    Stopped by Ctrl+C or a crash, the same command goes on after the last finished epoch.
    """
    with reporting(json) as report:
        from construal.core.training import extra
        from construal.core.training.recipe import read

        extra.require()
        from construal.core.training.training import train as train_model

        wanted = read(recipe)
        with report.progress(f"Training {wanted.name}") as progress:
            made = train_model(wanted, data, out, encoder=encoder, device=device, progress=progress)
        _tell(report, made)


def distil(
    teacher: Teachers,
    recipe: RecipePath,
    data: Data,
    out: Out,
    encoder: EncoderFolder = None,
    lessons: Lessons = None,
    device: Device = "auto",
    json: Json = False,
) -> None:
    """Train a small model on what a large one says.

    It learns from the same corpora too, and from text that nobody annotated.
    """
    with reporting(json) as report:
        from construal.core.training import extra
        from construal.core.training.recipe import read

        extra.require()
        from construal.core.training.distilling import distil as distil_model

        wanted = read(recipe)
        with report.progress(f"Training {wanted.name}") as progress:
            made = distil_model(
                wanted, teacher, data, out, encoder=encoder, lessons=lessons, device=device, progress=progress
            )
        _tell(report, made)


def _tell(report: Report, made: Outcome) -> None:
    figures = table("", "figure", "%", numbers=("%",))
    for name, value in made.figures.items():
        figures.add_row(name, f"{100 * value:.1f}")
    report.answer(
        {"model": made.folder, "epochs": made.epochs, "best": made.best, "figures": made.figures},
        f"The model is in {made.folder}: epoch {made.best} of {made.epochs} was the best.",
        *([figures] if made.figures else []),
    )
