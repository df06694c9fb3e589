"""The key sheet (F1): every action of the table with its keys, in groups."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from construal.gui.actions import GROUPS, in_group, shown
from construal.gui.look import Look
from construal.gui.parts import named


def sheet(look: Look) -> str:
    """The sheet as HTML, two columns of groups."""
    columns = [GROUPS[:2], GROUPS[2:]]
    cells = "".join(f'<td width="50%" valign="top">{"".join(_group(g, look) for g in c)}</td>' for c in columns)
    letters = (
        "In the text, letters start a label at once: type a few of a role, Enter takes the first, "
        "Tab goes to its function. Digits take a candidate."
    )
    return f'<p>{letters}</p><table width="100%" cellspacing="12"><tr>{cells}</tr></table>'


def _group(group: str, look: Look) -> str:
    rows = []
    for action in in_group(group):
        if action.keys:
            keys = " &nbsp;or&nbsp; ".join(f"<b>{escape(shown(key))}</b>" for key in action.keys)
            place = "" if action.where.value in ("anywhere", "in the text") else f" ({action.where.value[13:]})"
            rows.append(
                f'<tr><td style="padding:2px 12px 2px 0; white-space:nowrap">{keys}</td>'
                f'<td style="padding:2px 0">{escape(action.title + place)}</td></tr>'
            )
    colour = look.colour("ink2").name()
    return f'<p style="color:{colour}; font-weight:600; margin-top:8px">{group}</p><table>{"".join(rows)}</table>'


class KeySheet(QDialog):
    """Shows the sheet; any of F1, Esc, Enter closes it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        text = named(QTextBrowser(self), spoken="Keys")
        text.setHtml(sheet(look))
        text.setFrameShape(QTextBrowser.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(text)
        column.addWidget(buttons)
        self.resize(880, 640)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on F1 and Enter, too."""
        if event.key() in (Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)
