"""Universal Dependencies' own rules for what a CoNLL-U file must be, and how a sentence is mended to keep them.

Knows rows of ten cells and comments. Source: the format's description and the treebanks' validator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from construal.annotation.formats.conllu_lines import is_surface
from construal.annotation.formats.conllulex_text import aligned
from construal.annotation.formats.numbered import numbers

Line = list[str] | str

_DOUBLE = re.compile(r"\s{2,}|[^\S ]")
# An empty cell or MISC item, an outer or double blank, or a blank that is none of the plain ones.
_SUSPICIOUS = re.compile(r"^[\t ]|[\t |][\t |]|[\t |]$|\|_(?:[|]|$)|\t_\||[^\S\t ]")
_COMMENT = re.compile(r"#\s*(\w+)\s*=\s?(.*)")
_UNFIT = re.compile(r"[\s/]+")


class Fault(NamedTuple):
    """A rule that a file breaks: its line (1-based), how, the way out, the sentence's sent_id, the token's id."""

    rule: str
    line: int
    message: str
    mend: str
    sentence: str = ""
    token: str = ""


def faults(data: bytes) -> list[Fault]:
    """Every place where a file breaks the rules, by line; what tags, features and trees may be is not looked at.

    The rules are: UTF-8 and `\\n`; ten columns, none empty, no outer blanks; ids 1 to n, with empty nodes and multiword
    tokens in their places; `sent_id` in every sentence, once in the file, without blanks and `/`; `# text` equals the
    forms joined as SpaceAfter says; MISC items without outer or double blanks; an empty line after every sentence.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        place = data.count(b"\n", 0, error.start) + 1
        return [Fault("ud-encoding", place, f"byte {error.start} is no UTF-8", "save the file as UTF-8")]
    found: list[Fault] = []
    lines = text.split("\n")
    if text.startswith("\ufeff"):
        found.append(Fault("ud-encoding", 1, "the file begins with a byte order mark", "save it without one"))
        lines[0] = lines[0].removeprefix("\ufeff")
    if "\r" in text:
        number = next(number for number, line in enumerate(lines, 1) if "\r" in line)
        found.append(Fault("ud-line-end", number, "a carriage return stands in the file", "end lines with LF alone"))
        lines = [line.removesuffix("\r") for line in lines]
    ids: set[str] = set()
    block: list[Line] = []
    for number, line in enumerate([*lines, ""], 1):
        if line:
            block.append(line.split("\t") if "\t" in line and line[0] != "#" else line)
        elif block:
            found += _faults(block, number - len(block), ids)
            block = []
    if lines[-2:] != ["", ""]:
        message = "no empty line stands after the last sentence"
        found.append(Fault("ud-sentence-end", len(lines), message, "end the file with an empty line"))
    return sorted(found, key=lambda fault: fault.line)


def _faults(block: Sequence[Line], first: int, ids: set[str]) -> Iterator[Fault]:
    """What is wrong with a sentence whose first line is `first`; `ids` are those of the sentences before."""
    rows = [(number, line) for number, line in enumerate(block, first) if isinstance(line, list)]
    comments = [
        (number, match)
        for number, line in enumerate(block, first)
        if isinstance(line, str) and (match := _COMMENT.match(line))
    ]
    stated = [(number, match[2]) for number, match in comments if match[1] == "sent_id"]
    id = stated[0][1] if stated else ""
    for number, line in enumerate(block, first):
        if isinstance(line, str) and line[0] != "#":
            mend = "begin a comment with ‘#’, and part cells by tabs"
            yield Fault("ud-line", number, "the line is neither a comment nor a row of cells", mend, id)
    if len(stated) != 1 or not id or _UNFIT.search(id):
        mend = "give the sentence one id without blanks and ‘/’"
        yield Fault("ud-sent-id", stated[0][0] if stated else first, f"its sent_id is {_said(stated)}", mend, id)
    elif id in ids:
        yield Fault("ud-sent-id", stated[0][0], f"a sentence before has the sent_id ‘{id}’", "give each its own", id)
    ids.update(said for _, said in stated)
    wide = [(number, row) for number, row in rows if len(row) != 10]
    for number, row in wide:
        yield Fault("ud-columns", number, f"the row has {len(row)} columns", "give it ten", id, row[0])
    if wide:
        return
    for number, row in rows:
        yield from _of_cells(number, row, id)
    cells = [row for _, row in rows]
    stand = [row[0] for row in cells]
    right = numbers(stand) or stand
    wrong = next((place for place, (one, other) in enumerate(zip(stand, right, strict=True)) if one != other), None)
    if wrong is not None or not rows:
        number, token = (rows[wrong][0], stand[wrong]) if wrong is not None else (first, "")
        message = f"the id ‘{token}’ stands where ‘{right[wrong]}’ would" if wrong is not None else "there is no token"
        yield Fault("ud-token-id", number, message, "number tokens 1, 2, 3, …, others a-b or a.b", id, token)
        return
    texts = [(number, match[2]) for number, match in comments if match[1] == "text"]
    if [said for _, said in texts] != [spelled(cells)]:
        message = f"its text is {_said(texts)}, where the forms spell ‘{spelled(cells)}’"
        yield Fault("ud-text", texts[0][0] if texts else first, message, "write it so, or mend SpaceAfter", id)


