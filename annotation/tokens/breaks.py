"""Where sentences end beyond what rules can tell: a logistic regression over the words on both sides of a gap.

Knows features and weights (`construal/resources/sentences`); construal.core.training.sentence_breaks learns them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from zlib import crc32

import numpy as np
import numpy.typing as npt

BITS = 17  # of a feature's hash: so many weights there are
_REMEMBERED = 65_536  # words whose shape is kept
# A word. One that runs into the next sentence without a space ends where its stop ends; addresses are left whole.
_WORD = re.compile(
    r"(?=\S{0,80}[/@\\])\S+"
    r"|\S+?(?:(?<=[^\W\d_][a-z)\]][.?!…])(?=[A-Z])|(?<=[?!])(?=[^\W\d_])|(?<=\.\.)(?=[^\W\d_])|(?!\S))"
)
_BLANK = re.compile(r"\n[ \t\f\v\u3000]*\n\s*")
_END = re.compile(r"([.?!…]*)([^\w.?!…]*)\Z")
_STOPS = re.compile(r"[.?!…]+[\"'”’)\]]*\Z")
_FACE = re.compile(
    r"(?:[:;=8xX]['’]?-?[()DPpdoO/\\|*\[\]3]+|[(\[]+-?[:;=]|<3+|\^[_.]?\^|[xX]D+|[lL][oO]+[lL]+|[hH]aha\w*)[.!?]*\Z"
)
_OUTSIDE = "\"'“”‘’()[]{}<>*_-–—.,:;!?…|#~=+/"
_DIGIT = re.compile(r"\d")
_SIZES = (1, 2, 3, 4, 6, 9, 14, 22, 40)
_MASK = (1 << BITS) - 1
_BATCH = 4_096  # gaps weighed at once: a long text must not cost its length in numbers
_LONGEST = 80  # characters of a word that are looked at

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Breaks:
    """The weights of one language."""

    weights: npt.NDArray[np.float32]
    bias: float

    def places(self, shown: str, ruled: frozenset[int]) -> list[int]:
        """Where sentences start after a gap inside a line; `ruled` is where the rules start one."""
        found: list[int] = []
        for places, features in gaps(shown, ruled):
            chosen = self.weights[features].sum(axis=1) + self.bias > 0
            found += [place for place, starts in zip(places, chosen.tolist(), strict=True) if starts]
        return found


@lru_cache(maxsize=4)
def shipped(code: str) -> Breaks | None:
    """The weights that come with the program; None for a language that has none."""
    entry = resources.files("construal.resources") / "sentences" / f"{code}.npz"
    if not entry.is_file():
        return None
    with entry.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        weights = stored["weights"].astype(np.float32) * np.float32(stored["scale"])
        return Breaks(weights, float(stored["bias"]))


def gaps(shown: str, ruled: frozenset[int]) -> Iterator[tuple[list[int], Rows]]:
    """The gaps inside lines where a sentence may end, in batches.

    Of each gap where the next sentence would start, and a row of features.
    """
    places: list[int] = []
    rows: list[list[int]] = []
    start = 0
    for end, following in [*(match.span() for match in _BLANK.finditer(shown)), (len(shown), len(shown))]:
        for place, features in _block(shown, start, end, ruled):
            places.append(place)
            rows.append([crc32(feature.encode("utf-8", "replace")) & _MASK for feature in features])
            if len(rows) == _BATCH:
                yield places, np.array(rows, np.int32)
                places, rows = [], []
        start = following
    if rows:
        yield places, np.array(rows, np.int32)


def _block(shown: str, start: int, end: int, ruled: frozenset[int]) -> Iterator[tuple[int, Sequence[str]]]:
    spans = [match.span() for match in _WORD.finditer(shown, start, end)]
    words = [shown[first : min(last, first + _LONGEST)] for first, last in spans]
    count = len(words)
    shapes = ["^", "^", *map(shape, words), "$", "$", "$"]
    endings = ["^", *map(ending, words), "$"]
    bares = ["^", "^", *map(_bare, words), "$", "$"]
    titled = [not word[:1].isalpha() or word[0].isupper() for word in words]
    stops = [*map(_stops, words)]
    whole = _size(count)
    habit = _habit(endings, shapes)
    since = quotes = depth = 0
    all_titled = True
    for k in range(count - 1):
        word = words[k]
        if k and stops[k - 1]:
            since, all_titled = 0, True
        since += 1
        all_titled = all_titled and titled[k]
        if not word.isalnum():
            quotes += word.count('"') + word.count("“") + word.count("”")
            depth += word.count("(") + word.count("[") - word.count(")") - word.count("]")
        end_of = endings[k + 1]
        left, right, after = shapes[k + 2], shapes[k + 3], shapes[k + 4]
        if not end_of and words[k + 1][0].islower() and right != "url" and left not in ("face", "url", "mail"):
            continue
        place = spans[k + 1][0]
        gap = shown[spans[k][1] : place]
        if "\n" in gap:
            continue
        earlier, back, here, there, ahead = bares[k : k + 5]
        rule = "R" if place in ruled else "r"
        sides, ended = f"{end_of}|{right}", f"{end_of}{right}"
        inside = ("q" if quotes % 2 else "") + ("(" if depth > 0 else "")
        far = _size(since)
        yield (
            place,
            (
                f"0{rule}{sides}", f"1{rule}{end_of}{'' if gap else 'N'}", f"2{rule}{right}", f"3{here}|{end_of}",
                f"4{there}|{end_of}", f"5{here}", f"6{there}", f"8{ahead}", f"9{left}{sides}", f"a{sides}|{after}",
                f"b{left}|{sides}|{after}", f"d{right}{after}{shapes[k + 5]}", f"e{shapes[k]}{shapes[k + 1]}{left}",
                f"f{inside}{sides}{rule}", f"g{end_of}{far}", f"j{end_of}{whole}", f"m{habit}{sides}",
                f"q{endings[count]}|{sides}", f"r{endings[k]}|{sides}", f"s{endings[k + 2]}|{sides}{after}",
                f"t{_size(len(here))}{ended}", f"u{back}|{ended}", f"v{ahead}|{sides}", f"w{words[k + 1][:3]}|{end_of}",
                f"B{there[-3:]}|{end_of}", f"E{earlier}{end_of}", f"I{all_titled:d}{ended}", f"A{here[-3:]}|{ended}",
                f"H{here}|{right}",
            ),
        )  # fmt: skip


def _habit(endings: Sequence[str], shapes: Sequence[str]) -> str:
    """How a block writes: the share of its stops that stand before a small letter, in three classes."""
    after = [shapes[k + 2][-1:] for k in range(1, len(endings) - 2) if endings[k][:1] in (".", "?", "!")]
    small = after.count("a")
    return "-" if not after else "0" if small < 0.1 * len(after) else "1" if small < 0.5 * len(after) else "2"


@lru_cache(maxsize=_REMEMBERED)
def shape(word: str) -> str:
    """What a word looks like, in few classes: an address, a face, a number, a date, capitals, a capital, small."""
    if word.startswith(("http", "www.")):
        return "url"
    if "@" in word[1:-1]:
        return "mail"
    if _FACE.match(word):
        return "face"
    bare = word.strip(_OUTSIDE)
    if not bare:
        return word if len(word) < 3 else f"{word[0]}+"
    first = bare[0]
    if first.isdigit():
        kind = "d" if bare.isdigit() else "t" if ":" in bare else "D" if "/" in bare or "-" in bare else "d."
    else:
        kind = ("i" if len(bare) == 1 else "A" if bare.isupper() else "C") if first.isupper() else "a"
    return kind if word[0].isalnum() else word[0] + kind


@lru_cache(maxsize=_REMEMBERED)
def ending(word: str) -> str:
    """The stops and closers a word ends with, long runs shortened."""
    found = _END.search(word)
    assert found is not None
    stops = found[1]
    return (f"{stops[0]}{stops[-1]}+" if len(stops) > 2 else stops) + found[2][:3]


@lru_cache(maxsize=_REMEMBERED)
def _stops(word: str) -> bool:
    return _STOPS.search(word) is not None


@lru_cache(maxsize=_REMEMBERED)
def _bare(word: str) -> str:
    return _DIGIT.sub("0", word.lower().strip("\"'“”‘’()[]{}<>*_,:;!?…|"))[:12]


def _size(number: int) -> str:
    return chr(65 + sum(number > limit for limit in _SIZES))
