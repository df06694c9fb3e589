"""The dialog in which a person says what the columns of a table mean: the guess, the first rows, and what comes of it.

Knows previews and mappings, no project.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from construal.annotation.formats.format import ReadOptions
from construal.annotation.formats.tables.mapping import ColumnMapping
from construal.annotation.formats.tables.meanings import FORM, FUNCTION, LEMMA, PERSONAL, ROLE, SUPERSENSE, TITLES
from construal.annotation.formats.tables.preview import Preview
from construal.gui.look import Look
from construal.gui.parts import frameless, named, restyle

ROWS = 8  # of the table that are shown
WIDEST = 40  # letters of an example
WIDEST_SECTION = 240  # pixels
# What is chosen most often stands first.
_FIRST = (FORM, ROLE, FUNCTION, SUPERSENSE, LEMMA, "sentence", "id", "document", "smwe", "note")
MEANINGS = ("", *_FIRST, *(meaning for meaning in TITLES if meaning not in _FIRST))


def _plain(text: str, parent: QWidget) -> QLabel:
    """A label that shows words of a file as they are, not as a rich text."""
    label = QLabel(text, parent, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class _Choice(QComboBox):
    """A choice with an arrow of the theme, which the wheel does not change in passing."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow over the field."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            box = QRect(self.width() - 24, 0, 16, self.height())
            self._look.icon("chevron-down", "ink2" if self.isEnabled() else "disabled").paint(painter, box)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, unless the choice has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ColumnsDialog(QDialog):
    """Shows a mapping as choices that can be changed; Import is offered only where the table can be read so."""

    def __init__(self, look: Look, preview: Preview, parent: QWidget | None = None, *, language: str) -> None:
        super().__init__(parent)
        self._look = look
        self._preview = preview
        self._options = ReadOptions(language=language)
        self.mapping = preview.mapping
        self.meanings: list[QComboBox] = []
        self.owners: list[QLineEdit] = []
        self.reasons: list[QLabel] = []
        name = preview.file.replace("\\", "/").rpartition("/")[2]
        self.setWindowTitle(f"Columns of {name}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(940, 680)
        sheets = f" Its sheets: {', '.join(preview.sheets)}." if len(preview.sheets) > 1 else ""
        self.parts = QCheckBox("A suffix belongs to its word, and is labelled as a part of it", self)
        self.parts.setChecked(self.mapping.parts)
        self.outcome = named(_plain("", self), spoken="What comes of it")
        self.cancel = QPushButton("Cancel", self)
        self.ok = QPushButton("Import", self)
        self.ok.setProperty("role", "primary")
        self.ok.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.outcome, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(named(_plain(f"What do the columns of {name} mean?", self), "title"))
        said = f"This is the guess; say otherwise where it is wrong.{sheets}"
        column.addWidget(named(_plain(said, self), "secondary"))
        column.addWidget(self._choices(), 1)
        column.addWidget(self.parts)
        column.addWidget(self._table())
        column.addLayout(buttons)
        self.parts.toggled.connect(self._on_change)
        self.cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self.accept)
        self._show_outcome()
        if self.meanings:
            self.meanings[0].setFocus()

    def _choices(self) -> QScrollArea:
        """A line for each column: its header, its meaning, whose it is, examples and the reason of the guess."""
        inside = named(QWidget(), "columnChoices")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for place, title in enumerate(("Column", "Means", "Whose", "For example", "Why")):
            grid.addWidget(named(QLabel(title, inside), "caption"), 0, place)
        for column in self.mapping.columns:
            name = column.name or f"Column {column.place + 1}"
            choice = named(_Choice(self._look, inside), spoken=f"Meaning of {name}")
            for meaning in MEANINGS:
                choice.addItem(TITLES.get(meaning, "not read"), meaning)
            choice.setCurrentIndex(MEANINGS.index(column.meaning))
            choice.currentIndexChanged.connect(self._on_change)
            owner = named(QLineEdit(column.annotator, inside), spoken=f"Annotator of {name}")
            owner.setPlaceholderText("nobody")
            owner.setEnabled(column.meaning in PERSONAL)
            owner.setMaximumWidth(120)
            owner.textChanged.connect(self._on_change)
            label = _plain(name.replace("&", "&&"), inside)  # else the sign would make a shortcut
            label.setBuddy(choice)
            examples = ", ".join(self._preview.examples(column.place))
            short = examples if len(examples) <= WIDEST else examples[: WIDEST - 1] + "…"
            row = column.place + 1
            grid.addWidget(label, row, 0)
            grid.addWidget(choice, row, 1)
            grid.addWidget(owner, row, 2)
            grid.addWidget(_plain(short, inside), row, 3)
            reason = named(_plain(column.reason, inside), "secondary")
            grid.addWidget(reason, row, 4)
            self.reasons.append(reason)
            self.meanings.append(choice)
            self.owners.append(owner)
        grid.setColumnStretch(4, 1)
        grid.setRowStretch(len(self.mapping.columns) + 1, 1)
        scroll = frameless(QScrollArea(self))
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _table(self) -> QTableWidget:
        """The first rows as the file has them."""
        rows = self._preview.rows[:ROWS]
        header = list(self.mapping.header)
        table = named(frameless(QTableWidget(len(rows), len(header), self)), spoken="The first rows")
        table.setHorizontalHeaderLabels(header)
        for line, row in enumerate(rows):
            for place in range(len(header)):
                table.setItem(line, place, QTableWidgetItem(row.cell(place)))
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.horizontalHeader().setMaximumSectionSize(WIDEST_SECTION)
        table.resizeColumnsToContents()
        table.setMinimumHeight(180)
        table.setMaximumHeight(240)
        return table

    def _on_change(self) -> None:
        """Take over what the choices say, and tell what comes of it."""
        mapping = self._preview.mapping
        for column, choice, owner in zip(mapping.columns, self.meanings, self.owners, strict=True):
            meaning = str(choice.currentData() or "")
            owner.setEnabled(meaning in PERSONAL)
            annotator = owner.text().strip() if meaning in PERSONAL else ""
            if (meaning, annotator) != (column.meaning, column.annotator):
                mapping = mapping.with_column(column.place, meaning, annotator)
        self.mapping = mapping.with_parts(self.parts.isChecked())
        for column, reason in zip(self.mapping.columns, self.reasons, strict=True):
            reason.setText(column.reason)
        self._show_outcome()

    def _show_outcome(self) -> None:
        faults = self.mapping.faults()
        self.outcome.setText(self._preview.outcome(self.mapping, self._options))
        self.outcome.setProperty("role", "danger" if faults else "secondary")
        restyle(self.outcome)
        self.ok.setEnabled(not faults)


def ask_for_columns(
    look: Look, parent: QWidget, preview: Preview, *, language: str, answer: Callable[[ColumnMapping | None], None]
) -> ColumnsDialog:
    """Open the dialog over the window; `answer` is called once, with the mapping, or None where the person left."""
    dialog = ColumnsDialog(look, preview, parent, language=language)
    dialog.accepted.connect(lambda: answer(dialog.mapping))
    dialog.rejected.connect(lambda: answer(None))
    dialog.open()
    return dialog
