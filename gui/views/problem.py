"""The page of a mathematics problem: statement, solution steps with what is linked to them, concepts and hints."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QKeyEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from construal.annotation.catalogue import Concept
from construal.annotation.commands import Change
from construal.annotation.document import PROBLEM
from construal.annotation.errors import ConstrualError
from construal.gui.actions import is_letter
from construal.gui.look import Look
from construal.gui.panels.furnishing import Key, hairline, in_role, label
from construal.gui.panels.rows import Row
from construal.gui.panels.type_ahead import TypeAhead
from construal.gui.parts import flush_column
from construal.gui.session import Session
from construal.gui.splitter import fill_with_two
from construal.gui.views.problem_editing import ProblemEditing
from construal.gui.views.problem_entries import EntryList, EntryModel
from construal.gui.views.problem_entry_pane import EntryPane
from construal.gui.views.problem_find import FIND_WORDS, HINT_WORDS, Option, options
from construal.gui.views.problem_page import Entry, Page, Suggestion, page
from construal.gui.views.problem_statement import Statement
from construal.gui.views.problem_step_list import StepList
from construal.gui.views.problem_steps import StepModel

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
ORDER_WORDS = "The order follows first use in the solution. It changes only when a link changes."
EMPTY_WORDS = "Nothing linked. Type a concept's name, or + for a hint."


class ProblemView(QWidget):
    """Shows a session's problem, and turns keys and the mouse into links, hints and their order."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.page: Page | None = None
        self._document: int | None = None
        self._is_stale = False
        self.editing = ProblemEditing(session)
        self.statement = Statement(look, self)
        self.count = label(self, "secondary")
        self.place = label(self, "secondary")
        self.step_model = StepModel()
        self.steps = StepList(look, self)
        self.steps.setModel(self.step_model)
        self.entry_model = EntryModel()
        self.entries = EntryList(look, self, self.entry_model)
        self.remark = label(self, "secondary", EMPTY_WORDS, wraps=True)
        self._concepts: list[Concept] = []
        self._is_hint = False
        self.finder = TypeAhead(look, self, FIND_WORDS, self._found)
        self._lay_out(look)
        self._connect()
        look.changed.connect(self._on_look)

    def _lay_out(self, look: Look) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(36, 0, 20, 0)
        bar.addWidget(label(self, "section", "Solution"))
        bar.addSpacing(4)
        bar.addWidget(self.count)
        bar.addStretch()
        bar.addWidget(self.place)
        solution = in_role(QWidget(self), "pane")
        solution.setLayout(bar)
        solution.setFixedHeight(32)
        left = in_role(QWidget(self), "canvas")
        column = flush_column(left)
        for part in (self.statement, hairline(self), solution, hairline(self)):
            column.addWidget(part)
        column.addWidget(self.steps, 1)
        right = EntryPane(look, self, self.entries, self.remark, finder=self.finder, keys=self._keys())
        fill_with_two(look, self, left, right, widths=(740, 300))

    def _keys(self) -> list[Key]:
        return [
            Key("Enter", "next step", self.next_step),
            Key("Del", "unlink", self.unlink),
            Key("+", "new hint", self.begin_hint),
            Key("F2", "edit hint", self.edit_hint),
            Key("Alt ↑", "earlier", lambda: self.move_entry(-1)),
            Key("Alt ↓", "later", lambda: self.move_entry(1)),
        ]

    def _connect(self) -> None:
        self.steps.installEventFilter(self)
        self.entries.installEventFilter(self)
        self.steps.dropped.connect(lambda row, entry: self._link(entry, row))
        self.steps.chip_clicked.connect(self._on_chip_clicked)
        self.steps.selectionModel().currentChanged.connect(lambda *_: self._on_step())
        self.steps.doubleClicked.connect(lambda _index: self.accept_chip())
        self.entry_model.edited.connect(self.editing.edit_hint)
        self.finder.chosen.connect(self._on_found)
        self.finder.left.connect(self._on_left)
        self.session.changed.connect(self._on_change)
        self.session.document_changed.connect(self._on_document)
        self.setFocusProxy(self.steps)
        self._on_document()

    # --- what is shown

    def show_document(self, document: int) -> None:
        """Show a problem at its first step. Raises ConstrualError where the document is none."""
        self._document = document
        self.refresh()
        self.steps.setCurrentIndex(self.step_model.index(0))

    def _on_document(self) -> None:
        document = self.session.document
        if document is not None and document.kind == PROBLEM and document.id != self._document:
            self.show_document(document.id)

    def refresh(self) -> None:
        """Read the problem again; the current step, chip and entry stay where they can."""
        if self._document is None:
            return
        project = self.session.project
        document = project.document(self._document)
        row, chip = max(self.steps.currentIndex().row(), 0), self.steps.look_of_rows.chip
        at = self.entry_model.row(self.entries.currentIndex())
        self._is_stale = False
        catalogue = project.concepts()
        self.page = page(document, project.reading(document.id), catalogue)
        self.editing.show(self.page)
        self.statement.show_problem(self.page)
        self.steps.look_of_rows.forget()
        self.step_model.show(self.page)
        self.entry_model.show(self.page.entries if self.page else ())
        self._concepts = list(catalogue.values())
        self.finder.refresh()
        steps = len(self.page.steps)
        self.count.setText(f"{steps} step{'s' if steps != 1 else ''}, {self.page.linked} linked")
        self.place.setText(self.page.category.replace("-", " "))
        self.remark.setText(ORDER_WORDS if self.page.entries else EMPTY_WORDS)
        if steps:
            self.steps.setCurrentIndex(self.step_model.index(min(row, steps - 1)))
        self.steps.look_of_rows.chip = min(chip, max(len(self._chips()) - 1, 0))
        if at is not None and (place := self.entry_model.place(at.id)) >= 0:
            self.entries.setCurrentIndex(self.entry_model.index(place))
        self._on_step()

    def focus_steps(self) -> None:
        """Give the keys to the steps."""
        self.steps.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def step(self) -> int:
        """The 0-based current step, -1 where there is none."""
        return self.steps.currentIndex().row()

    def _chips(self) -> tuple[Entry | Suggestion, ...]:
        if self.page is None or not 0 <= self.step < len(self.page.steps):
            return ()
        return (*self.page.steps[self.step].entries, *self.page.suggested(self.step))

    @property
    def chip(self) -> Entry | Suggestion | None:
        """The current chip of the current step."""
        chips, at = self._chips(), self.steps.look_of_rows.chip
        return chips[at] if at < len(chips) else None

    # --- what keys and clicks do

    def next_step(self) -> None:
        """Go to the next step."""
        last = self.step_model.rowCount() - 1
        if self.step < last:
            self._go(self.step + 1)
        else:
            self.session.hinted.emit("This is the last step of the solution.")

    def _go(self, row: int) -> None:
        index = self.step_model.index(min(max(row, 0), self.step_model.rowCount() - 1))
        self.steps.setCurrentIndex(index)
        self.steps.scrollTo(index)

    def _move_chip(self, step: int) -> None:
        at = self.steps.look_of_rows.chip + step
        if 0 <= at < len(self._chips()):
            self.steps.look_of_rows.chip = at
            self._on_step()

    def accept(self, digit: int) -> None:
        """Take the suggestion with this digit, and link it to the current step."""
        suggested = self.page.suggested(self.step) if self.page and self.step >= 0 else ()
        if digit > len(suggested):
            count = f"only {len(suggested)} are" if suggested else "nothing is"
            self.session.refused.emit(f"There is no suggestion {digit} here; {count} suggested for this step.")
            return
        self.editing.accept(suggested[digit - 1], self.step)

    def accept_chip(self) -> None:
        """Take the current chip where it is a suggestion; edit it where it is a hint."""
        chip = self.chip
        if isinstance(chip, Suggestion):
            self.editing.accept(chip, self.step)
        else:
            self.edit_hint()

    def unlink(self) -> None:
        """Unlink the current entry from the step; a suggestion is turned down, an entry without links is removed."""
        entry = self._entry_at_hand()
        if isinstance(entry, Suggestion):
            self.editing.reject(entry)
        elif entry is None:
            self.session.refused.emit("Nothing is linked to this step.")
        elif self.step in entry.steps:
            self.editing.unlink(entry, self.step)
        elif entry.steps:
            self.session.refused.emit(f"{entry.number} is not linked to step {self.step + 1}.")
        else:
            self.editing.remove(entry)

    def edit_hint(self) -> None:
        """Edit the current hint's text where it stands."""
        entry = self._entry_at_hand()
        if not isinstance(entry, Entry):
            self.session.refused.emit("No hint is at hand; arrows go to one.")
        elif entry.kind != "hint":
            self.session.refused.emit(f"{entry.number} is a concept; its text is edited in the catalogue.")
        else:
            index = self.entry_model.index(self.entry_model.place(entry.id))
            self.entries.setCurrentIndex(index)
            self.entries.scrollTo(index)
            self.entries.edit(index)

    def move_entry(self, step: int) -> None:
        """Move the current entry one place, where first use allows it."""
        entry = self._entry_at_hand()
        if isinstance(entry, Entry):
            self.editing.move(entry, step)
        else:
            self.session.refused.emit("No entry is at hand to move; arrows go to one.")

    def _entry_at_hand(self) -> Entry | Suggestion | None:
        if self.entries.hasFocus():
            return self.entry_model.row(self.entries.currentIndex())
        return self.chip

    def _link(self, entry: int, step: int) -> None:
        found = self.page.entry(entry) if self.page else None
        if found is not None:
            self.editing.link(found, step)

    def begin(self, text: str) -> None:
        """Find an entry or a concept that begins like this, to link it to the current step."""
        self._set_mode(is_hint=False)
        self.finder.begin(text)

    def begin_hint(self) -> None:
        """Write a new hint, to link it to the current step."""
        self._set_mode(is_hint=True)
        self.finder.begin()

    def _set_mode(self, *, is_hint: bool) -> None:
        self._is_hint = is_hint
        self.finder.say(HINT_WORDS if is_hint else FIND_WORDS)

    def _found(self, typed: str) -> list[Row]:
        return options(typed, self.page.entries if self.page else (), self._concepts, is_hint=self._is_hint)

    def _on_left(self) -> None:
        self._set_mode(is_hint=False)
        self.focus_steps()

    def _on_found(self, option: Option) -> None:
        self._set_mode(is_hint=False)
        if option.kind == "entry":
            self._link(option.entry, self.step)
        elif option.kind == "concept":
            self.editing.add_concept(option.concept, self.step)
        elif option.kind == "new concept":
            self.editing.new_concept(option.words, self.step)
        else:
            self.editing.add_hint(option.words, self.step)
        self.focus_steps()

    def _on_chip_clicked(self, row: int, place: int) -> None:
        if row == self.step:
            self.steps.look_of_rows.chip = place
            chip = self.chip
            if isinstance(chip, Suggestion):
                self.editing.accept(chip, row)
            else:
                self._on_step()

    def _on_step(self) -> None:
        """Show in the list of entries which one is at hand."""
        chip = self.chip
        if isinstance(chip, Entry) and not self.entries.hasFocus():
            self.entries.setCurrentIndex(self.entry_model.index(self.entry_model.place(chip.id)))
        self.steps.viewport().update()

    def _on_change(self, change: Change) -> None:
        if change.records and self._document is not None and not self._is_there():
            self._document = None
        elif self._document in change.documents or change.concepts:
            if self.isVisible():
                self._refresh_safely()
            else:
                self._is_stale = True

    def _is_there(self) -> bool:
        return self.session.project.tables.record(self._document or 0) is not None

    def _refresh_safely(self) -> None:
        try:
            self.refresh()
        except ConstrualError as error:
            self.session.refused.emit(str(error))

    def _on_look(self) -> None:
        self.steps.look_of_rows.forget()
        self.steps.scheduleDelayedItemsLayout()
        self.entries.fit()

    # --- Qt

    def event(self, event: QEvent) -> bool:
        """Read again what changed while the page was not seen."""
        if event.type() == QEvent.Type.Show and self._is_stale:
            self._refresh_safely()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the steps and of the entries; Alt with an arrow is ours before it is the window's."""
        if isinstance(event, QKeyEvent) and watched in (self.steps, self.entries):
            if event.type() == QEvent.Type.ShortcutOverride and _moves_entry(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._on_key(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        if _moves_entry(event):
            self.move_entry(-1 if key == Qt.Key.Key_Up else 1)
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        elif text == "+":
            self.begin_hint()
        elif text.isdecimal() and text != "0" and len(text) == 1:
            self.accept(int(text))
        elif key == Qt.Key.Key_Delete:
            self.unlink()
        elif key == Qt.Key.Key_F2:
            self.edit_hint()
        elif is_letter(text, event.modifiers()):
            self.begin(text)
        elif watched is self.entries:
            return self._on_entry_key(key)
        elif key in ENTER:
            self.next_step()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move_chip(1 if key == Qt.Key.Key_Right else -1)
        else:
            return False
        return True

    def _on_entry_key(self, key: int) -> bool:
        if key in ENTER:
            entry = self.entry_model.row(self.entries.currentIndex())
            if entry is not None:
                self.editing.link(entry, self.step)
            return True
        if key == Qt.Key.Key_Escape:
            self.focus_steps()
            return True
        return False


def _moves_entry(event: QKeyEvent) -> bool:
    return event.key() in ARROWS and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
