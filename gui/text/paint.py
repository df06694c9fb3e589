"""Paints a laid-out sentence: words, labels, number and heading in their states. Lays nothing out, knows no view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from construal.gui.text.atoms import run_style
from construal.gui.text.boxes import LabelBox, LineLayout, SentenceLayout, WordBox
from construal.gui.text.glyphs import Glyphs
from construal.gui.text.hit import line_spans
from construal.gui.text.inks import Inks
from construal.gui.text.labels import shown_names
from construal.gui.text.measures import Measures, Style, measures
from construal.gui.text.metrics import FontMetrics
from construal.gui.text.paint_rules import draw_rules
from construal.gui.text.sentence import Mark
from construal.gui.text.signs import draw_arrow, draw_doubt, draw_warning
from construal.gui.theme import Theme

Fragments = tuple[tuple[int, int], ...]


class Outfit:
    """Everything that painting needs of one theme, text size and language: measures, fonts, glyphs, inks."""

    def __init__(self, theme: Theme, language: str = "") -> None:
        self.theme = theme
        self.language = language
        self.measures: Measures = measures(theme.measures("text_view"), theme.text_size)
        self.metrics = FontMetrics(theme, language)
        self.glyphs = Glyphs(self.metrics.fonts)
        self.inks = Inks(theme)
        self.text_baseline = self.metrics.baseline("text", self.measures.word_height)
        self.label_baseline = self.metrics.baseline("label", self.measures.label_height)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the view adds to the text: the current target, the selection, what the mouse is over; all may be empty."""

    current: int | None = None  # id of a mark
    target: Fragments = ()
    node: int | None = None  # the target's token row, where it is an empty node that nothing marks
    selection: Fragments = ()
    hovered: Fragments = ()
    hovered_node: int | None = None


NOTHING = Shown()


def paint_sentence(
    painter: QPainter,
    layout: SentenceLayout,
    left: float,
    top: float,
    *,
    outfit: Outfit,
    shown: Shown = NOTHING,
    clip: QRectF | None = None,
) -> None:
    """Paint a sentence with its text column at `left` and its top at `top`; lines outside `clip` are left out."""
    if layout.heading is not None:
        _heading(painter, layout, left, top, outfit)
    is_first = True
    for line in layout.lines:
        y = top + line.y
        if clip is None or (y < clip.bottom() + 4 and y + line.height > clip.top() - 4):
            if is_first and layout.sentence.number:
                _number(painter, layout, left, y, outfit)
            _line(painter, layout, line, left, y, outfit=outfit, shown=shown)
        is_first = False


def _heading(painter: QPainter, layout: SentenceLayout, left: float, top: float, outfit: Outfit) -> None:
    head, metrics = layout.heading, outfit.metrics
    if head is None:
        return
    rows: list[tuple[str, Style, str, float, float, float]] = []  # text, style, ink, x, top, height
    style: Style = "title" if head.is_title else "heading"
    for number, text in enumerate(head.lines):
        rows.append((text, style, "ink", 0.0, head.y + number * 28, 28.0 if head.is_title else 24.0))
    if head.note:
        rows.append((head.note, "note", "ink2", head.note_x, head.note_y, 20.0 if head.is_title else 24.0))
    for text, kind, ink, x, y, height in rows:
        if layout.sentence.right_to_left:
            x = layout.width - x - metrics.advance(text, kind)
        painter.setPen(outfit.inks(ink))
        outfit.glyphs.draw(painter, left + x, top + y + metrics.baseline(kind, height), text, kind)
    painter.setPen(outfit.inks.pen("line", 1.0))
    rule = top + head.rule_y + 0.5
    begin = left + layout.width - head.width if layout.sentence.right_to_left else left
    painter.drawLine(QPointF(begin, rule), QPointF(begin + head.width, rule))


def _number(painter: QPainter, layout: SentenceLayout, left: float, y: float, outfit: Outfit) -> None:
    number = layout.sentence.number
    painter.setPen(outfit.inks("ink3"))
    if layout.sentence.right_to_left:
        x = left + layout.width + 16
    else:
        x = left - 16 - outfit.metrics.advance(number, "number")
    outfit.glyphs.draw(painter, x, y + outfit.text_baseline - 1, number, "number")


