"""CoNLL-U as 19-column lines and back, line by line: the lines keep their numbers, comments and blank lines.

Knows bytes, not documents. Bytes that are no UTF-8 come back as they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from construal.annotation.formats.conllu_features import features, has_features, merged_misc, read
from construal.annotation.formats.format import Oddity
from construal.annotation.formats.turned import StatedRelation, Turned, line_starts
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
    return Turned(result, [0, *(places[number] for number in starts), len(result)], turning.relations, turning.oddities)


def _restarts(id: str, lines: Sequence[str], rows: Sequence[int]) -> bool:
    return id in ("0", "1") and lines[rows[0]].startswith(f"{id}\t") and not lines[rows[-1]].startswith(f"{id}\t")


class _Turning:
    """Lines as they are turned in place."""

    def __init__(self, lines: list[str], file: str, *, with_features: bool) -> None:
        self.lines = lines
        self.file = file
        self.with_features = with_features
        self.relations: dict[int, StatedRelation] = {}
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
        for row, relation in said.relations.items():
            self.relations[places[row]] = relation

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


def back(block: bytes, relations: Mapping[int, StatedRelation]) -> list[list[str] | str]:
    """A 19-column block as lines of CoNLL-U: rows as ten cells, other lines as they are.

    `relations` are by the position of the expression's first token row in the block.
    """
    lines = block.decode(errors=_ERRORS).split("\n")
    result: list[list[str] | str] = []
    rows: list[list[str]] = []
    for line in lines:
        if not is_token_line(line):
            result.append(line)
            continue
        cells = [cell or "_" for cell in line.removesuffix("\r").split("\t")]
        cells = (cells + ["_"] * 19)[:19]
        result.append(cells[:_COLUMNS])
        if not is_surface(cells[0]):
            rows.append(cells)
    found = iter(features(rows, relations))
    for row in result:
        if isinstance(row, list) and not is_surface(row[0]):
            row[9] = merged_misc(row[9], {}, next(found))
    return result


def merged(
    source: bytes, *, before: bytes, after: bytes,
    relations_before: Mapping[int, StatedRelation], relations_after: Mapping[int, StatedRelation],
) -> bytes:  # fmt: skip
    """A sentence's own lines with those cells and features changed in which `after` differs from `before`."""
    lines = source.decode(errors=_ERRORS).split("\n")
    was, is_ = back(before, relations_before), back(after, relations_after)
    features_before = iter(features(_rows(before), relations_before))
    features_after = iter(features(_rows(after), relations_after))
    for number, (old, new) in enumerate(zip(was, is_, strict=True)):
        if isinstance(new, str) or isinstance(old, str):
            if new != old:
                lines[number] = str(new)
            continue
        cells = lines[number].removesuffix("\r").split("\t")
        if not is_surface(new[0]):
            old_features, new_features = next(features_before), next(features_after)
            if old_features != new_features and len(cells) >= _COLUMNS:
                cells[9] = merged_misc(cells[9], old_features, new_features)
        lines[number] = "\t".join(cells) + ("\r" if lines[number].endswith("\r") else "")
    return "\n".join(lines).encode(errors=_ERRORS)


def _rows(block: bytes) -> list[list[str]]:
    """The 19-column token rows of a block."""
    rows = []
    for line in block.decode(errors=_ERRORS).split("\n"):
        if is_token_line(line):
            cells = [cell or "_" for cell in line.removesuffix("\r").split("\t")]
            if not is_surface(cells[0]):
                rows.append((cells + ["_"] * 19)[:19])
    return rows
