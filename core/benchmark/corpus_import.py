"""Import of STREUSLE against STREUSLE's own converter parsing the same file, in one run; and the size on disk."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from construal.core.benchmark.child import environment
from construal.core.benchmark.figure import Figure, timed
from construal.core.progress import Progress
from construal.core.project import Project

ROUNDS = 5
BYTES_PER_TOKEN = 150  # ten million tokens in 1.5 GB
TRAIN = Path("streusle") / "streusle.ud_train.conllulex"
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
    corpus = data / TRAIN if data else None
    if corpus is None or not corpus.is_file():
        why = f"needs {TRAIN}: name the folder above it with --data or CONSTRUAL_DATA"
        return [Figure(*ratio_of, None, "×", 1.0, why), Figure(*size_of, None, "B", BYTES_PER_TOKEN, why)]
    converter = find_spec("conllulex2json")
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = [], []
        for n in range(ROUNDS):
            progress.step(n, ROUNDS, "Importing STREUSLE")
            project = Path(folder) / f"{n}.construal"
            ours.append(timed(lambda project=project: _run([sys.executable, "-c", IMPORT, corpus, project])))  # type: ignore[misc]
            if converter is not None and converter.origin is not None:
                call = [sys.executable, converter.origin, corpus]
                theirs.append(timed(lambda call=call: _run(call)))  # type: ignore[misc]
        with Project.open(project, readonly=True) as read:
            tokens = sum(record.tokens for record in read.records())
        size = Figure(*size_of, project.stat().st_size / tokens, "B", BYTES_PER_TOKEN)
    seconds = Figure(
        "import STREUSLE train, alone", "the same seconds of ours, start of Python included", min(ours), "s"
    )
    if not theirs:
        why = "needs STREUSLE's own scripts: pip install streusle"
        return [Figure(*ratio_of, None, "×", 1.0, why), seconds, size]
    return [Figure(*ratio_of, min(ours) / min(theirs), "×", 1.0), seconds, size]


def _run(call: Sequence[str | Path]) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(call, env=environment(), check=True, stdin=quiet, stdout=quiet, stderr=quiet)
