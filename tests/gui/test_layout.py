"""How a sentence is laid out: words, labels, rules and bars never in each other's way."""

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.gui.text.boxes import LabelBox, LineLayout, Rule, SentenceLayout
from construal.gui.text.layout import lay_out
from construal.gui.text.measures import Measures, Style, measures
from construal.gui.text.sentence import Mark, Sentence, Word
from construal.gui.theme import theme

TOKENS = theme("light").measures("text_view")
PLAIN = measures(TOKENS, 17)
NAMES = ["Goal", "Locus", "QuantityItem", "ComparisonRef", "Experiencer", "Org", "Circumstance"]
LETTERS = {"text": 8.0, "label": 6.5, "label_suggested": 6.0}


class EvenMetrics:
    """Every letter of a style is equally wide."""

    def advance(self, text: str, style: Style) -> float:
        return LETTERS.get(style, 7.0) * len(text)

    def offset(self, text: str, position: int, style: Style, *, is_end: bool = False) -> float:
        return self.advance(text[:position], style)


def sentence(text: str, *marks: Mark, **more: Any) -> Sentence:
    """A sentence of words at single spaces; a final full stop is a word of its own."""
    words: list[Word] = []
    at = 0
    for piece in text.split(" "):
        bare = piece.rstrip(".") or piece
        words.append(Word(at, at + len(bare), bare, space_after=bare == piece))
        if bare != piece:
            words.append(Word(at + len(bare), at + len(piece), piece[len(bare) :]))
        at += len(piece) + 1
    return Sentence(0, "1", tuple(words), marks, start=0, end=len(text), **more)


def mark(
    where: str, text: str, *names: str, state: str = "decided", layer: str = "lexical", number: int = 1, **more: Any
) -> Mark:
    """A mark on words of the text, fragments parted by |."""
    fragments = []
    at = 0
    for piece in where.split("|"):
        at = text.index(piece, at)
        fragments.append((at, at + len(piece)))
        at += len(piece)
    slots = tuple((name, "circumstance_2") for name in names)
    return Mark(number, layer, tuple(fragments), state, slots=slots, **more)


def laid(one: Sentence, width: float = 688, own: Measures = PLAIN) -> SentenceLayout:
    return lay_out(one, width, metrics=EvenMetrics(), measures=own)


def box_of(line: LineLayout, mark_place: int) -> LabelBox:
    return next(label for label in line.labels if label.mark == mark_place)


def rule_of(line: LineLayout, mark_place: int) -> Rule:
    return next(rule for rule in line.rules if rule.mark == mark_place)


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    """Sentences with words of any length and up to eight marks: with gaps, on parts of words, in several layers."""
    words: list[Word] = []
    at = draw(st.integers(0, 500))
    for text in draw(st.lists(st.text("abcdé語𝒦", min_size=1, max_size=12), min_size=1, max_size=25)):
        space = draw(st.booleans() | st.just(True))
        words.append(Word(at, at + len(text), text, space))
        at += len(text) + space
    marks: list[Mark] = []
    for number in range(draw(st.integers(0, 8))):
        fragments: list[tuple[int, int]] = []
        for _ in range(draw(st.integers(1, 2))):
            first = draw(st.integers(0, len(words) - 1))
            last = draw(st.integers(first, min(len(words) - 1, first + 3)))
            inside = draw(st.integers(0, len(words[first].text) - 1)) if draw(st.booleans()) else 0
            begin = words[first].start + inside
            if not fragments or begin > fragments[-1][1]:
                fragments.append((begin, max(begin + 1, words[last].end)))
        slots = tuple((name, "participant_1") for name in draw(st.lists(st.sampled_from(NAMES), max_size=2)))
        marks.append(
            Mark(
                number, draw(st.sampled_from(["lexical", "concept", "own"])), tuple(fragments),
                draw(st.sampled_from(["open", "suggested", "decided", "adjudicated", "rejected", "not_target"])),
                draw(st.sampled_from(["single", "strong", "weak"])), slots,
                doubt=draw(st.booleans()), breaks_rule=draw(st.booleans()),
            )
        )  # fmt: skip
    return Sentence(3, "4", tuple(words), tuple(marks), right_to_left=draw(st.booleans()), start=words[0].start, end=at)


WIDTHS = st.sampled_from([60.0, 160.0, 300.0, 688.0])
SIZES = st.sampled_from([13, 17, 32])


