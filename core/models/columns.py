"""A model's lextags in the order in which decoding looks at them, and their scores. Knows legality, no sequence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from construal.annotation.snacs.expression import Word
from construal.core.models.labels import Labels
from construal.core.models.legality import Flags, Legality
from construal.core.models.lextags import BIO

Floats = npt.NDArray[np.floating]
Numbers = npt.NDArray[np.int64]
EMITTED = 2 * len(BIO)  # a word's BIO tag, and whether it begins a strong expression
_FAR = 30.0  # how far below the least likely tag of a word a tag stands that the model does not know
_STEP = 0.01
_MOST = 1e4  # farther from 0 no score is taken for true


class Columns:
    """One column for each lextag and place it may stand in, those of one BIO tag and place together.

    Places are a word that begins no strong expression (numbers 0 to 7, in the order of `BIO`) and one that does (8 to
    15); of each the lextags of targets stand last. Each part ends in a column that no word can have.
    """

    def __init__(self, labels: Labels, *, language: str, scheme: str) -> None:
        self.legality = legality = Legality(labels.tags, language=language, scheme=scheme)
        self.tags = legality.tags
        none = len(self.tags)
        bio = np.array([BIO.index(tag.bio) if tag.bio in BIO else -1 for tag in self.tags])
        is_target = np.array([bool(tag.pair) for tag in self.tags])
        parts = [
            np.append(np.flatnonzero(may & (bio == number) & (is_target == targets)), none)
            for may in (legality.alone | legality.inside, legality.begins)
            for number in range(len(BIO))
            for targets in (False, True)
        ]
        lengths = [len(part) for part in parts]
        self.tag = np.concatenate(parts)  # the number of each column's lextag
        self.parts: Numbers = np.cumsum([0, *lengths[:-1]])
        self.starts: Numbers = np.append(self.parts[::2], len(self.tag))
        self.emitted: Numbers = np.repeat(np.arange(EMITTED), np.add(lengths[::2], lengths[1::2]))
        self.lexcat = np.array([*(tag.lexcat for tag in self.tags), ""])[self.tag]
        self._inside = np.append(legality.inside, False)[self.tag]
        self._begins = self.emitted >= len(BIO)
        self._begins[self.tag == none] = False
        # The column of the same lextag in the other place; the last column of all stands for none.
        place = {key: column for column, key in enumerate(zip(self.tag.tolist(), self._begins.tolist(), strict=True))}
        last = len(self.tag) - 1
        self.twin: Numbers = np.array([
            last if tag == none else place.get((tag, not begins), last)
            for tag, begins in zip(self.tag.tolist(), self._begins.tolist(), strict=True)
        ])  # fmt: skip
        pairs = [tag.pair for tag in self.tags]
        self.pairs = tuple(dict.fromkeys(pair for pair in pairs if pair))
        number_of = {pair: number for number, pair in enumerate(self.pairs)}
        self.pair: Numbers = np.array([*(number_of.get(pair, -1) for pair in pairs), -1])[self.tag]
        # The columns of targets by pair, so that one pass sums those of each; a pair may stand in no place at all.
        targets = np.flatnonzero(self.pair >= 0)
        self.by_pair: Numbers = targets[np.argsort(self.pair[targets], kind="stable")]
        self.paired: Numbers = np.unique(self.pair[targets])
        self.pair_starts: Numbers = np.searchsorted(self.pair[self.by_pair], self.paired)
        head = labels.numbers("pair")
        self.heads: Numbers = np.array([head.get(pair, -1) for pair in self.pairs], dtype=np.int64)

    def scores(self, given: Floats, words: Sequence[Word], *, temperature: float = 1.0) -> Floats:
        """The scores of words' lextags by column, minus infinity where a word cannot have one."""
        count, width = given.shape
        wide = np.empty((count, len(self.tags) + 1), dtype=np.float32)
        wide[:, :width] = np.clip(given / temperature, -_MOST, _MOST)
        wide[:, :width][np.isnan(given)] = -_MOST  # from a damaged model
        # Of those that the model does not know the first are preferred.
        far = _FAR + _STEP * np.arange(len(self.tags) - width)
        wide[:, width:-1] = wide[:, :width].min(axis=1, keepdims=True, initial=0) - far
        wide[:, -1] = -np.inf
        ordered: Floats = wide[:, self.tag]
        ordered[~self._usable(words)] = -np.inf
        return ordered

    def _usable(self, words: Sequence[Word]) -> Flags:
        """Which columns each word may have."""
        kinds: dict[int, int] = {}
        rows: list[Flags] = []
        of_word = np.empty(len(words), dtype=np.int64)
        for place, word in enumerate(words):
            mask = self.legality.of_word(word)
            kind = kinds.setdefault(id(mask), len(rows))
            if kind == len(rows):
                rows.append(np.append(mask, False)[self.tag] & ~self._begins | self._inside | self._begins)
            of_word[place] = kind
        return np.stack(rows)[of_word]
