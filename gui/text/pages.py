"""Which sentences stand where in the window: layouts kept while they are near, heights, the place of reading.

The place is a sentence and how far it is scrolled past, so that corrected heights elsewhere move nothing on screen.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from construal.gui.text.boxes import SentenceLayout
from construal.gui.text.heights import Heights
from construal.gui.text.layout import HeadingStyle, lay_out
from construal.gui.text.measures import Measures, Metrics
from construal.gui.text.sentence import SentenceSource

KEPT = 400  # layouts; a window shows some 20
INSET = 6.0  # above the first sentence
TAIL = 40.0  # below the last
MEAN_CHAR = 0.46  # of the text size; only for estimates


class Pages:
    """The sentences of one source, laid out on demand for one width and text size."""

    def __init__(
        self,
        source: SentenceSource,
        width: float,
        *,
        metrics: Metrics,
        measures: Measures,
        heading_style: HeadingStyle,
        heading_width: float,
    ) -> None:
        self.source = source
        self.width = width
        self.metrics = metrics
        self.measures = measures
        self.heading_style: HeadingStyle = heading_style
        self.heading_width = heading_width
        chars = width / (MEAN_CHAR * measures.text_size)
        line = (measures.line_bracket + measures.line_lane1) / 2
        self.heights = Heights(source.lengths(), line_chars=chars, line=line, gap=measures.sentence_gap)
        self._kept: OrderedDict[int, SentenceLayout] = OrderedDict()
        self.index = 0
        self.offset = 0.0

    def layout(self, index: int) -> SentenceLayout:
        """The sentence laid out."""
        layout = self._kept.get(index)
        if layout is not None:
            self._kept.move_to_end(index)
            return layout
        sentence = self.source.sentence(index)
        layout = lay_out(
            sentence,
            self.width,
            metrics=self.metrics,
            measures=self.measures,
            heading_style=self.heading_style,
            heading_width=self.heading_width,
        )
        self._kept[index] = layout
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.heights.set(index, layout.height)
        return layout

    def forget(self, first: int, last: int) -> None:
        """Drop the layouts of sentences `first` to `last`, both included; heights stay until they are laid out."""
        for index in [i for i in self._kept if first <= i <= last]:
            del self._kept[index]

    @property
    def total(self) -> float:
        """The height of everything with the space around it, partly estimated."""
        return self.heights.total + INSET + TAIL

    @property
    def position(self) -> float:
        """How far the window is scrolled, partly estimated."""
        return self.heights.top(self.index) + self.offset if len(self.heights) else 0.0

    def visible(self, viewport: float) -> Iterator[tuple[SentenceLayout, float]]:
        """The sentences in a window of this height, each with its top in the window."""
        count = len(self.heights)
        if not count:
            return
        index, y = self.index, INSET - self.offset
        while index > 0 and y > 0:
            index -= 1
            y -= self.layout(index).height
        while index < count and y < viewport:
            layout = self.layout(index)
            yield layout, y
            y += layout.height
            index += 1

    def top_in_window(self, index: int) -> float:
        """Where a sentence near the window begins in it; those between are laid out."""
        y = INSET - self.offset
        for before in range(self.index, index):
            y += self.layout(before).height
        for after in range(index, self.index):
            y -= self.layout(after).height
        return y

    def move(self, delta: float, viewport: float) -> None:
        """Scroll by so many pixels, exactly, however wrong estimates were."""
        self.offset += delta
        self._settle(viewport)

    def jump(self, y: float, viewport: float) -> None:
        """Go to a height of the whole, as far as heights are known."""
        self.index = self.heights.index_at(max(0.0, y))
        self.offset = max(0.0, y) - self.heights.top(self.index)
        # the sentence may prove lower than estimated: stay in it
        height = self.layout(self.index).height if len(self.heights) else 0.0
        self.offset = float(round(min(self.offset, max(0.0, height - 1))))
        self._settle(viewport)

    def to_end(self, viewport: float) -> None:
        """Go to the last line."""
        self.show(len(self.heights) - 1, -1e6, viewport)

    def show(self, index: int, y: float, viewport: float) -> None:
        """Put the top of a sentence at height `y` of the window."""
        self.index, self.offset = index, float(round(INSET - y))
        self._settle(viewport)

    def _settle(self, viewport: float) -> None:
        """Bring the place into its sentence, and keep the window inside the text."""
        count = len(self.heights)
        if not count:
            self.index, self.offset = 0, 0.0
            return
        self._climb()
        while self.index < count - 1 and self.offset >= (height := self.layout(self.index).height):
            self.offset -= height
            self.index += 1
        # what is missing below the last sentence is taken from above
        bottom, index = INSET - self.offset, self.index
        while index < count and bottom < viewport - TAIL:
            bottom += self.layout(index).height
            index += 1
        if index == count and bottom < viewport - TAIL:
            self.offset -= viewport - TAIL - bottom
            self._climb()

    def _climb(self) -> None:
        while self.offset < 0 and self.index > 0:
            self.index -= 1
            self.offset += self.layout(self.index).height
        self.offset = max(0.0, self.offset)
