"""The bar above the text: one button a layer with its key, and the scheme that holds for the document."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLabel, QWidget

from construal.annotation.layer import CONCEPT, HINT, LEXICAL
from construal.gui.actions import key_of
from construal.gui.look import Look
from construal.gui.parts import named

LAYERS = ((LEXICAL, "Supersenses", "supersenses"), (CONCEPT, "Concepts", "concepts"), (HINT, "Hints", "hints"))


class LayerButton(QAbstractButton):
    """A layer's name and its key; filled while it is the one at hand."""

    def __init__(self, look: Look, title: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._key = key
        self.setText(title)
        self.setCheckable(True)
        self.setAccessibleName(f"Layer {title}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """Room for the name, strong, and the key."""
        look = self._look
        wide = look.metrics("strong").horizontalAdvance(self.text())
        return QSize(round(wide + look.metrics("caption").horizontalAdvance(self._key)) + 28, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(box, 4, 4)
        style = "strong" if self.isChecked() else "body"
        painter.setFont(look.font(style))
        painter.setPen(look.colour("ink" if self.isChecked() else "ink2"))
        painter.drawText(box.adjusted(10, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        left = 10 + look.metrics(style).horizontalAdvance(self.text()) + 8
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("ink3"))
        painter.drawText(box.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._key)
        if self.hasFocus():
            look.paint_focus(painter, box)


class LayerBar(QWidget):
    """Chooses the layer."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "layerBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        self._buttons = {layer: LayerButton(look, title, key_of(action), self) for layer, title, action in LAYERS}
        group = QButtonGroup(self)
        self._scheme = named(QLabel(self), "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(4)
        for layer, button in self._buttons.items():
            group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _on=False, layer=layer: self.chosen.emit(layer))
        row.addStretch()
        row.addWidget(self._scheme)

    def show_layer(self, layer: str) -> None:
        """Mark the layer at hand."""
        if layer in self._buttons:
            self._buttons[layer].setChecked(True)

    def show_scheme(self, words: str) -> None:
        """Say which scheme and language hold."""
        self._scheme.setText(words)
