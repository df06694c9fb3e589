"""The canvas in a window: a long text opens at once, scrolls without a jump, and says what was clicked."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from construal.gui.text.measure import jump_times
from construal.gui.text.sentence import Mark, Sentence, Word
from construal.gui.text.view import LEFT, TextView
from construal.gui.theme import Theme, theme

PER = 20  # words of a sentence
STEP = 200  # code points from one sentence to the next
SLOTS = [("Cost", "participant_2"), ("Locus", "circumstance_2"), ("QuantityItem", "configuration_3")]


class Text:
    """Sentences made when asked for, the same each time; remembers which were asked for."""
    language = "en"

    def __init__(self, words: int, marks: int = 2) -> None:
        self.sentences = words // PER
        self.marks = marks
        self.asked: list[int] = []
        self.state = "suggested"

    def count(self) -> int:
        return self.sentences

    def lengths(self) -> NDArray[np.integer[Any]]:
        return np.full(self.sentences, PER * 6)

    def index_at(self, start: int) -> int:
        return min(self.sentences - 1, max(0, start // STEP))

    def sentence(self, index: int) -> Sentence:
        self.asked.append(index)
        chance = random.Random(index)
        words: list[Word] = []
        at = index * STEP
        for _ in range(PER if index % 7 else 3):
            text = "".join(chance.choice("etaoinshr") for _ in range(chance.randint(1, 9)))
            words.append(Word(at, at + len(text), text))
            at += len(text) + 1
        marks = []
        for number in range(self.marks):
            word = words[chance.randrange(len(words))]
            slots = (chance.choice(SLOTS), chance.choice(SLOTS))
            marks.append(Mark(index * 10 + number, "lexical", ((word.start, word.end),), self.state, slots=slots))
        heading = f"document-{index}" if index % 50 == 0 else None
        return Sentence(
            index, str(index + 1), tuple(words), tuple(marks), heading=heading, start=index * STEP, end=at
        )  # fmt: skip


class Plain(Text):
    """Two short sentences: "offer it at a price", with a mark on "at", and one with a gap."""

    def __init__(self) -> None:
        super().__init__(2 * PER)

    def sentence(self, index: int) -> Sentence:
        start = index * STEP
        words: list[Word] = []
        at = start
        for text in ["offer", "it", "at", "a", "price"]:
            words.append(Word(at, at + len(text), text))
            at += len(text) + 1
        one = Mark(1 + index, "lexical", ((start + 9, start + 11),), "suggested", slots=(SLOTS[0], SLOTS[1]))
        two = Mark(5 + index, "lexical", ((start, start + 5), (start + 14, start + 19)), "decided", "strong")
        return Sentence(index, str(index + 1), tuple(words), (one, two), start=start, end=at)


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    made = TextView()
    qtbot.addWidget(made)
    made.is_moving_shown = False
    made.resize(816, 600)
    made.show()
    return made


def word_point(view: TextView, start: int) -> QPoint:
    """The middle of the word that begins at a code point."""
    rect = view.rect_of(((start, start + 1),))
    assert rect is not None
    return rect.center().toPoint()


def tops(view: TextView) -> dict[int, float]:
    return {layout.sentence.index: top for layout, top in view.visible_sentences()}


def test_a_million_words_open_by_what_is_in_the_window(view: TextView) -> None:
    """Opening and jumping in a text of a million words with 100,000 marks asks for some windows' worth of sentences."""
    text = Text(1_000_000)
    view.set_source(text)
    opened = len(text.asked)
    times = jump_times(view, text, 50, seed=3)

    assert text.count() * text.marks == 100_000
    assert opened < 40
    assert len(times) == 50
    assert all(seconds > 0 for seconds in times)
    assert len(text.asked) < 50 * 60
    assert max(text.asked) - min(text.asked) > 40_000


def test_a_jump_shows_what_was_asked_for(view: TextView) -> None:
    """After any jump the line that holds the code point stands in the window."""
    view.set_source(Text(400_000))
    chance = random.Random(5)
    for _ in range(30):
        index = chance.randrange(20_000)
        view.scroll_to(index * STEP)
        assert view.rect_of(((index * STEP, index * STEP + 1),)) is not None
    view.scroll_to(19_999 * STEP)
    last = view.visible_sentences()[-1]
    assert last[0].sentence.index == 19_999
    assert last[1] + last[0].height <= view.viewport().height()


