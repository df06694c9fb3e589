"""Figures of the rules: every error is told, and the sums are those of the parts."""

import os
from pathlib import Path

import pytest
from made import made_document

from construal.annotation.columns import Column
from construal.annotation.document import Document
from construal.annotation.snacs.target_entry import entry, extended
from construal.annotation.snacs.targets import lists_for
from construal.core.benchmark.floor import read_corpus
from construal.core.suggest.evaluation import Scores
from construal.core.suggest.expressions import Expression
from construal.core.targets.figures import rule_figures

DATA = os.environ.get("CONSTRUAL_DATA")


def tagged(words: str, tags: str) -> Document:
    """One English sentence with parts of speech."""
    document = made_document([words.split()], columns=False)
    document.tokens.columns = {"upos": Column.of(tags.split())}
    return document


def gold(rows: tuple[int, ...], lexlemma: str, role: str = "Locus", lexcat: str = "P") -> Expression:
    return Expression(rows=rows, lexlemma=lexlemma, lexcat=lexcat, role=role, function=role)


def test_right_missed_and_false() -> None:
    """A target found, one missed and one found wrongly are counted by rule and lexcat, and the wrong ones told."""
    document = tagged("in barns on spring of hens", "ADP NOUN ADP NOUN ADP NOUN")
    expected = [gold((0,), "in"), gold((2, 3), "on spring", lexcat="PP"), gold((4,), "of", role="??")]

    figures = rule_figures([(document, expected)])

    assert figures.exact == Scores(1, 2, 2)
    assert figures.by_rule == {"T1": Scores(0, 0, 1), "T2": Scores(1, 2, 1)}
    assert figures.by_lexcat == {"P": Scores(1, 2, 1), "PP": Scores(0, 0, 1)}
    assert (figures.relaxed_precision, figures.relaxed_recall) == (1, 1)
    assert [(e.found, e.words, e.rule) for e in figures.errors] == [(True, "on", "T2"), (False, "on spring", "T1")]


def test_as_the_reference_counts() -> None:
    """The same first word with the same lemmas is right, whatever else; an opaque possessive slot is no target."""
    document = tagged("with in my hens", "ADP X PRON NOUN")
    cells = {"xpos": ["IN", "GW", "PRP$", "NNS"], "lemma": ["with", "_", "my", "hen"]}
    document.tokens.columns = {**document.tokens.columns, **{name: Column.of(cells[name]) for name in cells}}
    expected = [gold((0, 1), "with"), gold((2,), "my", role="`$", lexcat="PRON.POSS")]

    figures = rule_figures([(document, expected)])

    assert figures.reference == Scores(1, 2, 1)
    assert figures.exact == Scores(1, 2, 2)  # the slot, not the word in two pieces


def test_lists_of_a_project_are_scored() -> None:
    """With an entry that mends an error the figures are better by it."""
    document = tagged("on spring days", "ADP NOUN NOUN")
    expected = [gold((0, 1), "on spring", lexcat="PP")]
    lists = extended(lists_for("en"), [entry("en", "on spring", lexcat="PP")])

    assert rule_figures([(document, expected)]).exact.right == 0
    assert rule_figures([(document, expected)], lambda _: lists).by_lexcat == {"PP": Scores(1, 1, 1)}


def test_an_empty_corpus() -> None:
    """Nothing to score scores nothing, and divides nothing by nothing."""
    figures = rule_figures([])

    assert figures.exact.f == figures.relaxed_f == figures.reference.f == 0


@pytest.mark.skipif(DATA is None, reason="needs CONSTRUAL_DATA")
def test_the_rules_on_dev_are_no_worse_than_the_reference() -> None:
    """On STREUSLE dev, counted as the reference counts, the rules reach at least what its own reach."""
    path = Path(DATA or "") / "streusle" / "streusle.ud_dev.conllulex"

    figures = rule_figures(read_corpus(path))

    assert figures.reference.f >= 0.910
    assert sum(s.right for s in figures.by_rule.values()) == figures.exact.right
    assert sum(s.found for s in figures.by_lexcat.values()) == figures.exact.found
