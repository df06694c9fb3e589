"""Target lists as a file to pass on: CSV for a spreadsheet, JSON for a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import msgspec

from construal.annotation.errors import FormatError, SchemeError
from construal.annotation.snacs.target_entry import TargetEntry, entry

COLUMNS = ("language", "words", "verdict", "lexcat")
ENDINGS = (".csv", ".json")


class _Line(msgspec.Struct, frozen=True):
    """An entry as a file has it."""

    language: str
    words: str
    verdict: str = "target"
    lexcat: str = ""


def read(path: Path, language: str) -> list[TargetEntry]:
    """The entries of a file; `language` for those that name none. Raises FormatError with the line at fault."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FormatError(f"{error.strerror}; check the name.", str(path)) from error
    except UnicodeDecodeError as error:
        raise FormatError("this is not UTF-8; save it as that.", str(path)) from error
    lines = _json(text, path) if _ending(path) == ".json" else _csv(text, path)
    entries: dict[tuple[str, str], TargetEntry] = {}
    for number, line in lines:
        try:
            made = entry(line.language or language, line.words, verdict=line.verdict or "target", lexcat=line.lexcat)
        except SchemeError as error:
            raise FormatError(str(error), str(path), line=number) from error
        entries[made.key] = made
    return list(entries.values())


def written(path: Path, entries: Sequence[TargetEntry]) -> bytes:
    """The bytes of a file with this name that holds the entries. Raises FormatError for an ending that is neither."""
    if _ending(path) == ".json":
        lines = [_Line(e.language, e.words, e.verdict, e.lexcat) for e in entries]
        return msgspec.json.format(msgspec.json.encode(lines), indent=1) + b"\n"
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((e.language, e.words, e.verdict, e.lexcat) for e in entries)
    return table.getvalue().encode()


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise FormatError(f"a target list ends in {' or '.join(ENDINGS)}, not in ‘{path.suffix}’.", str(path))
    return ending


def _json(text: str, path: Path) -> list[tuple[int, _Line]]:
    try:
        return [(0, line) for line in msgspec.json.decode(text, type=list[_Line])]
    except msgspec.DecodeError as error:
        raise FormatError(f"this is no list of entries ({error}).", str(path)) from error


def _csv(text: str, path: Path) -> list[tuple[int, _Line]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        head = [name.strip().lower() for name in next(reader, [])]
        if "words" not in head:
            raise FormatError(f"the first line must name the columns {', '.join(COLUMNS)}; only ‘words’ is needed.",
                              str(path), line=1)  # fmt: skip
        lines = []
        for cells in reader:
            row = dict(zip(head, (cell.strip() for cell in cells), strict=False))
            if any(row.values()):
                known = {name: row.get(name, "") for name in COLUMNS}
                lines.append((reader.line_num, _Line(**known)))
    except csv.Error as error:
        raise FormatError(f"{error}.", str(path), line=reader.line_num) from error
    return lines
