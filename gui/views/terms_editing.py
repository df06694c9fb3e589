"""What decisions about term candidates do to a project: each is one command, one step to undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from construal.annotation import actions
from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept, Term, fresh_id
from construal.annotation.commands import Batch, Command, Edit, EditCatalogue
from construal.annotation.layer import CONCEPT
from construal.core.terms.candidates import TermCandidate, TermOccurrence
from construal.core.terms.lexicon import lexicon
from construal.gui.panels.concept_linking import new_concept
from construal.gui.panels.concept_search import is_shown, title
from construal.gui.session import Session
from construal.gui.views.terms_table import State


@dataclass(slots=True)
class TermsEditing:
    """Decides about candidates. What is put off, and what was accepted here, is remembered while the page is open."""

    session: Session
    later: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)

    def states(self, catalogue: Mapping[str, Concept]) -> dict[str, State]:
        """The states of candidates by their key; those that are not in it are open."""
        normal = lexicon(self.session.project.language).normal
        states = dict.fromkeys(self.later, State.LATER)
        for concept in catalogue.values():
            if not is_shown(concept):
                states.update((normal(term.text), State.REJECTED) for term in concept.terms)
        for concept in catalogue.values():
            if is_shown(concept):
                for name in concept.names():
                    key = normal(name)
                    states[key] = State.ACCEPTED if key in self.accepted else State.KNOWN
        return states

    def concept_of(self, candidate: TermCandidate, catalogue: Mapping[str, Concept]) -> Concept | None:
        """The concept that has this candidate among its wordings."""
        normal = lexicon(self.session.project.language).normal
        shown = (c for c in catalogue.values() if is_shown(c))
        return next((c for c in shown if any(normal(n) == candidate.key for n in c.names())), None)

    def accept(self, candidate: TermCandidate) -> bool:
        """A concept of this name, with all occurrences linked to it; where there is one, only these."""
        catalogue = self.session.project.concepts()
        known = self.concept_of(candidate, catalogue)
        if known is not None:
            return self._commit(candidate, known, [], f"Linked {title(known)}")
        name = candidate.canonical
        turned_down = self._record(candidate, catalogue)
        id = turned_down.id if turned_down else fresh_id(name, catalogue)
        concept = new_concept(id, name, self.session.project.language)
        made = EditCatalogue(label=f"Accept {name}", put=(concept,))
        return self._commit(candidate, concept, [made], f"Accepted {name}")

    def join(self, candidate: TermCandidate, concept: Concept) -> bool:
        """One more term of a concept, with all occurrences linked to it."""
        catalogue = self.session.project.concepts()
        commands: list[Command] = []
        turned_down = self._record(candidate, catalogue)
        if turned_down is not None:
            commands.append(EditCatalogue(label="", drop=(turned_down.id,)))
        if candidate.canonical not in concept.names():
            term = Term(candidate.canonical, self.session.project.language, "admitted")
            joined = msgspec.structs.replace(concept, terms=(*concept.terms, term))
            commands.append(EditCatalogue(label="", put=(joined,)))
        return self._commit(candidate, concept, commands, f"Joined {candidate.canonical} to {title(concept)}")

    def reject(self, candidate: TermCandidate) -> bool:
        """No term: kept on record, so that nothing suggests it again; its open suggestions go."""
        catalogue = self.session.project.concepts()
        known = self.concept_of(candidate, catalogue)
        if known is not None:
            self.session.refused.emit(f"{title(known)} is in the catalogue; delete it there to turn it down.")
            return False
        if self._record(candidate, catalogue) is not None:
            self.session.refused.emit(f"{candidate.canonical} is rejected already; Enter accepts it after all.")
            return False
        id = fresh_id(candidate.canonical, catalogue)
        term = Term(candidate.canonical, self.session.project.language, "rejected")
        label = f"Reject {candidate.canonical}"
        commands: list[Command] = [EditCatalogue(label=label, put=(Concept(id=id, terms=(term,)),))]
        standing = self._standing(candidate.occurrences)
        drop = tuple(a.id for a in standing.values() if a.status is Status.SUGGESTED and not a.get("concept"))
        if drop:
            commands.append(Edit(label=label, drop=drop))
        self.later.discard(candidate.key)
        return self.session.do(Batch(label=label, commands=tuple(commands)), said=f"Rejected {candidate.canonical}")

    def put_off(self, candidate: TermCandidate) -> None:
        """Decide later; again: it is open."""
        self.later ^= {candidate.key}
        verb = "Left for later" if candidate.key in self.later else "Open again"
        self.session.said.emit(f"{verb}: {candidate.canonical}")

    # --- building

    def _record(self, candidate: TermCandidate, catalogue: Mapping[str, Concept]) -> Concept | None:
        """The record that a candidate was turned down."""
        normal = lexicon(self.session.project.language).normal
        hidden = (c for c in catalogue.values() if not is_shown(c))
        return next((c for c in hidden if any(normal(t.text) == candidate.key for t in c.terms)), None)

    def _commit(self, candidate: TermCandidate, concept: Concept, before: list[Command], said: str) -> bool:
        put = self._mentions(candidate, concept)
        commands = [*before]
        if put:
            commands.append(Edit(label=said, put=put))
        if not commands:
            self.session.said.emit(f"{title(concept)} is in the catalogue, and all its places are linked.")
            return False
        documents = len({a.document for a in put})
        places = f", {len(put):,} place{'' if len(put) == 1 else 's'} in {documents:,} documents linked" if put else ""
        done = self.session.do(Batch(label=said, commands=tuple(commands)), said=said + places)
        if done:
            self.accepted.add(candidate.key)
            self.later.discard(candidate.key)
        return done

    def _mentions(self, candidate: TermCandidate, concept: Concept) -> tuple[Annotation, ...]:
        """Mentions at all occurrences; where a person decided, the decision stays."""
        author = self.session.project.author()
        standing = self._standing(candidate.occurrences)
        put: list[Annotation] = []
        for at in candidate.occurrences:
            there = standing.get((at.document, at.start, at.end))
            if there is None:
                anchor = span((at.start, at.end))
                put += actions.create(at.document, CONCEPT, anchor, {"concept": concept.id}, author).put
            elif there.status is Status.SUGGESTED:
                put += actions.link(there, concept.id, author).put
        return tuple(put)

    def _standing(self, occurrences: Iterable[TermOccurrence]) -> dict[tuple[int, int, int], Annotation]:
        """What stands exactly at these occurrences, a decision before a suggestion."""
        wanted = {(o.document, o.start, o.end) for o in occurrences}
        found: dict[tuple[int, int, int], Annotation] = {}
        for document in sorted({place[0] for place in wanted}):
            for a in self.session.project.reading(document, layer=CONCEPT):
                if len(a.anchor.fragments) == 1:
                    place = (document, *a.anchor.fragments[0])
                    if place in wanted and (place not in found or a.status is not Status.SUGGESTED):
                        found[place] = a
        return found
