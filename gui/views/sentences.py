"""A project's document as the canvas wants it: sentences with their words, and a layer's annotations as marks.

Only the sentences asked for are read, so a long document opens as fast as a short one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.annotation.layer import CONCEPT, HINT, LEXICAL
from construal.annotation.scheme import Scheme
from construal.core.project import Project
from construal.gui.ledger import Ledger
from construal.gui.panels.concept_search import title
from construal.gui.session import is_shown
from construal.gui.text.sentence import Mark, Sentence, Word

RIGHT_TO_LEFT = ("ar", "he", "fa", "ur", "yi", "ps", "dv")
HINT_LENGTH = 32
REMEMBERED = 20_000  # annotations whose places are known after they are gone


class ProjectSentences:
    """A SentenceSource over one document of a project, in one layer."""

    def __init__(
        self, project: Project, document: Document, *,
        layer: str, scheme: Scheme, ledger: Ledger, shows_all: bool = False,
    ) -> None:  # fmt: skip
        self.document = document
        self.layer = layer
        self.shows_all = shows_all
        self._project = project
        self._scheme = scheme
        self._ledger = ledger
        self._titles: dict[str, str] = {}
        self._seen: dict[int, Anchor] = {}
        self._right_to_left = document.language.split("-")[0] in RIGHT_TO_LEFT

    @property
    def language(self) -> str:
        """The language of the text, ISO 639."""
        return self.document.language

    def count(self) -> int:
        """How many sentences there are."""
        return len(self.document.sentences)

    def lengths(self) -> NDArray[np.integer[Any]]:
        """The characters of each sentence."""
        sentences = self.document.sentences
        lengths: NDArray[np.integer[Any]] = np.maximum(sentences.end - sentences.start, 0)
        return lengths

    def index_at(self, start: int) -> int:
        """The sentence that holds this code point, or the one before it."""
        return self.document.sentences.at(start)

    def sentence(self, index: int) -> Sentence:
        """The sentence at this place, with its marks as they are now."""
        sentences = self.document.sentences
        start, end = int(sentences.start[index]), int(sentences.end[index])
        standing = self._project.reading(self.document.id, layer=self.layer, start=start, end=max(end, start + 1))
        if len(self._seen) > REMEMBERED:
            self._seen.clear()
        self._seen.update((a.id, a.anchor) for a in standing)
        words, nodes = self._words(index)
        marks = [mark for a in standing if (mark := self._mark(a, nodes)) is not None]
        heading, note = self._heading() if index == 0 else (None, "")
        return Sentence(
            index=index, number=str(index + 1), words=words, marks=tuple(marks), heading=heading,
            heading_note=note, right_to_left=self._right_to_left, start=start, end=end,
        )  # fmt: skip

    def last_seen(self, id: int) -> Anchor | None:
        """Where an annotation stood when it was last shown; None where it was not."""
        return self._seen.get(id)

    @property
    def remembered(self) -> int:
        """How many annotations were shown so far and are remembered."""
        return len(self._seen)

    def forget_titles(self) -> None:
        """Ask the catalogue again for the names of concepts."""
        self._titles.clear()

    def _mark(self, annotation: Annotation, nodes: Mapping[int, int]) -> Mark | None:
        """The annotation as it is shown, or None where it is not; `nodes` are the empty nodes' places by row."""
        if not annotation.anchor.fragments or not is_shown(annotation, shows_all=self.shows_all):
            return None
        return Mark(
            id=annotation.id,
            layer=annotation.layer,
            fragments=annotation.anchor.fragments,
            state=state_of(annotation),
            strength=annotation.text("strength") or "single",
            slots=self._slots(annotation),
            doubt=annotation.doubt,
            breaks_rule=self._breaks_rule(annotation),
            confidence=annotation.confidence,
            node=nodes.get(annotation.anchor.row) if annotation.anchor.row is not None else None,
        )

    def _words(self, index: int) -> tuple[tuple[Word, ...], dict[int, int]]:
        """The words of a sentence, and the places of those without text by their row."""
        document = self.document
        words: list[Word] = []
        nodes: dict[int, int] = {}
        rows = document.sentences.rows(index)
        ends = document.tokens.end[rows.start : rows.stop]
        starts = document.tokens.start[rows.start : rows.stop]
        for place, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            if words and (start, end) == (words[-1].start, words[-1].end) and end > start:
                continue  # tokens of one surface word
            if start == end:
                nodes[rows[place]] = len(words)
            text = document.text[start:end] or document.token(rows[place]).form
            space = end < len(document.text) and document.text[end].isspace()
            words.append(Word(start, end, text.replace("\n", " "), space, rows[place] if start == end else None))
        return tuple(words), nodes

    def _heading(self) -> tuple[str, str]:
        document = self.document
        coverage = self._ledger.document(self.layer, document.id)
        note = f"{coverage.decided:,} of {coverage.total:,} decided" if coverage.total else ""
        return document.name if self.layer == LEXICAL else document.title or document.name, note

    def _slots(self, annotation: Annotation) -> tuple[tuple[str, str], ...]:
        if annotation.get("target") is False or annotation.status is Status.REJECTED:
            return ()
        if annotation.layer == LEXICAL:
            return self._construal(annotation)
        if annotation.layer == CONCEPT:
            name = self._title(annotation.text("concept") or annotation.text("canonical"))
            words = annotation.anchor.text(self.document.text, gap=" ")
            return () if not name or _same_words(name, words) else ((name, "concept"),)
        if annotation.layer == HINT:
            words = annotation.text("name") or annotation.text("text")
            return ((words[:HINT_LENGTH], "hint"),) if words else ()
        words = next((str(v) for v in annotation.values.values() if isinstance(v, str) and v), "")
        return ((words[:HINT_LENGTH], annotation.layer),) if words else ()

    def _construal(self, annotation: Annotation) -> tuple[tuple[str, str], ...]:
        role, function, supersense = (annotation.text(key) for key in ("role", "function", "supersense"))
        if supersense:
            return ((supersense, "ink2"),) if self.shows_all else ()
        if not role:
            return ()
        first = (role, self._scheme.hue(role))
        return (first,) if function in ("", role) else (first, (function, self._scheme.hue(function)))

    def _breaks_rule(self, annotation: Annotation) -> bool:
        role = annotation.text("role")
        if annotation.layer != LEXICAL or not role or annotation.status is Status.REJECTED:
            return False
        language = self.document.language
        why = self._scheme.why_not_role(role, language)
        return bool(why or self._scheme.why_not_function(role, annotation.text("function"), language))

    def _title(self, concept: str) -> str:
        if concept not in self._titles:
            found = self._project.concept(concept) if concept else None
            self._titles[concept] = title(found) if found else concept
        return self._titles[concept]


def state_of(annotation: Annotation) -> str:
    """How a statement stands, in the canvas' words."""
    is_target = annotation.get("target") is not False
    if annotation.status is Status.SUGGESTED:
        return "suggested" if is_target else "not_target_suggested"
    if annotation.status is Status.REJECTED:
        return "rejected"
    if not is_target:
        return "not_target"
    return "adjudicated" if annotation.status is Status.ADJUDICATED else "decided"


def _same_words(name: str, words: str) -> bool:
    """Whether a concept's name is what stands in the text, but for case and an ending."""
    a, b = name.casefold(), words.casefold()
    return a == b or (b.startswith(a) and len(b) - len(a) <= 2) or (a.endswith("y") and b == a[:-1] + "ies")
