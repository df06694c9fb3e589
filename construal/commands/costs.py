"""What taggers cost, as tables: a row for each, and where the time of ours goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from construal.commands.report import table

if TYPE_CHECKING:
    from construal.core.benchmark.tagger import Costs, Run

_NONE = "–"
_COLUMNS = ("words/s", "network", "p50 ms", "p95 ms", "cold s", "MiB")


def tables(measured: Costs) -> Iterator[object]:
    """All that was run, and below it what the columns are."""
    if not measured.runs:
        return
    shown = table("What a tagger costs", "tagger", "run by", *_COLUMNS, numbers=_COLUMNS)
    for run in measured.runs:
        shown.add_row(run.name, run.by, *_cells(run))
    yield shown
    yield (
        f"On {measured.text}; threads: {measured.threads}, a process each. words/s: from a text file to labels, of a "
        "model of ours to a .conllulex file; network: of the model alone, words given; p50, p95: a single sentence, "
        "words given (of spaCy blank as text); cold: from the start of Python to the first labels; MiB: most memory."
    )
    yield from (f"{run.name}, {run.by}: {run.note}." for run in measured.runs if run.note)
    own = [run for run in measured.runs if run.cost.stages]
    if own:
        stages = tuple(own[0].cost.stages)
        split = table("Where the time goes, % of it", "tagger", "run by", *stages, numbers=stages)
        for run in own:
            whole = sum(run.cost.stages.values())
            split.add_row(run.name, run.by, *(f"{100 * seconds / whole:.0f}" for seconds in run.cost.stages.values()))
        yield split


def plain(measured: Costs) -> dict[str, object]:
    """The same for JSON, latencies as the two percentiles."""
    return {
        "text": measured.text, "threads": measured.threads, "why": measured.why,
        "runs": [
            {
                "tagger": run.name, "by": run.by, "words": run.cost.words,
                "words_per_second": run.words_per_second, "network_words_per_second": _network(run),
                "p50_ms": run.latency(50), "p95_ms": run.latency(95), "cold_s": run.cost.cold,
                "memory_bytes": run.cost.memory, "stages_s": run.cost.stages, "note": run.note,
            }
            for run in measured.runs
        ],
    }  # fmt: skip


def _cells(run: Run) -> Iterator[str]:
    network = _network(run)
    yield f"{run.words_per_second:,.0f}"
    yield _NONE if network is None else f"{network:,.0f}"
    yield f"{run.latency(50):.2f}"
    yield f"{run.latency(95):.2f}"
    yield f"{run.cost.cold:.2f}"
    yield f"{run.cost.memory / 2**20:,.0f}" if run.cost.memory else _NONE


def _network(run: Run) -> float | None:
    return run.cost.words / run.cost.network if run.cost.network else None
