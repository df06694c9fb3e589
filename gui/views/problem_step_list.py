"""The list of solution steps: the current one grows, chips can be clicked, an entry can be dropped on a step."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from construal.gui.look import Look
from construal.gui.views.problem_entries import MIME
from construal.gui.views.problem_steps import StepDelegate

Index = QModelIndex | QPersistentModelIndex


class StepList(QListView):
    """The steps; an entry can be dropped on one."""

    dropped = Signal(int, object)  # row, the id of an entry's annotation
    chip_clicked = Signal(int, int)  # row, place of the chip
    resized = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look_of_rows = StepDelegate(look, self)
        self.setItemDelegate(self.look_of_rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Solution steps")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The current step has room for what is suggested, so both rows change their heights."""
        self.look_of_rows.chip = 0
        super().currentChanged(current, previous)
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out for the new width."""
        self.look_of_rows.forget()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the step under the pointer current, and the chip that was meant."""
        index = self.indexAt(event.position().toPoint())
        place = self.look_of_rows.chip_at(index, event.position()) if index.isValid() else -1
        super().mousePressEvent(event)
        if place >= 0:
            self.chip_clicked.emit(index.row(), place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """An entry may come."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Frame the step it would be linked to."""
        self._drop_at(event.position().toPoint())
        event.setAccepted(self.look_of_rows.drop >= 0)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Frame none."""
        self.look_of_rows.drop = -1
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the link."""
        row = self.indexAt(event.position().toPoint()).row()
        data = bytes(event.mimeData().data(MIME).data()).decode()
        self.look_of_rows.drop = -1
        self.viewport().update()
        if row >= 0 and data.isdecimal():
            event.acceptProposedAction()
            self.dropped.emit(row, int(data))

    def _drop_at(self, point: QPoint) -> None:
        self.look_of_rows.drop = self.indexAt(point).row()
        self.viewport().update()
