"""The reading: what one annotator sees, by place."""

from hypothesis import given
from hypothesis import strategies as st
from made import annotations

from construal.annotation.anchor import DOCUMENT, at_step, span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.reading import decisions, reading

MANY = st.lists(annotations(ids=st.integers(1, 12), document_ids=st.just(1)), max_size=12, unique_by=lambda a: a.id)


@given(MANY)
def test_nobody_sees_anothers_work_unless_it_was_adjudicated(everything: list[Annotation]) -> None:
    """Ann reads her own statements, unowned ones and adjudicated ones, and none that her own replaces."""
    seen = reading(everything, "ann")
    replaced = {a.replaces for a in everything if a.annotator == "ann"}

    assert all(a.annotator in ("", "ann") or a.status is Status.ADJUDICATED for a in seen)
    assert not replaced.intersection(a.id for a in seen)
    assert all(a in seen for a in everything if a.annotator == "ann" and a.is_decided and a.id not in replaced)


@given(MANY)
def test_decisions_are_no_suggestions(everything: list[Annotation]) -> None:
    """What an export carries was decided."""
    assert all(a.status in ("draft", "gold", "adjudicated") for a in decisions(everything, "ann"))


def test_reading_is_in_order_of_place() -> None:
    """Documents and steps first, then the text from its beginning."""
    places = [span((5, 9)), at_step(1), span((2, 3)), DOCUMENT, span((2, 9))]
    made = [Annotation(id=i, document=1, layer="x", anchor=a, values={"v": 1}) for i, a in enumerate(places, 1)]

    assert [a.anchor for a in reading(made, "ann")] == [DOCUMENT, at_step(1), span((2, 3)), span((2, 9)), span((5, 9))]
