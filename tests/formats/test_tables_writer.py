"""Tables that are written: the same decisions come back, nothing in them is run, and what is lost is told."""

import codecs
import csv
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import WORDS, made_document

from construal.annotation.anchor import Anchor, span
from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Export, ReadOptions, Written
from construal.annotation.formats.registry import by_name
from construal.annotation.formats.tables.sheet import guarded, unguarded
from construal.annotation.formats.tables.writer import COLUMNS
from construal.annotation.scheme import load
from construal.annotation.snacs.expression import SINGLE, STRONG, expression, rows_of, sentence_words
from construal.annotation.snacs.lexcat import lexcat

FORMATS = ("table-csv", "table-excel-csv", "table-tsv", "table-xlsx")
SCHEME = load("snacs-2.6")
PLACES = [label.name for label in SCHEME.labels] + ["??", "`$", "NoSuchLabel"]
NOTES = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
    .map(str.strip)
    .filter(lambda n: n not in ("_", "nan", "NaN"))
)


@st.composite
def decided(draw: st.DrawFn) -> tuple[Document, list[Annotation]]:
    """A document with decisions on words, expressions with gaps, and parts of words."""
    lists = draw(st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=4))
    document = made_document(lists, columns=draw(st.booleans()))
    annotations: list[Annotation] = []
    for index in range(len(document.sentences)):
        free = list(document.sentences.rows(index))
        while free and draw(st.booleans()):
            several = draw(st.integers(1, 3)) if len(free) > 1 else 1
            rows = sorted(draw(st.permutations(free))[:several])
            free = [row for row in free if row not in rows]
            values: dict[str, Value] = {"strength": SINGLE if len(rows) == 1 else STRONG}
            kind = draw(st.sampled_from(["label", "supersense", "none", "no target"]))
            if kind == "label":
                values |= {"role": draw(st.sampled_from(PLACES)), "function": draw(st.sampled_from(PLACES))}
                if values["role"] == "??":
                    del values["function"]
            elif kind == "supersense":
                values["supersense"] = draw(st.sampled_from(("n.PERSON", "v.motion")))
            elif kind == "no target":
                values["target"] = False
            anchor = document.anchor_of(rows)
            start, end = anchor.fragments[-1]
            if end - start > 1 and draw(st.booleans()):
                anchor = Anchor((*anchor.fragments[:-1], (start + 1, end)))
                if rows_of(document, anchor) != rows:
                    anchor = document.anchor_of(rows)
            annotations.append(
                Annotation(
                    id=len(annotations) + 1, document=1, layer="lexical", anchor=anchor, values=values,
                    annotator=draw(st.sampled_from(["", "Kim"])), status=draw(st.sampled_from(list(Status)[1:4])),
                    confidence=draw(st.sampled_from([None, 0.25])), note=draw(NOTES), doubt=draw(st.booleans()),
                    scheme="snacs-2.6", source="frequency 1",
                )
            )  # fmt: skip
    return document, annotations


def key(document: Document, annotation: Annotation) -> tuple[object, ...]:
    """What a decision says, its lexcat resolved."""
    values = dict(annotation.values)
    rows = rows_of(document, annotation.anchor) or []
    index = document.sentences.of_row(rows[0])
    first = int(document.sentences.first[index])
    stated = expression(tuple(r - first for r in rows), str(values["strength"]), values=values)
    values["lexcat"] = lexcat(stated, sentence_words(document, index))
    return (
        str(annotation.anchor), tuple(sorted((k, str(v)) for k, v in values.items())), annotation.annotator,
        annotation.status, annotation.confidence, annotation.note, annotation.doubt, annotation.scheme,
        annotation.source,
    )  # fmt: skip


def written(format: str, document: Document, annotations: list[Annotation]) -> Written:
    """A document written."""
    return by_name(format).write(Export([document], {document.id: annotations}, {}))


@pytest.mark.parametrize("format", FORMATS)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
@given(decided())
def test_what_is_written_is_read(format: str, made: tuple[Document, list[Annotation]]) -> None:
    """Text, words, columns, sentences and every decision come back from each of the formats, and nothing is lost."""
    document, annotations = made

    data = written(format, document, annotations)
    found = by_name(format).read(data.data, "made", ReadOptions())

    (back,) = found.documents
    assert data.ledger == []
    assert (back.name, back.text, back.language) == (document.name, document.text, document.language)
    assert back.tokens.start.tolist() == document.tokens.start.tolist()
    assert back.tokens.end.tolist() == document.tokens.end.tolist()
    assert list(back.sentences.ids) == list(document.sentences.ids)
    assert [back.token(r).lemma for r in range(len(back.tokens))] == [
        document.token(r).lemma for r in range(len(document.tokens))
    ]
    assert sorted(map(str, (key(back, a) for a in found.annotations))) == sorted(
        map(str, (key(document, a) for a in annotations))
    )


