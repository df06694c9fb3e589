"""How the picker's rows are painted: number, construal in its hues with the typed letters marked, count, share."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from construal.gui.look import Look
from construal.gui.panels.choices import ROW, Row

HEIGHTS = {"choice": 28, "forbidden": 26, "heading": 26, "note": 26}
Index = QModelIndex | QPersistentModelIndex


class ChoiceDelegate(QStyledItemDelegate):
    """Paints rows of a ChoiceModel."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def height_of(self, row: Row) -> int:
        """How high a row is, in pixels."""
        return HEIGHTS[row.kind]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list, as high as the row's kind."""
        row = index.data(ROW)
        return QSize(option.rect.width(), HEIGHTS[row.kind] if isinstance(row, Row) else 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        look, box = self._look, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if row.kind in ("heading", "note"):
            self._plain(painter, box, row, is_first=index.row() == 0)
        else:
            if is_current:
                fill = "accent_tint" if row.kind == "choice" else "hover"
                painter.fillRect(box, look.colour(fill))
                if row.kind == "choice":
                    painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), look.colour("accent"))
                else:
                    painter.setPen(QPen(look.colour("focus"), 2))
                    painter.drawRect(box.adjusted(1, 1, -1, -1))
            if row.kind == "forbidden":
                self._forbidden(painter, box, row)
            else:
                self._choice(painter, box, row)
        painter.restore()

    def _plain(self, painter: QPainter, box: QRectF, row: Row, *, is_first: bool) -> None:
        look = self._look
        if row.kind == "heading" and not is_first:
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(box.topLeft(), box.topRight())
        painter.setPen(look.colour("ink2"))
        painter.setFont(look.font("small" if row.kind == "heading" else "caption"))
        painter.drawText(box.adjusted(10, 0, -10, 0), Qt.AlignmentFlag.AlignVCenter, row.text)

    def _forbidden(self, painter: QPainter, box: QRectF, row: Row) -> None:
        look = self._look
        painter.setPen(QPen(look.colour("ink3"), 1.2))
        mark = QRectF(box.x() + 10, box.center().y() - 5, 10, 10)
        painter.drawEllipse(mark)
        painter.drawLine(QPointF(mark.x() + 1.6, mark.bottom() - 1.6), QPointF(mark.right() - 1.6, mark.y() + 1.6))
        painter.setPen(look.colour("ink3"))
        painter.setFont(look.font("body"))
        name = QRectF(box.x() + 35, box.y(), 92, box.height())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, row.text)
        painter.setFont(look.font("small"))
        reason = row.choice.reason if row.choice else ""
        rest = box.adjusted(max(35 + look.metrics("body").horizontalAdvance(row.text) + 10, 126), 0, -10, 0)
        text = look.metrics("small").elidedText(reason, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, text)

    def _choice(self, painter: QPainter, box: QRectF, row: Row) -> None:
        look, choice = self._look, row.choice
        if choice is None:
            return
        x = box.x() + 9
        if row.number:
            look.paint_cap(painter, QRectF(x, box.center().y() - 9, 20, 18), str(row.number))
        both = row.text.startswith(choice.role)
        x = look.paint_construal(
            painter, QPointF(box.x() + 37, box.center().y()),
            choice.role if both else choice.function, choice.function if both else "",
            marks=(choice.role_marks, choice.function_marks) if both else (choice.function_marks, ()),
        )  # fmt: skip
        painter.setFont(look.font("small", tabular=True))
        painter.setPen(look.colour("ink2"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if choice.share:
            painter.drawText(QRectF(box.right() - 50, box.y(), 40, box.height()), right, share_words(choice.share))
        if choice.count:
            painter.setPen(look.colour("ink3"))
            painter.drawText(QRectF(box.right() - 96, box.y(), 44, box.height()), right, f"{choice.count:,}")


def share_words(share: float) -> str:
    """A probability as lists show it: `.71`, `1.00`."""
    return f"{share:.2f}".removeprefix("0")
