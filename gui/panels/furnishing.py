"""What every pane is furnished with: headers, section titles, hairlines, and strips of keys that can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from construal.gui.look import Look

W = TypeVar("W", bound=QWidget)


def in_role(widget: W, role: str, *, spoken: str = "") -> W:
    """The widget in a role of the theme, and what a screen reader calls it."""
    widget.setProperty("role", role)
    if role in ("pane", "header", "canvas", "topbar"):
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if spoken:
        widget.setAccessibleName(spoken)
    return widget


def label(parent: QWidget, role: str, text: str = "", *, wraps: bool = False) -> QLabel:
    """A label of plain text in a role of the theme."""
    made = in_role(QLabel(text, parent), role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    return made


def hairline(parent: QWidget) -> QFrame:
    """A line between sections."""
    return in_role(QFrame(parent), "hairline")


def header(parent: QWidget, title: str, count: QLabel) -> QWidget:
    """The header of a pane: its title, and a count or remark at the right."""
    made = in_role(QWidget(parent), "header")
    made.setObjectName("paneHeader")
    made.setFixedHeight(36)
    row = QHBoxLayout(made)
    row.setContentsMargins(16, 0, 12, 0)
    name = QLabel(title, made)
    name.setObjectName("paneTitle")
    row.addWidget(name)
    row.addStretch()
    row.addWidget(count)
    return made


def section(parent: QWidget, title: str, count: QLabel | None = None) -> QHBoxLayout:
    """The title row of a section, inset as the pane is."""
    row = QHBoxLayout()
    row.setContentsMargins(16, 4, 16, 0)
    row.addWidget(label(parent, "section", title))
    row.addStretch()
    if count is not None:
        row.addWidget(count)
    return row


def target_head(target: QLabel, state: QLabel) -> QVBoxLayout:
    """What is at hand in a pane, and below it how it stands."""
    head = QVBoxLayout()
    head.setContentsMargins(16, 12, 16, 12)
    head.setSpacing(2)
    head.addWidget(target)
    head.addWidget(state)
    return head


def field(look: Look, parent: QWidget, words: str, *, icon: str = "search") -> QLineEdit:
    """A one-line field that says what belongs in it."""
    made = QLineEdit(parent)
    made.setPlaceholderText(words)
    made.setAccessibleName(words)
    if icon:
        sign = made.addAction(look.icon(icon), QLineEdit.ActionPosition.LeadingPosition)
        look.dress(sign, icon, sign.setIcon)
    return made


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a strip: what the cap says, what it does in a word or two, and what a click does."""

    cap: str
    words: str
    press: Callable[[], None]


class CapButton(QAbstractButton):
    """A key cap and its words; a click does what the key does."""

    def __init__(self, look: Look, key: Key, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._key = key
        self.setText(f"{key.words} ({key.cap})")
        self.setAccessibleName(f"{key.words}, key {key.cap}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _on=False: key.press())

    def sizeHint(self) -> QSize:
        """Room for the cap and the words."""
        words = self._look.metrics("small").horizontalAdvance(self._key.words)
        return QSize(round(self._look.cap_width(self._key.cap) + 8 + words + 4), 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cap and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, middle = self._look, self.height() / 2
        wide = look.cap_width(self._key.cap)
        look.paint_cap(painter, QRectF(1, middle - 9, wide, 18), self._key.cap)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink" if self.underMouse() or self.hasFocus() else "ink2"))
        room = QRectF(wide + 8, 0, self.width() - wide - 8, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._key.words)
        if self.hasFocus():
            look.paint_focus(painter, QRectF(self.rect()))


class CapStrip(QWidget):
    """Keys at the foot of a pane, some a row."""

    def __init__(self, look: Look, keys: Sequence[Key], parent: QWidget, *, columns: int = 2) -> None:
        super().__init__(parent)
        self.setObjectName("keyStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 10, 10)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, key in enumerate(keys):
            grid.addWidget(CapButton(look, key, self), place // columns, place % columns, Qt.AlignmentFlag.AlignLeft)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
