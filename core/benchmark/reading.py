"""How soon a text that nobody annotated has suggestions after it was opened, in the real window without a screen."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

import msgspec

from construal.core import settings as preferences
from construal.core.benchmark import made_text
from construal.core.benchmark.child import environment
from construal.core.benchmark.figure import Figure, percentile
from construal.core.progress import Progress
from construal.core.project import Project
from construal.core.suggest.chosen_model import chosen

DEV = Path("streusle") / "streusle.ud_dev.conllulex"
PAGES = 31  # the first is what the model is loaded with
SENTENCES = 17  # of a text: about as many as are in sight
WORDS = 240  # of a made text, where there is no corpus


class Times(msgspec.Struct, frozen=True):
    """Seconds from opening each text to its first suggestions painted, and to all that are in sight."""

    first: list[float]
    page: list[float]


def figures(data: Path | None, folder: Path, progress: Progress, *, model: str = "") -> list[Figure]:
    """The figures of a model, the preferred one by default; without it, the reason."""
    name = model or preferences.model(preferences.load()[0])
    found, why = chosen(name, language="en")
    told = f"in each of {PAGES - 1} texts of {SENTENCES} sentences that nobody annotated, 95th percentile"
    if found is None:
        return [
            Figure("suggestions in sight", f"from opening on, {told}", None, "ms", 100, why or "no model is chosen")
        ]
    project = folder / "unread.construal"
    if not project.exists():
        unannotated(project, data, folder)
    progress.step(0, 0, "Opening texts")
    apart = {
        "QT_QPA_PLATFORM": "offscreen", "CONSTRUAL_CONFIG": str(folder / "settings"), preferences.MODEL_VARIABLE: name
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "construal.gui.measure", "reading", str(project)],
        env={**environment(), **apart}, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
    )  # fmt: skip
    times = msgspec.json.decode(done.stdout, type=Times)
    return [
        Figure("suggestions in sight", f"from opening a text to its first suggestions painted, {told}; {found.source}",
               1000 * percentile(times.first, 95), "ms", 100),
        Figure("whole page suggested", f"from opening a text to all in sight painted, {told}; {found.source}",
               1000 * percentile(times.page, 95), "ms"),
    ]  # fmt: skip


def unannotated(path: Path, data: Path | None, folder: Path) -> None:
    """A project of texts without any annotation: sentences of STREUSLE dev, or made ones where that is not here."""
    texts = list(islice(_texts(data), PAGES))
    with Project.create(path, annotator="benchmark") as project:
        for number, text in enumerate(texts):
            file = folder / f"unread-{number}.txt"
            file.write_text(text, encoding="utf-8")
            project.import_file(file)


def _texts(data: Path | None) -> list[str]:
    corpus = data / DEV if data else None
    if corpus is None or not corpus.is_file():
        return [made_text.prose(WORDS, seed=seed) for seed in range(PAGES)]
    mark = "# text = "
    lines = corpus.read_text(encoding="utf-8").splitlines()
    sentences = [line.removeprefix(mark) for line in lines if line.startswith(mark)]
    return ["\n".join(some) + "\n" for some in _some(sentences)]


def _some(sentences: list[str]) -> list[list[str]]:
    return [sentences[place : place + SENTENCES] for place in range(0, len(sentences), SENTENCES)]
