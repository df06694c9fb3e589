"""Figures by hand, and that the shipped floor reaches what was published for its kind."""

from __future__ import annotations

import os
from pathlib import Path

import made_systems
import pytest

from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.snacs.evaluation import answers, evaluate
from construal.core.suggest.evaluation import Scores, construal_figures, figures_of, target_figures
from construal.core.suggest.expressions import Expression
from construal.core.suggest.frequency import FrequencyCounts, shipped_counts
from construal.core.training.counts import corpus_of

COUNTS = FrequencyCounts([("of", "P", ("Topic", "Topic"), 2), ("at", "P", ("Time", "Time"), 1)])


def document(text: str) -> Document:
    """One plain sentence, words parted by spaces."""
    start, end, at = [], [], 0
    for word in text.split():
        at = text.index(word, at)
        start.append(at)
        end.append(at + len(word))
        at += len(word)
    sentences = Sentences(ints([0, len(start)]), ints([0]), ints([len(text)]), Column.of(["1"]))
    return Document(1, "test", text, Tokens(ints(start), ints(end), {}), sentences)


# Found by rule: of (2), at (4), in front of (7, 8, 9).
CORPUS = [
    (
        document("a word of thanks at noon stood in front of us"),
        [
            Expression((2,), "of", "P", "Topic", "Gestalt"),
            Expression((4,), "at", "P", "??", ""),
            Expression((7,), "in", "P", "Locus", "Locus"),
            Expression((9,), "of", "P", "Whole", "Whole"),
            Expression((0, 1), "a word", "N"),
        ],
    )
]


def test_scores() -> None:
    """Precision, recall and F from counts; nothing found or wanted gives 0, not an error."""
    assert (Scores(1, 2, 4).precision, Scores(1, 2, 4).recall, Scores(1, 2, 4).f) == (0.5, 0.25, pytest.approx(1 / 3))
    assert (Scores(0, 0, 0).precision, Scores(0, 0, 0).recall, Scores(0, 0, 0).f) == (0, 0, 0)


def test_target_figures() -> None:
    """The unclear target counts for nothing; a longer target is wrong exactly, right in part."""
    figures = target_figures(CORPUS)

    assert figures.exact == Scores(1, 2, 3)
    assert (figures.relaxed_precision, figures.relaxed_recall, figures.relaxed_f) == (1, 1, 1)


def test_labels_on_gold_targets() -> None:
    """On gold targets everything is answered: role right once, function and construal never."""
    figures = construal_figures(CORPUS, COUNTS, gold_targets=True)

    assert (figures.role, figures.function, figures.construal) == (Scores(1, 3, 3), Scores(0, 3, 3), Scores(0, 3, 3))


def test_labels_on_found_targets() -> None:
    """On found targets a label counts where the target is exact."""
    assert construal_figures(CORPUS, COUNTS, gold_targets=False).role == Scores(1, 2, 3)


def test_any_predictor() -> None:
    """Whatever answers by rows is measured in the same way."""
    figures = figures_of(CORPUS, lambda document, gold: {rows: (e.role, e.function) for rows, e in gold.items()})

    assert (figures.role.f, figures.construal.f) == (1, 1)


def test_opaque_possessives() -> None:
    """A target whose label is opaque counts as one to be found, not as one to be labelled."""
    corpus = [(document("thanks of noon"), [Expression((1,), "of", "P", "`$", "`$")])]

    assert target_figures(corpus).exact == Scores(1, 1, 1)
    assert construal_figures(corpus, COUNTS, gold_targets=True).role == Scores(0, 0, 0)
    assert construal_figures(corpus, COUNTS, gold_targets=False).role == Scores(0, 1, 0)


def test_the_floor_is_what_psseval_would_say() -> None:
    """On STREUSLE dev the floor on gold and on found targets has the counts of the evaluation of the same answers."""
    if "CONSTRUAL_DATA" not in os.environ:
        pytest.skip("CONSTRUAL_DATA is not set")
    file = Path(os.environ["CONSTRUAL_DATA"]) / "streusle" / "streusle.ud_dev.conllulex"
    imported = made_systems.read(file)
    gold = answers("gold", imported.documents, imported.annotations)
    makers = ((True, made_systems.most_frequent), (False, made_systems.suggested))
    for gold_targets, make in makers:
        floor = construal_figures(corpus_of(imported), shipped_counts("en"), gold_targets=gold_targets)
        found = evaluate(gold, answers("floor", imported.documents, make(imported)))
        for score, criterion in ((floor.role, "Role"), (floor.function, "Fxn"), (floor.construal, "Labeled")):
            same = found.adpositions(criterion)
            assert (score.right, score.found, score.wanted) == (same.correct, same.found, same.wanted)


def test_the_floor_on_streusle() -> None:
    """On STREUSLE dev the rules reach the published target F, and the counts what most frequent labels usually do."""
    if "CONSTRUAL_DATA" not in os.environ:
        pytest.skip("CONSTRUAL_DATA is not set")
    from construal.annotation.formats.conllulex import Conllulex
    from construal.annotation.formats.format import ReadOptions

    file = Path(os.environ["CONSTRUAL_DATA"]) / "streusle" / "streusle.ud_dev.conllulex"
    dev = corpus_of(Conllulex().read(file.read_bytes(), file.name, ReadOptions()))

    targets = target_figures(dev)
    labels = construal_figures(dev, shipped_counts("en"), gold_targets=True)

    assert targets.relaxed_f >= 0.910
    assert labels.role.f >= 0.38
    assert labels.function.f >= 0.53
