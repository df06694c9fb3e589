"""Made sentences with lexical decisions, for round trips through the forms they are kept in."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.snacs.expression import WEAK, Expression, sentence_words, sort_decisions
from construal.annotation.snacs.lexcat import lexcat

STRONG_VALUES = (
    {"supersense": "n.GROUP"},
    {"role": "Locus", "function": "Goal"},
    {"lexcat": "V.LVC.full", "supersense": "v.motion"},
    {"lexcat": "P", "role": "Time", "function": "Time"},
    {"role": "??"},
    {"lexcat": "DISC"},
    {},
)
SINGLE_VALUES = (
    {"role": "Time", "function": "Interval"},
    {"supersense": "n.TIME"},
    {"supersense": "v.change"},
    {"lexcat": "DISC"},
    {"lexcat": "POSS", "role": "`$", "function": "`$"},
    {"lexcat": "PRON.POSS", "role": "SocialRel", "function": "Gestalt"},
    {"lexcat": "INF.P", "role": "Purpose", "function": "Purpose"},
    {"role": "??"},
)
WORDS = st.sampled_from((
    "Über", "the", "e\u0301té", "12", "3.5", "…", "!!", "(", "mill", "न", "_x", "a~b", "$1", "#", "=", "😀", "|", "<3>",
    "\\p", "\\|",
))  # fmt: skip


@dataclass
class Sentence:
    """Words and what is decided about them: positions, strength and values."""

    words: list[str]
    decided: list[tuple[list[int], str, dict[str, str]]]


@st.composite
def decisions(draw: st.DrawFn, length: int) -> list[tuple[list[int], str, dict[str, str]]]:
    """Any decisions on so many words: strong groups with gaps, weak ones of whole strong ones, labelled words."""
    owner = draw(st.lists(st.integers(0, 3), min_size=length, max_size=length))
    groups = [[i for i, o in enumerate(owner) if o == k] for k in (1, 2, 3)]
    strong = [group for group in groups if len(group) > 1]
    found = [(group, "strong", draw(st.sampled_from(STRONG_VALUES))) for group in strong]
    alone = [i for i in range(length) if not any(i in group for group in strong)]
    for i in alone:
        if draw(st.booleans()):
            found.append(([i], "single", draw(st.sampled_from(SINGLE_VALUES))))
    units = [*strong, *([i] for i in alone)]
    weak_owner = draw(st.lists(st.integers(0, 4), min_size=len(units), max_size=len(units)))
    for k in (1, 2):
        chosen = sorted(i for unit, o in zip(units, weak_owner, strict=True) if o == k for i in unit)
        if len(chosen) > 1 and chosen not in strong:
            found.append((chosen, "weak", {"lexcat": "PP"} if draw(st.booleans()) else {}))
    return found


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    """Any sentence with decisions."""
    words = draw(st.lists(WORDS, min_size=1, max_size=9))
    return Sentence(words, draw(decisions(len(words))))


def annotated(document: Document, decided: list[list[tuple[list[int], str, dict[str, str]]]]) -> list[Annotation]:
    """The annotations that state these decisions, by sentence."""
    result = []
    for index, found in enumerate(decided):
        first = document.sentences.rows(index).start
        for positions, strength, values in found:
            anchor = document.anchor_of([first + position for position in positions])
            result.append(Annotation(
                id=len(result) + 1, document=document.id, layer="lexical", anchor=anchor,
                values={"strength": strength, **values},
            ))  # fmt: skip
    return result


def settled(document: Document, annotations: list[Annotation]) -> list[list[tuple[object, ...]]]:
    """What is decided, sentence by sentence, whether a lexcat was stated or follows."""
    found = sort_decisions(document, annotations)
    assert found.unfit == []

    def key(expression: Expression, index: int) -> tuple[object, ...]:
        category = (
            expression.lexcat if expression.strength == WEAK else lexcat(expression, sentence_words(document, index))
        )
        return (expression.positions, expression.strength, category or "X", expression.labels)

    count = range(len(document.sentences))
    return [[key(e, index) for e in found.by_sentence.get(index, [])] for index in count]
