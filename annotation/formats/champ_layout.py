"""How a JSON file is laid out, so that what is written into it looks as what was there: indent, newlines, escapes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

Json = msgspec.Raw | str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

_FIRST_KEY = re.compile(rb'\s*\{(\r?\n)([ \t]*)"')
_SEPARATORS = re.compile(rb'"\s*:( ?)[\s\S]*?,( ?)')


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout; without an indent all stands in one line, `after_comma` and `after_colon` between the parts."""

    newline: str = "\n"
    indent: str | None = "  "
    after_comma: str = " "
    after_colon: str = " "
    is_ascii: bool = False
    end: str = "\n"

    def written(self, value: Json) -> bytes:
        """The value as JSON. Raw parts are written as they are, right where they stand as deep as they did."""
        parts: list[bytes] = []
        self._write(value, 0, parts)
        parts.append(self.end.encode())
        return b"".join(parts)

    def _write(self, value: Json, depth: int, parts: list[bytes]) -> None:
        if isinstance(value, msgspec.Raw):
            parts.append(bytes(value))
        elif isinstance(value, Mapping):
            items = [(self._scalar(key) + b":" + self.after_colon.encode(), item) for key, item in value.items()]
            self._write_items(items, depth, b"{}", parts)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            self._write_items([(b"", item) for item in value], depth, b"[]", parts)
        else:
            parts.append(self._scalar(value))

    def _write_items(
        self, items: Sequence[tuple[bytes, Json]], depth: int, brackets: bytes, parts: list[bytes]
    ) -> None:
        if not items:
            parts.append(brackets)
            return
        flat = self.indent is None
        inner = "" if self.indent is None else self.newline + self.indent * (depth + 1)
        outer = "" if self.indent is None else self.newline + self.indent * depth
        between = ("," + (self.after_comma if flat else "") + inner).encode()
        parts.append(brackets[:1] + inner.encode())
        for place, (key, item) in enumerate(items):
            if place:
                parts.append(between)
            parts.append(key)
            self._write(item, depth + 1, parts)
        parts.append(outer.encode() + brackets[1:])

    def _scalar(self, value: str | float | bool | None) -> bytes:
        return json.dumps(value, ensure_ascii=self.is_ascii).encode()


def layout_of(body: bytes) -> Layout:
    """The layout of a JSON object."""
    stripped = body.rstrip()
    end = body[len(stripped) :].decode()
    is_ascii = body.isascii()
    first = _FIRST_KEY.match(body)
    if first:
        return Layout(first[1].decode(), first[2].decode(), is_ascii=is_ascii, end=end)
    spaces = _SEPARATORS.search(body[:4096])
    colon, comma = (spaces[1].decode(), spaces[2].decode()) if spaces else (" ", " ")
    return Layout(indent=None, after_comma=comma, after_colon=colon, is_ascii=is_ascii, end=end)
