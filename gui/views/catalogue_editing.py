"""What the catalogue's page does to the catalogue: each method commits one command, or says why it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from construal.annotation import actions
from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.catalogue import Concept, Term, TermStatus, fresh_id
from construal.annotation.commands import Batch, Command, Edit, EditCatalogue
from construal.annotation.errors import ConstrualError
from construal.gui.mentions import Mentions
from construal.gui.panels.concept_detail import check_broader
from construal.gui.panels.concept_linking import new_concept
from construal.gui.panels.concept_search import title
from construal.gui.session import Session

STATUSES: tuple[TermStatus, ...] = ("preferred", "admitted", "deprecated", "rejected", "candidate")


@dataclass(slots=True)
class CatalogueEditing:
    """Edits the catalogue of a session's project."""

    session: Session
    mentions: Mentions

    @property
    def catalogue(self) -> Mapping[str, Concept]:
        """The catalogue as it stands."""
        return self.session.project.concepts()

    def create(self, name: str) -> str:
        """A new concept of this name; gives its id, "" where it was not made."""
        words = " ".join(name.split())
        known = next((c for c in self.catalogue.values() if c.name and c.name.casefold() == words.casefold()), None)
        if not words:
            return ""
        if known is not None:
            self.session.refused.emit(f"The catalogue has ‘{title(known)}’ already.")
            return known.id
        id = fresh_id(words, self.catalogue)
        return id if self._put(f"New concept {words}", new_concept(id, words, self.session.project.language)) else ""

    def rename(self, concept: Concept, name: str) -> None:
        """Another name; the old one stays as an admitted term where it was the preferred one."""
        words = " ".join(name.split())
        if words and words != concept.name:
            self._put(f"Rename {title(concept)} to {words}", msgspec.structs.replace(concept, name=words))

    def define(self, concept: Concept, definition: str) -> None:
        """Another definition."""
        if definition.strip() != concept.definition.strip():
            self._put(f"Define {title(concept)}", msgspec.structs.replace(concept, definition=definition.strip()))

    def categorise(self, concept: Concept, category: str) -> None:
        """Another category."""
        if category.strip() != concept.category:
            self._put(f"Category of {title(concept)}", msgspec.structs.replace(concept, category=category.strip()))

    def add_term(self, concept: Concept, text: str) -> None:
        """One term more: the preferred one where it is the first, else admitted."""
        words = " ".join(text.split())
        if not words:
            return
        if any(t.text == words for t in concept.terms):
            self.session.refused.emit(f"‘{words}’ is a term of {title(concept)} already.")
            return
        status: TermStatus = "admitted" if concept.terms or concept.name else "preferred"
        term = Term(words, self.session.project.language, status)
        self._terms(concept, (*concept.terms, term), f"Add term {words} to {title(concept)}")

    def remove_term(self, concept: Concept, place: int) -> None:
        """One term less."""
        if 0 <= place < len(concept.terms):
            kept = concept.terms[:place] + concept.terms[place + 1 :]
            self._terms(concept, kept, f"Remove term {concept.terms[place].text} of {title(concept)}")

    def turn_status(self, concept: Concept, place: int) -> None:
        """The next status for a term: preferred, admitted, deprecated, rejected, candidate, and again."""
        if 0 <= place < len(concept.terms):
            term = concept.terms[place]
            status = STATUSES[(STATUSES.index(term.status) + 1) % len(STATUSES)]
            changed = msgspec.structs.replace(term, status=status)
            terms = (*concept.terms[:place], changed, *concept.terms[place + 1 :])
            self._terms(concept, terms, f"{term.text}: {status}")

    def add_broader(self, concept: Concept, broader: str) -> None:
        """One broader concept more."""
        above = self.catalogue.get(broader)
        if above is None or broader in concept.broader:
            return
        try:
            check_broader(concept, above, self.catalogue)
        except ConstrualError as error:
            self.session.refused.emit(str(error))
            return
        changed = msgspec.structs.replace(concept, broader=(*concept.broader, broader))
        self._put(f"{title(above)} is broader than {title(concept)}", changed)

    def remove_broader(self, concept: Concept, broader: str) -> None:
        """One broader concept less."""
        if broader in concept.broader:
            kept = tuple(id for id in concept.broader if id != broader)
            self._put(f"Take {broader} from above {title(concept)}", msgspec.structs.replace(concept, broader=kept))

    def delete(self, concept: Concept) -> bool:
        """Take a concept out; its mentions stay as words without a concept. Not while a problem lists it."""
        problems = self.mentions.problems(concept.id)
        if problems:
            name = self.session.project.record(problems[0]).name
            others = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
            self.session.refused.emit(f"{title(concept)} is listed by {name}{others}; take it off their pages first.")
            return False
        label = f"Delete {title(concept)}"
        below = [
            msgspec.structs.replace(
                c,
                broader=tuple(id for id in c.broader if id != concept.id),
                related=tuple(id for id in c.related if id != concept.id),
            )
            for c in self.catalogue.values()
            if concept.id in (*c.broader, *c.related) and c.id != concept.id
        ]
        commands: list[Command] = [EditCatalogue(label=label, put=tuple(below), drop=(concept.id,))]
        unlinked = self._unlinked(concept, label)
        if unlinked.put or unlinked.drop:
            commands.append(unlinked)
        return self.session.do(Batch(label=label, commands=tuple(commands)))

    def _unlinked(self, concept: Concept, label: str) -> Edit:
        """The mentions without their concept: own and imported ones keep the words, suggestions are dropped."""
        author = self.session.project.author()
        put: list[Annotation] = []
        drop: list[int] = []
        for mention in self.mentions.of(concept.id):
            annotation = self.session.project.tables.annotation(mention.annotation)
            if annotation is None:
                continue
            if annotation.status is Status.SUGGESTED:
                drop.append(annotation.id)
                continue
            values: dict[str, Value] = {k: v for k, v in annotation.values.items() if k != "concept"}
            values.setdefault("canonical", title(concept))
            put.append(actions.own(annotation, author, values=values))
        return Edit(label=label, put=tuple(put), drop=tuple(drop))

    def _terms(self, concept: Concept, terms: tuple[Term, ...], label: str) -> None:
        self._put(label, msgspec.structs.replace(concept, terms=terms))

    def _put(self, label: str, concept: Concept) -> bool:
        return self.session.do(EditCatalogue(label=label, put=(concept,)))
