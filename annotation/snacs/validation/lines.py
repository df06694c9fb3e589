"""The text of a file: its encoding, its line endings, and white space where none belongs. Knows no rule on cells."""

from __future__ import annotations

from collections.abc import Callable

from construal.annotation.snacs.validation.report import FindingList
from construal.annotation.snacs.validation.sentence import Row, Sentence

_BYTE_ORDER_MARK = "\ufeff"
_SENT_ID = "# sent_id = "
_BLANKS_AS_TABS = bytes.maketrans(b" ", b"\t")


def text_of(data: bytes, found: FindingList) -> str:
    """The text of a file, lines ended by `\\n`; bytes that are no UTF-8 are told and read as �."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode(errors="replace")
        for number, line in enumerate(data.split(b"\n"), 1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                bad = line[error.start : error.end].hex(" ")
                found.add(Sentence(number), number, "encoding", f"bytes that are no UTF-8: {bad}", "save it as UTF-8")
    if text.startswith(_BYTE_ORDER_MARK):
        found.add(Sentence(1), 1, "encoding", "a byte order mark before the text", "save it as UTF-8 without one")
        text = text[1:]
    text = _with_line_feeds(text, found)
    if _BYTE_ORDER_MARK in text:
        _each_line(text, found, _has_byte_order_mark, "white-space", "a byte order mark inside the line")
    # A corpus seldom has blanks beside tabs, so they are looked for at once before line by line.
    if b"\t\t" in data.translate(_BLANKS_AS_TABS):
        _each_line(text, found, _has_blank_beside_tab, "white-space", "white space around a cell")
        _each_line(text, found, _has_empty_cell, "empty-cell", "an empty cell")
    return text


def _with_line_feeds(text: str, found: FindingList) -> str:
    """Lines ended as STREUSLE's reader takes them; what is no line feed is told once."""
    last = text.count("\n") + 1
    if "\r" in text:
        first = text[: text.index("\r")].count("\n") + 1
        kind = "CR LF" if "\r\n" in text else "CR"
        found.add(Sentence(first), first, "line-ending", f"lines end in {kind}", "save it with LF")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.strip() and not text.endswith("\n"):
        found.add(Sentence(last), last, "line-ending", "the last line does not end", "end it with LF")
    return text


def _each_line(text: str, found: FindingList, has: Callable[[str], bool], rule: str, told: str) -> None:
    """Tell of each line that has something, with the sentence it stands in."""
    mend = "write `_`" if rule == "empty-cell" else "take it away"
    id = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_SENT_ID):
            id = line.removeprefix(_SENT_ID).strip()
        elif not line.strip():
            id = ""
        if has(line):
            sentence = Sentence(number, comments={"sent_id": (number, id)})
            place: Row | int = Row(number, line.split("\t")) if "\t" in line and line[:1] != "#" else number
            found.add(sentence, place, rule, told, mend)


def _has_byte_order_mark(line: str) -> bool:
    return _BYTE_ORDER_MARK in line


def _has_blank_beside_tab(line: str) -> bool:
    return line[:1] != "#" and (" \t" in line or "\t " in line)


def _has_empty_cell(line: str) -> bool:
    return line[:1] != "#" and bool(line.strip()) and "" in line.strip("\t").split("\t")
