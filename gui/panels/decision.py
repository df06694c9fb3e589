"""The decision pane of the supersenses layer: target, candidates, picker, definition, precedents, keys."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from construal.annotation.annotation import Annotation, Status
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.relations import DEFAULT
from construal.core.precedents.vote import Vote
from construal.core.suggest.suggester import BY
from construal.gui.actions import hint, key_of
from construal.gui.evidence import Evidence, evidence
from construal.gui.look import Look
from construal.gui.panels.candidates import CandidateRows
from construal.gui.panels.key_strip import KeyStrip
from construal.gui.panels.picker import Picker
from construal.gui.panels.precedent_rows import PrecedentRows
from construal.gui.parts import flush_column, named
from construal.gui.precedents import Precedents
from construal.gui.session import Session

STRONG = '<span style="font-weight:600">'  # a b element would be bolder than any weight of ours
LINK = 'style="color:{colour}; text-decoration:none"'
STRIP = ("accept", "not_target", "skip", "doubt", "note", "second")


class DecisionPanel(QWidget):
    """Shows the evidence for a session's place, and passes on what the person decides there."""

    taken = Signal(int)  # a candidate's place
    chosen = Signal(str, str)  # role, function
    left = Signal()
    pressed = Signal(str)  # an action's name
    opened = Signal(object, object)  # document, annotation: ids exceed a C integer

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "decisionPane")
        self._look = look
        self._session: Session | None = None
        self._precedents: Precedents | None = None
        self.evidence: Evidence | None = None
        self._count = named(QLabel(self), "secondary")
        self.target = named(QLabel(self), "target")
        self.target.setTextFormat(Qt.TextFormat.PlainText)
        self.grammar = named(QLabel(self), "grammar")
        self.grammar.setWordWrap(True)
        self.grammar.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.grammar.setToolTip("\n".join(hint(name) for name in ("governor", "object", "configuration")))
        self.state = named(QLabel(self, wordWrap=True), "state")
        self.candidates = CandidateRows(look, self)
        self.picker = Picker(look, self)
        self.hint = named(QLabel(self, wordWrap=True), "caption")
        self.hint.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.definition = named(QLabel(self, wordWrap=True), "definition")
        self.precedents_title = named(QLabel(self), "sectionTitle")
        self.precedents_count = named(QLabel(self), "secondary")
        self.precedents = PrecedentRows(look, self)
        self.no_precedents = named(QLabel(self, wordWrap=True), "empty")
        self.empty = named(QLabel(wordWrap=True), "empty")
        self.strip = KeyStrip(look, STRIP, self)
        self._lay_out()
        self.candidates.taken.connect(self.taken)
        self.picker.chosen.connect(self.chosen)
        self.picker.left.connect(self.left)
        self.precedents.opened.connect(self.opened)
        self.strip.pressed.connect(self.pressed)
        self.grammar.linkActivated.connect(self.pressed)
        self.hint.linkActivated.connect(self.pressed)
        look.changed.connect(self.refresh)

    def _lay_out(self) -> None:
        self.empty.setText(
            f"No target under the cursor. {key_of('next')} goes to the next one, "
            "letters start a label on the selected words."
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(named(QLabel("Decision", self), "paneTitle"))
        head.addStretch()
        head.addWidget(self._count)
        header = named(QWidget(self), "paneHeader")
        header.setLayout(head)
        header.setFixedHeight(36)

        title = QHBoxLayout()
        title.setContentsMargins(16, 8, 16, 6)
        title.setSpacing(12)
        title.addWidget(self.target)
        title.addWidget(self.grammar, 1)

        picker = QVBoxLayout()
        picker.setContentsMargins(16, 10, 16, 10)
        picker.setSpacing(4)
        picker.addWidget(self.picker)
        picker.addWidget(self.hint)

        precedents_head = QHBoxLayout()
        precedents_head.setContentsMargins(16, 8, 16, 0)
        precedents_head.addWidget(self.precedents_title)
        precedents_head.addStretch()
        precedents_head.addWidget(self.precedents_count)

        rest = QVBoxLayout()
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(0)
        rest.addWidget(_rule(self))
        rest.addWidget(self.definition)
        rest.addWidget(_rule(self))
        rest.addLayout(precedents_head)
        rest.addWidget(self.precedents)
        rest.addWidget(self.no_precedents)
        rest.addStretch()
        middle = QWidget(self)
        middle.setLayout(rest)
        scroll = named(QScrollArea(self, widgetResizable=True), "decisionMiddle")
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)

        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(title)
        body.addWidget(self.state)
        body.addWidget(self.candidates)
        body.addLayout(picker)
        body.addWidget(scroll, 1)
        page = QWidget(self)
        page.setLayout(body)
        blank = QWidget(self)
        blank_column = QVBoxLayout(blank)
        blank_column.setContentsMargins(0, 4, 0, 0)
        blank_column.addWidget(self.empty)
        self._stack = QStackedLayout()
        self._stack.addWidget(page)
        self._stack.addWidget(blank)
        column = flush_column(self)
        column.addWidget(header)
        column.addLayout(self._stack, 1)
        column.addWidget(self.strip)

    def sizeHint(self) -> QSize:
        """The pane's usual size."""
        return QSize(352, 600)

    def show_session(self, session: Session, precedents: Precedents) -> None:
        """Follow a session."""
        self._session, self._precedents = session, precedents
        session.place_changed.connect(self.refresh)
        session.document_changed.connect(self.refresh)
        session.changed.connect(lambda _: self._show_count(session))
        precedents.changed.connect(self._refresh_precedents)
        self.refresh()

    def refresh(self) -> None:
        """Show the session's place as it is now."""
        session, precedents = self._session, self._precedents
        if session is None or precedents is None or session.layer != LEXICAL:
            return
        self._show_count(session)
        found = self.evidence = evidence(session, precedents)
        self._stack.setCurrentIndex(0 if found else 1)
        if found is None:
            return
        self.target.setText(found.words)
        self.grammar.setText(_grammar(found, self._look.colour("ink2").name()))
        self._show_state(session.target, found)
        shown = next(
            (i for i, c in enumerate(found.candidates) if (c.role, c.function) == (found.role, found.function)), -1
        )
        self.candidates.show_candidates(found.candidates, shown=shown)
        self.picker.show_target(
            found.knowledge, role=found.role, function=found.function, words=found.words, supersenses=found.supersenses
        )
        self.hint.setText(_hint(found, self._look.colour("ink2").name()))
        self._show_definition(session, found)
        self._show_precedents(found)

    def _refresh_precedents(self) -> None:
        if not self.picker.is_open:
            self.refresh()

    def _show_count(self, session: Session) -> None:
        if session.document is None:
            self._count.clear()
            return
        coverage = session.ledger.document(LEXICAL, session.document.id)
        self._count.setText(f"{coverage.decided:,} of {coverage.total:,} in this document" if coverage.total else "")

    def _show_state(self, target: Annotation | None, found: Evidence) -> None:
        words = []
        if target is None:
            words.append("Not a target yet: a label makes it one.")
        else:
            words += _state(target)
        if found.reason:
            words.append(f"Breaks a rule: {found.reason}.")
        elif found.warning:
            words.append(f"{found.warning[0].upper()}{found.warning[1:]}.")
        self.state.setText(" ".join(words))
        self.state.setVisible(bool(words))

    def _show_definition(self, session: Session, found: Evidence) -> None:
        scheme, look = session.scheme, self._look
        if not scheme.has(found.role):
            self.definition.setText("")
            self.definition.setVisible(False)
            return
        label = scheme.label(found.role)
        path = " › ".join((*reversed(scheme.ancestors(found.role)), found.role)) if label.parent else ""
        colour, grey = look.colour(scheme.hue(found.role)).name(), look.colour("ink2").name()
        example = ""
        if label.examples:
            serif = f"margin-top:4px; font-family:'{look.serif}'"
            example = f'<p style="{serif}">{escape(label.examples[0])}</p>'
        self.definition.setText(
            '<table width="100%" cellspacing="0" cellpadding="0"><tr>'
            f'<td><span style="color:{colour}; font-weight:600">{escape(found.role)}</span></td>'
            f'<td align="right" style="color:{grey}">{escape(path)}</td></tr></table>'
            f'<p style="margin-top:4px">{escape(label.definition)}</p>{example}'
        )
        self.definition.setVisible(True)

    def _show_precedents(self, found: Evidence) -> None:
        known, rows = found.precedents, found.precedents.shown
        if known.vote is not None:
            title, told = "Most alike in your gold", _vote(known.vote)
        else:
            same, total = known.counts[found.role, found.function], known.counts.total()
            title = "Precedents in your gold"
            told = f"{same:,} of {total:,} {_construal(found.role, found.function)}" if rows and found.role else ""
        self.precedents_title.setText(title)
        self.precedents_count.setText(told)
        self.precedents_count.setToolTip(f"{known.vote.text}." if known.vote is not None else "")
        self.precedents.show_precedents(rows)
        self.no_precedents.setText(f"No gold decision with «{found.lexlemma}» yet. They appear here as you decide.")
        self.no_precedents.setVisible(not rows)


