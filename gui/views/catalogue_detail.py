"""The concept at hand on the catalogue's page, to be edited where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from construal.annotation.catalogue import Concept
from construal.gui.look import Look
from construal.gui.mathematics import plain
from construal.gui.panels.concept_detail import hierarchy_rows, places
from construal.gui.panels.concept_search import find, title
from construal.gui.panels.concordance import Concordance
from construal.gui.panels.furnishing import field, hairline, label, section
from construal.gui.panels.rows import Row, Rows
from construal.gui.panels.type_ahead import TypeAhead
from construal.gui.views.catalogue_editing import CatalogueEditing

SHOWN = 8
FOUND = 5
STRUCK = ("rejected", "deprecated")
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CatalogueDetail(QScrollArea):
    """Shows and edits one concept; in its name field a new one can be named."""

    asked = Signal(str)  # a concept's id, to be shown
    opened = Signal(object, int)  # document, start
    left = Signal()

    def __init__(self, look: Look, editing: CatalogueEditing, parent: QWidget) -> None:
        super().__init__(parent)
        self._editing = editing
        self._concept: Concept | None = None
        self._catalogue: Mapping[str, Concept] = {}
        self._is_new = False
        self._is_raw = False  # the definition is being edited, its formulas as typed
        self.name = field(look, self, "Name of the concept", icon="")
        self.category = field(look, self, "Category", icon="")
        self.definition = QPlainTextEdit(self)
        self.definition.setAccessibleName("Definition")
        self.definition.setPlaceholderText("Definition; kept when you leave the field")
        self.definition.setTabChangesFocus(True)
        self.definition.setFixedHeight(84)
        self.terms = Rows(look, self, spoken="Terms and their status", height=26)
        self.new_term = field(look, self, "Add a term, Enter keeps it", icon="")
        self.hierarchy = Rows(look, self, spoken="Broader and narrower concepts", height=25)
        self.broader = TypeAhead(look, self, "Find a broader concept", self._found)
        self.id = label(self, "secondary")
        self.count = label(self, "secondary")
        self.mentions = Concordance(look, editing.session.project, self, spoken="Mentions")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setObjectName("decisionMiddle")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(0)
        top = QGridLayout()
        top.setContentsMargins(16, 0, 16, 10)
        top.setHorizontalSpacing(10)
        top.setVerticalSpacing(6)
        for place, (words, part) in enumerate(
            (("Name", self.name), ("Category", self.category), ("Definition", self.definition))
        ):
            caption = label(self, "caption", words)
            caption.setBuddy(part)
            caption.setContentsMargins(0, 7, 0, 0)
            top.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignTop)
            top.addWidget(part, place, 1)
        column.addLayout(top)
        column.addWidget(hairline(self))
        column.addLayout(section(self, "Terms", label(self, "caption", "Space turns the status, Del removes")))
        column.addWidget(self.terms)
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 10)
        row.addWidget(self.new_term)
        column.addLayout(row)
        column.addWidget(hairline(self))
        column.addLayout(section(self, "Broader and narrower", self.id))
        column.addWidget(self.hierarchy)
        column.addWidget(self.broader)
        column.addWidget(hairline(self))
        column.addLayout(section(self, "Mentions", self.count))
        column.addWidget(self.mentions)
        column.addStretch()
        self.setWidget(self._body)

    def _connect(self) -> None:
        self.name.returnPressed.connect(self._on_name)
        self.name.editingFinished.connect(self._on_renamed)
        self.category.editingFinished.connect(self._on_category)
        self.new_term.returnPressed.connect(self._on_term)
        self.broader.chosen.connect(self._on_broader)
        self.broader.left.connect(self.left)
        self.hierarchy.taken.connect(lambda id: self.asked.emit(str(id)))
        self.mentions.opened.connect(self.opened)
        for widget in (self.name, self.category, self.definition, self.new_term, self.terms, self.hierarchy):
            widget.installEventFilter(self)

    @property
    def concept(self) -> Concept | None:
        """The concept shown."""
        return self._concept

    def show_concept(self, concept: Concept | None, catalogue: Mapping[str, Concept]) -> None:
        """Show this concept, or none; what is being typed for it is kept."""
        is_other = (concept.id if concept else None) != (self._concept.id if self._concept else None)
        if is_other:
            self.keep()
        self._concept, self._catalogue, self._is_new = concept, catalogue, False
        self._body.setEnabled(concept is not None)
        if concept is None:
            for edit in (self.name, self.category, self.new_term):
                edit.clear()
            self.definition.clear()
            self.terms.show_rows([])
            self.hierarchy.show_rows([])
            self.mentions.show_places([])
            return
        _show(self.name, concept.name or "")
        self.name.setPlaceholderText(title(concept) if not concept.name else "Name of the concept")
        _show(self.category, concept.category)
        if not self._is_raw:
            self.definition.setPlainText(plain(concept.definition.strip()))
        here = self.terms.currentIndex().row()
        self.terms.show_rows(
            [
                Row(
                    plain(t.text),
                    f"{t.language} · {t.status}",
                    value=n,
                    is_struck=t.status in ("rejected", "deprecated"),
                )
                for n, t in enumerate(concept.terms)
            ]
        )
        if not is_other and 0 <= here < len(concept.terms):
            self.terms.setCurrentIndex(self.terms.model_of_rows.index(here))
        self.hierarchy.show_rows(hierarchy_rows(concept, catalogue))
        self.id.setText(concept.id)
        self.show_mentions()

    def show_mentions(self) -> None:
        """Show the mentions of the concept as they stand."""
        if self._concept is None:
            return
        found = self._editing.mentions.of(self._concept.id)
        documents = len({m.document for m in found})
        self.count.setText(f"{len(found):,} in {documents:,} document{'' if documents == 1 else 's'}" if found else "")
        self.mentions.show_places(places(self._editing.session, found))
        self.mentions.setFixedHeight(26 * min(max(len(found), 1), SHOWN))

    def begin_new(self) -> None:
        """Name a new concept."""
        self.keep()
        self._is_new = True
        self._body.setEnabled(True)
        self.name.clear()
        self.name.setPlaceholderText("Name of the new concept, Enter makes it")
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_rename(self) -> None:
        """Go to the name."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()

    def begin_term(self) -> None:
        """Go to the field for a term."""
        self.new_term.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_broader(self) -> None:
        """Go to the field for a broader concept."""
        self.broader.begin()

    def keep(self) -> None:
        """Commit a definition that is being typed."""
        if self._concept is not None and self._is_raw:
            self._is_raw = False
            text = self.definition.toPlainText()
            self.definition.setPlainText(plain(text.strip()))
            self._editing.define(self._concept, text)

    def _found(self, typed: str) -> list[Row]:
        if not typed.strip():
            return []
        hits = find(typed, self._catalogue.values(), limit=FOUND)
        return [Row(title(h.concept), h.by or h.concept.category, value=h.concept.id, hue="concept") for h in hits]

    def _on_name(self) -> None:
        if self._is_new:
            self._is_new = False
            id = self._editing.create(self.name.text())
            if id:
                self.asked.emit(id)
        self.left.emit()

    def _on_renamed(self) -> None:
        if self._concept is not None and not self._is_new and self.name.isModified():
            self.name.setModified(False)
            self._editing.rename(self._concept, self.name.text())

    def _on_category(self) -> None:
        if self._concept is not None and self.category.isModified():
            self.category.setModified(False)
            self._editing.categorise(self._concept, self.category.text())

    def _on_term(self) -> None:
        if self._concept is not None:
            self._editing.add_term(self._concept, self.new_term.text())
            self.new_term.clear()

    def _on_broader(self, id: object) -> None:
        if self._concept is not None:
            self._editing.add_broader(self._concept, str(id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc gives up and goes back; the keys of terms and hierarchy; a definition is kept when it is left."""
        if watched is self.definition and event.type() == QEvent.Type.FocusIn and self._concept and not self._is_raw:
            self._is_raw = True
            self.definition.setPlainText(self._concept.definition)
        if watched is self.definition and event.type() == QEvent.Type.FocusOut:
            self.keep()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._give_up(watched)
            return True
        if watched is self.definition and key in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit()
            return True
        if self._concept is not None and watched is self.terms and key in (Qt.Key.Key_Space, Qt.Key.Key_Delete):
            place = self.terms.currentIndex().row()
            (self._editing.turn_status if key == Qt.Key.Key_Space else self._editing.remove_term)(self._concept, place)
            return True
        if self._concept is not None and watched is self.hierarchy and key == Qt.Key.Key_Delete:
            row = self.hierarchy.currentIndex().row()
            value = self.hierarchy.rows[row].value if 0 <= row < len(self.hierarchy.rows) else None
            if value in self._concept.broader:
                self._editing.remove_broader(self._concept, str(value))
            else:
                self._editing.session.refused.emit("Only a concept directly above can be taken from above.")
            return True
        return super().eventFilter(watched, event)

    def _give_up(self, watched: QObject) -> None:
        concept = self._concept
        if concept is not None:
            self.name.setText(concept.name or "")
            self.category.setText(concept.category)
            if watched is self.definition:
                self.definition.setPlainText(concept.definition)  # leaving it keeps what it was
        self.new_term.clear()
        self._is_new = False
        self.show_concept(concept, self._catalogue)
        self.left.emit()


def _show(edit: QLineEdit, text: str) -> None:
    if edit.text() != text and not (edit.hasFocus() and edit.isModified()):
        edit.setText(text)
