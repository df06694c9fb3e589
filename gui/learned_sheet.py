"""The sheet on what a model learned from the project: figures before and after, why it is kept, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from construal.core.adaptation.judging import Comparison
from construal.gui.focus import LentFocus
from construal.gui.look import Look
from construal.gui.panels.furnishing import hairline, label
from construal.gui.parts import named, tool_button

WIDTH = 560
TITLE = "Learn from my decisions"
ABOUT = (
    "The model’s labels of adpositions are fitted again to what is decided in this project, on this machine. "
    "Decisions that are left out say whether that helps; only what helps is kept."
)
HEADS = ("F1 on decisions left out", "before", "after", "difference, 95 %")
LEARN, STOP = "Learn", "Stop"


class LearnedSheet(QFrame):
    """Shows figures over the workbench until Esc; the keys are then back where they were."""

    learn_wanted = Signal()
    stop_wanted = Signal()
    revert_wanted = Signal()

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        named(self, "overlay", spoken=TITLE, visible=False)
        self._window = window
        self._focus = LentFocus(window)
        close = tool_button(self, "iconButton", spoken="Close", tip="Close  Esc")
        look.dress(close, "x", close.setIcon)
        close.clicked.connect(self.leave)
        self.learned = named(label(self, "secondary", wraps=True), spoken="What was learned from")
        self.outcome = named(label(self, "body", wraps=True), spoken="What comes of it")
        self.revert = QPushButton("Use the model as it came", self)
        self.revert.clicked.connect(self.revert_wanted)
        self.learn = QPushButton(LEARN, self)
        self.learn.setProperty("role", "primary")
        self.learn.clicked.connect(self._on_learn)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(24)
        self.grid.setVerticalSpacing(4)
        self.grid.setColumnStretch(0, 1)
        self.cells: list[list[QLabel]] = []
        head = QHBoxLayout()
        head.addWidget(named(QLabel(TITLE, self), "title"))
        head.addStretch()
        head.addWidget(close)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.revert)
        buttons.addWidget(self.learn)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(label(self, "body", ABOUT, wraps=True))
        column.addWidget(hairline(self))
        column.addWidget(self.learned)
        column.addLayout(self.grid)
        column.addWidget(self.outcome)
        column.addLayout(buttons)
        window.installEventFilter(self)

    # --- what is shown

    def show_learned(self, learned: str, figures: Sequence[Comparison], outcome: str, *, can_revert: bool) -> None:
        """Show what was learned from, the figures, and what comes of it."""
        self.learned.setText(learned)
        self.learned.setVisible(bool(learned))
        self._show_figures(figures)
        self.outcome.setText(outcome)
        self.revert.setEnabled(can_revert)
        self.learn.setText(LEARN)
        self.refresh()

    def show_progress(self, share: float, note: str) -> None:
        """Show how far a job is; the button stops it."""
        self.outcome.setText(f"{note} … {share:.0%}" if note else "Learning …")
        self.revert.setEnabled(False)
        self.learn.setText(STOP)
        self.refresh()

    def _show_figures(self, figures: Sequence[Comparison]) -> None:
        for row in self.cells:
            for cell in row:
                self.grid.removeWidget(cell)
                cell.deleteLater()
        self.cells = []
        rows = [HEADS, *(_words(figure) for figure in figures)] if figures else []
        for place, words in enumerate(rows):
            row = [label(self, "body" if place else "caption", text) for text in words]
            for column, cell in enumerate(row):
                side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
                self.grid.addWidget(cell, place, column, side)
                cell.show()
            self.cells.append(row)

    # --- coming and going

    def open(self) -> None:
        """Show the sheet over the middle, and take the keys."""
        if self.isHidden():
            self._focus.remember()
        self.show()
        self.refresh()
        self.raise_()
        self.learn.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Hide, and give the focus back."""
        self.hide()
        self._focus.give_back()

    def refresh(self) -> None:
        """Stand in the middle as it is now, as high as the words need."""
        wide = min(WIDTH, self._window.width() - 32)
        self.layout().activate()  # type: ignore[union-attr]  # it was given one
        high = max(self.heightForWidth(wide), self.minimumSizeHint().height())
        self.setGeometry((self._window.width() - wide) // 2, max((self._window.height() - high) // 3, 8), wide, high)

    def _on_learn(self) -> None:
        (self.stop_wanted if self.learn.text() == STOP else self.learn_wanted).emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, Enter presses the button that has the keys."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            for button in (self.learn, self.revert):
                if button.hasFocus():
                    button.click()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.refresh()
        return super().eventFilter(watched, event)


def _words(figure: Comparison) -> tuple[str, str, str, str]:
    apart = f"{_signed(figure.after - figure.before)} ({_signed(figure.low)} … {_signed(figure.high)})"
    return figure.figure, f"{100 * figure.before:.1f}", f"{100 * figure.after:.1f}", apart


def _signed(share: float) -> str:
    return f"{100 * share:+.1f}".replace("-", "−")
