"""What a project's people decided on targets, sentence by sentence: what a model is adapted to, and judged by.

A machine's drafts teach nothing, nor does a word that nobody decided on, unless its document is decided throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.reading import decisions
from construal.annotation.snacs.expression import Word, rows_of, sentence_words
from construal.annotation.snacs.target_entry import code
from construal.core.progress import Progress, over
from construal.core.targets.project_targets import decided_throughout
from construal.core.training.examples import examples

if TYPE_CHECKING:
    from construal.core.project import Project

NONE = ""  # the pair of a word that was decided to be no target


class Decision(NamedTuple):
    """A decision on a word: the pair `p.Role|p.Function` and the lextag ("" where unknown), or NONE."""

    pair: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with decisions, by the place of the first word of each among its words, empty nodes not counted.

    `is_complete`: a word without a decision was decided to be no target. `number` counts in the document.
    """

    document: int
    number: int
    words: tuple[Word, ...]
    decisions: Mapping[int, Decision]
    is_complete: bool

    @property
    def targets(self) -> int:
        """How many targets were decided."""
        return sum(decision.pair != NONE for decision in self.decisions.values())


def project_sentences(project: Project, language: str, progress: Progress) -> Iterator[Sentence]:
    """The sentences of a project's documents in a language that its annotator, or a file, decided something in."""
    covered = project.coverage(LEXICAL)
    records = [project.record(id) for id in project.annotated(LEXICAL)]
    records = [record for record in records if code(record.language) == code(language)]
    for record in over(progress, records, len(records), note="Reading decisions"):
        everybody = project.annotations(record.id, layer=LEXICAL)
        mine = people(decisions(everybody, project.annotator))
        if mine:
            is_complete = decided_throughout(covered.get(record.id), mine)
            yield from sentences(project.contents.document(record), mine, is_complete=is_complete)


def people(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Those that a person stands for: a draft of nobody in particular is a machine's."""
    return [a for a in annotations if a.annotator or a.status is not Status.DRAFT]


def sentences(document: Document, decided: Sequence[Annotation], *, is_complete: bool) -> Iterator[Sentence]:
    """The sentences of a document that something was decided in, or all that have words where all is decided."""
    refused = {
        row for a in decided if a.layer == LEXICAL and a.get("target") is False
        for row in rows_of(document, a.anchor) or ()
    }  # fmt: skip
    for example in examples(document, decided, heads=("tag", "pair")):
        rows = document.sentences.rows(example.number)
        every = sentence_words(document, example.number)
        places = [place for place, word in enumerate(every) if not word.is_empty_node]
        tags, pairs = example.gold["tag"], example.gold["pair"]
        found = {place: Decision(pairs[place], tags[place]) for place in range(len(places)) if pairs[place]}
        for place, row in enumerate(places):
            if rows.start + row in refused and place not in found:
                found[place] = Decision(NONE)
        if found or is_complete:
            words = tuple(every[place] for place in places)
            # Nothing is known of a word whose decision a person must look at again.
            known = is_complete and all(tags)
            yield Sentence(document.id, example.number, words, found, known)
