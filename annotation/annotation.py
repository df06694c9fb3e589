"""One statement of one annotator (or model) about one place; who sees which is decided in `reading`."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Mapping
from enum import StrEnum

import msgspec

from construal.annotation.anchor import Anchor

Value = str | int | float | bool | None


class Status(StrEnum):
    """How far a statement has come."""

    SUGGESTED = "suggested"
    DRAFT = "draft"
    GOLD = "gold"
    ADJUDICATED = "adjudicated"
    REJECTED = "rejected"


# Frozen values hold no cycles, so the garbage collector need not look at a million of them.
class Annotation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One statement: where (`anchor`), of what kind (`layer`), saying what (`values`), by whom, from what.

    `annotator` is a person's name, or "" for what came with a file or from a model. `source` is "" for a person, else
    the model ("frequency 1") or the format ("conllulex") it came from, kept when a person accepts it; which file that
    was, the document knows. `replaces` is the id of the statement that this one takes the place of for its annotator.
    Times are milliseconds since 1970, UTC.
    """

    id: int
    document: int
    layer: str
    anchor: Anchor
    values: Mapping[str, Value] = {}
    annotator: str = ""
    status: Status = Status.GOLD
    source: str = ""
    confidence: float | None = None
    note: str = ""
    doubt: bool = False
    scheme: str = ""
    replaces: int | None = None
    created: int = 0
    modified: int = 0

    @property
    def is_decided(self) -> bool:
        """True for a decision that counts: draft, gold or adjudicated."""
        return self.status in (Status.DRAFT, Status.GOLD, Status.ADJUDICATED)

    def get(self, key: str) -> Value:
        """The value under `key`, or None."""
        return self.values.get(key)

    def text(self, key: str) -> str:
        """The value under `key` as text, "" where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value)


def now() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def id_source(start: int | None = None) -> Callable[[], int]:
    """A function that gives a fresh id at each call: 63-bit, rising, unlikely to meet another machine's.

    Ids begin with the milliseconds since 2020 and 20 random bits, so that annotations made on two copies of a project
    can later stand in one; `start` makes them predictable.
    """
    if start is None:
        start = ((time.time_ns() // 1_000_000 - 1_577_836_800_000) << 20) + random.getrandbits(20)
    return itertools.count(start).__next__
