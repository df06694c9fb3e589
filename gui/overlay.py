"""A frame over the window with a field and a list: the palette is one, so is the choice of an annotator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from construal.gui.focus import LentFocus
from construal.gui.look import Look
from construal.gui.parts import frameless, named
from construal.gui.row_list import Index, LineDelegate, RowList

ENTRY = Qt.ItemDataRole.UserRole
ROW = 30
MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it says, what stands beside it, its key, and what choosing it does."""

    title: str
    run: Callable[[], None]
    detail: str = ""
    key: str = ""


class EntryModel(RowList[Entry]):
    """The lines shown."""

    @property
    def entries(self) -> list[Entry]:
        """The lines, in order."""
        return self.rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A line's words, its spoken form, or the line itself."""
        entry = self.row(index)
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.detail, entry.key) if part)
        return entry if role == ENTRY else None


class EntryDelegate(LineDelegate):
    """Paints a line: title, detail, key cap."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry):
            return
        look, box = self._look, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.colour("accent_tint"))
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        right = box.right() - 12
        if entry.key:
            wide = look.cap_width(entry.key)
            look.paint_cap(painter, QRectF(right - wide, box.center().y() - 9, wide, 18), entry.key)
            right -= wide + 12
        room = max(right - box.x() - 16, 0)
        title = look.metrics("body").elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("ink"))
        painter.drawText(QRectF(box.x() + 16, box.y(), room, ROW), Qt.AlignmentFlag.AlignVCenter, title)
        left = look.metrics("body").horizontalAdvance(title) + 12
        if entry.detail and room > left + 40:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("ink2"))
            detail = look.metrics("small").elidedText(entry.detail, Qt.TextElideMode.ElideRight, room - left)
            painter.drawText(
                QRectF(box.x() + 16 + left, box.y(), room - left, ROW), Qt.AlignmentFlag.AlignVCenter, detail
            )
        painter.restore()


class Overlay(QFrame):
    """A field with a list below it, over the window; Enter runs a line, Esc closes and gives the focus back."""

    def __init__(self, look: Look, window: QWidget, *, placeholder: str, empty: str) -> None:
        super().__init__(window)
        named(self, "overlay", visible=False)
        self._window = window
        self._focus = LentFocus(window)
        self.model = EntryModel()
        self.field = named(QLineEdit(self, placeholderText=placeholder), spoken=placeholder)
        sign = self.field.addAction(look.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        look.dress(sign, "search", sign.setIcon)
        self.field.textChanged.connect(self.refresh)
        self.field.installEventFilter(self)
        self.list = named(frameless(QListView(self, uniformItemSizes=True)), spoken="Results")
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(look, self.list, height=ROW))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        self._empty = named(QLabel(empty, self, wordWrap=True), "empty")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self._empty)
        column.addStretch(1)

    def entries(self, query: str) -> Sequence[Entry]:
        """The lines for what was typed; each kind of overlay says its own, and this one has none."""
        return ()

    def open(self) -> None:
        """Show with an empty field, and take the focus."""
        if self.isHidden():
            self._focus.remember()
        self.field.clear()
        self.refresh()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Hide, and give the focus back."""
        self.hide()
        self._focus.give_back()

    def refresh(self) -> None:
        """List again for what is typed."""
        self.model.show(self.entries(self.field.text().strip()))
        rows = len(self.model.entries)
        self.list.setVisible(rows > 0)
        self._empty.setVisible(rows == 0)
        self.list.setFixedHeight(ROW * min(rows, MOST_ROWS))
        if rows:
            self.list.setCurrentIndex(self.model.index(0))
        window = self._window
        wide = min(560, window.width() - 48)
        self.setGeometry((window.width() - wide) // 2, 8, wide, 52 + (ROW * min(rows, MOST_ROWS) if rows else 40))

    def run(self, place: int) -> None:
        """Close, then do what a line does."""
        if 0 <= place < len(self.model.entries):
            entry = self.model.entries[place]
            self.leave()
            entry.run()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.run(index.row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list, Enter runs, Esc leaves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, here = event.key(), self.list.currentIndex().row()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                place = min(max(here + step, 0), len(self.model.entries) - 1)
                self.list.setCurrentIndex(self.model.index(place))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.run(here)
                return True
            if key == Qt.Key.Key_Escape:
                self.leave()
                return True
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and self.window().isActiveWindow():
            self.hide()
        return super().eventFilter(watched, event)
