"""Rows of a pane: candidates, terms, a hierarchy, what was found. One list, one delegate, no widget per row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from construal.gui.look import Look
from construal.gui.panels.furnishing import in_role
from construal.gui.parts import plain_tip
from construal.gui.row_list import Index, LineDelegate, RowList

ROW = Qt.ItemDataRole.UserRole
INDENT = 16
CAP = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One row: words in a hue, detail at the right, a key cap at the left, and what taking it hands over."""

    words: str
    detail: str = ""
    cap: str = ""
    value: object = None
    hue: str = "ink"
    indent: int = 0
    is_strong: bool = False
    is_struck: bool = False
    is_marked: bool = False  # what stands, or what Enter would take

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        parts = (f"key {self.cap}" if self.cap else "", self.words, self.detail)
        return ", ".join(part for part in parts if part)


class RowModel(RowList[Row]):
    """The rows shown."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's words, its spoken form, or the row itself."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return plain_tip(row.words)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == ROW else None


class RowDelegate(LineDelegate):
    """Paints rows of one height."""

    def __init__(self, look: Look, view: QListView, height: int) -> None:
        super().__init__(look, view, height=height)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        look, box = self._look, QRectF(option.rect)
        state = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.is_marked or (is_selected and self._view.focusPolicy() == Qt.FocusPolicy.NoFocus):
            painter.fillRect(box, look.colour("accent_tint"))
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), look.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        if is_selected and self._view.hasFocus():
            look.paint_focus(painter, box)
        room = box.adjusted(16 + row.indent * INDENT, 0, -16, 0)
        if row.cap:
            look.paint_cap(painter, QRectF(room.x(), room.center().y() - 9, look.cap_width(row.cap), 18), row.cap)
            room.setLeft(room.x() + CAP)
        self._words(painter, room, row)
        painter.restore()

    def _words(self, painter: QPainter, room: QRectF, row: Row) -> None:
        look, middle = self._look, Qt.AlignmentFlag.AlignVCenter
        style = "strong" if row.is_strong or row.is_marked else "body"
        small = look.metrics("small")
        detail = small.elidedText(row.detail, Qt.TextElideMode.ElideRight, room.width() * 0.45)
        painter.setFont(look.font("small", tabular=True))
        painter.setPen(look.colour("ink2"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, detail)
        wide = room.width() - (small.horizontalAdvance(detail) + 12 if detail else 0)
        words = look.metrics(style).elidedText(row.words, Qt.TextElideMode.ElideRight, wide)
        font = look.font(style)
        font.setStrikeOut(row.is_struck)
        painter.setFont(font)
        painter.setPen(look.colour("ink3" if row.is_struck else row.hue))
        painter.drawText(QRectF(room.x(), room.y(), wide + 2, room.height()), middle, words)


class Rows(QListView):
    """Shows rows; a click or Enter takes one. `grows`: it is as high as its rows, and gone where there are none."""

    taken = Signal(object)  # the row's value

    def __init__(self, look: Look, parent: QWidget, *, spoken: str, height: int = 30, grows: bool = True) -> None:
        super().__init__(parent)
        self.model_of_rows = RowModel()
        self._height = height
        self._grows = grows
        self.setModel(self.model_of_rows)
        self.setItemDelegate(RowDelegate(look, self, height))
        self.setFrameShape(QFrame.Shape.NoFrame)
        in_role(self, "pane")
        self.setAccessibleName(spoken)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self.take(index.row()))
        self.installEventFilter(self)
        look.changed.connect(self.viewport().update)

    @property
    def rows(self) -> list[Row]:
        """The rows shown."""
        return self.model_of_rows.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, the marked one current."""
        self.model_of_rows.show(rows)
        if self._grows:
            self.setFixedHeight(self._height * len(rows))
            self.setVisible(bool(rows))
        at = next((place for place, row in enumerate(rows) if row.is_marked), 0)
        if rows:
            self.setCurrentIndex(self.model_of_rows.index(at))

    def step(self, step: int) -> None:
        """Go some rows down or up."""
        if self.rows:
            place = min(max(self.currentIndex().row() + step, 0), len(self.rows) - 1)
            self.setCurrentIndex(self.model_of_rows.index(place))

    def take(self, place: int) -> None:
        """Hand over what a row stands for."""
        if 0 <= place < len(self.rows) and self.rows[place].value is not None:
            self.taken.emit(self.rows[place].value)

    def take_current(self) -> None:
        """Hand over what the current row stands for."""
        self.take(self.currentIndex().row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the current row."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.take_current()
            return True
        return super().eventFilter(watched, event)
