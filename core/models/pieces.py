"""Words as an encoder reads them: numbers of word pieces, word shapes, and where each word begins. Knows no tensor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from construal.annotation.errors import FormatError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

NAME = "tokenizer.json"
LONGEST = 512  # pieces that the encoders in use have positions for
_LONGEST_WORD = 32  # pieces of one word that are read; a word is known by its first, and a URL may have hundreds
Ints = npt.NDArray[np.int64]


class Shape(IntEnum):
    """How a word is written, which a tokenizer that writes everything small would lose."""

    LOWER = 0
    UPPER = 1
    TITLE = 2
    DIGIT = 3
    MIXED = 4
    OTHER = 5


def shape(word: str) -> Shape:
    """The shape of a word: with a digit, without a letter, small, capital, with a capital first, or mixed."""
    if any(c.isdigit() for c in word):
        return Shape.DIGIT
    if not any(c.isalpha() for c in word):
        return Shape.OTHER
    if word.islower():
        return Shape.LOWER
    if word.isupper():
        return Shape.UPPER if len(word) > 1 else Shape.TITLE
    return Shape.TITLE if word[0].isupper() and word[1:].islower() else Shape.MIXED


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A sentence, or a window of a long one: piece ids, the shape of each piece's word, where words begin.

    `first[i]` is the index in `ids` of the first piece of the i-th word that this window answers for; pieces before
    and behind those are context.
    """

    ids: Ints
    shapes: Ints
    first: Ints

    def __len__(self) -> int:
        return len(self.ids)


class Pieces:
    """The word pieces of one tokenizer. Words stay as they are given: none is joined, split in two or lost."""

    def __init__(self, tokenizer: Tokenizer, *, longest: int = LONGEST) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        tokenizer.encode_special_tokens = True  # a word that is spelled as a mark of the encoder's is a word
        self._tokenizer = tokenizer
        self._before, self._after = _frame(tokenizer)
        self._unknown = _unknown(tokenizer)
        self.longest = longest - len(self._before) - len(self._after)
        if self.longest < 4 * _LONGEST_WORD:
            raise ValueError(f"windows of {longest} pieces are too short for words of {_LONGEST_WORD}")

    @classmethod
    def load(cls, path: str | Path, *, longest: int = LONGEST) -> Pieces:
        """The pieces of a tokenizer.json. Raises FormatError for any other file, OSError where there is none."""
        return cls.read(Path(path).read_bytes(), str(path), longest=longest)

    @classmethod
    def read(cls, data: bytes, file: str = NAME, *, longest: int = LONGEST) -> Pieces:
        """The pieces of a tokenizer as JSON. Raises FormatError for anything else."""
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_buffer(data)
        except ValueError as error:
            raise FormatError("this is no tokenizer.json; get the model anew.", file) from error
        return cls(tokenizer, longest=longest)

    @property
    def json(self) -> bytes:
        """The tokenizer as JSON, to be kept with a model."""
        return self._tokenizer.to_str(pretty=False).encode()

    def encode(self, words: Sequence[str]) -> list[Encoded]:
        """The windows of a sentence, one where it fits; their words, one window after the other, are its words."""
        return self.encode_all([words])[0]

    def encode_all(self, sentences: Sequence[Sequence[str]]) -> list[list[Encoded]]:
        """The windows of each sentence, many at a time, which is faster."""
        found = self._tokenizer.encode_batch(
            [[*map(_sound, words)] for words in sentences], is_pretokenized=True, add_special_tokens=False
        )
        return [
            self._windows(words, encoding.ids, encoding.word_ids)
            for words, encoding in zip(sentences, found, strict=True)
        ]

    def _windows(self, words: Sequence[str], ids: Sequence[int], owners: Sequence[int | None]) -> list[Encoded]:
        pieces: list[list[int]] = [[] for _ in words]
        for number, owner in zip(ids, owners, strict=True):
            if owner is not None and len(pieces[owner]) < _LONGEST_WORD:
                pieces[owner].append(number)
        # A word of characters that the tokenizer drops is still a word.
        pieces = [of_word or [self._unknown] for of_word in pieces]
        ends = np.cumsum([len(of_word) for of_word in pieces], dtype=np.int64)
        if not len(words) or ends[-1] <= self.longest:
            return [self._window(words, pieces, (0, len(words)), (0, len(words)))] if len(words) else []
        margin = self.longest // 4
        windows: list[Encoded] = []
        begin = 0
        while begin < len(words):
            # As many words as leave a margin on both sides, and then as much context as fits.
            before = int(ends[begin - 1]) if begin else 0
            room = self.longest - (margin if begin else 0)
            left = begin
            while left > 0 and before - (int(ends[left - 2]) if left > 1 else 0) <= margin:
                left -= 1
            start = int(ends[left - 1]) if left else 0
            right = int(np.searchsorted(ends, start + self.longest, side="right"))
            end = right if right == len(words) else int(np.searchsorted(ends, before + room - margin, side="right"))
            windows.append(self._window(words, pieces, (left, right), (begin, end)))
            begin = end
        return windows

    def _window(
        self, words: Sequence[str], pieces: Sequence[list[int]], seen: tuple[int, int], answered: tuple[int, int]
    ) -> Encoded:
        ids = list(self._before)
        shapes = [int(Shape.LOWER)] * len(ids)
        first: list[int] = []
        for place in range(*seen):
            if answered[0] <= place < answered[1]:
                first.append(len(ids))
            ids += pieces[place]
            shapes += [int(shape(words[place]))] * len(pieces[place])
        ids += self._after
        shapes += [int(Shape.LOWER)] * len(self._after)
        return Encoded(np.array(ids, np.int64), np.array(shapes, np.int64), np.array(first, np.int64))


def _sound(word: str) -> str:
    """The word without halves of characters, which no encoder knows: a question mark for each."""
    return word if word.isascii() else word.encode(errors="replace").decode()


def _frame(tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    """The ids that the tokenizer puts before and after a sentence."""
    found = tokenizer.encode(["a"], is_pretokenized=True)
    special = [mark == 1 for mark in found.special_tokens_mask]
    inside = special.index(False) if False in special else len(special)
    behind = len(special) - special[::-1].index(False) if False in special else len(special)
    return list(found.ids[:inside]), list(found.ids[behind:])


def _unknown(tokenizer: Tokenizer) -> int:
    """The id of the tokenizer's piece for what it does not know."""
    for name in ("[UNK]", "<unk>"):
        number = tokenizer.token_to_id(name)
        if number is not None:
            return int(number)
    return 0
