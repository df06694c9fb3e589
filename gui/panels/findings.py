"""The findings of the document at hand, below its text: what is wrong where, and the way out. Knows no project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from construal.annotation.snacs.validation.finding import Finding, Severity
from construal.gui.actions import key_of
from construal.gui.look import Look
from construal.gui.panels.furnishing import hairline, in_role, label
from construal.gui.panels.key_strip import KeyButton
from construal.gui.parts import flush_column, frameless, named, plain_tip
from construal.gui.row_list import Index, LineDelegate, RowList

if TYPE_CHECKING:
    from construal.core.suggest.disagreement import Judged

ROW = 28
SHOWN = 5  # rows before the list scrolls
FINDING = Qt.ItemDataRole.UserRole
STRIP = ("next_finding", "previous_finding", "mend", "keep_decided", "findings")
_WORDS = 0.22  # of the width


@dataclass(frozen=True, slots=True)
class DisagreesHere:
    """A decision that a model reads otherwise, with the probability of either."""

    judged: Judged

    @property
    def words(self) -> str:
        """The words that it is about."""
        return self.judged.words

    @property
    def message(self) -> str:
        """What was decided, and how likely the model takes it to be."""
        return f"{self.judged.decided} {_share(self.judged.decided_probability)}"

    @property
    def way_out(self) -> str:
        """What the model reads instead."""
        return f"{self.judged.source} reads {self.judged.reading} {_share(self.judged.probability)}"

    @property
    def spoken(self) -> str:
        """All of it in one sentence."""
        keys = f"{key_of('mend')} takes that over, {key_of('keep_decided')} keeps what was decided"
        return f"disagreement: {self.words}: {self.message}; {self.way_out}, {keys}"


@dataclass(frozen=True, slots=True)
class FoundHere:
    """A finding, and the words that it is about."""

    finding: Finding
    words: str

    @property
    def message(self) -> str:
        """What is wrong."""
        return self.finding.message

    @property
    def way_out(self) -> str:
        """How it is mended."""
        return self.finding.mend

    @property
    def spoken(self) -> str:
        """The finding in one sentence."""
        mend = f", {key_of('mend')} mends it" if self.finding.change is not None else ""
        return f"{self.finding.severity}: {self.words}: {self.finding.message}; {self.finding.mend}{mend}"


Row = FoundHere | DisagreesHere


class FindingRows(RowList[Row]):
    """The findings as rows, and behind them the disagreements."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's finding, what is said of it, and its rule as a tooltip."""
        row = self.row(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            if isinstance(row, DisagreesHere):
                return plain_tip(f"{row.message}; {row.way_out}")
            return plain_tip(f"{row.finding.rule}, sentence {row.finding.sentence}")
        return row if role == FINDING else None


class FindingDelegate(LineDelegate):
    """Paints a finding: its sign, the words, what is wrong, the way out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(FINDING)
        if not isinstance(row, Row):
            return
        look, box = self._look, QRectF(option.rect)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current:
            painter.fillRect(box, look.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        inset = box.adjusted(16, 0, -16, 0)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(inset.x(), box.bottom() - 0.5), QPointF(inset.right(), box.bottom() - 0.5))
        is_error = isinstance(row, FoundHere) and row.finding.severity is Severity.ERROR
        sign = look.icon("alert" if isinstance(row, FoundHere) else "scale", "danger" if is_error else "ink2")
        sign.paint(painter, round(inset.x()), round(box.center().y()) - 7, 14, 14)
        wide = inset.width() * _WORDS
        self._part(painter, QRectF(inset.x() + 22, box.y(), wide, ROW), row.words, "serif_small_strong", "ink")
        x = inset.x() + 22 + wide + 12
        for cap in _caps(row):
            cap_wide = look.cap_width(cap)
            look.paint_cap(painter, QRectF(inset.right() - cap_wide, box.center().y() - 9, cap_wide, 18), cap)
            inset.setRight(inset.right() - cap_wide - 8)
        room = max(inset.right() - x, 0)
        told = look.metrics("body").horizontalAdvance(row.message)
        told = min(told, room * 0.6)
        self._part(painter, QRectF(x, box.y(), told + 2, ROW), row.message, "body", "ink")
        rest = QRectF(x + told + 14, box.y(), max(room - told - 14, 0), ROW)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink2"))
        text = look.metrics("small").elidedText(row.way_out, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, middle | Qt.AlignmentFlag.AlignRight, text)
        view = self.parent()
        if is_current and isinstance(view, QListView) and view.hasFocus():
            look.paint_focus(painter, box)
        painter.restore()

    def _part(self, painter: QPainter, box: QRectF, text: str, style: str, colour: str) -> None:
        painter.setFont(self._look.font(style))
        painter.setPen(self._look.colour(colour))
        fitted = self._look.metrics(style).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, fitted)


class FindingsPanel(QWidget):
    """Lists findings; Enter or a click goes to one, Esc back to the text."""

    opened = Signal(int)  # the row
    left = Signal()
    pressed = Signal(str)  # an action's name

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        named(in_role(self, "pane"), spoken="Findings", visible=False)
        self.rows = FindingRows()
        self.count = label(self, "secondary")
        self.list = in_role(frameless(QListView(self)), "pane", spoken="Findings")
        self.list.setModel(self.rows)
        self.list.setItemDelegate(FindingDelegate(look, self.list, height=ROW))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self.opened.emit(index.row()))
        self.list.installEventFilter(self)
        self.empty = label(self, "secondary")
        self.empty.setContentsMargins(16, 6, 16, 10)
        head = in_role(QWidget(self), "header")
        head.setFixedHeight(36)
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 0, 12, 0)
        line.setSpacing(10)
        line.addWidget(label(head, "section", "Findings"))
        line.addWidget(self.count)
        line.addStretch()
        for name in STRIP:
            cap = KeyButton(look, name, head)
            cap.clicked.connect(lambda _on=False, name=name: self.pressed.emit(name))
            line.addWidget(cap)
        column = flush_column(self)
        column.addWidget(hairline(self))
        column.addWidget(head)
        column.addWidget(self.empty)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)
        look.changed.connect(self.list.viewport().update)

    def show_findings(self, found: Sequence[Row], *, is_complete: bool) -> None:
        """Show these; the row at hand stays, where it is still there."""
        at = self.list.currentIndex().row()
        self.rows.show(found)
        broken = [row for row in found if isinstance(row, FoundHere)]
        errors = sum(row.finding.severity is Severity.ERROR for row in broken)
        told = [_many(errors, "error"), _many(len(broken) - errors, "warning")] if broken else []
        told += [_many(len(found) - len(broken), "disagreement")] if len(found) > len(broken) else []
        counted = f"{', '.join(told)} in this document" if told else ""
        self.count.setText(counted if is_complete else f"{counted or 'Nothing'} so far …")
        self.empty.setText("Nothing is wrong with the decisions on this document." if is_complete else "Looking …")
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.setFixedHeight(ROW * min(max(len(found), 1), SHOWN))
        if found and at >= 0:
            self.select(min(at, len(found) - 1))

    @property
    def current(self) -> int:
        """The row at hand, -1 for none."""
        return self.list.currentIndex().row()

    def select(self, row: int) -> None:
        """Make a row the one at hand."""
        index = self.rows.index(row)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the place of the row, Esc back to the text."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit(self.current)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)


def _caps(row: Row) -> list[str]:
    """The keys that act on a row, from the right."""
    if isinstance(row, DisagreesHere):
        return [key_of("keep_decided"), key_of("mend")]
    return [key_of("mend")] if row.finding.change is not None else []


def _share(probability: float) -> str:
    return f"{probability:.2f}".removeprefix("0")


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
