"""Raw text to token and sentence columns, the same way for every format that brings no tokens of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from construal.annotation.columns import Column, Ints, ints
from construal.annotation.document import Sentences, Tokens
from construal.annotation.tokens import mathematics
from construal.annotation.tokens import sentences as rules
from construal.annotation.tokens.languages import Language, language

_BLOCK = 50_000  # characters given to spaCy at once: well below its limit, and its arrays stay small
_NO_SPACES = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
_THAI_AND_KIN = "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6"
_MARKS = "\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u3099\u309a\ufe00-\ufe0f"
_PLAIN = re.compile(
    rf"[{_NO_SPACES}{_THAI_AND_KIN}][{_MARKS}]*"
    rf"|\d+(?:[.,]\d+)*|(?:(?![{_NO_SPACES}{_THAI_AND_KIN}\d])\w[{_MARKS}]*)+|\S"
)
# A formula beside a hyphen shows a letter there, so that "$n$-category" is cut as "n-category" is.
_MASK = "\ue000"
_HYPHENED = re.compile(f"{_MASK}(?=[-\u2010\u2011])|(?<=[-\u2010\u2011]){_MASK}")


@dataclass(slots=True)
class Cut:
    """A text cut up. `plain` tells that the language's own tokenizer is absent; `lone` are half pairs of delimiters."""

    tokens: Tokens
    sentences: Sentences
    plain: bool = False
    lone: list[int] = field(default_factory=list)


def cut(text: str, code: str, parts: Sequence[tuple[int, int, str]] = ()) -> Cut:
    """Tokens and sentences of a text in a language.

    Sentences are numbered "1", "2", …. With `parts` (start, end, name) no sentence crosses a part, and its id is the
    part's name, or "name.1", "name.2", … where a part has several. A stretch of mathematics is one token. Raises
    FormatError for an unknown language.
    """
    rules_of = language(code)
    stretches = mathematics.segments(text)
    found: list[tuple[int, int]] = []
    ids: list[str] = []
    for start, end, name in parts:
        inside = rules.spans(text, rules_of, start, end)
        ids += [name] if len(inside) == 1 else [f"{name}.{k}" for k in range(1, len(inside) + 1)]
        found += inside
    if not parts:
        found = rules.spans(text, rules_of)
        ids = [str(n) for n in range(1, len(found) + 1)]
    bounds = ints(s for span in found for s in span).reshape(-1, 2)
    starts, ends = _tokens(text, stretches, bounds, rules_of)
    first = np.searchsorted(starts, bounds[:, 0], side="left").astype(np.int32)
    sentences = Sentences(
        first=np.append(first, np.int32(len(starts))), start=bounds[:, 0], end=bounds[:, 1], ids=Column.of(ids)
    )
    lone = mathematics.lone_delimiters(text, stretches)
    return Cut(Tokens(starts, ends), sentences, plain=rules_of.cut is None, lone=lone)


def _tokens(text: str, stretches: list[tuple[int, int]], spans: Ints, rules_of: Language) -> tuple[Ints, Ints]:
    """Starts and ends of all tokens; one that runs over the start of a sentence is cut there."""
    shown = _HYPHENED.sub("a", mathematics.masked(text, stretches, _MASK)).replace(_MASK, " ")
    if rules_of.cut is None:
        bounds = ints(p for m in _PLAIN.finditer(shown) for p in m.span()).reshape(-1, 2)
    else:
        bounds = _by_spacy(shown, rules_of)
    if rules_of.pieces is not None:
        bounds = _pieced(bounds, *rules_of.pieces(shown, spans[:, 1].tolist()))
    if stretches:
        formulas = ints(p for s in stretches for p in s).reshape(-1, 2)
        bounds = np.concatenate([_clipped(bounds, formulas), formulas])
        bounds = bounds[np.argsort(bounds[:, 0], kind="stable")]
    starts, ends = bounds[:, 0], bounds[:, 1]
    firsts = spans[:, 0]
    if len(starts) and len(firsts):
        row = np.searchsorted(starts, firsts, side="right") - 1
        crossing = (row >= 0) & (starts[row] < firsts) & (ends[row] > firsts)
        if crossing.any():
            return _split(text, starts, ends, firsts[crossing])
    return np.ascontiguousarray(starts), np.ascontiguousarray(ends)


