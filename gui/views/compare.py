"""The page that compares: where the project and another reading differ, sentence by sentence; theirs can be taken."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.evaluation.differences import SentenceDifference
from construal.core.comparing import Comparison
from construal.gui.actions import key_of
from construal.gui.comparing import Comparing
from construal.gui.look import Look
from construal.gui.panels.furnishing import CapStrip, Key, field, hairline, in_role, label
from construal.gui.parts import flush_column
from construal.gui.session import Session
from construal.gui.views.cells import KeyRelay, Table
from construal.gui.views.compare_choice import CompareChoice
from construal.gui.views.compare_detail import CompareDetail
from construal.gui.views.compare_filters import KindFilters
from construal.gui.views.compare_table import HERE, WIDTHS, CompareDelegate, CompareTable
from construal.gui.views.table_filter import ENTER, TableFilter

EMPTY = "Nothing is compared yet. {} chooses another annotator, or a file."
TAKE = "2"


class CompareView(QWidget):
    """Compares a session's project, as its annotator sees it, with another reading."""

    open_place = Signal(object, int)  # document, start of what differs
    left = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.comparing = Comparing(session, self)
        self.model = CompareTable()
        self.choice = CompareChoice(look, self, chosen=self.comparing.compare_with)
        self.choose_button = QPushButton("Compare with…", self)
        self.choose_button.setToolTip(f"Compare with another annotator or a file  {key_of('compare')}")
        self.title = label(self, "title", "Compare")
        self.summary = label(self, "secondary")
        self.remarks = label(self, "secondary", wraps=True)
        self.filter = field(look, self, "Filter differences", icon="filter")
        self.kinds = KindFilters(self)
        self.table = Table(look, self, spoken="Differences")
        self.table.setSortingEnabled(False)
        self.table.setModel(self.model)
        self.table.setItemDelegate(CompareDelegate(look, self.table))
        self.table.set_widths(WIDTHS)
        self.table.header().setSectionsClickable(False)
        self.detail = CompareDetail(look, self)
        self.empty = label(self, "secondary", wraps=True)
        self._filtering = TableFilter(self.filter, self.table, self)
        self._lay_out(look)
        self._connect()
        self._show()

    def _lay_out(self, look: Look) -> None:
        in_role(self, "canvas")
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.summary, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch()
        head.addWidget(self.choose_button)
        told = QHBoxLayout()
        told.setContentsMargins(16, 0, 16, 0)
        told.addWidget(self.remarks)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        self.filter.setMinimumWidth(100)
        self.filter.setMaximumWidth(220)
        bar.addWidget(self.filter)
        for button in self.kinds.buttons():
            bar.addWidget(button)
        bar.addStretch()
        blank = QWidget(self)
        inset = QVBoxLayout(blank)
        inset.setContentsMargins(16, 16, 16, 16)
        inset.addWidget(self.empty)
        inset.addStretch()
        full = QWidget(self)
        parts = flush_column(full)
        parts.addWidget(self.table, 1)
        parts.addWidget(hairline(self))
        parts.addWidget(self.detail)
        self._stack = QStackedLayout()
        self._stack.addWidget(full)
        self._stack.addWidget(blank)
        column = flush_column(self)
        column.addLayout(head)
        column.addLayout(told)
        column.addLayout(bar)
        column.addWidget(hairline(self))
        column.addLayout(self._stack, 1)
        column.addWidget(CapStrip(look, self._keys(), self, columns=6))

    def _keys(self) -> list[Key]:
        return [
            Key("↑ ↓", "next difference", partial(self._step, 1)),
            Key("← →", "kind", partial(self.step_kind, 1)),
            Key("Enter", "show in the text", self.open_current),
            Key(TAKE, "take theirs", self.take),
            Key(key_of("compare"), "compare with…", self.choose),
            Key("Esc", "back", self.left.emit),
        ]

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.choose)
        self._filtering.applied.connect(self._show)
        self.kinds.idClicked.connect(lambda _id: self._show())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now))
        self.table.doubleClicked.connect(lambda _index: self.open_current())
        self.detail.taken.connect(self.take)
        self.comparing.changed.connect(self._on_changed)
        self.comparing.moved.connect(self._show)
        self.comparing.stale.connect(self._on_stale)
        self._relay = KeyRelay(self, self._on_key, self.table, self.filter, self.choose_button)

    @property
    def comparison(self) -> Comparison | None:
        """What is compared."""
        return self.comparing.comparison

    def choose(self) -> None:
        """Ask what to compare with."""
        project = self.session.project
        others = [name for name in self.session.annotators() if name != project.annotator]
        self.choice.offer(others, self.comparing.files, folder=str(project.path.parent))

    # --- what is shown

    def _show(self) -> None:
        here, row = self._difference(), self.table.currentIndex().row()
        comparison = self.comparison
        query = self.filter.text()
        self.model.show(comparison, kind=self.kinds.kind, query=query)
        if self.kinds.kind is not None and not self.model.rows and not query:
            self.kinds.reset()  # the last of its kind is gone
            self.model.show(comparison, kind=None, query=query)
        self.kinds.count(self.model.counts)
        self._say_head()
        self._say_empty()
        self._show_rows(bool(self.model.rows))
        at = self.model.place(here) if here is not None else max(row, 0)
        self._go(min(at, len(self.model.rows) - 1))

    def _show_rows(self, are_there: bool) -> None:
        """Show the rows, or the sentence in their place; the keys stay on the page where they were on it."""
        had_focus = QApplication.focusWidget() in (self, self.table, self.choose_button)
        self._stack.setCurrentIndex(0 if are_there else 1)
        self.setFocusProxy(self.table if are_there else self.choose_button)
        if had_focus:
            self.setFocus()

    def _say_head(self) -> None:
        comparison = self.comparison
        self.kinds.set_visible(comparison is not None)
        self.filter.setVisible(comparison is not None)
        self.remarks.setText(" ".join(comparison.remarks) if comparison is not None else "")
        self.remarks.setVisible(bool(comparison is not None and comparison.remarks))
        if comparison is None:
            self.title.setText("Compare")
            self.summary.setText("")
            return
        found = comparison.differences
        touched = len({(d.document, d.sentence) for d in found})
        self.title.setText(f"Compared with {comparison.other.name}")
        self.summary.setText(
            f"{_counted(len(found), 'difference')} in {touched:,} of {_counted(comparison.sentences, 'sentence')}"
        )
        for section in range(HERE, len(WIDTHS)):
            self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, section, section)

    def _say_empty(self) -> None:
        comparison = self.comparison
        if self.comparing.running:
            self.empty.setText(f"{self.comparing.running} …")
        elif comparison is None:
            self.empty.setText(EMPTY.format(key_of("compare")))
        elif comparison.differences:
            self.empty.setText("Nothing matches. Esc clears the filter.")
        else:
            self.empty.setText(f"Both say the same in all {_counted(comparison.sentences, 'sentence')}.")

    def _difference(self) -> SentenceDifference | None:
        return self.model.difference(self.table.currentIndex())

    def _go(self, row: int) -> None:
        index = self.model.index(row, 0)
        self.table.setCurrentIndex(index)
        if index.isValid():
            self.table.scrollTo(index)
        self._on_row(index)

    def show_place(self, document: int, start: int) -> None:
        """Go to the first difference at a code point of a document, where there is one."""
        for row, d in enumerate(self.model.rows):
            if d.document == document and any(a <= start < max(b, a + 1) for a, b in d.fragments):
                self._go(row)
                return

    def _step(self, step: int) -> None:
        rows = len(self.model.rows)
        if rows:
            self._go((self.table.currentIndex().row() + step) % rows)

    def _on_row(self, index: QModelIndex) -> None:
        difference, comparison = self.model.difference(index), self.comparison
        if difference is None or comparison is None:
            self.detail.show_difference(None, ([], []), names=("", ""), count="", cap="")
            return
        said = comparison.statements(difference)
        self.detail.show_difference(
            difference, said, names=(comparison.annotator, comparison.other.name),
            count=f"{index.row() + 1:,} of {len(self.model.rows):,}", cap=TAKE if said[0] or said[1] else "",
        )  # fmt: skip

    # --- what keys and clicks do

    def step_kind(self, step: int) -> None:
        """Show the differences of the next kind that there are any of, or of the one before."""
        self.kinds.step(step)
        self._show()

    def open_current(self) -> None:
        """Show the place of the difference in the text."""
        difference, comparison = self._difference(), self.comparison
        if difference is None or comparison is None:
            return
        if comparison.is_extra(difference):
            self.session.refused.emit(f"Only {comparison.other.name} has this sentence.")
            return
        self.session.set_layer(LEXICAL)
        start = difference.fragments[0][0] if difference.fragments else difference.start
        self.open_place.emit(difference.document, start)

    def take(self) -> None:
        """Say at this place what the other side says, as the present annotator: one step to undo."""
        difference = self._difference()
        if difference is None:
            self.session.refused.emit("No difference is at hand.")
            return
        self.comparing.take(difference)

    # --- following

    def _on_changed(self) -> None:
        """Another comparison is under way or stands."""
        if not self.comparing.running:
            self.kinds.reset()
        self._show()

    def _on_stale(self) -> None:
        if self.isVisible():
            self.comparing.catch_up()

    def event(self, event: QEvent) -> bool:
        """Catch up with the project when the page comes into view."""
        if event.type() == QEvent.Type.Show:
            self.comparing.catch_up()
        return super().event(event)

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if watched is self.filter:
            return self._filtering.take_field_key(key)
        if watched is self.choose_button and key != Qt.Key.Key_Escape:
            return False
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if key in ENTER:
            self.open_current()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step_kind(1 if key == Qt.Key.Key_Right else -1)
        elif event.text() == TAKE:
            self.take()
        elif self._filtering.take_table_key(event):
            pass
        elif key == Qt.Key.Key_Escape:
            self._back()
        else:
            return False
        return True

    def _back(self) -> None:
        """All kinds where only one is shown, else leave the page."""
        if self.kinds.kind is not None:
            self.kinds.reset()
            self._show()
        else:
            self.left.emit()


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
