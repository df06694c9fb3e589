"""What lies under a point, without a window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.gui.text.boxes import SentenceLayout
from construal.gui.text.hit import (
    fragment_rects,
    hit,
    innermost,
    mark_rects,
    nearest_word,
    position_at,
    word_rects,
)
from construal.gui.text.layout import lay_out
from construal.gui.text.measures import Style, measures
from construal.gui.text.sentence import Mark, Sentence, Word
from construal.gui.theme import theme

OWN = measures(theme("light").measures("text_view"), 17)


class EvenMetrics:
    """Every letter is 8 px wide, every letter of a label 6."""

    def advance(self, text: str, style: Style) -> float:
        return (8.0 if style == "text" else 6.0) * len(text)

    def offset(self, text: str, position: int, style: Style, *, is_end: bool = False) -> float:
        return self.advance(text[:position], style)


METRICS = EvenMetrics()


def laid(text: str, *marks: Mark, width: float = 300, first: int = 100, right_to_left: bool = False) -> SentenceLayout:
    """A text that begins at code point 100 of its document, laid out."""
    words: list[Word] = []
    at = first
    for piece in text.split(" "):
        words.append(Word(at, at + len(piece), piece))
        at += len(piece) + 1
    one = Sentence(7, "8", tuple(words), marks, right_to_left=right_to_left, start=first, end=at - 1)
    return lay_out(one, width, metrics=METRICS, measures=OWN)


def mark(number: int, *fragments: tuple[int, int], name: str = "Locus") -> Mark:
    return Mark(number, "lexical", fragments, "decided", slots=((name, "circumstance_2"),) if name else ())


@given(st.lists(st.text("abc𝒦é", min_size=1, max_size=9), min_size=1, max_size=20), st.booleans(), st.integers(90, 400))
def test_a_point_in_a_word_finds_it(pieces: list[str], right_to_left: bool, width: int) -> None:
    """The middle of each letter of each word leads back to that word and that code point."""
    layout = laid(" ".join(pieces), width=width, right_to_left=right_to_left)

    for line in layout.lines:
        for box in line.words:
            for letter in range(len(box.text)):
                inside = (letter + 0.5) * 8
                x = box.x + box.width - inside if right_to_left else box.x + inside
                found = hit(layout, x, line.y + 10, METRICS)
                assert found is not None
                assert (found.sentence, found.word, found.position) == (7, box.word, box.start + letter)


def test_a_label_and_a_rule_are_their_mark() -> None:
    """Pointing at a label, or at the line under the words, means the mark and no word."""
    layout = laid("go to him", mark(5, (103, 105)))
    line = layout.lines[0]
    label, rule = line.labels[0], line.rules[0]
    on_label = hit(layout, label.x + label.width - 2, line.y + label.y + 5, METRICS)
    on_rule = hit(layout, (rule.spans[0][0] + rule.spans[0][1]) / 2, line.y + rule.y + 1, METRICS)

    for found in (on_label, on_rule):
        assert found is not None
        assert (found.word, found.mark, found.position, found.on_word) == (None, 0, 103, False)


def test_a_word_tells_its_innermost_mark() -> None:
    """Of marks one in the other a word means the shortest that covers it; in a gap none of the outer one."""
    outer, inner = mark(1, (100, 105), (110, 112), name=""), mark(2, (103, 105), name="")

    assert innermost((outer, inner), 104) == 1
    assert innermost((outer, inner), 100) == 0
    assert innermost((outer, inner), 107) is None


def test_empty_ground() -> None:
    """Right of the last word, under the words and outside the sentence there is nothing."""
    layout = laid("go to him", mark(5, (103, 105)))

    assert hit(layout, 250, 10, METRICS) is None
    assert hit(layout, 4, 40, METRICS) is None
    assert hit(layout, 4, -1, METRICS) is None
    assert hit(layout, 4, layout.height + 1, METRICS) is None


def test_between_two_words() -> None:
    """The space between words belongs half to each."""
    layout = laid("go to")
    first, second = layout.lines[0].words
    left = hit(layout, first.x + first.width + 1, 10, METRICS)
    right = hit(layout, second.x - 1, 10, METRICS)

    assert left is not None
    assert right is not None
    assert (left.word, right.word) == (0, 1)


def test_rectangles_lead_back() -> None:
    """The rectangles of a word and of a mark lie where pointing at them finds word and mark."""
    layout = laid("fill the big cup up", mark(9, (100, 104), (117, 119), name=""), width=120)
    (x, y, width, height) = word_rects(layout, 3)[0]
    found = hit(layout, x + width / 2, y + height / 2, METRICS)

    assert found is not None
    assert found.word == 3
    parts = mark_rects(layout, 0, METRICS)
    assert len(parts) == 2
    for x, y, width, height in parts:
        found = hit(layout, x + width / 2, y + height / 2, METRICS)
        assert found is not None
        assert found.mark == 0


@pytest.mark.parametrize("right_to_left", [False, True])
def test_part_of_a_word_has_part_of_its_rectangle(right_to_left: bool) -> None:
    """A fragment inside a word covers the letters it names, at the reading edge they stand at."""
    layout = laid("undoing", right_to_left=right_to_left)
    box = layout.lines[0].words[0]
    ((x, _, width, _),) = fragment_rects(layout, [(102, 104)], METRICS)

    assert width == 16
    assert x == (box.x + box.width - 32 if right_to_left else box.x + 16)


def test_a_drag_beyond_the_text_means_the_nearest_word() -> None:
    """A point outside the words still has a nearest word; an empty sentence has none."""
    layout = laid("one two three four", width=80)

    assert nearest_word(layout, -50, -50) == 0
    assert nearest_word(layout, 500, 500) == 3
    assert nearest_word(lay_out(Sentence(0, "1", (), ()), 80, metrics=METRICS, measures=OWN), 1, 1) is None


def test_inside_a_formula() -> None:
    """A point in a formula gives one of its code points."""
    layout = laid("take @@x^2+1@@ now")
    box = next(box for box in layout.lines[0].words if box.runs)

    assert position_at(box, box.x + 1, METRICS) == box.start
    assert box.start <= position_at(box, box.x + box.width / 2, METRICS) < box.end


def test_empty_nodes_at_one_place_are_told_apart() -> None:
    """Of two empty nodes behind one word each has its own rule, label and rectangle, and is hit where it stands."""
    words = (Word(0, 3, "집에서"), Word(3, 3, "에서"), Word(3, 3, "부터"), Word(4, 6, "왔다"))
    marks = tuple(Mark(n, "lexical", ((3, 3),), "decided", slots=(("Goal", "circumstance_2"),), node=n) for n in (1, 2))
    layout = lay_out(Sentence(0, "1", words, marks, start=0, end=6), 300, metrics=METRICS, measures=OWN)
    (line,) = layout.lines
    boxes = {box.word: box for box in line.words}

    for place, node in enumerate((1, 2)):
        box = boxes[node]
        assert [rule.spans for rule in line.rules if rule.mark == place] == [((box.x, box.x + box.width),)]
        assert [label.anchor for label in line.labels if label.mark == place] == [box.x]
        assert mark_rects(layout, place, METRICS)[:1] == word_rects(layout, node)
        found = hit(layout, box.x + 1, 5, METRICS)
        assert found is not None
        assert (found.word, found.mark) == (node, place)
    last = Sentence(0, "1", words[:2], marks[:1], start=0, end=3)
    assert lay_out(last, 300, metrics=METRICS, measures=OWN).lines[0].rules != ()
