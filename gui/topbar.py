"""The bar at the top: project menu, the field for search and commands, annotator, theme, keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from construal.gui.actions import hint, in_group, key_of
from construal.gui.look import Look
from construal.gui.parts import named, tool_button

FIELD = 440


class TopBar(QWidget):
    """What is always at hand, whatever is shown below."""

    palette_wanted = Signal()

    def __init__(self, look: Look, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "topBar")
        self._look = look
        self.setFixedHeight(44)
        self.project = MenuButton(look, self, spoken="Project")
        self.project.setMenu(self._project_menu(actions))
        self.field = CommandField(look, self)
        self.field.clicked.connect(self.palette_wanted)
        self.annotator = MenuButton(look, self, spoken="Annotator")
        self.annotator.setToolTip(hint("annotator"))
        self.project.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.theme = self._icon_button("moon", actions["theme"])
        self.keys = self._icon_button("circle-question-mark", actions["keys"])
        left, right = QHBoxLayout(), QHBoxLayout()
        left.addWidget(self.project)
        left.addStretch()
        right.addStretch()
        for widget in (self.annotator, self.theme, self.keys):
            right.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addLayout(left, 1)
        row.addWidget(self.field)
        row.addLayout(right, 1)
        look.changed.connect(self._on_look)
        self._on_look()

    def show_project(self, name: str) -> None:
        """Name the open project, "" where there is none."""
        self.project.setText(name or "Construal")

    def show_annotator(self, name: str) -> None:
        """Name who annotates."""
        self.annotator.setText(name)
        self.annotator.setIcon(self._look.initial(name))
        self.annotator.setVisible(bool(name))

    def _project_menu(self, actions: Mapping[str, QAction]) -> QMenu:
        menu = QMenu(self.project)
        for group in ("Project", "Edit", "Go", "View"):
            part = menu if group == "Project" else menu.addMenu(group)
            for action in in_group(group):
                if action.name == "quit":
                    continue
                part.addAction(actions[action.name])
            if group == "Project":
                menu.addSeparator()
        menu.addSeparator()
        menu.addAction(actions["quit"])
        return menu

    def _icon_button(self, icon: str, action: QAction) -> QToolButton:
        button = tool_button(self, "iconButton", spoken=action.text(), tip=hint(action.objectName()))
        button.setIcon(self._look.icon(icon))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(action.trigger)
        return button

    def _on_look(self) -> None:
        look = self._look
        self.project.setIcon(look.icon("hard-drive"))
        self.theme.setIcon(look.icon("sun" if look.is_dark else "moon"))
        self.keys.setIcon(look.icon("circle-question-mark"))
        self.annotator.setIcon(look.initial(self.annotator.text()))


class MenuButton(QToolButton):
    """An icon, a name and a chevron: it opens a choice."""

    def __init__(self, look: Look, parent: QWidget, *, spoken: str) -> None:
        super().__init__(parent)
        self._look = look
        self._spoken = spoken
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def setText(self, text: str) -> None:
        """Show this name; a screen reader hears what it is the name of."""
        super().setText(text)
        self.setAccessibleName(f"{self._spoken}: {text}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for icon, name and chevron, for long names at most 260."""
        return QSize(min(260, round(self._look.metrics("strong").horizontalAdvance(self.text())) + 60), 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts."""
        look, painter, box = self._look, QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("press" if self.isDown() else "hover"))
            painter.drawRoundedRect(box, 4, 4)
        middle = round(box.center().y())
        self.icon().paint(painter, 7, middle - 9, 18, 18)
        font, metrics = look.font("strong"), look.metrics("strong")
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        room = box.width() - 60
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room + 1)
        painter.drawText(QRectF(33, 0, room + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
        look.icon("chevron-down").paint(painter, round(33 + metrics.horizontalAdvance(text)) + 6, middle - 7, 14, 14)
        if self.hasFocus():
            look.paint_focus(painter, box)


class CommandField(QAbstractButton):
    """Looks like a field and opens the palette, where the typing happens."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setText("Search text, documents, commands")
        self.setAccessibleName("Search text, documents, commands")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """440 × 28, less where the window is narrow."""
        return QSize(FIELD, 28)

    def minimumSizeHint(self) -> QSize:
        """Room for the words."""
        return QSize(260, 28)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open at once, as a field would take the cursor."""
        self.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, its words and its key."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(look.colour("raised"))
        painter.setPen(QPen(look.colour("focus" if self.hasFocus() else "line_strong"), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(box, 4, 4)
        look.icon("search").paint(painter, 9, 6, 16, 16)
        painter.setPen(look.colour("ink2"))
        painter.setFont(look.font("body"))
        painter.drawText(box.adjusted(31, 0, -70, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        cap = key_of("palette")
        wide = look.cap_width(cap)
        look.paint_cap(painter, QRectF(box.right() - wide - 8, box.center().y() - 9, wide, 18), cap)
