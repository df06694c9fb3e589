"""The key sheet (F1): every action of the table with its keys, in groups, over the window."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from construal.gui.actions import GROUPS, Where, in_group, shown
from construal.gui.focus import LentFocus
from construal.gui.look import Look
from construal.gui.parts import frameless, named, tool_button

CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Enter)
WIDTH, HEIGHT = 940, 680
COLUMNS = (("Decide", "Move"), tuple(group for group in GROUPS if group not in ("Decide", "Move")))
ONLY = {Where.SUPERSENSES: " (supersenses)", Where.CONCEPTS: " (concepts)"}


def sheet(look: Look) -> str:
    """The sheet as HTML, two columns of groups."""
    cells = "".join(
        f'<td width="50%" valign="top">{"".join(_group(group, look) for group in column)}</td>' for column in COLUMNS
    )
    letters = (
        "In the text, letters start a label at once: type a few of a role, Enter takes the first, "
        "Tab goes to its function. Digits take a candidate."
    )
    return f'<p>{letters}</p><table width="100%" cellspacing="0"><tr>{cells}</tr></table>'


def _group(group: str, look: Look) -> str:
    rows = []
    for action in in_group(group):
        if action.keys:
            keys = dict.fromkeys(shown(key) for key in action.keys)
            caps = "&nbsp; ".join(f'<span style="font-weight:600">{escape(key)}</span>' for key in keys)
            rows.append(
                f'<tr><td width="150" style="padding:2px 8px 2px 0">{caps}</td>'
                f'<td style="padding:2px 0">{escape(action.title + ONLY.get(action.where, ""))}</td></tr>'
            )
    colour = look.colour("ink2").name()
    head = f'<p style="color:{colour}; font-weight:600; margin-top:10px; margin-bottom:2px">{group}</p>'
    return f'{head}<table width="100%" cellspacing="0">{"".join(rows)}</table>'


class KeySheet(QFrame):
    """Shows the sheet until Esc, F1 or Enter; then the keys are back where they were."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        named(self, "overlay", visible=False)
        self._look = look
        self._window = window
        self._focus = LentFocus(window)
        self.text = named(frameless(QTextBrowser(self)), "keySheet", spoken="Keys")
        self.text.installEventFilter(self)
        close = tool_button(self, "iconButton", spoken="Close", tip="Close  Esc")
        look.dress(close, "x", close.setIcon)
        close.clicked.connect(self.leave)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.addWidget(named(QLabel("Keys", self), "title"))
        head.addStretch()
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.addLayout(head)
        column.addWidget(self.text)

    def open(self) -> None:
        """Show the sheet over the middle of the window."""
        if self.isHidden():
            self._focus.remember()
        self.text.setHtml(sheet(self._look))
        self.refresh()
        self.show()
        self.raise_()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Stand in the middle of the window as it is now."""
        wide, high = min(WIDTH, self._window.width() - 32), min(HEIGHT, self._window.height() - 24)
        self.setGeometry((self._window.width() - wide) // 2, (self._window.height() - high) // 2, wide, high)

    def leave(self) -> None:
        """Hide, and give the focus back."""
        self.hide()
        self._focus.give_back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc, F1 and Enter close."""
        if (
            event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
            and isinstance(event, QKeyEvent)
            and event.key() in CLOSING
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.leave()
            return True
        return super().eventFilter(watched, event)
