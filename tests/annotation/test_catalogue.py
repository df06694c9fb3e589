"""The catalogue: a concept always has something to show, ids are readable and never taken twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.annotation.catalogue import Concept, Term, ancestors, fresh_id


@pytest.mark.parametrize(
    ("concept", "title"),
    [
        (Concept(id="C", name="Vieta"), "Vieta"),
        (Concept(id="C", terms=(Term("ring"),)), "ring"),
        (Concept(id="C", definition="If @@a@@ divides @@b@@; then"), "If a divides b"),
        (Concept(id="C_(1+xi)poly"), "C_(1+xi)poly"),
    ],
)
def test_title_falls_back(concept: Concept, title: str) -> None:
    """Name, else term, else the first clause of the definition, else the id."""
    assert concept.title == title


def test_names_leave_out_what_must_not_be_used() -> None:
    """Rejected and deprecated terms are not looked for in text, and a wording counts once."""
    terms = (
        Term("ring"),
        Term("Ring", status="admitted"),
        Term("circle", status="rejected"),
        Term("x", status="deprecated"),
    )

    assert Concept(id="r", name="ring", terms=terms).names() == ["ring", "Ring"]


@given(st.text(max_size=12), st.lists(st.text(max_size=6), max_size=5))
def test_fresh_id_is_never_taken(name: str, taken: list[str]) -> None:
    """Whatever the name and the ids that are taken, the new id is another."""
    first = fresh_id(name, taken)
    assert first not in taken
    assert fresh_id(name, [*taken, first]) != first


def test_circle_of_broader_concepts_ends() -> None:
    """A catalogue with a circle gives each ancestor once."""
    catalogue = {
        c.id: c
        for c in (Concept(id="a", broader=("b",)), Concept(id="b", broader=("c",)), Concept(id="c", broader=("a",)))
    }

    assert ancestors("a", catalogue) == ["b", "c"]
    assert ancestors("missing", catalogue) == []
