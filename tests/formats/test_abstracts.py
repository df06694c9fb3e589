"""Collections of abstracts."""

import json
import os
from pathlib import Path, PurePath

import pytest

from construal.annotation.errors import FormatError
from construal.annotation.formats.abstracts import Abstracts
from construal.annotation.formats.format import Export, ReadOptions

ABSTRACTS = Abstracts()
TWO = [
    {"title": "On cats", "abstract": "We study cats.\r\nThey purr.", "keywords": ["cat", "purr; loud"], "url": "x"},
    {"id": 7, "title": "", "text": "Un texte.", "language": "fr", "year": 1999, "doi": None},
]


def test_read() -> None:
    """An object is a document: title, text, and all else as metadata."""
    first, second = ABSTRACTS.read(json.dumps(TWO).encode(), "a/tac.json", ReadOptions()).documents

    assert (first.name, first.title, first.text) == ("tac-1", "On cats", "We study cats.\nThey purr.")
    assert first.metadata == {"keywords": "cat; purr; loud", "url": "x"}
    assert (second.name, second.title, second.language) == ("7", "Un texte.", "fr")
    assert second.metadata == {"id": "7", "year": "1999"}
    assert len(first.sentences) == 2


def test_oddities() -> None:
    """Objects without a text are told by their place; equal names are told apart."""
    imported = ABSTRACTS.read(
        b'[{"title": "x"}, 5, {"id": "a", "text": "b $c"}, {"id": "a", "text": "d"}]', "t.json", ReadOptions()
    )

    assert [o.message.split(":")[0] for o in imported.oddities] == ["/0", "/1", "/2/text"]
    assert [d.name for d in imported.documents] == ["a", "a (2)"]


@pytest.mark.parametrize("data", [b"[]", b'{"abstract": "x"}', b"[{", b'[{"title": "x"}]'])
def test_what_is_no_collection_is_refused(data: bytes) -> None:
    """Other JSON is refused in one sentence with the file."""
    with pytest.raises(FormatError, match=r"^t\.json: "):
        ABSTRACTS.read(data, "t.json", ReadOptions())


def test_write() -> None:
    """All documents of a file are its bytes; some of them, or others, an array that reads back equal."""
    data = json.dumps(TWO).encode()
    documents = ABSTRACTS.read(data, "t.json", ReadOptions()).documents
    source = {documents[0].source: data}.get

    assert ABSTRACTS.write(Export(documents, {}, {}, source)).data == data
    for chosen in (documents, documents[:1]):
        made = ABSTRACTS.write(Export(chosen, {}, {})).data
        again = ABSTRACTS.read(made, "t.json", ReadOptions()).documents
        assert [(d.title, d.text, d.language) for d in again] == [(d.title, d.text, d.language) for d in chosen]
        assert [d.metadata.get("keywords") for d in again] == [d.metadata.get("keywords") for d in chosen]


def test_recognises() -> None:
    """An array of objects with a text is one, whatever the file is called; CHAMP and lists of numbers are not."""
    assert ABSTRACTS.recognises(PurePath("x.json"), b'\xef\xbb\xbf[\n{"url": "u", "abstract": "x"')
    assert not ABSTRACTS.recognises(PurePath("x.json"), b'{"problems": {')
    assert not ABSTRACTS.recognises(PurePath("x.json"), b"[1, 2]")


def test_a_real_collection() -> None:
    """755 abstracts of a journal are read whole, with the keywords that authors gave."""
    folder = os.environ.get("CONSTRUAL_DATA")
    if not folder:
        pytest.skip("needs CONSTRUAL_DATA, the folder of corpora")
    data = (Path(folder) / "tac" / "tac_metadata.json").read_bytes()
    imported = ABSTRACTS.read(data, "tac_metadata.json", ReadOptions())
    objects = json.loads(data)

    assert [d.text for d in imported.documents] == [o["abstract"] for o in objects]
    assert [d.metadata.get("keywords", "") for d in imported.documents] == ["; ".join(o["keywords"]) for o in objects]