def _line(
    painter: QPainter,
    layout: SentenceLayout,
    line: LineLayout,
    left: float,
    y: float,
    *,
    outfit: Outfit,
    shown: Shown,
) -> None:
    sentence = layout.sentence
    inks, scale = outfit.inks, layout.measures.scale
    rtl = sentence.right_to_left
    if shown.selection:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks("selected"))
        for a, b in line_spans(line, shown.selection, outfit.metrics, right_to_left=rtl):
            low, high = _padded(line, a, b, pad=2)
            painter.drawRoundedRect(QRectF(left + low, y, high - low, 24 * scale), 3, 3)
    targets: list[QRectF] = []
    if shown.target:
        for a, b in _target_spans(layout, line, shown, outfit.metrics):
            low, high = _padded(line, a, b, pad=2.5)
            targets.append(QRectF(left + low, y + 0.5, high - low, 23 * scale))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks("target_fill"))
        for target in targets:
            painter.drawRoundedRect(target, 3, 3)
    if shown.hovered:
        painter.setPen(inks.pen("control", 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        spans = node_spans(layout, line, shown.hovered_node)
        for a, b in spans or line_spans(line, shown.hovered, outfit.metrics, right_to_left=rtl):
            low, high = _padded(line, a, b, pad=2.5)
            wide = round(b - a) + a - low + high - b
            painter.drawRoundedRect(QRectF(round(left + a) + low - a, y + 0.5, wide, 23 * scale), 3, 3)
    ink, target_ink = inks("ink"), inks("target_ink")
    baseline = y + outfit.text_baseline
    painter.setPen(ink)
    for box in line.words:
        _word(painter, box, left, baseline, outfit)
    for target in targets:
        # the same words again in the ink of the target, as far as it reaches
        painter.save()
        painter.setClipRect(target, Qt.ClipOperation.IntersectClip)
        painter.setPen(target_ink)
        for box in line.words:
            if left + box.x < target.right() and left + box.x + box.width > target.left():
                _word(painter, box, left, baseline, outfit)
        painter.restore()
    current = next((p for p, m in enumerate(sentence.marks) if m.id == shown.current), None)
    draw_rules(painter, layout, line, left, y, inks=inks, current=current)
    last: LabelBox | None = None
    for label in line.labels:
        _stem(painter, layout, line, label, left, y, inks=inks)
        if label.mark == current:
            last = label
        else:
            _label(painter, layout, label, left, y, outfit)
    if last is not None:
        _current_label(painter, layout, last, left, y, outfit)


def _target_spans(
    layout: SentenceLayout, line: LineLayout, shown: Shown, metrics: FontMetrics
) -> Iterable[tuple[float, float]]:
    """Left and right edges of the current target on a line; of an empty node, those of its form."""
    node = next((mark.node for mark in layout.sentence.marks if mark.id == shown.current), None)
    if node is not None:
        return [(box.x, box.x + box.width) for box in line.words if box.word == node]
    spans = node_spans(layout, line, shown.node)
    return spans or line_spans(line, shown.target, metrics, right_to_left=layout.sentence.right_to_left)


def node_spans(layout: SentenceLayout, line: LineLayout, row: int | None) -> list[tuple[float, float]]:
    """Left and right edges of the empty node in this token row; none where it is not on the line."""
    if row is None:
        return []
    words = layout.sentence.words
    return [(box.x, box.x + box.width) for box in line.words if words[box.word].row == row]


def _padded(line: LineLayout, low: float, high: float, *, pad: float) -> tuple[float, float]:
    """A stretch of a line with room at both ends, but none where an end cuts a word: it would hide other letters."""

    def cuts(x: float) -> bool:
        return any(box.x + 1 < x < box.x + box.width - 1 for box in line.words)

    return low - (0 if cuts(low) else pad), high + (0 if cuts(high) else pad)


def _word(painter: QPainter, box: WordBox, left: float, baseline: float, outfit: Outfit) -> None:
    if not box.runs:
        outfit.glyphs.draw(painter, left + box.x, baseline, box.text, "text")
        return
    x = left + box.x
    size = outfit.theme.text_size
    for run in box.runs:
        style = run_style(run)
        lift = size * 0.34 if run.level > 0 else -size * 0.18 if run.level < 0 else 0.0
        outfit.glyphs.draw(painter, x, baseline - lift, run.text, style)
        x += outfit.metrics.advance(run.text, style)


def _label(painter: QPainter, layout: SentenceLayout, label: LabelBox, left: float, y: float, outfit: Outfit) -> None:
    mark = layout.sentence.marks[label.mark]
    style: Style = "label_suggested" if mark.state == "suggested" else "label"
    hues = ["ink2"] * 2 if mark.state == "suggested" else [hue for _, hue in mark.slots]
    _slots(painter, layout, label, left, y, outfit=outfit, slots=label.slots, hues=hues, style=style)


def _stem(
    painter: QPainter, layout: SentenceLayout, line: LineLayout, label: LabelBox, left: float, y: float, *, inks: Inks
) -> None:
    """The hairline from a target to a label that had to drop."""
    if label.lane == 1:
        return
    if any(other.lane < label.lane and abs(other.anchor - label.anchor) < 1 for other in line.labels):
        return  # the target carries several labels, one under the other: the first hangs at the word
    below = max((rule.y for rule in line.rules if rule.mark == label.mark), default=layout.measures.rule_y)
    x = round(left + label.anchor) + (-0.5 if layout.sentence.right_to_left else 0.5)
    painter.setPen(inks.pen("control", 1.0))
    painter.drawLine(QPointF(x, y + below + 3.5), QPointF(x, y + label.y))


def _slots(
    painter: QPainter,
    layout: SentenceLayout,
    label: LabelBox,
    left: float,
    y: float,
    *,
    outfit: Outfit,
    slots: tuple[str, ...],
    hues: list[str],
    style: Style,
    x: float | None = None,
) -> None:
    """Draw the names with the arrow between them, then the signs; at `x`, or at the label's reading edge."""
    mark = layout.sentence.marks[label.mark]
    own = outfit.measures
    arrow = own.arrow + 2 * own.arrow_pad
    if x is None:
        x = left + label.x
        if layout.sentence.right_to_left:
            x += label.width - _width(mark, slots, style, outfit)
    baseline = y + label.y + outfit.label_baseline
    middle = baseline - outfit.metrics.middle(style)
    for place, name in enumerate(slots):
        if place:
            draw_arrow(painter, x + own.arrow_pad, round(middle * 2) / 2, outfit.inks, scale=own.sign)
            x += arrow
        painter.setPen(outfit.inks.theme.hue(hues[place] if place < len(hues) else "ink2"))
        outfit.glyphs.draw(painter, x, baseline, name, style)
        x += outfit.metrics.advance(name, style)
    middle = y + label.y + own.label_height / 2
    if mark.doubt:
        draw_doubt(painter, x + own.badge_gap, middle, outfit.inks, scale=own.sign)
        x += own.badge_gap + own.doubt
    if mark.breaks_rule:
        draw_warning(painter, x + own.badge_gap, middle, outfit.inks, scale=own.sign)


def _width(mark: Mark, slots: tuple[str, ...], style: Style, outfit: Outfit) -> float:
    own = outfit.measures
    signs = (own.badge_gap + own.doubt if mark.doubt else 0.0) + (
        own.badge_gap + own.warning if mark.breaks_rule else 0.0
    )
    arrow = own.arrow + 2 * own.arrow_pad if len(slots) == 2 else 0.0
    return sum(outfit.metrics.advance(slot, style) for slot in slots) + arrow + signs


def _current_label(
    painter: QPainter, layout: SentenceLayout, label: LabelBox, left: float, y: float, outfit: Outfit
) -> None:
    """The label of the current target: whole names in a box, over what may lie below."""
    mark = layout.sentence.marks[label.mark]
    slots = shown_names(mark)
    width = _width(mark, slots, "label", outfit)
    edge = layout.width + layout.measures.overhang
    if layout.sentence.right_to_left:
        x = left + max(label.x + label.width - width, -layout.measures.overhang)
    else:
        x = left + max(0.0, min(label.x, edge - width))
    if mark.layer == "lexical":
        hues = ["ink"] * 2 if mark.state == "suggested" else [hue for _, hue in mark.slots]
        box = QRectF(round(x) - 3.5, round(y + label.y) - 3 + 0.5, round(width) + 7, layout.measures.label_height + 4)
        painter.setPen(outfit.inks.pen("accent", 1.0))
        painter.setBrush(outfit.inks("accent_tint"))
        painter.drawRoundedRect(box, 3, 3)
    else:
        hues = ["accent"] * 2
        if label.is_shortened:
            painter.fillRect(QRectF(x - 2, y + label.y, width + 4, layout.measures.label_height), outfit.inks("canvas"))
    _slots(painter, layout, label, left, y, outfit=outfit, slots=slots, hues=hues, style="label", x=x)
