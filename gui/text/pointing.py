"""What the mouse means on the canvas: clicks on words and marks, drags over words. Keeps no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from construal.gui.text.labels import shown_names
from construal.gui.text.sentence import Mark

if TYPE_CHECKING:
    from construal.gui.text.view import TextView

STATE_WORDS = {
    "open": "open",
    "suggested": "suggested",
    "decided": "decided",
    "adjudicated": "adjudicated",
    "rejected": "suggestion rejected, still open",
    "not_target": "not a target",
    "not_target_suggested": "suggested: not a target",
}


def described(mark: Mark) -> str:
    """A mark in words: its names, state, confidence, doubt and broken rule."""
    names = " ↝ ".join(shown_names(mark))
    kind = "" if names or mark.strength == "single" else f"{mark.strength} expression"
    sure = f"{mark.confidence:.2f}".removeprefix("0") if mark.confidence is not None else ""
    state = " ".join(part for part in (STATE_WORDS[mark.state], sure) if part)
    signs = [word for is_so, word in ((mark.doubt, "doubt"), (mark.breaks_rule, "breaks a rule")) if is_so]
    return ", ".join(part for part in (names, kind, state, *signs) if part)


class Pointing:
    """The mouse on one view: from press to release, and what it hovers over."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self.forget()

    def forget(self) -> None:
        """Nothing is pressed and nothing under the mouse."""
        self._pressed_at: QPointF | None = None
        self._begin: tuple[int, int] | None = None
        self._kept: tuple[tuple[int, int], ...] = ()
        self._is_drag = False
        self._hovered: int | None = None

    def press(self, event: QMouseEvent) -> None:
        """Remember where a click or drag begins; with Alt and Shift the selection so far is kept."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        self._pressed_at = event.position()
        found = self._view.hit_at(event.position())
        self._begin = None
        if found and found[0].word is not None:
            word = found[1].words[found[0].word]
            self._begin = (word.start, word.end)
        self._kept = self._view.selection if event.modifiers() & both == both else ()
        self._is_drag = False

    def move(self, event: QMouseEvent) -> None:
        """Extend the selection while the button is down; frame the word under the mouse while it is not."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(event.position())
            return
        if self._begin is None or self._pressed_at is None:
            return
        near = self._view.word_near(event.position())
        if near is None or (not self._is_drag and near == self._begin):
            return
        self._is_drag = True
        span = (min(near[0], self._begin[0]), max(near[1], self._begin[1]))
        fragments = merged((*self._kept, span))
        if fragments != self._view.selection:
            self._view.set_selection(fragments)
            self._view.selection_dragged.emit(fragments)

    def release(self, event: QMouseEvent) -> None:
        """Tell what was clicked: the mark under the mouse, or the word where there is none or it is current already."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_at is None:
            event.ignore()
            return
        was_drag, self._pressed_at, self._is_drag = self._is_drag, None, False
        found = None if was_drag else self._view.hit_at(event.position())
        if found is None:
            return
        target, sentence = found
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        has_mark = target.mark is not None and not (self._view.picks_words and target.word is not None)
        mark = sentence.marks[target.mark] if has_mark and target.mark is not None else None
        if mark is not None and not shift and not alt and (mark.id != self._view.shown.current or target.word is None):
            self._view.mark_clicked.emit(mark.id)
        elif target.word is not None:
            word = sentence.words[target.word]
            self._view.word_clicked.emit(word, shift, alt)

    def leave(self) -> None:
        """The mouse is elsewhere."""
        self._view.show_hovered(())
        self._tell(None)

    def _hover(self, at: QPointF) -> None:
        found = self._view.hit_at(at)
        if found is None:
            self.leave()
            return
        target, sentence = found
        mark = sentence.marks[target.mark] if target.mark is not None else None
        if target.word is not None:
            word = sentence.words[target.word]
            self._view.show_hovered(((word.start, word.end),), node=word.row)
        elif mark is not None:
            self._view.show_hovered(mark.fragments)
        self._tell(mark.id if mark is not None else None)

    def _tell(self, mark: int | None) -> None:
        if mark != self._hovered:
            self._hovered = mark
            self._view.hovered.emit(mark)


def merged(fragments: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The fragments in order, those that touch or overlap made one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(fragments):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)
