"""The concepts and hints of a problem in order of first use: what each says, what it is called, where it is used."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QEvent,
    QMimeData,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)  # fmt: skip
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)  # fmt: skip

from construal.gui.look import Look
from construal.gui.mathematics import plain
from construal.gui.panels.furnishing import in_role
from construal.gui.row_list import Index, RowList
from construal.gui.typefaces import code
from construal.gui.views.paragraph import Paragraph
from construal.gui.views.problem_page import Entry

ENTRY_ROW = Qt.ItemDataRole.UserRole
MIME = "application/x-construal-entry"
LEFT, RIGHT, PAD = 46.0, 14.0, 8.0
LINE = 18.0


class EntryModel(RowList[Entry]):
    """The entries of a page; a hint's text is edited in place, which asks and does not write."""

    edited = Signal(object, str)  # the id of a hint, which no C integer holds, and its new text

    @property
    def entries(self) -> list[Entry]:
        """The entries, in order."""
        return self.rows

    def place(self, id: int) -> int:
        """The row of an entry, -1 where it is not there."""
        return next((row for row, entry in enumerate(self.entries) if entry.id == id), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """An entry's words, its spoken form, its raw text to edit, or the entry itself."""
        entry = self.row(index)
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.number} {entry.words}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = f". {plain(entry.text)}" if entry.heading and entry.text else ""
            return f"{entry.number}, {entry.words}{text}. {entry.place}"
        if role == Qt.ItemDataRole.EditRole:
            return entry.text
        return entry if role == ENTRY_ROW else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a hint to be changed."""
        entry = self.row(index)
        if entry is None or role != Qt.ItemDataRole.EditRole or str(value).strip() in ("", entry.text):
            return False
        self.edited.emit(entry.id, str(value).strip())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Entries can be dragged to a step; hints can be edited."""
        entry = self.row(index)
        if entry is None:
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return base | Qt.ItemFlag.ItemIsEditable if entry.kind == "hint" else base

    def mimeTypes(self) -> list[str]:
        """An entry's id, of our own kind."""
        return [MIME]

    def mimeData(self, indexes: object) -> QMimeData:
        """What is dragged: the id of an entry's annotation."""
        data = QMimeData()
        for index in indexes:  # type: ignore[attr-defined]  # a sequence of QModelIndex
            entry = self.row(index)
            if entry is not None:
                data.setData(MIME, QByteArray(str(entry.id).encode()))
        return data


class EntryList(QListView):
    """The list of entries, no higher than its rows, so that what is below follows it."""

    def __init__(self, look: Look, parent: QWidget, model: EntryModel) -> None:
        super().__init__(parent)
        in_role(self, "pane", spoken="Concepts and hints in order of use")
        self.setModel(model)
        self.setItemDelegate(EntryDelegate(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.DoubleClicked)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Take the height of the rows, however many there are and however they wrap."""
        model, delegate = self.model(), self.itemDelegate()
        if isinstance(model, EntryModel) and isinstance(delegate, EntryDelegate):
            # The whole width counts: at this height there is no scroll bar, whatever there is at the present one.
            self.setMaximumHeight(sum(delegate.height(entry, self.width()) for entry in model.entries))
        self._set_bar()
        self.scheduleDelayedItemsLayout()

    def _set_bar(self) -> None:
        """Have a scroll bar only where it is needed: one that is there makes the rows higher, and so itself needed."""
        is_whole = self.height() >= self.maximumHeight()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if is_whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)

    def event(self, event: QEvent) -> bool:
        """Fit to another width of the list, which is not that of its viewport."""
        done = super().event(event)
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            if event.size().width() != event.oldSize().width():
                self.fit()
            else:
                self._set_bar()
        return done


class EntryDelegate(QStyledItemDelegate):
    """Paints entries, and edits a hint's text where it stands."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def height(self, entry: Entry, width: int) -> int:
        """How high an entry is in a list of this width."""
        return round(self._parts(entry, width)[2])

    def _parts(self, entry: Entry, wide: int) -> tuple[Paragraph | None, Paragraph | None, float]:
        width = wide - LEFT - RIGHT
        heading = Paragraph(self._look, entry.heading, width, style="strong", pitch=LINE) if entry.heading else None
        text = Paragraph(self._look, entry.text, width, style="body", pitch=LINE) if entry.text.strip() else None
        return heading, text, 2 * PAD + LINE + sum(part.height for part in (heading, text) if part)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines."""
        entry = index.data(ENTRY_ROW)
        return QSize(100, self.height(entry, self._view.viewport().width()) if isinstance(entry, Entry) else 40)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        entry = index.data(ENTRY_ROW)
        if not isinstance(entry, Entry):
            return
        look, box = self._look, QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.colour("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(box.x(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            look.paint_focus(painter, box)
        painter.setFont(look.font("caption_strong"))
        painter.setPen(look.colour(entry.kind))
        painter.drawText(QRectF(box.x() + 12, box.y() + PAD, 34, LINE), Qt.AlignmentFlag.AlignVCenter, entry.number)
        heading, text, _ = self._parts(entry, self._view.viewport().width())
        y = box.y() + PAD
        if heading:
            heading.paint(painter, QPointF(box.x() + LEFT, y), QPen(look.colour("ink")))
            y += heading.height
        if text:
            text.paint(painter, QPointF(box.x() + LEFT, y), QPen(look.colour("ink2" if heading else "ink")))
            y += text.height
        self._foot(painter, QRectF(box.x() + LEFT, y, box.width() - LEFT - RIGHT, LINE), entry)
        painter.restore()

    def _foot(self, painter: QPainter, room: QRectF, entry: Entry) -> None:
        look = self._look
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, entry.place)
        left = look.metrics("small").horizontalAdvance(entry.place) + 10
        painter.setFont(code(11))
        name = QFontMetricsF(code(11)).elidedText(entry.name, Qt.TextElideMode.ElideMiddle, room.width() - left)
        painter.drawText(room.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, name)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """A field over the row; Enter keeps, Esc gives up."""
        editor = QPlainTextEdit(parent)
        editor.setAccessibleName("Text of the hint; Enter keeps it, Esc gives up")
        editor.setTabChangesFocus(True)
        editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the raw text, all of it selected."""
        assert isinstance(editor, QPlainTextEdit)
        editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was written, lines joined."""
        assert isinstance(editor, QPlainTextEdit)
        model.setData(index, " ".join(editor.toPlainText().split()))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Over the row, beside its number, with room for one line more."""
        box = option.rect
        editor.setGeometry(box.adjusted(round(LEFT) - 8, 2, -4, 16))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter ends the editing and keeps the text."""
        is_press = event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget)
        if is_press and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
            return True
        return super().eventFilter(watched, event)
