"""The panes of an open project side by side: which are shown, how wide, and which gives way in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from construal.gui.look import Look
from construal.gui.splitter import PaneSplitter

FOLDS_UNDER = 1280  # pixels; then the documents give way


class Panes(PaneSplitter):
    """Documents, what is worked on, and the decision on it."""

    hid = Signal()  # a pane was put away, by key

    def __init__(self, look: Look, parent: QWidget, *, documents: QWidget, middle: QWidget, right: QWidget) -> None:
        super().__init__(look, parent)
        self.documents = documents
        self.right = right
        self._folded_by_width = False
        self._has_decision = True  # beside what the middle shows
        self._wants_decision = True
        self._sizes: list[int] = []
        for pane in (documents, middle, right):
            self.addWidget(pane)
        middle.setMinimumWidth(480)  # its own, or the widest page, shown or not, would squeeze the others
        documents.setMinimumWidth(208)
        documents.setMaximumWidth(400)
        right.setMinimumWidth(320)
        right.setMaximumWidth(480)
        self.setStretchFactor(1, 1)
        self.setSizes([272, 816, 352])

    def toggle_documents(self) -> None:
        """Show the documents, or put them away."""
        self._toggle(self.documents)

    def toggle_decision(self) -> None:
        """Show the decision, or put it away; on a page that has none beside it, from the next text on."""
        self._wants_decision = not self._wants_decision
        if self._has_decision:
            self._toggle(self.right)

    def _toggle(self, pane: QWidget) -> None:
        pane.setVisible(not pane.isVisible())
        self._folded_by_width = False
        if not pane.isVisible():
            self.hid.emit()

    def allow_decision(self, has_decision: bool) -> None:
        """Pages that have panes of their own need no decision beside them; the widths come back with it."""
        if has_decision == self._has_decision:
            return
        self._has_decision = has_decision
        if not has_decision:
            self._sizes = self.sizes()
        self.right.setVisible(has_decision and self._wants_decision)
        if has_decision and self._sizes:
            self.setSizes(self._sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the documents where the window is narrow, and bring them back where it is wide again."""
        super().resizeEvent(event)
        narrow = self.width() < FOLDS_UNDER
        if narrow and self.documents.isVisible():
            self.documents.hide()
            self._folded_by_width = True
        elif not narrow and self._folded_by_width:
            self.documents.show()
            self._folded_by_width = False

    def save(self, settings: QSettings) -> None:
        """Remember how wide the panes are."""
        settings.setValue("panes", self.saveState())

    def restore(self, settings: QSettings) -> None:
        """Make the panes as wide as they were."""
        state = settings.value("panes")
        if state is not None:
            self.restoreState(state)
