"""How the cells of our tables are painted: words, numbers, bars, marks; the current row tinted with an edge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)  # fmt: skip

from construal.gui.look import Look
from construal.gui.views.table_filter import ENTER

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole
BAR = 84.0
MARK = 18.0


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows. `share` draws a bar in front of the words; `icon` stands before them."""

    words: str = ""
    hue: str = "ink"
    is_number: bool = False
    is_strong: bool = False
    is_struck: bool = False
    is_small: bool = False
    share: float | None = None
    icon: str = ""
    icon_hue: str = "ink2"


class CellDelegate(QStyledItemDelegate):
    """Paints cells; `height` is that of a top row, `child_height` of a row below one."""

    def __init__(self, look: Look, view: QTreeView, *, height: int = 30, child_height: int = 26) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._height = height
        self._child_height = child_height

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """One row."""
        return QSize(60, self._child_height if index.parent().isValid() else self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        look, box = self._look, QRectF(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected:
            painter.fillRect(box, look.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(box.x(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
        room = box.adjusted(8, 0, -8, 0)
        if cell.share is not None:
            bar = QRectF(room.x(), room.center().y() - 3, BAR, 6)
            painter.fillRect(bar, look.colour("track"))
            painter.fillRect(QRectF(bar.x(), bar.y(), BAR * min(max(cell.share, 0.0), 1.0), 6), look.colour("ink2"))
            room.setLeft(bar.right() + 10)
        if cell.icon:
            size = 14
            pixmap = look.icon(cell.icon, cell.icon_hue).pixmap(QSize(size, size), self._view.devicePixelRatioF())
            painter.drawPixmap(QPointF(room.x(), round(room.center().y() - size / 2)), pixmap)
            room.setLeft(room.x() + MARK + 2)
        self._words(painter, room, cell, is_strong=cell.is_strong or (is_selected and index.column() == 0))
        painter.restore()

    def _words(self, painter: QPainter, room: QRectF, cell: Cell, *, is_strong: bool) -> None:
        look = self._look
        style = ("small" if cell.is_small else "strong") if is_strong else ("small" if cell.is_small else "body")
        font = look.font(style, tabular=cell.is_number or cell.share is not None)
        font.setStrikeOut(cell.is_struck)
        words = look.metrics(style).elidedText(cell.words, Qt.TextElideMode.ElideRight, room.width() + 1)
        side = Qt.AlignmentFlag.AlignRight if cell.is_number else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(look.colour("ink3" if cell.is_struck else cell.hue))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, words)


class Table(QTreeView):
    """A table of cells with a header to sort by; the current row has an edge at the left."""

    def __init__(self, look: Look, parent: QWidget, *, spoken: str, has_children: bool = False) -> None:
        super().__init__(parent)
        self._look = look
        self.setItemDelegate(CellDelegate(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(spoken)
        self.setRootIsDecorated(has_children)
        self.setItemsExpandable(has_children)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(not has_children)
        self.setAllColumnsShowFocus(True)
        self.setSelectionBehavior(QTreeView.SelectionBehavior.SelectRows)
        self.setMouseTracking(True)
        self.setIndentation(28 if has_children else 0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        head = self.header()
        head.setSectionsMovable(False)
        head.setStretchLastSection(False)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        look.changed.connect(self.viewport().update)

    def set_widths(self, widths: tuple[int, ...]) -> None:
        """Give the columns their widths; those of 0 share what is left."""
        head = self.header()
        for column, width in enumerate(widths):
            if width:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(column, width)
            else:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def drawBranches(self, painter: QPainter, rect: object, index: Index) -> None:
        """A chevron before a row that has others below it, the tint of the current row behind it."""
        box = QRectF(rect)  # type: ignore[call-overload]  # a QRect
        look = self._look
        is_selected = self.selectionModel().isSelected(index)
        if is_selected:
            painter.fillRect(box, look.colour("selected"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(box.x(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
        if self.model().hasChildren(index) and self.itemsExpandable():
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            pixmap = look.icon(name).pixmap(QSize(14, 14), self.devicePixelRatioF())
            painter.drawPixmap(QPointF(box.x() + 14, round(box.center().y() - 6)), pixmap)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cells, then the edge of the current row, and a ring where the keys are."""
        super().drawRow(painter, option, index)
        if self.selectionModel().isSelected(index):
            box = QRectF(0, option.rect.y(), self.viewport().width(), option.rect.height())
            painter.fillRect(QRectF(0, box.y(), 3, box.height()), self._look.colour("accent"))
            if self.hasFocus():
                painter.setPen(QPen(self._look.colour("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(1, 1, -1, -1))


class KeyRelay(QObject):
    """Asks a function first about the keys that widgets are pressed; Ctrl with Enter does what it is given."""

    def __init__(
        self, parent: QObject, take: object, *widgets: QWidget, on_ctrl_enter: Callable[[], None] | None = None
    ) -> None:
        super().__init__(parent)
        self._take = take
        self._on_ctrl_enter = on_ctrl_enter
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether the function took the key."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        act = self._on_ctrl_enter if _is_ctrl_enter(event) else None
        if act is not None and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # ours here before it is the window's
            return True
        if event.type() == QEvent.Type.KeyPress:
            if act is not None:
                act()
                return True
            if callable(self._take):
                return bool(self._take(watched, event))
        return super().eventFilter(watched, event)


def _is_ctrl_enter(event: QKeyEvent) -> bool:
    return event.key() in ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
