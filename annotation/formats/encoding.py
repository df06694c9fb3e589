"""From bytes to text: which encoding a file has, and what was odd about it. Knows no file format."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from itertools import chain

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
_NO_WINDOWS = b"\x81\x8d\x8f\x90\x9d"  # bytes that are no letter in Windows-1252
_LOOKED_AT = 65_536


def decoded(data: bytes, file: str) -> tuple[str, list[Oddity]]:
    """The text without its byte order mark, and what was odd about its encoding.

    UTF-8 with and without a mark, UTF-16 and UTF-32 with one; anything else is taken for Windows-1252, or Latin-1
    where that has no such letter, and told with the line of the first byte that is no UTF-8. Raises FormatError for
    binary data.
    """
    _refuse_others(data, file)
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
    _refuse_binary(data[:_LOOKED_AT], file)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text, named = data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        text, named = data.decode("latin-1"), "Latin-1"
    return text, [_no_utf8(file, line, byte, named)]


def encoding(blocks: Iterable[bytes], file: str, *, is_whole: bool = True) -> tuple[str, list[Oddity]]:
    """The encoding that `decoded` would take, for a file that is looked through block by block, and its oddities.

    The first block has what a file is known by, 64 KiB at least where there are so many. A file that is not whole may
    end inside a letter. Raises FormatError as `decoded` does.
    """
    found = codecs.getincrementaldecoder("utf-8")()
    line = 0
    wrong: tuple[int, int] | None = None  # the line and the byte that is no UTF-8
    is_windows = True
    for number, block in enumerate(chain(blocks, [b""])):
        if not number:
            _refuse_others(block, file)
            marked = next(((name, mark) for mark, name in _MARKS if block.startswith(mark) and name != "utf-8"), None)
            if marked is not None:
                # Python takes this mark away, and knows by it which byte comes first.
                return marked[0], []
            _refuse_binary(block[:_LOOKED_AT], file)
        if wrong is None:
            try:
                found.decode(block, is_whole and not block)
            except UnicodeDecodeError as error:
                # What was left of the block before stands at the beginning of what is decoded.
                data = bytes(error.object)
                wrong = line + data.count(b"\n", 0, error.start) + 1, data[error.start]
        is_windows = is_windows and len(block.translate(None, _NO_WINDOWS)) == len(block)
        line += block.count(b"\n")
    if wrong is None:
        return "utf-8", []
    named = "Windows-1252" if is_windows else "Latin-1"
    return ("cp1252" if is_windows else "latin-1"), [_no_utf8(file, *wrong, named)]


def _refuse_others(head: bytes, file: str) -> None:
    for first, what in _OTHERS:
        if head.startswith(first):
            raise FormatError(f"this is {what} and no text; save it as plain text, in UTF-8.", file)


def _refuse_binary(head: bytes, file: str) -> None:
    if b"\0" in head:
        raise FormatError("this is binary data or text without a byte order mark; save it as text, in UTF-8.", file)
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 100:
        raise FormatError("this is binary data, not text; choose a text file.", file)


def _no_utf8(file: str, line: int, byte: int, named: str) -> Oddity:
    told = f"byte {byte:02X} is no UTF-8; the file was read as {named}. Check letters with accents."
    return Oddity(file, line, told)


def with_unix_lines(text: str) -> str:
    """The text with `\\n` for every `\\r\\n` and lone `\\r`."""
    return re.sub(r"\r\n?", "\n", text) if "\r" in text else text


def _with_end(encoding: str, mark: bytes) -> str:
    if encoding == "utf-8":
        return encoding
    return f"{encoding}-{'le' if mark[0] == 0xFF else 'be'}"
