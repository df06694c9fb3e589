"""The items of a MISC cell of CoNLL-U: which of them are features of annotation, how these are spelled, and merged.

Knows one cell, not what its features mean (`conllu_features`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_KEY = re.compile(r"(?:Supersense|MWE(?:Cat|Lemma|Len|String)|PRel|Lexcat|Lexlemma|LexPart)(?:\[\w+\])?$")
_BAR = re.compile(r"(?<!\\)(?:(\\*)\||(\\+)p)")
_ESCAPED = re.compile(r"(?<!\\)(\\+)p")
_FEATURES = ("Supersense", "MWELemma", "MWECat", "MWELen", "MWEString", "PRel[", "Lexcat=", "Lexlemma=", "LexPart=")

Tell = Callable[[int, str], None]  # of a row, what is wrong with it


def has_features(text: str) -> bool:
    """Whether some MISC cells, or a whole file, may hold a feature of annotation."""
    return any(name in text for name in _FEATURES)


def is_feature(item: str) -> bool:
    """Whether a MISC item states an annotation; all others are the treebank's own."""
    key, equals, _ = item.partition("=")
    return bool(equals) and _KEY.match(key) is not None


def items(misc: str) -> list[str]:
    """The items of a MISC cell."""
    return [] if misc in ("_", "") else misc.split("|")


def split(misc: str, row: int, tell: Tell) -> tuple[dict[str, str], str]:
    """A MISC cell's features, and the cell without them."""
    if not has_features(misc):
        return {}, misc
    features: dict[str, str] = {}
    own: list[str] = []
    for item in items(misc):
        if not is_feature(item):
            own.append(item)
            continue
        key, _, value = item.partition("=")
        if key in features:
            tell(row, f"{key} is there twice; the first is read")
        else:
            features[key] = unescaped(value)
    return features, "|".join(own) or "_"


def escaped(value: str) -> str:
    r"""The value without `|`, which parts items: `\p` stands for it, with its backslashes doubled where it has any."""
    if "|" not in value and "\\p" not in value:
        return value
    return _BAR.sub(lambda m: f"{m[1] * 2}\\p" if m[2] is None else f"{m[2] * 2}p", value)


def unescaped(value: str) -> str:
    """The value that was escaped so."""
    if "\\p" not in value:
        return value
    return _ESCAPED.sub(lambda m: "\\" * (len(m[1]) // 2) + ("|" if len(m[1]) % 2 else "p"), value)


def merged_misc(misc: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """A MISC cell with the features in which `after` differs from `before`; all other items stay, in their order."""
    changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    result: list[str] = []
    written: set[str] = set()
    for item in items(misc):
        key = item.partition("=")[0]
        if key not in changed or not is_feature(item):
            result.append(item)
        elif key in after and key not in written:
            written.add(key)
            result.append(f"{key}={after[key]}")
    result += [f"{key}={value}" for key, value in after.items() if key in changed and key not in written]
    return "|".join(result) or "_"
