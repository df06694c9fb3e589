"""Every occurrence of a catalogued term."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from construal.annotation.catalogue import Concept, Term
from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.core.terms.occurrences import occurrences


def document(text: str, *, id: int = 1, upos: str = "", language: str = "en") -> Document:
    """One sentence cut at spaces, with hyphens and end punctuation as tokens of their own; `upos` one tag a token."""
    spans = [match.span() for match in re.finditer(r"[^\s\-.,$]+|[-.,$]", text)]
    columns = {"upos": Column.of(upos.split())} if upos else {}
    tokens = Tokens(ints([s for s, _ in spans]), ints([e for _, e in spans]), columns)
    sentences = Sentences(ints([0, len(spans)]), ints([0]), ints([len(text)]), Column.of(["1"]))
    return Document(id, f"document {id}", text, tokens, sentences, language=language)


def catalogue(*names: str) -> dict[str, Concept]:
    """A concept for each name, its id in capitals."""
    return {name.upper(): Concept(id=name.upper(), terms=(Term(name),)) for name in names}


def found(text: str, *names: str) -> list[str]:
    """What is found in a text, as written there."""
    return [text[o.start : o.end] for o in occurrences(catalogue(*names), document(text))]


def test_longest_and_nested() -> None:
    """Both *free double category* and the *double category* in it are found, the longer one first."""
    text = "the free double category"

    assert found(text, "double category", "free double category", "double") == [
        "free double category", "double category", "double",
    ]  # fmt: skip


def test_case_and_plural() -> None:
    """Capitals and the last word's number make no difference, either way round."""
    assert found("Double categories", "double category") == ["Double categories"]
    assert found("a topos", "Topoi") == ["topos"]
    assert found("Lie algebra", "lie algebras") == ["Lie algebra"]


def test_an_acronym_is_found_in_capitals_only() -> None:
    """PDE is no pde, and PDEs are found whole."""
    assert found("a PDE, two PDEs, no pde", "PDE") == ["PDE", "PDEs"]


def test_words_are_whole() -> None:
    """A term is not found inside a longer word; a hyphen parts words."""
    assert found("a subcategory, a category-like thing", "category") == ["category"]


def test_several_concepts_of_one_name() -> None:
    """An occurrence names every concept that is called so; rejected terms are not looked for."""
    concepts = {
        "a": Concept(id="a", name="kernel"),
        "b": Concept(id="b", name="pip", terms=(Term("kernel"), Term("stone", status="rejected"))),
    }

    (occurrence,) = occurrences(concepts, document("the kernel of a stone"))

    assert occurrence.concepts == ("a", "b")


def test_ids_and_signs_are_no_matter() -> None:
    """Terms may hold any sign; a single letter is never looked for."""
    assert found("then C(n, k) is a C of f", "C(n, k)", "C") == ["C(n, k)"]


@given(st.lists(st.sampled_from(["sheaf", "open", "cover", "of", "a"]), max_size=12), st.integers(0, 3))
def test_every_place_is_found(words: list[str], spaces: int) -> None:
    """Each place where *open cover* stands is found, and no other."""
    text = (" " * (spaces + 1)).join(words)
    expected = [m.span() for m in re.finditer(r"\bopen +cover\b", text)]

    assert [(o.start, o.end) for o in occurrences(catalogue("open cover"), document(text))] == expected
