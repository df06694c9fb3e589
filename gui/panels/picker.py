"""The two-slot picker: type a few letters of a role, then of a function. Its list is a child frame, never a popup."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from construal.gui.look import Look
from construal.gui.panels.choice_delegate import ChoiceDelegate
from construal.gui.panels.choices import ChoiceModel, Row, construal_rows, function_rows
from construal.gui.panels.ranking import Choice, Knowledge, rank_construals, rank_functions, rank_supersenses
from construal.gui.parts import frameless, named

SHOWN_AT_ONCE = 40
LIST_HEIGHT = 420
STRONG = '<span style="font-weight:600">'  # a b element would be bolder than any weight of ours


class Arrow(QWidget):
    """The ↝ between the two slots, painted, because fonts disagree about it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedWidth(21)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow in the middle of the height."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._look.paint_arrow(painter, QPointF(4, self.height() / 2))


class Picker(QWidget):
    """Chooses a construal, or a noun or verb supersense, with the keyboard; a click on a row takes it, too."""

    chosen = Signal(str, str)  # role, function; or a supersense and ""
    left = Signal()  # the person went back to the text without choosing

    def __init__(self, look: Look, host: QWidget) -> None:
        super().__init__(host)
        self._look = look
        self._host = host
        self._knowledge: Knowledge | None = None
        self._supersenses: Sequence[str] = ()
        self._words = ""
        self._role = ""  # fixed, once the second slot is at hand
        self.role_field = self._field("Scene role")
        self.function_field = self._field("Function")
        self._role_caption = named(QLabel("Scene role", self), "caption")
        self._function_caption = named(QLabel("Function", self), "caption")
        self._arrow = Arrow(look, self)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._role_caption, 0, 0)
        grid.addWidget(self._function_caption, 0, 2)
        grid.addWidget(self.role_field, 1, 0)
        grid.addWidget(self._arrow, 1, 1)
        grid.addWidget(self.function_field, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self._build_list()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(name)
        field.installEventFilter(self)
        field.textEdited.connect(self._on_typed)
        return field

    def _build_list(self) -> None:
        self.model = ChoiceModel()
        self.frame = named(QFrame(self._host), "pickerList", visible=False)
        self.list = named(frameless(QListView(self.frame)), spoken="Labels")
        self.list.setModel(self.model)
        self.list.setItemDelegate(ChoiceDelegate(self._look, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.foot = named(QLabel(self.frame, wordWrap=True), "pickerFoot", visible=False)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)

    # --- the target

    def show_target(
        self, knowledge: Knowledge, *, role: str, function: str, words: str, supersenses: Sequence[str] = ()
    ) -> None:
        """Be about a target: its shown label stands in the slots as grey text. Closes the list."""
        self._knowledge, self._supersenses, self._words = knowledge, supersenses, words
        self._close_list()
        self._clear()
        self.role_field.setPlaceholderText(role)
        self.function_field.setPlaceholderText(function or role if not supersenses else "")
        one_slot = bool(supersenses)
        self._role_caption.setText("Supersense" if one_slot else "Scene role")
        self._grid.setColumnStretch(2, 0 if one_slot else 1)
        for widget in (self._function_caption, self._arrow, self.function_field):
            widget.setVisible(not one_slot)

    def begin(self, text: str) -> None:
        """Start choosing with the first letters typed in the text."""
        if self._knowledge is None:
            return
        self._role = ""
        self.function_field.clear()
        self.role_field.setText(text)
        self.role_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.role_field.setCursorPosition(len(text))
        self._fill()

    def begin_function(self) -> None:
        """Start in the second slot, the shown role fixed."""
        if self._knowledge is None or self._supersenses:
            return
        role = self._role or self.role_field.placeholderText()
        if not role:
            self.begin("")
            return
        self._fix_role(role)

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return not self.frame.isHidden()

    # --- the list

    def _fill(self) -> None:
        knowledge = self._knowledge
        if knowledge is None:
            return
        if self._supersenses:
            ranking = rank_supersenses(self.role_field.text().strip(), self._supersenses, knowledge.candidates)
            rows = construal_rows(ranking)
        elif self._role:
            ranking = rank_functions(self.function_field.text().strip(), self._role, knowledge)
            rows = function_rows(ranking, self._role, self._words)
        else:
            ranking = rank_construals(self.role_field.text().strip(), knowledge, most=SHOWN_AT_ONCE)
            rows = construal_rows(ranking)
        self.model.show(rows)
        self.foot.hide()
        self._set_current(self.model.first())
        self._open_list()

    def _open_list(self) -> None:
        field = self.function_field if self._role else self.role_field
        below = self.mapTo(self._host, QPoint(0, self.height() + 4))
        delegate = self.list.itemDelegate()
        height = sum(delegate.height_of(row) for row in self.model.rows) + 8  # type: ignore[attr-defined]  # ours
        if not self.foot.isHidden():
            height += self.foot.heightForWidth(self.width() - 2)
        height = min(height, LIST_HEIGHT, self._host.height() - below.y() - 8)
        self.frame.setGeometry(below.x(), below.y(), self.width(), max(height, 36))
        self.frame.show()
        self.frame.raise_()
        field.setFocus()

    def _close_list(self) -> None:
        self.frame.hide()
        self._role = ""

    def _clear(self) -> None:
        self.role_field.clear()
        self.function_field.clear()

    def _set_current(self, place: int) -> None:
        self.list.setCurrentIndex(self.model.index(place) if place >= 0 else QModelIndex())

    def _current(self) -> Row | None:
        return self.model.row(self.list.currentIndex())

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = self.model.row(index)
        if row is not None:
            field = self.function_field if self._role else self.role_field
            field.setAccessibleDescription(row.words)

    # --- choosing

    def _on_typed(self, _text: str) -> None:
        if self.sender() is self.role_field:
            self._role = ""
        elif not self._role:
            self._role = self.role_field.placeholderText()
            self.role_field.setText(self._role)
        self._fill()

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if row is not None:
            self._take(row)

    def _take(self, row: Row) -> None:
        choice = row.choice
        if choice is None:
            return
        if row.kind == "forbidden":
            self._explain(choice)
            return
        self._close_list()
        self._clear()
        self.chosen.emit(choice.role, choice.function)

    def _explain(self, choice: Choice) -> None:
        """Say why a label may not be chosen; nothing is recorded."""
        knowledge = self._knowledge
        if knowledge is None:
            return
        name = choice.function or choice.role
        slot = "a function" if choice.function else "a scene role"
        text = f"{STRONG}{name} cannot be {slot} here.</span> It is {choice.reason}." if " " not in choice.reason else (
            f"{STRONG}{name} cannot be {slot} here:</span> {choice.reason}."
        )
        likeliest = knowledge.likeliest_function(choice.role) if choice.function else ""
        if likeliest:
            text += f" The likeliest function is {likeliest}."
        self.foot.setText(text)
        self.foot.show()
        self._open_list()

    def _fix_role(self, role: str) -> None:
        self._role = role
        self.role_field.setText(role)
        self.function_field.clear()
        self.function_field.setPlaceholderText(self._knowledge.likeliest_function(role) if self._knowledge else "")
        self.function_field.setFocus(Qt.FocusReason.TabFocusReason)
        self._fill()

    def _same(self) -> None:
        """Take the role at hand with itself as its function."""
        row, knowledge = self._current(), self._knowledge
        if knowledge is None:
            return
        role = self._role or (row.choice.role if row and row.choice else "")
        if not role:
            return
        why = knowledge.why_not(role, role)
        if why:
            self._explain(Choice(role, role, reason=why))
            return
        self._close_list()
        self._clear()
        self.chosen.emit(role, role)

    def _back(self) -> None:
        if self._role and self.sender() is None and self.function_field.hasFocus():
            self._role = ""
            self.function_field.clear()
            self.role_field.setFocus(Qt.FocusReason.BacktabFocusReason)
            self._fill()
            return
        self._close_list()
        self._clear()
        self.left.emit()

    # --- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The fields' keys: arrows move in the list, Enter takes, Tab and = go to the function, Esc goes back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._on_key(event):
            return True
        if event.type() == QEvent.Type.FocusOut and self.is_open and not self._keeps_focus():
            self._close_list()
            self._clear()
        return super().eventFilter(watched, event)

    def _keeps_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused in (self.role_field, self.function_field) or not self.window().isActiveWindow()

    def _on_key(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        in_function = self.function_field.hasFocus()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not self.is_open:
                self._fill()
            else:
                step = 1 if key == Qt.Key.Key_Down else -1
                self._set_current(self.model.beside(self.list.currentIndex().row(), step))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self._current() if self.is_open else None
            if row is not None:
                self._take(row)
            else:
                self._back()
            return True
        if key == Qt.Key.Key_Tab and not in_function and self.is_open and not self._supersenses:
            row = self._current()
            if row is not None and row.choice is not None and row.kind == "choice":
                self._fix_role(row.choice.role)
            return True
        if key == Qt.Key.Key_Backtab and in_function and self._role:
            self._back()
            return True
        if key == Qt.Key.Key_Escape:
            self._back()
            return True
        if text == "=" and not self._supersenses:
            self._same()
            return True
        if len(text) == 1 and text in "12345" and self.is_open:
            place = self.model.numbered(int(text))
            if place >= 0:
                self._take(self.model.rows[place])
            return True
        return False
