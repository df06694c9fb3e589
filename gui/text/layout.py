"""From a sentence to boxes: words on lines, labels in lanes, rules, brackets and bars. Pure, and without Qt.

The geometry is that of the design's rules; all x grow from the left edge of the text column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from construal.gui.text.atoms import Atom, atoms, offset_in
from construal.gui.text.boxes import HeadingLayout, LabelBox, LineLayout, Rule, SentenceLayout, WordBox
from construal.gui.text.filling import Filled, Filler
from construal.gui.text.labels import Label, Placed, most_lanes, shown_names, sign_width, slots_width
from construal.gui.text.measures import Measures, Metrics
from construal.gui.text.sentence import Mark, Sentence
from construal.gui.text.strokes import Trace, stroke, traces

HeadingStyle = Literal["name", "title"]


def lay_out(
    sentence: Sentence,
    width: float,
    *,
    metrics: Metrics,
    measures: Measures,
    heading_style: HeadingStyle = "name",
    heading_width: float | None = None,
) -> SentenceLayout:
    """Lay a sentence out for a text column of `width`; the same whichever target is current.

    The head of a document may be wider than its text: `heading_width`.
    """
    parts = atoms(sentence, width, metrics, measures)
    drawn = traces(sentence, measures)
    labels = _labels(sentence, parts, drawn, metrics, measures)
    filled = Filler(parts, labels, width=width, metrics=metrics, measures=measures).lines()
    heading, y = _heading(sentence, heading_width or width, metrics, measures, heading_style)
    has_bars = any(trace.is_bar for trace in drawn)
    lines: list[LineLayout] = []
    for line in filled:
        made = _line(
            line, parts, drawn, marks=sentence.marks, y=y, has_bars=has_bars, metrics=metrics, measures=measures
        )
        lines.append(_mirrored(made, width) if sentence.right_to_left else made)
        y += made.height
    if not lines:
        y += measures.line_plain
    gap = measures.bar_gap if has_bars else measures.sentence_gap
    return SentenceLayout(sentence, measures, width, y + gap, tuple(lines), heading)


def _labels(
    sentence: Sentence, parts: Sequence[Atom], drawn: Sequence[Trace], metrics: Metrics, measures: Measures
) -> dict[int, list[Label]]:
    """The labels by the atom at which they are anchored, in the order of their targets."""
    starts = [part.start for part in parts]
    found: dict[int, list[Label]] = {}
    for trace in sorted(drawn, key=lambda t: (t.start, -t.end)):
        mark = sentence.marks[trace.mark]
        names, signs = shown_names(mark), sign_width(mark, measures)
        if not (names or signs) or not parts:
            continue
        place = max(0, bisect_right(starts, trace.start) - 1)
        last = max(place, bisect_right(starts, trace.fragments[0][1] - 1) - 1)
        inset = offset_in(parts[place], trace.start, metrics)
        if mark.node is not None:
            place = last = next((p for p, part in enumerate(parts) if part.word == mark.node), place)
            inset = 0.0
        width = slots_width(names, metrics, measures) + signs
        found.setdefault(place, []).append(Label(trace.mark, place, last, inset, names, names, width, signs))
    return found


class _Row:
    """Where the code points of one line stand."""

    def __init__(self, filled: Filled, parts: Sequence[Atom], metrics: Metrics) -> None:
        self.atoms = parts[filled.first : filled.last]
        self.xs = filled.xs
        self.metrics = metrics
        self._starts = [atom.start for atom in self.atoms]
        self.right = self.xs[-1] + self.atoms[-1].width

    @property
    def span(self) -> tuple[int, int]:
        """The code points on the line."""
        return self.atoms[0].start, self.atoms[-1].end

    def x_at(self, position: int, is_end: bool) -> float:
        """The x of a position: where what precedes it ends, or where what follows it begins."""
        place = max(0, bisect_right(self._starts, position - is_end) - 1)
        if not is_end and position >= self.atoms[place].end and place + 1 < len(self.atoms):
            place += 1
        return self.xs[place] + offset_in(self.atoms[place], position, self.metrics, is_end=is_end)

    def rule_at_node(self, trace: Trace, node: int | None, y: float) -> Rule | None:
        """The line under an empty node, the word at this place; None where it stands on another line."""
        spans = tuple((x, x + a.width) for a, x in zip(self.atoms, self.xs, strict=True) if a.word == node)
        return Rule(trace.mark, "rule", y, trace.dip, spans) if spans else None


def _line(
    filled: Filled,
    parts: Sequence[Atom],
    drawn: Sequence[Trace],
    *,
    marks: Sequence[Mark],
    y: float,
    has_bars: bool,
    metrics: Metrics,
    measures: Measures,
) -> LineLayout:
    row = _Row(filled, parts, metrics)
    words = tuple(
        WordBox(a.word, a.start, a.end, a.text, x, a.width, a.runs) for a, x in zip(row.atoms, row.xs, strict=True)
    )
    rules: list[Rule] = []
    for trace in drawn:
        if not trace.is_bar:
            if marks[trace.mark].node is not None:
                rule = row.rule_at_node(trace, marks[trace.mark].node, measures.rule_y)
            else:
                rule = stroke(trace, row.span, row.right, x_at=row.x_at, measures=measures, y=measures.rule_y)
            rules += [rule] if rule else []
    shift = _shift(rules, filled.labels)
    # where both kinds meet on a line, bars keep below rules and brackets
    under = max((rule.dip if rule.gaps else 0.0 for rule in rules), default=-measures.dip) + measures.dip
    lanes = 0
    for trace in drawn:
        if trace.is_bar:
            bar_y = measures.bar_y + under + (trace.lane - 1) * measures.bar_lane
            bar = stroke(trace, row.span, row.right, x_at=row.x_at, measures=measures, y=bar_y)
            rules += [bar] if bar else []
            lanes = max(lanes, trace.lane if bar else 0)
    used = most_lanes(filled.labels)
    if lanes:
        height = measures.bar_plain + under + lanes * measures.bar_lane
        label_y = height - measures.bar_lane
        height += measures.bar_label + (used - 1) * measures.lane if used else 0.0
    else:
        label_y = measures.label_y + shift
        plain = measures.bar_plain if has_bars else measures.line_plain
        height = measures.line_bracket if rules else plain
        if used:
            height = measures.line_lane1 + shift + (used - 1) * measures.lane
    boxes = tuple(_label_box(placed, label_y, measures) for placed in filled.labels)
    return LineLayout(y, height, words, boxes, tuple(rules))


def _shift(rules: Sequence[Rule], labels: Sequence[Placed]) -> float:
    """How much lower the labels stand because one of them is anchored inside a gap that a bracket crosses."""
    inside = [
        rule.dip - 1
        for rule in rules
        for left, right in rule.gaps
        if any(left < label.anchor < right for label in labels)
    ]
    return max(inside, default=0.0)


def _label_box(placed: Placed, label_y: float, measures: Measures) -> LabelBox:
    label = placed.label
    y = label_y + (placed.lane - 1) * measures.lane
    return LabelBox(
        label.mark, placed.x, y, label.width, measures.label_height, placed.lane, placed.anchor,
        label.slots, is_shortened=label.slots != label.names,
    )  # fmt: skip


def _mirrored(line: LineLayout, width: float) -> LineLayout:
    """The line as read from right to left."""

    def turned(pairs: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
        return tuple((width - right, width - left) for left, right in pairs)

    return replace(
        line,
        words=tuple(replace(word, x=width - word.x - word.width) for word in line.words),
        labels=tuple(replace(b, x=width - b.x - b.width, anchor=width - b.anchor) for b in line.labels),
        rules=tuple(
            replace(
                rule,
                spans=turned(rule.spans),
                gaps=turned(rule.gaps),
                run_on=turned([rule.run_on])[0] if rule.run_on else None,
            )
            for rule in line.rules
        ),
    )


def _heading(
    sentence: Sentence, width: float, metrics: Metrics, measures: Measures, style: HeadingStyle
) -> tuple[HeadingLayout | None, float]:
    """The head of the document that begins here, and where its first line begins."""
    if sentence.heading is None:
        return None, 0.0
    # the distance to the sentence before is part of that before a head
    y = measures.document_gap - (measures.sentence_gap if style == "name" else measures.bar_gap)
    if style == "name":
        note_x = metrics.advance(sentence.heading, "heading") + 10
        rule_y = y + measures.heading_rule
        head = HeadingLayout((sentence.heading,), sentence.heading_note, note_x, False, y, y, rule_y, width)
        return head, y + measures.heading
    lines: list[str] = []
    for word in sentence.heading.split():
        if lines and metrics.advance(f"{lines[-1]} {word}", "title") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    note_y = y + len(lines) * measures.title_line
    rule_y = note_y + (measures.title_note if sentence.heading_note else 4.0) + 2
    head = HeadingLayout(tuple(lines), sentence.heading_note, 0.0, True, y, note_y, rule_y, width)
    return head, rule_y + (measures.title_after if sentence.heading_note else measures.title_after - 6)
