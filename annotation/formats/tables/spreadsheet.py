"""Workbooks (.xlsx): their sheets as text cells, and text cells as a workbook. Nothing in them is ever computed.

A formula's last value is read as it was saved. XML entities are refused, and so is what is too large unpacked.
"""

from __future__ import annotations

import functools
import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from html import escape
from typing import Any

from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Oddity
from construal.annotation.formats.tables.sheet import MOST_COLUMNS, Row, Sheet

MOST_BYTES = 256 * 1024 * 1024  # unpacked, all parts together
MOST_ROWS = 1_048_576  # of a sheet, the header among them
MOST_CHARACTERS = 32_767  # of a cell
_MOST_PARTS = 10_000
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DEFINITIONS = re.compile(
    b"|".join(
        re.escape(sign.encode(code))
        for sign in ("<!DOCTYPE", "<!ENTITY")
        for code in ("ascii", "utf-16-le", "utf-16-be")
    )
)
_ENTITIES = "the workbook's XML defines entities, which may hide harm; it was not read."
_XML = (".xml", ".rels", ".vml")
_CHUNK = 1 << 20
_NAMES = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# The part with the texts, as the other parts name it: what each ends with, and what stands there then.
_LISTED = {
    "[Content_Types].xml": (
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.sharedStrings+xml" /></Types>',
    ),
    "xl/_rels/workbook.xml.rels": (
        b"</Relationships>",
        b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
        b'Target="sharedStrings.xml" Id="texts" /></Relationships>',
    ),
}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def sheets(data: bytes, file: str, *, most: int | None = None) -> list[Sheet]:
    """The sheets of a workbook, of each at most `most` rows. Raises FormatError for a damaged or dangerous file."""
    import openpyxl
    from defusedxml import DefusedXmlException
    from openpyxl.utils.exceptions import InvalidFileException

    if not openpyxl.DEFUSEDXML:
        raise FormatError("workbooks are read only where defusedxml guards it; unset OPENPYXL_DEFUSEDXML.", file)
    oddities = _looked_over(data, file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = [Sheet(page.title, list(itertools.islice(_rows(page), most))) for page in book.worksheets]
        book.close()
    except (
        zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, IndexError, AttributeError, EOFError,
        SyntaxError, NotImplementedError, RuntimeError, OSError, InvalidFileException,
    ) as error:  # fmt: skip
        # What openpyxl lets through of a damaged file is any of these; what was refused may be the cause.
        if isinstance(error, DefusedXmlException) or isinstance(error.__cause__, DefusedXmlException):
            raise FormatError(_ENTITIES, file) from error
        raise FormatError(f"the workbook is damaged ({error}); save it anew in a spreadsheet.", file) from error
    if not any(not row.is_empty for sheet in found for row in sheet.rows):
        raise FormatError("the workbook has no filled cell; choose another one.", file)
    found[0].oddities += oddities
    return found


def workbook(rows: Iterable[Sequence[str]], title: str) -> bytes:
    """A workbook with one sheet of text cells: format Text, so that nothing is computed or taken for a number."""
    shell, styles = _shell(title)
    texts: dict[str, int] = {}  # each is kept once, as spreadsheets do it
    lines: list[str] = []
    width = count = 0
    for number, row in enumerate(rows, 1):
        style = styles[number > 1]
        cells = [
            f'<c r="{_letters(place)}{number}" s="{style}" t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'
            for place, text in enumerate(row, 1)
            if text
        ]
        width, count = max(width, len(row)), count + len(cells)
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    spelled = "".join(f'<si><t xml:space="preserve">{_in_xml(text)}</t></si>' for text in texts)
    strings = f'<sst xmlns="{_NAMES}" count="{count}" uniqueCount="{len(texts)}">{spelled}</sst>'
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shell)) as parts, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename in _LISTED:
                content = content.replace(*_LISTED[part.filename])
            elif part.filename.startswith("xl/worksheets/"):
                before, _, after = content.decode().partition("<sheetData>")
                after = after.partition("</sheetData>")[2]
                size = f'<dimension ref="A1:{_letters(max(width, 1))}{max(len(lines), 1)}"/><sheetViews'
                before = before.replace("<sheetViews", size, 1)  # readers need not count then
                content = f"{before}<sheetData>{''.join(lines)}</sheetData>{after}".encode()
            archive.writestr(part.filename, content)
        archive.writestr("xl/sharedStrings.xml", f"{_DECLARATION}{strings}")
    return kept.getvalue()


