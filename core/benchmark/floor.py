"""How good the first suggesters are, on data they were not made from: what every later model must beat."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from construal.annotation.annotation import Annotation, id_source
from construal.annotation.document import Document
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Imported, ReadOptions
from construal.annotation.formats.plain_text import PlainText
from construal.annotation.layer import CONCEPT
from construal.core.benchmark.figure import Figure
from construal.core.progress import Progress
from construal.core.suggest.category import evaluate
from construal.core.suggest.evaluation import Corpus, construal_figures, target_figures
from construal.core.suggest.expressions import expressions
from construal.core.suggest.frequency import shipped_counts
from construal.core.suggest.suggester import Decided
from construal.core.targets.figures import rule_figures
from construal.core.terms.evaluation import read_gold, term_figures

DEV = Path("streusle") / "streusle.ud_dev.conllulex"
TERMS = Path("tac") / "human-terms-dev.csv"

Told = tuple[str, str, float]  # name, what it measures, a ratio from 0 to 1


def figures(data: Path | None, progress: Progress) -> list[Figure]:
    """The figures, in per cent; where data is missing, which."""
    measured: list[Figure] = []
    for number, (name, file, work) in enumerate((("supersenses", DEV, _supersenses), ("terms", TERMS, _terms))):
        progress.step(number, 3, f"Measuring: {name}")
        path = data / file if data else None
        if path is None or not path.is_file():
            why = f"needs {file}: name the folder above it with --data or CONSTRUAL_DATA"
            measured.append(Figure(f"floor of {name}", "see below", None, "%", why=why))
        else:
            measured += [Figure(told, what, 100 * ratio, "%") for told, what, ratio in work(path)]
    progress.step(2, 3, "Measuring: concepts of problems")
    if find_spec("champ_dataset") is None:
        why = "needs the extra construal[champ]"
        measured.append(Figure("floor of concepts of problems", "see below", None, "%", why=why))
    else:
        measured += [Figure(told, what, 100 * ratio, "%") for told, what, ratio in _concepts()]
    return measured


def _supersenses(path: Path) -> Iterator[Told]:
    corpus = read_corpus(path)
    counts = shipped_counts("en")
    found = target_figures(corpus)
    yield "targets, F", "targets by rules on STREUSLE dev, exactly the same words", found.exact.f
    yield "targets, F relaxed", "the same, with a word in common", found.relaxed_f
    compared = "the same, first word and lemmas as STREUSLE's own rules are scored, which reach 91 %"
    yield "targets, F as the reference", compared, rule_figures(corpus).reference.f
    on = "the most frequent construal on STREUSLE dev"
    for places, gold in (("gold targets", True), ("found targets", False)):
        scores = construal_figures(corpus, counts, gold_targets=gold)
        parts = ("role", scores.role), ("function", scores.function), ("construal", scores.construal)
        for name, score in parts:
            yield f"{name}, {places}", f"{on}: F of the {name}, {places}", score.f


def _terms(path: Path) -> Iterator[Told]:
    def document(number: int, sentence: str) -> Document:
        options = ReadOptions(new_id=id_source(number))
        return PlainText().read(sentence.encode(), f"{number}.txt", options).documents[0]

    found = term_figures(read_gold(path.read_text(encoding="utf-8")), document)
    on = f"term candidates of {found.sentences} sentences of TAC abstracts, no parts of speech"
    yield "terms, F longest", f"{on}: longest candidates against human terms, as sets by sentence", found.longest.f
    yield "terms, average precision", f"{on}: the list ranked by C-value", found.average_precision
    yield "terms, ceiling of recall", f"{on}: human terms that stand in their sentence as they are", found.ceiling


def _concepts() -> Iterator[Told]:
    from construal.annotation.formats.champ import read_package

    imported = read_package(ReadOptions())
    linked: dict[int, list[str]] = {}
    for annotation in imported.annotations:
        if annotation.layer == CONCEPT:
            linked.setdefault(annotation.document, []).append(annotation.text("concept"))
    problems = [
        Decided(d.id, d.problem.category if d.problem else "", tuple(linked.get(d.id, ()))) for d in imported.documents
    ]
    found = evaluate(problems)
    on = f"concepts used most in a problem's category, {found.problems} problems of CHAMP each left out in turn"
    yield "concepts, recall at 5", on, found.recall_at_5
    yield "concepts, reciprocal rank", on, found.reciprocal_rank


def read_corpus(path: Path) -> Corpus:
    """The documents of a `.conllulex` file with the expressions decided there."""
    return _corpus(Conllulex().read(path.read_bytes(), path.name, ReadOptions()))


def _corpus(imported: Imported) -> Corpus:
    by_document: dict[int, list[Annotation]] = {}
    for annotation in imported.annotations:
        by_document.setdefault(annotation.document, []).append(annotation)
    return [(d, list(expressions(d, by_document.get(d.id, [])))) for d in imported.documents]
