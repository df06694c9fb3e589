"""What each side of a difference says, in pieces with the hues of their labels; and how such pieces are painted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from construal.annotation.annotation import Annotation
from construal.annotation.snacs.evaluation.differences import NOTHING, Kind, SentenceDifference
from construal.gui.look import Look

ARROW = "↝"
ARROW_WIDTH = 19.0
NAMES = {
    Kind.TARGET: "Target", Kind.MWE: "MWE", Kind.ROLE: "Role", Kind.FUNCTION: "Function",
    Kind.SUPERSENSE: "Supersense", Kind.LEXCAT: "Lexcat", Kind.SENTENCE: "Sentence",
}  # fmt: skip
_UNIT = re.compile(r"(?:(?P<label>[^\s:()]+?)(?:~>(?P<function>[^\s()]+))? )?\((?P<lexcat>[^\s()]+)\)(?=, |$)")
_ABSENT = {
    Kind.SENTENCE: "missing, or in other words", Kind.TARGET: "no target", Kind.MWE: "no expression",
    Kind.SUPERSENSE: "no label", Kind.LEXCAT: "no lexcat",
}  # fmt: skip


class Piece(NamedTuple):
    """Some words of a side: of a `label` in its hue; an arrow is painted; `is_strong` where the sides differ."""

    words: str
    label: str = ""
    is_strong: bool = False


Line = tuple[Piece, ...]


def sides(
    difference: SentenceDifference, statements: tuple[Sequence[Annotation], Sequence[Annotation]]
) -> tuple[list[Line], list[Line]]:
    """What here and there is said, line by line; a role or function with the other label of its construal."""
    one, other = (
        _construal(found, difference.kind) or _lines(told, difference.kind)
        for found, told in zip(statements, (difference.gold, difference.system), strict=True)
    )
    return one, other


def spoken(lines: Sequence[Line]) -> str:
    """A side as plain text."""
    return ", ".join("".join(f" {ARROW} " if p.words == ARROW else p.words for p in line) for line in lines)


def joined(lines: Sequence[Line]) -> Line:
    """All lines as one."""
    return tuple(piece for n, line in enumerate(lines) for piece in ((*((Piece(", "),) if n else ()), *line)))


def _construal(found: Sequence[Annotation], kind: Kind) -> list[Line]:
    if kind not in (Kind.ROLE, Kind.FUNCTION) or len(found) != 1 or not found[0].get("role"):
        return []
    role, function = found[0].text("role"), found[0].text("function")
    if function in ("", role):
        return [(Piece(role, role, True),)]
    return [(
        Piece(role, role, kind is Kind.ROLE), Piece(ARROW), Piece(function, function, kind is Kind.FUNCTION),
    )]  # fmt: skip


def _lines(told: str, kind: Kind) -> list[Line]:
    """What a side was told to say, taken apart."""
    if told == NOTHING:
        return [(Piece(_ABSENT.get(kind, "no label")),)]
    if kind in (Kind.ROLE, Kind.FUNCTION, Kind.SUPERSENSE):
        return [(Piece(told, told, True),)]
    lines: list[Line] = []
    position = 0
    for match in _UNIT.finditer(told) if kind in (Kind.TARGET, Kind.MWE) else ():
        front = told[position : match.start()].removeprefix(", ")
        lines.append((*((Piece(front),) if front else ()), *_unit(match, is_alone=not front)))
        position = match.end()
    rest = told[position:].removeprefix(", ")
    if rest:
        lines.append((Piece(rest, "", kind is Kind.LEXCAT),))
    return lines


def _unit(match: re.Match[str], *, is_alone: bool) -> Line:
    label, function, lexcat = match["label"], match["function"], match["lexcat"]
    if not label:
        return (Piece("no label"), Piece(f"  {lexcat}")) if is_alone else (Piece(lexcat),)
    arrow = (Piece(ARROW), Piece(function, function, True)) if function else ()
    return (Piece(label, label, True), *arrow, Piece(f"  {lexcat}"))


def paint_line(painter: QPainter, look: Look, room: QRectF, line: Line, *, style: str = "body") -> None:
    """Paint pieces in a row, vertically in the middle; what finds no room is shortened or left out."""
    x = room.x()
    weights = {True: QFont.Weight.DemiBold, False: QFont.Weight.Normal}
    for piece in line:
        left = room.right() - x
        if left < 12:
            return
        if piece.words == ARROW:
            look.paint_arrow(painter, QPointF(x + 3, room.center().y()))
            x += ARROW_WIDTH
            continue
        font = look.font(style)
        font.setWeight(weights[piece.is_strong])
        metrics = QFontMetricsF(font)
        words = metrics.elidedText(piece.words, Qt.TextElideMode.ElideRight, left)
        painter.setFont(font)
        painter.setPen(look.hue(piece.label) if piece.label else look.colour("ink" if piece.is_strong else "ink2"))
        painter.drawText(QRectF(x, room.y(), left + 2, room.height()), Qt.AlignmentFlag.AlignVCenter, words)
        x += metrics.horizontalAdvance(words)
