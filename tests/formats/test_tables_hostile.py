"""Tables that nobody meant well: whatever a file holds, it is read, or refused in one sentence, and soon."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from construal.annotation.errors import ConstrualError, FormatError
from construal.annotation.formats.format import ReadOptions
from construal.annotation.formats.registry import by_name
from construal.annotation.formats.tables.meanings import TITLES
from construal.annotation.formats.tables.preview import preview

HUGE = "9" * 5_000
CELLS = st.one_of(
    st.sampled_from(
        ["", "_", "#NAME?", "# text = a, b", "# newdoc", "1:1", "1:2", "01:02", "1-2", "1-1", "2-1", "0.0..9", "0..2",
         "5.1", "-ni", "p.Locus", "Goal?", "n.ACT", "`$", "A/B", "~>", "nan", "1e999", HUGE,
         f"{HUGE}..{HUGE}", "B", "I"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)  # fmt: skip
HEADERS = st.sampled_from([*TITLES, "SS_A", "SS2_A", "Notes_A", "Target", "MWE", "Gloss", ""])


def table(rows: list[list[str]]) -> bytes:
    """The rows as CSV."""
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows).encode()


@settings(max_examples=150, deadline=None)
@given(st.lists(HEADERS, min_size=1, max_size=9), st.lists(st.lists(CELLS, max_size=9), max_size=8), st.booleans())
def test_any_table_is_read_or_refused(header: list[str], rows: list[list[str]], parts: bool) -> None:
    """Whatever stands in the cells, reading ends with documents whose tokens lie in their texts, or a known error."""
    data = table([["form", "role", *header], *([f"w{n}", "Locus", *row] for n, row in enumerate(rows))])
    try:
        mapping = preview(data, "a.csv").mapping.with_parts(parts)
        found = by_name("table-csv").read(data, "a.csv", ReadOptions(language="fi", columns=mapping))
    except ConstrualError:
        return
    texts = {document.id: document for document in found.documents}
    for document in found.documents:
        assert all(
            0 <= s <= e <= len(document.text) for s, e in zip(document.tokens.start, document.tokens.end, strict=True)
        )
    for annotation in found.annotations:
        assert all(0 <= s <= e <= len(texts[annotation.document].text) for s, e in annotation.anchor.fragments)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(string.printable, max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Bytes that are no table are a known error, never another one."""
    for name in ("table-csv", "table-tsv", "table-xlsx"):
        try:
            by_name(name).read(data, "a", ReadOptions())
        except ConstrualError:
            continue


def test_a_row_of_very_many_columns_is_refused() -> None:
    """A dialog of a million lines helps nobody."""
    with pytest.raises(FormatError, match="more than 512"):
        preview(b"form," + b"a," * 100_000 + b"\nx\n", "a.csv")


@pytest.mark.parametrize(
    "cell",
    [
        " " * 100_000 + "(",
        "# " + " " * 100_000 + "x",
        "a" + " " * 100_000 + "b",
        "((((" * 25_000,
        "1 " * 50_000,
        "?" * 100_000,
    ],
)
def test_long_cells_do_not_hold_a_reader_up(cell: str) -> None:
    """Cells that would make a pattern go back and forth are read in one go: a hundred of them, well within a test."""
    rows = [["form", "text", "role", "note"], *([cell, cell, cell, cell] for _ in range(100))]

    found = by_name("table-csv").read(table([rows[0], ["x", "", "", ""], *rows[1:10]]), "a.csv", ReadOptions())

    assert found.documents
