"""Where mathematics stands in raw text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.annotation.tokens import mathematics


def found(text: str) -> list[str]:
    """The stretches themselves."""
    return [text[s:e] for s, e in mathematics.segments(text)]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("Let @@x_1@@, @@a_n@@ be roots.", ["@@x_1@@", "@@a_n@@"]),
        ("an $n$-category over $k$", ["$n$", "$k$"]),
        (r"display $$x+y$$ and \[z\] and \(w\).", ["$$x+y$$", r"\[z\]", r"\(w\)"]),
        ("it costs $5 and $10 now", []),
        ("between $5-$10 a day", []),
        (r"a price of \$5, then $x$", ["$x$"]),
        (r"spaced $ {\cal C} $ as TeX has it", [r"$ {\cal C} $"]),
        ("over a\nline $a\n+b$ end", ["$a\n+b$"]),
        ("never over $a\n\nb$ a blank line", []),
        (r"$\mbox{costs \$5}$ inside", [r"$\mbox{costs \$5}$"]),
        ("@@f(x)=$y@@ one sort of delimiter", ["@@f(x)=$y@@"]),
    ],
)
def test_segments(text: str, stretches: list[str]) -> None:
    """Delimiters pair as people write them, and money is no mathematics."""
    assert found(text) == stretches


def test_lone_delimiters() -> None:
    """Half a pair is told by its position; money is not."""
    text = "small category A$=, for $5 and @@x"

    assert mathematics.lone_delimiters(text, mathematics.segments(text)) == [text.index("$="), text.index("@@")]


@given(st.text(alphabet="ab $@\\()[]\n5_😀"))
def test_stretches_lie_in_the_text_apart_from_each_other(text: str) -> None:
    """Stretches are in order, never overlap and never hold a blank line; masking keeps every offset."""
    stretches = mathematics.segments(text)

    assert all(0 <= s < e <= len(text) for s, e in stretches)
    assert all(left[1] <= right[0] for left, right in pairwise(stretches))
    assert not any("\n\n" in text[s:e] for s, e in stretches)
    shown = mathematics.masked(text, stretches, " ")
    covered = {p for s, e in stretches for p in range(s, e)}
    assert len(shown) == len(text)
    assert all(a == b for p, (a, b) in enumerate(zip(shown, text, strict=True)) if p not in covered)


def test_far_apart_delimiters_are_no_formula() -> None:
    """Two stray delimiters with pages between them are two stray delimiters."""
    pages = "word " * 1_000
    for mark in ("$$", "@@", "$"):
        assert mathematics.segments(f"x {mark}a {pages}b{mark} y") == []
        assert len(mathematics.segments(f"x {mark}a b{mark} y")) == 1
