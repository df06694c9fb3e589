"""The page without a project: recent projects, a new one, and where files may be dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from construal.gui.actions import key_of
from construal.gui.look import Look
from construal.gui.parts import named

MOST_RECENT = 5


class StartPage(QWidget):
    """Offers what can be opened; every row is a button."""

    opened = Signal(str)  # a project's path
    pressed = Signal(str)  # an action's name

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "startPage")
        self._look = look
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(named(QLabel("Recent projects", self), "title"))
        left.addLayout(self._recent)
        left.addStretch()
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(named(QLabel("Begin", self), "title"))
        for name, words in (
            ("new", "One file for texts, annotations and their history."),
            ("open", "A project that you or somebody else made."),
        ):
            right.addWidget(self._action_row(name, words))
        right.addStretch()
        columns = QHBoxLayout()
        columns.setSpacing(40)
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        foot = QHBoxLayout()
        foot.setSpacing(24)
        for title, words in (
            (
                "Nothing leaves this machine",
                "No account and no telemetry. A project is one file that you can copy or mail.",
            ),
            ("Works offline", "Suggestions are made on this processor."),
            (
                "Every step is kept",
                "Undo reaches across documents and sessions. There is no Save: what you see accepted is on disk.",
            ),
        ):
            foot.addWidget(_fact(title, words, self), 1)
        inner = QWidget(self)
        inner.setMaximumWidth(1060)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 56, 24, 32)
        column.setSpacing(32)
        column.addLayout(columns)
        column.addLayout(foot)
        column.addStretch()
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(inner, 100)
        outer.addStretch(1)

    def show_recent(self, paths: Sequence[str]) -> None:
        """List these projects, newest first; those that are gone are left out."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        there = [Path(p) for p in paths if Path(p).is_file()][:MOST_RECENT]
        for path in there:
            row = _Row(path.stem, str(path), "", self)
            row.clicked.connect(lambda _on=False, path=path: self.opened.emit(str(path)))
            self._recent.addWidget(row)
        first = self._recent.itemAt(0)
        if there and first is not None and (row_widget := first.widget()) is not None:
            self.setFocusProxy(row_widget)
        if not there:
            self._recent.addWidget(named(QLabel("None yet. Drop a .construal file here, or make one.", self), "empty"))

    def _action_row(self, name: str, words: str) -> QPushButton:
        from construal.gui.actions import BY_NAME

        row = _Row(BY_NAME[name].title, words, key_of(name), self)
        row.clicked.connect(lambda _on=False: self.pressed.emit(name))
        return row


class _Row(QPushButton):
    """A wide button with two lines and a key."""

    def __init__(self, title: str, detail: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "startRow")
        self.setAccessibleName(f"{title}. {detail}")
        self.setMinimumHeight(56)
        first, second = named(QLabel(title), "strong"), named(QLabel(detail, wordWrap=True), "secondary")
        cap = named(QLabel(key), "cap", visible=bool(key))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(first)
        texts.addWidget(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.addLayout(texts, 1)
        row.addWidget(cap, 0, Qt.AlignmentFlag.AlignTop)
        for widget in (first, second, cap):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _fact(title: str, words: str, parent: QWidget) -> QFrame:
    frame = QFrame(parent)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(named(QLabel(title), "strong"))
    column.addWidget(named(QLabel(words, wordWrap=True), "secondary"))
    column.addStretch()
    return frame
