"""A concordance: places of texts as lines, the words in the middle, what is around them at both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from construal.annotation.document import Document
from construal.annotation.errors import ConstrualError
from construal.core.project import Project
from construal.gui.look import Look
from construal.gui.mathematics import plain
from construal.gui.panels.furnishing import in_role
from construal.gui.parts import plain_tip
from construal.gui.row_list import Index, LineDelegate, RowList

LINE = Qt.ItemDataRole.UserRole
ROW = 26
_SPACES = re.compile(r"\s+")
AROUND = 90  # code points at each side


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a text: document, first and last fragment's ends, and whether it is decided."""

    document: int
    start: int
    end: int
    is_decided: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the document's name, the words before, the words, the words after."""

    name: str
    left: str
    words: str
    right: str
    is_decided: bool


def line_of(document: Document, place: Place) -> Line:
    """The line of a place, within its sentence and the nearest code points around."""
    text, sentences = document.text, document.sentences
    first, last = place.start - AROUND, place.end + AROUND
    if len(sentences):
        first = max(first, int(sentences.start[sentences.at(place.start)]))
        last = min(last, int(sentences.end[sentences.at(max(place.end - 1, 0))]))
    left, words = text[max(first, 0) : place.start], text[place.start : place.end]
    right = text[place.end : max(last, place.end)]
    return Line(document.title or document.name, _flat(left), _flat(words), _flat(right), place.is_decided)


def _flat(text: str) -> str:
    """The text in one line, mathematics readable where whole formulas are in it."""
    return plain(_SPACES.sub(" ", text))


class ConcordanceModel(RowList[Place]):
    """Places; a line is made when it is shown, so that many cost no more than a few."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project
        self._lines: dict[int, Line | None] = {}
        self.modelAboutToBeReset.connect(self._lines.clear)

    def line(self, index: Index) -> Line | None:
        """The line in a row; None where its document cannot be read."""
        place, row = self.row(index), index.row()
        if place is None:
            return None
        if row not in self._lines:
            try:
                self._lines[row] = line_of(self._project.document(place.document), place)
            except ConstrualError:  # taken out of the project meanwhile: the next change shows it
                self._lines[row] = None
        return self._lines[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A line's words, its spoken form, its document as a tooltip, or the line itself."""
        line = self.line(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.left} «{line.words}» {line.right}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = "" if line.is_decided else ", suggested"
            return f"{line.left} {line.words} {line.right}, in {line.name}{state}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.name)
        return line if role == LINE else None


class ConcordanceDelegate(LineDelegate):
    """Paints a line; `names` is the room for the document's name at the left, 0 for none."""

    def __init__(self, look: Look, parent: QListView, *, names: int) -> None:
        super().__init__(look, parent, height=ROW)
        self._names = names

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        look, box = self._look, QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        inset = box.adjusted(16, 0, -16, 0)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(inset.x(), box.bottom() - 0.5), QPointF(inset.right(), box.bottom() - 0.5))
        view = self.parent()
        if state & QStyle.StateFlag.State_Selected and isinstance(view, QListView) and view.hasFocus():
            look.paint_focus(painter, box)
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._names:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("ink2"))
            name = look.metrics("small").elidedText(line.name, Qt.TextElideMode.ElideRight, self._names - 12)
            painter.drawText(QRectF(inset.x(), box.y(), self._names, ROW), middle, name)
        self._words(painter, inset.adjusted(self._names, 0, 0, 0), line)
        painter.restore()

    def _words(self, painter: QPainter, room: QRectF, line: Line) -> None:
        look, middle = self._look, Qt.AlignmentFlag.AlignVCenter
        light, strong = look.metrics("serif_small"), look.metrics("serif_small_strong")
        words = strong.elidedText(line.words, Qt.TextElideMode.ElideMiddle, room.width() * 0.6)
        wide = strong.horizontalAdvance(words)
        at = min(room.x() + room.width() * 0.40, room.right() - wide)
        left = light.elidedText(line.left.strip(), Qt.TextElideMode.ElideLeft, at - 5 - room.x())
        right = light.elidedText(line.right.strip(), Qt.TextElideMode.ElideRight, room.right() - at - wide - 5)
        painter.setFont(look.font("serif_small"))
        painter.setPen(look.colour("ink2"))
        row = QRectF(room.x(), room.y(), at - 5 - room.x(), room.height())
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, left)
        gap = 0 if line.right[:1] in tuple(".,;:!?)’") else 5
        painter.drawText(QRectF(at + wide + gap, room.y(), room.right() - at - wide, room.height()), middle, right)
        painter.setFont(look.font("serif_small_strong" if line.is_decided else "serif_small"))
        painter.setPen(look.colour("ink"))
        painter.drawText(QRectF(at, room.y(), wide + 4, room.height()), middle, words)
        if not line.is_decided:
            pen = QPen(look.colour("concept"), 1.25)
            pen.setDashPattern([3.2, 2.4])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(at, room.bottom() - 4), QPointF(at + wide, room.bottom() - 4))


class Concordance(QListView):
    """Lists places; a double click or Enter opens one."""

    opened = Signal(object, int)  # document, start

    def __init__(self, look: Look, project: Project, parent: QWidget, *, spoken: str, names: int = 0) -> None:
        super().__init__(parent)
        self.lines = ConcordanceModel(project)
        self.setModel(self.lines)
        self.setItemDelegate(ConcordanceDelegate(look, self, names=names))
        self.setFrameShape(QFrame.Shape.NoFrame)
        in_role(self, "pane")
        self.setAccessibleName(spoken)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.installEventFilter(self)
        look.changed.connect(self.viewport().update)

    def show_places(self, places: Sequence[Place]) -> None:
        """Show these places."""
        self.lines.show(places)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.lines.rows):
            place = self.lines.rows[row]
            self.opened.emit(place.document, place.start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens the place at hand."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._open(self.currentIndex().row())
            return True
        return super().eventFilter(watched, event)
