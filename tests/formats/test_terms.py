"""Tables of terms: the catalogue in and out, mentions out."""

import csv
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.annotation.anchor import DOCUMENT, Anchor, span
from construal.annotation.annotation import Annotation
from construal.annotation.catalogue import Concept, Term
from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Export, Imported, ReadOptions
from construal.annotation.formats.plain_text import PlainText
from construal.annotation.formats.term_catalogue import concepts_of
from construal.annotation.formats.terms import MentionsCsv, TermsCsv

TERMS = TermsCsv()


def read(text: str, **options: str) -> Imported:
    return TERMS.read(text.encode(), "folder/terms.csv", ReadOptions(**options))


def written(concepts: list[Concept]) -> str:
    return TERMS.write(Export([], {}, {c.id: c for c in concepts})).data.decode()


def test_read() -> None:
    """Rows of one id are one concept: its terms in order, with language and status, its definition and broader ones."""
    imported = read(
        "concept,term,language,status,definition,broader\n"
        'graph,graph,en,preferred,"Vertices, with ""edges"".",\n'
        "graph,Graph,de,preferred,,\n"
        "tree,tree,en,,A graph.,graph\n"
        "tree,acyclic graph,en,,,\n"
        "tree,bush,en,forbidden,,\n"
    )

    graph, tree = imported.concepts
    assert imported.oddities == []
    assert graph.terms == (Term("graph"), Term("Graph", "de"))
    assert graph.definition == 'Vertices, with "edges".'
    assert tree.terms == (Term("tree"), Term("acyclic graph", "en", "admitted"), Term("bush", "en", "deprecated"))
    assert tree.broader == ("graph",)
    assert len(tree.source) == 64


@pytest.mark.parametrize(
    "text",
    [
        "Begriff;Benennung;Sprache;Oberbegriff\ng1;Graph;de;\nt1;Baum;de;g1\n",
        "\ufeffID\tTerm\tLang\tParent\r\ng1\tGraph\tde\t\r\nt1\tBaum\tde\tg1\r\n",
        '\n"Broader-Concept","TERM","Concept_ID","locale"\n\n,Graph,g1,de\n"g1"," Baum ","t1","de"\n',
    ],
)
def test_headers_and_delimiters(text: str) -> None:
    """Headers in other words and order, commas, semicolons, tabs, byte order marks and empty rows."""
    imported = read(text)

    assert imported.oddities == []
    assert [(c.id, c.terms, c.broader) for c in imported.concepts] == [
        ("g1", (Term("Graph", "de"),), ()), ("t1", (Term("Baum", "de"),), ("g1",)),
    ]  # fmt: skip


def test_a_list_of_terms() -> None:
    """Without a column of ids each term is a concept of its own; a single column may hold commas."""
    imported = read("term\ndouble category\nDouble Category\nrings, fields\ndouble-category\n", language="fr")

    assert [c.id for c in imported.concepts] == ["double_category", "rings_fields", "double_category_2"]
    assert imported.concepts[0].terms == (Term("double category", "fr"), Term("Double Category", "fr", "admitted"))


def test_oddities() -> None:
    """What is odd is told with the line its row begins on, and read as far as it goes."""
    imported = read(
        "concept,term,status,definition,broader\n"
        'a,x,preferred,"over\ntwo lines",\n'
        "a,y,wonderful,another,\n"
        ",z,,,\n"
        "a,x,,,\n"
        "b,u,,,gone,extra\n"
        ",,,lonely,\n"
    )

    assert [(o.file, o.line) for o in imported.oddities] == [("folder/terms.csv", n) for n in (4, 4, 5, 6, 7, 8, 7)]
    a, z, b = imported.concepts
    assert (a.definition, a.terms) == ("over\ntwo lines", (Term("x"), Term("y", "en", "admitted")))
    assert (z.id, b.broader) == ("z", ("gone",))


