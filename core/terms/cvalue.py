"""C-value: how much a string is a term of its own, by its length, its frequency, and how often it is only a part.

K. Frantzi, S. Ananiadou, H. Mima: Automatic recognition of multi-word terms: the C-value/NC-value method,
International Journal on Digital Libraries 3 (2000), 115–130, section 2.3. Knows nothing but words and numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log2

Words = tuple[str, ...]


@dataclass(slots=True)
class CValue:
    """The score of one candidate, and the longer candidates it occurs in."""

    score: float
    nested_in: list[Words] = field(default_factory=list)


def c_values(frequencies: Mapping[Words, int], *, single_words: bool = True) -> dict[Words, CValue]:
    """The C-value of every candidate, given how often each occurs, inside longer candidates included.

    log2 |a| · f(a) for a candidate a that stands in no other, else log2 |a| · (f(a) − t(a) / c(a)), where c(a) is the
    number of longer candidates that hold a, and t(a) how often a occurs in them, an occurrence in several counted for
    the longest only, as the paper's algorithm does. Under that formula a single word scores 0; with `single_words`,
    log2(|a| + 1) takes the place of log2 |a| for all, which keeps the order among equal lengths and gives a word the
    weight 1. (A. Barrón-Cedeño and others, CICLing 2009, adapt the formula to single words in another way.)
    Takes time linear in the number of candidates for a bounded length.
    """
    nested_frequency: defaultdict[Words, int] = defaultdict(int)
    result: dict[Words, CValue] = {}
    for words in sorted(frequencies, key=lambda w: (-len(w), w)):
        result[words] = CValue(0.0)
    for words, value in result.items():
        frequency = frequencies[words]
        own = frequency - nested_frequency[words]
        weight = log2(len(words) + 1) if single_words else log2(len(words))
        holders = len(value.nested_in)
        value.score = weight * (frequency - nested_frequency[words] / holders if holders else frequency)
        for part in {
            words[first:last]
            for first in range(len(words))
            for last in range(first + 1, len(words) + 1)
            if last - first < len(words)
        }:
            if part in result:
                result[part].nested_in.append(words)
                nested_frequency[part] += own
    return result
