"""Writing a document as `.conllulex` that came from elsewhere, and round trips over made sentences."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lexical_sentences import Sentence, annotated, decisions, sentences, settled
from made import made_document
from streusle_tool import verdict

from construal.annotation.annotation import Annotation
from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export, Imported, ReadOptions, Written
from construal.annotation.snacs.expression import sort_decisions
from construal.annotation.snacs.lextag import derived


def write(document: Document, annotations: list[Annotation], source: bytes | None = None) -> Written:
    return Conllulex().write(Export([document], {document.id: annotations}, {}, lambda sha: source))


def read(data: bytes) -> Imported:
    return Conllulex().read(data, "made.conllulex", ReadOptions())


@given(st.lists(sentences(), min_size=1, max_size=3))
def test_made_sentences_come_back(made: list[Sentence]) -> None:
    """What was decided about any words is read back from the file written anew, text and all."""
    document = made_document([sentence.words for sentence in made], columns=False)
    annotations = annotated(document, [sentence.decided for sentence in made])
    imported = read(write(document, annotations).data)
    again = imported.documents[0]
    assert again.text == document.text
    assert imported.oddities == []
    assert settled(again, imported.annotations) == settled(document, annotations)


@given(st.data(), sentences())
def test_any_edit_comes_back(data: st.DataObject, made: Sentence) -> None:
    """Whatever is decided instead of what a file says, the file written over it says, in cells that follow."""
    first = made_document([made.words], columns=False)
    source = write(first, annotated(first, [made.decided])).data
    document = read(source).documents[0]
    annotations = annotated(document, [data.draw(decisions(len(made.words)))])
    written = write(document, annotations, source).data
    imported = read(written)
    assert settled(imported.documents[0], imported.annotations) == settled(document, annotations)
    expected = derived(document, 0, sort_decisions(document, annotations).by_sentence.get(0, []))
    lines = written.decode().split("\n")
    assert [tuple(line.split("\t")[10:]) for line in lines if "\t" in line] == list(expected.rows)
    assert f"# mwe = {expected.mwe}" in lines
    assert [line.split("\t")[:10] for line in lines] == [line.split("\t")[:10] for line in lines_of(source, written)]


def lines_of(source: bytes, written: bytes) -> list[str]:
    """The source's lines, but with the written `# mwe` line."""
    mwe = next(line for line in written.decode().split("\n") if line.startswith("# mwe"))
    return [mwe if line.startswith("# mwe") else line for line in source.decode().split("\n")]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(sentences(), min_size=10, max_size=10))
def test_streusles_own_tool_accepts_what_is_made(tmp_path: Path, made: list[Sentence]) -> None:
    """STREUSLE's converter finds every derived cell of a file written anew right, lextags and numbers included."""
    document = made_document([sentence.words for sentence in made], columns=False)
    found = verdict(write(document, annotated(document, [sentence.decided for sentence in made])).data, tmp_path)
    assert found.accepted, found.messages[-1]
    assert len(found.sentences) == len(made)
    mismatches = [message for message in found.messages if message.startswith("MWE string mismatch")]
    assert all("(may be due to simplification)" in message for message in mismatches)


def test_what_is_made_up() -> None:
    """Lemmas, parts of speech and trees that nobody stated are made up as the lexcats imply, and told."""
    document = made_document([["Walk", "out", "of", "my", "3", "mills", "to", "rest", "!"]], columns=False, name="walk")
    annotations = annotated(document, [[
        ([0], "single", {"supersense": "v.motion"}),
        ([1, 2], "strong", {"lexcat": "P", "role": "Source", "function": "Source"}),
        ([3], "single", {"role": "Possessor", "function": "Possessor"}),
        ([5], "single", {"supersense": "n.ARTIFACT"}),
        ([6], "single", {"lexcat": "INF.P", "role": "Purpose", "function": "Purpose"}),
    ]])  # fmt: skip
    written = write(document, annotations)
    lines = written.data.decode().split("\n")
    assert lines[:5] == [
        "# newdoc id = walk", "# sent_id = walk-1", "# newpar id = walk-p0001",
        "# text = Walk out of my 3 mills to rest !", "# mwe = Walk out_of my 3 mills to rest !",
    ]  # fmt: skip
    cells = [line.split("\t") for line in lines[5:-2]]
    assert [c[2] for c in cells] == ["walk", "out", "of", "my", "3", "mills", "to", "rest", "!"]
    assert [c[3] for c in cells] == ["VERB", "ADP", "ADP", "PRON", "NUM", "NOUN", "PART", "X", "PUNCT"]
    assert [c[4] for c in cells] == ["_", "IN", "IN", "PRP$", "_", "_", "TO", "_", "_"]
    assert [c[6:8] for c in cells] == [["0", "root"], *[["1", "dep"]] * 8]
    assert [c[11] for c in cells] == ["V", "P", "_", "PRON.POSS", "NUM", "N", "INF.P", "X", "PUNCT"]
    assert {loss.message: loss.count for loss in written.ledger} == {
        "lemmas not known: lower-cased forms written": 9,
        "parts of speech not known: what the lexcat implies written": 9,
        "sentences without a syntax tree: a flat one written": 1,
    }


def test_known_columns_are_kept() -> None:
    """Columns that a document has are written as they are, and a label that is missing is told."""
    document = made_document([["mills"]])
    document.tokens.columns["upos"].values[0] = "NOUN"  # type: ignore[index]
    written = write(document, [])
    assert b"1\tmills\tmills\tNOUN\t_\t_\t0\troot\t_\t_\t_\tN\tmills\t" in written.data
    assert "nouns, verbs and adpositions without a supersense, which STREUSLE's own tool refuses" in [
        loss.message for loss in written.ledger
    ]


def test_spaces_and_paragraphs() -> None:
    """Words that touch are marked so, and an empty line begins a new paragraph."""
    document = Document(
        id=1, name="made", text="mill!\n\nrest", tokens=Tokens(ints([0, 4, 7]), ints([4, 5, 11])),
        sentences=Sentences(ints([0, 2, 3]), ints([0, 7]), ints([5, 11]), Column.of("12")),
    )  # fmt: skip
    written = write(document, [])
    assert written.data.count(b"SpaceAfter=No") == 1
    assert written.data.count(b"# newpar id = ") == 2
    assert read(written.data).documents[0].text == "mill!\n\nrest"


@pytest.mark.parametrize("name", ["two words", "line\nend", "tab\tstop"])
def test_names_stay_on_their_line(name: str) -> None:
    """A document's name cannot break the file."""
    written = write(made_document([["rest"]], columns=False, name=name), [])
    assert len(read(written.data).documents) == 1
    assert written.data.decode().split("\n")[0] == f"# newdoc id = {name.replace(chr(10), ' ').replace(chr(9), ' ')}"
