"""How the cost of import, suggestions and terms grows with the text, and how fast they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from construal.annotation.annotation import id_source
from construal.core.benchmark import made_text
from construal.core.benchmark.figure import Figure, timed
from construal.core.progress import Progress
from construal.core.project import Project

SMALL, LARGE = 20_000, 200_000  # words
ROUNDS = 3
MOST = 11.0  # times the cost for ten times the words

Work = Callable[[Path, int], float]


def figures(folder: Path, progress: Progress) -> list[Figure]:
    """For each kind of work its speed, and its cost for ten times the words."""
    measured: list[Figure] = []
    for name, what, work in (
        ("import plain text", "Project.import_file of one made plain text", _import),
        ("suggest", "the shipped suggesters of supersenses on a made text without tags", _suggest),
        ("terms", "ranked candidates of a made text without tags", _terms),
    ):
        progress.step(len(measured), 6, f"Measuring: {name}")
        # In turn, so that a machine that is busy for a while slows both.
        rounds = [(work(folder, SMALL), work(folder, LARGE)) for _ in range(ROUNDS)]
        small, large = (min(times) for times in zip(*rounds, strict=True))
        told = f"{what} of {LARGE:,} words"
        growth = f"{told} over the time for {SMALL:,}; the shortest of {ROUNDS} each, in turn"
        measured.append(Figure(f"{name}, ten times the text", growth, large / small, "×", MOST))
        measured.append(Figure(f"{name}, speed", f"{told}: milliseconds for 1,000 words", large / LARGE * 1e6, "ms"))
    return measured


def _import(folder: Path, number: int) -> float:
    text, project = folder / "made.txt", folder / "made.construal"
    text.write_text(made_text.prose(number), encoding="utf-8")
    project.unlink(missing_ok=True)
    with Project.create(project) as made:
        return timed(lambda: made.import_file(text))


def _suggest(folder: Path, number: int) -> float:
    from construal.core.suggest.suggester import Knowledge, load

    document = made_text.document(1, number)
    (suggester,) = load(Knowledge(), ["frequency"]).suggesters
    suggester.suggest(made_text.document(2, 100), [], new_id=id_source(), time=0)  # reads its counts
    return timed(lambda: suggester.suggest(document, [], new_id=id_source(), time=0))


def _terms(folder: Path, number: int) -> float:
    from construal.core.terms.candidates import candidates

    document = made_text.document(1, number)
    candidates([made_text.document(2, 100)])  # reads its word lists
    return timed(lambda: candidates([document]))
