"""The solution steps as rows of their own heights: number, text, chips of what is linked and what is suggested."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from construal.gui.look import Look
from construal.gui.mathematics import plain
from construal.gui.panels.choice_delegate import share_words
from construal.gui.views import chips
from construal.gui.views.chips import Chip
from construal.gui.views.paragraph import Paragraph
from construal.gui.views.problem_page import Page, Step

Index = QModelIndex | QPersistentModelIndex
STEP_ROW = Qt.ItemDataRole.UserRole
LEFT, RIGHT, TOP, BOTTOM = 36.0, 20.0, 11.0, 12.0
UNDER_TEXT = 8.0
NOTE = 24.0


class StepModel(QAbstractListModel):
    """The steps of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.page: Page | None = None

    def show(self, page: Page | None) -> None:
        """Show the steps of a page; the same steps with other links keep the view where it is."""
        before, self.page = self.page, page
        if before and page and before.document.id == page.document.id and len(before.steps) == len(page.steps):
            self.dataChanged.emit(self.index(0), self.index(len(page.steps) - 1))
            self.layoutChanged.emit()
        else:
            self.beginResetModel()
            self.endResetModel()

    def step(self, index: Index) -> Step | None:
        """The step in a row."""
        steps = self.page.steps if self.page else ()
        return steps[index.row()] if index.isValid() and index.row() < len(steps) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many steps there are."""
        return 0 if parent.isValid() or self.page is None else len(self.page.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A step's words, its spoken form with what is linked, or the step itself."""
        step = self.step(index)
        if step is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(step.text.strip())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            linked = ", ".join(f"{e.number} {e.words}" for e in step.entries) or "nothing linked"
            return f"Step {step.index + 1}: {plain(step.text.strip())}. {linked}"
        return step if role == STEP_ROW else None


@dataclass(frozen=True, slots=True)
class Placed:
    """A row laid out for a width: its text, its chips with their boxes, and where the words of evidence stand."""

    text: Paragraph
    chips: tuple[Chip, ...]
    boxes: tuple[QRectF, ...]
    note: str
    note_top: float
    height: float


class StepDelegate(QStyledItemDelegate):
    """Paints steps, and knows which chip is where."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._placed: dict[tuple[int, bool], tuple[int, Step, Placed]] = {}
        self.chip = 0  # the current chip of the current step
        self.drop = -1  # the row that an entry is dragged over
        look.changed.connect(self.forget)

    def forget(self) -> None:
        """Lay out anew: other fonts, another width, or other suggestions."""
        self._placed.clear()

    def placed(self, index: Index) -> Placed | None:
        """A row laid out for the present width; the current one has room for what is suggested."""
        model = index.model()
        step = index.data(STEP_ROW)
        if not isinstance(model, StepModel) or not isinstance(step, Step) or model.page is None:
            return None
        is_current = index.row() == self._view.currentIndex().row()
        width = self._view.viewport().width()
        kept = self._placed.get((index.row(), is_current))
        if kept is None or kept[0] != width or kept[1] != step:
            kept = (width, step, self._lay_out(model.page, step, width, is_current=is_current))
            self._placed[index.row(), is_current] = kept
        return kept[2]

    def _lay_out(self, page: Page, step: Step, width: int, *, is_current: bool) -> Placed:
        look, room = self._look, width - LEFT - RIGHT
        text = Paragraph(look, step.text, room)
        made = [Chip(e.kind, e.number, e.words) for e in step.entries]
        suggested = page.suggested(step.index) if is_current else ()
        top = TOP + text.height + UNDER_TEXT
        boxes = [box.translated(LEFT, top) for box in chips.flow([chips.width(look, c) for c in made], room)]
        if boxes:
            top = boxes[-1].bottom() + 8
        offered = [
            Chip("concept", "+", s.words, digit=str(n), share=share_words(s.share) if s.share is not None else "")
            for n, s in enumerate(suggested, 1)
        ]
        more = [box.translated(LEFT, top) for box in chips.flow([chips.width(look, c) for c in offered], room)]
        if more:
            top = more[-1].bottom() + 4
        note = ""
        if offered and suggested[0].evidence:
            note = f"Suggested first: {suggested[0].words}, used in {suggested[0].evidence}"
        elif is_current and not boxes:
            note = "Nothing linked yet. Type letters to find a concept, + for a new hint"
        height = top + (NOTE if note else 0) + (BOTTOM - 8 if boxes or more else 0) + (0 if note else 4)
        return Placed(text, (*made, *offered), (*boxes, *more), note, top, height)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as text and chips need."""
        placed = self.placed(index)
        return QSize(100, round(placed.height) if placed else 40)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one step."""
        placed, step = self.placed(index), index.data(STEP_ROW)
        if placed is None or not isinstance(step, Step):
            return
        look, box = self._look, QRectF(option.rect)
        is_current = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_current:
            painter.fillRect(box, look.colour("accent_tint"))
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        if index.row() == self.drop:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(box.x(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
        painter.setFont(look.font("caption", tabular=True))
        painter.setPen(look.colour("ink2"))
        painter.drawText(
            QRectF(box.x() + 8, box.y() + TOP + 2, 18, 20), Qt.AlignmentFlag.AlignHCenter, str(step.index + 1)
        )
        placed.text.paint(painter, box.topLeft() + QPointF(LEFT, TOP), QPen(look.colour("ink")))
        here = self.chip if is_current and self._view.hasFocus() else -1
        for place, (chip, at) in enumerate(zip(placed.chips, placed.boxes, strict=True)):
            chips.paint(painter, look, at.translated(box.topLeft()), chip, is_current=place == here)
        if placed.note:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("ink2"))
            room = QRectF(box.x() + LEFT, box.y() + placed.note_top, box.width() - LEFT - RIGHT, NOTE - 4)
            words = look.metrics("small").elidedText(placed.note, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def chip_at(self, index: Index, point: QPointF) -> int:
        """The place of the chip at a point of the viewport, -1 where there is none."""
        placed = self.placed(index)
        if placed is None:
            return -1
        corner = QPointF(self._view.visualRect(index).topLeft())
        return chips.chip_at(placed.boxes, point - corner)