def boxes(layout: SentenceLayout) -> list[tuple[LineLayout, LabelBox]]:
    return [(line, label) for line in layout.lines for label in line.labels]


@given(sentences(), WIDTHS, SIZES)
def test_no_two_labels_intersect(one: Sentence, width: float, size: int) -> None:
    """Whatever the words, labels, width and size: no label covers another, and none leaves its line."""
    layout = laid(one, width, measures(TOKENS, size))

    for (line, a), (other, b) in combinations(boxes(layout), 2):
        apart = a.x + a.width <= b.x + 1e-6 or b.x + b.width <= a.x + 1e-6
        ya, yb = line.y + a.y, other.y + b.y
        assert apart or ya + a.height <= yb or yb + b.height <= ya, (a, b)
    for line, label in boxes(layout):
        assert layout.measures.rule_y < label.y
        assert label.y + label.height <= line.height


@given(sentences(), WIDTHS)
def test_no_stem_crosses_a_label(one: Sentence, width: float) -> None:
    """The stem of a label that dropped runs past no label above it, but those of its own target."""
    for line in laid(one, width).lines:
        for low, high in ((a, b) for a in line.labels for b in line.labels if a.lane > b.lane):
            crosses = high.x + 1e-6 < low.anchor < high.x + high.width - 1e-6
            assert not crosses or abs(low.anchor - high.anchor) < 1


@given(sentences(), WIDTHS)
def test_words_stand_apart_and_in_order(one: Sentence, width: float) -> None:
    """Every code point of every word stands on one line, in order, inside the column, and no word on another."""
    layout = laid(one, width)
    seen = [box for line in layout.lines for box in line.words]

    assert "".join(box.text for box in seen) == "".join(word.text for word in one.words)
    for line in layout.lines:
        row = line.words[::-1] if one.right_to_left else line.words
        for left, right in pairwise(row):
            assert left.x + left.width <= right.x + 1e-6
        assert row[0].x >= -1e-6
        assert row[-1].x + row[-1].width <= width + 0.1
    for above, below in pairwise(layout.lines):
        assert above.y + above.height <= below.y


@given(sentences(), WIDTHS)
def test_accepting_moves_nothing(one: Sentence, width: float) -> None:
    """A suggestion accepted as it is leaves every word and label where it was."""
    before = Sentence(one.index, one.number, one.words, tuple(decided(m, "suggested") for m in one.marks))
    after = Sentence(one.index, one.number, one.words, tuple(decided(m, "decided") for m in one.marks))

    assert laid(before, width).lines == laid(after, width).lines


def decided(one: Mark, state: str) -> Mark:
    return Mark(one.id, one.layer, one.fragments, state, one.strength, one.slots, one.doubt, one.breaks_rule)


@given(sentences(), WIDTHS)
def test_right_to_left_is_the_mirror(one: Sentence, width: float) -> None:
    """From right to left everything stands where it would in a mirror."""
    ltr = Sentence(one.index, one.number, one.words, one.marks, right_to_left=False)
    rtl = Sentence(one.index, one.number, one.words, one.marks, right_to_left=True)

    for plain, turned in zip(laid(ltr, width).lines, laid(rtl, width).lines, strict=True):
        assert [w.x for w in turned.words] == pytest.approx([width - w.x - w.width for w in plain.words])
        assert [b.x for b in turned.labels] == pytest.approx([width - b.x - b.width for b in plain.labels])


def test_heights_of_lines() -> None:
    """A line is 30 px high without marks, 36 with rules only, 48 with labels, and 15 more for each further lane."""
    text = "one of my friends"
    of, my = mark("of", text, "QuantityItem", "Whole"), mark("my", text, "SocialRel", "Gestalt")

    assert laid(sentence(text)).lines[0].height == 30
    assert laid(sentence(text, mark("of", text))).lines[0].height == 36
    assert laid(sentence(text, my)).lines[0].height == 48
    assert laid(sentence(text, of, my)).lines[0].height == 63


def test_gaps_widen_before_labels_drop() -> None:
    """Two labels that nearly fit get their room from the gaps between their targets, equally and at most 10 px each."""
    text = "to eat for lunch"
    plain = laid(sentence(text)).lines[0].words
    moved = laid(sentence(text, mark("to", text, "Purposes"), mark("for", text, "Locus"))).lines[0]

    assert [label.lane for label in moved.labels] == [1, 1]
    first = moved.words[1].x - plain[1].x
    assert 0 < first <= 10
    assert moved.words[2].x - plain[2].x == pytest.approx(2 * first)
    assert moved.labels[1].x - moved.labels[0].x - moved.labels[0].width == pytest.approx(12)


