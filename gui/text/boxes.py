"""What a sentence looks like once it is laid out: boxes and strokes in pixels, x from the left edge of the text column,
y from the top of the line or, for lines and heading, of the sentence. Knows no colours and no painter."""

from __future__ import annotations

from dataclasses import dataclass

from construal.gui.mathematics import Run
from construal.gui.text.measures import Measures
from construal.gui.text.sentence import Sentence


@dataclass(frozen=True, slots=True)
class WordBox:
    """A word, or the part of one that stands on this line. `runs` instead of `text` where it is mathematics."""

    word: int
    start: int
    end: int
    text: str
    x: float
    width: float
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelBox:
    """The label of a mark: `slots` as shown, shortened or not; the whole names are the mark's.

    The width is that of the semibold label with its signs, also where it is shown lighter.
    """

    mark: int  # place in the sentence's marks
    x: float
    y: float
    width: float
    height: float
    lane: int
    anchor: float  # left edge of the target, right edge where text runs from right to left
    slots: tuple[str, ...]
    is_shortened: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """The line under a target, on one line of text: stretches under its words, and crossings of gaps between."""

    mark: int
    kind: str  # "rule" at the words, "bar" in a lane below them
    y: float
    dip: float
    spans: tuple[tuple[float, float], ...]
    gaps: tuple[tuple[float, float], ...] = ()  # a gap that touches no span on one side goes on on another line
    run_on: tuple[float, float] | None = None  # past the last word of a line that is broken inside the target
    is_begun: bool = True  # the target starts on this line
    is_ended: bool = True


@dataclass(frozen=True, slots=True)
class LineLayout:
    """A line of words with what stands under it."""

    y: float
    height: float
    words: tuple[WordBox, ...]
    labels: tuple[LabelBox, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadingLayout:
    """The head of a document: its lines, the note beside (`note_x`) or below them, and the hairline."""

    lines: tuple[str, ...]
    note: str
    note_x: float
    is_title: bool
    y: float
    note_y: float
    rule_y: float
    width: float


@dataclass(frozen=True, slots=True)
class SentenceLayout:
    """A sentence laid out for one width; `height` includes the distance to the next."""

    sentence: Sentence
    measures: Measures
    width: float
    height: float
    lines: tuple[LineLayout, ...]
    heading: HeadingLayout | None = None
