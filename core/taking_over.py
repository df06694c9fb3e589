"""Taking over what the other side of a comparison says at one place: one command, made of what a person could do."""

from __future__ import annotations

from collections.abc import Sequence

from construal.annotation import actions
from construal.annotation.actions import LABELS, Author
from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation, Value
from construal.annotation.commands import Edit
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.evaluation.answers import Sentence
from construal.annotation.snacs.evaluation.differences import SentenceDifference
from construal.annotation.snacs.expression import SINGLE, WEAK, parts_of, rows_of
from construal.core.comparing import Comparison

SAID = (*LABELS, "lexcat")


def take_over(
    comparison: Comparison, difference: SentenceDifference, standing: Sequence[Annotation], author: Author
) -> Edit | None:
    """What makes a place of the project say what the other side says there.

    `standing` is what the author sees of the sentence. None where nothing can be taken: only one side has the sentence,
    the difference follows from the words, or the labels are on parts of words that are spelled otherwise here.
    """
    pair = comparison.partner(difference)
    mine, yours = comparison.statements(difference)
    if pair is None or not (mine or yours):
        return None
    document = pair[0].document
    by_id = {annotation.id: annotation for annotation in standing}
    gone = {annotation.id for annotation in mine if annotation.id in by_id}
    put: list[Annotation] = []
    for theirs in yours:
        anchor = _moved(theirs.anchor, pair)
        if anchor is None:
            return None
        strength = theirs.text("strength") or SINGLE
        same = next((a for a in standing if a.anchor == anchor and _is_weak(a) == _is_weak(theirs)), None)
        if same is not None:
            said: dict[str, Value] = {key: theirs.get(key) for key in SAID}
            put += actions.relabel(same, author, scheme=theirs.scheme, target=None, strength=strength, **said).put
            gone.discard(same.id)
        else:
            values = {"strength": strength, **theirs.values}
            put += actions.create(document.id, LEXICAL, anchor, values, author, scheme=theirs.scheme).put
        if not _is_weak(theirs):
            gone |= {a.id for a in standing if a is not same and _meets(document, a, anchor)}
    dropped = [actions.remove(by_id[id], author) for id in sorted(gone)]
    return Edit(
        label=f"Take {comparison.other.name}’s reading of «{difference.words}»",
        put=(*put, *(a for edit in dropped for a in edit.put)),
        drop=tuple(id for edit in dropped for id in edit.drop),
    )


def _meets(document: Document, annotation: Annotation, anchor: Anchor) -> bool:
    """Whether whole words of a single or strong expression are also under an anchor: there is room for one of them."""
    rows, taken = rows_of(document, annotation.anchor), rows_of(document, anchor)
    if rows is None or taken is None or _is_weak(annotation) or {*rows}.isdisjoint(taken):
        return False
    return not (parts_of(document, annotation.anchor, rows) or parts_of(document, anchor, taken))


def _is_weak(annotation: Annotation) -> bool:
    return annotation.text("strength") == WEAK


def _moved(anchor: Anchor, pair: tuple[Sentence, Sentence]) -> Anchor | None:
    """The place in the project's sentence that an anchor has in the other's; None where the words are no guide."""
    here, there = pair
    if here.document.text is there.document.text:
        return anchor
    rows = rows_of(there.document, anchor)
    if not rows:
        return None
    if parts_of(there.document, anchor, rows):
        if here.text != there.text:
            return None
        shift = here.start - there.start
        return Anchor(fragments=tuple((start + shift, end + shift) for start, end in anchor.fragments))
    first, other = int(here.document.sentences.first[here.number]), int(there.document.sentences.first[there.number])
    return here.document.anchor_of([row - other + first for row in rows])