def test_the_earlier_label_drops() -> None:
    """Where gaps do not suffice the right label keeps its lane, the earlier ones drop one below the other."""
    text = "place by one of my"
    own = [("by", "Originator", "Agent"), ("of", "QuantityItem", "Whole"), ("my", "SocialRel", "Gestalt")]
    line = laid(sentence(text, *(mark(where, text, *names) for where, *names in own))).lines[0]

    assert [label.lane for label in line.labels] == [3, 2, 1]


def test_a_long_label_begins_the_next_line() -> None:
    """A word whose label would pass the edge by more than 20 px goes to the next line, which moves no label left."""
    text = "a word or two and then of"
    one = sentence(text, mark("of", text, "QuantityItem", "Whole"))
    layout = laid(one, width=220)

    assert [word.text for word in layout.lines[1].words] == ["of"]
    assert layout.lines[1].labels[0].x == 0
    assert len(laid(sentence(text, mark("of", text, "Org")), width=220).lines) == 1


def test_a_label_moves_left_early_in_a_line() -> None:
    """On a line that is hardly begun a label too long for the right edge moves left instead."""
    text = "a of b"
    line = laid(sentence(text, mark("of", text, "QuantityItem", "Whole")), width=120).lines[0]

    assert line.labels[0].x < line.words[1].x
    assert line.labels[0].x + line.labels[0].width <= 140
    assert not line.labels[0].is_shortened


def test_names_are_shortened_in_the_middle_last() -> None:
    """Where nothing else helps the role is shortened before the function, four letters stay in front, three behind."""
    text = "of the"
    narrow = laid(sentence(text, mark("of", text, "QuantityItem", "Whole")), width=93).lines[0].labels[0]
    narrower = laid(sentence(text, mark("of", text, "QuantityItem", "Circumstance")), width=60).lines[0].labels[0]

    assert narrow.is_shortened
    assert narrow.slots == ("Quan…Item", "Whole")
    assert narrower.slots == ("Quan…tem", "Circ…nce")


def test_equal_names_are_said_once() -> None:
    """A construal whose function is its role is one word."""
    text = "to him"

    assert laid(sentence(text, mark("to", text, "Goal", "Goal"))).lines[0].labels[0].slots == ("Goal",)


def test_brackets_dip_by_their_nesting() -> None:
    """A gap is crossed 5 px lower, 9 around another gapped expression, 4 by a weak one inside; labels make room."""
    text = "I have nothing but fantastic things to say."
    outer = mark("have|to say", text, strength="strong", number=1)
    inner = mark("nothing but|things", text, strength="weak", number=2)
    label = mark("nothing but", text, "PartPortion", number=3)
    line = laid(sentence(text, outer, inner, label)).lines[0]

    assert [rule_of(line, place).dip for place in (0, 1)] == [9, 4]
    assert rule_of(laid(sentence(text, inner)).lines[0], 0).dip == 5
    assert box_of(line, 2).y == 29 + 8
    assert line.height == 48 + 8
    assert [len(rule_of(line, place).gaps) for place in range(3)] == [1, 1, 0]


def test_fragments_word_by_word_are_one_stretch() -> None:
    """A target given word by word is drawn as one, as no word stands between."""
    text = "took the time"
    words = Mark(1, "lexical", ((0, 4), (5, 8), (9, 13)), "decided", "strong")
    rule = laid(sentence(text, words)).lines[0].rules[0]

    assert rule.gaps == ()
    assert len(rule.spans) == 1


def test_a_rule_runs_on_over_a_line_break() -> None:
    """A target broken by a line end runs 8 px past the last word and begins again at the edge of the text."""
    text = "we did this in the first place again"
    layout = laid(sentence(text, mark("in the first place", text, strength="strong")), width=150)
    first, second = (rule for line in layout.lines for rule in line.rules)
    end = layout.lines[0].words[-1]

    assert first.run_on == (end.x + end.width, end.x + end.width + 8)
    assert not first.is_ended
    assert second.spans[0][0] == 0
    assert not second.is_begun
    assert second.run_on is None


