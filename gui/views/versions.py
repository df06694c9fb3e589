"""The page of scheme versions: which there are, what follows by rule, and the places where a person decides."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from construal.annotation.commands import Change
from construal.annotation.snacs.versions import KNOWN, number_of
from construal.core.migrating import Migration
from construal.core.migration_part import Item
from construal.core.progress import Progress
from construal.core.project import Project
from construal.gui.jobs import Job
from construal.gui.look import Look
from construal.gui.panels.concordance import Concordance, Place
from construal.gui.panels.furnishing import Key, hairline, in_role, label
from construal.gui.panels.rows import Row, Rows
from construal.gui.parts import flush_column
from construal.gui.session import SCHEME, Session
from construal.gui.splitter import fill_with_two
from construal.gui.views.cells import KeyRelay
from construal.gui.views.table_filter import ENTER
from construal.gui.views.versions_detail import KEEP, VersionsDetail

LOOKING = "Looking at every decision …"
ALL = ""


class VersionsView(QWidget):
    """Works through a session's questions about scheme versions, by keys and mouse."""

    open_place = Signal(object, int)  # document, start of the place at hand

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.migration: Migration | None = None
        self.items: list[Item] = []
        self._rule = ALL
        self._job: Job | None = None
        self._missed: list[Change] = []  # what was done while a job looked, or the page was not in view
        self.progress = label(self, "section")
        self.found = label(self, "secondary", wraps=True)
        self.by_rule = QPushButton(self)
        self.by_rule.setToolTip("Do all that follows by rule, as one step  Ctrl+Enter")
        self.renamings = label(self, "secondary", wraps=True)
        self.rules = Rows(look, self, spoken="Questions", height=26)
        self._under_rules = hairline(self)
        self.list = Concordance(look, session.project, self, spoken="Places to decide", names=180)
        self.empty = label(self, "secondary", LOOKING, wraps=True)
        self.empty.setContentsMargins(16, 16, 16, 0)
        self.detail = VersionsDetail(look, self._keys(), self)
        self._lay_out(look)
        self._connect()
        self.setFocusProxy(self.list)
        self._under_rules.hide()
        self.by_rule.hide()
        self.detail.show_item(None, "")

    def _lay_out(self, look: Look) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 7, 16, 7)
        bar.setSpacing(12)
        bar.addWidget(self.progress)
        bar.addWidget(self.renamings, 1)
        bar.addWidget(self.by_rule)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 7, 16, 7)
        foot.addWidget(self.found)
        left = in_role(QWidget(self), "canvas")
        column = flush_column(left)
        column.addLayout(bar)
        column.addWidget(hairline(self))
        column.addWidget(self.rules)
        column.addWidget(self._under_rules)
        # The list stays where it is empty, for the keys belong to it.
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addWidget(hairline(self))
        column.addLayout(foot)
        self.detail.setMinimumWidth(320)
        self.detail.setMaximumWidth(480)
        fill_with_two(look, self, left, self.detail)

    def _keys(self) -> list[Key]:
        return [
            Key("1 … 9", "take an answer", lambda: self.take(1)),
            Key(KEEP, "keep as it is", self.keep),
            Key(";", "reason", self.begin_reason),
            Key("Space", "later", lambda: self.step(1)),
            Key("Enter", "show in the text", self.open),
            Key("Ctrl Enter", "rename by rule", self.apply),
        ]

    def _connect(self) -> None:
        self.list.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now))
        self.list.opened.connect(self.open_place)
        self.rules.taken.connect(self._on_rule)
        self.detail.taken.connect(self._on_taken)
        self.by_rule.clicked.connect(self.apply)
        self.session.changed.connect(self._on_change)
        widgets = self.list, self.rules, self.detail.candidates, self.detail.why
        self._relay = KeyRelay(self, self._on_key, *widgets, on_ctrl_enter=self.apply)

    # --- looking

    def look(self) -> None:
        """Look at every decision, in a job: a corpus has many."""
        project = self.session.project
        path, annotator = project.path, project.annotator

        def work(_progress: Progress) -> Migration:
            with Project.open(path, annotator=annotator, readonly=True) as reader:
                return Migration(reader)

        self._missed.clear()
        self._job = self.session.jobs.start(
            "Looking at scheme versions", work, done=self._on_looked, failed=self._on_failed, reads_only=True,
            is_quiet=True, key="versions",
        )  # fmt: skip

    def _on_looked(self, found: object) -> None:
        assert isinstance(found, Migration)
        self._job = None
        self.migration = found.handed_to(self.session.project)
        self._catch_up()
        self.refresh()

    def _on_failed(self, error: object) -> None:
        self._job = None
        self.session.refused.emit(str(error))

    def _catch_up(self) -> None:
        for change in self._missed if self.migration is not None else ():
            self.migration.follow(change)  # type: ignore[union-attr]  # asked above
        self._missed.clear()

    def refresh(self) -> None:
        """Show what the migration says now; the place at hand stays, or the one that came after it."""
        migration = self.migration
        if migration is None:
            return
        here, row = self.item, max(self.list.currentIndex().row(), 0)
        items = migration.items
        questions = migration.questions()
        if self._rule not in {id for id, *_ in questions}:
            self._rule = ALL
        self.items = [i for i in items if self._rule in (ALL, *i.question.rules)]
        anchors = [item.annotation.anchor for item in self.items]
        self.list.show_places(
            [Place(i.annotation.document, a.start or 0, a.end or 0) for i, a in zip(self.items, anchors, strict=True)]
        )
        rows = [Row("All questions", f"{len(items):,} left", value=ALL, is_marked=self._rule == ALL)]
        rows += [
            Row(text, f"{left:,} left · {done:,} decided", value=id, is_marked=self._rule == id)
            for id, text, left, done in questions
        ]
        self.rules.show_rows(rows if len(questions) > 1 else [])
        self._under_rules.setVisible(len(questions) > 1)
        self.progress.setText(f"{len(items):,} left · {migration.decided:,} decided")
        self._say_renamings(migration)
        self._say_versions(migration)
        self.empty.setVisible(not self.items)
        self.empty.setText(self._nothing(migration))
        same = next((place for place, item in enumerate(self.items) if here is not None and item.id == here.id), row)
        self._go(min(same, len(self.items) - 1))

    def _say_renamings(self, migration: Migration) -> None:
        automatic = migration.automatic()
        renamed, moved = len(migration.renamed), len(migration.moved)
        self.by_rule.setVisible(bool(renamed or moved))
        self.by_rule.setText(f"Rename {renamed:,} by rule" if renamed else f"Bring {moved:,} up to {number_of(SCHEME)}")
        self.renamings.setText(", ".join(f"{rule.label} → {rule.to[0]} {times:,}" for rule, times in automatic))

    def _say_versions(self, migration: Migration) -> None:
        versions = sorted(migration.versions.items(), reverse=True)
        self.found.setText(" · ".join(f"{v} {KNOWN[known]} {times:,}" for (v, known), times in versions))

    def _nothing(self, migration: Migration) -> str:
        if migration.renamed or migration.moved:
            return "Nothing to decide. Ctrl+Enter renames what follows by rule."
        return f"Every decision is of SNACS {number_of(SCHEME)}, and nothing is left to decide."

    # --- the place at hand

    @property
    def item(self) -> Item | None:
        """The item at hand."""
        row = self.list.currentIndex().row()
        return self.items[row] if 0 <= row < len(self.items) else None

    def step(self, step: int) -> None:
        """Go some places down or up."""
        if self.items:
            self._go((self.list.currentIndex().row() + step) % len(self.items))

    def _go(self, row: int) -> None:
        index = self.list.lines.index(row) if row >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if index.isValid():
            self.list.scrollTo(index)
        self._on_row(index)

    def _on_row(self, index: QModelIndex) -> None:
        item = self.item
        line = self.list.lines.line(index) if item is not None else None
        count = f"{index.row() + 1:,} of {len(self.items):,}" if item is not None else ""
        self.detail.count.setText(count)
        self.detail.show_item(item, line.words if line else "", empty="No place is at hand.")

    # --- what keys and clicks do

    def take(self, number: int) -> None:
        """Decide for a candidate, counted from 1, and go on."""
        item = self.item
        if item is None:
            self.session.refused.emit("No place is at hand; nothing was decided.")
        elif number > len(item.question.candidates):
            self.session.refused.emit(f"There are only {len(item.question.candidates)} answers here.")
        else:
            self._answer(item, number)

    def keep(self) -> None:
        """Decide that it says what it means, and go on."""
        item = self.item
        if item is None:
            self.session.refused.emit("No place is at hand; nothing was decided.")
        else:
            self._answer(item, 0)

    def _answer(self, item: Item, number: int) -> None:
        assert self.migration is not None
        choice = item.question.candidates[number - 1] if number else None
        command = self.migration.answer(item, choice, why=self.detail.why.text().strip())
        words = self.detail.target.text()
        verb = f"Decided {choice}" if choice is not None else f"Kept {item.question.kept}"
        left = len(self.migration.items) - 1
        self.session.do(command, said=f"{verb} on {words}; {left:,} left")

    def apply(self) -> None:
        """Do all that follows by rule, as one step."""
        command = self.migration.renaming() if self.migration is not None else None
        if command is None:
            self.session.refused.emit("Nothing follows by rule.")
        else:
            self.session.do(command)

    def open(self) -> None:
        """Show the place at hand in its text."""
        if (item := self.item) is not None:
            self.open_place.emit(item.annotation.document, item.annotation.anchor.start or 0)

    def show_reopened(self, before: list[Item]) -> None:
        """Go to the first place that was not among these: an answer to it was taken back."""
        known = {item.id for item in before}
        place = next((place for place, item in enumerate(self.items) if item.id not in known), -1)
        if place >= 0:
            self._go(place)

    def begin_reason(self) -> None:
        """Write a reason for the next decision."""
        self.detail.why.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_rule(self, rule: object) -> None:
        self._rule = str(rule)
        self.refresh()
        self.list.setFocus()

    def _on_taken(self, cap: object) -> None:
        number = int(str(cap))
        self.take(number) if number else self.keep()
        self.list.setFocus()

    # --- following

    def _on_change(self, change: Change) -> None:
        self._missed.append(change)
        if self._job is None and self.isVisible() and self.migration is not None:
            self._catch_up()
            self.refresh()

    def event(self, event: QEvent) -> bool:
        """Look, or catch up with what was done meanwhile, when the page comes into view."""
        if event.type() == QEvent.Type.Show and self._job is None:
            if self.migration is None or self.migration.annotator != self.session.project.annotator:
                self.look()
            elif self._missed:
                self._catch_up()
                self.refresh()
        return super().event(event)

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        if watched is self.detail.why:
            if key not in (Qt.Key.Key_Escape, *ENTER):
                return False
            if key == Qt.Key.Key_Escape:
                self.detail.why.clear()
            self.list.setFocus()
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        elif text == KEEP:
            self.keep()
        elif text.isdecimal():
            self.take(int(text))
        elif text == ";":
            self.begin_reason()
        elif key == Qt.Key.Key_Space:
            self.step(1)
        else:
            return False
        return True