def test_known_concepts() -> None:
    """A broader concept of the project's catalogue is not odd, and new ids keep clear of it."""
    options = ReadOptions(known_concepts={"graph": Concept(id="graph")})

    concepts, oddities = concepts_of("term,broader\nGraph,graph\n", "x.csv", options, source="")

    assert oddities == []
    assert [(c.id, c.broader) for c in concepts] == [("graph_2", ("graph",))]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b\n1,2\n", r"terms\.csv:1: the header has ‘a’, ‘b’, but neither ‘term’ nor ‘concept’"),
        ("", "nothing"),
        ("document,start,end,text\n", r"import the \.jsonl"),
        ("%PDF-1", "PDF"),
    ],
)
def test_what_is_no_table_of_terms_is_refused(text: str, why: str) -> None:
    """A table without a known header, and no table, are refused in one sentence."""
    with pytest.raises(FormatError, match=why):
        read(text)


def test_write() -> None:
    """Every cell is quoted; a row a term, what belongs to the concept on its first; a cell stays as it is."""
    text = written([
        Concept(
            id="-c", terms=(Term("=1+1"), Term("eins", "de", "admitted")), definition='A "b", c.', broader=("x", "y")
        ),
        Concept(id="y"),
    ])  # fmt: skip

    assert text == (
        '"concept","term","language","status","definition","broader"\n'
        '"-c","=1+1","en","preferred","A ""b"", c.","x"\n'
        '"-c","eins","de","admitted","","y"\n'
        '"y","","","","",""\n'
    )


def test_an_empty_catalogue_is_refused() -> None:
    """A table without a row helps nobody."""
    with pytest.raises(FormatError, match="no concepts yet"):
        written([])


words = st.text(alphabet="aB-=+@ ,;|\"'\n\t😀é", min_size=1).map(str.strip).filter(bool)
terms = st.lists(
    st.builds(
        Term,
        words,
        st.sampled_from(["en", "de"]),
        st.sampled_from(["preferred", "admitted", "deprecated", "candidate", "rejected"]),
    ),
    unique_by=lambda term: (term.text, term.language),
    max_size=3,
).map(tuple)
several = st.lists(words, unique=True, max_size=3).map(tuple)
blank = st.just("")
concepts = st.lists(
    st.builds(
        Concept, id=words, name=st.none() | words, terms=terms, definition=words | blank, category=words | blank,
        broader=several, related=several, external=several, note=words | blank,
    ),
    unique_by=lambda concept: concept.id, min_size=1, max_size=5,
)  # fmt: skip


@given(concepts)
def test_any_catalogue_survives(given_concepts: list[Concept]) -> None:
    """Whatever characters ids, terms and definitions have, the catalogue comes back equal."""
    again = read(written(given_concepts)).concepts

    assert [msgspec.structs.replace(c, source="") for c in again] == given_concepts


def test_mentions() -> None:
    """A mention has a row with its place in code points, its words and its concept; what has no words is told."""
    (document,) = PlainText().read("A 😀 double (strict) category.".encode(), "d.txt", ReadOptions()).documents

    def mark(id: int, anchor: Anchor, layer: str = "concept") -> Annotation:
        values = {"concept": "C_(a+b)", "canonical": "double category"}
        return Annotation(id=id, document=document.id, layer=layer, anchor=anchor, values=values, annotator="Kim")

    marks = [
        mark(1, span((4, 10), (20, 28))),
        mark(2, span((20, 28))),
        mark(3, DOCUMENT),
        mark(4, span((0, 1)), "hint"),
    ]
    result = MentionsCsv().write(Export([document], {document.id: marks}, {}))
    rows = list(csv.DictReader(io.StringIO(result.data.decode())))

    assert [(r["start"], r["end"], r["fragments"], r["text"]) for r in rows] == [
        ("4", "28", "4-10,20-28", "double … category"), ("20", "28", "", "category"),
    ]  # fmt: skip
    assert {(r["document"], r["concept"], r["canonical"], r["annotator"], r["status"]) for r in rows} == {
        ("d", "C_(a+b)", "double category", "Kim", "gold")
    }
    assert sorted(loss.message for loss in result.ledger) == [
        "annotations of the layer ‘hint’", "concepts that stand on no words",
    ]  # fmt: skip
    with pytest.raises(FormatError, match=r"import the \.jsonl"):
        MentionsCsv().read(result.data, "d.mentions.csv", ReadOptions())
