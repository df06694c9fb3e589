"""The values that the canvas paints, and where it gets them from. Knows no store and no Qt.

Offsets are code points of the document or corpus shown, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STATES = ("open", "suggested", "decided", "adjudicated", "rejected", "not_target", "not_target_suggested")


@dataclass(frozen=True, slots=True)
class Word:
    """A token; `space_after` says whether a space follows it in the text.

    `row` is that of an empty node in the tokens of its document: several may stand at one code point.
    """

    start: int
    end: int
    text: str
    space_after: bool = True
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation as it is shown.

    `layer` is "lexical" (rules and brackets) or another's name (bars). `strength` is "single", "strong" or "weak".
    `slots` holds one or two pairs of a label's text and its hue's name, or none where there is no label to show. `node`
    is the place among the sentence's words of the empty node that it is on: several may stand at one code point.
    """

    id: int
    layer: str
    fragments: tuple[tuple[int, int], ...]  # in order; gaps and parts of words allowed
    state: str  # one of STATES
    strength: str = "single"
    slots: tuple[tuple[str, str], ...] = ()
    doubt: bool = False
    breaks_rule: bool = False
    confidence: float | None = None
    node: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with everything that is painted of it; `heading` stands before the first of a document."""

    index: int
    number: str
    words: tuple[Word, ...]
    marks: tuple[Mark, ...]
    heading: str | None = None
    heading_note: str = ""
    right_to_left: bool = False
    start: int = 0
    end: int = 0


class SentenceSource(Protocol):
    """What the view asks of whoever holds the text."""

    @property
    def language(self) -> str:
        """The language of the text, ISO 639: some scripts look different in each."""
        ...

    def count(self) -> int:
        """How many sentences there are."""
        ...

    def sentence(self, index: int) -> Sentence:
        """The sentence at this place, with its marks as they are now."""
        ...

    def lengths(self) -> NDArray[np.integer[Any]]:
        """The characters of each sentence, from which heights are estimated before anything is laid out."""
        ...

    def index_at(self, start: int) -> int:
        """The place of the sentence that holds this code point, or of the nearest before it."""
        ...