@given(st.text(st.sampled_from("'=+-@＝\ta1 "), max_size=5))
def test_a_guard_is_taken_away_again(cell: str) -> None:
    """Whatever a cell is, it comes back; what begins like a formula is written with an apostrophe before it."""
    assert unguarded(guarded(cell)) == cell
    if cell[:1] in "=+-@＝" and len(cell) > 1:
        assert guarded(cell)[0] == "'"


FORMULA = '=HYPERLINK("http://x.example","click")'


@pytest.mark.parametrize("format", FORMATS)
def test_no_cell_is_run(format: str) -> None:
    """A word that looks like a formula is a text cell in a workbook, guarded elsewhere, and read as it was."""
    document = made_document([[FORMULA, "@SUM(1)", "-", "483.00"]])

    data = written(format, document, []).data

    if format == "table-xlsx":
        page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
        assert FORMULA in [cell.value for cell in cells]
        assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    else:
        signs = "\t" if format == "table-tsv" else ","
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=signs)
        words = [row[COLUMNS.index("form")] for row in rows][1:]
        assert words == [f"'{FORMULA}", "'@SUM(1)", "-", "483.00"]
    back = by_name(format).read(data, "x", ReadOptions()).documents[0]
    assert [back.token(row).form for row in range(4)] == [FORMULA, "@SUM(1)", "-", "483.00"]


def test_the_forms_of_csv() -> None:
    """Every cell is quoted, lines end in a line feed, and only the form for Excel has a byte order mark."""
    document = made_document([["a"]])
    plain, marked = (written(name, document, []).data for name in ("table-csv", "table-excel-csv"))

    assert marked == codecs.BOM_UTF8 + plain
    assert plain.startswith(b'"document","sentence","id","form"')
    assert plain.count(b'"') == 4 * len(COLUMNS)
    assert b"\r" not in plain


def test_what_a_table_cannot_carry() -> None:
    """Other layers, overlapping expressions, notes on weak expressions and unknown values go into the ledger."""
    document = made_document([["out", "of", "the", "blue", "sky"]])

    def lexical(id: int, anchor: Anchor, values: dict[str, Value], *, note: str = "") -> Annotation:
        return Annotation(id=id, document=1, layer="lexical", anchor=anchor, values=values, note=note)

    annotations = [
        lexical(1, span((0, 6)), {"strength": "strong", "role": "Source", "function": "Source", "colour": "red"}),
        lexical(2, span((4, 10)), {"strength": "strong"}),
        lexical(3, span((7, 15)), {"strength": "weak"}, note="x"),
        Annotation(id=4, document=1, layer="concept", anchor=span((11, 15)), values={"concept": "blue"}),
    ]

    ledger = {loss.message: loss.count for loss in written("table-csv", document, annotations).ledger}

    assert ledger == {
        "annotations of the layer ‘concept’": 1,
        "values ‘colour’ of lexical annotations": 1,
        "annotations overlapping another expression": 1,
        "notes, doubts and annotators of weak expressions": 1,
    }


def test_two_parts_of_one_word() -> None:
    """Two targets in one word are written as two rows with one number, and come back as they were."""
    document = made_document([["zuhause"]])
    values: dict[str, Value] = {"strength": "single", "role": "Locus", "function": "Locus"}
    annotations = [
        Annotation(id=n, document=1, layer="lexical", anchor=span(part), values=values, scheme="snacs-2.6")
        for n, part in ((1, (0, 2)), (2, (2, 7)))
    ]

    data = written("table-csv", document, annotations)
    found = by_name("table-csv").read(data.data, "x", ReadOptions())

    assert data.ledger == []
    assert len(found.documents[0].tokens) == 1
    assert [str(a.anchor) for a in found.annotations] == ["0-2", "2-7"]


def test_nothing_to_write() -> None:
    """Without a document with words there is nothing to write."""
    with pytest.raises(FormatError, match="import one first"):
        by_name("table-csv").write(Export([], {}, {}))
