"""Workbooks: what is dangerous or damaged is refused, nothing is computed, and what is no text is told."""

import io
import re
import zipfile
from datetime import date, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import shared_strings, workbook_of

from construal.annotation.errors import FormatError
from construal.annotation.formats.format import ReadOptions
from construal.annotation.formats.registry import by_name
from construal.annotation.formats.tables import spreadsheet
from construal.annotation.formats.tables.spreadsheet import escaped, sheets, unescaped, workbook

HEADER = ["form", "role", "function"]


def changed(data: bytes, part: str, content: bytes) -> bytes:
    """The workbook with another content for one of its parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return kept.getvalue()


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_entities_are_refused(part: str) -> None:
    """A workbook whose XML defines entities is refused before they are put in, wherever they stand."""
    data = changed(shared_strings([HEADER, ["x", "", ""]]), part, BOMB)
    assert b"ENTITY" in zipfile.ZipFile(io.BytesIO(data)).read(part)

    with pytest.raises(FormatError, match=r"a\.xlsx: .*entities"):
        sheets(data, "a.xlsx")


def test_entities_are_refused_by_the_parser_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no definition is seen beforehand, as in another encoding, the parser itself refuses it."""
    data = changed(workbook_of({"a": [HEADER]}), "xl/worksheets/sheet1.xml", BOMB)
    monkeypatch.setattr(spreadsheet, "_DEFINITIONS", re.compile(rb"(?!)"))

    with pytest.raises(FormatError, match="entities"):
        sheets(data, "a.xlsx")


def test_a_workbook_of_excel() -> None:
    """Texts that stand in a part of their own are read, without the readings beside them."""
    rows = [["form", "role"], ["山", "Goal"], ["山", ""]]

    assert [row.cells for row in sheets(shared_strings(rows), "a.xlsx")[0].rows] == rows


def test_what_is_too_large_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a workbook says it unpacks to is weighed before anything is unpacked."""
    data = changed(workbook_of({"a": [HEADER]}), "xl/worksheets/sheet1.xml", b" " * 3_000_000)
    assert len(data) < 50_000
    monkeypatch.setattr(spreadsheet, "MOST_BYTES", 2 << 20)

    with pytest.raises(FormatError, match="2 MiB allowed"):
        sheets(data, "a.xlsx")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and then nothing",
        changed(workbook_of({"a": [HEADER]}), "xl/worksheets/sheet1.xml", b"<no"),
        changed(workbook_of({"a": [HEADER]}), "xl/workbook.xml", b"<x/>"),
        changed(workbook_of({"a": [HEADER]}), "xl/styles.xml", b"<a>"),
        workbook_of({"a": [HEADER, ["abc", "", ""]]})[:-40],
        workbook_of({"a": [[]]}),
    ],
)
def test_damaged_workbooks_are_told(data: bytes) -> None:
    """A damaged or empty workbook is a known error with the file's name."""
    with pytest.raises(FormatError, match=r"^a\.xlsx: "):
        sheets(data, "a.xlsx")


def test_formulas_are_not_computed() -> None:
    """Of a formula the last saved value is read, none here, and the formulas are told."""
    found = sheets(workbook_of({"a": [HEADER, ["x", "=1+1", ""]]}), "a.xlsx")[0]

    assert [row.cells for row in found.rows] == [HEADER, ["x", "", ""]]
    assert "nothing was computed" in found.oddities[0].message


def test_cells_that_are_no_text() -> None:
    """Numbers are shown as their sheet shows them; in the column of words they are told, with the way out."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(HEADER)
    for value, form in ((483, "0.00"), (0.5, "0%"), (1234.5, "#,##0.00"), (7, "General"), (2.25, "General")):
        page.append([value])
        page.cell(page.max_row, 1).number_format = form
    for other in (True, date(2024, 5, 3), time(1, 2)):
        page.append([other])
    kept = io.BytesIO()
    book.save(kept)

    found = by_name("table-xlsx").read(kept.getvalue(), "a.xlsx", ReadOptions())

    forms = [found.documents[0].token(row).form for row in range(8)]
    assert forms == ["483.00", "50%", "1,234.50", "7", "2.25", "TRUE", "2024-05-03", "1:02"]
    assert len(found.oddities) == 8
    assert "‘483.00’ is a number, not text" in found.oddities[0].message
    assert "format Text" in found.oddities[0].message


def test_a_cell_far_away_costs_nothing() -> None:
    """A sheet is read as wide as its first row, whatever stands beyond."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(HEADER)
    page.append(["x"])
    page.cell(2, 16_000).value = "far"
    kept = io.BytesIO()
    book.save(kept)

    assert [len(row.cells) for row in sheets(kept.getvalue(), "a.xlsx")[0].rows] == [3, 3]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=30), max_size=5))
def test_text_comes_back(rows: list[list[str]]) -> None:
    """Whatever text is written comes back, blanks, line ends, marks of XML and formulas' signs included."""
    rows = [[*HEADER, *(["x"] * 27)], *rows]
    found = sheets(workbook(rows, "tokens"), "a.xlsx")[0]

    assert found.oddities == []
    assert [row.cells[: len(given)] for row, given in zip(found.rows, rows, strict=True)] == rows
    assert all(not cell for row, given in zip(found.rows, rows, strict=True) for cell in row.cells[len(given) :])


def test_what_is_written_is_text() -> None:
    """Cells have the format Text and the header is bold and stays in view; each text is kept once."""
    data = workbook([HEADER, ["=1+1", "007", ""], ["=1+1", "x", "y"]], "tokens")
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]

    assert (page.title, page.freeze_panes, page.dimensions) == ("tokens", "A2", "A1:C3")
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    assert [cell.font.bold for cell in cells] == [True] * 3 + [False] * 5
    assert zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").count(b"=1+1") == 1


@pytest.mark.parametrize("text", ["a\x01b", "_x0041_", "\uffff", "_x005F_x0041_", "plain"])
def test_characters_that_xml_cannot_hold(text: str) -> None:
    """They are written as workbooks write them, and come back."""
    assert unescaped(escaped(text)) == text
    assert "\x01" not in escaped(text)
