"""Oddities of a table: each kind is told once, with the first line and how many rows it was met on."""

from __future__ import annotations

from construal.annotation.formats.format import Oddity


class TableLog:
    """What was odd about one file, by kind."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[str, tuple[int, int]] = {}  # the first line, and how often

    def add(self, line: int, message: str) -> None:
        """Tell of a row; `line` is 1-based."""
        first, count = self._found.get(message, (line, 0))
        self._found[message] = (first, count + 1)

    def oddities(self) -> list[Oddity]:
        """Everything told, by line."""
        told = [
            Oddity(self.file, line, message if count == 1 else f"{message} ({count:,} rows, the first is this)")
            for message, (line, count) in self._found.items()
        ]
        return sorted(told, key=lambda oddity: oddity.line)
