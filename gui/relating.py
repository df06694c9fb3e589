"""How a person states governor, object and configuration: opens the bar, commits what was chosen, goes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from construal.annotation import actions
from construal.annotation.annotation import Annotation
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import WEAK
from construal.annotation.snacs.relations import BARE, LEXCATS, joined_rows, relation, stated
from construal.gui.relation_choice import RelationChoice
from construal.gui.session import Session
from construal.gui.views.text import TextTab

OPENING = {"governor": "governor", "object": "object", "configuration": "config"}
IN_BAR = (
    "relation_take", "relation_next", "relation_previous", "relation_none", "relation_derived", "relation_slot",
    "relation_leave",
)  # fmt: skip


def _may_have(target: Annotation) -> bool:
    """Whether a target may have governor and object: what is said to be something else than an adposition has none."""
    if target.get("supersense") or target.text("strength") == WEAK:
        return False
    return target.text("lexcat") in ("", *LEXCATS)


class Relating:
    """States relations of a session's target."""

    def __init__(self, session: Session, text: TextTab, *, done: Callable[[], None]) -> None:
        self._session = session
        self._bar = text.relation
        self._done = done
        self._bar.taken.connect(self._take)
        session.place_changed.connect(self._on_place)
        session.layer_changed.connect(self._on_place)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What is done here, by action name."""
        opening = {name: partial(self.begin, slot) for name, slot in OPENING.items()}
        return {**opening, **{name: partial(self._bar.run, name) for name in IN_BAR}}

    def begin(self, slot: str) -> None:
        """Choose a slot of the target's relation, from what stands."""
        session, target, document = self._session, self._session.target, self._session.document
        if target is None or document is None or session.layer != LEXICAL or not session.rows:
            session.refused.emit("No target here that could have a governor or an object; a label makes one.")
        elif not _may_have(target):
            session.refused.emit(
                f"«{session.text_of_selection()}» is no adposition; only those have governor and object here."
            )
        elif target.get("target") is False:
            session.refused.emit(f"«{session.text_of_selection()}» is no target; a label makes it one.")
        else:
            joined = joined_rows(document, session.around(session.rows))
            derived = relation(document, session.rows, anchor=target.anchor, joined=joined) or BARE
            standing = stated(document, target, joined=joined) or derived
            self._bar.open(RelationChoice(document, session.rows, derived, standing, slot))

    def _take(self, choice: RelationChoice) -> None:
        session, target = self._session, self._session.target
        self._bar.close_choice()
        if target is not None and session.document is choice.document:
            joined = joined_rows(choice.document, session.around(choice.rows))
            command = actions.relate(choice.document, target, session.project.author(), choice.relation, joined=joined)
            words = session.text_of_selection()
            if command.put[0].values == target.values:
                session.said.emit(f"Governor and object of «{words}» are as they were")
            else:
                parts = (f"governor {choice.word('governor')}, object {choice.word('object')}", choice.word("config"))
                session.do(command, said=f"«{words}»: {', '.join(parts)}")
        self._done()

    def _on_place(self) -> None:
        """Another place has another relation."""
        choice, session = self._bar.choice, self._session
        if choice is None:
            return
        if session.document is choice.document and session.rows == choice.rows and session.layer == LEXICAL:
            return
        had_focus = self._bar.hasFocus()
        self._bar.close_choice()
        if had_focus:
            self._done()
