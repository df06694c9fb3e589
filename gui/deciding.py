"""What the keys of a decision do to the place a session is at: each builds one command, commits it, and goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from construal.annotation import actions
from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.commands import Edit
from construal.annotation.layer import LEXICAL
from construal.gui.actions import key_of
from construal.gui.movement import Movement
from construal.gui.panels.ranking import Candidate
from construal.gui.session import SCHEME, Session


class Deciding:
    """Decides about a session's target, or makes one of its selected words."""

    def __init__(self, session: Session, movement: Movement, candidates: Callable[[], Sequence[Candidate]]) -> None:
        self._session = session
        self._movement = movement
        self._candidates = candidates

    def accept(self) -> None:
        """Decide what is shown and go to the next undecided target; what is decided is only left."""
        target = self._session.target
        if target is not None and target.is_decided:
            self._go_on()
        elif target is not None and target.status is Status.SUGGESTED and has_label(target):
            self._accept(target)
        elif self._session.layer == LEXICAL and self._session.rows:
            self.take(0)
        elif self._session.rows:
            self._session.refused.emit("Nothing is suggested here.")
        else:
            self._go_on()

    def take(self, index: int) -> None:
        """Decide for one of the candidates shown."""
        candidates = self._candidates()
        if index >= len(candidates):
            self._session.refused.emit(
                "Nothing is suggested here; type a label's first letters."
                if not candidates
                else f"There are only {len(candidates)} candidates here."
            )
            return
        self.choose(candidates[index].role, candidates[index].function)

    def choose(self, role: str, function: str) -> None:
        """Decide for a construal, or for a noun or verb supersense (then `function` is "")."""
        session, target = self._session, self._session.target
        values: dict[str, Value] = {"role": role, "function": function or None, "supersense": None}
        if role in session.scheme.noun_supersenses or role in session.scheme.verb_supersenses:
            values = {"role": None, "function": None, "supersense": role}
        if target is None:
            self._create({key: value for key, value in values.items() if value})
        elif target.status is Status.SUGGESTED and all(target.get(k) == v for k, v in values.items()):
            self._accept(target)
        else:
            command = actions.relabel(target, session.project.author(), scheme=SCHEME, **values)
            if session.do(command, said=f"Decided {shown(role, function)} on «{session.text_of_selection()}»"):
                self._go_on()

    def same(self) -> None:
        """Decide for the shown role with the same function."""
        target = self._session.target
        candidates = self._candidates()
        role = target.text("role") if target is not None else ""
        role = role or (candidates[0].role if candidates else "")
        if not role:
            self._session.refused.emit("No role is shown here; type a label's first letters.")
            return
        document = self._session.document
        why = self._session.scheme.why_not_function(role, role, document.language if document else "en")
        if why:
            self._session.refused.emit(f"{role} cannot be the function too: {why}.")
            return
        self.choose(role, role)

    def not_target(self) -> None:
        """Decide that the target is none."""
        session, target = self._session, self._session.target
        if target is None:
            session.refused.emit("No target here to decide on.")
            return
        word = "a term" if session.layer != LEXICAL else "a target"
        command = actions.not_target(target, session.project.author())
        if session.do(command, said=f"Not {word}: «{session.text_of_selection()}»"):
            self._go_on()

    def reject(self) -> None:
        """Say that the label is wrong; the place stays open, unless a person had made it."""
        session, target = self._session, self._session.target
        if target is None:
            session.refused.emit("Nothing here to reject.")
            return
        author = session.project.author()
        made_by_hand = target.annotator == author.name and target.replaces is None
        gone = made_by_hand or target.status is Status.REJECTED
        command = actions.remove(target, author) if gone else actions.reject(target, author)
        verb = "Removed" if gone else "Rejected"
        session.do(command, said=f"{verb} {actions.name(target)} on «{session.text_of_selection()}»".replace("  ", " "))

    def skip(self) -> None:
        """Leave the target undecided and go on."""
        words = self._session.text_of_selection()
        if self._go_on() and words:
            self._session.said.emit(f"Left for later: «{words}»")

    def doubt(self) -> None:
        """Set the doubt flag, or clear it."""
        session, target = self._session, self._session.target
        if target is None:
            session.refused.emit("No target here to doubt.")
            return
        words = session.text_of_selection()
        said = f"No doubt any more on «{words}»" if target.doubt else f"In doubt: «{words}»"
        session.do(actions.doubt(target, session.project.author(), not target.doubt), said=said)

    def write_note(self, text: str) -> None:
        """Keep a note with the target."""
        session, target = self._session, self._session.target
        if target is not None and text != target.note:
            command = actions.note(target, session.project.author(), text)
            session.do(command, said=f"Noted on «{session.text_of_selection()}»")

    def join(self, strength: Literal["strong", "weak"]) -> None:
        """Make the selected words an expression; where they are one of this kind already, take it apart."""
        session, rows = self._session, self._session.rows
        document = session.document
        if document is None or not rows:
            session.refused.emit("Select the words of the expression first.")
            return
        author = session.project.author()
        same = [a for a in session.touched() if tuple(session.rows_of(a)) == rows and a.text("strength") == strength]
        words = session.text_of_selection()
        if len(rows) > 1 and same:
            selection = session.selection
            if session.do(actions.take_apart(same[0], author), said=f"Taken apart: «{words}»"):
                session.select(selection)
        elif len(rows) > 1:
            command = actions.join(document, list(rows), strength, session.touched(), author)
            if session.do(command, said=f"Joined «{words}», {strength}"):
                session.select(session.selection)
        else:
            session.refused.emit(
                f"An expression needs two words: {key_of('extend_right')} takes one more, "
                f"{key_of('across_right')} jumps a gap."
            )

    def _accept(self, target: Annotation) -> None:
        session = self._session
        command = actions.accept(target, session.project.author())
        if session.do(command, said=f"Accepted {actions.name(target)} on «{session.text_of_selection()}»"):
            self._go_on()

    def _create(self, values: dict[str, Value]) -> None:
        session, rows = self._session, self._session.rows
        document = session.document
        if document is None or not rows:
            session.refused.emit(f"No words are selected; {key_of('next_word')} goes to one.")
            return
        author = session.project.author()
        met = [a for a in session.touched() if a.text("strength") != "weak" and a.get("target") is not False]
        inside = [a for a in met if len(session.rows_of(a)) > 1]
        if len(rows) == 1 and inside:
            whole = inside[0].anchor.text(document.text)
            session.refused.emit(
                f"«{session.text_of_selection()}» is part of «{whole}»; {key_of('strong')} on that takes it apart."
            )
            return
        if len(rows) > 1:
            joined = actions.join(document, list(rows), "strong", session.touched(), author)
            made = msgspec.structs.replace(joined.put[0], values={**values, "strength": "strong"}, scheme=SCHEME)
            command = Edit(label=f"Add {actions.name(made)}", put=(made, *joined.put[1:]), drop=joined.drop)
        else:
            anchor = document.anchor_of(list(rows))
            made_of = {**values, "strength": "single"}
            command = actions.create(document.id, LEXICAL, anchor, made_of, author, scheme=SCHEME)
        label = actions.name(command.put[0])
        if session.do(command, said=f"Added {label} on «{session.text_of_selection()}»"):
            self._go_on()

    def _go_on(self) -> bool:
        if self._movement.next_undecided():
            return True
        self._session.hinted.emit(f"Nothing undecided is left here; {key_of('next_document')} opens the next document.")
        return False


def has_label(annotation: Annotation) -> bool:
    """Whether a statement says something that can be accepted."""
    return bool(actions.name(annotation)) or annotation.get("target") is False


def shown(role: str, function: str) -> str:
    """A construal as it is written: one word where both are the same."""
    return role if function in ("", role) else f"{role} ↝ {function}"
