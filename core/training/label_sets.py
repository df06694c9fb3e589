"""The labels of a model, made from what its corpora teach, and examples as numbers of those labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from construal.core.models.labels import FIELDS, NAME, Labels
from construal.core.training.examples import UNTAUGHT, Example

MASK = -100  # the number of a label that is not known, which no loss counts
_FEWEST = 2  # times that a lemma script must be seen; one alone is a slip or a name
Targets = Mapping[str, npt.NDArray[np.int64]]


def label_set(examples: Iterable[Example], heads: Iterable[str]) -> Labels:
    """The labels that the examples have for these heads, sorted; pairs are those seen with a role and a function."""
    wanted = tuple(heads)
    seen: dict[str, Counter[str]] = {head: Counter() for head in wanted}
    for example in examples:
        for head in wanted:
            seen[head].update(example.gold.get(head, ()))
    found: dict[str, tuple[str, ...]] = {}
    for head, counts in seen.items():
        del counts[UNTAUGHT]
        fewest = _FEWEST if head == "lemma" else 1
        found[FIELDS[head]] = tuple(sorted(label for label, count in counts.items() if count >= fewest))
    return Labels(**found)


def numbered(example: Example, numbers: Mapping[str, Mapping[str, int]]) -> Targets:
    """The numbers of an example's labels by head; MASK where one is not known or is none of the model's."""
    return {
        head: np.array([of_head.get(label, MASK) for label in example.gold[head]], np.int64)
        for head, of_head in numbers.items()
        if head in example.gold
    }


def read(path: Path) -> Labels:
    """The labels of a model's folder. Raises FormatError or OSError."""
    return Labels.from_json((path / NAME).read_bytes(), str(path / NAME))
