"""CoNLL-U as 19-column lines and back, line by line: the lines keep their numbers, comments and blank lines.

Knows bytes, not documents. Bytes that are no UTF-8 come back as they were.
"""

from __future__ import annotations

from collections.abc import Sequence

from construal.annotation.formats.conllu_features import features, read
from construal.annotation.formats.conllu_items import has_features, merged_misc
from construal.annotation.formats.format import Oddity
from construal.annotation.formats.turned import Said, StatedRelation, Turned, line_starts
from construal.annotation.snacs.expression import Word
from construal.annotation.snacs.lextag import derived_cells

_COLUMNS = 10
_ERRORS = "surrogateescape"


def turned(data: bytes, file: str) -> Turned:
    """The file as 19-column lines. Rows of other than ten columns stay as they are."""
    text = data.decode(errors=_ERRORS)
    lines = text.split("\n")
    turning = _Turning(lines, file, with_features=has_features(text))
    rows: list[int] = []
    starts: list[int] = []
    with_line = False
    for number, line in enumerate(lines):
        id = line.partition("\t")[0]
        is_row = is_token_line(line)
        if line.startswith("# mwe"):
            with_line = True
        if rows and (not is_row or _restarts(id, lines, rows)):
            turning.add(rows, with_line=with_line)
            starts.append(number)
            rows, with_line = [], line.startswith("# mwe")
        if is_row:
            rows.append(number)
    if rows:
        turning.add(rows, with_line=with_line)
    result = "\n".join(lines).encode(errors=_ERRORS)
    places = line_starts(result)
    begins = [0, *(places[number] for number in starts), len(result)]
    return Turned(result, begins, turning.relations, turning.parts, turning.oddities, turning.with_features)


def _restarts(id: str, lines: Sequence[str], rows: Sequence[int]) -> bool:
    return id in ("0", "1") and lines[rows[0]].startswith(f"{id}\t") and not lines[rows[-1]].startswith(f"{id}\t")


class _Turning:
    """Lines as they are turned in place."""

    def __init__(self, lines: list[str], file: str, *, with_features: bool) -> None:
        self.lines = lines
        self.file = file
        self.with_features = with_features
        self.relations: dict[int, StatedRelation] = {}
        self.parts: dict[int, str] = {}
        self.oddities: list[Oddity] = []
        self._plain: dict[tuple[str, ...], str] = {}

    def add(self, numbers: Sequence[int], *, with_line: bool) -> None:
        """Turn the rows of a sentence, which stand on these lines; `with_line`: it has STREUSLE's line `# mwe`."""
        rows: list[list[str]] = []
        places: list[int] = []
        for number in numbers:
            cells = self.lines[number].removesuffix("\r").split("\t")
            if len(cells) < _COLUMNS:
                cells += ["_"] * (_COLUMNS - len(cells))
            if is_surface(cells[0]):
                self._put(number, cells[:_COLUMNS], "\t_" * 9)
            else:
                rows.append([cell or "_" for cell in cells])
                places.append(number)
        if not rows:
            return
        if not self.with_features and not any("." in cells[0] for cells in rows):
            for number, cells in zip(places, rows, strict=True):
                self._put(number, cells, self._unannotated(cells))
            return
        words = words_of(rows)
        if not self.with_features:
            for number, cells, found in zip(places, rows, derived_cells(words, ()).rows, strict=True):
                self._put(number, cells, "\t" + "\t".join(found))
            return

        def tell(row: int, message: str) -> None:
            self.oddities.append(Oddity(self.file, places[row] + 1, message))

        miscs = [cells[9] for cells in rows]
        said = read(words, [cells[0] for cells in rows], miscs, tell=tell, is_whole=with_line)
        for row, (number, cells) in enumerate(zip(places, rows, strict=True)):
            cells[9] = said.misc[row]
            self._put(number, cells, "\t" + "\t".join(said.cells[row]))
        self.relations |= {places[row]: relation for row, relation in said.relations.items()}
        self.parts |= {places[row]: part for row, part in said.parts.items()}

    def _unannotated(self, cells: Sequence[str]) -> str:
        """The lexical columns of a row without any annotation in its file."""
        key = (cells[1] if cells[3] == cells[4] == "_" else "", *cells[2:5])
        if key not in self._plain:
            word = Word(cells[1], cells[2], cells[3], cells[4])
            self._plain[key] = "\t" + "\t".join(derived_cells((word,), ()).rows[0])
        return self._plain[key]

    def _put(self, number: int, cells: Sequence[str], lexical: str) -> None:
        line = self.lines[number]
        ending = "\r" if line.endswith("\r") else ""
        if line.count("\t") == _COLUMNS - 1:
            self.lines[number] = "\t".join(cells) + lexical + ending


def is_token_line(line: str) -> bool:
    """Whether a line is a row, of a token or of a multiword surface token."""
    return "\t" in line and line.removeprefix("\ufeff")[:1] != "#" and not line.isspace()


def is_surface(id: str) -> bool:
    """Whether a row with this id is a multiword surface token (`1-2`)."""
    first, dash, last = id.partition("-")
    return bool(dash) and first.isdecimal() and last.isdecimal() and len(first) < 10 and len(last) < 10


def words_of(rows: Sequence[Sequence[str]]) -> tuple[Word, ...]:
    """Token rows as words."""
    place = {cells[0]: position for position, cells in reversed(list(enumerate(rows)))}
    return tuple(
        Word(cells[1], cells[2], cells[3], cells[4], place.get(cells[6], -1), "." in cells[0]) for cells in rows
    )


def back(said: Said) -> list[list[str] | str]:
    """A sentence as lines of CoNLL-U: rows as ten cells, other lines as they are."""
    result: list[list[str] | str] = []
    rows: list[list[str]] = []
    for line in said.block.decode(errors=_ERRORS).split("\n"):
        if not is_token_line(line):
            result.append(line)
            continue
        cells = _cells(line)
        result.append(cells[:_COLUMNS])
        if not is_surface(cells[0]):
            rows.append(cells)
    found = iter(features(rows, said.relations, said.parts))
    for row in result:
        if isinstance(row, list) and not is_surface(row[0]):
            row[9] = merged_misc(row[9], {}, next(found))
    return result


def merged(source: bytes, *, before: Said, after: Said) -> bytes:
    """A sentence's own lines with those comments and features changed in which `after` differs from `before`."""
    lines = source.decode(errors=_ERRORS).split("\n")
    was, is_ = (said.block.decode(errors=_ERRORS).split("\n") for said in (before, after))
    rows = [n for n, line in enumerate(was) if is_token_line(line) and not is_surface(line.partition("\t")[0])]
    old, new = (
        features([_cells(block[n]) for n in rows], said.relations, said.parts)
        for block, said in ((was, before), (is_, after))
    )
    for number, line in enumerate(is_):
        if line != was[number] and not is_token_line(line):
            lines[number] = line
    for number, one, other in zip(rows, old, new, strict=True):
        cells = lines[number].removesuffix("\r").split("\t")
        if one != other and len(cells) >= _COLUMNS:
            cells[9] = merged_misc(cells[9], one, other)
            lines[number] = "\t".join(cells) + ("\r" if lines[number].endswith("\r") else "")
    return "\n".join(lines).encode(errors=_ERRORS)


def _cells(line: str) -> list[str]:
    """The nineteen cells of a row."""
    cells = [cell or "_" for cell in line.removesuffix("\r").split("\t")]
    return (cells + ["_"] * 19)[:19]
