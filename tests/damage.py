"""Tables of cells between tabs, damaged at random."""

from __future__ import annotations

from hypothesis import strategies as st


@st.composite
def damaged_lines(
    draw: st.DrawFn,
    text: str,
    cells: st.SearchStrategy[str],
    put_in: st.SearchStrategy[str] | None = None,
    *,
    most: int,
) -> list[str]:
    """The lines of a file after `most` faults or fewer: cells changed, lines lost or doubled, or some `put_in`."""
    lines = text.split("\n")
    kinds = ["cell", "cell", "cell", "drop", "double", *(["line"] if put_in is not None else [])]
    for _ in range(draw(st.integers(1, most))):
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(kinds))
        if kind == "cell":
            row = lines[at].split("\t")
            row[draw(st.integers(0, len(row) - 1))] = draw(cells)
            lines[at] = "\t".join(row)
        elif kind == "drop" and len(lines) > 1:
            del lines[at]
        elif kind == "line" and put_in is not None:
            lines.insert(at, draw(put_in))
        else:
            lines.insert(at, lines[at])
    return lines
