"""How long it takes to open large projects and documents, and to commit an edit in them."""

from __future__ import annotations

import random
from pathlib import Path

from construal.annotation import actions
from construal.annotation.layer import LEXICAL
from construal.core.benchmark import made_project, made_text
from construal.core.benchmark.figure import Figure, median, percentile, timed
from construal.core.progress import Progress

VIEW = 4_000  # code points that a window shows at once
EDITS = 300


def figures(folder: Path, progress: Progress) -> list[Figure]:
    """The figures, on projects made in `folder`; their files are in the system's cache, as after their making."""
    many, long = folder / "many.construal", folder / "long.construal"
    made_project.many(many, progress)
    made_project.long(long, progress)
    progress.step(0, 0, "Opening")
    return [
        Figure(
            "open 10,000 documents",
            "Project.open, the list of documents and how much of each is decided; median of 5",
            median(lambda: timed(lambda: _open_list(many)), 5), "s", 1.0,
        ),
        Figure(
            "open a long document",
            "Project.open, the document of a million words, what stands in its first 4,000 characters of 100,000 "
            "suggestions, and the first open target; median of 5",
            median(lambda: timed(lambda: _open_long(long)), 5), "s", 1.0,
        ),
        _commits(long),
    ]  # fmt: skip


def _open_list(path: Path) -> None:
    with made_project.opened(path) as project:
        project.records()
        project.coverage(LEXICAL)


def _open_long(path: Path) -> None:
    with made_project.opened(path) as project:
        (record,) = project.records()
        document = project.document(record.id)
        document.token(0)
        project.reading(record.id, start=0, end=VIEW)
        project.next_annotation(record.id, LEXICAL, after=-1, undecided=True)


def _commits(path: Path) -> Figure:
    chance = random.Random(made_text.SEED)
    spent = []
    with made_project.opened(path) as project:
        (record,) = project.records()
        length = record.characters
        for _ in range(EDITS):
            found = project.next_annotation(record.id, LEXICAL, after=chance.randrange(length - VIEW))
            if found is not None:
                edit = actions.relabel(found, project.author(), role=chance.choice(made_text.LABELS))
                spent.append(1000 * timed(lambda edit=edit: project.do(edit)))  # type: ignore[misc]
    return Figure(
        "commit an edit", f"Project.do of {EDITS} relabellings at random places of the long document, each synced to "
        "disk; 95th percentile", percentile(spent, 95), "ms", 5.0,
    )  # fmt: skip
