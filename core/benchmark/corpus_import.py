"""Import of STREUSLE against STREUSLE's own converter parsing the same file, in one run; and the size on disk."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from construal.core.benchmark import streusle
from construal.core.benchmark.figure import Figure
from construal.core.progress import Progress
from construal.core.project import Project

ROUNDS = 5
BYTES_PER_TOKEN = 150  # ten million tokens in 1.5 GB
IMPORT = """
import sys
from construal.core.project import Project
with Project.create(sys.argv[2]) as project:
    project.import_file(sys.argv[1])
"""


def figures(data: Path | None, progress: Progress) -> list[Figure]:
    """The figures; without the corpus, or STREUSLE's converter, they say what is missing."""
    ratio_of = (
        "import STREUSLE train",
        (
            "seconds to import STREUSLE train into a new project, over seconds of streusle's conllulex2json.py on "
            f"the same file; whole processes in turn, the shortest of {ROUNDS} each"
        ),
    )
    size_of = "STREUSLE on disk", "bytes of the closed project of STREUSLE train for each of its tokens"
    corpus = streusle.train(data)
    if corpus is None:
        why = streusle.NO_CORPUS
        return [Figure(*ratio_of, None, "×", 1.0, why), Figure(*size_of, None, "B", BYTES_PER_TOKEN, why)]
    with tempfile.TemporaryDirectory() as folder:
        projects = [Path(folder) / f"{n}.construal" for n in range(ROUNDS)]
        seconds = streusle.in_turn(
            lambda n: [sys.executable, "-c", IMPORT, corpus, projects[n]], streusle.script("conllulex2json", corpus),
            rounds=ROUNDS, told="Importing STREUSLE", progress=progress,
        )  # fmt: skip
        with Project.open(projects[-1], readonly=True) as read:
            tokens = sum(record.tokens for record in read.records())
        size = Figure(*size_of, projects[-1].stat().st_size / tokens, "B", BYTES_PER_TOKEN)
    alone = Figure(
        "import STREUSLE train, alone", "the same seconds of ours, start of Python included", seconds[0], "s"
    )
    return [streusle.ratio(seconds, *ratio_of, target=1.0), alone, size]