def test_what_is_in_view_does_not_move(view: TextView) -> None:
    """Going to a target that stands in the window scrolls nothing."""
    view.set_source(Text(10_000))
    view.scroll_to(100 * STEP)
    before = tops(view)
    inside = sorted(before)[len(before) // 2]
    view.scroll_to(inside * STEP)

    assert tops(view) == before


def test_scrolling_is_exact_where_estimates_are_wrong(view: TextView) -> None:
    """A sentence on screen moves by exactly what is scrolled, upwards into sentences never laid out too."""
    view.set_source(Text(200_000))
    bar = view.verticalScrollBar()
    view.scroll_to(5000 * STEP)
    for step in (-70, -200, 40, -333, 120, -5, -250):
        before = tops(view)
        bar.setValue(bar.value() + step)
        after = tops(view)
        shared = before.keys() & after.keys()
        assert shared
        assert {index: before[index] - after[index] for index in shared} == dict.fromkeys(shared, step)


def test_both_ends_can_be_reached(view: TextView) -> None:
    """Home and End go to the first and the last line, page keys move by less than a window."""
    text = Text(30_000)
    view.set_source(text)
    QTest.keyClick(view, Qt.Key.Key_End)
    layout, top = view.visible_sentences()[-1]
    assert layout.sentence.index == text.count() - 1
    assert top + layout.height <= view.viewport().height()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.sentence_at_top() == 0
    assert tops(view)[0] > 0
    before = tops(view)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert before.keys() & tops(view).keys()
    assert tops(view) != before


def test_the_wheel_reaches_the_end(view: TextView) -> None:
    """Scrolling down step by step passes every sentence up to the last, whatever the estimates were."""
    text = Text(2_000)
    view.set_source(text)
    bar = view.verticalScrollBar()
    seen = set(tops(view))
    for _ in range(400):
        bar.setValue(bar.value() + 90)
        seen |= set(tops(view))

    assert seen == set(range(text.count()))


def test_other_keys_are_the_parents(qtbot: QtBot) -> None:
    """Letters, Enter and arrows reach the parent; what scrolls does not."""
    heard: list[int] = []

    class Parent(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            heard.append(event.key())

    parent = Parent()
    qtbot.addWidget(parent)
    view = TextView(parent)
    QVBoxLayout(parent).addWidget(view)
    view.set_source(Text(400))
    parent.show()
    keys = [Qt.Key.Key_A, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Backspace]
    for key in [*keys, Qt.Key.Key_PageDown, Qt.Key.Key_Home]:
        QTest.keyClick(view, key)

    assert heard == [int(key) for key in keys]


def test_refresh_asks_for_the_touched_only(view: TextView) -> None:
    """After a decision only the sentence that holds it is asked for again; nothing else moves."""
    text = Text(100_000)
    view.set_source(text)
    view.scroll_to(1000 * STEP)
    before = tops(view)
    touched = sorted(before)[3]
    text.asked.clear()
    text.state = "decided"
    view.refresh(touched * STEP, touched * STEP + 5)

    assert tops(view) == before
    assert text.asked == [touched]
    shown = {layout.sentence.index: layout.sentence.marks[0].state for layout, _ in view.visible_sentences()}
    assert shown.pop(touched) == "decided"
    assert set(shown.values()) == {"suggested"}


def test_refresh_all_keeps_the_place(view: TextView) -> None:
    """Asking anew for everything, another theme or text size leaves what is read at the top of the window."""
    text = Text(100_000)
    view.set_source(text)
    view.scroll_to(3000 * STEP)
    index = view.sentence_at_top()
    text.state = "decided"
    view.refresh_all()
    assert view.sentence_at_top() == index
    assert view.visible_sentences()[0][0].sentence.marks[0].state == "decided"
    view.set_theme(Theme("dark"))
    view.text_size = 26
    assert abs(view.sentence_at_top() - index) <= 1
    assert view.text_size == 26
    assert view.outfit.theme.name == "dark"


def clicked(blocker: SignalBlocker) -> tuple[int, int, bool, bool]:
    """Start and end of the word that was told, and whether Shift and Alt were held."""
    assert blocker.args is not None
    word, shift, alt = blocker.args
    return word.start, word.end, shift, alt


def test_a_click_tells_the_mark_or_the_word(view: TextView, qtbot: QtBot) -> None:
    """A click on a marked word means its mark; with Shift, or if it is current already, the word itself."""
    view.set_source(Plain())
    port = view.viewport()
    with qtbot.waitSignal(view.mark_clicked) as marked:
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=word_point(view, 9))
    assert marked.args == [1]
    with qtbot.waitSignal(view.word_clicked) as plain:
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=word_point(view, 6))
    assert clicked(plain) == (6, 8, False, False)
    shift = Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(view.word_clicked) as extended:
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, shift, pos=word_point(view, 9))
    assert clicked(extended) == (9, 11, True, False)
    view.set_current(1, ((9, 11),))
    with qtbot.waitSignal(view.word_clicked) as again:
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=word_point(view, 9))
    assert clicked(again) == (9, 11, False, False)


