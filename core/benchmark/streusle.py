"""STREUSLE train and STREUSLE's own scripts, to time processes of ours beside processes of theirs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from construal.core.benchmark.child import environment
from construal.core.benchmark.figure import Figure, timed
from construal.core.progress import Progress

TRAIN = Path("streusle") / "streusle.ud_train.conllulex"
NO_CORPUS = f"needs {TRAIN}: name the folder above it with --data or CONSTRUAL_DATA"
NO_SCRIPTS = "needs STREUSLE's own scripts: pip install streusle"
Call = Sequence[str | Path]


def train(data: Path | None) -> Path | None:
    """The file, in this folder of corpora; None where it is not."""
    corpus = data / TRAIN if data else None
    return corpus if corpus is not None and corpus.is_file() else None


def script(name: str, *arguments: str | Path) -> Call | None:
    """The call of one of STREUSLE's scripts; None where they are not installed."""
    found = find_spec(name)
    return None if found is None or found.origin is None else [sys.executable, found.origin, *arguments]


def in_turn(
    ours: Callable[[int], Call], theirs: Call | None, *, rounds: int, told: str, progress: Progress
) -> tuple[float, float | None]:
    """The shortest seconds of our process, whose call may differ by round, and of theirs, run one after the other."""
    own: list[float] = []
    other: list[float] = []
    for number in range(rounds):
        progress.step(number, rounds, told)
        call = ours(number)
        own.append(timed(lambda call=call: _run(call)))  # type: ignore[misc]
        if theirs is not None:
            other.append(timed(lambda: _run(theirs)))
    return min(own), min(other, default=None)


def ratio(seconds: tuple[float, float | None], name: str, measures: str, *, target: float) -> Figure:
    """Our seconds over theirs."""
    own, other = seconds
    if other is None:
        return Figure(name, measures, None, "×", target, NO_SCRIPTS)
    return Figure(name, measures, own / other, "×", target)


def _run(call: Call) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(call, env=environment(), check=True, stdin=quiet, stdout=quiet, stderr=quiet)
