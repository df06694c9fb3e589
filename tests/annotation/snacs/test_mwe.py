"""Multiword expressions: numbering, tags with gaps, and the one-line rendering."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from construal.annotation.snacs.mwe import numbers, rendered, simplified, tags

FORMS = list("abcdef")


@pytest.mark.parametrize(
    ("strong", "weak", "expected"),
    [
        ([[2, 3]], [], ([1], [])),
        ([[2, 3]], [[0, 1]], ([2], [1])),
        ([[1, 2]], [[1, 2, 4]], ([1], [2])),
        ([[3, 4], [0, 5]], [[1, 2]], ([3, 1], [2])),
    ],
)
def test_numbers(strong: list[list[int]], weak: list[list[int]], expected: tuple[list[int], list[int]]) -> None:
    """Strong and weak groups share one series by first word, strong before weak on a tie."""
    assert numbers(strong, weak) == expected


@pytest.mark.parametrize(
    ("strong", "weak", "expected"),
    [
        ([], [], "O O O O O O"),
        ([[1, 2]], [], "O B I_ O O O"),
        ([[0, 3]], [], "B o o I_ O O"),
        ([[0, 4], [1, 2]], [], "B b i_ o I_ O"),
        ([], [[1, 3]], "O B o I~ O O"),
        ([[1, 2]], [[0, 1, 2, 4]], "B I~ I_ o I~ O"),
        ([[0, 4]], [[1, 2]], "B b i~ o I_ O"),
        # A gap inside a gap, and a weak group half inside a gap, are left out.
        ([[0, 5], [1, 3]], [], "B o o o o I_"),
        ([[0, 3]], [[1, 4]], "B o o I_ O O"),
    ],
)
def test_tags(strong: list[list[int]], weak: list[list[int]], expected: str) -> None:
    """B begins, I_ and I~ continue, lower case stands inside a gap, and what one level cannot hold is left out."""
    assert tags(6, strong, weak) == expected.split()


@pytest.mark.parametrize(
    ("strong", "weak", "expected"),
    [
        ([], [], "a b c d e f"),
        ([[1, 2]], [], "a b_c d e f"),
        ([[0, 2]], [], "a_ b _c d e f"),
        ([[0, 4], [1, 2]], [], "a_ b_c d _e f"),
        ([], [[1, 2]], "a b~c d e f"),
        ([[1, 2]], [[0, 1, 2, 4]], "a~b_c~ d ~e f"),
        ([[0, 5]], [[1, 3]], "a_ b~ c ~d e _f"),
        # Crossing groups have no joints left: their words are marked.
        ([[0, 2], [1, 3]], [], "a_ b$1 _c d$1 e f"),
        ([[0, 3]], [[1, 4], [2, 5]], "a_ b~ c$1 _d ~e f$1"),
    ],
)
def test_rendering(strong: list[list[int]], weak: list[list[int]], expected: str) -> None:
    """Joints are drawn where they are free; a group whose joints are not is marked with a number."""
    assert rendered(FORMS, strong, weak) == expected


@st.composite
def grouped(draw: st.DrawFn) -> tuple[list[list[int]], list[list[int]]]:
    """Any strong groups that share no words, and any weak ones."""
    both = []
    for _ in range(2):
        owner = draw(st.lists(st.integers(0, 4), min_size=12, max_size=12))
        groups = [[i for i, o in enumerate(owner) if o == k] for k in range(1, 5)]
        both.append(sorted(group for group in groups if len(group) > 1))
    return both[0], both[1]


@given(grouped())
def test_tags_recover_what_was_kept(groups: tuple[list[list[int]], list[list[int]]]) -> None:
    """The kept strong groups can be read back from the tags, as one who only has the tags must."""
    strong, weak = simplified(*groups)
    every = [*strong, *weak]
    assume(all(set(s) <= set(w) or not set(s) & set(w) for s in strong for w in weak))
    gaps = [set(range(i + 1, j)) for group in every for i, j in pairwise(group)]
    assume(not any(one & other and one != other for one in gaps for other in gaps))
    current: dict[bool, list[int]] = {}
    read: list[list[int]] = []
    previous_inside = False
    for index, tag in enumerate(tags(12, *groups)):
        inside = tag[0].islower()
        if inside and not previous_inside:
            current.pop(True, None)
        if tag[1:] == "_":
            current[inside].append(index)
        else:
            current[inside] = [index]
            read.append(current[inside])
        previous_inside = inside
    assert sorted(group for group in read if len(group) > 1) == sorted(strong)
    assert all(group in groups[1] for group in weak)


@given(grouped())
def test_rendering_keeps_the_words(groups: tuple[list[list[int]], list[list[int]]]) -> None:
    """Whatever is joined or marked, the words stay whole and in order."""
    forms = [f"word{chr(97 + index)}" for index in range(12)]
    line = rendered(forms, *groups)
    places = [line.index(form) for form in forms]
    assert places == sorted(places)
    assert line.count("word") == 12