def _vote(vote: Vote) -> str:
    """What the targets most alike say, as short as the pane wants it."""
    return f"{len(vote.agreeing)} of {len(vote.asked)} {_construal(vote.role, vote.function)}"


def _construal(role: str, function: str) -> str:
    return role if function in ("", role) else f"{role} ↝ {function}"


def _hint(found: Evidence, colour: str) -> str:
    """What to press here; the keys of governor and object are a button, too."""
    parts = ["Type letters to choose another"]
    if not found.supersenses:
        parts.append(f"{key_of('function')} function")
    if found.is_adposition:
        parts.append(_link("governor", f"{key_of('governor')} governor and object", colour))
    return " · ".join(parts)


def _link(action: str, words: str, colour: str) -> str:
    return f'<a href="{action}" {LINK.format(colour=colour)}>{words}</a>'


def _grammar(found: Evidence, colour: str) -> str:
    """Lexcat, governor, object and configuration; a click on one of an adposition's states another."""

    def part(name: str, words: str) -> str:
        return _link(name, words, colour) if found.is_adposition else words

    parts = [escape(found.lexcat)] if found.lexcat else []
    if found.governor:
        parts.append(part("governor", f"governor {STRONG}{escape(found.governor)}</span>"))
    if found.object:
        parts.append(part("object", f"object {STRONG}{escape(found.object)}</span>"))
    if found.config not in ("", DEFAULT):
        parts.append(part("configuration", escape(found.config)))
    if found.is_stated:
        parts.append("found by the model" if found.is_by_model else "stated by hand")
    return " · ".join(parts)


def _state(target: Annotation) -> list[str]:
    words = []
    if target.get("target") is False:
        words.append("Not a target." if target.is_decided else "Suggested: not a target.")
    elif target.status is Status.REJECTED:
        words.append("Rejected, still open.")
    elif target.status is Status.ADJUDICATED:
        words.append(f"Adjudicated{f' by {target.annotator}' if target.annotator else ''}.")
    elif target.status is Status.SUGGESTED and target.get("evidence") and target.get(BY):
        words.append(f"Suggested by {target.text('evidence')}.")
    if target.doubt:
        words.append("In doubt.")
    if target.note:
        words.append(f"Note: {target.note}")
    return words


def _rule(parent: QWidget) -> QWidget:
    line = named(QWidget(parent), "rule")
    line.setFixedHeight(1)
    return line
