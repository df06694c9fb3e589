"""Singulars and normal forms."""

from __future__ import annotations

import pytest

from construal.core.terms.lexicon import lexicon


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("functors", "functor"), ("categories", "category"), ("classes", "class"), ("boxes", "box"),
        ("matches", "match"), ("lattices", "lattice"), ("vertices", "vertex"), ("analyses", "analysis"),
        ("sheaves", "sheaf"), ("algebras", "algebra"), ("2-categories", "2-category"), ("PDEs", "pde"),
        ("topoi", "topos"), ("bases", "base"), ("movies", "movie"), ("children", "child"),
    ],
)  # fmt: skip
def test_plurals(plural: str, singular: str) -> None:
    """Regular and common irregular plurals have their singular."""
    assert lexicon("en").singular(plural) == singular


@pytest.mark.parametrize(
    "word", ["mathematics", "analysis", "class", "topos", "torus", "series", "gas", "DNS", "is", "calculus", "x's"]
)
def test_what_only_looks_like_a_plural(word: str) -> None:
    """A singular that ends in s stays."""
    assert lexicon("en").singular(word) == word.lower()


def test_normal_form() -> None:
    """Lower case, single spaces, the last word in the singular; other languages keep their endings."""
    assert lexicon("en-US").normal("Data  Structures") == "data structure"
    assert lexicon("de").normal("Autos") == "autos"
