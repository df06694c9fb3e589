"""Workbooks made as a spreadsheet program would: cells of any kind, in sheets by name."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl


def workbook_of(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook with these rows in these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def shared_strings(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook as Excel saves it: each text once, in a part of its own, with the readings that Japanese has."""
    kinds = "http://schemas.openxmlformats.org"
    office = f"{kinds}/officeDocument/2006/relationships"
    main = f'xmlns="{kinds}/spreadsheetml/2006/main"'
    texts = list(dict.fromkeys(cell for row in rows for cell in row))
    strings = "".join(f'<si><t>{text}</t><rPh sb="0" eb="1"><t>よみ</t></rPh></si>' for text in texts)
    cells = "".join(
        f'<row r="{line}">'
        + "".join(
            f'<c r="{chr(65 + place)}{line}" t="s"><v>{texts.index(cell)}</v></c>' for place, cell in enumerate(row)
        )
        + "</row>"
        for line, row in enumerate(rows, 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/xl/{name}.xml" '
            f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
            for name, kind in (
                ("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("sharedStrings", "sharedStrings")
            )
        ) + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{kinds}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{kinds}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
    }  # fmt: skip
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)
    return kept.getvalue()
