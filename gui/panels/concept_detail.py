"""What the catalogue says of one concept, to be read: definition, terms, broader and narrower concepts, mentions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from construal.annotation.catalogue import Concept, ancestors
from construal.annotation.errors import ConstrualError
from construal.gui.look import Look
from construal.gui.mathematics import plain
from construal.gui.mentions import Mention
from construal.gui.panels.concept_search import title
from construal.gui.panels.concordance import Concordance, Place
from construal.gui.panels.furnishing import hairline, in_role, label, section
from construal.gui.panels.rows import Row, Rows
from construal.gui.parts import flush_column
from construal.gui.session import Session

SHOWN = 4  # lines of mentions in a narrow pane
LISTED = 1000
HIERARCHY = 9


class ConceptDetail(QWidget):
    """Shows a concept; another one of the hierarchy, or a mention, can be asked for."""

    asked = Signal(str)  # a concept's id
    opened = Signal(object, int)  # document, start

    def __init__(self, look: Look, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.heading = in_role(label(self, "title", wraps=True), "title")
        self.source = label(self, "secondary")
        self.definition = label(self, "", wraps=True)
        self.terms = Rows(look, self, spoken="Terms", height=25)
        self.hierarchy = Rows(look, self, spoken="Broader and narrower concepts", height=24)
        self.hierarchy.taken.connect(lambda id: self.asked.emit(str(id)))
        self.count = label(self, "secondary")
        self.mentions = Concordance(look, session.project, self, spoken="Mentions")
        self.mentions.opened.connect(self.opened)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.addWidget(self.heading, 1)
        head.addWidget(self.source)
        words = QVBoxLayout()
        words.setContentsMargins(16, 2, 16, 8)
        words.addWidget(self.definition)
        column = flush_column(self)
        column.addLayout(head)
        column.addLayout(words)
        column.addWidget(self.terms)
        column.addSpacing(6)
        self._related = QWidget(self)
        related = QVBoxLayout(self._related)
        related.setContentsMargins(0, 0, 0, 6)
        related.setSpacing(0)
        related.addWidget(hairline(self))
        related.addLayout(section(self, "Broader and narrower"))
        related.addWidget(self.hierarchy)
        column.addWidget(self._related)
        column.addWidget(hairline(self))
        column.addLayout(section(self, "Mentions", self.count))
        column.addWidget(self.mentions)
        column.addStretch()

    def show_concept(self, concept: Concept, catalogue: Mapping[str, Concept], mentions: list[Mention]) -> None:
        """Show this concept of a catalogue."""
        self.heading.setText(title(concept))
        self.source.setText(concept.category.replace("-", " "))
        text = plain(concept.definition.strip())
        self.definition.setText(text or "No definition yet; the catalogue takes one.")
        self.terms.show_rows(
            [Row(plain(t.text), t.status, is_struck=t.status in ("rejected", "deprecated")) for t in concept.terms]
        )
        hierarchy = hierarchy_rows(concept, catalogue)
        self.hierarchy.show_rows(hierarchy)
        self._related.setVisible(len(hierarchy) > 1)
        documents = len({m.document for m in mentions})
        self.count.setText(
            f"{len(mentions):,} in {documents:,} document{'' if documents == 1 else 's'}" if mentions else "none yet"
        )
        self.mentions.show_places(places(self._session, mentions))
        self.mentions.setFixedHeight(26 * min(len(mentions), SHOWN))

    def spoken(self) -> str:
        """The concept in a sentence."""
        return f"{self.heading.text()}: {self.definition.text()}"


def places(session: Session, mentions: list[Mention]) -> list[Place]:
    """Mentions as places of a concordance, those at hand first; a thousand at most."""
    here = session.document.id if session.document else None
    listed = sorted(mentions, key=lambda m: m.document != here)[:LISTED]
    return [Place(m.document, m.fragments[0][0], m.fragments[-1][1], m.is_decided) for m in listed]


def hierarchy_rows(concept: Concept, catalogue: Mapping[str, Concept]) -> list[Row]:
    """The concepts above, from the broadest, the concept itself, and those directly below it, indented."""
    above: list[str] = []
    at = concept
    while at.broader and at.broader[0] in catalogue and at.broader[0] not in (*above, concept.id):
        above.append(at.broader[0])
        at = catalogue[at.broader[0]]
    rows = [
        Row(title(catalogue[id]), value=id, hue="concept", indent=depth) for depth, id in enumerate(reversed(above))
    ]
    others = [id for id in concept.broader[1:] if id in catalogue]
    rows += [Row(title(catalogue[id]), "also broader", value=id, hue="concept", indent=len(above)) for id in others]
    depth = len(above)
    rows.append(Row(title(concept), indent=depth, is_strong=True))
    below = [c for c in catalogue.values() if concept.id in c.broader and c.id != concept.id]
    rows += [Row(title(c), value=c.id, hue="concept", indent=depth + 1) for c in below[:HIERARCHY]]
    if len(below) > HIERARCHY:
        rows.append(Row(f"{len(below) - HIERARCHY} more narrower concepts", hue="ink2", indent=depth + 1))
    return rows


def would_circle(concept: str, broader: str, catalogue: Mapping[str, Concept]) -> bool:
    """Whether making a concept broader than another would put it above itself."""
    return concept == broader or concept in ancestors(broader, catalogue)


def check_broader(concept: Concept, broader: Concept, catalogue: Mapping[str, Concept]) -> None:
    """Raises ConstrualError where a concept cannot be narrower than the other."""
    if would_circle(concept.id, broader.id, catalogue):
        raise ConstrualError(
            f"‘{title(broader)}’ is below ‘{title(concept)}’ already; a concept cannot be above itself."
        )
