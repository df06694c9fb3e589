"""What lies under a point, and where a word or a mark lies. Pure; y from the top of the sentence, x from the column's
left edge, both in device-independent pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from construal.gui.text.boxes import LineLayout, Rule, SentenceLayout, WordBox
from construal.gui.text.measures import Metrics
from construal.gui.text.sentence import Mark

REACH = 3.0  # how far from a line one may point and still mean it

Rect = tuple[float, float, float, float]  # x, y, width, height


@dataclass(frozen=True, slots=True)
class HitTarget:
    """What was pointed at: `word` and `mark` are places in the sentence, `position` a code point of the document.

    `on_word` is false where a label or a line below the words was meant.
    """

    sentence: int
    word: int | None
    mark: int | None
    position: int
    on_word: bool


def hit(layout: SentenceLayout, x: float, y: float, metrics: Metrics) -> HitTarget | None:
    """What lies at a point, or None on empty ground."""
    for line in layout.lines:
        if line.y <= y < line.y + line.height:
            return _hit_line(layout, line, x, y - line.y, metrics)
    return None


def _hit_line(layout: SentenceLayout, line: LineLayout, x: float, y: float, metrics: Metrics) -> HitTarget | None:
    sentence = layout.sentence
    for label in line.labels:
        if label.x - REACH <= x <= label.x + label.width + REACH and label.y <= y < label.y + label.height + 1:
            mark = sentence.marks[label.mark]
            return HitTarget(sentence.index, None, label.mark, mark.fragments[0][0], False)
    if y > layout.measures.word_height:
        for rule in sorted(line.rules, key=lambda r: abs(r.y - y)):
            if abs(rule.y - y) <= REACH and any(a - 1 <= x <= b + 1 for a, b in rule.spans):
                return HitTarget(sentence.index, None, rule.mark, sentence.marks[rule.mark].fragments[0][0], False)
    if y > layout.measures.word_height + REACH:
        return None
    box = _box_at(line.words, x, layout.measures.word_gap / 2 + 0.01)
    if box is None:
        return None
    position = position_at(box, x, metrics, right_to_left=sentence.right_to_left)
    place = next((p for p, m in enumerate(sentence.marks) if m.node == box.word), None)
    if place is None and sentence.words[box.word].row is None:
        place = innermost(sentence.marks, position)
    return HitTarget(sentence.index, box.word, place, position, True)


def _box_at(boxes: Sequence[WordBox], x: float, reach: float) -> WordBox | None:
    near = [(max(box.x - x, x - box.x - box.width, 0.0), box) for box in boxes]
    distance, box = min(near, key=lambda pair: pair[0], default=(0.0, None))
    return box if box is not None and distance <= reach else None


def innermost(marks: Sequence[Mark], position: int) -> int | None:
    """The place of the shortest mark that covers a code point with one of its fragments."""
    covering = [
        (mark.fragments[-1][1] - mark.fragments[0][0], place)
        for place, mark in enumerate(marks)
        if any(start <= position < end for start, end in mark.fragments)
    ]
    return min(covering)[1] if covering else None


def nearest_word(layout: SentenceLayout, x: float, y: float) -> int | None:
    """The word nearest to a point, for a drag that leaves the words."""
    if not layout.lines:
        return None
    line = min(layout.lines, key=lambda one: max(one.y - y, y - one.y - one.height, 0.0))
    box = _box_at(line.words, x, float("inf"))
    return box.word if box else None


def position_at(box: WordBox, x: float, metrics: Metrics, *, right_to_left: bool = False) -> int:
    """The code point of a word that is drawn at `x`."""
    inside = box.x + box.width - x if right_to_left else x - box.x
    low, high = box.start, max(box.start, box.end - 1)
    while low < high:
        middle = (low + high + 1) // 2
        if inset(box, middle, metrics) <= inside:
            low = middle
        else:
            high = middle - 1
    return low


def inset(box: WordBox, position: int, metrics: Metrics, *, is_end: bool = False) -> float:
    """How far from the reading edge of a word a code point begins, or that before it ends; within a formula, about."""
    if position <= box.start:
        return 0.0
    if position >= box.end:
        return box.width
    if box.runs:
        return box.width * (position - box.start) / (box.end - box.start)
    return metrics.offset(box.text, position - box.start, "text", is_end=is_end)


def line_spans(
    line: LineLayout, fragments: Sequence[tuple[int, int]], metrics: Metrics, *, right_to_left: bool = False
) -> Iterator[tuple[float, float]]:
    """Left and right edges of the parts of a line that the fragments cover, one for words that follow each other."""
    for start, end in fragments:
        covered = [box for box in line.words if box.start < end and box.end > start]
        if not covered:
            continue
        first, last = covered[0], covered[-1]
        if right_to_left:
            yield (
                last.x + last.width - inset(last, end, metrics, is_end=True),
                first.x + first.width - inset(first, start, metrics),
            )
        else:
            yield first.x + inset(first, start, metrics), last.x + inset(last, end, metrics, is_end=True)


def fragment_rects(layout: SentenceLayout, fragments: Sequence[tuple[int, int]], metrics: Metrics) -> list[Rect]:
    """The rectangles of the words that fragments cover, a rectangle a line and fragment."""
    height = layout.measures.word_height
    return [
        (left, line.y, right - left, height)
        for line in layout.lines
        for left, right in line_spans(line, fragments, metrics, right_to_left=layout.sentence.right_to_left)
    ]


def word_rects(layout: SentenceLayout, word: int) -> list[Rect]:
    """The rectangle of a word; several where it is cut over lines."""
    height = layout.measures.word_height
    return [
        (box.x, line.y, box.width, height) for line in layout.lines for box in line.words if box.word == word
    ]  # fmt: skip


def mark_rects(layout: SentenceLayout, mark: int, metrics: Metrics) -> list[Rect]:
    """The rectangles of a mark: its words, and its label if it has one."""
    node = layout.sentence.marks[mark].node
    fragments = layout.sentence.marks[mark].fragments
    rects = fragment_rects(layout, fragments, metrics) if node is None else word_rects(layout, node)
    rects += [
        (label.x, line.y + label.y, label.width, label.height)
        for line in layout.lines
        for label in line.labels
        if label.mark == mark
    ]
    return rects


def rules_of(line: LineLayout, mark: int) -> list[Rule]:
    """The strokes of a mark on a line."""
    return [rule for rule in line.rules if rule.mark == mark]
