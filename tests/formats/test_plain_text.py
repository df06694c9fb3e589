"""Plain text in and out, and what is no text."""

from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation
from construal.annotation.errors import FormatError
from construal.annotation.formats.encoding import decoded
from construal.annotation.formats.format import Export, Imported, ReadOptions
from construal.annotation.formats.plain_text import PlainText

TEXT = PlainText()


def read(data: bytes, language: str = "en") -> Imported:
    return TEXT.read(data, "a/b/story.txt", ReadOptions(language=language))


def test_read() -> None:
    """A file is one document, called after the file, with its paragraphs, sentences and tokens."""
    (document,) = read(b"# The mill\r\n\r\nDr. Lee came. He left.\r\n\r\nNobody knew.\r\n").documents

    assert (document.name, document.title, document.format, document.language) == ("story", "The mill", "text", "en")
    assert document.text == "# The mill\n\nDr. Lee came. He left.\n\nNobody knew.\n"
    spans = zip(document.sentences.start, document.sentences.end, strict=True)
    assert [document.text[s:e] for s, e in spans] == ["# The mill", "Dr. Lee came.", "He left.", "Nobody knew."]
    assert [t.form for t in document.sentence_tokens(1)] == ["Dr.", "Lee", "came", "."]
    assert list(document.sentences.ids) == ["1", "2", "3", "4"]


@pytest.mark.parametrize("data", [b"One.\nTwo.\n", b"One.\r\nTwo.", "\ufeffÄ b\r\n".encode(), "ä".encode("cp1252")])
def test_an_unchanged_file_is_written_as_it_was(data: bytes) -> None:
    """With its source at hand a document is written byte for byte, whatever its lines and encoding."""
    imported = read(data)
    (document,) = imported.documents

    written = TEXT.write(Export([document], {}, {}, {document.source: data}.get))

    assert written.data == data
    assert written.ledger == []


@given(st.text(alphabet="ab .\n\r😀é\u2028$@", min_size=1).filter(str.strip))
def test_the_text_survives(text: str) -> None:
    """Without a source the text itself is written, ending in a line break, and reads back equal."""
    (document,) = read(text.encode()).documents
    (again,) = read(TEXT.write(Export([document], {}, {})).data).documents

    assert document.text == text.replace("\r\n", "\n").replace("\r", "\n")
    assert again.text.removesuffix("\n") == document.text.removesuffix("\n")


def test_the_ledger_counts_what_does_not_fit() -> None:
    """Each layer's annotations are told with their number, and so are the borders of several documents."""
    first, second = (*read(b"One here.").documents, *read(b"Two there.").documents)
    marks = [
        Annotation(id=n, document=first.id, layer=layer, anchor=span((0, 3)))
        for n, layer in enumerate(["concept", "lexical", "concept"])
    ]

    written = TEXT.write(Export([first, second], {first.id: marks}, {}))

    assert written.data == b"One here.\n\nTwo there.\n"
    assert [("concept" in loss.message, loss.count) for loss in written.ledger[:2]] == [(True, 2), (False, 1)]
    assert len(written.ledger) == 4


@pytest.mark.parametrize(
    ("data", "text", "odd"),
    [
        ("é\n".encode(), "é\n", None),
        ("\ufeffé".encode(), "é", None),
        ("é".encode("utf-16"), "é", None),
        (b"\xfe\xff" + "é".encode("utf-16-be"), "é", None),
        (b"\xff\xfe\0\0" + "é".encode("utf-32-le"), "é", None),
        (b"a\nb\n\xe9 \x93x\x94", "a\nb\né “x”", (3, "Windows-1252")),
        (b"\xe9\x81", "é\x81", (1, "Latin-1")),
    ],
)
def test_encodings(data: bytes, text: str, odd: tuple[int, str] | None) -> None:
    """Marked encodings and UTF-8 are read in silence; else the line of the first odd byte is told."""
    got, oddities = decoded(data, "x.txt")

    assert got == text
    assert [o.line for o in oddities] == ([odd[0]] if odd else [])
    assert all(odd is not None and odd[1] in o.message for o in oddities)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 x", b"PK\x03\x04rest", b"a\0b", bytes(range(1, 32)) * 40, b"\xff\xfea", b"", b" \n\n"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """Binary files, broken encodings and empty files are refused in one sentence with the file's name."""
    with pytest.raises(FormatError, match=r"^a/b/story\.txt: [^\n]+\.$"):
        read(data)


def test_oddities() -> None:
    """Half a pair of delimiters is told with its line, and a plainer tokenizer once."""
    imported = read("我有\n\n一个$x 苹果".encode(), "zh")

    assert [(o.line, "$" in o.message) for o in imported.oddities] == [(0, False), (3, True)]


def test_recognises_by_ending() -> None:
    """Only the endings say that a file is plain text."""
    assert TEXT.recognises(PurePath("A.TXT"), b"")
    assert TEXT.recognises(PurePath("a.md"), b"")
    assert not TEXT.recognises(PurePath("a.csv"), b"text")
