"""The tabs in the middle: a strip of names over a stack of pages; the first page stays, others can be closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QWidget

from construal.gui.look import Look
from construal.gui.parts import flush_column, named


class Tabs(QWidget):
    """Pages by name, one shown."""

    changed = Signal(str)  # the name of the page that is shown now

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._names: list[str] = []
        self._icons: dict[str, str] = {}
        self._pages: dict[str, QWidget] = {}
        self.bar = named(QTabBar(self), "tabs", spoken="Open pages")
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bar.currentChanged.connect(self._on_current)
        self.stack = QStackedWidget(self)
        row = named(QWidget(self), "tabRow")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row.setFixedHeight(36)
        line = QHBoxLayout(row)
        line.setContentsMargins(14, 0, 16, 0)
        line.addWidget(self.bar)
        line.addStretch()
        column = flush_column(self)
        column.addWidget(row)
        column.addWidget(self.stack, 1)
        look.changed.connect(self._on_look)

    def add(self, name: str, title: str, page: QWidget, *, icon: str) -> None:
        """Open a page at the end of the strip, without showing it."""
        self._pages[name], self._icons[name] = page, icon
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self._names.append(name)
        self.bar.addTab(self._look.icon(icon), title)

    def remove(self, name: str) -> None:
        """Close a page; the one before it is shown."""
        if name in self._names:
            place = self._names.index(name)
            self._names.remove(name)
            self.bar.removeTab(place)

    def show_page(self, name: str) -> None:
        """Show a page that is open."""
        if name in self._names:
            self.bar.setCurrentIndex(self._names.index(name))
            self._on_current(self.bar.currentIndex())

    def rename(self, name: str, title: str) -> None:
        """Give a page another title."""
        if name in self._names:
            self.bar.setTabText(self._names.index(name), title)

    def is_open(self, name: str) -> bool:
        """Whether a page is in the strip."""
        return name in self._names

    @property
    def current(self) -> str:
        """The name of the page shown."""
        place = self.bar.currentIndex()
        return self._names[place] if 0 <= place < len(self._names) else ""

    def next(self) -> None:
        """Show the next page, after the last the first."""
        if self._names:
            self.bar.setCurrentIndex((self.bar.currentIndex() + 1) % len(self._names))

    def _on_current(self, place: int) -> None:
        if 0 <= place < len(self._names):
            name = self._names[place]
            if self.stack.currentWidget() is not self._pages[name]:
                self.stack.setCurrentWidget(self._pages[name])
            self.changed.emit(name)

    def _on_look(self) -> None:
        for place, name in enumerate(self._names):
            self.bar.setTabIcon(place, self._look.icon(self._icons[name]))
