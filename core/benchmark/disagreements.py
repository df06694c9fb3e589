"""How well likely disagreements find labels that were made wrong on purpose, on STREUSLE dev."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import msgspec

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import ReadOptions
from construal.annotation.snacs.expression import rows_of
from construal.annotation.snacs.lexlemma import lexlemma
from construal.core import settings as preferences
from construal.core.benchmark.figure import Figure
from construal.core.disagreements import compared
from construal.core.progress import Progress
from construal.core.suggest.chosen_model import chosen
from construal.core.suggest.disagreement import Judged
from construal.core.suggest.expressions import lexcat
from construal.core.suggest.frequency import shipped_counts
from construal.core.suggest.suggester import TARGETS
from construal.core.suggest.tagger import TaggerSuggester

DEV = Path("streusle") / "streusle.ud_dev.conllulex"
SHARE = 0.05  # of the decided construals
SEEDS = (1, 2, 3)


def figures(data: Path | None, progress: Progress, *, model: str = "") -> list[Figure]:
    """Average precision and its like for a model, the preferred one by default; or what is missing for it."""
    told = f"{SHARE:.0%} of the construals of STREUSLE dev changed to another attested for the same expression"
    found, why = chosen(model or preferences.model(preferences.load()[0]), language="en")
    path = data / DEV if data else None
    if path is None or not path.is_file():
        why = f"needs {DEV}: name the folder above it with --data or CONSTRUAL_DATA"
    elif found is not None:
        reader, measured = TaggerSuggester(found, extent=TARGETS), []
        for number, seed in enumerate(SEEDS):
            progress.step(number, len(SEEDS), "Looking for planted errors")
            documents, decided, wrong = planted(path.read_bytes(), seed=seed)
            seen = [
                one
                for document in documents
                for one in compared(document, decided[document.id], reader)
                if len(one.annotations) == 1
            ]
            measured.append(ranking([one.annotations[0] in wrong for one in sorted(seen, key=_order)]))
        return [
            Figure(name, f"{what}; {told}; {found.source}, the mean of {len(SEEDS)} seeds",
                   100 * sum(values) / len(values), "%")
            for (name, what), values in zip(_NAMES, zip(*measured, strict=True), strict=True)
        ]  # fmt: skip
    return [Figure(name, f"{what}; {told}", None, "%", why=why or "no model is chosen") for name, what in _NAMES]


_NAMES = (
    ("disagreements, AP", "average precision of the list of decided places, the least likely decision first"),
    ("disagreements, P@5 %", "the share of planted errors in the first twentieth of it"),
    ("disagreements, recall@10 %", "the share of all planted errors that its first tenth holds"),
    ("disagreements, base", "the share of planted errors, which any order has on average"),
)


def _order(one: Judged) -> tuple[float, float, int, int]:
    return one.order


def ranking(wrong: Sequence[bool]) -> tuple[float, float, float, float]:
    """Average precision, precision in the first twentieth, recall in the first tenth, and the base rate."""
    hits = [place for place, is_wrong in enumerate(wrong, 1) if is_wrong]
    if not hits:
        return 0.0, 0.0, 0.0, 0.0
    average = sum(number / place for number, place in enumerate(hits, 1)) / len(hits)
    twentieth, tenth = max(1, len(wrong) // 20), max(1, len(wrong) // 10)
    return average, sum(wrong[:twentieth]) / twentieth, sum(wrong[:tenth]) / len(hits), len(hits) / len(wrong)


def planted(data: bytes, *, seed: int) -> tuple[list[Document], dict[int, list[Annotation]], set[int]]:
    """The documents of a file, its decisions with some construals made wrong, and the ids of those."""
    rng = random.Random(seed)
    imported = Conllulex().read(data, "dev.conllulex", ReadOptions())
    counts = shipped_counts("en")
    decided: dict[int, list[Annotation]] = {document.id: [] for document in imported.documents}
    documents = {document.id: document for document in imported.documents}
    wrong: set[int] = set()
    for annotation in imported.annotations:
        document = documents[annotation.document]
        if annotation.get("function") and rng.random() < SHARE:
            rows = rows_of(document, annotation.anchor) or []
            options = counts.options(lexlemma(document, rows), annotation.text("lexcat") or lexcat(document, rows))
            now = (annotation.text("role"), annotation.text("function"))
            others = [(role, function) for role, function, _, _ in options if (role, function) != now]
            if others:
                role, function = rng.choice(others)
                values = {**annotation.values, "role": role, "function": function}
                annotation = msgspec.structs.replace(annotation, values=values)
                wrong.add(annotation.id)
        decided[annotation.document].append(annotation)
    return list(imported.documents), decided, wrong
