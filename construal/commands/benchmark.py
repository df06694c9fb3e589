"""`construal benchmark`: how fast and how small on this machine, against the figures to reach."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from construal.commands.report import Json, reporting, table

if TYPE_CHECKING:
    from construal.core.benchmark.figure import Figure
    from construal.core.benchmark.tagger import Costs
    from construal.core.progress import Progress


class Part(StrEnum):
    """What can be measured by itself."""

    START = "start"
    CORPUS = "corpus"
    VALIDATION = "validation"
    EVALUATION = "evaluation"
    OPENING = "opening"
    GROWTH = "growth"
    MEMORY = "memory"
    WINDOW = "window"
    FLOOR = "floor"
    TOKENS = "tokens"
    TAGGER = "tagger"
    SYNTAX = "syntax"
    DISAGREEMENTS = "disagreements"
    READING = "reading"
    PRECEDENTS = "precedents"
    ADAPTATION = "adaptation"


def benchmark(
    data: Annotated[
        Path | None, typer.Option("--data", envvar="CONSTRUAL_DATA", help="The folder that holds streusle/.")
    ] = None,
    part: Annotated[list[Part] | None, typer.Option("--part", help="Only this; may be given several times.")] = None,
    model: Annotated[
        list[str] | None,
        typer.Option("--model", help="The model to measure: its folder or name; `tagger` takes several."),
    ] = None,
    torch: Annotated[
        list[Path] | None,
        typer.Option(
            "--torch", help="For `tagger`: the folder with all weights of a model; may be given several times."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Measure speed and size on this machine.

    Exit code 1 where a figure is not reached.
    """
    with reporting(json) as report, tempfile.TemporaryDirectory(prefix="construal-benchmark-") as folder:
        figures: list[Figure] = []
        measured: Costs | None = None
        for one in part or Part:
            with report.progress(f"Measuring {one}") as progress:
                if one is Part.TAGGER:
                    from construal.core.benchmark import tagger

                    measured = tagger.costs(data, Path(folder), progress, models=model or [], torch=torch or [])
                    figures += tagger.figures(measured)
                else:
                    figures += measure(one, data, Path(folder), progress, model=model[0] if model else "")
        report.find(any(figure.passed is False for figure in figures))
        values = [{**_plain(figure), "passed": figure.passed} for figure in figures]
        place = f"On {machine()}; files in {Path(folder).parent}."
        told = {"figures": values, "machine": machine()}
        if measured is None:
            report.answer(told, *shown(figures), place)
            return
        from construal.commands.costs import plain, tables

        report.answer({**told, "costs": plain(measured)}, *tables(measured), *shown(figures), place)


def measure(part: Part, data: Path | None, folder: Path, progress: Progress, *, model: str = "") -> Sequence[Figure]:
    """The figures of one part."""
    from construal.core.benchmark import (
        adaptation,
        corpus_import,
        disagreements,
        evaluation,
        floor,
        growth,
        memory,
        opening,
        precedents,
        reading,
        syntax,
        tokens,
        validation,
    )

    measures: dict[Part, Callable[[], Sequence[Figure]]] = {
        Part.START: start,
        Part.CORPUS: lambda: corpus_import.figures(data, progress),
        Part.VALIDATION: lambda: validation.figures(data, progress),
        Part.EVALUATION: lambda: evaluation.figures(data, progress),
        Part.OPENING: lambda: opening.figures(folder, progress),
        Part.GROWTH: lambda: growth.figures(folder, progress),
        Part.MEMORY: lambda: memory.figures(folder, progress),
        Part.WINDOW: lambda: window(folder, progress),
        Part.FLOOR: lambda: floor.figures(data, progress),
        Part.TOKENS: lambda: tokens.figures(data, progress),
        Part.SYNTAX: lambda: syntax.figures(data, progress, model=model),
        Part.READING: lambda: reading.figures(data, folder, progress, model=model),
        Part.DISAGREEMENTS: lambda: disagreements.figures(data, progress, model=model),
        Part.PRECEDENTS: lambda: precedents.figures(data, progress, model=model),
        Part.ADAPTATION: lambda: adaptation.figures(data, folder, progress, model=model),
    }
    return measures[part]()


def start() -> list[Figure]:
    """How long the command takes to say its version."""
    from construal.core.benchmark.figure import Figure, median, timed

    call = [sys.executable, "-m", "construal", "--version"]
    seconds = median(lambda: timed(lambda: _run(call)), 7)
    return [Figure("construal --version", "the whole process; median of 7", seconds, "s", 0.3)]


def window(folder: Path, progress: Progress) -> list[Figure]:
    """How fast the real window is, drawn off the screen in processes of its own."""
    from construal.core.benchmark import made_project
    from construal.core.benchmark.figure import Figure, percentile

    small, long = folder / "small.construal", folder / "long.construal"
    made_project.many(small, progress, number=12)
    if not long.exists():
        made_project.long(long, progress)
    progress.step(0, 0, "Watching the window")

    def started() -> float:
        begin = time.time()
        return float(_watched("window", small, folder)["painted"]) - begin

    runs = [_watched("text", long, folder) for _ in range(2)]
    jumps, edits = (min(1000 * percentile(run[what], 95) for run in runs) for what in ("jumps", "edits"))
    places = (
        "random places of a text of a million words with 100,000 suggestions; 95th percentile, the better of 2 runs"
    )
    return [
        Figure("window shown", "from the start of Python to a painted window with 12 short texts; the best of 5",
               min(started() for _ in range(5)), "s", 1.5),
        Figure("jump", f"laying out and painting 300 {places}", jumps, "ms", 16),
        Figure("edit to repaint", f"from a key press to the saved decision and the repainted window, at 300 {places}",
               edits, "ms", 50),
    ]  # fmt: skip


def _watched(what: str, project: Path, folder: Path) -> dict[str, Any]:
    from construal.core.benchmark.child import environment

    apart = {"QT_QPA_PLATFORM": "offscreen", "CONSTRUAL_CONFIG": str(folder / "settings")}
    done = subprocess.run(
        [sys.executable, "-m", "construal.gui.measure", what, str(project)],
        env={**environment(), **apart}, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
    )  # fmt: skip
    measured: dict[str, Any] = msgspec.json.decode(done.stdout)
    return measured


def shown(figures: Sequence[Figure]) -> list[object]:
    """The figures as a table, and below it what each one measures."""
    results = table("", "figure", "measured", "to reach", "", numbers=("measured", "to reach"))
    for figure in figures:
        verdict = {True: "reached", False: "NOT REACHED", None: figure.why or ""}[figure.passed]
        target = "" if figure.target is None else f"{figure.target:g} {figure.unit}"
        value = "–" if figure.value is None else f"{figure.value:.3g} {figure.unit}"
        results.add_row(figure.name, value, target, verdict)
    return [results, *(f"{figure.name}: {figure.measures}." for figure in figures), ""]


def machine() -> str:
    """The machine in a few words: processors, system, Python."""
    import platform

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _plain(figure: Figure) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(figure)


def _run(call: Sequence[str]) -> None:
    from construal.core.benchmark.child import environment

    subprocess.run(call, env=environment(), check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
