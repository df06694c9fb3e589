"""Selecting words with the keyboard: one more, one less, across a gap, never beyond the sentence."""

from hypothesis import given
from hypothesis import strategies as st

from construal.gui.selection import Selection, of_rows

SENTENCE = range(10, 20)
KEYS = st.lists(st.sampled_from(["right", "left", "jump right", "jump left"]), max_size=12)


def pressed(selection: Selection, key: str) -> Selection:
    step = 1 if key.endswith("right") else -1
    if key.startswith("jump"):
        return selection.across(step, within=SENTENCE)
    return selection.extended(step, within=SENTENCE)


def test_extending_and_taking_back() -> None:
    """Shift → takes one word more, Shift ← gives it back, then goes on to the left."""
    word = Selection(12, 12)
    two = word.extended(1, within=SENTENCE)

    assert two.rows == (12, 13)
    assert two.extended(-1, within=SENTENCE).rows == (12,)
    assert word.extended(-1, within=SENTENCE).rows == (11, 12)


def test_jumping_a_gap() -> None:
    """Alt Shift → leaves one word out and takes the next; again: leaves two out; then Shift → goes on from there."""
    gap = Selection(12, 12).across(1, within=SENTENCE)
    wider = gap.across(1, within=SENTENCE)

    assert gap.rows == (12, 14)
    assert wider.rows == (12, 15)
    assert wider.extended(1, within=SENTENCE).rows == (12, 15, 16)


def test_moving_selects_one_word() -> None:
    """A step by word ends a longer selection, and stops at the ends of the document."""
    assert of_rows((3, 5, 6)).moved(1, total=8).rows == (7,)
    assert Selection(7, 7).moved(1, total=8).rows == (7,)
    assert Selection(0, 0).moved(-1, total=8).rows == (0,)


@given(st.sampled_from(SENTENCE), KEYS)
def test_a_selection_stays_in_its_sentence_and_keeps_a_word(row: int, keys: list[str]) -> None:
    """Whatever is pressed: at least one word is selected, each once, all in the sentence."""
    selection = Selection(row, row)
    for key in keys:
        selection = pressed(selection, key)

    assert selection.rows
    assert list(selection.rows) == sorted(set(selection.rows))
    assert set(selection.rows) <= set(SENTENCE)


@given(st.sets(st.integers(0, 30), min_size=1, max_size=8))
def test_rows_come_back_as_they_were(rows: set[int]) -> None:
    """A selection made of rows has exactly these rows, the last run at hand."""
    selection = of_rows(rows)

    assert set(selection.rows) == rows
    assert selection.head == max(rows)