def test_a_gap_over_a_line_break() -> None:
    """A gap that a line end falls into is crossed to past the last word, and from the edge of the text."""
    text = "take the whole thing they said seriously now"
    layout = laid(sentence(text, mark("take|seriously", text, strength="strong")), width=190)
    rules = [rule for line in layout.lines for rule in line.rules]
    last = layout.lines[0].words[-1]

    assert len(rules) == len(layout.lines) == 2
    assert rules[0].gaps[0][1] == last.x + last.width + 8
    assert rules[1].gaps[0][0] == 0


def test_the_inner_bar_is_nearest_the_word() -> None:
    """Mentions one in the other have lanes of 6 px, the inner one nearest the word, and the line grows with them."""
    text = "any symmetric monoidal closed category is"
    marks = [
        mark(where, text, layer="concept", number=n)
        for n, where in enumerate(["symmetric monoidal closed category", "closed category", "monoidal closed category"])
    ]
    line = laid(sentence(text, *marks)).lines[0]

    assert [rule_of(line, place).y for place in (1, 2, 0)] == [25.5, 31.5, 37.5]
    assert line.height == 50


def test_bars_keep_below_brackets() -> None:
    """Where concepts and expressions are shown together a bar touches no bracket."""
    text = "fill the cup up"
    bracket = mark("fill|up", text, strength="strong", number=1)
    line = laid(sentence(text, bracket, mark("cup", text, layer="concept", number=2))).lines[0]

    assert rule_of(line, 1).y > rule_of(line, 0).y + rule_of(line, 0).dip + 3


def test_part_of_a_word() -> None:
    """A target that is a part of a word is underlined there and labelled at its own left edge."""
    text = "undoing it"
    line = laid(sentence(text, Mark(1, "lexical", ((2, 5),), "decided", slots=(("Org", "concept"),)))).lines[0]

    assert line.rules[0].spans == ((16, 40),)
    assert line.labels[0].x == 16


def test_a_formula_is_not_broken() -> None:
    """A formula in @@ or $ stands on one line, spaces and all, without the signs around it."""
    text = "so take @@x + y@@ here"
    layout = laid(sentence(text), width=130)
    formula = [box for line in layout.lines for box in line.words if box.runs]
    holding = [line for line in layout.lines if any(box.runs for box in line.words)]

    assert len(holding) == 1
    shown = "".join(run.text for box in formula for run in box.runs)
    assert "@" not in shown
    assert shown.replace("\u00a0", "").replace("\u202f", "") == "x+y"


def test_prices_are_no_formula() -> None:
    """Dollars before amounts are shown."""
    assert all(not box.runs for box in laid(sentence("from $5 to $6 here")).lines[0].words)


def test_a_word_wider_than_the_line_is_cut() -> None:
    """An address longer than the line is cut where it is full, and its parts say which code points they hold."""
    layout = laid(sentence("see " + "x" * 50), width=100)
    parts = [box for line in layout.lines for box in line.words if box.word == 1]

    assert [box.end - box.start for box in parts] == [12, 12, 12, 12, 2]
    assert parts[0].start == 4


def test_text_without_spaces() -> None:
    """Without spaces a line ends between two characters but not before a full stop, and gaps grow 4 px at most."""
    words = tuple(Word(i, i + 1, c, space_after=False) for i, c in enumerate("彼女は東京へ行く。"))
    marks = (
        Mark(1, "lexical", ((2, 3),), "decided", slots=(("A", "concept"),)),
        Mark(2, "lexical", ((5, 6),), "decided", slots=(("Goal", "concept"),)),
    )
    plain = laid(Sentence(0, "1", words, ()), width=40).lines
    line = laid(Sentence(0, "1", words, marks)).lines[0]

    assert [len(one.words) for one in plain] == [5, 4]
    assert all(b.x - a.x - a.width <= 4 for a, b in pairwise(line.words))
    assert all(len(one.words) < 9 for one in laid(Sentence(0, "1", words[:9], ()), width=66).lines)


def test_a_heading_stands_above_the_first_line() -> None:
    """The head of a document takes its own room above its first sentence; a long title has several lines."""
    text = "first words"
    plain = laid(sentence(text))
    named = laid(sentence(text, heading="reviews-1", heading_note="4 of 7"))
    titled = lay_out(
        sentence(text, heading="A title of many words " * 8), 400,
        metrics=EvenMetrics(), measures=PLAIN, heading_style="title",
    )  # fmt: skip

    assert plain.heading is None
    assert named.heading is not None
    assert named.height > plain.height
    assert named.lines[0].y > named.heading.rule_y
    assert titled.heading is not None
    assert len(titled.heading.lines) > 1
    assert titled.lines[0].y > titled.heading.rule_y
