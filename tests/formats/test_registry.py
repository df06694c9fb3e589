"""Finding the format of a file."""

from pathlib import PurePath

import pytest

from construal.annotation.errors import FormatError
from construal.annotation.formats import registry


@pytest.mark.parametrize(
    ("name", "head", "format"),
    [
        ("a.txt", b"Hello", "text"),
        ("a.md", b"# Hello", "text"),
        ("a.conllulex", b"", "conllulex"),
        ("a.json", b'{\r\n  "problems": {', "champ"),
        ("a.json", b'[\n{"title": "x", "abstract": "y"', "abstracts"),
        ("a.json", b'{"document": "d", "text": "x"}\n{"document', "jsonl"),
        ("a.jsonl", b"", "jsonl"),
        ("a.csv", b"Begriff;Benennung\n", "terms-csv"),
        ("a.tsv", b"", "terms-csv"),
        ("b.csv", b'"document","language","start","end","text"\n', "mentions-csv"),
        ("a.xyz", b"\t".join([b"1", *[b"_"] * 18]), "conllulex"),
    ],
)
def test_detect(name: str, head: bytes, format: str) -> None:
    """A file is known by its name, or by its first bytes where the name says nothing."""
    assert registry.detect(PurePath(name), head).name == format


def test_an_unknown_file_is_refused() -> None:
    """What is none of the formats is refused, and the known ones are listed."""
    with pytest.raises(FormatError, match=r"^photo\.jpg: .*STREUSLE.*plain text") as error:
        registry.detect(PurePath("photo.jpg"), b"\xff\xd8")

    assert all(format.title in str(error.value) for format in registry.FORMATS)


def test_names_and_endings() -> None:
    """Each format is found by its name; each ending leads to a format that has it."""
    assert len({f.name for f in registry.FORMATS}) == len(registry.FORMATS)
    for format in registry.FORMATS:
        assert registry.by_name(format.name) is format
        for ending in format.endings:
            assert ending in registry.by_ending(PurePath("x" + ending.upper())).endings
    assert registry.by_ending(PurePath("x.mentions.csv")).name == "mentions-csv"
    assert registry.by_ending(PurePath("x.v2.csv")).name == "terms-csv"
    assert registry.by_ending(PurePath("x.json")).name == "champ"
    with pytest.raises(FormatError, match=r"‘word’.*text"):
        registry.by_name("word")
    with pytest.raises(FormatError, match=r"\.doc.*\.txt"):
        registry.by_ending(PurePath("x.doc"))