def _shell(title: str) -> tuple[bytes, tuple[int, int]]:
    """A workbook as it is but for its cells, and the styles that those of the header and the others have."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    named, plain = WriteOnlyCell(page, value="x"), WriteOnlyCell(page, value="x")
    named.number_format = plain.number_format = "@"
    named.font = Font(bold=True)
    page.append([named, plain])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue(), (named.style_id, plain.style_id)


@functools.cache
def _letters(place: int) -> str:
    """The letters of a column, counted from 1: A, B, …, AA."""
    rest, last = divmod(place - 1, 26)
    return (_letters(rest) if rest else "") + chr(ord("A") + last)


def _in_xml(text: str) -> str:
    return escape(escaped(text).replace("\r", "_x000D_"), quote=False)


def escaped(text: str) -> str:
    """The text with characters that XML cannot hold as workbooks write them: `_x001F_`."""
    text = _LIKE_CODE.sub("_x005F_", text)
    return _ILLEGAL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescaped(text: str) -> str:
    """The text that `escaped` was given."""
    return _CODE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _looked_over(data: bytes, file: str) -> list[Oddity]:
    """What is told of a workbook before it is opened. Raises FormatError where it is none, or too large unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > MOST_BYTES or len(parts) > _MOST_PARTS:
                raise FormatError(
                    f"the workbook holds {size >> 20:,} MiB in {len(parts):,} parts unpacked, more than the "
                    f"{MOST_BYTES >> 20} MiB allowed; save it as CSV.", file
                )  # fmt: skip
            if any(_holds(archive, part, _DEFINITIONS) for part in parts if part.filename.endswith(_XML)):
                raise FormatError(_ENTITIES, file)
            pages = [part for part in parts if part.filename.startswith("xl/worksheets/")]
            has_formulas = any(_holds(archive, page, _FORMULA) for page in pages)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise FormatError(f"this is no workbook ({error}); save it as .xlsx or CSV.", file) from error
    message = "the workbook has formulas; what they last gave was read, and nothing was computed"
    return [Oddity(file, 0, message)] if has_formulas else []


def _holds(archive: zipfile.ZipFile, part: zipfile.ZipInfo, pattern: re.Pattern[bytes]) -> bool:
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if pattern.search(tail + chunk):
                return True
            tail = chunk[-64:]
    return False


def _rows(page: Any) -> Iterator[Row]:
    """The rows of a sheet, as wide as its first filled row."""
    page.reset_dimensions()  # what a file says of its own size is not believed
    width = 0
    for cells in page.iter_rows(max_col=MOST_COLUMNS):
        width = max((n for n, cell in enumerate(cells, 1) if cell.value not in (None, "")), default=0)
        if width:
            break
    page.reset_dimensions()
    for line, cells in enumerate(page.iter_rows(max_col=max(width, 1)), 1):
        shown = [_shown(cell) for cell in cells]
        kinds = {place: kind for place, (_, kind) in enumerate(shown) if kind}
        yield Row(line, [text for text, _ in shown], kinds) if kinds else Row(line, [text for text, _ in shown])


def _shown(cell: Any) -> tuple[str, str]:
    """A cell as text, and what it is where it is none: a number, a date, a time, a truth value, an error."""
    value = cell.value
    if value is None:
        return "", ""
    if isinstance(value, str):
        return unescaped(value), "an error" if cell.data_type == "e" else ""
    if isinstance(value, bool):
        return str(value).upper(), "a truth value"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or "")), "a number"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00"), "a date"
    if isinstance(value, date):
        return value.isoformat(), "a date"
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}" + (f":{value.second:02}" if value.second else ""), "a time"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}", "a time"
    return str(value), ""


def _number(value: float, format: str) -> str:
    """A number as its sheet shows it."""
    match = re.fullmatch(r"(#,##)?0(?:\.(0{1,9}))?(%)?", format)
    if match is not None and (match[2] or match[3] or match[1]):
        shown = f"{value * (100 if match[3] else 1):{',' if match[1] else ''}.{len(match[2] or '')}f}"
        return shown + (match[3] or "")
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.15g}"  # as many digits as a spreadsheet keeps