def _pieced(bounds: Ints, joined: list[tuple[int, int]], cuts: list[int]) -> Ints:
    """The tokens with each joined stretch that tokens fill as one token, and each cut inside a token made."""
    if joined:
        start, end = (ints(pair[side] for pair in joined) for side in (0, 1))
        row = np.searchsorted(bounds[:, 0], start)
        last = np.searchsorted(bounds[:, 1], end)
        fits = (row < len(bounds)) & (last < len(bounds))
        row, last, start, end = row[fits], last[fits], start[fits], end[fits]
        fits = (bounds[row, 0] == start) & (bounds[last, 1] == end) & (row < last)
        gone = np.zeros(len(bounds) + 1, np.int8)
        np.add.at(gone, row[fits] + 1, 1)
        np.add.at(gone, last[fits] + 1, -1)
        bounds = bounds.copy()
        bounds[row[fits], 1] = end[fits]
        bounds = bounds[np.cumsum(gone[:-1]) == 0]
    if cuts and len(bounds):
        place = np.unique(ints(cuts))
        row = np.maximum(np.searchsorted(bounds[:, 0], place, side="right") - 1, 0)
        place = place[(bounds[row, 0] < place) & (place < bounds[row, 1])]
        sides = [np.sort(np.concatenate([bounds[:, side], place])) for side in (0, 1)]
        bounds = np.stack(sides, axis=1).astype(np.int32)
    return bounds


def _clipped(bounds: Ints, formulas: Ints) -> Ints:
    """The tokens without what lies in a formula."""
    starts, ends = bounds[:, 0].copy(), bounds[:, 1].copy()
    at = np.maximum(np.searchsorted(formulas[:, 0], starts, side="right") - 1, 0)
    inside = (formulas[at, 0] <= starts) & (starts < formulas[at, 1])
    starts[inside] = formulas[at[inside], 1]
    at = np.maximum(np.searchsorted(formulas[:, 0], ends, side="left") - 1, 0)
    inside = (formulas[at, 0] < ends) & (ends <= formulas[at, 1])
    ends[inside] = formulas[at[inside], 0]
    return np.stack([starts, ends], axis=1)[starts < ends]


def _split(text: str, starts: Ints, ends: Ints, places: Ints) -> tuple[Ints, Ints]:
    pieces: list[tuple[int, int]] = []
    wanted = places.tolist()
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        while wanted and wanted[0] <= start:
            wanted.pop(0)
        while wanted and wanted[0] < end:
            place = wanted.pop(0)
            left = text[start:place].rstrip()
            pieces.append((start, start + len(left)))
            start = place
        pieces.append((start, end))
    bounds = ints(p for piece in pieces for p in piece).reshape(-1, 2)
    return np.ascontiguousarray(bounds[:, 0]), np.ascontiguousarray(bounds[:, 1])


def _by_spacy(shown: str, rules_of: Language) -> Ints:
    """The tokens of spaCy's rules. Blocks end at a line break, or where there is none for long, at a space."""
    assert rules_of.cut is not None
    blocks: list[Ints] = []
    position = 0
    while position < len(shown):
        end = position + _BLOCK
        if end < len(shown):
            end = shown.rfind("\n", position + _BLOCK // 2, end) + 1 or shown.rfind(" ", position, end) + 1 or end
        found = rules_of.cut(shown[position:end]).to_array(["IDX", "LENGTH", "IS_SPACE"]).astype(np.int64)
        found = found[found[:, 2] == 0]
        start = found[:, 0] + position
        blocks.append(np.stack([start, start + found[:, 1]], axis=1).astype(np.int32))
        position = end
    return np.concatenate(blocks) if blocks else ints(()).reshape(0, 2)