def test_a_click_on_a_label(view: TextView, qtbot: QtBot) -> None:
    """A click on a label means its mark, in whichever sentence it stands."""
    view.set_source(Plain())
    layout, top = view.visible_sentences()[1]
    label, line = layout.lines[0].labels[0], layout.lines[0]
    at = QPoint(round(LEFT + label.x + 5), round(top + line.y + label.y + 6))
    with qtbot.waitSignal(view.mark_clicked) as marked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert marked.args == [2]


def drag(view: TextView, begin: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    """Press at one point, move to another, release; with the keys held that are named."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    port = view.viewport()
    for kind, at, button, held in (
        (QEvent.Type.MouseButtonPress, begin, left, left),
        (QEvent.Type.MouseMove, end, none, left),
        (QEvent.Type.MouseButtonRelease, end, left, none),
    ):
        event = QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), button, held, modifiers)
        (
            view.mousePressEvent if kind == QEvent.Type.MouseButtonPress
            else view.mouseMoveEvent if kind == QEvent.Type.MouseMove
            else view.mouseReleaseEvent
        )(event)  # fmt: skip


def test_a_drag_selects_words_and_alt_shift_adds(view: TextView, qtbot: QtBot) -> None:
    """A drag selects whole words; with Alt and Shift it adds a fragment to what is selected; no click is told."""
    view.set_source(Plain())
    told: list[object] = []
    clicks: list[object] = []
    view.selection_dragged.connect(told.append)
    view.word_clicked.connect(lambda *args: clicks.append(args))
    view.mark_clicked.connect(clicks.append)
    drag(view, word_point(view, 0), word_point(view, 6), Qt.KeyboardModifier.NoModifier)
    assert view.selection == ((0, 8),)
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    drag(view, word_point(view, 14), word_point(view, 12), both)

    assert view.selection == ((0, 8), (12, 19))
    assert told[-1] == ((0, 8), (12, 19))
    assert clicks == []


def test_hovering(view: TextView, qtbot: QtBot) -> None:
    """The mark under the mouse is told once, and None when the mouse leaves it."""
    view.set_source(Plain())
    told: list[object] = []
    view.hovered.connect(told.append)
    for at in (word_point(view, 9), word_point(view, 9) + QPoint(1, 0), word_point(view, 6), QPoint(5, 590)):
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(at), QPointF(view.viewport().mapToGlobal(at)),
            Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        view.mouseMoveEvent(event)

    assert told == [1, None]
    assert view.shown.hovered == ()


def test_the_current_target_is_painted(view: TextView) -> None:
    """Making a target current fills its words; another source forgets it."""
    view.set_source(Plain())
    view.set_current(1, ((9, 11),))
    at = word_point(view, 9)
    rect = view.rect_of(((9, 11),))
    assert rect is not None
    pixel = view.viewport().grab().toImage().pixelColor(int(rect.left()) - 1, at.y())

    assert pixel == theme("light").colour("target_fill")
    view.set_source(Plain())
    assert view.shown.current is None


def test_the_fill_moves_only_where_motion_is_wished(view: TextView, qtbot: QtBot) -> None:
    """The way from one target to the next is shown for 120 ms, and not at all where motion is switched off."""
    view.set_source(Plain())
    view.set_current(1, ((9, 11),))
    view.set_current(5, ((0, 5), (14, 19)))
    assert not view.is_on_its_way
    view.is_moving_shown = True
    view.set_current(1, ((9, 11),))
    assert view.is_on_its_way
    qtbot.waitUntil(lambda: not view.is_on_its_way)


def test_an_empty_text(view: TextView) -> None:
    """A text without sentences, or none, can be shown, scrolled and clicked."""
    for source in (Text(0), None):
        view.set_source(source)
        view.scroll_to(5)
        view.refresh(0, 10)
        QTest.keyClick(view, Qt.Key.Key_End)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
        assert view.visible_sentences() == []
        assert not view.viewport().grab().isNull()


def test_a_narrow_window(view: TextView) -> None:
    """The text column follows the window down to 160 px and grows no wider than it may."""
    view.set_source(Text(1_000))
    assert view.visible_sentences()[0][0].width == 688
    view.set_text_max(608)
    assert view.visible_sentences()[0][0].width == 608
    view.resize(500, 400)
    assert view.visible_sentences()[0][0].width < 500
