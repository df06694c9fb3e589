"""How much memory and disk a project of ten million words takes while somebody looks around in it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from construal.core.benchmark import made_project, made_text
from construal.core.benchmark.child import environment
from construal.core.benchmark.figure import Figure
from construal.core.progress import Progress
from construal.core.project import Project

DOCUMENTS, WORDS, AT_ONCE = 1_000, 10_000, 50
LOOKED_AT = 200
BROWSE = """
import random, resource, sys
from construal.annotation.layer import LEXICAL
from construal.core.project import Project
chance = random.Random(2026)
with Project.open(sys.argv[1], annotator="benchmark") as project:
    records = project.records()
    for record in chance.sample(records, int(sys.argv[2])):
        document = project.document(record.id)
        start = chance.randrange(len(document.text))
        project.reading(record.id, start=start, end=start + 4_000)
    project.coverage(LEXICAL)
    project.records(search="the")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak if sys.platform == "darwin" else peak * 1024)
"""


def figures(folder: Path, progress: Progress) -> list[Figure]:
    """The figures, on a project made in `folder`."""
    memory = (
        "memory of ten million words",
        (
            f"the most memory of a process that opens a project of {DOCUMENTS:,} made texts of {WORDS:,} words without "
            f"tags, looks into {LOOKED_AT} of them, counts what is decided and searches a word in all; without a window"
        ),
    )
    disk = "disk of ten million words", "bytes of that project, closed, with sources and suggestions"
    path = folder / "large.construal"
    _make(path, progress)
    size = Figure(*disk, path.stat().st_size / 1e9, "GB", 1.5)
    if find_spec("resource") is None:
        return [Figure(*memory, None, "GiB", 1.0, "this system does not tell how much memory a process took"), size]
    progress.step(0, 0, "Looking around")
    told = subprocess.run(
        [sys.executable, "-c", BROWSE, path, str(LOOKED_AT)],
        env=environment(), check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return [Figure(*memory, int(told) / 2**30, "GiB", 1.0), size]


def _make(path: Path, progress: Progress) -> None:
    with Project.create(path, annotator="benchmark") as project:
        for first in range(0, DOCUMENTS, AT_ONCE):
            progress.step(first, DOCUMENTS, "Making ten million words")
            made = [made_text.document(1 + n, WORDS, seed=n) for n in range(first, first + AT_ONCE)]
            marked = [a for d in made for a in made_text.suggestions(d, 100, first_id=d.id * 1_000)]
            project.add(made_project.prepared(made, marked))
