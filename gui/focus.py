"""Where the keys were before something lay over the window, to give them back. Knows no sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class LentFocus:
    """The focus of a window, lent to what opens over it."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._before: QWidget | None = None

    def remember(self) -> None:
        """Note who has the focus now."""
        self._before = self._window.window().focusWidget()

    def give_back(self) -> None:
        """Give the focus to who had it, if that can still be seen."""
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
