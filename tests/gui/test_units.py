"""UTF-16 positions of Qt and code points of anchors."""

from hypothesis import given
from hypothesis import strategies as st

from construal.gui.text.units import from_qt, qt_length, to_qt

texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("𝒦👩‍👩‍👧é𐤀"), max_size=40)


@given(texts, st.integers(0, 45))
def test_positions_agree_with_utf16(text: str, position: int) -> None:
    """A Qt position counts the UTF-16 units before the code point."""
    assert to_qt(text, position) == len(text[:position].encode("utf-16-le")) // 2


@given(texts, st.integers(0, 40))
def test_there_and_back(text: str, position: int) -> None:
    """A code-point position survives the way to Qt and back."""
    position = min(position, len(text))

    assert from_qt(text, to_qt(text, position)) == position


@given(texts, st.integers(0, 90))
def test_inside_a_pair(text: str, qt_pos: int) -> None:
    """A position between two surrogates is that of their character, and none lies past the end."""
    position = from_qt(text, qt_pos)

    assert 0 <= position <= len(text)
    assert to_qt(text, position) <= max(qt_pos, 0) or position == 0
    assert position == len(text) or to_qt(text, position + 1) > qt_pos


def test_length() -> None:
    """An astral character counts twice for Qt."""
    assert qt_length("a𝒦b") == 4
