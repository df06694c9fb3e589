"""Paints what stands directly under the words: rules, brackets, bars, dots. Knows states of marks, lays nothing out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from construal.gui.text.boxes import LineLayout, Rule, SentenceLayout
from construal.gui.text.inks import Inks
from construal.gui.text.sentence import Mark
from construal.gui.text.signs import draw_cross, draw_dot

CORNER = 1.5
TICK = 3.0


def draw_rules(
    painter: QPainter,
    layout: SentenceLayout,
    line: LineLayout,
    left: float,
    y: float,
    *,
    inks: Inks,
    current: int | None = None,
) -> None:
    """Paint the strokes of a line; `current` is the place of the current mark, drawn last and in the accent."""
    labelled = {label.mark for label in line.labels if label.lane == 1}
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # rules with labels over bare brackets that share their words, the current one over all
    for rule in sorted(line.rules, key=lambda r: (r.mark == current, bool(layout.sentence.marks[r.mark].slots))):
        mark = layout.sentence.marks[rule.mark]
        if mark.state in ("not_target", "not_target_suggested"):
            a, b = rule.spans[0] if rule.spans else (0.0, 0.0)
            if rule.spans and rule.is_begun:
                is_hollow = mark.state == "not_target_suggested"
                draw_dot(painter, left + (a + b) / 2, y + rule.y + 1.5, inks, is_hollow=is_hollow)
            continue
        is_current = rule.mark == current
        hue = "accent" if is_current and rule.kind == "bar" else None
        # between the filled word and the boxed label of the current target there is no room for a rule
        is_hidden = is_current and rule.kind == "rule" and rule.mark in labelled
        if not is_hidden:
            _spans(painter, rule, mark, left, y, inks=inks, hue=hue, rtl=layout.sentence.right_to_left)
        _gaps(painter, rule, mark, left, y, inks, hue)
        if mark.state == "rejected" and rule.spans and rule.is_begun:
            edge = rule.spans[0][1] - 2 if layout.sentence.right_to_left else rule.spans[0][0] + 2
            draw_cross(painter, left + edge, y + rule.y + 6, inks)


def _level(painter: QPainter, y: float, width: float) -> float:
    """The middle of a horizontal line near `y` whose edges fall on device pixels."""
    ratio = painter.device().devicePixelRatio()
    thick = max(1.0, float(round(width * ratio)))
    return (round(y * ratio - thick / 2) + thick / 2) / ratio


def _spans(
    painter: QPainter, rule: Rule, mark: Mark, left: float, y: float, *, inks: Inks, hue: str | None, rtl: bool
) -> None:
    pen = inks.mark_pen(mark, hue=hue)
    if mark.state in ("decided", "adjudicated") and pen.widthF().is_integer():
        # a whole number of device pixels, at any scale of the screen
        ratio = painter.device().devicePixelRatio()
        pen = inks.pen(hue or inks.hue_name(mark), max(1, round(pen.widthF() * ratio)) / ratio)
    levels = [_level(painter, y + rule.y, pen.widthF())]
    if mark.state == "adjudicated":
        first = _level(painter, y + rule.y - inks.adjudicated_step / 2, pen.widthF())
        levels = [first, first + inks.adjudicated_step]
    painter.setPen(pen)
    for a, b in rule.spans:
        for level in levels:
            painter.drawLine(QPointF(left + a, level), QPointF(left + b, level))
    if rule.run_on is not None:
        painter.setPen(inks.gap_pen(mark, hue=hue) if rule.kind == "bar" else pen)
        a, b = rule.run_on
        painter.drawLine(QPointF(left + a, levels[-1]), QPointF(left + b, levels[-1]))
    if rule.kind == "bar" and rule.spans and mark.state in ("decided", "adjudicated"):
        painter.setPen(pen)
        inner = pen.widthF() / 2
        begin, end = rule.spans[0][rtl], rule.spans[-1][not rtl]
        edges = [begin - inner if rtl else begin + inner] if rule.is_begun else []
        edges += [end + inner if rtl else end - inner] if rule.is_ended else []
        for x in edges:
            painter.drawLine(QPointF(left + x, levels[0] + pen.widthF() / 2), QPointF(left + x, levels[0] - TICK))


def _gaps(painter: QPainter, rule: Rule, mark: Mark, left: float, y: float, inks: Inks, hue: str | None) -> None:
    """The thin lower line under what does not belong to a target, with round corners up to its words."""
    if not rule.gaps:
        return
    pen = inks.gap_pen(mark, hue=hue)
    top = _level(painter, y + rule.y, 1.0)
    low = _level(painter, y + rule.y + rule.dip, 1.0)
    corner = min(CORNER, (low - top) / 2)
    painter.setPen(pen)
    edges = {edge for span in rule.spans for edge in span}
    for a, b in rule.gaps:
        path = QPainterPath()
        ax, bx = left + a, left + b
        if a in edges:
            path.moveTo(QPointF(ax + 0.5, top))
            path.lineTo(QPointF(ax + 0.5, low - corner))
            path.quadTo(QPointF(ax + 0.5, low), QPointF(ax + 0.5 + corner, low))
        else:
            path.moveTo(QPointF(ax, low))
        if b in edges:
            path.lineTo(QPointF(bx - 0.5 - corner, low))
            path.quadTo(QPointF(bx - 0.5, low), QPointF(bx - 0.5, low - corner))
            path.lineTo(QPointF(bx - 0.5, top))
        else:
            path.lineTo(QPointF(bx, low))
        painter.drawPath(path)
