"""What the concept pane does to the words at hand: each method commits one command, or says why it cannot."""

from __future__ import annotations

from collections.abc import Mapping

from construal.annotation import actions
from construal.annotation.catalogue import Concept, Term, fresh_id
from construal.annotation.commands import Batch, Command, EditCatalogue
from construal.annotation.layer import CONCEPT, HINT
from construal.gui.session import Session


class ConceptLinking:
    """Links the words at a session's place; each method tells whether it was done."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def link(self, id: str, name: str) -> bool:
        """Link the words to a concept of the catalogue."""
        words = self._session.text_of_selection()
        command = self._command(id)
        return command is not None and self._session.do(command, said=f"Linked «{words}» to {name}")

    def create(self, name: str, catalogue: Mapping[str, Concept]) -> bool:
        """Put a concept into the catalogue and link the words to it, as one step."""
        session = self._session
        language = session.document.language if session.document else session.project.language
        concept = new_concept(fresh_id(name, catalogue), name, language)
        linking = self._command(concept.id)
        if linking is None:
            return False
        label = f"New concept {name}"
        command = Batch(label=label, commands=(EditCatalogue(label=label, put=(concept,)), linking))
        return session.do(command, said=f"{label}, linked to «{session.text_of_selection()}»")

    def cue(self, text: str) -> bool:
        """Write a hint on the words."""
        session, document = self._session, self._session.document
        if document is None or not session.rows:
            return False
        author = session.project.author()
        if session.target is not None:
            command = actions.relabel(session.target, author, text=text)
        else:
            anchor = document.anchor_of(list(session.rows))
            command = actions.create(document.id, HINT, anchor, {"text": text}, author)
        return session.do(command, said=f"Hint on «{session.text_of_selection()}»")

    def not_a_term(self) -> bool:
        """Decide that the mention is none."""
        session = self._session
        if session.target is None:
            session.refused.emit("No mention here to decide on.")
            return False
        command = actions.not_target(session.target, session.project.author())
        return session.do(command, said=f"Not a term: «{session.text_of_selection()}»")

    def reject(self) -> bool:
        """Take an own mention away; any other stays, rejected and open."""
        session = self._session
        if session.target is None:
            session.refused.emit("Nothing here to reject.")
            return False
        words, author = session.text_of_selection(), session.project.author()
        is_own = session.target.annotator == author.name and session.target.replaces is None
        command = actions.remove(session.target, author) if is_own else actions.reject(session.target, author)
        return session.do(command, said=f"{'Removed' if is_own else 'Rejected'} the link of «{words}»")

    def _command(self, id: str) -> Command | None:
        """The command that links the words to a concept, or None where no words are at hand."""
        session, document = self._session, self._session.document
        if document is None or not session.rows:
            session.refused.emit("Select the words of the term first.")
            return None
        author = session.project.author()
        if session.target is not None:
            return actions.link(session.target, id, author)
        anchor = document.anchor_of(list(session.rows))
        return actions.create(document.id, CONCEPT, anchor, {"concept": id}, author)


def new_concept(id: str, name: str, language: str) -> Concept:
    """A concept of this name, which is its preferred term too."""
    return Concept(id=id, name=name, terms=(Term(name, language),))