def _of_cells(number: int, row: list[str], id: str) -> Iterator[Fault]:
    """What is wrong with the cells of a row."""
    joined = "\t".join(row)
    if not _SUSPICIOUS.search(joined) and " " not in "\t".join((row[0], *row[3:9])):
        return
    for column, cell in enumerate(row, 1):
        if not cell:
            yield Fault("ud-cell", number, f"column {column} is empty", "write ‘_’", id, row[0])
        elif cell != cell.strip() or (column not in (2, 3, 10) and " " in cell) or _DOUBLE.search(cell):
            message = f"column {column} has a blank where none may be: ‘{cell}’"
            yield Fault("ud-cell", number, message, "take it out", id, row[0])
    if any(not item or item != item.strip() or (item == "_" and row[9] != "_") for item in row[9].split("|")):
        message = f"an item of MISC is empty or has an outer blank: ‘{row[9]}’"
        yield Fault("ud-misc", number, message, "part items by one ‘|’ without blanks", id, row[0])


def _said(stated: Sequence[tuple[int, str]]) -> str:
    return ", ".join(f"‘{words}’" for _, words in stated) or "not given"


def surfaces(rows: Sequence[list[str]]) -> list[list[str]]:
    """The rows that the text is spelled of: multiword tokens instead of their words, no empty nodes."""
    result: list[list[str]] = []
    covered = 0
    for row in rows:
        if is_surface(row[0]):
            first, _, last = row[0].partition("-")
            covered = int(last) - int(first) + 1
            result.append(row)
        elif "." in row[0]:
            continue
        elif covered > 0:
            covered -= 1
        else:
            result.append(row)
    return result


def spelled(rows: Sequence[list[str]]) -> str:
    """The text that forms and SpaceAfter spell."""
    parts: list[str] = []
    for row in surfaces(rows):
        parts.append(row[1])
        parts.append("" if _is_joined(row) else " ")
    return "".join(parts[:-1])


def _is_joined(row: Sequence[str]) -> bool:
    return "SpaceAfter=No" in row[9].split("|")


class Mending:
    """Sentences mended as they are written; keeps the sent_ids of the file so far."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}  # and how many sentences have had the id so far

    def mended(self, block: Sequence[Line], fallback: str, tell: Callable[[str], None]) -> list[Line]:
        """A sentence that keeps the rules; each kind of change is told. `fallback` is its sent_id where it has none."""
        lines = [_one_line(line, tell) for line in block]
        lines = self._identified(lines, fallback, tell)
        return _with_text(lines, tell)

    def _identified(self, lines: list[Line], fallback: str, tell: Callable[[str], None]) -> list[Line]:
        places = [n for n, line in enumerate(lines) if _key(line) == "sent_id"]
        stated = str(lines[places[0]]).partition("=")[2].strip() if places else ""
        if not stated:
            stated = fallback
            tell("sentences without a sent_id: one was made")
        id = _UNFIT.sub("-", stated)
        if id != stated:
            tell("sent_ids with blanks or ‘/’: a hyphen stands for these")
        whole = id
        while id in self._ids:
            self._ids[whole] += 1
            id = f"{whole}-{self._ids[whole]}"
        if id != _UNFIT.sub("-", stated):
            tell("sent_ids that another sentence has: a number was added")
        self._ids[id] = 1
        comment = f"# sent_id = {id}"
        if places:
            if str(lines[places[0]]).partition("=")[2].strip() != id:
                lines[places[0]] = comment
            return [line for n, line in enumerate(lines) if n not in places[1:]]
        at = next((n for n, line in enumerate(lines) if isinstance(line, list) or "newdoc" not in line), 0)
        return [*lines[:at], comment, *lines[at:]]


def _key(line: Line) -> str:
    match = _COMMENT.match(line) if isinstance(line, str) else None
    return match[1] if match else ""


def _one_line(line: Line, tell: Callable[[str], None]) -> Line:
    """A line without carriage return; cells not empty, without outer or double blanks."""
    if isinstance(line, str):
        return line.removesuffix("\r").removeprefix("\ufeff")
    joined = "\t".join(line)
    if not _SUSPICIOUS.search(joined) and " " not in "\t".join((line[0], *line[3:9])):
        return line
    cells = [_DOUBLE.sub(" ", cell).strip() or "_" for cell in line]
    if cells[9] != "_":
        own = [item.strip() for item in cells[9].split("|")]
        cells[9] = "|".join(item for item in own if item and item != "_") or "_"
    for column in (0, 3, 4, 5, 6, 7, 8):
        cells[column] = cells[column].replace(" ", "_")
    if cells != line:
        tell("cells with outer or double blanks, empty items or none: mended")
    return cells


def _with_text(lines: list[Line], tell: Callable[[str], None]) -> list[Line]:
    """The sentence with a `# text` that its forms spell; SpaceAfter follows a text that consists of the forms."""
    rows = [line for line in lines if isinstance(line, list)]
    places = [n for n, line in enumerate(lines) if _key(line) == "text"]
    stated = _COMMENT.match(str(lines[places[0]])) if places else None
    if stated is not None and stated[2] == spelled(rows) and len(places) == 1:
        return lines
    shown = surfaces(rows)
    spans = aligned([row[1] for row in shown], stated[2]) if stated is not None else None
    if spans is not None:
        for row, end, start in zip(shown, spans[1], spans[0][1:], strict=False):
            joins = end == start
            if joins != _is_joined(row):
                kept = [item for item in row[9].split("|") if item not in ("_", "SpaceAfter=No")]
                row[9] = "|".join([*kept, *(["SpaceAfter=No"] if joins else [])]) or "_"
    comment = f"# text = {spelled(rows)}"
    if places:
        tell("sentences whose # text is not what forms and SpaceAfter spell: mended")
        lines[places[0]] = comment
        return [line for n, line in enumerate(lines) if n not in places[1:]]
    tell("sentences without # text: written as the forms spell it")
    at = next((n for n, line in enumerate(lines) if _key(line) in ("mwe",) or isinstance(line, list)), len(lines))
    return [*lines[:at], comment, *lines[at:]]
