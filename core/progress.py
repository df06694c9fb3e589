"""How long work reports and stops: no Qt, no terminal; those who start a job bring their own `Progress`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Cancelled(Exception):
    """The user stopped the job; nothing half-done is kept."""


class Progress(Protocol):
    """Told how far a job is; raises Cancelled when the user has had enough."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """`done` of `total` (0 where unknown) are finished, and `note` is what comes now."""


class Quiet:
    """A progress that nobody watches."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Say nothing."""


def over(progress: Progress, items: Iterable[T], total: int, *, note: str = "") -> Iterator[T]:
    """The items, each reported before it is handed on, and the end after the last."""
    for done, item in enumerate(items):
        progress.step(done, total, note)
        yield item
    progress.step(total, total, note)
