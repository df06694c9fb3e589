"""The text canvas: a scroll area that paints the sentences in its window and says what was clicked.

Knows a source of sentences and a theme, no store and no commands; keys but those that scroll go to its parent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QStyle, QToolTip, QWidget

from construal.gui.text.accessible import announce_text, install
from construal.gui.text.boxes import SentenceLayout
from construal.gui.text.hit import HitTarget, fragment_rects, hit, nearest_word
from construal.gui.text.layout import HeadingStyle
from construal.gui.text.pages import INSET, Pages
from construal.gui.text.paint import Outfit, Shown, paint_sentence
from construal.gui.text.pointing import Pointing, described
from construal.gui.text.sentence import Sentence, SentenceSource
from construal.gui.theme import Theme, theme

Fragments = Sequence[tuple[int, int]]

LEFT = 68
RIGHT = 44
HEADING_MAX = 688.0
MARGIN = 24.0  # a target this near the edge of the window is not yet in view


class TextView(QAbstractScrollArea):
    """Paints annotated sentences; only those in the window are laid out.

    All positions are code points of the source. Ids of marks are those of the source.
    """

    word_clicked = Signal(object, bool, bool)  # the word, with Shift, with Alt
    mark_clicked = Signal(object)  # id
    hovered = Signal(object)  # id of a mark, or None
    selection_dragged = Signal(object)  # fragments of the selection, at each change of a drag
    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        install()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("Text"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._source: SentenceSource | None = None
        self._outfit = Outfit(theme("light"))
        self._text_max = float(self._outfit.theme.measures("text_view")["text_max"])
        self._heading_style: HeadingStyle = "name"
        self._pages: Pages | None = None
        self._shown = Shown()
        self._is_syncing = False
        self._pointing = Pointing(self)
        self._ghost: tuple[QRectF, QRectF] | None = None
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setDuration(int(self._outfit.theme.measures("motion")["move"]))
        self._motion.valueChanged.connect(lambda _: self.viewport().update())
        self.is_moving_shown = True  # the setting; the system's own is asked each time
        self.picks_words = False  # a click means the word, whatever marks it

    # --- what is shown

    def set_source(self, source: SentenceSource | None) -> None:
        """Show another text from its beginning; opening costs the same however long it is."""
        self._source = source
        self._shown = Shown()
        self._pointing.forget()
        language = source.language if source is not None else self._outfit.language
        if language != self._outfit.language:
            self._outfit = Outfit(self._outfit.theme, language)
        self._rebuild(keep=False)

    def set_theme(self, worn: Theme) -> None:
        """Wear another theme, or another text size; what is read stays in the window."""
        self._outfit = Outfit(worn, self._outfit.language)
        self._rebuild()

    @property
    def text_size(self) -> int:
        """The size of the text in device-independent pixels, 13 to 32."""
        return self._outfit.theme.text_size

    @text_size.setter
    def text_size(self, size: int) -> None:
        self.set_theme(Theme(self._outfit.theme.name, size))

    def set_text_max(self, width: float) -> None:
        """Let the text column be at most so wide at 17 px; it grows with the text."""
        if width != self._text_max:
            self._text_max = width
            self._rebuild()

    def set_heading_style(self, style: HeadingStyle) -> None:
        """Show documents' heads as names with a note beside them, or as titles with a note below."""
        if style != self._heading_style:
            self._heading_style = style
            self._rebuild()

    def set_current(self, mark: int | None, fragments: Fragments = (), *, node: int | None = None) -> None:
        """Make a mark the current target, or the words of `fragments` or the empty node in a row that nothing marks."""
        before = self.rect_of(self._shown.target)
        self._change(current=mark, target=tuple(fragments), node=node)
        after = self.rect_of(self._shown.target)
        if before and after and before != after and self._may_move():
            self._ghost = (before, after)
            self._motion.stop()
            self._motion.start()

    def set_selection(self, fragments: Fragments) -> None:
        """Show these code points as selected."""
        self._change(selection=tuple(fragments))

    @property
    def selection(self) -> tuple[tuple[int, int], ...]:
        """The code points shown as selected."""
        return self._shown.selection

    def refresh(self, start: int, end: int) -> None:
        """Ask anew for the sentences that hold code points `start` to `end`; the others stay as they are."""
        if self._source is None or self._pages is None or not self._source.count():
            return
        first = self._source.index_at(start)
        self._pages.forget(first, max(first, self._source.index_at(max(start, end - 1))))
        self._sync()

    def refresh_all(self) -> None:
        """Ask anew for everything; what is read stays in the window."""
        self._rebuild()

    # --- where things are

    def scroll_to(self, start: int) -> None:
        """Bring the line that holds a code point into the window; nothing moves if it is there already."""
        pages, source = self._pages, self._source
        if pages is None or source is None or not source.count():
            return
        index = source.index_at(start)
        layout = pages.layout(index)
        holding = [line for line in layout.lines if any(w.start <= start < w.end for w in line.words)]
        line = holding[0] if holding else next(iter(layout.lines), None)
        y, height = (line.y, line.height) if line else (0.0, layout.height)
        window = float(self.viewport().height())
        if abs(index - pages.index) < 60:
            top = pages.top_in_window(index) + y
            if top >= MARGIN and top + height <= window - MARGIN:
                return
        begin = 0.0 if layout.heading and line is layout.lines[0] else y
        pages.show(index, window * 0.3 - begin, window)
        self._sync()

    def sentence_at_top(self) -> int:
        """The place of the sentence at the top of the window."""
        return self._pages.index if self._pages else 0

    def visible_sentences(self) -> list[tuple[SentenceLayout, float]]:
        """The sentences in the window, laid out, each with its top in the window."""
        return list(self._pages.visible(self.viewport().height())) if self._pages else []

    def rect_of(self, fragments: Fragments) -> QRectF | None:
        """Where the first words of fragments stand in the viewport; None if they are not in the window."""
        for layout, top in self.visible_sentences() if fragments else ():
            for x, y, width, height in fragment_rects(layout, fragments, self._outfit.metrics):
                return QRectF(LEFT + x, top + y, width, height)
        return None

    def hit_at(self, at: QPointF) -> tuple[HitTarget, Sentence] | None:
        """What lies under a point of the viewport."""
        for layout, top in self.visible_sentences():
            if top <= at.y() < top + layout.height:
                target = hit(layout, at.x() - LEFT, at.y() - top, self._outfit.metrics)
                return (target, layout.sentence) if target else None
        return None

    def word_near(self, at: QPointF) -> tuple[int, int] | None:
        """Start and end of the word nearest to a point of the viewport."""
        best: tuple[float, tuple[int, int]] | None = None
        for layout, top in self.visible_sentences():
            word = nearest_word(layout, at.x() - LEFT, at.y() - top)
            away = max(top - at.y(), at.y() - top - layout.height, 0.0)
            if word is not None and (best is None or away < best[0]):
                found = layout.sentence.words[word]
                best = (away, (found.start, found.end))
        return best[1] if best else None

    @property
    def is_on_its_way(self) -> bool:
        """Whether the fill is just moving to another target."""
        return self._motion.state() == QVariantAnimation.State.Running

    @property
    def shown(self) -> Shown:
        """What is current, selected and under the mouse."""
        return self._shown

    @property
    def outfit(self) -> Outfit:
        """Measures, fonts and inks that are worn."""
        return self._outfit

    # --- inside

    def _change(self, **values: Any) -> None:
        self._shown = replace(self._shown, **values)
        self.viewport().update()

    def show_hovered(self, fragments: Fragments, *, node: int | None = None) -> None:
        """Frame the words under the mouse, or the empty node in a row."""
        if (tuple(fragments), node) != (self._shown.hovered, self._shown.hovered_node):
            self._change(hovered=tuple(fragments), hovered_node=node)

    def _may_move(self) -> bool:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.is_moving_shown and self.isVisible() and self.style().styleHint(hint, None, self) > 0

    def _column(self, at_most: float = 0.0) -> float:
        most = round((at_most or self._text_max) * self._outfit.measures.scale)
        return float(max(160, min(most, self.viewport().width() - LEFT - RIGHT)))

    def _rebuild(self, *, keep: bool = True) -> None:
        before = self._pages if keep else None
        self._pages = None
        if self._source is not None:
            self._pages = Pages(
                self._source,
                self._column(),
                metrics=self._outfit.metrics,
                measures=self._outfit.measures,
                heading_style=self._heading_style,
                heading_width=self._column(HEADING_MAX),
            )
            if before is not None and len(self._pages.heights):
                index = min(before.index, len(self._pages.heights) - 1)
                old = before.heights.height(index) if index < len(before.heights) else 0.0
                within = before.offset / old * self._pages.layout(index).height if old else 0.0
                self._pages.show(index, INSET - within, self.viewport().height())
        self._sync()
        announce_text(self)

    def _sync(self) -> None:
        self._set_bar()
        self.viewport().update()
        self.scrolled.emit()

    def _set_bar(self) -> None:
        """Set the scroll bar by what is known of heights, without scrolling."""
        bar, pages = self.verticalScrollBar(), self._pages
        window = self.viewport().height()
        self._is_syncing = True
        try:
            bar.setPageStep(window)
            bar.setSingleStep(round(self._outfit.measures.line_bracket))
            bar.setRange(0, max(0, round(pages.total) - window) if pages else 0)
            if pages and not bar.isSliderDown():
                bar.setValue(round(pages.position))
        finally:
            self._is_syncing = False

    # --- events

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll exactly where the way is short, by estimates where it is long."""
        if self._is_syncing or self._pages is None:
            return
        window = self.viewport().height()
        bar = self.verticalScrollBar()
        if bar.isSliderDown() or abs(dy) > 2 * window:
            if bar.value() == bar.maximum():
                self._pages.to_end(window)
            else:
                self._pages.jump(bar.value(), window)
        else:
            self._pages.move(-dy, window)
        self._sync()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sentences that meet the exposed rectangle."""
        painter = QPainter(self.viewport())
        exposed = QRectF(event.rect())
        painter.fillRect(exposed, self._outfit.inks("canvas"))
        if self._pages is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_on_its_way:
            self._paint_ghost(painter, self._motion.currentValue())
        total = self._pages.total
        for layout, top in self._pages.visible(self.viewport().height()):
            if top < exposed.bottom() + 24 and top + layout.height > exposed.top() - 24:
                paint_sentence(painter, layout, LEFT, top, outfit=self._outfit, shown=self._shown, clip=exposed)
        painter.end()
        if self._pages.total != total:
            self._set_bar()

    def _paint_ghost(self, painter: QPainter, share: float) -> None:
        """The fill on its way from the target before to this one."""
        if self._ghost is None:
            return
        old, new = self._ghost

        def between(a: float, b: float) -> float:
            return a + (b - a) * share

        box = QRectF(
            between(old.x(), new.x()) - 2.5, between(old.y(), new.y()) + 0.5,
            between(old.width(), new.width()) + 5, between(old.height(), new.height()) - 1,
        )  # fmt: skip
        fill = self._outfit.inks("accent_tint")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 3, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew if the column has another width."""
        super().resizeEvent(event)
        if self._pages is not None and self._pages.width == self._column():
            self._pages.move(0, self.viewport().height())
            self._sync()
        else:
            self._rebuild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by page or to an end; every other key is the parent's."""
        bar = self.verticalScrollBar()
        step = max(40, self.viewport().height() - 60)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif event.key() == Qt.Key.Key_PageDown:
            bar.setValue(bar.value() + step)
        elif event.key() == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - step)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._pointing.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Frame what is under the mouse, or extend the selection."""
        self._pointing.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click or a drag."""
        self._pointing.release(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        self._pointing.leave()
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tooltip what a mark is, with its whole names."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.hit_at(QPointF(event.pos()))
            if found and found[0].mark is not None:
                QToolTip.showText(event.globalPos(), described(found[1].marks[found[0].mark]), self.viewport())
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave:
            self._pointing.leave()
        return super().viewportEvent(event)
