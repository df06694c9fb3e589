"""Made texts: as long as asked, the same for the same seed, with English function words between invented nouns."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation, Status
from construal.annotation.columns import Column, Ints, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.layer import LEXICAL

SEED = 2026
PREPOSITIONS = ("of", "in", "to", "for", "with", "on", "at", "from", "by", "about", "through", "after", "under", "near")
FUNCTION_WORDS = ("the", "a", "and", "is", "was", "it", "this", "that", "we", "not", "be", "are", "has", "can", "will")
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "nor", "lin", "mar")
NOUNS = 20_000
LABELS = ("Locus", "Goal", "Time", "Topic", "Purpose", "Theme")


def words(number: int, seed: int) -> tuple[list[str], Ints]:
    """That many words with full stops among them, and where each sentence begins and one number more."""
    chance = np.random.default_rng(seed)
    vocabulary = _vocabulary()
    stop = len(vocabulary) - 1
    function, preposition = len(FUNCTION_WORDS), len(PREPOSITIONS)
    kinds = chance.random(number)  # half of running English is function words, a good tenth of it prepositions
    # Zipf's law: the n-th most frequent word occurs a n-th as often as the first.
    ranks = np.exp(chance.random(number) * np.log(NOUNS)).astype(np.int64) - 1
    chosen = np.where(
        kinds < 0.12, chance.integers(0, preposition, number),
        np.where(kinds < 0.5, preposition + chance.integers(0, function, number), preposition + function + ranks),
    )  # fmt: skip
    lengths = chance.integers(8, 30, number // 8 + 1)
    ends = np.cumsum(lengths)
    ends = ends[ends < number]
    chosen[ends - 1] = stop
    if number:
        chosen[-1] = stop
    return vocabulary[chosen].tolist(), ints([0, *ends.tolist(), number])


def prose(number: int, seed: int = SEED) -> str:
    """Running text of that many words, a sentence a line."""
    chosen, first = words(number, seed)
    bounds = first.tolist()
    sentences = (" ".join(chosen[low:high]) for low, high in pairwise(bounds))
    return "\n".join(s[:1].upper() + s[1:].replace(" .", ".") for s in sentences) + "\n"


def document(id: int, number: int, *, seed: int = SEED, name: str = "") -> Document:
    """A document of that many tokens, made without a tokenizer."""
    chosen, first = words(number, seed)
    text = " ".join(chosen)
    lengths = np.fromiter((len(word) for word in chosen), dtype=np.int32, count=number)
    starts = np.concatenate(([0], np.cumsum(lengths + 1)[:-1])).astype(np.int32)
    tokens = Tokens(starts, (starts + lengths).astype(np.int32))
    sentences = Sentences(
        first, starts[first[:-1]], tokens.end[first[1:] - 1], Column.of(str(n) for n in range(1, len(first)))
    )
    return Document(id, name or f"made {id}", text, tokens, sentences, format="plain_text")


def suggestions(made: Document, number: int, *, first_id: int) -> list[Annotation]:
    """That many suggestions, spread evenly over a document, every fifth over two words."""
    step = max(1, len(made.tokens) // number)
    start, end = made.tokens.start.tolist(), made.tokens.end.tolist()
    last = len(start) - 1
    return [
        Annotation(
            id=first_id + n, document=made.id, layer=LEXICAL,
            anchor=Anchor(fragments=((start[n * step], end[min(n * step + (n % 5 == 0), last)]),)),
            values={"strength": "strong" if n % 5 == 0 else "single", "role": LABELS[n % 6], "function": LABELS[n % 4]},
            status=Status.SUGGESTED, source="made 1", confidence=0.5, scheme="snacs-2.6",
        )
        for n in range(number)
    ]  # fmt: skip


@cache
def _vocabulary() -> NDArray[np.object_]:
    """Prepositions, other function words, invented nouns no two of which are alike, and a full stop."""
    nouns = []
    for n in range(len(SYLLABLES), len(SYLLABLES) + NOUNS):
        parts, rest = [], n
        while rest:
            rest, part = divmod(rest, len(SYLLABLES))
            parts.append(SYLLABLES[part])
        nouns.append("".join(parts))
    return np.array([*PREPOSITIONS, *FUNCTION_WORDS, *nouns, "."], dtype=object)
