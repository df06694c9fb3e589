"""Commands on models that are there: `construal models` lists them, `construal release` makes one ready to hand on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.commands.report import Json, reporting, table

if TYPE_CHECKING:
    from construal.core.models.manifest import Available, Manifest

_MEGABYTE = 1_000_000
_SHOWN = ("target", "role", "function", "construal", "tags")


class Products(StrEnum):
    """How rounded weights are multiplied."""

    ROWS = "rows"
    BLOCKS = "blocks"


def models(json: Json = False) -> None:
    """List the models that are here.

    Those that come with the program and those of installed packages, with what they reach and whether all their files
    are as they were made. Exit code 1 where one is not.
    """
    with reporting(json) as report:
        from construal.core.models.manifest import available

        found = [(model, _fault(model)) for model in available()]
        report.find(any(fault for _, fault in found))
        shown = table("", "model", "version", "language", "MB", "licence", *_SHOWN, "whole", numbers=("MB", *_SHOWN))
        for model, fault in found:
            shown.add_row(model.name, *_cells(model.manifest), "no" if fault else "yes")
        none = "No model is here; train one, or install a package that has one."
        report.answer(
            {"models": [_values(model, fault) for model, fault in found]},
            *([shown] if found else [none]),
            *(fault for _, fault in found if fault),
        )


def release(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="The folder of a trained model.", show_default=False)],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write.", show_default=False)],
    dev: Annotated[
        list[Path], typer.Option("--dev", help="An annotated file to calibrate and measure on.", show_default=False)
    ],
    bits: Annotated[int, typer.Option("--bits", help="4 or 8 for rounded weights, 32 for weights as they are.")] = 4,
    products: Annotated[
        Products, typer.Option("--products", help="`rows` is faster, `blocks` nearer to the weights as they were.")
    ] = Products.ROWS,
    precedent_layer: Annotated[
        int | None,
        typer.Option("--precedent-layer", help="The layer that likeness is taken from, 0 for the last; else as MODEL."),
    ] = None,
    json: Json = False,
) -> None:
    """Make a trained model ready to hand on.

    Rounds its weights, fits its probabilities and measures it on --dev, and writes all it needs with a card into OUT.
    """
    with reporting(json) as report:
        from construal.core.models.card import FIGURES
        from construal.core.models.release import release as release_model

        with report.progress("Releasing") as progress:
            made = release_model(
                model, out, dev=dev, bits=bits, products=products.value, precedent_layer=precedent_layer,
                progress=progress,
            )  # fmt: skip
        numbers = ("%", "interval", "weights in full")
        figures = table("", "figure", *numbers, numbers=numbers)
        for name, words in FIGURES.items():
            if name in made.figures:
                interval, full = made.intervals.get(name), made.unrounded.get(name)
                told = f"{100 * interval[0]:.1f} to {100 * interval[1]:.1f}" if interval else ""
                whole = "" if full is None else f"{100 * full:.1f}"
                figures.add_row(words, f"{100 * made.figures[name]:.1f}", told, whole)
        report.answer(
            {
                "model": out, "name": made.name, "version": made.version, "bytes": made.size, "measured": made.measured,
                "figures": made.figures, "intervals": made.intervals, "unrounded": made.unrounded,
                "calibration": made.calibration, "reliability": made.reliability,
            },
            f"{made.name} {made.version} is in {out}, {made.size / _MEGABYTE:.1f} MB.",
            f"On {made.measured}:",
            figures,
            *(
                f"Calibration error of the {name}: {of.error:.3f} on {of.decisions:,} decisions; exact probabilities "
                f"would show {of.chance:.3f} by chance."
                for name, of in made.reliability.items()
            ),
        )  # fmt: skip


def _fault(model: Available) -> str:
    """What is wrong with a model, "" for one that is whole."""
    from construal.core.models.errors import ModelError
    from construal.core.models.manifest import checked

    if model.fault or model.folder is None:
        return model.fault
    try:
        checked(model.folder)
    except ModelError as error:
        return str(error)
    return ""


def _cells(manifest: Manifest | None) -> list[str]:
    if manifest is None:
        return [""] * (4 + len(_SHOWN))
    figures = (f"{100 * manifest.figures[name]:.1f}" if name in manifest.figures else "" for name in _SHOWN)
    licences = ", ".join(manifest.licences)
    return [manifest.version, manifest.language, f"{manifest.size / _MEGABYTE:.1f}", licences, *figures]


def _values(model: Available, fault: str) -> dict[str, object]:
    of = model.manifest
    about = {} if of is None else {
        "version": of.version, "language": of.language, "scheme": of.scheme, "bytes": of.size,
        "licences": of.licences, "data": of.data, "figures": of.figures, "measured": of.measured,
    }  # fmt: skip
    return {
        "name": model.name, "origin": model.origin, "folder": model.folder, **about, "whole": not fault, "fault": fault,
    }  # fmt: skip
