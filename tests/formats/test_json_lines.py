"""JSON Lines: documents with mentions, and the catalogue."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_champ import made

from construal.annotation.anchor import DOCUMENT, span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept, Term
from construal.annotation.document import Document
from construal.annotation.errors import CommandError, FormatError
from construal.annotation.formats.champ import Champ
from construal.annotation.formats.format import Export, Imported, ReadOptions
from construal.annotation.formats.json_lines import JsonLines
from construal.annotation.formats.plain_text import PlainText

LINES = JsonLines()
TEXT = "A 😀 free double category. A double category is double."


def read(*lines: Any, **options: Any) -> Imported:
    data = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return LINES.read(data.encode(), "folder/m.jsonl", ReadOptions(**options))


def mentions(*given: dict[str, Any], text: str = TEXT) -> Imported:
    return read({"concept": "dc"}, {"document": "d", "text": text, "mentions": list(given)})


def test_read() -> None:
    """A document line is cut up as plain text, its mentions are concept annotations, concept lines the catalogue."""
    imported = read(
        {"concept": "dc", "name": "double category", "terms": ["double category", {"text": "Dk", "language": "de"}],
         "definition": "D.", "broader": ["cat"]},
        {"concept": {"id": "cat", "terms": []}},
        {"document": "d", "language": "en", "text": TEXT, "title": "T", "metadata": {"n": 1}, "mentions": [
            {"start": 9, "end": 24, "text": "double category", "canonical": "double category", "concept": "dc",
             "annotator": "Robin", "status": "draft", "confidence": 0.5, "note": "why", "doubt": True},
            {"fragments": [[4, 8], [16, 24]], "text": "free … category", "concept": None},
            {"concept": "cat", "order": 2},
        ]},
        annotator="Kim", time=4,
    )  # fmt: skip

    (document,) = imported.documents
    first, second, third = imported.annotations
    assert imported.oddities == []
    assert (document.name, document.title, document.metadata, len(document.sentences)) == ("d", "T", {"n": "1"}, 2)
    assert imported.concepts[0].terms == (Term("double category"), Term("Dk", "de"))
    assert (imported.concepts[0].broader, imported.concepts[1].id) == (("cat",), "cat")
    assert first.values == {"concept": "dc", "canonical": "double category"}
    assert (first.annotator, first.status, first.confidence, first.note, first.doubt) == (
        "Robin", Status.DRAFT, 0.5, "why", True,
    )  # fmt: skip
    assert (second.anchor, second.annotator, second.source, second.created) == (
        span((4, 8), (16, 24)),
        "Kim",
        "jsonl",
        4,
    )
    assert (third.anchor, third.values) == (DOCUMENT, {"concept": "cat", "order": 2})


@pytest.mark.parametrize(
    ("mention", "found"),
    [
        ({"start": 10, "end": 25, "text": "free double"}, (4, 15)),  # positions in UTF-16
        ({"start": 900, "end": 9, "text": "free"}, None),
        ({"start": -1, "end": 9, "text": "free"}, (4, 8)),
        ({"start": "4", "text": "free"}, (4, 8)),
        ({"text": "free"}, (4, 8)),
        ({"text": "category"}, None),
        ({"start": 0, "end": 3, "text": "double category"}, None),
        ({"start": 0, "end": 3, "text": "absent"}, None),
        ({"start": 3, "end": 3}, None),
        ({"fragments": [[4, 8], [0, 1, 2]]}, None),
        ({"fragments": 5}, None),
        ({"start": 40, "end": 400}, None),
    ],
)
def test_places_that_disagree(mention: dict[str, Any], found: tuple[int, int] | None) -> None:
    """A mention whose words are not at its place is put where they occur once nearby, else left out; both are told."""
    imported = mentions(mention)

    assert [a.anchor.fragments for a in imported.annotations] == ([(found,)] if found else [])
    assert len(imported.oddities) == (0 if mention == {"text": "free"} else 1)
    assert all(o.line == 2 for o in imported.oddities)


def test_nearby_is_near() -> None:
    """The same words far away are not taken for the mention."""
    text = "free" + " x" * 200 + " double"

    assert mentions({"start": 300, "end": 304, "text": "free"}, text=text).annotations == []
    assert len(mentions({"start": 300, "end": 306, "text": "double"}, text=text).annotations) == 1


def test_line_breaks_of_windows() -> None:
    """Places that count `\\r\\n` as two are right in the document, which has `\\n`."""
    text = "One\r\ntwo\r\nthree four"

    imported = mentions(
        *({"start": text.index(w), "end": text.index(w) + len(w), "text": w} for w in ("two", "four")), text=text
    )

    assert imported.oddities == []
    assert [a.anchor.text(imported.documents[0].text) for a in imported.annotations] == ["two", "four"]


def test_lists_of_terms() -> None:
    """A line with a term is a concept with that term, each once."""
    imported = read(
        {"term": "double category", "language": "en", "status": "candidate", "score": 3.5, "wordings": [{"text": "x"}]},
        {"term": "double category"},
        {"term": "double-category"},
    )

    assert [(c.id, c.terms) for c in imported.concepts] == [
        ("double_category", (Term("double category", "en", "candidate"),)),
        ("double_category_2", (Term("double-category"),)),
    ]


def test_oddities() -> None:
    """A line that is none of ours is told with its number, and the rest is read."""
    imported = read(
        {"document": "d", "text": "One.", "mentions": [5, {"text": "One", "concept": "gone", "status": "sure"}]},
        "{broken",
        [1],
        {"other": 1},
        {"document": "d", "text": "Two.", "mentions": {}},
        "",
        {"concept": "c", "terms": [{}, {"text": "t", "status": "odd"}]},
        {"concept": "c"},
        {"concept": {"name": "n"}},
        {"document": "d", "start": 1, "end": 2, "text": "w"},
    )

    assert [o.line for o in imported.oddities] == [1, 1, 2, 3, 4, 5, 5, 7, 7, 8, 9, 10, 1]
    assert [d.name for d in imported.documents] == ["d", "d (2)"]
    assert [a.status for a in imported.annotations] == ["gold"]


@pytest.mark.parametrize("data", [b"", b"hello\n", b"[1]\n", b'{"a": 1}\n', b"%PDF"])
def test_what_is_no_json_lines_is_refused(data: bytes) -> None:
    """A file without a single line of ours is refused in one sentence."""
    with pytest.raises(FormatError, match=r"^folder/m\.jsonl[^\n]*\.$"):
        LINES.read(data, "folder/m.jsonl", ReadOptions())


def test_a_problem_loses_its_parts() -> None:
    """What the lines have no place for is in the ledger."""
    imported = Champ().read(json.dumps(made()).encode(), "x.json", ReadOptions())
    (document,) = imported.documents

    written = LINES.write(Export([document], {document.id: imported.annotations}, {c.id: c for c in imported.concepts}))
    again = LINES.read(written.data, "x.jsonl", ReadOptions())

    assert sorted((loss.message.split(" ")[-1], loss.count) for loss in written.ledger) == [
        ("end", 1), ("‘hint’", 1), ("‘step’", 2),
    ]  # fmt: skip
    assert [(a.anchor, a.values) for a in again.annotations] == [(DOCUMENT, {"concept": "C_x", "order": 0})]


letters = 'ab c.\n😀é𝒳\u2028"\\'
texts = st.text(alphabet=letters, max_size=40)
ids = st.text(min_size=1, max_size=8).filter(lambda t: not any("\ud800" <= c <= "\udfff" for c in t))


@st.composite
def marked(draw: st.DrawFn) -> tuple[list[Document], dict[int, list[Annotation]]]:
    """Documents with mentions that have gaps, are nested, or stand on the whole document."""
    documents, marks = [], {}
    new_id = iter(range(1, 10_000)).__next__
    for number, text in enumerate(draw(st.lists(texts.filter(str.strip), max_size=3))):
        document = PlainText().read(text.encode(), f"d{number}.txt", ReadOptions(new_id=new_id)).documents[0]
        documents.append(document)
        marks[document.id] = []
        position = st.integers(0, len(text))
        for fragments in draw(st.lists(st.lists(st.tuples(position, position), max_size=3), max_size=4)):
            try:
                anchor = span(*fragments) if fragments else DOCUMENT
            except CommandError:
                continue
            values = {"concept": draw(ids)}
            values |= {"canonical": canonical} if (canonical := draw(texts)) else {}
            marks[document.id].append(
                Annotation(
                    id=new_id(),
                    document=document.id,
                    layer="concept",
                    anchor=anchor,
                    values=values,
                    annotator=draw(st.sampled_from(["", "Kim"])),
                    status=draw(st.sampled_from(list(Status))),
                    source=draw(st.sampled_from(["", "m 1"])),
                    note=draw(texts),
                    doubt=draw(st.booleans()),
                    confidence=draw(st.none() | st.floats(0, 1)),
                )
            )
    return documents, marks


def told(annotation: Annotation) -> Annotation:
    """The annotation without what a file need not keep."""
    return msgspec.structs.replace(annotation, id=0, document=0)


@given(marked(), st.lists(ids, unique=True, max_size=3))
def test_mentions_survive(
    given_marks: tuple[list[Document], dict[int, list[Annotation]]], concept_ids: list[str]
) -> None:
    """Mentions with gaps, nested, on astral characters, of any concept, come back equal, and the rest too."""
    documents, marks = given_marks
    concepts = {id: Concept(id=id, terms=(Term("x " + id),), broader=tuple(concept_ids)) for id in concept_ids}
    if not documents and not concepts:
        return

    written = LINES.write(Export(documents, marks, concepts))
    again = LINES.read(written.data, "x.jsonl", ReadOptions())

    assert written.ledger == []
    assert [(d.name, d.text, d.title, d.language) for d in again.documents] == [
        (d.name, d.text, d.title, d.language) for d in documents
    ]
    assert [told(a) for a in again.annotations] == [told(a) for d in documents for a in marks[d.id]]
    assert {c.id: msgspec.structs.replace(c, source="") for c in again.concepts} == concepts
    assert all("not in the catalogue" in o.message for o in again.oddities)
