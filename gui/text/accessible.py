"""The canvas for screen readers: a child for each mark in the window, "at, Cost ↝ Locus, suggested, 1 of 2"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface, QColor
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from construal.gui.text.boxes import SentenceLayout
from construal.gui.text.hit import mark_rects
from construal.gui.text.pointing import described
from construal.gui.text.sentence import Mark, Sentence

if TYPE_CHECKING:
    from construal.gui.text.view import TextView

# Qt keeps bare pointers to what a factory made in Python: these keep the objects alive
_made: dict[int, QAccessibleInterface] = {}
_installed: list[Any] = []


def surface(sentence: Sentence, mark: Mark) -> str:
    """The words that a mark covers, with … for a gap."""
    if mark.node is not None:
        return sentence.words[mark.node].text
    parts = []
    for start, end in mark.fragments:
        words = [word for word in sentence.words if word.start < end and word.end > start]
        parts.append(
            "".join(
                word.text[max(0, start - word.start) : end - word.start]
                + (" " if word.space_after and word is not words[-1] else "")
                for word in words
            )
        )
    return " … ".join(parts)


def name_of(sentence: Sentence, mark: int) -> str:
    """What a screen reader says of a mark: its words, names and state, and which of its sentence it is."""
    one = sentence.marks[mark]
    order = sorted(range(len(sentence.marks)), key=lambda place: sentence.marks[place].fragments)
    return f"{surface(sentence, one)}, {described(one)}, {order.index(mark) + 1} of {len(order)}"


class MarkInterface(QAccessibleInterface):
    """A mark in the window, for a screen reader."""

    def __init__(self, view: TextView, layout: SentenceLayout, mark: int) -> None:
        super().__init__()
        self._view = view
        self._layout = layout
        self._place = mark

    @property
    def mark(self) -> Mark:
        """The mark as it was when it was asked for."""
        return self._layout.sentence.marks[self._place]

    def isValid(self) -> bool:
        """Whether the view still shows it."""
        return any(layout is self._layout for layout, _ in self._view.visible_sentences())

    def object(self) -> QObject | None:  # type: ignore[override]
        """No QObject stands for a mark."""
        return None

    def role(self) -> QAccessible.Role:
        """A piece of text that can be chosen."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Selected where it is the current target."""
        state = QAccessible.State()
        state.selectable = True
        state.selected = self.mark.id == self._view.shown.current
        state.focused = state.selected and self._view.hasFocus()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Its name."""
        return name_of(self._layout.sentence, self._place) if kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing can be set from outside."""

    def rect(self) -> QRect:
        """Where it stands on the screen."""
        tops = [top for layout, top in self._view.visible_sentences() if layout is self._layout]
        if not tops:
            return QRect()
        whole = QRectF()
        for x, y, width, height in mark_rects(self._layout, self._place, self._view.outfit.metrics):
            whole = whole.united(QRectF(68 + x, tops[0] + y, width, height))
        corner = self._view.viewport().mapToGlobal(whole.topLeft())
        return QRectF(QPointF(corner), whole.size()).toAlignedRect()

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The canvas."""
        return QAccessible.queryAccessibleInterface(self._view)

    def childCount(self) -> int:
        """None."""
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """None."""
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """None."""
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """None."""
        return -1


class TextInterface(QAccessibleWidget):
    """The canvas, for a screen reader: its children are the marks in the window."""

    def __init__(self, view: TextView) -> None:
        super().__init__(view, QAccessible.Role.List, view.accessibleName())
        self._view = view
        self._children: dict[tuple[int, int], MarkInterface] = {}

    def marks(self) -> list[MarkInterface]:
        """The marks in the window in the order of the text."""
        kept: dict[tuple[int, int], MarkInterface] = {}
        for layout, _ in self._view.visible_sentences():
            order = sorted(range(len(layout.sentence.marks)), key=lambda p: layout.sentence.marks[p].fragments)
            for place in order:
                key = (layout.sentence.index, layout.sentence.marks[place].id)
                old = self._children.get(key)
                fresh = old is not None and old._layout is layout
                kept[key] = old if old is not None and fresh else MarkInterface(self._view, layout, place)
        self._children = kept
        return list(kept.values())

    def childCount(self) -> int:
        """How many marks are in the window."""
        return len(self.marks())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The mark at this place."""
        marks = self.marks()
        return marks[index] if 0 <= index < len(marks) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a mark, or -1."""
        marks = self.marks()
        return next((place for place, mark in enumerate(marks) if mark is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The mark at a point of the screen."""
        found = self._view.hit_at(QPointF(self._view.viewport().mapFromGlobal(QPoint(x, y))))
        if found is None or found[0].mark is None:
            return None
        target = found[1].marks[found[0].mark]
        return next((mark for mark in self.marks() if mark.mark is target), None)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The current target, if it is in the window."""
        return next((mark for mark in self.marks() if mark.mark.id == self._view.shown.current), None)

    def foregroundColor(self) -> QColor:
        """The ink."""
        return self._view.outfit.inks("ink")


def _factory(key: str, thing: QObject) -> QAccessibleInterface | None:
    from construal.gui.text.view import TextView

    if not isinstance(thing, TextView):
        return None
    made = TextInterface(thing)
    number = id(thing)
    _made[number] = made
    thing.destroyed.connect(lambda: _made.pop(number, None))
    return made


def install() -> None:
    """Let Qt ask us about canvases; once is enough."""
    if not _installed:
        _installed.append(_factory)
        QAccessible.installFactory(_factory)


def announce_text(view: QWidget) -> None:
    """Tell a screen reader that the text is another one."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.ObjectReorder))


def announce(view: QWidget, message: str) -> None:
    """Let a screen reader say what has just happened."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, message))
