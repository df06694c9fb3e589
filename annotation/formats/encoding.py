"""From bytes to text: which encoding a file has, and what was odd about it. Knows no file format."""

from __future__ import annotations

import codecs
import re

from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Oddity

# The longer mark first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What people choose by mistake most often, by its first bytes.
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b")
_LOOKED_AT = 65_536


def decoded(data: bytes, file: str) -> tuple[str, list[Oddity]]:
    """The text without its byte order mark, and what was odd about its encoding.

    UTF-8 with and without a mark, UTF-16 and UTF-32 with one; anything else is taken for Windows-1252, or Latin-1
    where that has no such letter, and told with the line of the first byte that is no UTF-8. Raises FormatError for
    binary data.
    """
    for first, what in _OTHERS:
        if data.startswith(first):
            raise FormatError(f"this is {what} and no text; save it as plain text, in UTF-8.", file)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(_with_end(encoding, mark)), []
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    break
                raise FormatError(
                    f"the file begins as {encoding.upper()} but byte {error.start + len(mark)} does not fit it; "
                    "save it as UTF-8.", file
                ) from error  # fmt: skip
    head = data[:_LOOKED_AT]
    if b"\0" in head:
        raise FormatError("this is binary data or text without a byte order mark; save it as text, in UTF-8.", file)
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 100:
        raise FormatError("this is binary data, not text; choose a text file.", file)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte {data[error.start]:02X}"
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text, named = data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        text, named = data.decode("latin-1"), "Latin-1"
    return text, [Oddity(file, line, f"{byte} is no UTF-8; the file was read as {named}. Check letters with accents.")]


def with_unix_lines(text: str) -> str:
    """The text with `\\n` for every `\\r\\n` and lone `\\r`."""
    return re.sub(r"\r\n?", "\n", text) if "\r" in text else text


def _with_end(encoding: str, mark: bytes) -> str:
    if encoding == "utf-8":
        return encoding
    return f"{encoding}-{'le' if mark[0] == 0xFF else 'be'}"
