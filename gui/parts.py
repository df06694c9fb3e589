"""Small things about widgets that every pane says in the same way."""

from __future__ import annotations

from html import escape
from typing import TypeVar

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)
F = TypeVar("F", bound=QFrame)


def named(widget: W, name: str = "", *, spoken: str = "", visible: bool = True) -> W:
    """The widget, with its name for the style sheet, and what a screen reader calls it."""
    if name:
        widget.setObjectName(name)
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if spoken:
        widget.setAccessibleName(spoken)
    if not visible:
        widget.hide()
    return widget


def tool_button(parent: QWidget, name: str, *, text: str = "", spoken: str = "", tip: str = "") -> QToolButton:
    """A flat button of the style sheet's kind `name`."""
    button = named(QToolButton(parent), name, spoken=spoken)
    button.setText(text)
    button.setToolTip(tip)
    return button


def plain_tip(text: str) -> str:
    """The text for a tooltip: what a file brought with it is shown as it stands, never as rich text."""
    return f"<span>{escape(text)}</span>" if QtGui.Qt.mightBeRichText(text) else text


def frameless(frame: F) -> F:
    """The frame without its frame."""
    frame.setFrameShape(QFrame.Shape.NoFrame)
    return frame


def flush_column(widget: QWidget) -> QVBoxLayout:
    """The widget's parts one below the other, without margins or gaps."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def restyle(widget: QWidget) -> None:
    """Have the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
