"""The documents pane: filter, order, the list with its progress rings, and the coverage of the project at the foot."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QActionGroup, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QStackedLayout,
    QStyle,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from construal.annotation.commands import Change
from construal.core.coverage import Coverage
from construal.gui.actions import key_of
from construal.gui.look import Look
from construal.gui.panels.document_list import ITEM, DocumentList, Item, Order
from construal.gui.parts import flush_column, frameless, named, tool_button
from construal.gui.row_list import Index, LineDelegate
from construal.gui.session import Session

ROW_HEIGHT = 28
TYPING_PAUSE = 120  # ms
LEAST_TITLE = 36  # pixels
MEASURED = 200  # names that decide where titles begin


class DocumentsPanel(QWidget):
    """Lists a session's documents; the one chosen is opened."""

    chosen = Signal(object)  # a document id (it exceeds a C integer), by click or Enter
    left = Signal()  # Esc: back to the text

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "documentsPane")
        self._look = look
        self._session: Session | None = None
        self.model = DocumentList()
        self._count = named(QLabel(self), "secondary")
        self.filter = named(QLineEdit(self, placeholderText="Filter by text or name"), spoken="Filter the documents")
        self.filter.setClearButtonEnabled(True)
        sign = self.filter.addAction(look.icon("filter"), QLineEdit.ActionPosition.LeadingPosition)
        look.dress(sign, "filter", sign.setIcon)
        self.filter.installEventFilter(self)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._pause.timeout.connect(self.refresh)
        self.filter.textChanged.connect(lambda _text: self._pause.start())
        self.list = named(frameless(QListView(self, uniformItemSizes=True)), spoken="Documents")
        self.list.setModel(self.model)
        self._delegate = DocumentDelegate(look, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._on_clicked)
        self.list.installEventFilter(self)
        self._empty = named(QLabel(self, wordWrap=True), "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.coverage = CoverageBlock(look, self)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(named(QLabel("Documents", self), "paneTitle"))
        head.addStretch()
        head.addWidget(self._count)
        self._head = named(QWidget(self), "paneHeader")
        self._head.setLayout(head)
        self._head.setFixedHeight(36)
        self._order = tool_button(self, "quiet", text=Order.FILE.value, spoken="Order of the documents")
        self._look.dress(self._order, "arrow-up-down", self._order.setIcon)
        self._order.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, group = QMenu(self._order), QActionGroup(self)
        for order in Order:
            action = menu.addAction(order.value)
            action.setCheckable(True)
            action.setChecked(order is Order.FILE)
            action.triggered.connect(lambda _on, order=order: self._set_order(order))
            group.addAction(action)
        self._order.setMenu(menu)
        fields = QVBoxLayout()
        fields.setContentsMargins(16, 0, 16, 4)
        fields.setSpacing(6)
        fields.addWidget(self.filter)
        fields.addWidget(self._order, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column = flush_column(self)
        column.addWidget(self._head)
        column.addLayout(fields)
        column.addLayout(self._stack, 1)
        column.addWidget(self.coverage)

    def show_session(self, session: Session) -> None:
        """List the documents of a session's project, and follow its changes."""
        self._session = session
        session.changed.connect(self._on_change)
        session.layer_changed.connect(self.refresh)
        session.document_changed.connect(self._mark_current)
        self.filter.clear()
        self.refresh()

    def refresh(self) -> None:
        """List again what the filter leaves."""
        session = self._session
        if session is None:
            return
        coverage = session.ledger.of(session.layer)
        records = session.project.records(search=self.filter.text())
        self.model.show(records, coverage)
        self._delegate.measure(item.short_name for item in self.model.items[:MEASURED] if item.title)
        self._count.setText(f"{len(records):,}")
        if self.filter.text():
            self._empty.setText("Nothing matches. Esc clears the filter.")
        else:
            self._empty.setText(f"No documents yet. Drop files here, or press {key_of('import')}.")
        self._stack.setCurrentIndex(0 if records else 1)
        self.coverage.show_coverage(coverage.values())
        self._mark_current()

    def empty_text(self) -> str:
        """What the pane says in place of an empty list."""
        return self._empty.text()

    def step(self, step: int) -> None:
        """Open the next or previous document of the list."""
        session = self._session
        if session is None or not self.model.items:
            return
        here = self.model.place(session.document.id) if session.document else -1
        place = min(max(here + step, 0), len(self.model.items) - 1) if here >= 0 else 0
        if place != here:
            self.chosen.emit(self.model.items[place].record.id)

    def focus_filter(self) -> None:
        """Go to the filter field."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _set_order(self, order: Order) -> None:
        self._order.setText(order.value)
        self.model.set_order(order)
        self._mark_current()

    def _mark_current(self) -> None:
        session = self._session
        place = self.model.place(session.document.id) if session and session.document else -1
        index = self.model.index(place) if place >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if place >= 0:
            self.list.scrollTo(index)

    def _on_clicked(self, index: QModelIndex) -> None:
        item = self.model.item(index)
        if item is not None:
            self.chosen.emit(item.record.id)

    def _on_change(self, change: Change) -> None:
        session = self._session
        if session is None:
            return
        if change.records or len(change.documents) > 1:
            self.refresh()
        elif session.layer in change.layers:
            for id in change.documents:
                fresh = session.ledger.document(session.layer, id)
                self.coverage.replace(self.model.update(id, fresh))
                self.list.update(self.model.index(self.model.place(id)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens, Down goes from the filter to the list, Esc clears the filter, then goes to the text."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.list.currentIndex()
            if not index.isValid() or watched is self.filter:
                index = self.model.index(0)
            self._on_clicked(index)
            return True
        if key == Qt.Key.Key_Escape:
            if self.filter.text():
                self.filter.clear()
            else:
                self.left.emit()
            return True
        if key == Qt.Key.Key_Down and watched is self.filter:
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))
            return True
        return super().eventFilter(watched, event)


class DocumentDelegate(LineDelegate):
    """Paints a document: ring, name, title, n/m."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, height=ROW_HEIGHT)
        self._names_column = 0.0

    def measure(self, names: Iterable[str]) -> None:
        """Let titles begin at one place behind these names, unless a name is long."""
        metrics = self._look.metrics("strong")
        self._names_column = max((metrics.horizontalAdvance(name) for name in names), default=0.0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one document."""
        item = index.data(ITEM)
        if not isinstance(item, Item):
            return
        look, box = self._look, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current:
            painter.fillRect(box, look.colour("selected"))
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        if option.state & QStyle.StateFlag.State_HasFocus and option.widget is not None and option.widget.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        look.paint_ring(painter, QPointF(box.x() + 22, box.center().y()), item.share, is_complete=item.is_complete)
        self._texts(painter, box, item, is_current=is_current)
        painter.restore()

    def _texts(self, painter: QPainter, box: QRectF, item: Item, *, is_current: bool) -> None:
        look, middle = self._look, Qt.AlignmentFlag.AlignVCenter
        numbers = f"{item.coverage.decided}/{item.targets}" if item.targets else ""
        painter.setFont(look.font("small", tabular=True))
        painter.setPen(look.colour("ink2"))
        painter.drawText(box.adjusted(0, 0, -12, 0), middle | Qt.AlignmentFlag.AlignRight, numbers)
        room = box.width() - 40 - 12 - (look.metrics("small").horizontalAdvance(numbers) + 8 if numbers else 0)
        style = "strong" if is_current else "body"
        painter.setFont(look.font(style))
        painter.setPen(look.colour("ink"))
        name, title = item.short_name, item.title
        metrics = look.metrics(style)
        # Short names stand in a column; a long one takes its room from the title.
        column = min(self._names_column, room * 0.42) if title else 0.0
        wide = min(room, max(column, metrics.horizontalAdvance(name) + 2))
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, wide)
        painter.drawText(QRectF(box.x() + 40, box.y(), room, box.height()), middle, shown)
        if title and room - wide > LEAST_TITLE:
            left = max(metrics.horizontalAdvance(shown), min(column, wide)) + 12
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("ink2"))
            rest = look.metrics("small").elidedText(title, Qt.TextElideMode.ElideRight, room - left)
            painter.drawText(QRectF(box.x() + 40 + left, box.y(), room - left, box.height()), middle, rest)


class CoverageBlock(QWidget):
    """How much of the project is decided in this layer: numbers and a bar."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "coverage")
        self._look = look
        self._sums = Coverage(0, 0, 0)
        self.setFixedHeight(90)

    @property
    def sums(self) -> Coverage:
        """The numbers shown."""
        return self._sums

    def show_coverage(self, parts: Iterable[Coverage]) -> None:
        """Show the sum of these documents' coverage."""
        rows = list(parts)
        self._set(Coverage(sum(c.decided for c in rows), sum(c.suggested for c in rows), sum(c.open for c in rows)))

    def replace(self, pair: tuple[Coverage, Coverage]) -> None:
        """Take one document's new numbers for its old ones."""
        old, new = pair
        s = self._sums
        decided, suggested = s.decided + new.decided - old.decided, s.suggested + new.suggested - old.suggested
        self._set(Coverage(decided, suggested, s.open + new.open - old.open))

    def _set(self, sums: Coverage) -> None:
        self._sums = sums
        self.setAccessibleName(f"Coverage: {sums.decided} of {sums.total} decided, {sums.suggested} suggested")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, bar and numbers."""
        look, sums = self._look, self._sums
        painter = QPainter(self)
        width = self.width() - 32
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font("small_strong"))
        painter.drawText(QRectF(16, 10, width, 20), Qt.AlignmentFlag.AlignVCenter, "Coverage")
        painter.setFont(look.font("small", tabular=True))
        painter.setPen(look.colour("ink2"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(16, 10, width, 20), right, f"{sums.decided:,} of {sums.total:,}")
        bar = QRectF(16, 35, width, 6)
        painter.fillRect(bar, look.colour("track"))
        if sums.total:
            decided = width * sums.decided / sums.total
            suggested = width * sums.suggested / sums.total
            painter.fillRect(QRectF(16, 35, decided, 6), look.colour("ink2"))
            pen = QPen(look.colour("control"), 6)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([0.34, 0.34])
            painter.setPen(pen)
            if suggested > 1:
                painter.drawLine(QPointF(16 + decided, 38), QPointF(16 + decided + suggested, 38))
        painter.setPen(look.colour("ink2"))
        row = QRectF(16, 48, width, 20)
        words: tuple[str, ...] = (f"{sums.decided:,} decided", f"{sums.suggested:,} suggested", f"{sums.open:,} open")
        metrics = QFontMetricsF(painter.font())  # tabular figures are wider than the font's own
        wide = [metrics.horizontalAdvance(part) for part in words]
        if sum(wide) + 20 > width:  # the open ones are what is left of the sum above
            words, wide = words[:2], wide[:2]
        gap = max(10.0, (width - sum(wide)) / max(len(words) - 1, 1))
        for place, part in enumerate(words):
            at = row.adjusted(sum(wide[:place]) + gap * place, 0, 0, 0)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, part)
